"""How people of a story change places, prepare a release, and say what may be shared."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from core import place_changes, release_list, sharing
from core.demo.scene import SITUATION, STEP, Deed, Scene
from core.demo.tales import Tale
from core.place_change_parts import Change, Transition
from core.release_list import State
from core.sharing import Item
from core.situations import SituationKind


def deeds(scene: Scene, person: Tale, told: Tale) -> Iterator[Deed]:
    """What `data/demo/places.toml` says of somebody."""
    own = told["people"].get(person["first_name"], {})
    if change := own.get("change"):
        on = scene.day(change["day"])
        yield Deed(on, SITUATION, partial(_move, scene, person, change, on))
    for noted in own.get("release", ()):
        on = scene.day(noted["day"])
        yield Deed(on, STEP, partial(_note, scene, person, noted, on))
    if first := own.get("appointment"):
        yield Deed(scene.day(first["day"]), STEP, partial(_appoint, scene, person, first))
    if shared := own.get("sharing"):
        on = scene.day(shared["day"])
        yield Deed(on, STEP, partial(_share, scene, person, shared, on))


def _move(scene: Scene, person: Tale, change: Tale, on: date) -> None:
    transition = Transition(
        change=Change(change["kind"]), starts_on=on, site_id=scene.house.sites.get(change["site"]),
        situation=SituationKind(change["to"]) if "to" in change else None,
        review_on=on + timedelta(days=change["review"]),
    )  # fmt: skip
    coach, someone = scene.coach(person), scene.id_of(person)
    place_changes.change_of_place(scene.db, someone, transition, by=coach, today=on)


def _note(scene: Scene, person: Tale, noted: Tale, on: date) -> None:
    states = {need: State(state) for state in State for need in noted.get(state, ())}
    coach, someone = scene.coach(person), scene.id_of(person)
    release_list.note(scene.db, someone, states, on=on, by=coach, today=on)


def _appoint(scene: Scene, person: Tale, first: Tale) -> None:
    whom, coach = scene.house.organisations[first["with"]], scene.coach(person)
    release_list.appoint(scene.db, scene.id_of(person), whom, scene.day(first["on"]), by=coach)


def _share(scene: Scene, person: Tale, shared: Tale, on: date) -> None:
    answers = {item: item in shared["items"] for item in Item}
    coach, someone = scene.coach(person), scene.id_of(person)
    sharing.record(scene.db, someone, answers, on=on, by=coach, today=on)
