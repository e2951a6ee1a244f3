"""Nothing passes the gate without an open session, by whatever door."""

from collections.abc import Callable
from datetime import timedelta
from gzip import decompress
from typing import Any

import pytest
from sqlite_utils import Database
from streamlit.proto.BackMsg_pb2 import BackMsg

from core import accounts, clock, web_sessions
from core.language import Language
from core.staff import Staff
from core.storage.rows import one
from core.web import addresses
from core.web.seal import seal, unseal
from tests.factories import an_administrator
from tests.web.conftest import OURS, PAGE, SOCKET, Behind

# Streamlit's routes, our own, and pages.
SERVED = (
    "/",
    "/participants",
    "/index.html",
    "/manifest.json",
    "/static/js/index.DormvYxC.js",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/interact",
    "/_stcore/agent/mcp",
    "/_stcore/upload_file/session/file",
    "/_stcore/bidi-components/one/file.js",
    "/participants/_stcore/health",
    "/media/0123456789abcdef.docx",
    "/component/one/index.html",
    "/auth/login",
    "/oauth2callback",
    "/account",
    "/session/alive",
    "/session/here",
    "/sign-inside",
    "/app/staticky",
)

Enter = Callable[[Staff], str]


def no_session(enter: Enter, coach: Staff, tracker: Database, browser: Any) -> None:
    pass


def invented(enter: Enter, coach: Staff, tracker: Database, browser: Any) -> None:
    browser.cookies.set("passerelle_session", "A" * 43, domain="127.0.0.1")


def idle(enter: Enter, coach: Staff, tracker: Database, browser: Any) -> None:
    key = enter(coach)
    long_ago = (clock.now() - timedelta(minutes=16)).timestamp()
    tracker.execute("UPDATE web_sessions SET seen_at = ? WHERE key = ?", [long_ago, key])


def expired(enter: Enter, coach: Staff, tracker: Database, browser: Any) -> None:
    key = enter(coach)
    long_ago = (clock.now() - timedelta(hours=13)).timestamp()
    tracker.execute("UPDATE web_sessions SET created_at = ? WHERE key = ?", [long_ago, key])


def revoked(enter: Enter, coach: Staff, tracker: Database, browser: Any) -> None:
    web_sessions.revoke(tracker, enter(coach), now=clock.now())


def closed(enter: Enter, coach: Staff, tracker: Database, browser: Any) -> None:
    enter(coach)
    accounts.deactivate(tracker, coach.id, by=an_administrator(tracker), now=clock.now())


def the_key_itself(enter: Enter, coach: Staff, tracker: Database, browser: Any) -> None:
    browser.cookies.set("passerelle_session", enter(coach), domain="127.0.0.1")


WITHOUT_A_SESSION = (no_session, invented, idle, expired, revoked, closed, the_key_itself)
strangers = pytest.mark.parametrize("arrive", WITHOUT_A_SESSION, ids=lambda arrive: arrive.__name__)


@strangers
@pytest.mark.parametrize("path", SERVED)
def test_nothing_is_served_without_a_session(
    stranger: Any,
    behind: Behind,
    enter: Enter,
    coach: Staff,
    tracker: Database,
    path: str,
    arrive: Any,
) -> None:
    arrive(enter, coach, tracker, stranger)
    assert stranger.get(path).status_code == 401
    page = stranger.get(path, headers=PAGE)
    assert page.status_code == 303
    assert page.headers["location"].startswith("/sign-in")
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert stranger.request(method, path, headers=OURS).status_code == 401
    assert stranger.request("OPTIONS", path, headers=OURS).status_code == 401
    assert behind.requests == []


@strangers
def test_no_websocket_opens_without_a_session(
    stranger: Any, behind: Behind, enter: Enter, coach: Staff, tracker: Database, arrive: Any
) -> None:
    arrive(enter, coach, tracker, stranger)
    with pytest.raises(Exception) as refusal, stranger.websocket_connect(SOCKET, headers=OURS):
        pass
    assert getattr(refusal.value, "code", None) == 4401
    assert behind.identities == []


def test_a_stranger_finds_four_doors_and_no_more(stranger: Any, tracker: Database) -> None:
    assert len(addresses.OPEN_TO_STRANGERS) <= 5
    found = {
        path: stranger.get(path, headers=PAGE).status_code
        for path in ("/sign-in", "/invitation/none", "/set-up", "/app/static/door.css")
    }
    assert found == {
        "/sign-in": 200,
        "/invitation/none": 404,
        "/set-up": 303,
        "/app/static/door.css": 200,
    }


