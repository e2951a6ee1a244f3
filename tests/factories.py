"""People and things for tests: each function asks only what the test is about."""

from datetime import date
from itertools import count
from typing import Any

from sqlite_utils import Database

from core import cohorts, enrolments, organisations, programmes, staff
from core.cohorts import Cohort, Part
from core.organisations import Organisation, OrganisationKind, Site, SiteKind
from core.participants import Identity
from core.permissions import Role
from core.situations import SituationKind
from core.staff import Staff
from core.storage.rows import insert

TODAY = date(2026, 11, 12)
ENTRY = date(2026, 9, 3)
_numbers = count(1)


def a_member(db: Database, role: Role, **more: Any) -> Staff:
    """Somebody with an account, but no password."""
    number = next(_numbers)
    values = {"login": f"{role}{number}", "name": f"{role.title()} {number}", "role": role, **more}
    return staff.get(db, insert(db, "staff", values))


def an_administrator(db: Database, **more: Any) -> Staff:
    return a_member(db, Role.ADMINISTRATOR, **more)


def a_lead(db: Database, **more: Any) -> Staff:
    return a_member(db, Role.LEAD, **more)


def a_coach(db: Database, *, organisation_id: int | None = None, **more: Any) -> Staff:
    return a_member(db, Role.COACH, organisation_id=organisation_id or an_organisation(db), **more)


def a_mentor(db: Database, **more: Any) -> Staff:
    return a_member(db, Role.MENTOR, **more)


def an_evaluator(db: Database, **more: Any) -> Staff:
    return a_member(db, Role.EVALUATOR, **more)


def an_organisation(db: Database, **more: Any) -> int:
    organisation = Organisation(
        **{"name": f"Association {next(_numbers)}", "kind": OrganisationKind.OPERATOR, **more}
    )
    return organisations.add(db, organisation, by=an_administrator(db))


def a_site(db: Database, **more: Any) -> int:
    site = Site(
        **{"name": f"Centre {next(_numbers)}", "kind": SiteKind.CP, "departement": "69", **more}
    )
    return organisations.add_site(db, site, by=an_administrator(db))


def a_cohort(db: Database, *, coach: Staff | None = None, **more: Any) -> int:
    """A cohort of the delivered programme, run by the coach's organisation."""
    (kept, *_others) = programmes.load_delivered(db)
    organisation_id = (coach and coach.organisation_id) or an_organisation(db)
    number = next(_numbers)
    values: dict[str, Any] = {
        "name": f"Lyon, cohorte {number}",
        "prefix": "".join(chr(ord("A") + int(figure)) for figure in f"{number:03d}"),
        "programme_id": kept.id,
        "arm": kept.programme.arms[0].key,
        "territory": "Rhône",
        "starts_on": ENTRY,
        "organisations": {organisation_id: Part.BUSINESS},
    }
    return cohorts.add(db, Cohort(**{**values, **more}), by=an_administrator(db))


def a_participant(
    db: Database, *, coach: Staff, cohort_id: int | None = None, inside: bool = True, **more: Any
) -> int:
    """Somebody who entered the coach's cohort on ENTRY, inside unless said otherwise."""
    identity = {"first_name": "Nadia", "last_name": "Tahri", "birth_year": 1991, **more}
    return enrolments.add(
        db,
        Identity(**identity),
        cohort_id=cohort_id or a_cohort(db, coach=coach),
        entered_on=ENTRY,
        situation=SituationKind.INSIDE if inside else SituationKind.FREE,
        coach_id=coach.id,
        by=coach,
        today=TODAY,
    )
