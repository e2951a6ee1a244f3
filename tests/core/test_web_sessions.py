"""Sessions of the browser end when they must, and not before."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from core import accounts, sign_in, web_sessions
from core.language import Language
from core.staff import Staff
from core.storage.database import transaction
from core.storage.rows import every
from core.web.seal import seal, unseal
from tests.factories import a_coach, an_administrator

NOW = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def a_session(db: Database, who: Staff, at: datetime = NOW) -> str:
    with transaction(db):
        return web_sessions.key_of(web_sessions.open_for(db, who.id, now=at))


def test_a_session_says_who_is_there(db: Database) -> None:
    coach = a_coach(db)
    assert web_sessions.visitor(db, a_session(db, coach), now=NOW) == coach


@pytest.mark.parametrize("key", [None, "", "x", "0" * 64])
def test_a_key_that_was_never_given_opens_nothing(db: Database, key: str | None) -> None:
    a_session(db, a_coach(db))
    assert web_sessions.visitor(db, key, now=NOW) is None
    assert not web_sessions.is_alive(db, key, now=NOW)


def test_the_file_does_not_hold_what_the_browser_holds(db: Database) -> None:
    coach = a_coach(db)
    with transaction(db):
        token = web_sessions.open_for(db, coach.id, now=NOW)
    assert token not in "\n".join(db.conn.iterdump())
    assert web_sessions.visitor(db, token, now=NOW) is None


def test_a_session_ends_after_fifteen_idle_minutes(db: Database) -> None:
    key = a_session(db, a_coach(db))
    assert web_sessions.is_alive(db, key, now=NOW + 14 * MINUTE)
    assert not web_sessions.is_alive(db, key, now=NOW + 15 * MINUTE)
    assert web_sessions.visitor(db, key, now=NOW + 15 * MINUTE) is None


def test_coming_back_prolongs_a_session_and_asking_does_not(db: Database) -> None:
    key = a_session(db, a_coach(db))
    assert web_sessions.is_alive(db, key, now=NOW + 10 * MINUTE)
    assert web_sessions.holder(db, key, now=NOW + 10 * MINUTE)
    assert not web_sessions.is_alive(db, key, now=NOW + 16 * MINUTE)

    key = a_session(db, a_coach(db))
    assert web_sessions.visitor(db, key, now=NOW + 10 * MINUTE)
    assert web_sessions.is_alive(db, key, now=NOW + 24 * MINUTE)


def test_no_session_lasts_more_than_twelve_hours(db: Database) -> None:
    key = a_session(db, a_coach(db))
    at = NOW
    while at < NOW + timedelta(hours=12) - 10 * MINUTE:
        at += 10 * MINUTE
        assert web_sessions.visitor(db, key, now=at)
    assert web_sessions.visitor(db, key, now=at + 10 * MINUTE) is None


def test_a_session_is_written_at_most_every_thirty_seconds(db: Database) -> None:
    key = a_session(db, a_coach(db))
    before = db.conn.total_changes
    web_sessions.visitor(db, key, now=NOW + timedelta(seconds=29))
    assert db.conn.total_changes == before
    web_sessions.visitor(db, key, now=NOW + timedelta(seconds=31))
    assert db.conn.total_changes == before + 1


def test_signing_out_ends_this_session_alone(db: Database) -> None:
    coach = a_coach(db)
    here, there = a_session(db, coach), a_session(db, coach)
    sign_in.sign_out(db, here, by=coach, now=NOW)
    assert not web_sessions.is_alive(db, here, now=NOW)
    assert web_sessions.is_alive(db, there, now=NOW)


def test_signing_out_everywhere_ends_them_all_and_nobody_elses(db: Database) -> None:
    coach, other = a_coach(db), a_coach(db)
    mine, theirs = {a_session(db, coach), a_session(db, coach)}, a_session(db, other)
    assert set(sign_in.sign_out_everywhere(db, by=coach, now=NOW)) == mine
    assert not any(web_sessions.is_alive(db, key, now=NOW) for key in mine)
    assert web_sessions.is_alive(db, theirs, now=NOW)


def test_a_closed_account_has_no_session(db: Database) -> None:
    coach = a_coach(db)
    key = a_session(db, coach)
    accounts.deactivate(db, coach.id, by=an_administrator(db), now=NOW)
    assert web_sessions.visitor(db, key, now=NOW) is None


def test_a_change_to_the_account_is_seen_at_once(db: Database) -> None:
    coach = a_coach(db)
    key = a_session(db, coach)
    accounts.set_language(db, Language.ENGLISH, by=coach)
    visitor = web_sessions.visitor(db, key, now=NOW)
    assert visitor is not None
    assert visitor.language is Language.ENGLISH


def test_old_sessions_are_forgotten(db: Database) -> None:
    coach = a_coach(db)
    a_session(db, coach, at=NOW - timedelta(days=31))
    key = a_session(db, coach)
    assert [row["key"] for row in every(db, "SELECT key FROM web_sessions")] == [key]


@given(st.text())
def test_what_is_sealed_comes_back(key: str) -> None:
    assert unseal(seal(key)) == (key or None)


@given(st.text())
def test_what_is_not_sealed_here_is_worth_nothing(value: str) -> None:
    assert unseal(value) is None


def test_a_seal_is_worth_nothing_on_another_key() -> None:
    mark = seal("one").rpartition(".")[2]
    assert unseal(f"two.{mark}") is None
