"""Where each screen stands in the demonstration, and whom it shows."""

from sqlite_utils import Database

from core import staff
from core.permissions import Role
from core.staff import Staff
from pages.shared.menu import Entry

# What a page that is reached from a list shows: one thing of the demonstration.
SHOWN = {
    "feedback.py": "?pair={pair}",
    "forecast.py": "?code={code}",
    "participant.py": "?code={code}",
    "plan.py": "?code={code}",
    "plan_annexes.py": "?code={code}",
    "plan_versions.py": "?code={code}",
    "questionnaire.py": "?code={code}",
    "session.py": "?id={session}",
    "shared_plan.py": "?pair={pair}",
}


def the_first(db: Database, role: Role) -> Staff:
    """The account of this role that was opened first: the one that the sign-in page offers."""
    ((one,),) = db.execute("SELECT min(id) FROM staff WHERE role = ?", [role]).fetchall()
    return staff.get(db, one)


def things(db: Database) -> dict[str, object]:
    """One person followed by the first coach, one pair of the first mentor, one workshop."""
    coach, mentor = the_first(db, Role.COACH), the_first(db, Role.MENTOR)
    ((code,),) = db.execute(
        "SELECT min(code) FROM participants JOIN enrolments ON participant_id = participants.id"
        " WHERE coach_id = ?",
        [coach.id],
    ).fetchall()
    ((pair,),) = db.execute(
        "SELECT min(id) FROM mentor_pairs WHERE mentor_id = ? AND ends_on IS NULL", [mentor.id]
    ).fetchall()
    ((session,),) = db.execute(
        "SELECT max(id) FROM sessions WHERE held_by = ? AND kind = 'workshop' AND state = 'held'",
        [coach.id],
    ).fetchall()
    return {"code": code, "pair": pair, "session": session}


def address(entry: Entry, known: dict[str, object]) -> str:
    """Where a page of the menu stands, with the thing that it shows."""
    return f"/{entry.path}" + SHOWN.get(entry.file, "").format(**known)
