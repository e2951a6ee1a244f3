"""Transfer, leave, change of measure, release: one save closes a situation, opens the next and sees to what follows."""

import json
from datetime import date, timedelta

from sqlite_utils import Database

from core import audit, coaches, mentors, participants, programmes, reviews, saves, situations
from core.errors import InvalidInput
from core.language import _
from core.participants import Participant
from core.permissions import Action
from core.place_change_parts import Change, Kept, Transition, leads_to, possible
from core.situations import Situation
from core.staff import Staff
from core.storage import mentors as pair_store
from core.storage import organisations as sites
from core.storage import place_changes as store
from core.storage.database import transaction
from core.wording import short_date


def change_of_place(
    db: Database, participant_id: int, transition: Transition, *, by: Staff, today: date,
    token: str | None = None,
) -> int:  # fmt: skip
    """Keep a change with everything decided with it, or nothing; return its id.

    The support goes on: no exit is written, retention does not move. Raises `InvalidInput` with the way
    out for situations that would overlap, or a change that makes no sense from the present situation.
    """
    with transaction(db):
        saves.once(db, token, by=by)
        person, now = checked(db, participant_id, transition, by=by, today=today)
        values: dict[str, object] = {
            "participant_id": person.id,
            "kind": transition.change,
            "starts_on": transition.starts_on.isoformat(),
            "returns_on": transition.returns_on and transition.returns_on.isoformat(),
            "site_id": transition.site_id,
            "recorded_by": by.id,
        }
        if transition.change is not Change.LEAVE:
            values["situation_id"] = situations.keep(
                db, person, transition.situation or now.kind, starts_on=transition.starts_on,
                site_id=transition.site_id, by=by,
            )  # fmt: skip
            values |= _hand_over(db, person, transition, by=by, today=today)
        change_id = store.insert(db, values)
        if transition.change is Change.LEAVE:
            days = {"starts_on": values["starts_on"], "returns_on": values["returns_on"]}
            audit.changed(db, "leave", change_id, {}, days, by=by, participant_id=person.id)
        if transition.review_on:
            reviews.keep(db, person.id, change_id, transition, by=by)
        audit.record(
            db, f"place.{transition.change}", by=by, subject="participant", subject_id=person.id
        )
    return change_id


def _hand_over(
    db: Database, person: Participant, transition: Transition, *, by: Staff, today: date
) -> dict[str, object]:
    """The end of the pairs, another mentor, another coach; what was done, as columns of the change.

    The coach last: whoever hands somebody over may no longer be in their team afterwards.
    """
    done: dict[str, object] = {}
    if transition.mentor_ends:
        open_pairs = [pair for pair in mentors.of(db, person.id, by=by) if pair.ends_on is None]
        done["pairs_ended"] = json.dumps([pair.id for pair in open_pairs])
        for pair in open_pairs:
            mentors.keep_end(
                db, pair.id, on=max(transition.starts_on, pair.starts_on), by=by, today=today,
                reason=transition.mentor_reason, version=pair.version,
            )  # fmt: skip
    if transition.mentor_id:
        done["pair_made"] = mentors.keep_pair(
            db, person.id, transition.mentor_id, starts_on=transition.starts_on, by=by, today=today
        )
    if transition.coach_id and transition.coach_id != person.coach_id:
        done |= {"coach_before": person.coach_id, "coach_after": transition.coach_id}
        coaches.keep(db, person, transition.coach_id, by=by)
    return done


def checked(
    db: Database, participant_id: int, transition: Transition, *, by: Staff, today: date
) -> tuple[Participant, Situation]:
    """The person and their present situation, if the change fits them. Raises `InvalidInput`."""
    person = participants.get(db, participant_id, by=by, to=Action.MOVE_STAGE)
    periods = situations.of(db, person.id, by=by)
    if person.ended_on is not None:
        raise InvalidInput(_("The support of this person has ended: let them enter a cohort again first."))  # fmt: skip
    if not periods:
        raise InvalidInput(_("No situation is written down yet: write the first one."))
    now = periods[-1]
    _check_day(transition, now, today)
    if transition.change not in possible(now.kind):
        raise InvalidInput(
            _("This change does not follow “{situation}”: choose another one.").format(
                situation=now.label
            )
        )
    if transition.situation and transition.situation not in leads_to(transition.change, now.kind):
        raise InvalidInput(_("This change does not lead to that situation: choose another one."))
    if transition.site_id is not None and not sites.name(db, transition.site_id):
        raise InvalidInput(_("This place does not exist any more: choose another one."))
    if transition.change is Change.TRANSFER and transition.site_id == now.site_id:
        raise InvalidInput(_("The person is already in this place: choose another one."))
    if transition.change is Change.LEAVE:
        _check_other_leaves(db, person.id, transition)
    _check_review(transition, programmes.programme_of(db, person.cohort_id).review_within_days, today)  # fmt: skip
    return person, now


