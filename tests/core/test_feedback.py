"""Mentor feedback: what it asks for, who gives it, who reads it and who answers."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest

from core import feedback, history, mentors
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from core.feedback import ANSWERS, Answer, Feedback
from tests.factories import (
    ENTRY,
    TODAY,
    a_coach,
    a_lead,
    a_mentor,
    a_participant,
    an_administrator,
    an_evaluator,
)


def a_pair(db, coach=None, mentor=None, **more):
    coach, mentor = coach or a_coach(db), mentor or a_mentor(db)
    person = a_participant(db, coach=coach, **more)
    pair = mentors.pair(db, person, mentor.id, starts_on=ENTRY, by=coach, today=TODAY)
    return coach, mentor, person, pair


def some_feedback(pair, **more):
    values = {"met_on": TODAY, "marks": {"offer": (3, ""), "figures": (2, "")}, **more}
    return Feedback(pair_id=pair, **values)


def test_feedback_is_kept_whole(db):
    coach, mentor, person, pair = a_pair(db)
    said = some_feedback(
        pair,
        marks={"offer": (4, "Deux phrases suffisent"), "figures": (2, "")},
        worked_on="Le prix de la formule",
        strengths="Va vers les gens",
        next_step="Demander un deuxième devis",
        next_step_on=TODAY + timedelta(days=7),
        alert=True,
    )

    feedback.give(db, said, by=mentor, today=TODAY)

    (kept,) = feedback.of(db, person, by=coach)
    assert kept.feedback == said
    assert (kept.mentor, kept.answer) == (mentor.name, None)
    events = [row["event"] for row in db.query("SELECT event FROM audit ORDER BY id")]
    assert events[-1] == "feedback.given"


@pytest.mark.parametrize(
    "wrong",
    [
        {"marks": {}},
        {"marks": {"offer": (5, "Un exemple")}},
        {"marks": {"offer": (0, "Un exemple")}},
        {"next_step": "Demander un devis"},
        {"next_step_on": TODAY},
        {"next_step": "Demander un devis", "next_step_on": TODAY - timedelta(days=1)},
        {"cause": "health"},
        {"held": False, "marks": {}},
        {"held": False, "cause": "health"},
        {"held": False, "cause": "health", "marks": {}, "worked_on": "Les prix"},
    ],
)
def test_feedback_that_contradicts_itself_is_refused(wrong):
    with pytest.raises(InvalidInput):
        some_feedback(1, **wrong)


@pytest.mark.parametrize("mark", [1, 4])
def test_a_mark_at_either_end_asks_for_an_example(db, mark):
    _coach, mentor, _person, pair = a_pair(db)
    with pytest.raises(InvalidInput, match="exemple"):
        feedback.give(db, some_feedback(pair, marks={"offer": (mark, " ")}), by=mentor, today=TODAY)


def test_a_meeting_that_was_not_held_ends_after_its_cause(db):
    coach, mentor, person, pair = a_pair(db)
    said = Feedback(pair_id=pair, met_on=TODAY, held=False, cause="lockdown")
    feedback.give(db, said, by=mentor, today=TODAY)
    (kept,) = feedback.of(db, person, by=coach)
    assert (kept.feedback.held, kept.feedback.cause, kept.feedback.marks) == (False, "lockdown", {})


@pytest.mark.parametrize(
    "unknown", [{"marks": {"charm": (2, "")}}, {"held": False, "cause": "rain", "marks": {}}]
)
def test_a_criterion_or_a_cause_that_the_programme_does_not_have_is_refused(db, unknown):
    _coach, mentor, _person, pair = a_pair(db)
    with pytest.raises(InvalidInput):
        feedback.give(db, some_feedback(pair, **unknown), by=mentor, today=TODAY)


@pytest.mark.parametrize("day", [ENTRY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_the_meeting_is_neither_before_the_pair_nor_in_the_future(db, day):
    _coach, mentor, _person, pair = a_pair(db)
    with pytest.raises(InvalidInput):
        feedback.give(db, some_feedback(pair, met_on=day), by=mentor, today=TODAY)


def test_there_is_one_feedback_for_a_pair_and_a_day(db):
    _coach, mentor, _person, pair = a_pair(db)
    feedback.give(db, some_feedback(pair), by=mentor, today=TODAY)
    with pytest.raises(InvalidInput, match="12/11/2026"):
        feedback.give(db, some_feedback(pair), by=mentor, today=TODAY)


def test_the_same_form_saved_twice_is_kept_once(db):
    coach, mentor, person, pair = a_pair(db)
    feedback.give(db, some_feedback(pair), by=mentor, today=TODAY, token="t1")
    with pytest.raises(AlreadySaved):
        feedback.give(db, some_feedback(pair), by=mentor, today=TODAY, token="t1")
    assert len(feedback.of(db, person, by=coach)) == 1


def test_only_the_mentor_of_the_pair_gives_feedback(db):
    coach, _mentor, _person, pair = a_pair(db)
    for somebody in (coach, a_lead(db), a_mentor(db), an_evaluator(db), an_administrator(db)):
        with pytest.raises((NotAllowed, NotFound)):
            feedback.give(db, some_feedback(pair), by=somebody, today=TODAY)


def test_nothing_is_given_once_the_pair_has_ended(db):
    coach, mentor, _person, pair = a_pair(db)
    mentors.end(db, pair, on=TODAY, reason="Fin", by=coach, today=TODAY, version=1)
    with pytest.raises(NotFound):
        feedback.give(db, some_feedback(pair), by=mentor, today=TODAY)


def test_a_pair_made_again_takes_no_meeting_after_the_end_of_the_first(db):
    coach, mentor, person, pair = a_pair(db)
    mentors.end(db, pair, on=ENTRY, reason="Pause", by=coach, today=TODAY, version=1)
    mentors.pair(db, person, mentor.id, starts_on=TODAY, by=coach, today=TODAY)
    with pytest.raises(InvalidInput):
        feedback.give(db, some_feedback(pair), by=mentor, today=TODAY)
    feedback.give(db, some_feedback(pair, met_on=ENTRY), by=mentor, today=TODAY)


def test_the_author_corrects_their_feedback_and_both_versions_stay_in_the_history(db):
    coach, mentor, person, pair = a_pair(db)
    kept = feedback.give(db, some_feedback(pair, strengths="Écoute"), by=mentor, today=TODAY)

    better = some_feedback(pair, strengths="Va vers les gens", marks={"market": (3, "")})
    feedback.change(db, kept, better, by=mentor, today=TODAY, version=1)

    (now,) = feedback.of(db, person, by=coach)
    assert (now.feedback, now.version) == (better, 2)
    history = {row["field"]: (row["old"], row["new"]) for row in db.query("SELECT * FROM history")}
    assert history["strengths"] == ("Écoute", "Va vers les gens")
    assert history["mark offer"] == ("3", None)
    assert history["mark market"] == (None, "3")


def test_a_correction_over_another_one_shows_both_texts(db):
    _coach, mentor, _person, pair = a_pair(db)
    kept = feedback.give(db, some_feedback(pair), by=mentor, today=TODAY)
    feedback.change(
        db, kept, some_feedback(pair, worked_on="Le prix"), by=mentor, today=TODAY, version=1
    )
    with pytest.raises(StaleRecord) as problem:
        feedback.change(
            db, kept, some_feedback(pair, worked_on="Le lieu"), by=mentor, today=TODAY, version=1
        )
    assert (problem.value.theirs, problem.value.yours) == ("Le prix", "Le lieu")


def test_a_correction_stays_within_the_pair_and_its_days(db):
    coach, mentor, _person, pair = a_pair(db)
    other = mentors.pair(
        db, a_participant(db, coach=coach), mentor.id, starts_on=ENTRY, by=coach, today=TODAY
    )
    first = feedback.give(db, some_feedback(pair, met_on=ENTRY), by=mentor, today=TODAY)
    feedback.give(db, some_feedback(pair), by=mentor, today=TODAY)
    for moved in (some_feedback(pair), some_feedback(other)):
        with pytest.raises(InvalidInput):
            feedback.change(db, first, moved, by=mentor, today=TODAY, version=1)
    with pytest.raises(NotFound):
        feedback.change(db, 999, some_feedback(pair), by=mentor, today=TODAY, version=1)


def test_only_the_author_corrects(db):
    coach, mentor, _person, pair = a_pair(db)
    kept = feedback.give(db, some_feedback(pair), by=mentor, today=TODAY)
    for somebody in (coach, a_lead(db), a_mentor(db)):
        with pytest.raises((NotAllowed, NotFound)):
            feedback.change(db, kept, some_feedback(pair), by=somebody, today=TODAY, version=1)
    db.execute("UPDATE feedback SET recorded_by = ?", [coach.id])  # typed in by somebody else
    with pytest.raises(NotAllowed):
        feedback.change(db, kept, some_feedback(pair), by=mentor, today=TODAY, version=1)


def test_the_participants_answer_is_typed_by_the_coach_and_read_by_the_mentor(db):
    coach, mentor, _person, pair = a_pair(db)
    kept = feedback.give(db, some_feedback(pair), by=mentor, today=TODAY)

    feedback.answer(db, kept, Answer.PARTLY, "J’ai fait deux devis.", by=coach, version=1)

    (read,) = feedback.given(db, pair, by=mentor)
    assert (read.answer, read.answer_comment) == (Answer.PARTLY, "J’ai fait deux devis.")
    with pytest.raises(InvalidInput, match="répondu"):
        feedback.change(db, kept, some_feedback(pair), by=mentor, today=TODAY, version=2)


def test_an_answer_over_another_one_shows_both(db):
    coach, mentor, _person, pair = a_pair(db)
    kept = feedback.give(db, some_feedback(pair), by=mentor, today=TODAY)
    feedback.answer(db, kept, Answer.AGREE, "D’accord", by=coach, version=1)
    with pytest.raises(StaleRecord) as problem:
        feedback.answer(db, kept, Answer.DISAGREE, "Pas d’accord", by=coach, version=1)
    assert (problem.value.theirs, problem.value.yours) == ("D’accord", "Pas d’accord")


def test_nobody_but_the_team_writes_the_answer(db):
    _coach, mentor, _person, pair = a_pair(db)
    kept = feedback.give(db, some_feedback(pair), by=mentor, today=TODAY)
    for somebody in (mentor, a_coach(db), an_evaluator(db), an_administrator(db)):
        with pytest.raises((NotAllowed, NotFound)):
            feedback.answer(db, kept, Answer.AGREE, by=somebody, version=1)


def test_every_answer_has_a_label():
    assert set(ANSWERS) == set(Answer)


def test_a_mentor_does_not_read_what_another_mentor_gave_for_the_same_person(db):
    coach, mentor, person, pair = a_pair(db)
    other = a_mentor(db)
    mentors.pair(db, person, other.id, starts_on=ENTRY, by=coach, today=TODAY)
    feedback.give(db, some_feedback(pair), by=mentor, today=TODAY)
    assert feedback.of(db, person, by=other) == []
    assert len(feedback.of(db, person, by=mentor)) == 1
    with pytest.raises(NotFound):
        feedback.given(db, pair, by=other)


def test_those_who_are_not_of_the_team_read_no_feedback(db):
    _coach, mentor, person, pair = a_pair(db)
    feedback.give(db, some_feedback(pair), by=mentor, today=TODAY)
    for somebody in (a_coach(db), an_evaluator(db), an_administrator(db)):
        with pytest.raises((NotAllowed, NotFound)):
            feedback.of(db, person, by=somebody)
    assert len(feedback.of(db, person, by=a_lead(db))) == 1


def test_what_is_read_names_the_mentor_and_never_the_participant(db):
    _coach, mentor, _person, pair = a_pair(db, first_name="Nadia", last_name="Zanzibar")
    feedback.give(db, some_feedback(pair), by=mentor, today=TODAY)
    (kept,) = feedback.given(db, pair, by=mentor)
    assert not {"Nadia", "Zanzibar"} & set(str(asdict(kept)).replace("'", " ").split())


def test_the_latest_meeting_comes_first(db):
    coach, mentor, person, pair = a_pair(db)
    for day in (date(2026, 10, 1), TODAY, ENTRY):
        feedback.give(db, some_feedback(pair, met_on=day), by=mentor, today=TODAY)
    days = [kept.feedback.met_on for kept in feedback.of(db, person, by=coach)]
    assert days == sorted(days, reverse=True)


def test_texts_are_cleaned_before_they_are_kept(db):
    coach, mentor, person, pair = a_pair(db)
    feedback.give(
        db, some_feedback(pair, strengths=" E\u0301coute\r\nbien\x07 "), by=mentor, today=TODAY
    )
    (kept,) = feedback.of(db, person, by=coach)
    assert kept.feedback.strengths == "Écoute\nbien\ufffd"


def test_nothing_is_kept_when_the_trace_cannot_be_written(db):
    coach, mentor, person, pair = a_pair(db)
    db.execute("""
        CREATE TRIGGER no_trace BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END
    """)
    with pytest.raises(Exception, match="full"):
        feedback.give(db, some_feedback(pair), by=mentor, today=TODAY)
    assert feedback.of(db, person, by=coach) == []


def test_the_form_asks_what_the_persons_programme_defines(db):
    coach, mentor, _person, pair = a_pair(db)
    assert feedback.asked(db, pair, by=mentor).criteria
    for somebody in (a_mentor(db), coach):
        with pytest.raises((NotAllowed, NotFound)):
            feedback.asked(db, pair, by=somebody)


def test_the_administrator_reads_no_feedback_in_the_history(db):
    coach, mentor, person, pair = a_pair(db)
    kept = feedback.give(db, some_feedback(pair), by=mentor, today=TODAY)
    feedback.answer(db, kept, Answer.DISAGREE, "Pas d’accord", by=coach, version=1)
    nouns = {change.noun for change in history.of(db, person, by=an_administrator(db))}
    assert "participant" in nouns
    assert "feedback" not in nouns
