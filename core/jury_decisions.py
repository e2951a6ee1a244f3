"""What a jury decides: dated entries with their reasons and conditions; the latest one holds."""

from datetime import date

from sqlite_utils import Database

from core import audit, jury_lists, milestones, saves
from core.errors import InvalidInput
from core.jury_parts import LONGEST, VERDICTS, Condition, Decision, Jury, Taken, Verdict
from core.language import _
from core.permissions import Action
from core.staff import Staff
from core.storage import jury as store
from core.storage.database import transaction
from core.wording import clean, short_date

MILESTONE = "pitch"  # what a favourable jury stands as evidence for
GOES_ON = (Verdict.FAVOURABLE, Verdict.CONDITIONAL)


def decide(
    db: Database, jury_id: int, decision: Decision, *, by: Staff, today: date, version: int,
    token: str | None = None,
) -> int:  # fmt: skip
    """Keep a decision after the deliberation; a later one takes its place and hides nothing."""
    reasons = clean(decision.reasons, longest=LONGEST)
    conditions = [
        (clean(one.what, longest=300), one.due_on.isoformat()) for one in decision.conditions
    ]
    with transaction(db):
        saves.once(db, token, by=by)
        jury, person = jury_lists.held(db, jury_id, by=by)
        if not jury.opened_at:
            raise InvalidInput(_("Open the deliberation first: the decision comes out of it."))
        entries = of(db, jury.id, by=by)
        last = entries[0].decision if entries else None
        saves.same_version(
            jury.version, version, theirs=last.reasons if last else "", yours=decision.reasons
        )
        if not jury.held_on <= decision.decided_on <= today:
            raise InvalidInput(_("The decision comes after the jury, and not in the future."))
        if last and decision.decided_on < last.decided_on:
            raise InvalidInput(
                _("The decision before this one is of {day}: a new one comes after it.").format(
                    day=short_date(last.decided_on)
                )
            )
        values = {
            "verdict": decision.verdict,
            "reasons": reasons,
            "decided_on": decision.decided_on.isoformat(),
        }
        decision_id = store.insert_decision(
            db, {"jury_id": jury.id, "recorded_by": by.id, **values}, conditions
        )
        store.touch(db, jury.id)
        audit.changed(
            db, "jury", jury.id, _columns(last),
            {**values, "conditions": _lines(decision.conditions) or None},
            by=by, participant_id=person.id,
        )  # fmt: skip
        audit.record(db, "jury.decided", by=by, subject="jury", subject_id=jury.id)
    return decision_id


def of(db: Database, jury_id: int, *, by: Staff) -> list[Taken]:
    """Every decision of a jury; the first one holds."""
    jury = jury_lists.get(db, jury_id, by=by)
    conditions: dict[int, list[Condition]] = {}
    for line in store.conditions(db, jury.id):
        condition = Condition(what=line["what"], due_on=date.fromisoformat(line["due_on"]))
        conditions.setdefault(line["decision_id"], []).append(condition)
    return [
        Taken(
            id=row["id"],
            decision=Decision(
                verdict=Verdict(row["verdict"]),
                reasons=row["reasons"],
                decided_on=date.fromisoformat(row["decided_on"]),
                conditions=tuple(conditions.get(row["id"], ())),
            ),
            who=row["who"],
            recorded_at=row["recorded_at"],
        )
        for row in store.decisions(db, jury.id)
    ]


def may_submit(db: Database, jury: Jury, *, by: Staff) -> bool:
    """Whether the decision can stand as evidence for the milestone now."""
    if jury.verdict not in GOES_ON or not by.may(Action.SUBMIT_MILESTONE):
        return False
    return any(
        line.milestone.key == MILESTONE
        and milestones.State.SUBMITTED in milestones.MOVES[line.state]
        for line in milestones.table(db, jury.participant_id, by=by)
    )


def submit_milestone(
    db: Database, jury_id: int, *, by: Staff, today: date, token: str | None = None
) -> None:
    """Submit the milestone of the file and pitch, the jury's decision as its evidence."""
    jury = jury_lists.get(db, jury_id, by=by)
    entries = of(db, jury.id, by=by)
    if not entries or entries[0].decision.verdict not in GOES_ON:
        raise InvalidInput(_("The milestone is submitted once the jury is favourable."))
    decision = entries[0].decision
    milestones.move(
        db, jury.participant_id, MILESTONE, milestones.State.SUBMITTED, on=decision.decided_on,
        evidence=_("Jury of {day}: {decision}").format(
            day=short_date(jury.held_on), decision=_(VERDICTS[decision.verdict]).lower()
        ),
        by=by, today=today, token=token,
    )  # fmt: skip


def _columns(decision: Decision | None) -> dict[str, str | None]:
    if decision is None:
        return {}
    return {
        "verdict": decision.verdict,
        "reasons": decision.reasons,
        "decided_on": decision.decided_on.isoformat(),
        "conditions": _lines(decision.conditions) or None,
    }


def _lines(conditions: tuple[Condition, ...]) -> str:
    return "\n".join(f"{short_date(one.due_on)}: {one.what}" for one in conditions)
