"""Versions of a plan, frozen under a name and a date: read, compared, and gone back to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlite_utils import Database

from core import (
    audit,
    forecast_points,
    forecasts,
    participants,
    plan_settings,
    plans,
    rollups,
    saves,
)
from core.errors import InvalidInput, NotFound
from core.language import _
from core.participants import Participant
from core.permissions import Action
from core.plan_parts import CANVAS, Plan, Status, Text, assembled
from core.programme import Programme
from core.programmes import programme_of
from core.staff import Staff
from core.storage import annexes as annex_store
from core.storage import forecasts as forecast_store
from core.storage import plan_versions as store
from core.storage import plans as text_store
from core.storage.database import transaction
from core.wording import clean

FORMAT = 1  # of the content; a later one says how it differs
LONGEST_NAME = 80  # signs


@dataclass(frozen=True, kw_only=True)
class Version:
    """The name of a version, the day it is for, who froze it and when (UTC)."""

    id: int
    participant_id: int
    name: str
    frozen_on: date
    who: str
    at: str


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """A version and what it holds; `forecast` is what was typed of the forecast then (JSON), or None.

    `annexes` has (id, title, alternative text) of those it had.
    """

    version: Version
    plan: Plan
    short: bool
    annexes: tuple[tuple[int, str, str], ...]
    forecast: dict[str, Any] | None


def freeze(
    db: Database, participant_id: int, name: str, *, on: date, by: Staff,
    token: str | None = None,
) -> int:  # fmt: skip
    """Freeze the plan as it is saved now, texts, annexes and forecast, and return the version's id."""
    person = participants.get(db, participant_id, by=by, to=Action.WRITE_PLAN)
    words = clean(name, longest=LONGEST_NAME)
    if not words:
        raise InvalidInput(_("Give this version a name, for example “For the jury”."))
    with transaction(db):
        saves.once(db, token, by=by)
        if not _written(db, person) and not _figures(db, person)["forecast"]:
            raise InvalidInput(_("Nothing is written yet: there is nothing to freeze."))
        return _freeze(db, person, words, on=on, by=by)


def of(db: Database, participant_id: int, *, by: Staff) -> list[Version]:
    """The versions of somebody's plan, the latest first."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_PLAN)
    return [_version(row) for row in store.of(db, person.id)]


def read(db: Database, version_id: int, *, by: Staff) -> Frozen:
    """A version and what it holds, its titles in the language in force. Raises `NotFound`."""
    row = store.by_id(db, version_id)
    if row is None:
        raise NotFound(_("This version is not in your follow-up."))
    person = participants.get(db, row["participant_id"], by=by, to=Action.READ_PLAN)
    content = row["content"]
    kept = {
        key: {**text, "version": 1, "updated_at": row["recorded_at"], "who": row["who"]}
        for key, text in content["texts"].items()
    }
    programme = programme_of(db, person.cohort_id)
    return Frozen(
        version=_version(row),
        plan=_with_retired(assembled(programme, kept), kept),
        short=content["short"],
        annexes=tuple((one["id"], one["title"], one["alternative"]) for one in content["annexes"]),
        forecast=content["forecast"],
    )


def standing(db: Database, participant_id: int, *, by: Staff) -> int:
    """A number that rises with every change of a text or of the forecast, for `go_back`."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_PLAN)
    return _standing(db, person)