def test_static_files_stay_inside_their_folder(stranger: Any, tracker: Database) -> None:
    for path in (
        "/app/static/../../streamlit_app.py",
        "/app/static/%2e%2e/streamlit_app.py",
        "/app/static/",
    ):
        assert stranger.get(path).status_code in (401, 404, 405)


def test_our_own_addresses_answer_what_they_are_for_and_nothing_else(
    stranger: Any, behind: Behind, enter: Enter, coach: Staff
) -> None:
    for session in (False, True):
        if session:
            enter(coach)
        assert stranger.get("/sign-in/x", headers=PAGE).status_code == 404
        assert stranger.get("/set-up/x", headers=PAGE).status_code in (303, 404)
        assert stranger.get("/invitation", headers=PAGE).status_code == 405
        assert stranger.put("/sign-in", headers=OURS).status_code == 405
    assert stranger.get("/language", headers=PAGE).status_code == 405
    assert stranger.get("/account/x", headers=PAGE).status_code == 404
    assert behind.requests == []


# With a session


def test_a_page_comes_in_the_language_of_the_account_under_a_strict_policy(
    stranger: Any, enter: Enter, coach: Staff, tracker: Database
) -> None:
    enter(coach)
    accounts.set_language(tracker, Language.ENGLISH, by=coach)
    english = stranger.get("/participants", headers=PAGE)
    accounts.set_language(tracker, Language.FRENCH, by=coach)
    french = stranger.get("/", headers=PAGE)

    assert '<html lang="en">' in english.text
    assert '<html lang="fr">' in french.text
    assert "<title>Passerelle</title>" in french.text
    assert "/app/static/guard.js" in french.text
    assert "agent" not in french.text
    policy = french.headers["content-security-policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert french.text.count("<script") == french.text.count(f'<script nonce="{nonce}"')
    assert nonce not in english.text
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
    assert french.headers["cache-control"] == "no-store"
    assert french.headers["x-content-type-options"] == "nosniff"
    assert french.headers["referrer-policy"] == "same-origin"


def test_every_answer_says_not_to_keep_it_unless_its_name_changes_with_it(
    stranger: Any, enter: Enter, coach: Staff
) -> None:
    enter(coach)
    assert stranger.get("/_stcore/health").headers["cache-control"] == "no-store"
    assert stranger.get("/manifest.json").headers["cache-control"] == "no-cache"
    for for_good in (
        "/static/js/index.DormvYxC.js",
        "/app/static/source-sans-3-latin-wght-normal.woff2",
    ):
        assert "immutable" in stranger.get(for_good).headers["cache-control"]
    assert stranger.get("/app/static/door.css").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("encoding", ["br", "gzip", None])
def test_the_front_end_is_sent_as_the_browser_can_read_it(
    stranger: Any, enter: Enter, coach: Staff, encoding: str | None
) -> None:
    enter(coach)
    with stranger.stream(
        "GET", "/static/js/index.DormvYxC.js", headers={"accept-encoding": encoding or "identity"}
    ) as answer:
        sent = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding") == encoding
    assert (len(sent) < 1000) == (encoding is not None)
    if encoding == "gzip":
        assert decompress(sent).startswith(b"let word")


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/mcp",
        "/_stcore/agent/openapi.json",
        "/auth/login",
        "/oauth2callback",
    ],
)
def test_doors_that_nobody_needs_stay_shut(
    stranger: Any, behind: Behind, enter: Enter, coach: Staff, path: str
) -> None:
    enter(coach)
    assert stranger.get(path, headers=PAGE).status_code == 404
    assert stranger.post(path, headers=OURS).status_code == 404
    assert behind.requests == []


def test_an_identity_that_a_browser_sends_is_dropped(
    stranger: Any, behind: Behind, enter: Enter, coach: Staff
) -> None:
    key = enter(coach)
    forged = {"X-Passerelle-Session": "forged", "x-passerelle-anything": "forged"}
    stranger.get("/_stcore/health", headers=forged)
    with stranger.websocket_connect(SOCKET, headers={**OURS, **forged}):
        pass
    assert behind.identities == [None, seal(key)]
    assert unseal(behind.identities[1] or "") == key


