"""The questionnaires of a story: collected on paper, typed in by the coach."""

from collections.abc import Iterator
from functools import partial

from core import answer_sheets
from core.answer_sheets import Outcome, Sheet
from core.demo.scene import EXIT, Deed, Scene
from core.demo.tales import Tale
from core.questionnaires import load_instrument

SHEET = EXIT + 4  # of the same day, after everything else
INSTRUMENT = "gse"


def deeds(scene: Scene, person: Tale, asked: Tale) -> Iterator[Deed]:
    """Each sheet of somebody; `asked` holds those of all the stories."""
    for wave, after, answers, *how in asked[scene.tale["prefix"]].get(person["first_name"], ()):
        since = person["leaves"]["day"] if wave == "exit" else person["entered"]
        yield Deed(
            scene.day(since + after),
            SHEET,
            partial(_record, scene, person, since + after, wave, answers, aloud="lu" in how),
        )


def _record(
    scene: Scene, person: Tale, since: int, wave: str, answers: str, *, aloud: bool
) -> None:  # fmt: skip
    on, coach = scene.day(since), scene.coach(person)
    given = answers not in set(Outcome)
    sheet = Sheet(
        instrument=INSTRUMENT,
        wave=wave,
        collected_on=on,
        answers=dict(answer_sheets.typed(load_instrument(INSTRUMENT), answers)[0]) if given else {},
        outcome=Outcome.ANSWERED if given else Outcome(answers),
        read_aloud=aloud,
        collected_by=coach.id,
    )
    answer_sheets.record(scene.db, scene.id_of(person), sheet, by=coach, today=on)
