"""The sessions of a story: everybody together, or one to one with its note."""

from collections.abc import Iterator
from datetime import date, time
from functools import partial

from core import sessions
from core.attendance import Mark, Presence
from core.demo.journeys import TOLD_BEFORE
from core.demo.scene import SESSION, Deed, Scene
from core.demo.tales import Tale, weekday
from core.notes import Draft, Level
from core.programmes import programme_of
from core.sessions import Session, State

# Somebody who has a reason is excused, but for these.
WITHOUT_EXCUSE = {"refusal", "no_news"}


def workshops(scene: Scene) -> Iterator[Deed]:
    """The cohort's collective sessions, held, not held or planned."""
    for workshop in scene.tale["workshops"]:
        on = _day_of(scene, workshop)
        known = on
        if workshop.get("planned"):
            known = min(scene.day(workshop["day"] - TOLD_BEFORE), scene.day(-1))
        yield Deed(known, SESSION, partial(_workshop, scene, workshop, on, known))


def one_to_one(scene: Scene, person: Tale) -> Iterator[Deed]:
    """Somebody's interviews with their notes, those they missed, and immersions."""
    notes = {since: Draft(body=body, level=Level(level)) for since, level, body in person["notes"]}
    for since in person["interviews"]:
        yield Deed(scene.day(since), SESSION, partial(_interview, scene, person, since, notes.get(since)))  # fmt: skip
    for since, cause in person.get("missed", ()):
        yield Deed(scene.day(since), SESSION, partial(_missed, scene, person, since, cause))
    for immersion in person.get("immersions", ()):
        yield Deed(scene.day(immersion["day"]), SESSION, partial(_immersion, scene, person, immersion))  # fmt: skip
    if forgotten := notes.keys() - set(person["interviews"]):
        raise ValueError(f"{person['first_name']}: no interview on the day of a note: {forgotten}")


def called(scene: Scene, site: str, on: date) -> list[str]:
    """The first names of those who can come: held in the place, or free to go to it."""
    held_in = site if site in scene.house.prisons else ""
    return [
        person["first_name"]
        for person in scene.tale["people"]
        if scene.is_followed(person, on) and scene.prison_of(person, on) == held_in
    ]


def _workshop(scene: Scene, workshop: Tale, on: date, known: date) -> None:
    kind = workshop.get("kind", "workshop")
    programme = programme_of(scene.db, scene.cohort_id)
    cause, planned = workshop.get("cause", ""), workshop.get("planned", False)
    holder = scene.house.staff[workshop["by"]]
    session = Session(
        cohort_id=scene.cohort_id,
        kind=kind,
        held_on=on,
        minutes=workshop.get("minutes", programme.kind(kind).minutes),
        held_by=holder.id,
        title=workshop["title"],
        starts_at=time.fromisoformat(workshop["at"]),
        site_id=scene.house.sites[workshop["site"]],
        speakers=workshop.get("speakers", ""),
        state=State.PLANNED if planned else State.NOT_HELD if cause else State.HELD,
        cause=cause,
        headcount=workshop.get("headcount"),
    )
    marks: dict[str, Mark] = {}
    if session.state is State.HELD and session.headcount is None:
        marks = _marks(workshop)
    here = set(called(scene, workshop["site"], on))
    if unexpected := marks.keys() - here:
        raise ValueError(f"{workshop['title']} ({on}): not there at all: {unexpected}")
    sessions.record(
        scene.db,
        session,
        {scene.ids[name]: mark for name, mark in marks.items()},
        not_concerned=[number for name, number in scene.ids.items() if name not in here],
        by=holder,
        today=known,
    )


def _marks(workshop: Tale) -> dict[str, Mark]:
    """Those who were late or away."""
    late = {name: Mark(mark=Presence.LATE) for name in workshop.get("late", ())}
    return late | {name: _away(cause) for name, cause in workshop.get("away", {}).items()}


def _away(cause: str) -> Mark:
    return Mark(mark=Presence.ABSENT if cause in WITHOUT_EXCUSE else Presence.EXCUSED, cause=cause)


def _interview(scene: Scene, person: Tale, since: int, note: Draft | None) -> None:
    on = scene.day(since)
    sessions.interview(
        scene.db, scene.id_of(person), held_on=on, site_id=scene.place_for(person, on), note=note,
        by=scene.coach(person), today=on,
    )  # fmt: skip


def _immersion(scene: Scene, person: Tale, immersion: Tale) -> None:
    on = scene.day(immersion["day"])
    sessions.interview(
        scene.db, scene.id_of(person), held_on=on, kind="immersion", title=immersion["title"],
        minutes=immersion["minutes"], by=scene.coach(person), today=on,
    )  # fmt: skip


def _missed(scene: Scene, person: Tale, since: int, cause: str) -> None:
    on, coach = scene.day(since), scene.coach(person)
    session = Session(
        cohort_id=scene.cohort_id, kind="interview", held_on=on, minutes=45, held_by=coach.id,
        site_id=scene.place_for(person, on),
    )  # fmt: skip
    sessions.record(scene.db, session, {scene.id_of(person): _away(cause)}, by=coach, today=on)


def _day_of(scene: Scene, workshop: Tale) -> date:
    if "week" in workshop:
        return weekday(workshop["week"], workshop["weekday"], scene.today)
    return scene.day(workshop["day"])
