"""What there is to look at in a forecast beside the chapters of its plan, counted anew when either is saved."""

from collections.abc import Iterable

from sqlite_utils import Database

from core.errors import TrackerError
from core.forecast import Forecast, build, contradictions
from core.forecast.kept import from_json
from core.forecast.results import Check, Severity
from core.participants import Participant
from core.plan_parts import Plan, assembled
from core.programmes import programme_of
from core.storage import forecasts as store
from core.storage import plans as text_store


def found(forecast: Forecast, plan: Plan) -> tuple[Check, ...]:
    """The checks of a forecast, then where a chapter says another price."""
    chapters = {text.title: text.body for text in plan.chapters}
    return (*forecast.checks, *contradictions.found_in(forecast.inputs, chapters))


def to_look_at(checks: Iterable[Check]) -> int:
    """How many checks ask for something to be done: not those that only inform."""
    return sum(check.severity is not Severity.NOTE for check in checks)


def counted(db: Database, person: Participant, forecast: Forecast) -> int:
    """The points of a forecast beside the plan as it is kept; the caller has checked the right."""
    rows = {row["key"]: row for row in text_store.of(db, person.id)}
    return to_look_at(found(forecast, assembled(programme_of(db, person.cohort_id), rows)))


def count_again(db: Database, person: Participant) -> None:
    """Keep the count that the coach's list shows, inside a transaction whose caller has checked the right.

    A forecast that can no longer be computed keeps the count it had.
    """
    row = store.of(db, person.id)
    if row is None or not row["inputs"]:
        return
    try:
        checks = counted(db, person, build(from_json(row["inputs"])))
    except TrackerError:
        return
    if checks != row["checks"]:
        store.put_checks(db, person.id, checks)