def _check_day(transition: Transition, now: Situation, today: date) -> None:
    begun = short_date(now.starts_on)
    if transition.change is Change.LEAVE:
        if transition.starts_on < now.starts_on:
            raise InvalidInput(
                _("The present situation began on {day}: the leave comes after.").format(day=begun)
            )
        return
    if transition.starts_on > today:
        raise InvalidInput(_("A change of place or measure is written down once it has taken place."))  # fmt: skip
    if transition.starts_on <= now.starts_on:
        raise InvalidInput(
            _(
                "The present situation, “{situation}”, began on {day}: two situations would overlap. Give a "
                "later day, or correct that situation first."
            ).format(situation=now.label, day=begun)
        )


def _check_other_leaves(db: Database, participant_id: int, transition: Transition) -> None:
    for kept in _of(db, participant_id):
        first, last = kept.starts_on, kept.returns_on
        if last and first <= (transition.returns_on or first) and transition.starts_on <= last:
            raise InvalidInput(
                _("A leave is already written down, {days}: give other days, or take it back.").format(
                    days=kept.days
                )
            )  # fmt: skip


def _check_review(transition: Transition, within: int, today: date) -> None:
    on, latest = transition.review_on, latest_review(transition, within, today)
    if on and not max(transition.starts_on, today) <= on <= latest:
        raise InvalidInput(
            _("The review comes between today and {day}.").format(day=short_date(latest))
        )


def latest_review(transition: Transition, within: int, today: date) -> date:
    """The last day for a review: so many days after the change, or after it was learnt of, or the return."""
    after = transition.returns_on or transition.starts_on
    return max(after, today) + timedelta(days=within)


def take_back(
    db: Database, participant_id: int, *, by: Staff, today: date, token: str | None = None
) -> None:
    """Undo the latest change, written down by mistake: situation, review, coach and mentor as before.

    Whatever was decided since (another coach, a review done) stays. Raises `InvalidInput` when a
    situation was written down after it in another way.
    """
    person = participants.get(db, participant_id, by=by, to=Action.MOVE_STAGE)
    with transaction(db):
        saves.once(db, token, by=by)
        row = next(iter(store.of(db, person.id)), None)
        if row is None:
            raise InvalidInput(_("No change of place is written down: there is nothing to take back."))  # fmt: skip
        if row["situation_id"]:
            if situations.of(db, person.id, by=by)[-1].id != row["situation_id"]:
                raise InvalidInput(
                    _("A situation was written down after this change: cancel that one first.")
                )
            situations.keep_back(db, person, by=by)
        else:
            days = {"starts_on": row["starts_on"], "returns_on": row["returns_on"]}
            audit.changed(
                db, "leave", row["id"], days, dict.fromkeys(days), by=by, participant_id=person.id
            )
        _undo_pairs(db, person, row["pair_made"], json.loads(row["pairs_ended"]), by=by, today=today)  # fmt: skip
        if row["coach_after"] and person.coach_id == row["coach_after"]:
            coaches.keep(db, person, row["coach_before"], by=by, checked=False)
        reviews.throw(db, row["id"], by=by)
        store.insert(
            db,
            {
                "participant_id": person.id,
                "kind": row["kind"],
                "starts_on": row["starts_on"],
                "cancels": row["id"],
                "recorded_by": by.id,
            },
        )
        audit.record(db, "place.taken_back", by=by, subject="participant", subject_id=person.id)


def _undo_pairs(
    db: Database, person: Participant, made: int | None, ended: list[int], *, by: Staff, today: date
) -> None:
    """The pair that the change made ends where it began, unless it met since; those it ended go on."""
    pairs = {pair.id: pair for pair in mentors.of(db, person.id, by=by)}
    if made in pairs and pairs[made].ends_on is None:
        met = [row["met_on"] for row in pair_store.feedback_days(db, [made])]
        on = max([pairs[made].starts_on, *map(date.fromisoformat, met)])
        reason = _("Change of place taken back")
        mentors.keep_end(
            db, made, on=on, reason=reason, by=by, today=today, version=pairs[made].version
        )
    for pair_id in ended:
        mentors.keep_open(db, person.id, pair_id, by=by)


def of(db: Database, participant_id: int, *, by: Staff) -> list[Kept]:
    """The changes written down for somebody that hold, latest written first."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_JOURNEY)
    return _of(db, person.id)


def _of(db: Database, participant_id: int) -> list[Kept]:
    return [
        Kept(
            id=row["id"], change=Change(row["kind"]), site=row["site"] or "", who=row["who"],
            starts_on=date.fromisoformat(row["starts_on"]), at=row["recorded_at"],
            returns_on=date.fromisoformat(row["returns_on"]) if row["returns_on"] else None,
            situation_id=row["situation_id"],
        )
        for row in store.of(db, participant_id)
    ]  # fmt: skip


def released(db: Database, participant_id: int) -> date | None:
    """The day of somebody's latest release that holds, whoever asks; None if none is written down."""
    days = (kept.starts_on for kept in _of(db, participant_id) if kept.change is Change.RELEASE)
    return next(days, None)
