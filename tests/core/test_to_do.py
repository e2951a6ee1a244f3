"""What waits today: one rule for the lists and their counters."""

from datetime import date, timedelta

import pytest

from core import dismissals, feedback, mentors, milestones, participants, sessions, to_do
from core.attendance import Mark
from core.dismissals import Dismissal, Why
from core.errors import AlreadySaved, InvalidInput, NotAllowed
from core.feedback import Feedback
from core.milestones import State
from core.sessions import Session
from core.sessions import State as SessionState
from core.to_do import GROUP_OF, GROUPS, Reason, Whose, said
from tests.factories import TODAY, a_coach, a_cohort, a_lead, a_mentor, a_participant

SOON = date(2026, 9, 20)  # before anybody is stalled


def reasons(db, coach, today=SOON):
    """Why something waits, but for what the file lacks and its questionnaires, which have their own tests."""
    lines = to_do.items(db, by=coach, today=today)
    aside = {Reason.FILE_INCOMPLETE, Reason.QUESTIONNAIRE_DUE}
    return [line.reason for line in lines if line.reason not in aside]


def next_step(db, person, coach, due):
    participants.set_next_step(db, person, "Appeler la banque", due, by=coach, version=1)


def test_every_reason_has_its_group_and_its_words():
    assert set(GROUP_OF) == set(Reason)
    assert set(GROUP_OF.values()) == set(GROUPS)


def test_a_next_step_is_overdue_the_day_after_and_not_the_day_itself(db):
    coach = a_coach(db)
    next_step(db, a_participant(db, coach=coach), coach, SOON)
    assert reasons(db, coach) == [Reason.STEP_TODAY]
    assert reasons(db, coach, SOON + timedelta(days=1)) == [Reason.STEP_OVERDUE]
    assert reasons(db, coach, SOON - timedelta(days=1)) == []


def test_somebody_without_a_next_step_is_to_complete(db):
    coach = a_coach(db)
    a_participant(db, coach=coach)
    assert reasons(db, coach) == [Reason.STEP_MISSING]


