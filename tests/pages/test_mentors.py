"""Pairs on screen: made, followed and ended by the team."""

from datetime import timedelta

from core import clock, mentor_meetings, mentor_pool, mentors
from core.mentor_profiles import Profile
from tests.core.test_mentors import a_meeting
from tests.factories import ENTRY, a_coach, a_mentor, a_participant
from tests.pages.test_mentees import CANARIES, a_mentee, shown


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


def test_a_missing_feedback_leads_to_the_link_of_its_pair(tracker, visit):
    coach, mentor = a_coach(tracker), a_mentor(tracker)
    person = a_participant(tracker, coach=coach)
    pair = mentors.pair(tracker, person, mentor.id, starts_on=ENTRY, by=coach, today=clock.today())
    a_meeting(tracker, person, coach, ENTRY)
    assert f"/mentors?link={pair}" in shown(visit("to_do.py", as_=coach))
    page = visit("mentors.py", as_=coach, link=str(pair))
    page.button(key=f"link-{pair}").click().run()
    assert "/meeting/" in page.code[0].value


def test_a_meeting_is_planned_moved_and_called_off(tracker, visit):
    coach, mentor = a_coach(tracker), a_mentor(tracker)
    person = a_participant(tracker, coach=coach)
    pair = mentors.pair(tracker, person, mentor.id, starts_on=ENTRY, by=coach, today=clock.today())
    soon = clock.today() + timedelta(days=3)

    page = visit("mentors.py", as_=coach, plan=str(pair))
    page.button(key=f"plan-{pair}-save").click().run()
    assert "Choisissez le jour de la rencontre" in shown(page)
    page.date_input(key=f"plan-{pair}-on").set_value(soon)
    page.button(key=f"plan-{pair}-save").click().run()
    assert "Rencontre prévue" in shown(page)
    assert "prévue le" in shown(page)

    [meeting] = mentor_meetings.planned(tracker, [pair], by=coach)[pair]
    page = visit("mentors.py", as_=coach, move=str(meeting.id))
    page.date_input(key=f"move-{meeting.id}-on").set_value(soon + timedelta(days=1))
    page.button(key=f"move-{meeting.id}-save").click().run()
    assert "Rencontre déplacée" in shown(page)
    page = visit("mentors.py", as_=coach, move=str(meeting.id))
    page.button(key=f"move-{meeting.id}-off").click().run()
    assert "Rencontre annulée" in shown(page)
    assert mentor_meetings.planned(tracker, [pair], by=coach)[pair] == []


def test_the_pool_is_filtered_and_leads_to_a_card(tracker, visit):
    coach, mentor = a_coach(tracker), a_mentor(tracker, name="Hélène Roux", trade="Boulangerie")
    a_mentor(tracker, name="Luc Ehrmann")
    mentor_pool.keep(
        tracker, mentor.id, Profile(trades=("Boulangerie",), departements=("Rhône",), capacity=1),
        by=coach, version=0,
    )  # fmt: skip
    page = visit("mentors.py", as_=coach, part="pool")
    assert "2 mentors · 1 place libre" in shown(page)
    page.text_input(key="pool_words").set_value("boulangerie").run()
    assert "Hélène Roux" in shown(page)
    assert "Luc Ehrmann" not in shown(page)
    page.selectbox(key="pool_where").set_value("Rhône").run()
    page.toggle(key="pool_free").set_value(True).run()
    assert f"/mentors?mentor={mentor.id}" in shown(page)


def test_a_card_is_corrected_and_its_refusals_are_sentences(tracker, visit):
    coach, mentor = a_coach(tracker), a_mentor(tracker)
    page = visit("mentors.py", as_=coach, mentor=str(mentor.id))
    page.number_input(key=f"mentor_{mentor.id}_capacity").set_value(1)
    page.date_input(key=f"mentor_{mentor.id}_until").set_value(clock.today())
    page.button(key=f"mentor_{mentor.id}_save").click().run()
    assert "où la convention a été signée" in shown(page)
    page.date_input(key=f"mentor_{mentor.id}_signed").set_value(ENTRY)
    page.button(key=f"mentor_{mentor.id}_save").click().run()
    assert "Fiche enregistrée" in shown(page)
    assert mentor_pool.get(tracker, mentor.id, by=coach).profile.capacity == 1


def test_a_mentor_without_an_account_is_added_and_paired_until_full(tracker, visit):
    coach = a_coach(tracker)
    a_mentor(tracker, name="Gérard Monnier")
    page = visit("mentors.py", as_=coach, part="pool")
    page.text_input(key="mentor_new0_name").set_value("Gérard Monier").run()
    assert "Déjà dans le vivier" in shown(page)
    page.text_input(key="mentor_new0_name").set_value("Samira Lopes").run()
    page.number_input(key="mentor_new0_capacity").set_value(1)
    page.button(key="mentor_new0_save").click().run()
    assert "Mentor ajouté" in shown(page)
    assert "sans compte" in shown(page)

    [samira] = mentor_pool.pool(tracker, by=coach, words="samira")
    first = a_participant(tracker, coach=coach, last_name="Alba")
    second = a_participant(tracker, coach=coach, last_name="Zola")
    mentors.pair(tracker, first, samira.id, starts_on=ENTRY, by=coach, today=clock.today())
    page = visit("mentors.py", as_=coach)
    assert page.selectbox(key="pair_mentor").options[-1] == "Samira Lopes · complet"
    page.selectbox(key="pair_person").set_value(second)
    page.selectbox(key="pair_mentor").set_value(samira.id)
    page.button(key="pair_save").click().run()
    assert "Augmentez ce nombre dans le vivier" in shown(page)
    assert mentors.of(tracker, second, by=coach) == []


def test_a_mentor_plans_from_home_and_says_how_the_meeting_went(tracker, visit):
    mentor = a_mentor(tracker)
    _coach, _person, pair = a_mentee(tracker, mentor)
    page = visit("mentees.py", as_=mentor, plan=str(pair))
    page.date_input(key=f"plan-{pair}-on").set_value(clock.today())
    page.button(key=f"plan-{pair}-save").click().run()
    [meeting] = mentor_meetings.planned(tracker, [pair], by=mentor)[pair]
    assert "Rencontre prévue" in shown(page)
    assert f"/feedback?pair={pair}&amp;meeting={meeting.id}" in shown(page)

    page = visit("feedback.py", as_=mentor, pair=str(pair), meeting=str(meeting.id))
    page.radio(key=f"held-{pair}-0").set_value(False).run()
    assert page.date_input(key=f"met-{pair}-0").value == clock.today()
    page.selectbox(key=f"cause-{pair}-0").set_value("lockdown")
    page.button(key="feedback_save").click().run()
    assert "Retour enregistré" in shown(page)
    [row] = tracker.query("SELECT state, cause FROM sessions")
    assert row == {"state": "not_held", "cause": "lockdown"}
    text = shown(visit("mentees.py", as_=mentor))
    assert not any(canary in text for canary in CANARIES)
