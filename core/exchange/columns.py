"""Which column of a roster says what, recognised by its header, and which are never read."""

from collections.abc import Mapping
from enum import StrEnum, auto
from functools import cache

from core.errors import UnusableFile
from core.exchange.names import one_letter_apart
from core.exchange.tables import RawRow, RawTable
from core.language import N_, _
from core.wording import folded

HEADER_WITHIN = 30  # lines: titles may stand above the header


class RosterField(StrEnum):
    """What a roster may say of a person, and the tracker may keep."""

    LAST_NAME = auto()
    FIRST_NAME = auto()
    FULL_NAME = auto()
    SEX = auto()
    BIRTH_YEAR = auto()
    PHONE = auto()
    SITE = auto()
    ENTERED_ON = auto()
    SITUATION = auto()
    PROJECT = auto()
    EDUCATION = auto()
    EXPECTED_RELEASE = auto()
    REFERRED_BY = auto()
    NOTICE_GIVEN = auto()
    RESEARCH_CONSENT = auto()


FIELD_LABELS: Mapping[RosterField, str] = {
    RosterField.LAST_NAME: N_("Last name"),
    RosterField.FIRST_NAME: N_("First name"),
    RosterField.FULL_NAME: N_("First and last name together"),
    RosterField.SEX: N_("Sex"),
    RosterField.BIRTH_YEAR: N_("Birth year"),
    RosterField.PHONE: N_("Phone"),
    RosterField.SITE: N_("Establishment or place"),
    RosterField.ENTERED_ON: N_("Entry date"),
    RosterField.SITUATION: N_("Situation"),
    RosterField.PROJECT: N_("Project"),
    RosterField.EDUCATION: N_("Level of education"),
    RosterField.EXPECTED_RELEASE: N_("Expected release month"),
    RosterField.REFERRED_BY: N_("Referred by"),
    RosterField.NOTICE_GIVEN: N_("Information notice given"),
    RosterField.RESEARCH_CONSENT: N_("Agrees to research"),
}

NAMES = frozenset({RosterField.LAST_NAME, RosterField.FIRST_NAME, RosterField.FULL_NAME})

# Headers as teams write them, separated by "|"; accents, case and small words do not count.
HEADERS: Mapping[RosterField, str] = {
    RosterField.LAST_NAME: "nom|nom de famille|nom d'usage|nom de naissance|last name|surname"
    "|family name",
    RosterField.FIRST_NAME: "prénom|prénoms|prénom usuel|first name|given name|forename",
    RosterField.FULL_NAME: "nom prénom|prénom nom|nom complet|identité|stagiaire|full name|name"
    "|first name last name|last name first name",
    RosterField.SEX: "sexe|genre|civilité|sex|gender|h/f|f/h",
    RosterField.BIRTH_YEAR: "année naissance|date naissance|année|né|née|né le|naissance|ddn"
    "|année naiss|date naiss|birth year|year of birth|date of birth|born|born in",
    RosterField.PHONE: "téléphone|tél|tel portable|numéro téléphone|n° téléphone|portable|mobile"
    "|phone|phone number|telephone",
    RosterField.SITE: "établissement|site|lieu|structure|lieu accompagnement|prison"
    "|établissement pénitentiaire|etab|place|establishment|facility",
    RosterField.ENTERED_ON: "date entrée|entrée|entré|entré le|début|date début|date démarrage"
    "|date intégration|date 1er contact|1er contact|premier contact|date premier contact"
    "|entry date|entered on|start date|first contact|date of first contact",
    RosterField.SITUATION: "situation|statut|mesure|régime|type de mesure|cadre|status|measure",
    RosterField.PROJECT: "projet|projet envisagé|idée|idée projet|projet professionnel"
    "|projet entrepreneurial|projet création|activité envisagée|project|business idea|idea",
    RosterField.EDUCATION: "niveau étude|niveau études|niveau scolaire|niveau formation|diplôme"
    "|dernier diplôme|formation|education|level of education|diploma",
    RosterField.EXPECTED_RELEASE: "libération prévue|libération prévisible|date libération prévue"
    "|date prévisionnelle libération|date libération|sortie prévue|date sortie prévue"
    "|expected release|release date|expected release date",
    RosterField.REFERRED_BY: "orienté par|orientée par|orientation|prescripteur|origine"
    "|provenance|referred by|source",
    RosterField.NOTICE_GIVEN: "notice information|notice information remise|notice remise"
    "|notice rgpd|information rgpd|notice given|information notice",
    RosterField.RESEARCH_CONSENT: "accord recherche|consentement recherche|accord étude"
    "|research consent|consent to research",
}

