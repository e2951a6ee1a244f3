"""The gate as tests meet it: real sessions in a real file, and a plain application behind."""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from core import clock, web_sessions
from core.permissions import Role
from core.staff import Staff
from core.storage.database import transaction
from core.web.gate import Gate
from core.web.hosts import served_names
from core.web.routes import routes
from tests.factories import a_member

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # says which client it would rather be built on
    from starlette.testclient import TestClient

SITE = "http://127.0.0.1:8501"
SOCKET = "ws://127.0.0.1:8501/_stcore/stream"
OURS = {"origin": SITE}
PAGE = {"accept": "text/html"}

INDEX = """<!-- licence --><!DOCTYPE html><html lang="en"><head>
<link rel="shortcut icon" href="./favicon.png" /><link rel="preload" href="./font.woff2">
<title>Streamlit</title><link rel="service-desc" href="./_stcore/agent/openapi.json" />
<script>window.prerenderReady = false</script>
<script type="module" src="./static/js/index.DormvYxC.js"></script></head><body></body></html>"""


@dataclass
class Behind:
    """What got past the gate."""

    requests: list[str] = field(default_factory=list)
    identities: list[str | None] = field(default_factory=list)
    messages: list[bytes] = field(default_factory=list)

    async def page(self, request: Request) -> Response:
        await request.body()
        self.requests.append(request.url.path)
        self.identities.append(request.headers.get("x-passerelle-session"))
        return PlainTextResponse("behind the gate")

    async def stream(self, socket: WebSocket) -> None:
        self.identities.append(socket.headers.get("x-passerelle-session"))
        await socket.accept()
        try:
            while True:
                self.messages.append(await socket.receive_bytes())
                await socket.send_bytes(b"heard")
        except WebSocketDisconnect:
            pass


@pytest.fixture
def behind() -> Behind:
    return Behind()


@pytest.fixture(scope="session")
def front_end(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A front end of three files."""
    folder = tmp_path_factory.mktemp("front_end")
    (folder / "static" / "js").mkdir(parents=True)
    (folder / "index.html").write_text(INDEX)
    (folder / "manifest.json").write_text("{}")
    (folder / "static" / "js" / "index.DormvYxC.js").write_text("let word = 'word';" * 500)
    return folder


@pytest.fixture
def stranger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, behind: Behind, front_end: Path
) -> Iterator[Any]:
    """A browser without a session, in front of the gate."""
    monkeypatch.setenv("PASSERELLE_DB", str(tmp_path / "tracker.db"))
    app = Starlette(
        routes=[
            *routes(),
            WebSocketRoute("/_stcore/stream", behind.stream),
            Route("/{path:path}", behind.page, methods=["GET", "POST", "PUT", "DELETE"]),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=served_names()),
            Middleware(Gate, front_end=front_end),
        ],
    )
    with TestClient(app, base_url=SITE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def coach(tracker: Database) -> Staff:
    return a_member(tracker, Role.COACH, name="Paul Gil", login="paul")


@pytest.fixture
def enter(tracker: Database, stranger: Any) -> Callable[[Staff], str]:
    """Give the browser a session of somebody; return its key."""

    def enter(who: Staff) -> str:
        with transaction(tracker):
            token = web_sessions.open_for(tracker, who.id, now=clock.now())
        stranger.cookies.set("passerelle_session", token, domain="127.0.0.1")
        return web_sessions.key_of(token)

    return enter