def test_an_identity_header_does_not_replace_a_session(
    stranger: Any, coach: Staff, enter: Enter
) -> None:
    key = enter(coach)
    stranger.cookies.clear()
    headers = {"x-passerelle-session": seal(key)}
    assert stranger.get("/_stcore/health", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "https://elsewhere.example",
        "http://127.0.0.1:8502",
        "http://localhost:3000",
        "http://127.0.0.1.elsewhere.example:8501",
    ],
)
def test_what_comes_from_another_site_is_refused(
    stranger: Any, behind: Behind, enter: Enter, coach: Staff, origin: str | None
) -> None:
    enter(coach)
    headers = {"origin": origin} if origin else {}
    for path in ("/sign-in", "/sign-out", "/language", "/account", "/_stcore/upload_file/a/b"):
        assert stranger.post(path, headers=headers).status_code == 403
    with pytest.raises(Exception) as refusal, stranger.websocket_connect(SOCKET, headers=headers):
        pass
    assert getattr(refusal.value, "code", None) == 4401
    assert behind.requests == behind.identities == []


def test_another_name_for_this_machine_is_refused(
    stranger: Any, enter: Enter, coach: Staff
) -> None:
    enter(coach)
    assert stranger.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_bodies_have_a_size(stranger: Any, behind: Behind, enter: Enter, coach: Staff) -> None:
    enter(coach)
    assert stranger.post("/sign-in", headers=OURS, content=b"x" * 70_000).status_code == 413
    stream = (b"x" * 10_000 for _part in range(10))  # of a size that is not announced
    typed = {**OURS, "content-type": "application/x-www-form-urlencoded"}
    assert stranger.post("/account", headers=typed, content=stream).status_code == 413
    big = b"x" * 1_000_000
    assert stranger.put("/_stcore/upload_file/a/b", headers=OURS, content=big).status_code == 200
    assert (
        stranger.put("/_stcore/upload_file/a/b", headers=OURS, content=big * 12).status_code == 413
    )
    assert behind.requests == ["/_stcore/upload_file/a/b"]


# The websocket


def a_message(**fields: Any) -> bytes:
    message = BackMsg(**fields)
    return message.SerializeToString()


def a_rerun() -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = "code=LYO-003"
    message.rerun_script.widget_states.widgets.add(id="x", string_value="a note")
    return message.SerializeToString()


def test_messages_of_an_open_session_pass(
    stranger: Any, behind: Behind, enter: Enter, coach: Staff
) -> None:
    enter(coach)
    with stranger.websocket_connect(SOCKET, headers=OURS) as socket:
        socket.send_bytes(a_rerun())
        assert socket.receive_bytes() == b"heard"
    assert behind.messages == [a_rerun()]


@pytest.mark.parametrize("end", [revoked, idle, expired, closed], ids=lambda end: end.__name__)
def test_a_session_that_ends_closes_the_websocket_at_the_next_message(
    stranger: Any, behind: Behind, enter: Enter, coach: Staff, tracker: Database, end: Any
) -> None:
    enter(coach)
    with stranger.websocket_connect(SOCKET, headers=OURS) as socket:
        end(lambda _who: _key(tracker), coach, tracker, stranger)
        socket.send_bytes(a_rerun())
        assert socket.receive()["code"] == 4401
    assert behind.messages == []


def _key(tracker: Database) -> str:
    row = one(tracker, "SELECT key FROM web_sessions")
    assert row is not None
    return str(row["key"])


def test_signing_out_in_one_tab_closes_the_websockets_of_the_others(
    stranger: Any, behind: Behind, enter: Enter, coach: Staff
) -> None:
    enter(coach)
    with (
        stranger.websocket_connect(SOCKET, headers=OURS) as one_tab,
        stranger.websocket_connect(SOCKET, headers=OURS) as another,
    ):
        stranger.post("/sign-out", headers=OURS)
        for tab in (one_tab, another):
            assert tab.receive()["code"] == 4401


def test_somebody_elses_sign_out_closes_nothing(
    stranger: Any, enter: Enter, coach: Staff, tracker: Database
) -> None:
    enter(coach)
    with stranger.websocket_connect(SOCKET, headers=OURS) as socket:
        enter(an_administrator(tracker))
        stranger.post("/sign-out", headers=OURS)
        socket.send_bytes(a_rerun())
        assert socket.receive_bytes() == b"heard"


