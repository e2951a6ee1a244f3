"""What a change of place will change, in sentences, before it is saved."""

from collections.abc import Iterator
from datetime import date

from sqlite_utils import Database

from core import coaches, mentors, milestones, place_changes
from core.language import _
from core.milestones import State
from core.participants import Participant
from core.place_change_parts import Change, Transition
from core.situations import SITUATIONS, Situation
from core.staff import Staff
from core.storage import organisations as sites
from core.wording import listed, short_date

UNDER_WAY = frozenset({State.IN_PROGRESS, State.SUBMITTED, State.RETURNED})


def foreseen(
    db: Database, participant_id: int, transition: Transition, *, by: Staff, today: date
) -> list[str]:
    """Everything that a save would do, in order. Raises `InvalidInput` as the save itself would."""
    person, now = place_changes.checked(db, participant_id, transition, by=by, today=today)
    return [
        *_place(db, transition, now),
        *_review(transition),
        *_people(db, person, transition, by=by),
        *_milestones(db, person, by=by),
        _("The support goes on: this is no exit, and retention does not change."),
    ]


def _place(db: Database, transition: Transition, now: Situation) -> Iterator[str]:
    if transition.change is Change.LEAVE and transition.returns_on:
        yield _("“{situation}” goes on; the person is outside from {first} to {last}.").format(
            situation=_where(now.label, now.site),
            first=short_date(transition.starts_on),
            last=short_date(transition.returns_on),
        )
        yield _("On those days the roll call inside does not expect them.")
        return
    label = _(SITUATIONS[transition.situation or now.kind])
    yield _("“{before}” ends on {day}; “{after}” begins.").format(
        before=_where(now.label, now.site),
        after=_where(label, sites.name(db, transition.site_id) or ""),
        day=short_date(transition.starts_on),
    )
    yield _("From that day the roll call of another place does not expect them.")
    if transition.change is Change.RELEASE:
        yield _("The list of what a release needs opens in the file.")


def _where(label: str, site: str) -> str:
    return ", ".join(filter(None, [label, site]))


def _review(transition: Transition) -> Iterator[str]:
    if transition.review_on:
        yield _("A review is to be done by {day}: it is in “To do” until an interview.").format(
            day=short_date(transition.review_on)
        )
    elif transition.change is not Change.LEAVE:
        yield _("No review is planned.")


def _people(
    db: Database, person: Participant, transition: Transition, *, by: Staff
) -> Iterator[str]:
    known = {one.id: one.name for one in coaches.for_somebody(db, person.id, by=by)}
    taking_over = transition.coach_id and transition.coach_id != person.coach_id
    after = known.get(transition.coach_id or 0, "")
    if taking_over and person.coach:
        yield _("Coach: {after} takes over from {before}.").format(after=after, before=person.coach)
    elif taking_over:
        yield _("Coach: {after} begins.").format(after=after)
    elif person.coach:
        yield _("Coach: {name} goes on.").format(name=person.coach)
    names = listed(pair.mentor for pair in mentors.of(db, person.id, by=by) if pair.ends_on is None)
    if names and transition.mentor_ends:
        yield _("Mentor: the pair with {name} ends and the feedback stays in the file.").format(
            name=names
        )
    elif names:
        yield _("Mentor: {name} goes on.").format(name=names)
    if transition.mentor_id:
        yield _("Mentor: a new pair begins that day.")


def _milestones(db: Database, person: Participant, *, by: Staff) -> Iterator[str]:
    lines = [one for one in milestones.table(db, person.id, by=by) if one.state in UNDER_WAY]
    if lines:
        yield _("Milestones under way, to hand over: {names}.").format(
            names=listed(str(one.milestone.name) for one in lines)
        )
