"""Giving feedback: the form opens as it is answered, and nothing typed is lost."""

import pytest

from core import clock, feedback, mentors, notes
from core.feedback import Answer, Feedback
from core.notes import Draft, Level
from tests.core.test_mentors import a_meeting
from tests.factories import ENTRY, a_mentor
from tests.pages.test_mentees import CANARIES, a_mentee, shown


@pytest.fixture
def mentor(tracker):
    return a_mentor(tracker)


def kept(tracker):
    return list(tracker.query("SELECT * FROM feedback ORDER BY id"))


def opened(tracker, visit, mentor):
    coach, person, pair = a_mentee(tracker, mentor)
    return coach, person, pair, visit("feedback.py", as_=mentor, pair=str(pair))


def test_the_first_question_stands_alone(tracker, visit, mentor):
    _coach, _person, _pair, page = opened(tracker, visit, mentor)
    assert [radio.label for radio in page.radio] == ["La rencontre a-t-elle eu lieu\u00a0?"]
    assert not page.date_input
    assert not page.button


def test_a_meeting_that_was_held_is_written_down(tracker, visit, mentor):
    coach, person, pair, page = opened(tracker, visit, mentor)
    page.radio(key=f"held-{pair}-0").set_value(True).run()
    page.date_input(key=f"met-{pair}-0").set_value(clock.today())
    page.radio(key=f"offer-{pair}-0").set_value(3)
    page.text_area(key=f"worked_on-{pair}-0").set_value("Le prix de la formule")
    page.text_input(key=f"next_step-{pair}-0").set_value("Deux devis")
    page.date_input(key=f"next_step_on-{pair}-0").set_value(clock.today())
    page.checkbox(key=f"alert-{pair}-0").check()
    page.button(key="feedback_save").click().run()

    assert not page.exception
    (one,) = feedback.of(tracker, person, by=coach)
    assert one.feedback.marks == {"offer": (3, "")}
    assert (one.feedback.worked_on, one.feedback.next_step) == (
        "Le prix de la formule",
        "Deux devis",
    )
    assert one.feedback.alert
    text = shown(page)
    assert "Retour enregistré" in text
    assert "Décidé la dernière fois" in text
    assert page.radio(key=f"held-{pair}-1").value is None  # the next form is empty


def test_a_meeting_that_was_not_held_asks_for_its_cause_and_nothing_else(tracker, visit, mentor):
    coach, person, pair, page = opened(tracker, visit, mentor)
    page.radio(key=f"held-{pair}-0").set_value(False).run()
    assert not page.text_area
    page.date_input(key=f"met-{pair}-0").set_value(clock.today())
    page.selectbox(key=f"cause-{pair}-0").set_value("lockdown")
    page.button(key="feedback_save").click().run()
    (one,) = feedback.of(tracker, person, by=coach)
    assert (one.feedback.held, one.feedback.cause) == (False, "lockdown")


@pytest.mark.parametrize("mark", [1, 4])
def test_a_mark_at_either_end_opens_a_field_for_an_example(tracker, visit, mentor, mark):
    coach, person, pair, page = opened(tracker, visit, mentor)
    page.radio(key=f"held-{pair}-0").set_value(True).run()
    fields = len(page.text_input)
    page.date_input(key=f"met-{pair}-0").set_value(clock.today())
    page.radio(key=f"offer-{pair}-0").set_value(mark).run()
    assert len(page.text_input) == fields + 1

    page.button(key="feedback_save").click().run()
    assert "demandent un exemple" in shown(page)
    assert not kept(tracker)
    assert page.radio(key=f"offer-{pair}-0").value == mark  # nothing typed is lost

    page.text_input(key=f"example-offer-{pair}-0").set_value("Deux phrases suffisent")
    page.button(key="feedback_save").click().run()
    (one,) = feedback.of(tracker, person, by=coach)
    assert one.feedback.marks == {"offer": (mark, "Deux phrases suffisent")}


def test_every_level_is_written_out(tracker, visit, mentor):
    _coach, _person, pair, page = opened(tracker, visit, mentor)
    page.radio(key=f"held-{pair}-0").set_value(True).run()
    levels = page.radio(key=f"engagement-{pair}-0").options
    assert levels[2] == "Le travail prévu est fait, le plus souvent."
    assert levels[-1] == "Pas abordé cette fois"
    assert len(levels) == 5


