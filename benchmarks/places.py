"""The pages that are measured, who opens them, and on what: some under one coach, some over everybody."""

from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from core import staff
from core.staff import Staff

COACH, LEAD, EVALUATOR = "coach", "responsable", "evaluation"
MENTOR, ADMINISTRATOR = "mentor", "admin"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A page, the login of its visitor, and its address; a value in braces is looked up in the file."""

    name: str
    file: str
    login: str = COACH
    query: dict[str, str] = field(default_factory=dict)

    def found_in(self, marks: dict[str, str]) -> dict[str, str]:
        return {name: value.format(**marks) for name, value in self.query.items()}


PLACES = (
    Place(name="À traiter", file="to_do.py"),
    Place(name="À traiter, responsable", file="to_do.py", login=LEAD),
    Place(name="Participants", file="participants.py"),
    Place(name="Participants, responsable", file="participants.py", login=LEAD),
    Place(name="Fiche", file="participant.py", query={"code": "{code}"}),
    Place(name="Séances", file="sessions.py"),
    Place(name="Séances, responsable", file="sessions.py", login=LEAD),
    Place(name="Appel d'une séance", file="session.py", query={"id": "{session}"}),
    Place(name="Appel d'une nouvelle séance", file="session.py", query={"cohort": "{cohort}"}),
    Place(name="Plan d'affaires", file="plan.py", query={"code": "{code}"}),
    Place(name="Mentors", file="mentors.py"),
    Place(name="Mentors, responsable", file="mentors.py", login=LEAD),
    Place(name="Filleuls", file="mentees.py", login=MENTOR),
    Place(name="Tableau de bord", file="dashboard.py"),
    Place(name="Tableau de bord, évaluation", file="dashboard.py", login=EVALUATOR),
    Place(name="Tableau de bord comparé", file="dashboard.py", login=EVALUATOR, query={"compare": "arm"}),
    Place(name="Tableau de bord, responsable", file="dashboard.py", login=LEAD),
    Place(name="Tableau de bord par territoire", file="dashboard.py", login=LEAD, query={"compare": "territory"}),
    Place(name="Tableau de bord par situation", file="dashboard.py", login=EVALUATOR, query={"compare": "situation"}),
    Place(name="Cohortes", file="cohorts.py", login=LEAD),
    Place(name="Import d'une liste", file="import_roster.py", login=ADMINISTRATOR),
    Place(name="Structures et lieux", file="organisations.py", login=ADMINISTRATOR),
    Place(name="Équipe et accès", file="team.py", login=ADMINISTRATOR),
    Place(name="Programme", file="programme.py", login=LEAD),
)  # fmt: skip


def person(db: Database, login: str) -> Staff:
    """One of the ready accounts of a demonstration file."""
    return staff.find(db, login)


def marks(db: Database) -> dict[str, str]:
    """Somebody followed by the coach, their cohort, and a session of it: `code`, `cohort`, `session`."""
    coach = person(db, COACH).id
    followed: dict[str, Any] = next(
        db.query(
            """
            SELECT code, participants.id, cohort_id FROM enrolments
            JOIN participants ON participants.id = participant_id
            WHERE coach_id = ? AND ended_on IS NULL ORDER BY code LIMIT 1
            """,
            [coach],
        )
    )
    held: dict[str, Any] = next(
        db.query(
            """
            SELECT id FROM sessions WHERE cohort_id = ? AND state = 'held' AND id IN (
                SELECT session_id FROM attendance GROUP BY session_id HAVING count(*) > 4)
            ORDER BY held_on DESC LIMIT 1
            """,
            [followed["cohort_id"]],
        )
    )
    return {
        "code": followed["code"],
        "cohort": str(followed["cohort_id"]),
        "session": str(held["id"]),
        "person_id": str(followed["id"]),
    }
