"""The barriers and the referrals in somebody's file, and the partners' page."""

import pytest

from core import barriers, clock, participants, referrals
from core.barrier_parts import Assessment, Impact, Standing, State
from core.permissions import Action
from core.referral_parts import Answer, Referral
from tests.core.test_referrals import a_partner
from tests.factories import ENTRY, a_coach, a_lead, a_mentor, a_participant, an_administrator

TODAY = clock.today()


@pytest.fixture
def coach(tracker):
    return a_coach(tracker)


@pytest.fixture
def person(tracker, coach):
    return participants.get(
        tracker, a_participant(tracker, coach=coach), by=coach, to=Action.READ_IDENTITY
    )


def shown(page):
    return "\n".join(block.proto.body for block in page.get("html"))


def opened(page, tab):
    """The page with one of its tabs open."""
    page.session_state["file_tabs"] = tab
    return page.run()


def say(tracker, person, coach, *said, on=ENTRY):
    barriers.assess(tracker, person.id, said, on=on, by=coach, today=TODAY)


HOUSING = Assessment(
    barrier="housing", state=State.OPEN, impact=Impact.STRONG, priority=True,
    situations=("hosted",), objectives=("siao_request",),
)  # fmt: skip


def test_the_tab_shows_every_barrier_and_says_what_was_not_raised(tracker, visit, coach, person):
    say(tracker, person, coach, HOUSING)
    page = opened(visit("participant.py", as_=coach, code=person.code), "Freins")
    text = shown(page)
    assert not page.exception
    assert "1 frein à ce jour" in text
    assert "9 non abordés" in text
    for words in ("Logement", "impact fort, prioritaire", "Hébergement chez un tiers", "Santé"):
        assert words in text


def test_a_coach_assesses_from_the_tab_and_the_form_closes(tracker, visit, coach, person):
    page = opened(visit("participant.py", as_=coach, code=person.code), "Freins")
    page.button(key="barriers_assess").click().run()
    form = f"barriers_{person.code}"
    page.segmented_control(key=f"{form}_housing_state").set_value(State.OPEN).run()
    page.segmented_control(key=f"{form}_housing_impact").set_value(Impact.STRONG)
    page.multiselect(key=f"{form}_housing_o").select("siao_request")
    page.button(key=f"{form}_save").click().run()
    assert not page.exception
    line = barriers.state_of(tracker, person.id, by=coach).line("housing")
    assert (line.now.impact, line.now.objectives) == (Impact.STRONG, ("siao_request",))
    assert "Freins enregistrés" in shown(page)
    assert not [one for one in page.button if one.key == f"{form}_save"]


def test_two_coaches_assess_at_once_and_both_are_shown(tracker, visit, coach, person):
    page = opened(visit("participant.py", as_=coach, code=person.code), "Freins")
    page.button(key="barriers_assess").click().run()
    form = f"barriers_{person.code}"
    say(tracker, person, coach, Assessment(barrier="money", state=State.OPEN))
    page.segmented_control(key=f"{form}_housing_state").set_value(State.OPEN).run()
    page.button(key=f"{form}_save").click().run()
    assert "Finances : frein" in shown(page).replace("\xa0", " ")
    page.button(key=f"{form}_save").click().run()
    seen = barriers.state_of(tracker, person.id, by=coach)
    assert not page.exception
    assert [seen.line(key).standing for key in ("money", "housing")] == [Standing.OPEN] * 2


def test_an_entry_made_by_mistake_is_taken_back(tracker, visit, coach, person):
    say(tracker, person, coach, HOUSING)
    page = opened(visit("participant.py", as_=coach, code=person.code), "Freins")
    page.selectbox(key="barrier_mistake_which").select("housing")
    page.button(key="barrier_mistake_save").click().run()
    assert not page.exception
    assert barriers.state_of(tracker, person.id, by=coach).line("housing").entries == ()


