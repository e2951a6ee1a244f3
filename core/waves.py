"""Waves: the moments at which questionnaires are filled in, common to all programmes or of one's own."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from core.errors import InvalidInput
from core.language import _
from core.programme import COMMON_WAVES, ExitClass, Programme
from core.programme_parts import Since, Wave
from core.programme_words import Words

ENTRY, EXIT, SIX_MONTHS = COMMON_WAVES
SHORTEST_MONTH, LONGEST_MONTH = 28, 31  # days

COMMON = (
    Wave(key=ENTRY, name=Words(fr="Entrée", en="Entry"), since=Since.ENTRY),
    Wave(key=EXIT, name=Words(fr="Sortie", en="Exit"), since=Since.EXIT, days=120),
    Wave(
        key=SIX_MONTHS, name=Words(fr="6 mois après", en="6 months after"), since=Since.EXIT,
        months=6, days=90,
    ),
)  # fmt: skip


def waves_of(programme: Programme) -> tuple[Wave, ...]:
    """The waves of a programme in the order they come: entry, its own of the support, exit, later ones."""
    waves = [*COMMON, *programme.waves]
    return tuple(sorted(waves, key=lambda wave: (wave.since is Since.EXIT, wave.months)))


def wave_of(programme: Programme, key: str) -> Wave:
    """One wave. Raises `InvalidInput` if the programme has none of this name."""
    for wave in waves_of(programme):
        if wave.key == key:
            return wave
    raise InvalidInput(_("The programme has no wave {key}.").format(key=key))


def wave_name(programmes: Iterable[Programme], key: str) -> str:
    """What a wave is called in the first programme that has it; its key if it was retired."""
    for wave in (wave for programme in programmes for wave in waves_of(programme)):
        if wave.key == key:
            return str(wave.name)
    return key


def asked(
    programmes: Iterable[tuple[int, Programme]], today: date
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """Each questionnaire at each wave of these programmes (by id), as plain values for a query.

    Whoever left for a neutralised reason (a transfer, a death, a long illness) is asked nothing after.
    The months of whoever may be asked today are counted from a day between `earliest` and `latest`.
    """
    for programme_id, programme in programmes:
        neutral = [
            kind.key for kind in programme.exit_kinds if kind.exit_class is ExitClass.NEUTRAL
        ]
        for place, wave in enumerate(waves_of(programme)):
            earliest = today - timedelta(days=LONGEST_MONTH * wave.months + wave.days + 1)
            latest = today - timedelta(days=SHORTEST_MONTH * wave.months)
            for rank, instrument in enumerate(programme.questionnaires):
                yield {
                    "programme": programme_id,
                    "instrument": instrument,
                    "wave": wave.key,
                    "since": wave.since,
                    "after": f"+{wave.months} months",
                    "days": wave.days,
                    "earliest": earliest.isoformat(),
                    "latest": latest.isoformat(),
                    "neutral": neutral,
                    "place": rank * 100 + place,
                }
