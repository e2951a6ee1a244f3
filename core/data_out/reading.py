"""A table for somebody: the rows they may take away, by code for the team, by pseudonym for an evaluator."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from core import campaigns, clock, cohorts, programmes
from core.campaigns import Campaign
from core.data_out import published
from core.data_out.notes import notes
from core.data_out.parts import Column, Sheet, Table
from core.data_out.registry import TABLES, table
from core.data_out.rows import MONTHLY, column_names, lists, rows
from core.data_out.values import words
from core.errors import InvalidInput, NotAllowed, NotFound
from core.evaluation import publication
from core.evaluation.views import Scope
from core.language import _
from core.permissions import Action, Relation, Role, allows, require
from core.programme import Programme
from core.staff import Staff
from core.storage import data_out as store


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Somebody who takes tables away, and what their queries are given. Without a campaign, the team.

    An evaluator reads what was fixed on a day, the same until the next month's.
    """

    campaign: Campaign | None
    scope: Scope
    names: bool
    values: Mapping[str, Any]
    programmes: tuple[Programme, ...]
    fixed_on: date | None = None

    def columns(self, one: Table) -> tuple[Column, ...]:
        """The columns of a table for this reader, in order."""
        given = column_names(one, evaluator=self.campaign is not None)
        return tuple(one.columns[name] for name in given if self.names or name != "name")


def reader(
    db: Database, scope: Scope, *, by: Staff, today: date | None = None, names: bool = False
) -> Reader:
    """Who takes tables away, on which cohorts; for an evaluator, those of the month of `today`.

    Raises `NotAllowed` without the right; `NotFound` for a cohort that is not theirs and for an
    evaluator while no campaign is open; `InvalidInput` for a scope that is not offered.
    """
    require(by.role, Action.EXPORT_DATA)
    known = tuple(programmes.every_version(db))
    if scope.arm is not None and scope.arm not in {arm.key for p in known for arm in p.arms}:
        raise InvalidInput(_("There is no such form of support."))
    campaign = None if by.may(Action.READ_JOURNEY) else _open_campaign(db, by)
    if campaign is not None and scope.cohort_id is not None:
        raise InvalidInput(
            _("Cohorts are too small for rows of individuals. Choose a form of support instead.")
        )
    if names and not by.may(Action.READ_IDENTITY):
        raise NotAllowed(_("Names never leave with these tables."))
    if scope.cohort_id is not None:
        cohorts.get(db, scope.cohort_id, by=by, to=Action.EXPORT_DATA)
    values: dict[str, Any] = {
        "organisation": (by.organisation_id or -1) if by.role is Role.COACH else None,
        "cohort": scope.cohort_id,
        "arm": scope.arm,
        "opened": json.dumps(_opened(by)),
        **lists(known),
    }
    fixed = publication.with_tables(db, campaign.id, today or clock.today()) if campaign else None
    return Reader(
        campaign=campaign, scope=scope, names=names, values=values, programmes=known,
        fixed_on=fixed.fixed_on if fixed else None,
    )  # fmt: skip


def sheet(db: Database, key: str, who: Reader) -> Sheet:
    """A table for a reader. Raises `InvalidInput` for one that does not exist."""
    one = table(key)
    shown = who.columns(one)
    left_out = published.withheld(db, *_fixed(who, key), who.scope.arm) if who.campaign else 0
    return Sheet(
        table=one,
        columns=shown,
        words=words(who.programmes),
        notes=tuple(notes(db, one, who.campaign, shown, left_out, who.fixed_on)),
        rows=_rows(db, one, shown, who),
    )


def count(db: Database, key: str, who: Reader) -> int:
    """How many rows a table has for a reader."""
    one = table(key)
    if who.campaign:
        return published.count(db, *_fixed(who, key), who.scope.arm)
    if one.key == MONTHLY:
        return sum(1 for _row in _rows(db, one, who.columns(one), who))
    return store.count(db, one.key, who.values, evaluator=False)


def arms(db: Database, *, by: Staff) -> dict[str, str]:
    """The forms of support to choose from, by key."""
    require(by.role, Action.READ_DICTIONARY)
    return words(programmes.every_version(db))["arm"]


def keys() -> tuple[str, ...]:
    """The tables there are, in order."""
    return tuple(TABLES)


def _rows(
    db: Database, one: Table, shown: tuple[Column, ...], who: Reader
) -> Iterator[tuple[Any, ...]]:
    names = tuple(column.name for column in shown)
    if who.campaign:
        return published.read(db, *_fixed(who, one.key), names, who.scope.arm)
    return rows(db, one, names, who.values, who.programmes)


def _fixed(who: Reader, key: str) -> tuple[str, str, int]:
    """Where the table of an evaluator is kept: month, table, campaign."""
    assert who.campaign
    assert who.fixed_on
    return who.fixed_on.isoformat()[:7], key, who.campaign.id


def _open_campaign(db: Database, by: Staff) -> Campaign:
    campaign = campaigns.current(db, by=by)
    if campaign is None:
        raise NotFound(
            _("No evaluation campaign is open. Ask the programme lead to open one on this page.")
        )
    return campaign


def _opened(by: Staff) -> list[str]:
    """The standings of those whose file somebody may open."""
    archived = allows(by.role, Action.READ_IDENTITY, Relation.ARCHIVED)
    return ["active", *[Relation.ARCHIVED.value] * archived]