def go_back(
    db: Database, version_id: int, *, seen: int, today: date, by: Staff, token: str | None = None
) -> None:
    """Write the texts and the forecast of a version as the new ones; what stands now is frozen first.

    So nothing is lost. `seen` is what `standing` said when this was decided: `StaleRecord` if somebody wrote
    since. Annexes and the size of the plan stay as they are.
    """
    row = store.by_id(db, version_id)
    if row is None:
        raise NotFound(_("This version is not in your follow-up."))
    person = participants.get(db, row["participant_id"], by=by, to=Action.WRITE_PLAN)
    content = row["content"]
    wanted = content["texts"]
    with transaction(db):
        saves.once(db, token, by=by)
        present, figures = _written(db, person), _figures(db, person)
        saves.same_version(_standing(db, person), seen)
        if _said(present) == _said(wanted) and figures["forecast"] == content["forecast"]:
            raise InvalidInput(
                _("The plan already says exactly this: there is nothing to go back to.")
            )
        if present or figures["forecast"]:
            name = _("Before going back to “{name}”").format(name=row["name"])
            _freeze(db, person, name[:LONGEST_NAME], on=today, by=by)
        for key in {*present, *wanted}:
            text = wanted.get(key, {"body": "", "status": Status.DRAFT})
            plans.keep(
                db, person, key, text["body"], status=Status(text["status"]), version=None, by=by
            )
        steps = content.get("steps", forecasts.STEPS)  # versions of before did not keep them
        forecasts.put_back(db, person, content["forecast"], steps, by=by)
        forecast_points.count_again(db, person)
        rollups.refresh(db, person.cohort_id)
        audit.record(db, "plan.gone_back", by=by, subject="participant", subject_id=person.id)


def _freeze(db: Database, person: Participant, name: str, *, on: date, by: Staff) -> int:
    """Freeze what is kept now, inside a transaction whose caller has checked the right."""
    titles = _titles(programme_of(db, person.cohort_id))
    content = {
        "format": FORMAT,
        "short": plan_settings.kept(db, person.id).short,
        "texts": {
            key: {"title": titles.get(key, key), **text}
            for key, text in _written(db, person).items()
        },
        "annexes": [
            {"id": row["id"], "title": row["title"], "alternative": row["alternative"]}
            for row in annex_store.of(db, person.id)
            if row["trashed_at"] is None
        ],
        **_figures(db, person),
    }
    version_id = store.add(
        db, participant_id=person.id, name=name, frozen_on=on.isoformat(), content=content,
        recorded_by=by.id,
    )  # fmt: skip
    new = {"name": name, "frozen_on": on.isoformat()}
    audit.changed(db, "version", version_id, {}, new, by=by, participant_id=person.id)
    audit.record(db, "plan.frozen", by=by, subject="participant", subject_id=person.id)
    return version_id


def _standing(db: Database, person: Participant) -> int:
    forecast = forecast_store.of(db, person.id)
    texts: int = sum(text["version"] for text in text_store.of(db, person.id))
    return texts + (int(forecast["version"]) if forecast else 0)


def _figures(db: Database, person: Participant) -> dict[str, Any]:
    """What was typed of the forecast, None when there is none, and the steps that somebody saved."""
    row = forecast_store.of(db, person.id)
    if row is None or not row["inputs"]:
        return {"forecast": None, "steps": []}
    return {"forecast": json.loads(row["inputs"]), "steps": row["steps"].split()}


def _written(db: Database, person: Participant) -> dict[str, dict[str, str]]:
    """What is kept of each text by its key; a text emptied again counts as never begun."""
    rows = text_store.of(db, person.id)
    return {
        row["key"]: {"body": row["body"], "status": row["status"]}
        for row in rows
        if row["body"] or row["status"] != Status.DRAFT
    }


def _said(texts: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[str, str]]:
    return {key: (text["body"], text["status"]) for key, text in texts.items()}


def _titles(programme: Programme) -> dict[str, str]:
    chapters = {chapter.key: str(chapter.title) for chapter in programme.chapters}
    return chapters | {CANVAS + block.key: str(block.title) for block in programme.canvas_blocks}


def _with_retired(plan: Plan, kept: Mapping[str, Mapping[str, Any]]) -> Plan:
    """A programme may retire a chapter: what a version holds of it is shown all the same, at the end."""
    known = {text.key for text in plan.texts}
    retired = [
        Text(
            key=key, title=text["title"], guidance="", body=text["body"],
            status=Status(text["status"]), version=1,
        )
        for key, text in kept.items()
        if key not in known
    ]  # fmt: skip
    return replace(plan, chapters=(*plan.chapters, *retired))


def _version(row: Mapping[str, Any]) -> Version:
    return Version(
        id=row["id"],
        participant_id=row["participant_id"],
        name=row["name"],
        frozen_on=date.fromisoformat(row["frozen_on"]),
        who=row["who"],
        at=row["recorded_at"],
    )
