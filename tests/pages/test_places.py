"""Screens of a change of place: the assistant, the review, the release, what may be shared, a coach who leaves."""

from datetime import timedelta

from core import clock, coaches, mentors, place_changes, release_list, reviews, sharing, situations
from core.place_change_parts import Change, Transition
from core.release_list import State
from core.sharing import Item
from core.situations import SituationKind
from core.storage.rows import every
from tests.factories import (
    ENTRY,
    a_coach,
    a_lead,
    a_mentor,
    a_participant,
    a_site,
    an_administrator,
    an_organisation,
)

TODAY = clock.today()


def code_of(db):
    return every(db, "SELECT code FROM participants ORDER BY id DESC")[0]["code"]


def shown(page):
    return " ".join(str(html.body) for html in page.get("html"))


def the_file(tracker, visit, coach, **query):
    page = visit("participant.py", as_=coach, code=code_of(tracker), **query)
    assert not page.exception
    return page


def test_a_transfer_is_seen_before_it_is_saved(tracker, visit):
    coach = a_coach(tracker)
    person = a_participant(tracker, coach=coach)
    site = a_site(tracker, name="CD du Nord")
    page = the_file(tracker, visit, coach, after="place")
    assert page.button(key="place_save").disabled
    assert "Choisissez le lieu" in shown(page)
    page.selectbox(key="place_site_transfer").select(site).run()
    assert "Ce qui va changer" in shown(page)
    assert "CD du Nord" in shown(page)
    page.button(key="place_save").click().run()
    assert not page.exception
    assert "after" not in page.query_params
    assert situations.of(tracker, person, by=coach)[-1].site == "CD du Nord"
    [review] = reviews.of(tracker, person, by=coach)
    assert review.due_on == TODAY + timedelta(days=10)
    assert "Changement enregistré" in shown(page)


def test_a_day_before_the_present_situation_is_explained_at_once(tracker, visit):
    coach = a_coach(tracker)
    a_participant(tracker, coach=coach)
    site = a_site(tracker)
    page = the_file(tracker, visit, coach, after="place")
    page.selectbox(key="place_site_transfer").select(site)
    page.date_input(key="place_on_False").set_value(TODAY.replace(year=TODAY.year - 2)).run()
    assert "chevaucheraient" in shown(page)
    assert page.button(key="place_save").disabled


def test_a_leave_asks_for_its_return_and_can_be_taken_back(tracker, visit):
    coach = a_coach(tracker)
    person = a_participant(tracker, coach=coach)
    page = the_file(tracker, visit, coach, after="place")
    page.get("button_group")[0].select(Change.LEAVE).run()
    page.date_input(key="place_back").set_value(TODAY + timedelta(days=3)).run()
    page.button(key="place_save").click().run()
    [kept] = place_changes.of(tracker, person, by=coach)
    assert kept.returns_on == TODAY + timedelta(days=3)
    page = the_file(tracker, visit, coach, after="place")
    page.button(key=f"place_back-{kept.id}").click().run()
    assert not page.exception
    assert place_changes.of(tracker, person, by=coach) == []


def test_a_new_mentor_asks_why_the_pair_ends(tracker, visit):
    coach = a_coach(tracker)
    person = a_participant(tracker, coach=coach)
    first, second = a_mentor(tracker, name="Gérard"), a_mentor(tracker, name="Inès")
    mentors.pair(tracker, person, first.id, starts_on=ENTRY, by=coach, today=TODAY)
    site = a_site(tracker)
    page = the_file(tracker, visit, coach, after="place")
    page.selectbox(key="place_site_transfer").select(site).run()
    page.get("button_group")[1].select("other").run()
    assert "pourquoi" in shown(page)
    page.text_input(key="place_reason").input("Trop loin")
    page.selectbox(key="place_new_mentor").select(second.id).run()
    page.button(key="place_save").click().run()
    assert not page.exception
    open_pairs = [one for one in mentors.of(tracker, person, by=coach) if one.ends_on is None]
    assert [one.mentor for one in open_pairs] == ["Inès"]


