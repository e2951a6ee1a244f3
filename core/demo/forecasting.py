"""The forecasts of a story, and the turnover that came once the activity had begun."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from core import actuals, forecasts
from core.demo.scene import FORECAST, Deed, Scene
from core.demo.tales import Tale, months_away
from core.forecast import Inputs, kept

TYPED_IN = 4  # days after the end of a month


def deeds(scene: Scene, person: Tale, written: Tale) -> Iterator[Deed]:
    """The forecast of somebody, as `data/demo/forecasts.toml` has it under the name of the plan."""
    tale = written.get(person["plan"])
    if tale is None:
        return
    yield Deed(scene.day(tale["written"]), FORECAST, partial(_write, scene, person, tale))
    start = _start(scene, tale)
    for at, euros in enumerate(tale.get("received", ())):
        first, following = (months_away(at + after, start) for after in (0, 1))
        on = scene.day((following + timedelta(days=TYPED_IN) - scene.today).days)
        if on < scene.today:
            yield Deed(on, FORECAST, partial(_receive, scene, person, first, Decimal(euros), on))


def inputs_of(tale: Tale, start: date) -> Inputs:
    """The inputs that a story writes, read with the care of those that are kept."""
    return kept.from_json(
        json.dumps({"version": kept.VERSION, "start": start.isoformat(), **tale["inputs"]})
    )


def _start(scene: Scene, tale: Tale) -> date:
    return scene.day(tale["start"]).replace(day=1)


def _write(scene: Scene, person: Tale, tale: Tale) -> None:
    forecasts.write(
        scene.db, scene.id_of(person), inputs_of(tale, _start(scene, tale)), version=0,
        by=scene.coach(person),
    )  # fmt: skip


def _receive(scene: Scene, person: Tale, first: date, amount: Decimal, on: date) -> None:
    actuals.write(
        scene.db, scene.id_of(person), {first: amount}, seen={}, by=scene.coach(person), today=on
    )