def test_a_lead_reads_and_an_administrator_has_no_such_tab(tracker, visit, coach, person):
    say(tracker, person, coach, HOUSING)
    page = visit("participant.py", as_=a_lead(tracker), code=person.code)
    assert {"Freins", "Orientations"} <= {tab.label for tab in page.tabs}
    page = visit("participant.py", as_=an_administrator(tracker), code=person.code)
    assert not {"Freins", "Orientations"} & {tab.label for tab in page.tabs}


def test_somebody_is_sent_and_the_answer_is_written_down(tracker, visit, coach, person):
    partner = a_partner(tracker)
    page = opened(visit("participant.py", as_=coach, code=person.code), "Orientations")
    page.selectbox(key="referral_new0_to").select(partner)
    page.text_input(key="referral_new0_purpose").input("Demande de logement")
    page.text_input(key="referral_new0_reference").input("12345")
    page.button(key="referral_new0_save").click().run()
    assert not page.exception
    (kept,) = referrals.of(tracker, person.id, by=coach)
    sent = kept.referral
    assert (sent.purpose, sent.pass_reference) == ("Demande de logement", "12345")

    page = visit("participant.py", as_=coach, code=person.code, referral=str(sent.id))
    assert "court pour un PASS IAE" in shown(page)
    page.segmented_control(key=f"referral_{sent.id}_answer").set_value(Answer.ACCEPTED)
    page.button(key=f"referral_{sent.id}_save").click().run()
    assert "Donnez le jour de la réponse" in shown(page)
    page.date_input(key=f"referral_{sent.id}_on").set_value(TODAY)
    page.button(key=f"referral_{sent.id}_save").click().run()
    (kept,) = referrals.of(tracker, person.id, by=coach)
    assert kept.referral.reply.answer is Answer.ACCEPTED


def test_a_referral_in_the_trash_is_restored(tracker, visit, coach, person):
    sent = Referral(organisation_id=a_partner(tracker), sent_on=ENTRY, purpose="Logement")
    kept = referrals.send(tracker, person.id, sent, by=coach, today=TODAY)
    page = visit("participant.py", as_=coach, code=person.code, referral=str(kept))
    page.button(key=f"referral_{kept}_trash").click().run()
    assert referrals.of(tracker, person.id, by=coach) == []
    page = opened(visit("participant.py", as_=coach, code=person.code), "Orientations")
    page.button(key=f"referral_{kept}_restore").click().run()
    assert len(referrals.of(tracker, person.id, by=coach)) == 1


def test_a_coach_adds_a_partner_and_a_double_is_explained(tracker, visit, coach):
    a_partner(tracker, "Régie de quartier")
    page = visit("partners.py", as_=coach)
    page.text_input(key="partner_new0_name").input("regie de quartier")
    page.selectbox(key="partner_new0_kind").select_index(1)
    page.button(key="partner_new0_save").click().run()
    assert "« Régie de quartier » existe déjà" in shown(page).replace("\xa0", " ")
    page.text_input(key="partner_new0_name").input("GEIQ BTP Rhône")
    page.button(key="partner_new0_save").click().run()
    assert not page.exception
    assert "GEIQ BTP Rhône" in shown(page)


def test_a_partner_shows_the_referrals_of_one_s_own_people_only(tracker, visit, coach, person):
    partner = a_partner(tracker)
    sent = Referral(organisation_id=partner, sent_on=ENTRY, purpose="Logement")
    referrals.send(tracker, person.id, sent, by=coach, today=TODAY)
    page = visit("partners.py", as_=coach, partner=str(partner))
    assert not page.exception
    assert person.name in shown(page)
    page = visit("partners.py", as_=a_coach(tracker), partner=str(partner))
    assert person.name not in shown(page)
    page = visit("partners.py", as_=coach, partner="999")
    assert "n’existe pas" in shown(page)


def test_a_mentor_has_no_partners_page(tracker, cold):
    page = cold("partners.py", as_=a_mentor(tracker))
    assert not [block for block in page.get("html") if "<h1>Partenaires" in block.proto.body]
