"""Accounts: opened, entered, closed, and never lost to a guess."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from core import (
    accounts,
    demonstration,
    founding,
    invitations,
    passwords,
    programmes,
    sign_in,
    staff,
    tracker,
)
from core.accounts import AccountToOpen
from core.demonstration import ReadyAccount
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, UnusableTracker
from core.language import Language
from core.permissions import Role
from core.sign_in import SignInRefused, TooManyAttempts
from core.staff import Staff
from core.storage.database import transaction
from core.storage.rows import every
from tests.factories import a_coach, an_administrator

NOW = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
GOOD = "trois canards sur un toit"
OTHER = "une brouette de cailloux bleus"


def an_account(**more: Any) -> AccountToOpen:
    values = {"name": "Paul Gil", "login": "paul.gil@exemple.fr", "role": Role.COACH}
    return AccountToOpen(**{**values, **more})


def somebody_who_signs_in(db: Database, by: Staff | None = None, **more: Any) -> Staff:
    """An account whose password is `GOOD`."""
    link = accounts.open_account(db, an_account(**more), by=by or an_administrator(db), now=NOW)
    return accounts.accept_invitation(db, link, GOOD, now=NOW)


def events(db: Database) -> list[str]:
    return [row["event"] for row in every(db, "SELECT event FROM audit ORDER BY id")]


def test_an_administrator_opens_an_account_that_a_link_lets_in(db: Database) -> None:
    administrator = an_administrator(db)

    link = accounts.open_account(db, an_account(), by=administrator, now=NOW)
    account = accounts.accept_invitation(db, link, GOOD, now=NOW)

    assert account.login == "paul.gil@exemple.fr"
    assert sign_in.sign_in(db, " Paul.Gil@exemple.FR ", GOOD, now=NOW)
    assert events(db) == [
        "account.opened", "account.password_chosen", "sign_in.done",
    ]  # fmt: skip


def test_opening_an_account_leaves_its_history(db: Database) -> None:
    administrator = an_administrator(db)
    accounts.open_account(db, an_account(), by=administrator, now=NOW)
    rows = every(db, "SELECT field, old, new, staff_id FROM history WHERE noun = 'staff'")
    assert {"field": "role", "old": None, "new": "coach", "staff_id": administrator.id} in rows


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_open_and_close_accounts(db: Database, role: Role) -> None:
    by = somebody_who_signs_in(db, role=role)
    with pytest.raises(NotAllowed):
        accounts.open_account(db, an_account(login="another"), by=by, now=NOW)
    with pytest.raises(NotAllowed):
        accounts.reset_link(db, by.id, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        accounts.deactivate(db, by.id, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        accounts.change_role(db, by.id, Role.ADMINISTRATOR, by=by, now=NOW)


def test_a_sign_in_name_is_taken_once(db: Database) -> None:
    administrator = an_administrator(db)
    accounts.open_account(db, an_account(), by=administrator, now=NOW)
    with pytest.raises(InvalidInput, match="Cet identifiant est déjà pris"):
        accounts.open_account(
            db, an_account(login="PAUL.GIL@exemple.fr"), by=administrator, now=NOW
        )


def test_an_account_needs_an_organisation_that_exists(db: Database) -> None:
    with pytest.raises(InvalidInput, match="Choisissez une structure"):
        accounts.open_account(db, an_account(organisation_id=99), by=an_administrator(db), now=NOW)


def test_the_same_form_opens_one_account(db: Database) -> None:
    administrator = an_administrator(db)
    accounts.open_account(db, an_account(), by=administrator, now=NOW, token="form")
    with pytest.raises(AlreadySaved):
        accounts.open_account(db, an_account(), by=administrator, now=NOW, token="form")


@pytest.mark.parametrize("login", ["", "ab", "été", "two words", "-dash", "x" * 121, "a<b>c"])
def test_a_sign_in_name_is_plain(login: str) -> None:
    with pytest.raises(InvalidInput, match="identifiant"):
        an_account(login=login)


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_an_account_carries_a_name(name: str) -> None:
    with pytest.raises(InvalidInput, match="prénom"):
        an_account(name=name)


# Links


def test_a_link_opens_once(db: Database) -> None:
    link = accounts.open_account(db, an_account(), by=an_administrator(db), now=NOW)
    accounts.accept_invitation(db, link, GOOD, now=NOW)
    with pytest.raises(NotFound):
        accounts.accept_invitation(db, link, OTHER, now=NOW)


def test_a_refused_password_leaves_the_link_open(db: Database) -> None:
    link = accounts.open_account(db, an_account(), by=an_administrator(db), now=NOW)
    with pytest.raises(InvalidInput):
        accounts.accept_invitation(db, link, "court", now=NOW)
    assert accounts.accept_invitation(db, link, GOOD, now=NOW)


def test_an_invitation_lasts_a_week_and_a_reset_two_days(db: Database) -> None:
    administrator = an_administrator(db)
    link = accounts.open_account(db, an_account(), by=administrator, now=NOW)
    assert invitations.read(db, link, now=NOW + timedelta(days=6))
    with pytest.raises(NotFound):
        invitations.read(db, link, now=NOW + timedelta(days=7))

    account = accounts.accept_invitation(db, link, GOOD, now=NOW)
    reset = accounts.reset_link(db, account.id, by=administrator, now=NOW)
    with pytest.raises(NotFound):
        invitations.read(db, reset, now=NOW + timedelta(days=2))


def test_a_new_link_makes_the_former_one_void(db: Database) -> None:
    administrator = an_administrator(db)
    former = accounts.open_account(db, an_account(), by=administrator, now=NOW)
    account = invitations.read(db, former, now=NOW)

    link = accounts.invite_again(db, account.id, by=administrator, now=NOW)

    assert invitations.read(db, link, now=NOW) == account
    with pytest.raises(NotFound):
        invitations.read(db, former, now=NOW)


@pytest.mark.parametrize("forged", ["", "x", "A" * 43, "../../etc"])
def test_a_forged_link_opens_nothing(db: Database, forged: str) -> None:
    accounts.open_account(db, an_account(), by=an_administrator(db), now=NOW)
    with pytest.raises(NotFound):
        accounts.accept_invitation(db, forged, GOOD, now=NOW)


def test_links_are_not_kept_as_they_are(db: Database) -> None:
    link = accounts.open_account(db, an_account(), by=an_administrator(db), now=NOW)
    assert link not in "\n".join(db.conn.iterdump())


# Closing, roles, language


def test_a_closed_account_is_out_at_once_and_its_links_are_void(db: Database) -> None:
    administrator = an_administrator(db)
    account = somebody_who_signs_in(db, by=administrator)
    reset = accounts.reset_link(db, account.id, by=administrator, now=NOW)
    sign_in.sign_in(db, account.login, GOOD, now=NOW)

    accounts.deactivate(db, account.id, by=administrator, now=NOW)

    assert not every(db, "SELECT 1 FROM web_sessions WHERE revoked_at IS NULL")
    with pytest.raises(NotFound):
        invitations.read(db, reset, now=NOW)
    with pytest.raises(SignInRefused):
        sign_in.sign_in(db, account.login, GOOD, now=NOW)
    with pytest.raises(InvalidInput, match="fermé"):
        accounts.reset_link(db, account.id, by=administrator, now=NOW)


def test_a_closed_account_opens_again_with_its_password(db: Database) -> None:
    administrator = an_administrator(db)
    account = somebody_who_signs_in(db, by=administrator)
    accounts.deactivate(db, account.id, by=administrator, now=NOW)
    accounts.reactivate(db, account.id, by=administrator)
    assert sign_in.sign_in(db, account.login, GOOD, now=NOW)


def test_the_last_administrator_stays(db: Database) -> None:
    visitor = an_administrator(db)  # opened, never entered: it could let nobody in
    last = somebody_who_signs_in(db, by=visitor, role=Role.ADMINISTRATOR)

    with pytest.raises(InvalidInput, match="seul compte d’administration"):
        accounts.deactivate(db, last.id, by=last, now=NOW)
    with pytest.raises(InvalidInput, match="seul compte d’administration"):
        accounts.change_role(db, last.id, Role.COACH, by=last, now=NOW)

    another = somebody_who_signs_in(db, by=visitor, role=Role.ADMINISTRATOR, login="another")
    accounts.change_role(db, last.id, Role.COACH, by=another, now=NOW)
    assert staff.get(db, last.id).role is Role.COACH


def test_another_role_ends_the_open_sessions(db: Database) -> None:
    administrator = an_administrator(db)
    account = somebody_who_signs_in(db, by=administrator)
    sign_in.sign_in(db, account.login, GOOD, now=NOW)
    accounts.change_role(db, account.id, Role.LEAD, by=administrator, now=NOW)
    assert not every(db, "SELECT 1 FROM web_sessions WHERE revoked_at IS NULL")
    assert "account.role_changed" in events(db)


def test_the_same_role_again_changes_nothing(db: Database) -> None:
    administrator = an_administrator(db)
    account = somebody_who_signs_in(db, by=administrator)
    accounts.change_role(db, account.id, Role.COACH, by=administrator, now=NOW)
    assert staff.get(db, account.id).version == account.version + 1  # the password, nothing else
    assert "account.role_changed" not in events(db)


def test_everybody_chooses_their_language(db: Database) -> None:
    coach = a_coach(db)
    accounts.set_language(db, Language.ENGLISH, by=coach)
    assert staff.get(db, coach.id).language is Language.ENGLISH
    assert events(db)[-1] == "account.language_changed"


# Passwords


def test_a_password_is_changed_with_the_former_one(db: Database) -> None:
    account = somebody_who_signs_in(db)
    kept = sign_in.sign_in(db, account.login, GOOD, now=NOW)
    sign_in.sign_in(db, account.login, GOOD, now=NOW)
    from core.web_sessions import is_alive, key_of

    accounts.change_password(db, GOOD, OTHER, by=account, now=NOW, keeping=key_of(kept))

    assert is_alive(db, key_of(kept), now=NOW)
    assert len(every(db, "SELECT 1 FROM web_sessions WHERE revoked_at IS NULL")) == 1
    with pytest.raises(SignInRefused):
        sign_in.sign_in(db, account.login, GOOD, now=NOW)
    assert sign_in.sign_in(db, account.login, OTHER, now=NOW)


def test_a_wrong_former_password_changes_nothing_and_counts_as_an_attempt(db: Database) -> None:
    account = somebody_who_signs_in(db)
    for _attempt in range(5):
        with pytest.raises(NotAllowed, match="mot de passe actuel"):
            accounts.change_password(db, "something else", OTHER, by=account, now=NOW)
    with pytest.raises(TooManyAttempts):
        accounts.change_password(db, GOOD, OTHER, by=account, now=NOW)


@pytest.mark.parametrize(
    "weak",
    [
        "court",
        "treize signes",
        "Passerelle2026!",
        "motdepassemotdepasse",
        "azertyuiop123456",
        "aaaaaaaaaaaaaaaaaaaa",
        "abababababababab",
        "Entreprendre sa liberté 2026",
        "paul.gil@exemple.fr",
        "Réseau Rhône Paul",
        "x" * 257,
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(weak: str) -> None:
    with pytest.raises(InvalidInput):
        passwords.accept(weak, role=Role.COACH, names=("paul.gil@exemple.fr", "Réseau Rhône"))


@pytest.mark.parametrize(
    "good", [GOOD, "Tr0p-de_c4iLLoux", "le vélo rouge de ma tante", "密码很长的一句话要记住才行啊"]
)
def test_a_sentence_of_ones_own_is_accepted(good: str) -> None:
    assert passwords.matches(passwords.accept(good, role=Role.COACH), good)


def test_administrators_need_a_longer_one() -> None:
    fifteen = "vélo sur le pré"
    assert len(fifteen) == 15
    assert passwords.accept(fifteen, role=Role.COACH)
    with pytest.raises(InvalidInput, match="16"):
        passwords.accept(fifteen, role=Role.ADMINISTRATOR)


def test_accents_composed_differently_are_the_same_password() -> None:
    kept = passwords.accept("le pré d'à côté est vert", role=Role.COACH)
    assert passwords.matches(kept, "le pre\u0301 d'a\u0300 co\u0302te\u0301 est vert")


@given(st.text(max_size=300))
def test_no_text_at_all_opens_an_account_without_a_password(text: str) -> None:
    assert not passwords.matches("not a hash", text)


# Attempts


def refused(db: Database, login: str, at: datetime) -> str:
    with pytest.raises(SignInRefused) as refusal:
        sign_in.sign_in(db, login, "wrong", now=at)
    return str(refusal.value)


def test_the_sentence_is_the_same_whatever_was_wrong(db: Database) -> None:
    administrator = an_administrator(db)  # has no password
    account = somebody_who_signs_in(db, by=administrator)
    closed = somebody_who_signs_in(db, by=administrator, login="closed")
    accounts.deactivate(db, closed.id, by=administrator, now=NOW)
    said = {
        refused(db, login, NOW)
        for login in (account.login, closed.login, "nobody", administrator.login, "")
    }
    assert said == {"Identifiant ou mot de passe incorrect. Vérifiez la saisie et recommencez."}


def test_refused_attempts_are_in_the_audit_without_what_was_typed(db: Database) -> None:
    account = somebody_who_signs_in(db)
    refused(db, account.login, NOW)
    refused(db, "secret typed in the wrong field", NOW)
    rows = every(db, "SELECT subject_id, staff_id FROM audit WHERE event = 'sign_in.refused'")
    assert rows == [
        {"subject_id": account.id, "staff_id": None},
        {"subject_id": None, "staff_id": None},
    ]
    assert "wrong field" not in "\n".join(db.conn.iterdump())


@pytest.mark.parametrize("login", ["paul.gil@exemple.fr", "nobody"])
def test_after_five_failures_one_waits_longer_and_longer(db: Database, login: str) -> None:
    somebody_who_signs_in(db)
    at = NOW
    for _failure in range(5):
        refused(db, login, at)
    for minutes in (1, 2, 4, 8, 16):
        assert "Trop d’essais" in refused(db, login, at + timedelta(minutes=minutes, seconds=-1))
        at += timedelta(minutes=minutes)
        assert "incorrect" in refused(db, login, at)
    assert "dans 60 minutes" in refused(db, login, at)
    assert "dans 1 minute," in refused(db, login, at + timedelta(minutes=59, seconds=30))
    assert "incorrect" in refused(db, login, at + timedelta(hours=1))


def test_even_the_right_password_waits(db: Database) -> None:
    account = somebody_who_signs_in(db)
    for _failure in range(5):
        refused(db, account.login, NOW)
    with pytest.raises(TooManyAttempts):
        sign_in.sign_in(db, account.login, GOOD, now=NOW)
    assert sign_in.sign_in(db, account.login, GOOD, now=NOW + timedelta(minutes=1))
    assert "incorrect" in refused(db, account.login, NOW + timedelta(minutes=1))


def test_at_most_twenty_five_failures_a_day(db: Database) -> None:
    account = somebody_who_signs_in(db)
    at = NOW
    for _round in range(5):
        for _failure in range(4):
            refused(db, account.login, at)
        sign_in.sign_in(db, account.login, GOOD, now=at)
    for _failure in range(4):
        refused(db, account.login, at)
    assert "incorrect" in refused(db, account.login, at)
    assert "Trop d’essais" in refused(db, account.login, at + timedelta(hours=23))
    assert sign_in.sign_in(db, account.login, GOOD, now=at + timedelta(hours=24))


def test_a_new_password_ends_the_wait(db: Database) -> None:
    administrator = an_administrator(db)
    account = somebody_who_signs_in(db, by=administrator)
    for _failure in range(5):
        refused(db, account.login, NOW)
    link = accounts.reset_link(db, account.id, by=administrator, now=NOW)
    accounts.accept_invitation(db, link, OTHER, now=NOW)
    assert sign_in.sign_in(db, account.login, OTHER, now=NOW)


# The first day, and the demonstration


def test_a_tracker_is_founded_with_its_organisation_and_administrator(tmp_path: Any) -> None:
    file = tmp_path / "data" / "tracker.db"
    founder = founding.found(
        organisation="Ascension vers l'Insertion", name="Claire Morel", login="claire", password=GOOD,
        path=file,
    )  # fmt: skip
    assert founder.role is Role.ADMINISTRATOR
    assert founder.organisation == "Ascension vers l'Insertion"
    assert [kept.name for kept in file.parent.iterdir()] == ["tracker.db"]
    with tracker.open_tracker(file) as db:
        assert sign_in.sign_in(db, "claire", GOOD, now=NOW)
        assert events(db) == ["tracker.founded", "programme.loaded", "sign_in.done"]
        assert programmes.choices(db, by=founder), "a cohort can be opened at once"


@pytest.mark.parametrize(
    "wrong", [{"organisation": " "}, {"name": ""}, {"login": "é"}, {"password": "court"}]
)
def test_nothing_is_founded_on_a_wrong_answer(tmp_path: Any, wrong: dict[str, str]) -> None:
    answers = {"organisation": "21", "name": "Claire Morel", "login": "claire", "password": GOOD}
    with pytest.raises(InvalidInput):
        founding.found(**{**answers, **wrong}, path=tmp_path / "tracker.db")
    assert not list(tmp_path.iterdir())


def test_a_tracker_that_exists_is_left_as_it_is(tmp_path: Any) -> None:
    file = tmp_path / "tracker.db"
    file.write_text("something else")
    with pytest.raises(UnusableTracker):
        founding.found(
            organisation="21", name="Claire Morel", login="claire", password=GOOD, path=file
        )
    assert file.read_text() == "something else"


def test_only_a_demonstration_shows_ready_accounts(db: Database) -> None:
    assert demonstration.ready_accounts(db) == []
    paul = ReadyAccount(name="Paul Gil", role=Role.COACH, login="paul", password=GOOD)
    with transaction(db):
        demonstration.show(db, [paul])
    assert demonstration.ready_accounts(db) == [paul]


def test_nothing_is_opened_when_its_trace_cannot_be_kept(db: Database) -> None:
    administrator = an_administrator(db)
    db.execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    with pytest.raises(Exception, match="full"):
        accounts.open_account(db, an_account(), by=administrator, now=NOW)
    assert not every(db, "SELECT 1 FROM staff WHERE login = 'paul.gil@exemple.fr'")
    assert not every(db, "SELECT 1 FROM invitations")