def test_somebody_is_stalled_after_forty_five_days_without_news_and_a_session_ends_it(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    day = date(2026, 9, 3) + timedelta(days=45)
    assert reasons(db, coach, day) == [Reason.STALLED]
    sessions.interview(db, person, held_on=day - timedelta(days=1), by=coach, today=day)
    assert reasons(db, coach, day) == [Reason.STEP_MISSING]


def test_a_submission_waits_for_a_second_person_only(db):
    claire = a_coach(db)
    paul = a_coach(db, organisation_id=claire.organisation_id)
    person = a_participant(db, coach=claire)
    next_step(db, person, claire, TODAY)
    milestones.move(
        db, person, "idea", State.SUBMITTED, on=SOON, evidence="Fiche", by=claire, today=SOON
    )
    assert reasons(db, claire) == []
    assert reasons(db, paul) == [Reason.MILESTONE_SUBMITTED]
    milestones.move(db, person, "idea", State.VALIDATED, on=SOON, by=paul, today=SOON)
    assert reasons(db, paul) == []


def test_an_alert_waits_until_a_coach_has_met_the_person_alone(db):
    coach, mentor = a_coach(db), a_mentor(db)
    cohort = a_cohort(db, coach=coach)
    person = a_participant(db, coach=coach, cohort_id=cohort)
    pair = mentors.pair(db, person, mentor.id, starts_on=date(2026, 9, 3), by=coach, today=SOON)
    said = Feedback(pair_id=pair, met_on=date(2026, 9, 10), marks={"offer": (3, "")}, alert=True)
    feedback.give(db, said, by=mentor, today=SOON)
    assert Reason.ALERT in reasons(db, coach)

    workshop = Session(
        cohort_id=cohort, kind="workshop", held_on=SOON, minutes=120, held_by=coach.id,
        state=SessionState.HELD,
    )  # fmt: skip
    sessions.record(db, workshop, {person: Mark()}, by=coach, today=SOON)
    assert Reason.ALERT in reasons(db, coach)

    sessions.interview(db, person, held_on=SOON, by=coach, today=SOON)
    assert Reason.ALERT not in reasons(db, coach)


def test_a_planned_session_whose_day_is_past_is_to_write_down_by_who_holds_it(db):
    coach = a_coach(db)
    cohort = a_cohort(db, coach=coach)
    session = Session(
        cohort_id=cohort, kind="workshop", title="Prix", held_on=SOON, minutes=120,
        held_by=coach.id, state=SessionState.PLANNED,
    )  # fmt: skip
    sessions.record(db, session, by=coach, today=SOON)
    assert [one.what for one in to_do.coming(db, by=coach, today=SOON)] == ["Prix"]
    assert reasons(db, coach) == []
    assert reasons(db, coach, SOON + timedelta(days=1)) == [Reason.SESSION_TO_RECORD]


def test_a_file_without_a_situation_or_notice_is_to_complete_and_says_what_it_lacks(db):
    coach = a_coach(db)
    a_participant(db, coach=coach)
    [line] = [
        one for one in to_do.items(db, by=coach, today=SOON) if one.reason is Reason.FILE_INCOMPLETE
    ]
    assert line.what == "note d’information"


def test_a_coach_may_look_at_everybody_in_their_cohorts(db):
    claire = a_coach(db)
    paul = a_coach(db, organisation_id=claire.organisation_id)
    a_participant(db, coach=claire)
    assert to_do.items(db, by=paul, today=SOON) == []
    theirs = to_do.items(db, by=paul, today=SOON, whose=Whose.COHORTS)
    assert theirs == to_do.items(db, by=claire, today=SOON)
    assert to_do.items(db, by=a_coach(db), today=SOON, whose=Whose.COHORTS) == []


def put_off(db, coach, line, until, today=SOON, **more):
    chosen = Dismissal(line=line.key, why=Why.PLANNED, until=until)
    dismissals.put_off(db, chosen, by=coach, today=today, **more)


def test_a_line_put_off_is_kept_apart_until_its_day_and_for_nobody_else(db):
    claire = a_coach(db)
    paul = a_coach(db, organisation_id=claire.organisation_id)
    a_participant(db, coach=claire)
    line, *others = to_do.items(db, by=claire, today=SOON)
    back = SOON + timedelta(days=7)
    put_off(db, claire, line, back)

    waiting = to_do.waiting(db, by=claire, today=SOON)
    assert list(waiting.items) == others
    [(kept, off)] = waiting.put_off
    assert (kept, off.why, off.until) == (line, Why.PLANNED, back)
    assert line in to_do.items(db, by=paul, today=SOON, whose=Whose.COHORTS)
    assert line in to_do.items(db, by=claire, today=back)


def test_a_line_that_changed_comes_back_although_it_was_put_off(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    next_step(db, person, coach, SOON)
    late = SOON + timedelta(days=1)
    line, *_others = to_do.items(db, by=coach, today=late)
    put_off(db, coach, line, late + timedelta(days=30), late)
    assert Reason.STEP_OVERDUE not in reasons(db, coach, late)
    participants.set_next_step(db, person, "Appeler", late, by=coach, version=2)
    assert Reason.STEP_OVERDUE in reasons(db, coach, late + timedelta(days=1))


def test_a_line_put_off_by_mistake_is_taken_back(db):
    coach = a_coach(db)
    a_participant(db, coach=coach)
    before = to_do.waiting(db, by=coach, today=SOON)
    put_off(db, coach, before.items[0], SOON + timedelta(days=7))
    dismissals.take_back(db, before.items[0].key, by=coach)
    assert to_do.waiting(db, by=coach, today=SOON) == before


@pytest.mark.parametrize("days", [0, -1, 93])
def test_a_line_is_put_off_until_a_day_to_come_within_a_quarter(db, days):
    coach = a_coach(db)
    a_participant(db, coach=coach)
    line, *_others = to_do.items(db, by=coach, today=SOON)
    with pytest.raises(InvalidInput, match="au plus tard le 21/12/2026"):
        put_off(db, coach, line, SOON + timedelta(days=days))


def test_a_line_is_put_off_once(db):
    coach = a_coach(db)
    a_participant(db, coach=coach)
    line, *_others = to_do.items(db, by=coach, today=SOON)
    put_off(db, coach, line, SOON + timedelta(days=7), token="t")
    with pytest.raises(AlreadySaved):
        put_off(db, coach, line, SOON + timedelta(days=8), token="t")


def test_nothing_of_another_association_or_of_another_coach_waits_for_me(db):
    claire = a_coach(db)
    a_participant(db, coach=claire)
    assert reasons(db, a_coach(db)) == []
    assert reasons(db, a_coach(db, organisation_id=claire.organisation_id)) == []


def test_a_mentor_has_no_such_list(db):
    with pytest.raises(NotAllowed):
        to_do.items(db, by=a_mentor(db), today=SOON)


def test_every_line_says_why_it_is_there(db):
    coach = a_coach(db)
    a_participant(db, coach=coach)
    lines = [said(item, TODAY) for item in to_do.items(db, by=coach, today=TODAY)]
    assert lines == ["Sans nouvelle depuis 70 jours", "Fiche à compléter"]


def test_a_lead_reads_submissions_and_not_every_coachs_next_steps(db):
    claire = a_coach(db)
    person = a_participant(db, coach=claire)
    milestones.move(
        db, person, "idea", State.SUBMITTED, on=SOON, evidence="Fiche", by=claire, today=SOON
    )
    assert reasons(db, claire) == [Reason.STEP_MISSING]
    assert reasons(db, a_lead(db)) == [Reason.MILESTONE_SUBMITTED]
