"""Cohorts with a history to count, written straight into the tables."""

from datetime import date, timedelta

from sqlite_utils import Database

from core import rollups
from core.permissions import Role
from core.programme import to_json
from core.programme_file import available_programmes, read_programme
from core.staff import Staff
from core.storage.rows import insert

TODAY = date(2026, 11, 20)
START = date(2025, 11, 3)
CANARIES = ("Zébulonne", "Quarxidis")  # no word, code or place of the interface holds these


def the_programme():
    return read_programme(available_programmes()["entreprendre-sa-liberte"])


def a_house(db: Database) -> dict[str, int]:
    """Two associations, a site, somebody who writes, and the programme. Returns their ids."""
    kept = {
        "business": insert(db, "organisations", {"name": "Le Pont", "kind": "operator"}),
        "justice": insert(db, "organisations", {"name": "La Rive", "kind": "operator"}),
        "site": insert(
            db, "sites", {"name": "Centre de la Plaine", "kind": "CP", "departement": "69"}
        ),
        "programme": insert(
            db, "programmes",
            {"key": "entreprendre-sa-liberte", "version": 1, "definition": to_json(the_programme())},
        ),
    }  # fmt: skip
    kept["coach"] = insert(
        db, "staff",
        {"login": "c", "name": "Claire Morel", "role": "coach", "organisation_id": kept["business"]},
    )  # fmt: skip
    kept["mentor"] = insert(db, "staff", {"login": "m", "name": "Marc Petit", "role": "mentor"})
    return kept


def a_cohort(
    db: Database,
    house: dict[str, int],
    name: str,
    *,
    people: int,
    arm: str = "group_then_individual",
    organisation: str = "business",
) -> int:
    """A cohort whose nth person is as far as n says; refreshed."""
    cohort = insert(
        db, "cohorts",
        {"name": name, "prefix": name[:3].upper(), "programme_id": house["programme"], "arm": arm,
         "territory": "Rhône", "starts_on": START.isoformat()},
    )  # fmt: skip
    insert(
        db, "cohort_organisations",
        {"cohort_id": cohort, "organisation_id": house[organisation], "part": "business"},
    )  # fmt: skip
    programme = the_programme()
    who = {"recorded_by": house["coach"]}
    supports = []
    for n in range(people):
        first, last = CANARIES
        person = insert(
            db, "participants",
            {"code": f"{name[:3].upper()}-{n:03d}", "first_name": first, "last_name": last,
             "search": f"{first} {last}", "departement": ("69", "38")[n % 2]},
        )  # fmt: skip
        gone = {"ended_on": _day(200 + n), "exit_kind": ENDINGS[n % 8]} if n % 3 == 2 else {}
        support = insert(
            db, "enrolments",
            {"participant_id": person, "cohort_id": cohort, "entered_on": START.isoformat()}
            | gone | who,
        )  # fmt: skip
        supports.append((person, support))
        for place, stage in enumerate(programme.stages[: 11 * (n + 1) // people]):
            insert(
                db, "stage_moves",
                {"enrolment_id": support, "stage": stage.key, "moved_on": _day(14 * place)} | who,
            )  # fmt: skip
        for place, milestone in enumerate(programme.milestones[: n % 12]):
            for state in ("submitted", "validated")[: 2 if place < n % 12 - 2 else 1]:
                insert(
                    db, "milestone_entries",
                    {"enrolment_id": support, "milestone": milestone.key, "state": state,
                     "moved_on": _day(60 + 14 * place)} | who,
                )  # fmt: skip
    _hold_sessions(db, house, cohort, supports)
    _hear_mentors(db, house, supports)
    rollups.refresh(db, cohort)
    return cohort


ENDINGS = (
    "company", "permanent_contract", "transfer", "short_contract", "qualifying_training",
    "early_release", "own_request", "long_illness",
)  # fmt: skip
CAUSES = ("lockdown", "refusal", None, "transfer", "speaker", "health")


def _hold_sessions(db, house, cohort, supports):
    who = {"recorded_by": house["coach"], "held_by": house["coach"], "site_id": house["site"]}
    for n, kind in enumerate(("workshop", "interview", "mentor_meeting", "workshop") * 4):
        state = "not_held" if n == 5 else "held"
        session = insert(
            db, "sessions",
            {"cohort_id": cohort, "kind": kind, "held_on": _day(14 * n), "minutes": 90,
             "state": state, "cause": "lockdown" if state == "not_held" else None} | who,
        )  # fmt: skip
        for place, (person, _) in enumerate(supports):
            absent = (n + place) % 5 == 0
            cause = CAUSES[(n + place) // 5 % len(CAUSES)] if absent else None
            insert(
                db, "attendance",
                {"session_id": session, "participant_id": person,
                 "mark": "absent" if absent else "present", "cause": cause},
            )  # fmt: skip
    insert(
        db, "sessions",
        {"cohort_id": cohort, "kind": "awareness", "held_on": _day(3), "minutes": 90,
         "state": "held", "headcount": 24} | who,
    )  # fmt: skip


def _hear_mentors(db, house, supports):
    who = {"recorded_by": house["mentor"]}
    for place, (person, _) in enumerate(supports[::2]):
        pair = insert(
            db, "mentor_pairs",
            {"participant_id": person, "mentor_id": house["mentor"], "starts_on": _day(90)} | who,
        )  # fmt: skip
        for month in range(2):
            met = insert(
                db, "feedback", {"pair_id": pair, "met_on": _day(100 + 30 * month), "held": 1} | who
            )
            for n, criterion in enumerate(the_programme().criteria):
                insert(
                    db, "feedback_marks",
                    {"feedback_id": met, "criterion": criterion.key, "example": "Vu ensemble.",
                     "mark": 1 + (place + n + month) % 4},
                )  # fmt: skip


def _day(days: int) -> str:
    return (START + timedelta(days=days)).isoformat()


def somebody(role: Role, *, organisation_id: int | None = None) -> Staff:
    return Staff(id=1, login="x", name="X", role=role, organisation_id=organisation_id)
