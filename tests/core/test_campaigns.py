"""Evaluation campaigns: pseudonyms of their own, and what is told settled once."""

import pytest

from core import campaigns
from core.campaigns import age_band, pseudonym
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound
from core.permissions import Role
from core.storage.rows import every
from tests.evaluated import TODAY, a_cohort, a_house
from tests.factories import a_lead, a_member, an_administrator, an_evaluator


@pytest.fixture
def house(db):
    return a_house(db)


@pytest.fixture
def lead(db, house):
    a_cohort(db, house, "Lyon", people=24)
    a_cohort(db, house, "Metz", people=12, arm="individual")
    return a_lead(db)


def people_of(db, campaign_id):
    return every(
        db, "SELECT * FROM campaign_people WHERE campaign_id = ? ORDER BY pseudonym", [campaign_id]
    )


def test_a_pseudonym_is_ten_letters_of_a_keyed_hash():
    # HMAC-SHA256 of b"12" under 32 zero bytes, in base 32, worked out with openssl and base32.
    assert pseudonym(bytes(32), 12) == "IILXEKUK5Z"
    assert pseudonym(bytes(31) + b"\1", 12) != pseudonym(bytes(32), 12)


def test_two_campaigns_share_no_pseudonym_and_no_order(db, lead):
    first = campaigns.start(db, "Année 1", k=3, by=lead, today=TODAY)
    campaigns.close(db, first, by=lead, today=TODAY)
    second = campaigns.start(db, "Année 2", k=3, by=lead, today=TODAY)
    one, other = people_of(db, first), people_of(db, second)
    assert {row["participant_id"] for row in one} == {row["participant_id"] for row in other}
    assert not {row["pseudonym"] for row in one} & {row["pseudonym"] for row in other}
    assert [row["participant_id"] for row in one] != [row["participant_id"] for row in other]


def test_what_is_told_stays_as_it_was_when_people_enter_later(db, house, lead):
    campaign = campaigns.start(db, "Année 1", k=3, by=lead, today=TODAY)
    before = people_of(db, campaign)
    a_cohort(db, house, "Nice", people=6)
    db.execute("UPDATE participants SET sex = 'F'")
    assert people_of(db, campaign) == before


def test_one_campaign_is_open_at_a_time(db, lead):
    campaigns.start(db, "Année 1", by=lead, today=TODAY)
    with pytest.raises(InvalidInput, match="déjà ouverte"):
        campaigns.start(db, "Année 2", by=lead, today=TODAY)
    assert campaigns.current(db, by=an_evaluator(db)).name == "Année 1"


def test_a_closed_campaign_is_closed_once(db, lead):
    campaign = campaigns.start(db, "Année 1", by=lead, today=TODAY)
    campaigns.close(db, campaign, by=lead, today=TODAY)
    assert campaigns.current(db, by=lead) is None
    with pytest.raises(InvalidInput):
        campaigns.close(db, campaign, by=lead, today=TODAY)
    with pytest.raises(NotFound):
        campaigns.close(db, 99, by=lead, today=TODAY)


def test_a_campaign_is_opened_once_for_a_form(db, lead):
    campaign = campaigns.start(db, "Année 1", by=lead, today=TODAY, token="a")
    with pytest.raises(AlreadySaved):
        campaigns.start(db, "Année 1", by=lead, today=TODAY, token="a")
    assert [one.id for one in campaigns.every(db, by=lead)] == [campaign]


@pytest.mark.parametrize(("name", "k"), [("", 11), ("  ", 11), ("Année 1", 2), ("Année 1", 0)])
def test_a_campaign_needs_a_name_and_a_threshold(db, lead, name, k):
    with pytest.raises(InvalidInput):
        campaigns.start(db, name, k=k, by=lead, today=TODAY)
    assert db["campaigns"].count == 0


@pytest.mark.parametrize("role", [Role.COACH, Role.MENTOR, Role.EVALUATOR])
def test_only_leads_and_administrators_open_campaigns(db, lead, role):
    with pytest.raises(NotAllowed):
        campaigns.start(db, "Année 1", by=a_member(db, role), today=TODAY)
    campaigns.start(db, "Année 1", by=an_administrator(db), today=TODAY)


def test_opening_and_closing_leave_a_trace(db, lead):
    campaign = campaigns.start(db, "Année 1", by=lead, today=TODAY)
    campaigns.close(db, campaign, by=lead, today=TODAY)
    events = every(db, "SELECT event FROM audit WHERE subject = 'campaign' ORDER BY id")
    assert [row["event"] for row in events] == ["campaign.opened", "campaign.closed"]


def test_the_secret_is_never_read_back(db, lead):
    campaigns.start(db, "Année 1", by=lead, today=TODAY)
    assert not any(
        isinstance(value, bytes) for value in vars(campaigns.current(db, by=lead)).values()
    )


def test_a_campaign_of_an_empty_tracker_tells_nothing(db):
    lead = a_lead(db)
    campaigns.start(db, "Année 1", by=lead, today=TODAY)
    assert campaigns.current(db, by=lead).people == 0


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (None, ""),
        (2005, "under_25"),
        (2001, "25_34"),
        (1991, "35_44"),
        (1981, "45_over"),
        (1900, "45_over"),
    ],
)
def test_ages_are_told_in_bands(born, band):
    assert age_band(born, TODAY) == band