@pytest.mark.parametrize("held", [True, False])
def test_a_form_without_a_day_says_so(tracker, visit, mentor, held):
    _coach, _person, pair, page = opened(tracker, visit, mentor)
    page.radio(key=f"held-{pair}-0").set_value(held).run()
    page.button(key="feedback_save").click().run()
    assert "Choisissez le jour de la rencontre." in shown(page)
    assert not kept(tracker)


def test_words_of_a_case_are_pointed_at_before_saving(tracker, visit, mentor):
    _coach, _person, pair, page = opened(tracker, visit, mentor)
    page.radio(key=f"held-{pair}-0").set_value(True).run()
    page.text_area(key=f"strengths-{pair}-0").set_value("Parle de sa condamnation").run()
    assert "condamnation" in shown(page)
    assert page.button(key="feedback_save")


def test_a_feedback_is_corrected_in_the_same_form(tracker, visit, mentor):
    coach, person, pair = a_mentee(tracker, mentor)
    said = Feedback(pair_id=pair, met_on=ENTRY, marks={"offer": (4, "Clair")}, strengths="Écoute")
    one = feedback.give(tracker, said, by=mentor, today=clock.today())

    page = visit("feedback.py", as_=mentor, pair=str(pair), correct=str(one))
    form = f"{pair}-{one}.1"
    assert page.text_area(key=f"strengths-{form}").value == "Écoute"
    assert page.text_input(key=f"example-offer-{form}").value == "Clair"
    page.text_area(key=f"strengths-{form}").set_value("Va vers les gens")
    page.button(key="feedback_save").click().run()

    (now,) = feedback.of(tracker, person, by=coach)
    assert (now.feedback.strengths, now.version) == ("Va vers les gens", 2)
    assert "correct" not in page.query_params


def test_what_was_given_shared_and_answered_is_read_below(tracker, visit, mentor):
    coach, person, pair = a_mentee(tracker, mentor)
    said = Feedback(pair_id=pair, met_on=ENTRY, marks={"offer": (3, "")}, strengths="Écoute")
    one = feedback.give(tracker, said, by=mentor, today=clock.today())
    feedback.answer(tracker, one, Answer.PARTLY, "Un peu vite dit", by=coach, version=1)
    for level in (Level.MENTOR, Level.TEAM, Level.PRIVATE):
        draft = Draft(body=f"Note {level}", level=level)
        notes.write(tracker, person, draft, by=coach, today=clock.today())

    text = shown(visit("feedback.py", as_=mentor, pair=str(pair)))

    assert all(word in text for word in ("Écoute", "Un peu vite dit", "Note mentor"))
    assert "Note team" not in text
    assert "Note private" not in text
    assert "Corriger ce retour" not in text
    assert not [canary for canary in CANARIES if canary in text]


def test_a_mentor_opens_only_their_own_pairs(tracker, visit, mentor):
    _coach, _person, pair = a_mentee(tracker, a_mentor(tracker))
    for query in ({"pair": str(pair)}, {"pair": "999"}, {"pair": "deux"}, {}):
        text = shown(visit("feedback.py", as_=mentor, **query))
        assert "pas dans votre suivi" in text
        assert "Nadia" not in text


def test_a_meeting_awaited_comes_with_its_day(tracker, visit, mentor):
    coach, person, pair = a_mentee(tracker, mentor)
    a_meeting(tracker, person, coach, ENTRY)
    page = visit("feedback.py", as_=mentor, pair=str(pair))
    page.radio(key=f"held-{pair}-0").set_value(True).run()
    assert page.date_input(key=f"met-{pair}-0").value == ENTRY


def test_an_ended_pair_closes_the_page(tracker, visit, mentor):
    coach, _person, pair = a_mentee(tracker, mentor)
    mentors.end(
        tracker, pair, on=clock.today(), reason="Fin", by=coach, today=clock.today(), version=1
    )
    assert "pas dans votre suivi" in shown(visit("feedback.py", as_=mentor, pair=str(pair)))
