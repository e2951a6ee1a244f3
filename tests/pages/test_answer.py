"""What the participant says of a feedback, typed by the coach in the person's file."""

from core import clock, feedback
from core.feedback import Answer, Feedback
from core.participants import get
from core.permissions import Action
from tests.factories import ENTRY, a_mentor
from tests.pages.test_mentees import a_mentee, shown


def opened(tracker, visit):
    mentor = a_mentor(tracker)
    coach, person, pair = a_mentee(tracker, mentor)
    said = Feedback(pair_id=pair, met_on=ENTRY, marks={"offer": (3, "")})
    feedback.give(tracker, said, by=mentor, today=clock.today())
    code = get(tracker, person, by=coach, to=Action.READ_IDENTITY).code
    page = visit("participant.py", as_=coach, code=code)
    return coach, person, page


def test_the_answer_is_kept_with_its_words(tracker, visit):
    coach, person, page = opened(tracker, visit)
    page.session_state["file_tabs"] = "Retours du mentor"
    page.run()
    page.segmented_control(key="answer_said").set_value(Answer.PARTLY)
    page.text_area(key="answer_comment").set_value("J’ai fait deux devis.")
    page.button(key="answer_save").click().run()

    (one,) = feedback.of(tracker, person, by=coach)
    assert (one.answer, one.answer_comment) == (Answer.PARTLY, "J’ai fait deux devis.")
    assert "Réponse enregistrée" in shown(page)


def test_an_answer_that_was_not_chosen_is_asked_for(tracker, visit):
    coach, person, page = opened(tracker, visit)
    page.session_state["file_tabs"] = "Retours du mentor"
    page.run()
    page.button(key="answer_save").click().run()
    assert "ce peut être un désaccord" in shown(page)
    assert feedback.of(tracker, person, by=coach)[0].answer is None