SMALL_WORDS = frozenset(
    {"a", "au", "d", "dans", "de", "des", "du", "e", "en", "et", "l", "la", "le", "les", "of"}
    | {"ou", "s", "the", "to", "un", "une", "participant", "participante", "personne"}
    | {"programme", "dispositif", "parcours", "accompagnement", "cohorte"}
)

# Why a column is never read, by words its header may hold (as a beginning of word).
NEVER_READ: Mapping[str, tuple[str, ...]] = {
    N_("Free remarks may tell what the tracker must not know."): (
        "observation", "remarque", "commentaire", "comment", "remark", "note", "notes", "divers",
    ),
    N_("The tracker keeps no prison register number."): ("ecrou", "matricule"),
    N_("The tracker keeps nothing about the case or the sentence."): (
        "infraction", "delit", "crime", "condamn", "peine", "penal", "judiciaire", "juge", "jap",
        "jugement", "magistrat", "tribunal", "victim", "recidiv", "motif", "faits", "offence",
        "offense", "sentence", "conviction", "court", "avocat", "lawyer",
    ),
    N_("This column names another person, who was not asked."): (
        "referent", "cpip", "conseiller", "conseillere", "educateur", "conjoint", "contact urgence",
        "probation officer", "caseworker",
    ),
    N_("The tracker keeps only what the coaching needs."): (
        "nationalit", "religi", "sante", "medica", "handicap", "addiction", "health", "lieu naissance",
        "lieu de naissance", "place of birth", "securite sociale", "adresse", "address", "iban",
    ),
}  # fmt: skip


def header(table: RawTable) -> RawRow:
    """The line that names the columns: the one most of whose cells are recognised, near the top."""
    if not table.rows:
        raise UnusableFile(_("This file has no line to read."))
    top = table.rows[:HEADER_WITHIN]
    best = max(top, key=lambda row: (_recognised(row), -row.line))
    if _recognised(best) == 0:
        best = max(top, key=lambda row: (len(row.filled()), -row.line))
    seen: dict[str, int] = {}
    for column, text in best.filled().items():
        first = seen.setdefault(" ".join(text.split()).casefold(), column)
        if first != column:
            sentence = _("Columns {first} and {second} have the same title: rename one of them.")
            raise UnusableFile(sentence.format(first=first + 1, second=column + 1))
    return best


def recognise(table: RawTable) -> dict[int, RosterField | None]:
    """What each column (from 0) of the header says, or None; each field at most once."""
    found: dict[int, RosterField | None] = {}
    for column, text in header(table).filled().items():
        field = field_of(text)
        found[column] = None if field in found.values() else field
    return found


def field_of(text: str) -> RosterField | None:
    """The field a header means, if it is known and may be read."""
    if never_read(text):
        return None
    return _known(folded(text)) or _known(_essential(text)) or _close(_essential(text))


def never_read(text: str) -> str:
    """Why a column with this header is never read, in one sentence; empty when it may be."""
    words = f" {folded(text)}"
    for reason, beginnings in NEVER_READ.items():
        if any(f" {beginning}" in words for beginning in beginnings):
            return _(reason)
    return ""


def is_roster(table: RawTable) -> bool:
    """Whether a sheet looks like a list of people: a name and something else about them."""
    fields = {field for field in recognise(table).values() if field}
    return bool(fields & NAMES) and len(fields) > 1


def names_last_name_first(text: str) -> bool:
    """Whether a header such as “Nom et prénom” announces the last name first."""
    return folded(text).startswith(("nom prenom", "nom et prenom", "last name", "surname"))


def _recognised(row: RawRow) -> int:
    return len({field_of(text) for text in row.filled().values()} - {None})


@cache
def _table() -> dict[str, RosterField]:
    known = {}
    for field, headers in HEADERS.items():
        for text in headers.split("|"):
            known[folded(text)] = field
            known.setdefault(_essential(text), field)
    return known | {"participant e": RosterField.FULL_NAME, "participant": RosterField.FULL_NAME}


def _known(text: str) -> RosterField | None:
    return _table().get(text)


def _close(text: str) -> RosterField | None:
    """The field of a header with one typing mistake."""
    near = (len(text) - 1, len(text), len(text) + 1)
    for words, field in _table().items():
        if len(words) in near and one_letter_apart(text, words):
            return field
    return None


def _essential(text: str) -> str:
    return " ".join(word for word in folded(text).split() if word not in SMALL_WORDS)
