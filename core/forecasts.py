"""The forecast of a participant: what was typed in, by whom, and everything computed from it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from core import audit, forecast_changes, forecast_points, participants, plans, saves
from core.errors import InvalidInput, NotFound
from core.forecast import Forecast, Inputs, build
from core.forecast.kept import from_json, to_json
from core.forecast.results import Check
from core.language import _
from core.participants import Participant
from core.permissions import Action
from core.staff import Staff
from core.storage import forecasts as store
from core.storage.database import transaction

STEPS = ("sell", "paid", "costs", "start", "money", "live")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is kept of a forecast; version 0 and no inputs while nobody has begun.

    `steps` are those of `STEPS` that somebody has saved; `checks` is how many sentences there were to
    look at, at the last save. `saved_at` is an instant in UTC.
    """

    inputs: Inputs | None = None
    steps: frozenset[str] = frozenset()
    checks: int = 0
    version: int = 0
    saved_at: str = ""
    saved_by: str = ""


def read(db: Database, participant_id: int, *, by: Staff) -> Kept:
    """What somebody's forecast is made of. Raises `NotFound`, `NotAllowed`."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_PLAN)
    return _kept(db, person.id)


def write(
    db: Database, participant_id: int, inputs: Inputs, *, version: int, by: Staff,
    token: str | None = None, step: str = "",
) -> None:  # fmt: skip
    """Keep a forecast; `step` is the screen it was typed on, none when it is whole (an import).

    Version 0 is a forecast nobody has begun. Raises `StaleRecord`, with both as lines, if somebody saved it in
    the meantime, and `MissingRate` if no rate is known for its start: nothing is then kept.
    """
    person = participants.get(db, participant_id, by=by, to=Action.WRITE_PLAN)
    if step and step not in STEPS:
        raise InvalidInput(_("There is no such step in a forecast."))
    forecast = build(inputs)
    with transaction(db):
        saves.once(db, token, by=by)
        now = _kept(db, person.id)
        old, new = forecast_changes.between(now.inputs, inputs)
        theirs, yours = ("\n".join(filter(None, one.values())) for one in (old, new))
        saves.same_version(now.version, version, theirs=theirs, yours=yours)
        steps = now.steps | ({step} if step else set(STEPS))
        if not new and steps == now.steps:
            return
        store.put(
            db, person.id, inputs=to_json(inputs), steps=" ".join(sorted(steps)),
            checks=forecast_points.counted(db, person, forecast), staff_id=by.id,
        )  # fmt: skip
        audit.changed(db, "forecast", person.id, old, new, by=by, participant_id=person.id)
        audit.record(db, "forecast.written", by=by, subject="participant", subject_id=person.id)


def put_back(
    db: Database, person: Participant, written: dict[str, Any] | None, steps: Iterable[str], *,
    by: Staff,
) -> None:  # fmt: skip
    """Keep a forecast as a version froze it, None when it had none, over the one that stands now.

    Inside a transaction whose caller has checked the right; the version rises, and the history has both. The
    caller then has its points counted again.
    """
    now = _kept(db, person.id)
    inputs = from_json(json.dumps(written)) if written else None
    if inputs == now.inputs:
        return
    old, new = forecast_changes.between(now.inputs, inputs)
    store.put(
        db, person.id, inputs=to_json(inputs) if inputs else "",
        steps=" ".join(sorted(steps)) if inputs else "", checks=0, staff_id=by.id,
    )  # fmt: skip
    audit.changed(db, "forecast", person.id, old, new, by=by, participant_id=person.id)
    audit.record(db, "forecast.put_back", by=by, subject="participant", subject_id=person.id)


def forecast_of(db: Database, participant_id: int, *, by: Staff) -> Forecast:
    """Everything computed from what is kept. Raises `NotFound` while nobody has begun."""
    kept = read(db, participant_id, by=by)
    if kept.inputs is None:
        raise NotFound(_("No forecast yet. Write first what is sold."))
    return build(kept.inputs)


def checked(
    db: Database, participant_id: int, forecast: Forecast, *, by: Staff
) -> tuple[Check, ...]:
    """What there is to look at in a forecast, and where a chapter of the plan says another price."""
    return forecast_points.found(forecast, plans.read(db, participant_id, by=by))


def _kept(db: Database, participant_id: int) -> Kept:
    row = store.of(db, participant_id)
    if row is None:
        return Kept()
    return Kept(
        inputs=from_json(row["inputs"]) if row["inputs"] else None, steps=frozenset(row["steps"].split()),
        checks=row["checks"], version=row["version"], saved_at=row["saved_at"],
        saved_by=row["who"],
    )  # fmt: skip
