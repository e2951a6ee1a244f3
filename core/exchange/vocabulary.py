"""The words teams write in rosters, as tables: situations, yes and no, nothing."""

from collections.abc import Mapping

from core.wording import folded

NOTHING = frozenset(
    {"", "na", "n a", "nc", "n c", "nr", "neant", "rien", "aucun", "inconnu", "inconnue"}
    | {"non renseigne", "non renseignee", "sans objet", "null", "none", "unknown"}
)
YES = frozenset({"oui", "o", "yes", "y", "x", "1", "ok", "fait", "vrai", "true", "remise", "signe"})
NO = frozenset({"non", "n", "no", "0", "pas encore", "faux", "false", "refus", "refuse"})

SEXES: Mapping[str, str] = (
    dict.fromkeys(
        ("f", "femme", "feminin", "fille", "mme", "madame", "mlle", "female", "woman"), "F"
    )
    | dict.fromkeys(("m", "h", "homme", "masculin", "garcon", "mr", "monsieur", "male", "man"), "M")
    | dict.fromkeys(("autre", "x", "nb", "non binaire", "other"), "other")
)

INSIDE = "inside"
PROBATION = "probation"
# Longer words win: "semi liberte" before "liberte".
SITUATIONS: Mapping[str, str] = (
    dict.fromkeys(
        {"incarcere", "incarceree", "incarceration", "detenu", "detenue", "detention", "ecroue"}
        | {"ecrouee", "en prison", "interieur", "milieu ferme", "prevenu", "prevenue", "inside"},
        INSIDE,
    )
    | dict.fromkeys(("semi liberte", "sl", "qsl", "csl", "semi release"), "semi_release")
    | dict.fromkeys(("placement exterieur", "pe", "external placement"), "external_placement")
    | dict.fromkeys(
        {"ddse", "bracelet", "bracelet electronique", "surveillance electronique", "pse", "arse"}
        | {"placement sous surveillance electronique", "electronic monitoring"},
        "electronic_monitoring",
    )
    | dict.fromkeys(
        ("liberation conditionnelle", "lc", "libere conditionnel", "conditional release"),
        "conditional_release",
    )
    | dict.fromkeys(
        ("tig", "travail d interet general", "travaux d interet general", "community service"),
        "community_service",
    )
    | dict.fromkeys(
        ("sursis probatoire", "probation", "sme", "mise a l epreuve", "suivi spip"), PROBATION
    )
    | dict.fromkeys(
        ("libre", "en liberte", "sorti", "sortie", "libere", "liberee", "dehors", "free"), "free"
    )
)
# The place says the situation where no column does.
PLACES: Mapping[str, str] = (
    dict.fromkeys(
        {"ma", "maison d arret", "cd", "centre de detention", "cp", "centre penitentiaire", "epm"}
        | {"maison centrale", "etablissement penitentiaire"},
        INSIDE,
    )
    | dict.fromkeys(("qsl", "csl", "semi liberte"), "semi_release")
    | {"placement exterieur": "external_placement"}
)
OPEN = "milieu ouvert"  # a community order of some kind: the kind has to be checked


def is_nothing(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash, “NA”…"""
    return folded(text) in NOTHING


def situation_of(text: str) -> str | None:
    """The kind of situation that words mean, or None."""
    return _longest(text, SITUATIONS)


def situation_at(place: str) -> str | None:
    """The kind of situation that a place means: inside for a prison, semi-release for a QSL…"""
    return _longest(place, PLACES)


def is_open(text: str) -> bool:
    """Whether the text says “milieu ouvert” without saying which measure."""
    return OPEN in folded(text)


def _longest(text: str, table: Mapping[str, str]) -> str | None:
    plain = f" {folded(text)} "
    known = [words for words in table if f" {words} " in plain]
    return table[max(known, key=len)] if known else None
