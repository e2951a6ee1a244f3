"""The roll call of twelve people by keyboard alone, counted in strokes."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core import attendance, clock, enrolments, sessions, staff
from core import tracker as tracker_file
from core.attendance import Mark, Presence
from core.participants import Identity
from core.storage.database import connect
from tests.browser.visitor import Door
from tests.factories import a_coach, a_cohort

pytestmark = pytest.mark.browser

MOST_STROKES = 30
NAMES = (
    "Aubry", "Bel", "Cros", "Dior", "Esteve", "Faure", "Gil", "Hamel", "Issa", "Joly", "Kaci", "Lenoir",
)  # fmt: skip


@pytest.fixture(scope="module")
def tracker_to_serve(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve people in one cohort, followed by one coach."""
    path = tracker_file.create(tmp_path_factory.mktemp("roll") / "tracker.db")
    db = connect(path)
    coach = a_coach(db)
    cohort = a_cohort(db, coach=coach, name="Douze")
    since = clock.today() - timedelta(days=60)
    for name in NAMES:
        enrolments.add(
            db, Identity(first_name="Camille", last_name=name), cohort_id=cohort, entered_on=since,
            coach_id=coach.id, by=coach, today=clock.today(),
        )  # fmt: skip
    db.conn.close()
    return path


def test_twelve_people_with_three_exceptions_are_called_in_thirty_strokes(
    door: Door, tracker_to_serve: Path
) -> None:
    db = connect(tracker_to_serve)
    (cohort,) = db.query("SELECT id FROM cohorts")
    (login,) = db.query("SELECT id FROM staff WHERE role = 'coach'")
    coach = staff.get(db, login["id"])
    visitor = door.signed_in_as(coach)
    visitor.opens(f"/session?cohort={cohort['id']}")
    visitor.reads("12 présences")
    strokes = 0

    def press(key: str) -> None:
        nonlocal strokes
        visitor.page.keyboard.press(key)
        strokes += 1

    def down_to(wanted: str) -> None:
        while wanted not in visitor.focus():
            press("Tab")
            assert strokes < 2 * MOST_STROKES, visitor.focus()

    visitor.page.get_by_role("radio", name="Tenue", exact=True).focus()
    for name, letter, cause in (("Cros", "a", "Bl"), ("Gil", "r", ""), ("Kaci", "a", "Fo")):
        down_to(f"Camille {name}")
        press(letter)
        visitor.settles()
        if cause:
            expect(
                visitor.page.get_by_label(f"Camille {name}").get_by_role("radio", checked=True)
            ).to_be_focused()
            press("Tab")
            visitor.page.wait_for_function("document.activeElement.role === 'combobox'")
            for sign in cause:
                press(sign)
            expect(visitor.page.get_by_role("option").first).to_be_visible()
            press("Enter")
            visitor.settles()
    visitor.reads("9 présences")
    down_to("Enregistrer la séance")
    press("Enter")
    visitor.is_told("Séance")
    assert strokes <= MOST_STROKES, strokes

    [kept] = sessions.page(db, by=coach).rows
    called = {
        row["last_name"]: mark
        for row in db.query("SELECT id, last_name FROM participants")
        for person, mark in attendance.of_session(db, kept.id).items()
        if person == row["id"]
    }
    assert {name: mark for name, mark in called.items() if mark != Mark()} == {
        "Cros": Mark(mark=Presence.ABSENT, cause="lockdown"),
        "Gil": Mark(mark=Presence.LATE),
        "Kaci": Mark(mark=Presence.ABSENT, cause="search"),
    }
    assert len(called) == 12
    db.conn.close()
