"""Pairs on screen: made, followed and ended by the team."""

from core import clock, mentors
from tests.core.test_mentors import a_meeting
from tests.factories import ENTRY, a_coach, a_mentor, a_participant
from tests.pages.test_mentees import shown


def test_a_first_pair_is_made_from_the_empty_page(tracker, visit):
    coach, mentor = a_coach(tracker), a_mentor(tracker, name="Hélène Roux", trade="boulangerie")
    person = a_participant(tracker, coach=coach)

    page = visit("mentors.py", as_=coach)
    assert "Aucun binôme" in shown(page)
    page.selectbox(key="pair_person").set_value(person)
    page.selectbox(key="pair_mentor").set_value(mentor.id)
    page.date_input(key="pair_from").set_value(ENTRY)
    page.button(key="pair_save").click().run()

    (pair,) = mentors.of(tracker, person, by=coach)
    assert (pair.mentor, pair.starts_on) == ("Hélène Roux", ENTRY)
    assert "Binôme formé" in shown(page)
    assert "Nadia Tahri" in shown(page)


def test_a_pair_without_a_person_is_refused_in_a_sentence(tracker, visit):
    coach = a_coach(tracker)
    a_mentor(tracker)
    page = visit("mentors.py", as_=coach)
    page.button(key="pair_save").click().run()
    assert "Choisissez une personne" in shown(page)


def test_without_mentors_the_page_leads_to_the_pool(tracker, visit):
    assert "Ajoutez le premier dans le vivier" in shown(visit("mentors.py", as_=a_coach(tracker)))


def test_the_list_of_people_narrows_as_one_types(tracker, visit):
    coach = a_coach(tracker)
    a_mentor(tracker)
    a_participant(tracker, coach=coach, first_name="Nadia")
    a_participant(tracker, coach=coach, first_name="Karim")
    page = visit("mentors.py", as_=coach)
    assert len(page.selectbox(key="pair_person").options) == 2
    page.text_input(key="pair_words").set_value("karim").run()
    assert len(page.selectbox(key="pair_person").options) == 1


def test_feedback_received_and_expected_stand_in_the_table(tracker, visit):
    coach, mentor = a_coach(tracker), a_mentor(tracker)
    person = a_participant(tracker, coach=coach)
    mentors.pair(tracker, person, mentor.id, starts_on=ENTRY, by=coach, today=clock.today())
    a_meeting(tracker, person, coach, ENTRY)
    text = shown(visit("mentors.py", as_=coach))
    assert "0 sur 1" in text
    assert "attendu pour le 03/09/2026" in text


def test_a_pair_is_ended_with_its_reason(tracker, visit):
    coach, mentor = a_coach(tracker), a_mentor(tracker)
    person = a_participant(tracker, coach=coach)
    pair = mentors.pair(tracker, person, mentor.id, starts_on=ENTRY, by=coach, today=clock.today())

    page = visit("mentors.py", as_=coach, end=str(pair))
    assert "Terminer le binôme de Nadia Tahri" in shown(page)
    page.button(key=f"end-{pair}-save").click().run()
    assert "pourquoi" in shown(page)
    page.text_input(key=f"end-{pair}-reason").set_value("Départ de la région")
    page.button(key=f"end-{pair}-save").click().run()

    (ended,) = mentors.of(tracker, person, by=coach)
    assert ended.end_reason == "Départ de la région"
    assert "Binôme terminé" in shown(page)
    assert "end" not in page.query_params


def test_a_pair_of_another_organisation_stays_out_of_reach(tracker, visit):
    coach, mentor = a_coach(tracker), a_mentor(tracker)
    person = a_participant(tracker, coach=coach)
    pair = mentors.pair(tracker, person, mentor.id, starts_on=ENTRY, by=coach, today=clock.today())
    text = shown(visit("mentors.py", as_=a_coach(tracker), end=str(pair)))
    assert "Nadia" not in text
    assert "suivi" in text


def test_a_pair_that_a_colleague_has_just_ended_says_so(tracker, visit):
    coach, mentor = a_coach(tracker), a_mentor(tracker)
    person = a_participant(tracker, coach=coach)
    today = clock.today()
    pair = mentors.pair(tracker, person, mentor.id, starts_on=ENTRY, by=coach, today=today)
    mentors.end(tracker, pair, on=today, reason="Fin", by=coach, today=today, version=1)
    page = visit("mentors.py", as_=coach, end=str(pair))
    assert "Ce binôme est déjà terminé." in shown(page)
    assert page.button(key="pair_save")
