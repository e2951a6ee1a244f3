"""What a browser is sent for an evaluator, frame by frame, and the files they take away: nobody is in it."""

import re
from pathlib import Path

import pytest

from core import staff
from core.permissions import Role
from core.staff import Staff
from core.storage.database import connect
from tests.browser.visitor import Door
from tests.seen import unpacked

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("evaluator")]
PATHS = (
    "/dashboard", "/dashboard?split=arm", "/dashboard?cohort=1", "/cohorts", "/cohorts?cohort=1",
    "/questionnaires", "/reports", "/reports?snapshot=1", "/data?table=people", "/data?table=sessions",
    "/programme",
)  # fmt: skip


@pytest.fixture(scope="module")
def tracker_to_serve(demonstration: Path) -> Path:
    return demonstration


@pytest.fixture(scope="module")
def evaluator(demonstration: Path) -> Staff:
    db = connect(demonstration)
    (login,) = db.execute("SELECT login FROM staff WHERE role = 'evaluator'").fetchone()
    found = staff.find(db, login)
    db.conn.close()
    assert found.role is Role.EVALUATOR
    return found


@pytest.fixture(scope="module")
def secrets(demonstration: Path) -> set[str]:
    """Names, codes, places, telephones and texts of the demonstration, whole."""
    db = connect(demonstration)
    columns = (
        ("participants", "last_name"), ("participants", "first_name || ' ' || last_name"),
        ("participants", "code"), ("participants", "phone"), ("participants", "project"),
        ("sites", "name"), ("sessions", "title"), ("notes", "body"), ("feedback", "strengths"),
        ("learnings", "body"), ("enrolments", "exit_reason"),
    )  # fmt: skip
    found = {
        str(value).strip()
        for table, column in columns
        for (value,) in db.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall()
        if value
    }
    words = {text for (text,) in db.execute("SELECT DISTINCT territory FROM cohorts").fetchall()}
    db.conn.close()
    return {one for one in found if len(one) > 4 and one not in words}


def told(secrets: set[str], sent: str) -> list[str]:
    """The secrets that stand in what was sent, as whole words."""
    return [one for one in secrets if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", sent)]


def test_no_frame_of_any_page_names_anybody(
    door: Door, evaluator: Staff, secrets: set[str]
) -> None:
    visitor = door.signed_in_as(evaluator)
    for path in PATHS:
        visitor.opens(path)
        sent = visitor.everything_received()
        assert sent, path
        assert told(secrets, sent) == [], path


def test_the_same_walk_of_a_lead_finds_names(
    door: Door, demonstration: Path, secrets: set[str]
) -> None:
    db = connect(demonstration)
    (login,) = db.execute("SELECT login FROM staff WHERE role = 'lead'").fetchone()
    lead = staff.find(db, login)
    db.conn.close()
    visitor = door.signed_in_as(lead)
    visitor.opens("/participants")
    assert told(secrets, visitor.everything_received())


def test_a_file_taken_away_names_nobody(door: Door, evaluator: Staff, secrets: set[str]) -> None:
    visitor = door.signed_in_as(evaluator)
    visitor.opens("/data")
    visitor.reads("Chiffres arrêtés au")
    for button in ("Classeur Excel", "Fichier CSV"):
        file = visitor.takes_away(button)
        assert told(secrets, unpacked(file.read_bytes())) == []
