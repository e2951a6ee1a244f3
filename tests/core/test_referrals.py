"""Sending somebody to an organisation: the answer, the wait, the trash, and who sees it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import history, organisations, partners, referrals
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from core.organisations import Organisation, OrganisationKind
from core.referral_parts import Answer, Referral, Reply, may_be_another_number
from tests.factories import (
    ENTRY,
    TODAY,
    a_coach,
    a_cohort,
    a_lead,
    a_mentor,
    a_participant,
    an_administrator,
    an_evaluator,
    an_organisation,
)

SENT = date(2026, 10, 1)


def a_partner(db, name="Mission locale de Lyon", **more):
    return an_organisation(db, **{"name": name, "kind": OrganisationKind.PUBLIC_SERVICE, **more})


def a_referral(to, **more):
    return Referral(
        **{
            "organisation_id": to,
            "sent_on": SENT,
            "purpose": "Aide aux transports",
            "barrier": "mobility",
            **more,
        }
    )


def somebody_sent(db, **more):
    """A coach, one of their people, and a referral of theirs."""
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    sent = referrals.send(db, person, a_referral(a_partner(db), **more), by=coach, today=TODAY)
    return coach, person, sent


def test_a_referral_is_kept_with_its_organisation_and_a_trace(db):
    coach, person, sent = somebody_sent(db, pass_reference="999992139048")
    (kept,) = referrals.of(db, person, by=coach)
    assert (kept.referral.id, kept.organisation, kept.author) == (
        sent,
        "Mission locale de Lyon",
        coach.name,
    )
    assert kept.referral.reply == Reply()
    assert kept.referral.pass_reference == "999992139048"
    events = [row["event"] for row in db.query("SELECT event FROM audit")]
    assert events[-1] == "referral.sent"


def test_an_answer_is_kept_with_its_dates_and_the_history_says_it(db):
    coach, person, sent = somebody_sent(db)
    reply = Reply(answer=Answer.ACCEPTED, on=TODAY, appointment_on=TODAY + timedelta(days=9))
    referrals.answer(db, sent, reply, version=1, by=coach, today=TODAY)
    assert referrals.get(db, sent, by=coach).referral.reply == reply
    told = {(one.field, one.old, one.new) for one in history.of(db, person, by=coach)}
    assert ("reply", "waiting", "accepted") in told


@pytest.mark.parametrize(
    "reply",
    [
        {"answer": Answer.WAITING, "on": TODAY},
        {"answer": Answer.ACCEPTED},
        {"answer": Answer.NO_ANSWER},
        {"answer": Answer.REFUSED, "on": TODAY, "appointment_on": TODAY},
    ],
)
def test_an_answer_and_its_dates_go_together(reply):
    with pytest.raises(InvalidInput):
        Reply(**reply)


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": "  "},
        {"sent_on": ENTRY - timedelta(days=1)},
        {"sent_on": TODAY + timedelta(days=1)},
        {"barrier": "paradise"},
        {"organisation_id": 999},
        {"pass_reference": "A?"},
        {"reply": Reply(answer=Answer.ACCEPTED, on=SENT - timedelta(days=1))},
        {"reply": Reply(answer=Answer.ACCEPTED, on=TODAY + timedelta(days=1))},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(db, wrong):
    with pytest.raises(InvalidInput):
        somebody_sent(db, **wrong)
    assert db.table("referrals").count == 0


def test_the_same_form_saved_twice_sends_once(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    sent = a_referral(a_partner(db))
    referrals.send(db, person, sent, by=coach, today=TODAY, token="t")
    with pytest.raises(AlreadySaved):
        referrals.send(db, person, sent, by=coach, today=TODAY, token="t")


def test_two_corrections_at_once_show_both(db):
    coach, _person, sent = somebody_sent(db)
    kept = referrals.get(db, sent, by=coach).referral
    referrals.correct(db, replace(kept, purpose="Permis de conduire"), by=coach, today=TODAY)
    with pytest.raises(StaleRecord) as met:
        referrals.correct(db, replace(kept, purpose="Vélo"), by=coach, today=TODAY)
    assert "Permis de conduire" in met.value.theirs
    assert "Vélo" in met.value.yours


def test_a_referral_goes_to_the_trash_and_comes_back(db):
    coach, person, sent = somebody_sent(db)
    referrals.discard(db, sent, version=1, by=coach)
    assert referrals.of(db, person, by=coach) == []
    (thrown,) = referrals.of(db, person, by=coach, trashed=True)
    with pytest.raises(InvalidInput, match="corbeille"):
        referrals.correct(db, thrown.referral, by=coach, today=TODAY)
    referrals.restore(db, sent, version=2, by=coach)
    assert [one.referral.id for one in referrals.of(db, person, by=coach)] == [sent]
    with pytest.raises(StaleRecord):
        referrals.discard(db, sent, version=2, by=coach)


@pytest.mark.parametrize(
    ("days", "there"), [(13, False), (14, True), (60, True)], ids=["13", "14", "60"]
)
def test_an_answer_is_expected_after_two_weeks(db, days, there):
    coach, _person, sent = somebody_sent(db)
    found = referrals.waiting(db, by=coach, today=SENT + timedelta(days=days))
    assert [one.referral_id for one in found] == [sent] * there


def test_an_answered_or_discarded_referral_waits_no_more(db):
    coach, person, sent = somebody_sent(db)
    reply = Reply(answer=Answer.NO_ANSWER, on=TODAY)
    referrals.answer(db, sent, reply, version=1, by=coach, today=TODAY)
    other = referrals.send(db, person, a_referral(a_partner(db, "CAF")), by=coach, today=TODAY)
    referrals.discard(db, other, version=1, by=coach)
    assert referrals.waiting(db, by=coach, today=TODAY) == []


def test_a_coach_waits_for_their_own_people_or_for_those_of_their_cohorts(db):
    coach, _person, sent = somebody_sent(db)
    colleague = a_coach(db, organisation_id=coach.organisation_id)
    assert referrals.waiting(db, by=colleague, today=TODAY) == []
    ours = referrals.waiting(db, by=colleague, today=TODAY, mine=False)
    assert [one.referral_id for one in ours] == [sent]
    assert referrals.waiting(db, by=a_coach(db), today=TODAY, mine=False) == []
    assert len(referrals.waiting(db, by=a_lead(db), today=TODAY)) == 1


@pytest.mark.parametrize("role", [a_mentor, an_evaluator, an_administrator])
def test_a_mentor_an_evaluator_and_an_administrator_see_no_referral(db, role):
    coach, person, sent = somebody_sent(db)
    member = role(db)
    for deed in (
        lambda: referrals.of(db, person, by=member),
        lambda: referrals.get(db, sent, by=member),
        lambda: referrals.discard(db, sent, version=1, by=member),
        lambda: referrals.waiting(db, by=member, today=TODAY),
        lambda: partners.all_partners(db, by=member),
        lambda: partners.referrals_to(db, 1, by=member),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert not [one for one in history.of(db, person, by=coach) if one.noun == "other"]


def test_a_coach_of_another_association_finds_no_referral(db):
    _coach, person, sent = somebody_sent(db)
    stranger = a_coach(db)
    with pytest.raises(NotFound):
        referrals.of(db, person, by=stranger)
    with pytest.raises(NotFound):
        referrals.answer(
            db, sent, Reply(answer=Answer.REFUSED, on=TODAY), version=1, by=stranger, today=TODAY
        )


# Partners


def test_each_partner_counts_the_referrals_that_its_list_shows(db):
    coach, person, _sent = somebody_sent(db)
    (partner,) = partners.all_partners(db, by=coach)
    other = a_participant(db, coach=coach, cohort_id=a_cohort(db, coach=coach), first_name="Karim")
    done = Reply(answer=Answer.ACCEPTED, on=TODAY)
    to = partner.organisation.id
    referrals.send(db, other, a_referral(to, reply=done), by=coach, today=TODAY)
    thrown = referrals.send(db, person, a_referral(to), by=coach, today=TODAY)
    referrals.discard(db, thrown, version=1, by=coach)
    stranger = a_coach(db)
    theirs = a_participant(db, coach=stranger, first_name="Paul")
    referrals.send(db, theirs, a_referral(to), by=stranger, today=TODAY)

    for by, sent in ((coach, 2), (stranger, 1), (a_lead(db), 3)):
        (partner,) = partners.all_partners(db, by=by)
        assert partner.sent == len(partners.referrals_to(db, to, by=by)) == sent
    (partner,) = partners.all_partners(db, by=coach)
    assert partner.answers == {Answer.WAITING: 1, Answer.ACCEPTED: 1}


def test_partners_are_those_one_is_sent_to_and_not_those_that_run_the_programme(db):
    coach = a_coach(db)
    a_partner(db)
    an_organisation(db, name="Une fondation", kind=OrganisationKind.FUNDER)
    names = [one.organisation.name for one in partners.all_partners(db, by=coach)]
    assert names == ["Mission locale de Lyon"]
    assert [one.name for one in partners.to_choose_from(db, by=coach)] == names


def test_a_coach_adds_a_partner_and_opens_it(db):
    coach = a_coach(db)
    kept = organisations.add(
        db, Organisation(name="GEIQ BTP", kind=OrganisationKind.INCLUSION, contact="Accueil"),
        by=coach,
    )  # fmt: skip
    assert partners.get(db, kept, by=coach).contact == "Accueil"
    with pytest.raises(NotFound):
        partners.get(db, 999, by=coach)


@pytest.mark.parametrize("reference", ["12345", "432 198", "98765A"])
def test_a_short_number_is_looked_at_twice(reference):
    assert may_be_another_number(reference)


@pytest.mark.parametrize("reference", ["999992139048", "XXXXX2100001", "ML-2026-14", ""])
def test_a_reference_of_the_usual_shape_is_not(reference):
    assert not may_be_another_number(reference)


@given(st.text(max_size=30))
def test_any_reference_is_either_kept_or_refused(text):
    try:
        assert a_referral(1, pass_reference=text).pass_reference == text
    except InvalidInput:
        assert text.strip()
