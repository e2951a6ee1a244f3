"""What every test may ask for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database
from streamlit.testing.v1 import AppTest

from core import clock, web_sessions
from core import tracker as tracker_file
from core.language import Language, speaking
from core.staff import Staff
from core.storage.database import connect, transaction
from core.web.seal import seal

ROOT = Path(__file__).parent.parent


@pytest.fixture
def db() -> Iterator[Database]:
    """An empty tracker in memory."""
    db = connect(":memory:")
    tracker_file.migrate(db)
    yield db
    db.conn.close()


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    """Sentences come in French unless a test says otherwise."""
    with speaking(Language.FRENCH):
        yield


@pytest.fixture
def tracker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A tracker file of its own, the one that pages open."""
    path = tracker_file.create(tmp_path / "tracker.db")
    monkeypatch.setenv("PASSERELLE_DB", str(path))
    db = connect(path)
    yield db
    db.conn.close()


def _signed_in(app: AppTest, tracker: Database, member: Staff | None) -> AppTest:
    if member is not None:
        with transaction(tracker):
            token = web_sessions.open_for(tracker, member.id, now=clock.now())
        app.user = {"session": seal(web_sessions.key_of(token))}
    return app


@pytest.fixture
def cold(tracker: Database) -> Callable[..., AppTest]:
    """Run a page's file by itself, as a direct link might: only its own lock protects it."""

    def cold(page: str, as_: Staff | None = None) -> AppTest:
        app = AppTest.from_file(str(ROOT / "pages" / page), default_timeout=20)
        return _signed_in(app, tracker, as_).run()

    return cold


@pytest.fixture
def visit(tracker: Database) -> Callable[..., AppTest]:
    """Open a page of somebody's menu: `visit("plan.py", as_=coach, code="LYO-001")`."""

    def visit(page: str, as_: Staff | None = None, **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "pages" / "shared" / "frame.py"), default_timeout=20)
        _signed_in(app, tracker, as_).run()
        for name, value in query.items():
            app.query_params[name] = value
        return app.switch_page(str(ROOT / "pages" / page)).run()

    return visit
