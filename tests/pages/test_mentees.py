"""A mentor's home: a first name, a project, what was agreed, and nothing else."""

from datetime import timedelta

from core import clock, feedback, mentors
from core.feedback import Feedback
from tests.core.test_mentors import a_meeting
from tests.factories import ENTRY, a_coach, a_cohort, a_mentor, a_participant

CANARIES = ("Zanzibar", "LYO-", "Vandoeuvre", "0611223344", "1987", "Détention")


def shown(page):
    return " ".join(str(block.body) for block in page.get("html")) + str(page)


def a_mentee(tracker, mentor, **more):
    coach = a_coach(tracker)
    cohort = a_cohort(tracker, coach=coach, name="Vandoeuvre", prefix="LYO")
    person = a_participant(
        tracker, coach=coach, cohort_id=cohort, first_name="Nadia", last_name="Zanzibar",
        project="Restauration du midi", phone="0611223344", birth_year=1987, **more,
    )  # fmt: skip
    pair = mentors.pair(tracker, person, mentor.id, starts_on=ENTRY, by=coach, today=clock.today())
    return coach, person, pair


def test_a_mentor_without_mentees_is_told_what_comes_next(tracker, visit):
    page = visit("mentees.py", as_=a_mentor(tracker))
    assert "Personne pour l’instant" in shown(page)


def test_a_mentor_sees_first_name_project_and_what_was_agreed(tracker, visit):
    mentor = a_mentor(tracker)
    _coach, _person, pair = a_mentee(tracker, mentor)
    said = Feedback(
        pair_id=pair, met_on=ENTRY, marks={"offer": (3, "")}, next_step="Deux devis",
        next_step_on=clock.today() + timedelta(days=7),
    )  # fmt: skip
    feedback.give(tracker, said, by=mentor, today=clock.today())

    page = visit("mentees.py", as_=mentor)

    text = shown(page)
    assert all(
        word in text for word in ("Nadia", "Restauration du midi", "Deux devis", f"pair={pair}")
    )
    assert not [canary for canary in CANARIES if canary in text]


def test_a_meeting_without_feedback_is_awaited(tracker, visit):
    mentor = a_mentor(tracker)
    coach, person, _pair = a_mentee(tracker, mentor)
    a_meeting(tracker, person, coach, clock.today())
    assert "1 retour attendu" in shown(visit("mentees.py", as_=mentor))


def test_names_are_written_as_they_are_and_never_as_markup(tracker, visit):
    mentor, coach = a_mentor(tracker), a_coach(tracker)
    person = a_participant(tracker, coach=coach, first_name="<b>Nadia</b>", project="<img src=x>")
    mentors.pair(tracker, person, mentor.id, starts_on=ENTRY, by=coach, today=clock.today())
    text = shown(visit("mentees.py", as_=mentor))
    assert "&lt;b&gt;Nadia" in text
    assert "<img src=x>" not in text.replace("&lt;img src=x&gt;", "")
