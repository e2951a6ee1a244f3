"""Places as rosters write them, matched to the sites the tracker knows."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.exchange.vocabulary import OPEN, situation_of
from core.wording import folded

ALIKE = 0.8
KINDS: Mapping[str, str] = {
    "maison d arret": "ma",
    "centre de detention": "cd",
    "centre penitentiaire": "cp",
    "maison centrale": "mc",
    "quartier de semi liberte": "qsl",
    "centre de semi liberte": "csl",
    "structure d accompagnement vers la sortie": "sas",
    "etablissement penitentiaire pour mineurs": "epm",
    "service penitentiaire d insertion et de probation": "spip",
}
IN_BRACKETS = re.compile(r"\(([^)]*)\)")


@dataclass(frozen=True, kw_only=True)
class SiteMatch:
    """A known site that a text means; `sure` when the names are the same, but for typing."""

    site_id: int
    sure: bool


def match_site(text: str, known: Mapping[int, str]) -> SiteMatch | None:
    """The known site (id → name) that a text means, or None; a likely one is left to confirm."""
    for wanted in dict.fromkeys((_plain(text), _plain(IN_BRACKETS.sub(" ", text)))):
        for site_id, name in known.items():
            if wanted and wanted == _plain(name):
                return SiteMatch(site_id=site_id, sure=True)
    wanted = _plain(IN_BRACKETS.sub(" ", text))
    likeness = {
        site_id: difflib.SequenceMatcher(None, wanted, _plain(name)).ratio()
        for site_id, name in known.items()
    }
    best = max(likeness, key=lambda site_id: likeness[site_id], default=None)
    if not wanted or best is None or likeness[best] < ALIKE:
        return None
    return SiteMatch(site_id=best, sure=False)


def place_in(text: str) -> str:
    """The place that a text names, without what only tells a situation: “Milieu ouvert (SPIP 67)” → “SPIP 67”."""
    bare = folded(IN_BRACKETS.sub(" ", text))
    if bare == OPEN or (situation_of(bare) and len(bare.split()) <= 2 and not _is_kind(bare)):
        inside = IN_BRACKETS.search(text)
        return inside[1].strip() if inside else ""
    return text


def _is_kind(bare: str) -> bool:
    return bare.split()[0] in KINDS.values()


def _plain(text: str) -> str:
    plain = f" {folded(text)} "
    for whole, short in KINDS.items():
        plain = plain.replace(f" {whole} ", f" {short} ")
    return " ".join(
        word for word in plain.split() if word not in {"de", "du", "la", "le", "d", "l"}
    )
