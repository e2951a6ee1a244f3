"""Visits to pages without a browser: the page's own script and what it asks of the tracker."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database
from streamlit.testing.v1 import AppTest

from benchmarks.files import ROOT
from benchmarks.places import Place, person
from core import clock, web_sessions
from core.storage.database import connect, transaction
from core.web.seal import seal


@contextmanager
def opened(file: Path) -> Iterator[Database]:
    """A tracker file, put in force for the pages."""
    before = os.environ.get("PASSERELLE_DB")
    os.environ["PASSERELLE_DB"] = str(file)
    db = connect(file)
    try:
        yield db
    finally:
        db.conn.close()
        os.environ.pop("PASSERELLE_DB")
        if before is not None:
            os.environ["PASSERELLE_DB"] = before


class Visit:
    """Somebody in front of a page: signed in, the home page behind them."""

    def __init__(self, db: Database, place: Place, marks: dict[str, str]) -> None:
        self._page = str(ROOT / "pages" / place.file)
        self._app = AppTest.from_file(str(ROOT / "pages/shared/frame.py"), default_timeout=300)
        with transaction(db):
            token = web_sessions.open_for(db, person(db, place.login).id, now=clock.now())
        self._app.user = {"session": seal(web_sessions.key_of(token))}
        self._app.run()
        for name, value in place.found_in(marks).items():
            self._app.query_params[name] = value

    def open(self) -> None:
        """Change to the page, as a click in the menu does. Raises if the page broke or was refused."""
        self._app.switch_page(self._page).run()
        if self._app.exception:
            raise RuntimeError(f"{self._page}: {self._app.exception[0].message}")
        if self._app.error or self._app.warning:
            raise RuntimeError(f"{self._page}: refused")
