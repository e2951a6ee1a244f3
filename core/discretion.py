"""Words that would tell a stranger about a detention or a measure: what leaves for outside is read against them."""

import re
from collections.abc import Iterable

from core.caution import watched_words
from core.wording import folded

_TELLING = re.compile(
    r"\b(?:detenu|detention|prison|penitenti|incarcer|parloir|ecrou|maison d arret|centrale|spip|cpip"
    r"|probation|semi liberte|liberation conditionnelle|libere|bracelet electroni|milieu ferme"
    r"|milieu ouvert|permission de sortir|placement exterieur|travail d interet general|inmate|jail"
    r"|custody|on parole|parole officer|release from|remand|day release|community service)\w*"
    r"|\b(?:tig|tigs|jap|ddse|sas|qsl|cellule)\b"
)


def tells(text: str, places: Iterable[str] = ()) -> bool:
    """Whether a text speaks of a detention, a measure or an offence, or names one of these places."""
    plain = " ".join(re.sub(r"[^\w]+", " ", folded(text)).split())
    named = (" ".join(re.sub(r"[^\w]+", " ", folded(place)).split()) for place in places)
    return bool(
        _TELLING.search(plain)
        or watched_words(text)
        or any(place and place in plain for place in named)
    )
