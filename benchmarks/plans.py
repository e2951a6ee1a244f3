"""How long a forecast takes to compute again, a plan with its charts to write, a cohort's plans to leave."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlite_utils import Database

from benchmarks.server_time import milliseconds
from benchmarks.word_plan import TEXT, long_plan
from core import exports, forecasts, plans, tracker
from core.export_forecast import forecast_exhibits
from core.forecast import build
from core.language import Language, speaking
from core.reports.plan import plan_document
from core.staff import Staff
from tests.core.reports_samples.forecast import a_bicycle_workshop
from tests.factories import TODAY, a_coach, a_cohort, a_participant, an_organisation

ROUNDS = 30
PLANS = 200
MADE_ON = date(2026, 11, 12)


def measure(number: int = PLANS) -> list[dict[str, Any]]:
    """Each figure beside its aim, in milliseconds; `number` plans are in the archive."""
    with speaking(Language.FRENCH):
        return [
            {"what": "forecast and checks after one change", "ms": again(), "aim": 20},
            {"what": "Word plan with its forecast, three charts", "ms": written(), "aim": 60},
            {"what": f"{number} plans in one archive", "ms": archived(number), "aim": 12_000},
        ]


def again(rounds: int = ROUNDS) -> float:
    """A forecast and its checks, another amount changed each time: nothing kept can answer."""
    inputs, euros = a_bicycle_workshop(), count(4_000)
    return milliseconds(
        lambda: build(replace(inputs, own_money=Decimal(next(euros)))).checks, rounds
    )


def written(rounds: int = ROUNDS) -> float:
    """From what was typed to the bytes of a long plan: computed, laid out, three charts drawn."""
    inputs, plan = a_bicycle_workshop(), long_plan()
    *others, last = plan.chapters

    def write() -> bytes:
        exhibits = forecast_exhibits(build(inputs), plan.language, made_on=MADE_ON)
        return plan_document(replace(plan, chapters=(*others, replace(last, exhibits=exhibits))))

    return milliseconds(write, rounds)


def archived(number: int = PLANS) -> float:
    """The whole archive of a cohort, once: read, computed, written, traced."""
    with tempfile.TemporaryDirectory() as folder:
        path = tracker.create(Path(folder) / "plans.db")
        with tracker.open_tracker(path) as db:
            coach = a_coach(db, organisation_id=an_organisation(db))
            cohort = _filled(db, coach, number)
            start = perf_counter()
            exports.plans_as_archive(db, cohort, by=coach, today=TODAY, language=Language.FRENCH)
            return (perf_counter() - start) * 1000


def _filled(db: Database, coach: Staff, number: int) -> int:
    """A cohort where everybody has written every chapter and a forecast."""
    cohort = a_cohort(db, coach=coach)
    for _ in range(number):
        person = a_participant(db, coach=coach, cohort_id=cohort, project="Réparation de vélos")
        for key in _chapters(db, person, coach):
            plans.write(db, person, key, TEXT, version=0, by=coach)
        forecasts.write(db, person, a_bicycle_workshop(), version=0, by=coach)
    return cohort


def _chapters(db: Database, person: int, coach: Staff) -> Iterator[str]:
    return (text.key for text in plans.read(db, person, by=coach).chapters)