def moved(db, person, coach, **more):
    values = {"change": Change.RELEASE, "starts_on": TODAY, "situation": SituationKind.FREE, **more}
    place_changes.change_of_place(db, person, Transition(**values), by=coach, today=TODAY)


def test_a_review_is_done_by_hand_from_what_waits(tracker, visit):
    coach = a_coach(tracker)
    person = a_participant(tracker, coach=coach)
    moved(tracker, person, coach, review_on=TODAY + timedelta(days=4))
    page = visit("to_do.py", as_=coach)
    assert "Point à faire après un changement de lieu" in shown(page)
    assert "after=review" in shown(page)
    page = the_file(tracker, visit, coach, after="review")
    [review] = reviews.of(tracker, person, by=coach)
    page.text_input(key=f"review-{review.id}-note").input("Vu au local")
    page.button(key=f"review-{review.id}-save").click().run()
    assert not page.exception
    [review] = reviews.of(tracker, person, by=coach)
    assert (review.done_on, review.note) == (TODAY, "Vu au local")


def test_the_needs_and_the_first_appointment_are_saved_from_their_forms(tracker, visit):
    coach = a_coach(tracker)
    person = a_participant(tracker, coach=coach)
    moved(tracker, person, coach)
    whom = an_organisation(tracker, name="Mission locale")
    page = the_file(tracker, visit, coach, after="release")
    page.get("button_group")[0].select(State.DONE)
    page.button(key="release_save").click().run()
    assert not page.exception
    page = the_file(tracker, visit, coach, after="appointment")
    page.selectbox(key="appointment_whom").select(whom)
    page.date_input(key="appointment_on").set_value(TODAY + timedelta(days=5))
    page.button(key="appointment_save").click().run()
    assert not page.exception
    found = release_list.of(tracker, person, by=coach)
    assert found.lines[0].state is State.DONE
    assert found.appointment.organisation == "Mission locale"


def test_what_may_be_shared_is_asked_thing_by_thing(tracker, visit):
    coach = a_coach(tracker)
    person = a_participant(tracker, coach=coach)
    page = the_file(tracker, visit, coach, after="sharing")
    page.checkbox(key="sharing_project").check()
    page.button(key="sharing_save").click().run()
    assert not page.exception
    agreed = {one.item for one in sharing.of(tracker, person, by=coach) if one.agreed}
    assert agreed == {Item.PROJECT}


def test_nobody_else_opens_the_assistant(tracker, visit):
    coach = a_coach(tracker)
    a_participant(tracker, coach=coach)
    for other in (a_coach(tracker), an_administrator(tracker)):
        page = visit("participant.py", as_=other, code=code_of(tracker), after="place")
        assert not page.button or "place_save" not in {one.key for one in page.button}


def test_an_account_closes_only_once_its_people_are_handed_over(tracker, visit):
    admin, coach = an_administrator(tracker), a_coach(tracker)
    a_participant(tracker, coach=coach)
    other = a_coach(tracker, organisation_id=coach.organisation_id)
    page = visit("team.py", as_=admin, account=str(coach.id))
    page.checkbox(key="close_sure").check().run()
    assert "1 personne est suivie" in shown(page)
    assert page.button(key="close").disabled
    form = f"take_over_{coach.id}"
    page.selectbox(key=f"{form}_to").select(other.id)
    page.button(key=f"{form}_save").click().run()
    assert not page.exception
    assert coaches.followed(tracker, other.id, by=admin) == 1
    assert not page.button(key="close").disabled


def test_a_lead_hands_over_everybody_of_a_coach(tracker, visit):
    lead, coach = a_lead(tracker), a_coach(tracker)
    a_participant(tracker, coach=coach)
    other = a_coach(tracker, organisation_id=coach.organisation_id)
    page = visit("portfolio.py", as_=lead)
    page.selectbox(key="coach_leaves").select(coach.id).run()
    form = f"take_over_{coach.id}"
    page.selectbox(key=f"{form}_to").select(other.id)
    page.button(key=f"{form}_save").click().run()
    assert not page.exception
    assert coaches.followed(tracker, other.id, by=lead) == 1
