"""Screens of the end of a support: consents, exit, contacts; and the learning log."""

from datetime import timedelta

from core import clock, consents, enrolments, exits, follow_ups, learnings
from core.consents import Answer, Kind
from core.follow_up_parts import Outcome
from core.forecast.months import add_months
from core.storage.rows import every
from tests.factories import a_coach, a_cohort, a_lead, a_participant, an_evaluator

TODAY = clock.today()


def somebody_who_left(db, *, coach, months=3, kind="company"):
    person = a_participant(db, coach=coach)
    left = add_months(TODAY, -months)
    db.execute("UPDATE enrolments SET entered_on = ?", [(left - timedelta(days=90)).isoformat()])
    enrolments.end(db, person, on=left, kind=kind, by=coach, today=TODAY)
    return person


def code_of(db):
    return every(db, "SELECT code FROM participants ORDER BY id DESC")[0]["code"]


def shown(page):
    return " ".join(str(html.body) for html in page.get("html"))


def test_an_answer_is_written_down_and_stands_in_the_tab(tracker, visit):
    coach = a_coach(tracker)
    person = a_participant(tracker, coach=coach)
    page = visit("participant.py", as_=coach, code=code_of(tracker), after="consent")
    page.selectbox(key="consent_answer_contact").select(Answer.REFUSED)
    page.button(key="consent_save").click().run()
    assert not page.exception
    assert consents.declined(tracker, person, Kind.CONTACT, on=TODAY)
    assert "after" not in page.query_params


def test_a_contact_is_written_down_from_its_address(tracker, visit):
    coach = a_coach(tracker)
    person = somebody_who_left(tracker, coach=coach)
    page = visit("participant.py", as_=coach, code=code_of(tracker), after="3")
    page.get("button_group")[0].select(Outcome.UNREACHABLE).run()
    page.selectbox(key="contact_3_channel").select_index(0)
    page.button(key="contact_3_save").click().run()
    assert not page.exception
    (support,) = follow_ups.of(tracker, person, by=coach, today=TODAY)
    assert support.steps[0].kept.said.outcome is Outcome.UNREACHABLE


def test_an_incomplete_contact_is_explained_and_nothing_is_kept(tracker, visit):
    coach = a_coach(tracker)
    somebody_who_left(tracker, coach=coach)
    page = visit("participant.py", as_=coach, code=code_of(tracker), after="3")
    page.get("button_group")[0].select(Outcome.ANSWERED).run()
    page.selectbox(key="contact_3_channel").select_index(0)
    page.button(key="contact_3_save").click().run()
    assert "Choisissez l’activité et le logement" in shown(page)
    assert every(tracker, "SELECT * FROM follow_ups") == []


def test_the_class_of_an_end_is_chosen_before_its_kind(tracker, visit):
    coach = a_coach(tracker)
    person = a_participant(tracker, coach=coach)
    page = visit("participant.py", as_=coach, code=code_of(tracker), after="end")
    page.radio(key="end_class").set_value("neutral").run()
    assert "Transfert" in page.selectbox(key="end_kind_neutral").options
    assert "CDI" not in page.selectbox(key="end_kind_neutral").options
    page.selectbox(key="end_kind_neutral").select("transfer")
    page.button(key="end_save").click().run()
    assert not page.exception
    assert exits.read(tracker, person, by=coach).kind.key == "transfer"


def test_an_end_is_corrected_undone_and_somebody_comes_back(tracker, visit):
    coach = a_coach(tracker)
    person = somebody_who_left(tracker, coach=coach)
    code = code_of(tracker)
    page = visit("participant.py", as_=coach, code=code, after="correct")
    page.text_input(key="exit_destination").input("Fournil du Port")
    page.button(key="exit_save").click().run()
    assert exits.read(tracker, person, by=coach).destination == "Fournil du Port"

    other = a_cohort(tracker, coach=coach)
    page = visit("participant.py", as_=coach, code=code, after="again")
    page.selectbox(key="again_cohort").select(other)
    page.button(key="again_save").click().run()
    assert not page.exception
    rows = every(tracker, "SELECT cohort_id, ended_on FROM enrolments ORDER BY id")
    assert [row["ended_on"] is None for row in rows] == [False, True]

    undone = somebody_who_left(tracker, coach=coach)
    page = visit("participant.py", as_=coach, code=code_of(tracker), after="undo")
    page.text_input(key="undo_reason").input("Mauvaise fiche")
    page.button(key="undo_save").click().run()
    assert exits.read(tracker, undone, by=coach) is None


def test_an_address_put_together_by_hand_shows_no_form(tracker, visit):
    coach = a_coach(tracker)
    a_participant(tracker, coach=coach)
    for after in ("3", "99999999", "correct", "nothing"):
        page = visit("participant.py", as_=coach, code=code_of(tracker), after=after)
        assert not page.exception
        assert not [one for one in page.button if one.key and one.key.endswith("_save")]


def test_an_observation_is_written_found_thrown_away_and_put_back(tracker, visit):
    coach = a_coach(tracker)
    cohort = a_cohort(tracker, coach=coach)
    page = visit("learnings.py", as_=coach)
    page.text_area(key="learning_new0_body").input("Un atelier le matin réunit plus de monde.")
    page.selectbox(key="learning_new0_cohort").select(cohort)
    page.button(key="learning_new0_save").click().run()
    assert not page.exception
    (kept,) = learnings.of(tracker, by=coach)
    assert "Un atelier le matin" in shown(page)
    assert page.text_area(key="learning_new1_body").value == ""

    page = visit("learnings.py", as_=coach, learning=str(kept.id))
    page.button(key=f"learning-trash-{kept.id}-1").click().run()
    assert learnings.of(tracker, by=coach) == []
    page = visit("learnings.py", as_=coach)
    page.button(key=f"learning-back-{kept.id}-2").click().run()
    assert len(learnings.of(tracker, by=coach)) == 1


def test_a_name_of_the_cohort_warns_before_it_is_saved(tracker, visit):
    coach = a_coach(tracker)
    cohort = a_cohort(tracker, coach=coach)
    a_participant(tracker, coach=coach, cohort_id=cohort, first_name="Nadia")
    page = visit("learnings.py", as_=coach)
    page.text_area(key="learning_new0_body").input("Nadia est revenue après un appel.")
    page.selectbox(key="learning_new0_cohort").select(cohort).run()
    assert "À relire avant d’enregistrer" in shown(page)
    assert learnings.of(tracker, by=coach) == []


def test_the_log_is_not_a_page_of_the_evaluator(tracker, cold):
    page = cold("learnings.py", as_=an_evaluator(tracker))
    assert page.error
    assert not page.text_area
    assert not cold("learnings.py", as_=a_lead(tracker)).error