@pytest.mark.parametrize(
    ("message", "prolongs"),
    [(a_rerun(), True), (a_message(app_heartbeat=True), False)],
    ids=["activity", "heartbeat"],
)
def test_activity_prolongs_a_session_and_a_heartbeat_does_not(
    stranger: Any, enter: Enter, coach: Staff, tracker: Database, message: bytes, prolongs: bool
) -> None:
    enter(coach)
    with stranger.websocket_connect(SOCKET, headers=OURS) as socket:
        earlier = (clock.now() - timedelta(minutes=10)).timestamp()
        tracker.execute("UPDATE web_sessions SET seen_at = ?", [earlier])
        socket.send_bytes(message)
        assert socket.receive_bytes() == b"heard"
    (seen,) = tracker.execute("SELECT seen_at FROM web_sessions").fetchone()
    assert (seen > earlier) == prolongs


def test_asking_whether_the_session_lasts_does_not_prolong_it(
    stranger: Any, enter: Enter, coach: Staff, tracker: Database
) -> None:
    enter(coach)
    earlier = (clock.now() - timedelta(minutes=10)).timestamp()
    tracker.execute("UPDATE web_sessions SET seen_at = ?", [earlier])
    assert stranger.get("/session/alive").status_code == 204
    assert tracker.execute("SELECT seen_at FROM web_sessions").fetchone() == (earlier,)
    stranger.get("/", headers=PAGE)
    assert tracker.execute("SELECT seen_at FROM web_sessions").fetchone() != (earlier,)


def test_somebody_who_types_a_long_note_is_still_there(
    stranger: Any, enter: Enter, coach: Staff, tracker: Database
) -> None:
    enter(coach)
    earlier = (clock.now() - timedelta(minutes=10)).timestamp()
    tracker.execute("UPDATE web_sessions SET seen_at = ?", [earlier])
    assert stranger.post("/session/here").status_code == 403
    assert tracker.execute("SELECT seen_at FROM web_sessions").fetchone() == (earlier,)
    assert stranger.post("/session/here", headers=OURS).status_code == 204
    assert tracker.execute("SELECT seen_at FROM web_sessions").fetchone() != (earlier,)


@pytest.mark.parametrize(
    "message",
    [
        a_message(clear_cache=True),
        a_message(set_run_on_save=True),
        a_message(load_git_info=True),
        a_message(debug_disconnect_websocket=True),
        a_message(debug_shutdown_runtime=True),
        a_message(clear_cache=True) + a_rerun(),
        a_rerun() + a_message(clear_cache=False),
        b"",
        b"\xff\xff\xff",
    ],
)
def test_messages_that_no_page_of_ours_sends_close_the_websocket(
    stranger: Any, behind: Behind, enter: Enter, coach: Staff, message: bytes
) -> None:
    enter(coach)
    with stranger.websocket_connect(SOCKET, headers=OURS) as socket:
        socket.send_bytes(message)
        assert socket.receive()["code"] == 4401
    assert behind.messages == []


def test_text_on_the_websocket_closes_it(
    stranger: Any, behind: Behind, enter: Enter, coach: Staff
) -> None:
    enter(coach)
    with stranger.websocket_connect(SOCKET, headers=OURS) as socket:
        socket.send_text("anything")
        assert socket.receive()["code"] == 4401
    assert behind.messages == []


# The tracker file


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all" * 100, b"SQLite format 3\x00" + b"\x01" * 4000]
)
def test_a_file_that_is_not_ours_closes_the_house(
    stranger: Any, behind: Behind, tmp_path: Any, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    file = tmp_path / "foreign.db"
    file.write_bytes(content)
    monkeypatch.setenv("PASSERELLE_DB", str(file))
    for path in ("/", "/sign-in", "/participants", "/_stcore/health", "/account"):
        answer = stranger.get(path, headers=PAGE)
        assert answer.status_code == 503, path
        assert 'role="alert"' in answer.text
    with pytest.raises(Exception) as refusal, stranger.websocket_connect(SOCKET, headers=OURS):
        pass
    assert getattr(refusal.value, "code", None) == 4401
    assert file.read_bytes() == content
    assert behind.requests == []


def test_a_missing_file_leads_to_the_set_up(stranger: Any, behind: Behind) -> None:
    page = stranger.get("/", headers=PAGE)
    assert (page.status_code, page.headers["location"]) == (303, "/set-up")
    assert stranger.get("/_stcore/health").status_code == 503
    assert stranger.post("/sign-in", headers=OURS).status_code == 503
    assert behind.requests == []
