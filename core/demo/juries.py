"""The juries of a story: called, each grid filled in alone, then the decision."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from core import jury, jury_decisions, jury_marks, plan_versions
from core.demo.journeys import TOLD_BEFORE
from core.demo.scene import JURY, Deed, Scene
from core.demo.tales import Tale
from core.jury_parts import Condition, Decision, Grid, Mark, Seat, Verdict
from core.staff import Staff


def deeds(scene: Scene, person: Tale) -> Iterator[Deed]:
    """The juries that hear somebody; one to come is only called."""
    for tale in person.get("juries", ()):
        kept: list[int] = []  # filled when the jury is called
        called = scene.day(tale.get("called", tale["day"] - TOLD_BEFORE))
        yield Deed(called, JURY, partial(_convene, scene, person, tale, kept))
        if "decision" in tale:
            yield Deed(scene.day(tale["day"]), JURY, partial(_hold, scene, person, tale, kept))


def _convene(scene: Scene, person: Tale, tale: Tale, kept: list[int]) -> None:
    coach, who = scene.coach(person), scene.id_of(person)
    versions = {one.name: one.id for one in plan_versions.of(scene.db, who, by=coach)}
    jury_id = jury.convene(
        scene.db, who, scene.day(tale["day"]), [_seat(scene, seat) for seat in tale["seats"]],
        plan_version_id=versions[tale["reads"]] if "reads" in tale else None, by=coach,
    )  # fmt: skip
    kept.append(jury_id)


def _seat(scene: Scene, tale: Tale) -> Seat:
    if "staff" in tale:
        return Seat(staff_id=scene.house.staff[tale["staff"]].id)
    return Seat(name=tale["name"], capacity=tale["capacity"])


def _hold(scene: Scene, person: Tale, tale: Tale, kept: list[int]) -> None:
    """Every juror hands in a grid; the coach types the paper ones, then writes what the jury decides."""
    (jury_id,), db = kept, scene.db
    coach, on = scene.coach(person), scene.day(tale["day"])
    called = jury.get(db, jury_id, by=coach)
    for juror, seat in zip(called.jurors, tale["seats"], strict=True):
        grid, seen = _grid(seat), juror.version
        if "staff" in seat:
            by = scene.house.staff[seat["staff"]]
            jury_marks.write(db, jury_id, grid, hand_in=True, by=by, today=on, version=seen)
        else:
            jury_marks.type_in(db, jury_id, juror.id, grid, by=coach, today=on, version=seen)
    version = jury.get(db, jury_id, by=coach).version
    jury.open_deliberation(db, jury_id, by=coach, today=on, version=version)
    _decide(scene, jury_id, tale["decision"], on, by=coach)


def _grid(seat: Tale) -> Grid:
    words = seat.get("words", {})
    return Grid(
        marks={
            key: Mark(level=level, comment=words.get(key, ""))
            for key, level in seat["marks"].items()
        },
        remarks=seat.get("remarks", ""),
    )


def _decide(scene: Scene, jury_id: int, tale: Tale, on: date, *, by: Staff) -> None:
    decision = Decision(
        verdict=Verdict(tale["verdict"]),
        reasons=tale["reasons"],
        decided_on=on,
        conditions=tuple(
            Condition(what=one["what"], due_on=scene.day(one["day"]))
            for one in tale.get("conditions", ())
        ),
    )
    version = jury.get(scene.db, jury_id, by=by).version
    jury_decisions.decide(scene.db, jury_id, decision, by=by, today=on, version=version)
