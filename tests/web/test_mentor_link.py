"""The link that opens one feedback form, once: used twice, expired, forged, ended."""

from datetime import timedelta
from typing import Any

import pytest
from sqlite_utils import Database

from core import accounts, clock, feedback, feedback_links, mentors
from core.errors import InvalidInput, NotFound
from core.feedback import Feedback
from core.staff import Staff
from tests.factories import a_coach, a_mentor, a_participant, an_administrator
from tests.web.conftest import OURS

TODAY = clock.today()


@pytest.fixture
def coach(tracker: Database) -> Staff:
    return a_coach(tracker)


@pytest.fixture
def pair(tracker: Database, coach: Staff) -> int:
    person = a_participant(
        tracker, coach=coach, first_name="Nadia", last_name="Canari", project="Traiteur",
        phone="06 99 99 99 99",
    )  # fmt: skip
    since = TODAY - timedelta(days=10)
    return mentors.pair(
        tracker, person, a_mentor(tracker, name="Gérard Monnier").id, starts_on=since, by=coach,
        today=TODAY,
    )  # fmt: skip


@pytest.fixture
def link(tracker: Database, coach: Staff, pair: int) -> str:
    return feedback_links.issue(tracker, pair, by=coach, now=clock.now())


def typed(**more: str) -> dict[str, str]:
    values = {
        "held": "yes",
        "met_on": TODAY.isoformat(),
        "mark-offer": "3",
        "worked_on": "Les prix",
    }
    return {**values, **more}


def send(browser: Any, link: str, **more: str) -> Any:
    return browser.post(f"/meeting/{link}", headers=OURS, data=typed(**more))


def kept(tracker: Database, pair: int, coach: Staff) -> list[Any]:
    return feedback.given(tracker, pair, by=coach)


def test_the_form_shows_a_first_name_and_a_project_and_nothing_else(
    tracker: Database, stranger: Any, link: str
) -> None:
    page = stranger.get(f"/meeting/{link}")
    assert page.status_code == 200
    assert "Nadia" in page.text
    assert "Traiteur" in page.text
    codes = [row["code"] for row in tracker.query("SELECT code FROM participants")]
    for secret in ("Canari", "99 99", "MA ", "Centre", *codes):
        assert secret not in page.text


def test_a_mentor_without_an_account_gives_feedback_once(
    tracker: Database, stranger: Any, coach: Staff, pair: int, link: str
) -> None:
    stranger.get(f"/meeting/{link}")  # looking uses nothing up
    assert "Merci" in send(stranger, link).text
    [one] = kept(tracker, pair, coach)
    assert (one.mentor, one.feedback.marks, one.feedback.worked_on) == (
        "Gérard Monnier", {"offer": (3, "")}, "Les prix",
    )  # fmt: skip
    again = send(stranger, link, met_on=(TODAY - timedelta(days=1)).isoformat())
    assert again.status_code == 404
    assert "n’ouvre plus rien" in again.text
    assert len(kept(tracker, pair, coach)) == 1


def test_what_was_typed_stays_when_something_is_missing_and_the_link_still_opens(
    tracker: Database, stranger: Any, coach: Staff, pair: int, link: str
) -> None:
    refused = send(stranger, link, **{"mark-offer": "4"})
    assert refused.status_code == 422
    assert "un exemple" in refused.text
    assert "Les prix" in refused.text
    assert kept(tracker, pair, coach) == []
    assert (
        send(stranger, link, **{"mark-offer": "4", "example-offer": "Sa carte"}).status_code == 200
    )


def test_a_meeting_that_was_not_held_asks_for_its_cause_only(
    tracker: Database, stranger: Any, coach: Staff, pair: int, link: str
) -> None:
    assert send(stranger, link, held="no").status_code == 422
    assert send(stranger, link, held="no", cause="lockdown").status_code == 200
    [one] = kept(tracker, pair, coach)
    assert (one.feedback.held, one.feedback.cause, one.feedback.marks) == (False, "lockdown", {})


@pytest.mark.parametrize("forged", ["x", "a" * 43, "%2e%2e%2fsign-in", "%00"])
def test_a_forged_link_opens_nothing(link: str, stranger: Any, forged: str) -> None:
    assert stranger.get(f"/meeting/{forged}").status_code in {400, 404}


def test_a_link_expires(tracker: Database, pair: int, coach: Staff, stranger: Any) -> None:
    long_ago = clock.now() - feedback_links.VALID_FOR - timedelta(minutes=1)
    old = feedback_links.issue(tracker, pair, by=coach, now=long_ago)
    assert stranger.get(f"/meeting/{old}").status_code == 404
    assert send(stranger, old).status_code == 404


def test_a_new_link_voids_the_earlier_one(
    tracker: Database, pair: int, coach: Staff, link: str, stranger: Any
) -> None:
    second = feedback_links.issue(tracker, pair, by=coach, now=clock.now())
    assert stranger.get(f"/meeting/{link}").status_code == 404
    assert stranger.get(f"/meeting/{second}").status_code == 200


def test_the_link_closes_with_the_pair_and_with_the_mentor_s_account(
    tracker: Database, pair: int, coach: Staff, link: str, stranger: Any
) -> None:
    mentor_id = mentors.get(tracker, pair, by=coach, to=mentors.Action.PAIR_MENTOR).mentor_id
    admin = an_administrator(tracker)
    accounts.deactivate(tracker, mentor_id, by=admin, now=clock.now())
    assert stranger.get(f"/meeting/{link}").status_code == 404
    accounts.reactivate(tracker, mentor_id, by=admin)
    assert stranger.get(f"/meeting/{link}").status_code == 200
    mentors.end(tracker, pair, on=TODAY, reason="Déménagement", by=coach, today=TODAY, version=1)
    assert stranger.get(f"/meeting/{link}").status_code == 404
    with pytest.raises(InvalidInput):
        feedback_links.issue(tracker, pair, by=coach, now=clock.now())


def test_a_link_says_nothing_about_another_pair(
    tracker: Database, pair: int, coach: Staff, link: str
) -> None:
    person = a_participant(tracker, coach=coach)
    other = mentors.pair(
        tracker,
        person,
        a_mentor(tracker).id,
        starts_on=TODAY - timedelta(days=3),
        by=coach,
        today=TODAY,
    )
    said = Feedback(pair_id=other, met_on=TODAY, marks={"offer": (3, "")})
    with pytest.raises(NotFound):
        feedback_links.give(tracker, link, said, now=clock.now(), today=TODAY)


def test_only_the_team_of_the_pair_makes_a_link(tracker: Database, pair: int) -> None:
    with pytest.raises(NotFound):
        feedback_links.issue(tracker, pair, by=a_coach(tracker), now=clock.now())


def test_the_secret_is_kept_nowhere(tracker: Database, link: str) -> None:
    for table in tracker.table_names():
        for row in tracker.query(f"SELECT * FROM [{table}]"):
            assert link not in repr(row)


def test_another_site_cannot_send_the_form(stranger: Any, link: str) -> None:
    there = {"origin": "https://ailleurs.example"}
    assert stranger.post(f"/meeting/{link}", headers=there, data=typed()).status_code == 403
