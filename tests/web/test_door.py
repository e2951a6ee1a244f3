"""Signing in and out, choosing a password, one's own account."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from core import accounts, clock, demonstration, staff
from core.accounts import AccountToOpen
from core.demonstration import ReadyAccount
from core.language import Language
from core.permissions import Role
from core.staff import Staff
from core.storage.database import transaction
from core.web.addresses import local_path
from tests.factories import an_administrator
from tests.web.conftest import OURS, PAGE, SITE, SOCKET

GOOD = "trois canards sur un toit"
OTHER = "une brouette de cailloux bleus"
Enter = Callable[[Staff], str]


def an_invitation(tracker: Database, login: str = "claire", name: str = "Claire Morel") -> str:
    account = AccountToOpen(name=name, login=login, role=Role.COACH)
    return accounts.open_account(tracker, account, by=an_administrator(tracker), now=clock.now())


@pytest.fixture
def claire(tracker: Database) -> Staff:
    """Somebody whose password is `GOOD`."""
    return accounts.accept_invitation(tracker, an_invitation(tracker), GOOD, now=clock.now())


def sign_in(browser: Any, login: str = "claire", password: str = GOOD, **more: str) -> Any:
    return browser.post(
        "/sign-in", headers=OURS, data={"login": login, "password": password, **more}
    )


def test_the_right_password_opens_a_session_that_only_the_browser_can_use(
    stranger: Any, claire: Staff
) -> None:
    answer = sign_in(stranger)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/" in cookie
    assert stranger.get("/", headers=PAGE).status_code == 200


def test_under_tls_the_cookie_belongs_to_this_host_alone(stranger: Any, claire: Staff) -> None:
    secure = {"origin": "https://127.0.0.1:8501"}
    answer = stranger.post(
        "https://127.0.0.1:8501/sign-in", headers=secure, data={"login": "claire", "password": GOOD}
    )
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-passerelle_session=")
    assert "Secure" in cookie
    assert "domain" not in cookie.lower()


def test_each_sign_in_opens_another_session_and_ends_the_one_before(
    stranger: Any, claire: Staff, tracker: Database
) -> None:
    sign_in(stranger)
    first = stranger.cookies["passerelle_session"]
    sign_in(stranger)
    assert stranger.cookies["passerelle_session"] != first
    (alive,) = tracker.execute(
        "SELECT count(*) FROM web_sessions WHERE revoked_at IS NULL"
    ).fetchone()
    assert alive == 1


@pytest.mark.parametrize(("login", "password"), [("claire", "wrong"), ("nobody", GOOD), ("", "")])
def test_a_refusal_says_the_same_whatever_was_wrong(
    stranger: Any, claire: Staff, login: str, password: str
) -> None:
    answer = sign_in(stranger, login, password)
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers
    assert "Identifiant ou mot de passe incorrect." in answer.text
    if password:
        assert password not in answer.text


def test_what_is_typed_comes_back_as_text(stranger: Any, tracker: Database) -> None:
    page = sign_in(stranger, '"><script>alert(1)</script>', "x", next='/a"><b>')
    assert "<script" not in page.text
    assert "<b>" not in page.text


def test_after_five_failures_the_door_asks_to_wait(stranger: Any, claire: Staff) -> None:
    for _failure in range(5):
        sign_in(stranger, password="wrong")
    answer = sign_in(stranger)
    assert answer.status_code == 429
    assert "Trop d’essais." in answer.text


@pytest.mark.parametrize("address", ["/participant?code=LYO-003", "/to-do", "/?a=b"])
def test_signing_in_leads_where_one_wanted_to_go(
    stranger: Any, claire: Staff, address: str
) -> None:
    asked = stranger.get(address, headers=PAGE)
    page = stranger.get(asked.headers["location"])
    assert f'name="next" value="{address}"' in page.text
    assert sign_in(stranger, next=address).headers["location"] == address
    assert stranger.get(asked.headers["location"]).headers["location"] == address


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "javascript:alert(1)",
        "elsewhere.example",
        "/a\r\nset-cookie: x=y",
        "/\t/elsewhere.example",
    ],
)
def test_signing_in_never_leads_to_another_site(
    stranger: Any, claire: Staff, elsewhere: str
) -> None:
    assert sign_in(stranger, next=elsewhere).headers["location"] == "/"


@given(st.text())
def test_a_local_path_stays_on_the_site(address: str) -> None:
    path = local_path(address)
    assert path.startswith("/")
    assert not path.startswith("//")
    assert "\\" not in path
    assert path.isprintable()


def test_signing_out_ends_the_session_and_empties_the_browser(
    stranger: Any, enter: Enter, coach: Staff
) -> None:
    enter(coach)
    answer = stranger.post("/sign-out", headers=OURS)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?out=1")
    assert answer.headers["clear-site-data"] == '"storage"'
    assert 'passerelle_session=""' in answer.headers["set-cookie"]
    assert stranger.get("/session/alive").status_code == 401


def test_signing_out_asks_for_a_form(stranger: Any, enter: Enter, coach: Staff) -> None:
    enter(coach)
    assert stranger.get("/sign-out").status_code == 405
    assert stranger.get("/session/alive").status_code == 204


@pytest.mark.parametrize(
    ("address", "accepted", "language"),
    [
        ("/sign-in", "", "fr"),
        ("/sign-in", "de-DE,de;q=0.9", "fr"),
        ("/sign-in", "en-GB,en;q=0.9,fr;q=0.5", "en"),
        ("/sign-in", "de,fr;q=0.8,en;q=0.5", "fr"),
        ("/sign-in?lang=en", "fr", "en"),
        ("/sign-in?lang=fr", "en", "fr"),
        ("/sign-in?lang=xx", "", "fr"),
    ],
)
def test_the_door_speaks_the_visitors_language(
    stranger: Any, tracker: Database, address: str, accepted: str, language: str
) -> None:
    page = stranger.get(address, headers={"accept-language": accepted})
    assert f'<html lang="{language}">' in page.text
    assert ("Se connecter" if language == "fr" else "Sign in") in page.text


def test_the_door_needs_no_script(stranger: Any, tracker: Database) -> None:
    page = stranger.get("/sign-in")
    assert "<script" not in page.text
    assert "script-src" not in page.headers["content-security-policy"]
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_a_demonstration_shows_its_accounts_at_the_door(
    stranger: Any, claire: Staff, tracker: Database
) -> None:
    assert "Démonstration" not in stranger.get("/sign-in").text
    with transaction(tracker):
        ready = ReadyAccount(name="Claire Morel", role=Role.COACH, login="claire", password=GOOD)
        demonstration.show(tracker, [ready])
    page = stranger.get("/sign-in").text
    assert "Démonstration" in page
    assert f'name="password" value="{GOOD}"' in page
    assert "Entrer sous le nom de Claire Morel" in page


# Invitations


def test_an_invitation_lets_somebody_choose_a_password_once(
    stranger: Any, tracker: Database
) -> None:
    address = f"/invitation/{an_invitation(tracker)}"
    page = stranger.get(address)
    assert "Bienvenue, Claire Morel." in page.text
    assert 'autocomplete="new-password"' in page.text
    chosen = {"password": GOOD, "again": GOOD}

    answer = stranger.post(address, headers=OURS, data=chosen)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?ready=1")
    assert sign_in(stranger).status_code == 303

    assert stranger.get(address).status_code == 404
    again = stranger.post(address, headers=OURS, data={"password": OTHER, "again": OTHER})
    assert again.status_code == 404
    assert sign_in(stranger).status_code == 303


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"password": "court", "again": "court"}, "au moins 14 caractères"),
        ({"password": GOOD, "again": OTHER}, "différents"),
        ({}, "au moins 14 caractères"),
    ],
)
def test_an_invitation_waits_for_a_good_password(
    stranger: Any, tracker: Database, chosen: dict[str, str], said: str
) -> None:
    address = f"/invitation/{an_invitation(tracker)}"
    answer = stranger.post(address, headers=OURS, data=chosen)
    assert answer.status_code == 422
    assert said in answer.text
    assert stranger.get(address).status_code == 200


def test_a_forged_or_expired_link_opens_nothing(stranger: Any, tracker: Database) -> None:
    link = an_invitation(tracker)
    tracker.execute("UPDATE invitations SET expires_at = 0")
    for held in (link, "forged", "A" * 43):
        answer = stranger.get(f"/invitation/{held}")
        assert answer.status_code == 404
        assert "Ce lien n’ouvre plus rien." in answer.text


# One's own account


def test_ones_password_is_changed_on_ones_account(stranger: Any, claire: Staff) -> None:
    sign_in(stranger)
    answer = stranger.post(
        "/account",
        headers=OURS,
        data={"deed": "password", "current": GOOD, "password": OTHER, "again": OTHER},
    )
    assert "Mot de passe changé." in answer.text
    assert stranger.get("/session/alive").status_code == 204
    assert sign_in(stranger, password=GOOD).status_code == 401
    assert sign_in(stranger, password=OTHER).status_code == 303


def test_a_wrong_current_password_changes_nothing(stranger: Any, claire: Staff) -> None:
    sign_in(stranger)
    answer = stranger.post(
        "/account",
        headers=OURS,
        data={"deed": "password", "current": "wrong", "password": OTHER, "again": OTHER},
    )
    assert answer.status_code == 422
    assert "Le mot de passe actuel n’est pas le bon." in answer.text
    assert sign_in(stranger, password=GOOD).status_code == 303


def test_signing_out_everywhere_closes_every_tab(stranger: Any, enter: Enter, coach: Staff) -> None:
    enter(coach)
    with stranger.websocket_connect(SOCKET, headers=OURS) as elsewhere:
        enter(coach)
        answer = stranger.post("/account", headers=OURS, data={"deed": "everywhere"})
        assert elsewhere.receive()["code"] == 4401
    assert answer.headers["location"] == "/sign-in?out=1"
    assert stranger.get("/session/alive").status_code == 401


def test_the_language_changes_for_the_account_and_leads_back(
    stranger: Any, enter: Enter, coach: Staff, tracker: Database
) -> None:
    enter(coach)
    answer = stranger.post(
        "/language",
        headers={**OURS, "referer": f"{SITE}/participant?code=LYO-003"},
        data={"language": "en"},
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/participant?code=LYO-003")
    assert staff.get(tracker, coach.id).language is Language.ENGLISH
    assert '<html lang="en">' in stranger.get("/account").text


@pytest.mark.parametrize("language", ["xx", "", "EN"])
def test_a_language_that_is_not_spoken_changes_nothing(
    stranger: Any, enter: Enter, coach: Staff, tracker: Database, language: str
) -> None:
    enter(coach)
    answer = stranger.post(
        "/language", headers=OURS, data={"language": language, "next": "//x.example"}
    )
    assert answer.headers["location"] == "/"
    assert staff.get(tracker, coach.id).language is Language.FRENCH
