"""What to know before reading a table: whose rows these are, what is masked, what was left out."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlite_utils import Database

from core.campaigns import Campaign
from core.data_out.parts import Column, Table
from core.evaluation.anonymity import MASKED
from core.evaluation.dimensions import FIXED
from core.language import N_, _, n_
from core.storage import campaigns as campaign_store
from core.wording import count, short_date

LABELS = {
    "arm": N_("Form of support"),
    "entered": N_("Month of entry"),
    "age": N_("Age at entry"),
    "sex": N_("Sex"),
    "situation": N_("Situation"),
    "departement": N_("Département"),
}
PROTECTED = tuple(LABELS)
_OF_NOBODY = {"sessions", "months"}  # tables whose rows are not people
_WITHHELD = {
    "questionnaires": N_("Sheets left out because the person refused the research: {n}."),
    "barriers": N_("Rows left out because they touch health: {n}."),
}


def notes(
    db: Database,
    table: Table,
    campaign: Campaign | None,
    columns: Iterable[Column],
    left_out: int,
    fixed_on: date | None,
) -> Iterator[str]:
    """Sentences in the language in force; `left_out` rows were withheld on the day the table was fixed."""
    if campaign is None:
        yield _("People stand under their code. No note leaves with these tables.")
        return
    yield _("Campaign “{name}”, opened on {day}.").format(
        name=campaign.name, day=short_date(campaign.opened_on)
    )
    yield _(FIXED).format(day=short_date(fixed_on))
    if table.key in _OF_NOBODY:
        yield _("Numbers of people below {k} are left empty.").format(k=campaign.k)
        return
    yield _(
        "People who had entered by the day the campaign opened, under pseudonyms of this campaign; "
        "dates are months since entry. No name, code, cohort, place or free text."
    )
    if campaign.left_out:
        yield n_(
            "{n} person left out: they would stand out whatever was masked.",
            "{n} people left out: they would stand out whatever was masked.",
            campaign.left_out,
        )
    yield from _masked(db, campaign, {column.name for column in columns})
    if table.key in _WITHHELD:
        yield _(_WITHHELD[table.key]).format(n=_few(left_out, campaign.k))


def _masked(db: Database, campaign: Campaign, shown: set[str]) -> Iterator[str]:
    """What is masked, column by column; counted over the whole campaign."""
    if "age" not in shown:
        return
    yield _(
        "Each combination of form of support, entry, age, sex, situation and département that can be "
        "read is shared by at least {k} people; what would single somebody out is masked."
    ).format(k=campaign.k)
    found = campaign_store.masked(db, campaign.id, PROTECTED, MASKED)
    columns = [
        _("{column} in {n}").format(column=_(LABELS[name]), n=count(found[name]))
        for name in PROTECTED
        if found[name]
    ]
    if columns:
        yield _("Masked, out of {of} rows: {columns}.").format(
            of=count(found[""]), columns=", ".join(columns)
        )


def _few(n: int, k: int) -> str:
    return _("fewer than {k}").format(k=k) if 0 < n < k else count(n)
