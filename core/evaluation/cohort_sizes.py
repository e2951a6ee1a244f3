"""How many people entered each cohort, for those who see no name: of the month, masked as on their dashboard."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlite_utils import Database

from core.cohorts import Cohort
from core.evaluation import publication, thresholds
from core.evaluation.masks import Masks
from core.permissions import Action
from core.staff import Staff


def counted(
    db: Database, known: Iterable[Cohort], *, by: Staff, today: date
) -> tuple[list[Cohort], date | None]:
    """Cohorts with the people that `by` may be told of, and the day they were counted (None: now)."""
    if by.may(Action.LIST_PARTICIPANTS):
        return list(known), None
    fixed = publication.of_month(db, today)
    shown = fixed.crowd.parts(
        lambda tally: {"n": tally.n("people")}, thresholds.of(db).inside, Masks(db, fixed.mark)
    )
    nobody = {"n": 0}
    sizes = {
        group: shown.get(group, nobody)["n"]
        for group in fixed.crowd.tallies
        if group.startswith("cohort:")
    }
    return [replace(one, people=sizes.get(f"cohort:{one.id}")) for one in known], fixed.fixed_on
