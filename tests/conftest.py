"""What every test may ask for."""

from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from core import tracker
from core.language import Language, speaking
from core.storage.database import connect


@pytest.fixture
def db() -> Iterator[Database]:
    """An empty tracker in memory."""
    db = connect(":memory:")
    tracker.migrate(db)
    yield db
    db.conn.close()


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    """Sentences come in French unless a test says otherwise."""
    with speaking(Language.FRENCH):
        yield
