"""The demonstration tracker: a year of three cohorts, told through the same verbs as the screens."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from pathlib import Path

from sqlite_utils import Database

from core import campaigns, cohorts, programmes, tracker
from core.clock import PROGRAMME_ZONE, now
from core.cohorts import Cohort, Part
from core.demo import (
    afterwards,
    asking,
    difficulties,
    forecasting,
    journeys,
    juries,
    keeping,
    meetings,
    mentoring,
    passages,
    pool,
    reporting,
    writing,
)
from core.demo import house as houses
from core.demo.drafts import drafted
from core.demo.house import House
from core.demo.scene import Deed, Scene
from core.demo.tales import COHORTS, Tale, read
from core.evaluation.disclosure import INSIDE_K
from core.language import DEFAULT, speaking
from core.storage.database import tracker_path
from core.storage.past import Past, living_in

DEMONSTRATION = "demonstration.db"
WRITTEN_DOWN = time(17, 30)  # when a coach types the day in

Watched = Callable[[Iterable[Deed], int], Iterable[Deed]]


def demonstration_path() -> Path:
    """Where the demonstration is kept: beside the tracker file."""
    return tracker_path().with_name(DEMONSTRATION)


def make(path: Path, *, today: date, watch: Watched | None = None) -> Path:
    """Make the demonstration file, whole or not at all, and return where it is.

    `watch` is given the deeds to do and their number, and hands them on: a progress bar. Raises
    `UnusableTracker` if there is already a file.
    """
    tale = read("house")
    with drafted(path) as draft:
        houses.found(draft, tale)
        with tracker.open_tracker(draft) as db, speaking(DEFAULT):
            _tell(db, tale, today, watch or (lambda deeds, _number: deeds))
    return path


def _tell(db: Database, tale: Tale, today: date, watch: Watched) -> None:
    """Do everything that the stories say, in the order of the days."""
    plans, forecasts, asked = read("plans"), read("forecasts"), read("questionnaires")
    with living_in(db) as past:
        past.set(_moment(today - timedelta(days=365), 0))
        house = houses.open_house(db, tale, now=now())
        met, places, kept = read("barriers"), read("places"), read("kept")
        partners = difficulties.add_partners(db, met, by=house.staff["lead"])
        house.organisations.update(partners)
        programme_id = programmes.load_delivered(db, by=house.staff["admin"])[0].id
        scenes = [_open(db, read(name), house, programme_id, today, past) for name in COHORTS]
        told = (_deeds(scene, plans, forecasts, met, asked, places, kept) for scene in scenes)
        deeds = sorted(
            chain(
                *told,
                reporting.deeds(db, house.staff["lead"], today),
                pool.deeds(db, house, read("mentors"), today),
            ),
            key=lambda deed: (deed.on, deed.rank),
        )
        seconds = 0
        last = today
        for deed in watch(deeds, len(deeds)):
            seconds = seconds + 40 if deed.on == last else 0
            past.set(_moment(deed.on, seconds))
            deed.act()
            last = deed.on
        campaigns.start(db, "Année 1", k=INSIDE_K, by=house.staff["lead"], today=today)


def _open(
    db: Database, tale: Tale, house: House, programme_id: int, today: date, past: Past
) -> Scene:
    cohort = Cohort(
        name=tale["name"],
        prefix=tale["prefix"],
        programme_id=programme_id,
        arm=tale["arm"],
        territory=tale["territory"],
        starts_on=today + timedelta(days=tale["starts"]),
        ends_on=today + timedelta(days=tale["ends"]),
        organisations={
            house.organisations[key]: Part(part) for key, part in tale["organisations"].items()
        },
    )
    past.set(_moment(cohort.starts_on - timedelta(days=7), 0))
    cohort_id = cohorts.add(db, cohort, by=house.staff["lead"])
    return Scene(db=db, tale=tale, house=house, cohort_id=cohort_id, today=today)


def _deeds(
    scene: Scene, plans: Tale, forecasts: Tale, met: Tale, asked: Tale, places: Tale, kept: Tale
) -> Iterator[Deed]:
    yield from meetings.workshops(scene)
    yield from afterwards.log(scene)
    for person in scene.tale["people"]:
        yield from journeys.deeds(scene, person)
        yield from meetings.one_to_one(scene, person)
        yield from mentoring.deeds(scene, person)
        yield from difficulties.deeds(scene, person, met)
        yield from passages.deeds(scene, person, places)
        if "plan" in person:
            yield from writing.deeds(scene, person, plans)
            yield from forecasting.deeds(scene, person, forecasts)
        yield from juries.deeds(scene, person)
        yield from afterwards.deeds(scene, person)
        yield from asking.deeds(scene, person, asked)
        yield from keeping.deeds(scene, person, kept)


def _moment(on: date, seconds: int) -> datetime:
    """When a deed was typed in, in UTC; never later than now."""
    at = datetime.combine(on, WRITTEN_DOWN, PROGRAMME_ZONE) + timedelta(seconds=seconds)
    return min(at.astimezone(UTC), now())
