"""Where what waits comes from: each source reads its rows once and says what each of them is."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from core.follow_up_lists import due
from core.language import _, n_
from core.place_change_parts import CHANGES, Change
from core.programme import Programme
from core.programmes import interviews, of_cohorts
from core.staff import Staff
from core.storage import to_do as store
from core.to_do_reasons import Item, Reason

LONGEST = 200  # lines of one reason: a longer list is not read any more


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whose lines are asked for: those of a coach, of an organisation's cohorts, or of everybody (None)."""

    db: Database
    by: Staff
    today: date
    organisation_id: int | None
    coach_id: int | None

    @property
    def whole_team(self) -> bool:
        """Whether a coach asks for everybody in their organisation's cohorts."""
        return self.coach_id is None

    @property
    def everybody(self) -> bool:
        return self.organisation_id is None

    def scope(self, **more: object) -> dict[str, Any]:
        """What the readings of `core.storage.to_do` are limited to."""
        return {
            "organisation": self.organisation_id,
            "coach": self.coach_id,
            "me": self.by.id,
            "today": self.today.isoformat(),
            "longest": LONGEST,
            **more,
        }


def people(asked: Asked) -> Iterator[Item]:
    """Next steps, news and incomplete files of the people followed now."""
    rows = store.open_people(asked.db, asked.scope())
    programmes = of_cohorts(asked.db, (row["cohort_id"] for row in rows))
    for row in rows:
        yield from _of_person(row, programmes[row["cohort_id"]], asked.today)


def milestones(asked: Asked) -> Iterator[Item]:
    """Milestones that wait for a second person: whoever in the team, not only the coach."""
    rows = store.submitted_milestones(asked.db, asked.scope())
    programmes = of_cohorts(asked.db, (row["cohort_id"] for row in rows))
    for row in rows:
        milestone = programmes[row["cohort_id"]].milestone(row["milestone"])
        what = str(milestone.name)
        yield _item(Reason.MILESTONE_SUBMITTED, row, what, row["moved_on"], milestone.key)


def alerts(asked: Asked) -> Iterator[Item]:
    for row in store.alerts(
        asked.db, asked.scope(interviews=json.dumps(interviews(asked.db)))
    ):  # fmt: skip
        yield _item(Reason.ALERT, row, row["mentor"], row["met_on"])


def sessions(asked: Asked) -> Iterator[Item]:
    """Planned sessions whose day has come and that nobody has written down."""
    rows = store.sessions_to_record(asked.db, asked.scope())
    programmes = of_cohorts(asked.db, (row["cohort_id"] for row in rows))
    for row in rows:
        yield Item(
            reason=Reason.SESSION_TO_RECORD, subject_id=row["id"], code="", name=row["cohort"],
            what=row["title"] or str(programmes[row["cohort_id"]].kind(row["kind"]).name),
            day=date.fromisoformat(row["held_on"]), session_id=row["id"],
        )  # fmt: skip


def forecasts(asked: Asked) -> Iterator[Item]:
    for row in store.forecasts_to_review(asked.db, asked.scope()):
        yield _item(Reason.PLAN_CHECKS, row, "", None, points=row["checks"])


def reviews(asked: Asked) -> Iterator[Item]:
    """People to meet again after a change of place or measure, until an interview or a word does it."""
    scope = asked.scope(interviews=json.dumps(interviews(asked.db)))
    for row in store.reviews_to_do(asked.db, scope):
        late = row["due_on"] < asked.today.isoformat()
        reason = Reason.REVIEW_OVERDUE if late else Reason.REVIEW_DUE
        yield _item(
            reason, row, _(CHANGES[Change(row["cause"])]), row["due_on"], str(row["review"])
        )


def contacts(asked: Asked) -> Iterator[Item]:
    """People to contact after their support; a lead, those whom no coach followed."""
    whole_team = asked.coach_id is None
    found = due(asked.db, by=asked.by, today=asked.today, whole_team=whole_team)
    for one in found:
        yield Item(
            reason=Reason.CONTACT_DUE, subject_id=one.participant_id, part=str(one.horizon),
            code=one.code, name=one.name, day=one.day,
            what=n_("{n} month", "{n} months", one.horizon),
        )  # fmt: skip


def _of_person(row: dict[str, Any], programme: Programme, today: date) -> Iterator[Item]:
    step_on = row["next_step_on"]
    if step_on and step_on < today.isoformat():
        yield _item(Reason.STEP_OVERDUE, row, row["next_step"], step_on)
    elif step_on == today.isoformat():
        yield _item(Reason.STEP_TODAY, row, row["next_step"], step_on)
    last = max(filter(None, (row["last_session"], row["last_move"], row["entered_on"])))
    if last <= (today - timedelta(days=programme.stalled_after_days)).isoformat():
        yield _item(Reason.STALLED, row, "", last)
    elif not step_on:
        yield _item(Reason.STEP_MISSING, row, "", None)
    missing = ", ".join(_missing(row))
    if missing:
        yield _item(Reason.FILE_INCOMPLETE, row, missing, None)


def _missing(row: Mapping[str, Any]) -> Iterator[str]:
    """What a file cannot do without, in words."""
    if not row["situated"]:
        yield _("situation")
    if not row["informed"]:
        yield _("information notice")
    if not row["coach_id"]:
        yield _("coach")


def _item(
    reason: Reason,
    row: Mapping[str, Any],
    what: str | None,
    day: str | None,
    part: str = "",
    *,
    points: int = 0,
) -> Item:
    return Item(
        reason=reason,
        subject_id=row["id"],
        part=part,
        code=row["code"],
        name=f"{row['first_name']} {row['last_name']}".strip(),
        what=what or "",
        day=date.fromisoformat(day) if day else None,
        points=points,
    )
