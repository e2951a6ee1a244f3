"""How long the figures of a day take to freeze, and their evaluation report with twelve charts to write."""

from pathlib import Path
from typing import Any

from sqlite_utils import Database

from benchmarks.places import LEAD, person
from benchmarks.server_time import milliseconds
from benchmarks.visiting import opened
from core import clock, snapshots
from core.evaluation.registry import INDICATORS
from core.export_evaluation import evaluation_as_word, evaluation_content
from core.language import Language, speaking
from core.snapshots import Audience, Wish
from core.staff import Staff

CHARTS = 12
ROUNDS = 7


def measure(file: Path, rounds: int = ROUNDS) -> list[dict[str, Any]]:
    """Each figure beside its aim, in milliseconds; the file is one that may be written to."""
    with opened(file) as db, speaking(Language.FRENCH):
        lead = person(db, LEAD)
        taken = with_charts(db, lead, CHARTS)
        masked = Wish(name="Financeurs", audience=Audience.FUNDER)
        deeds = {
            "every figure frozen, all shown": (lambda: freeze(db, committee(), lead), 1_000),
            "every figure frozen, masked": (lambda: freeze(db, masked, lead), 2_000),
            f"evaluation report, {CHARTS} charts": (lambda: written(db, taken, lead), 2_000),
        }
        return [
            {"what": what, "ms": milliseconds(deed, rounds), "aim": aim}
            for what, (deed, aim) in deeds.items()
        ]


def committee(*keys: str) -> Wish:
    asked = keys or tuple(INDICATORS)
    return Wish(name="Comité", audience=Audience.COMMITTEE, smallest=None, indicators=asked)


def with_charts(db: Database, lead: Staff, number: int) -> int:
    """A snapshot whose report holds at most this many charts."""
    keys = list(INDICATORS)
    while True:
        taken = freeze(db, committee(*keys), lead)
        frozen = snapshots.read(db, taken, by=lead)
        drawn = sum(len(one.pictures) for one in evaluation_content(frozen, None).findings)
        if drawn <= number:
            return taken
        keys.pop()


def freeze(db: Database, wish: Wish, lead: Staff) -> int:
    return snapshots.take(db, wish, by=lead, today=clock.today())


def written(db: Database, taken: int, lead: Staff) -> bytes:
    """From the frozen figures to the bytes of the file: every chart is drawn anew."""
    return evaluation_as_word(db, taken, by=lead, language=Language.FRENCH)
