"""The barriers of the people of a large file: assessed once after the entry, then followed for some."""

import json
from random import Random

from core.demo.cast import Author, Life

ASSESSED = 0.6  # of the people
OPEN, FINE = 0.3, 0.2  # of the barriers at the first assessment; the others were not raised
FOLLOWED, LIFTED = 0.7, 0.6  # of the open ones, later
IMPACTS = ("low", "medium", "strong")
NOTHING = "[]"


def meet_obstacles(author: Author, life: Life) -> None:
    """What was said of each barrier. Drawn apart: the rest of the file stays as it is without."""
    rng = Random(life.enrolment)
    spoken = life.entered - 10 - int(rng.random() * 40)
    if spoken <= life.left or rng.random() > ASSESSED:
        return
    later = spoken - 40 - int(rng.random() * 160)
    for barrier in author.programme.barriers:
        drawn = rng.random()
        if drawn >= OPEN:
            state = "closed" if drawn < OPEN + FINE else "not_raised"
            _add(author, life, spoken, barrier.key, state)
            continue
        impact = IMPACTS[int(rng.random() * 3)]
        situations, objectives = NOTHING, NOTHING
        if barrier.situations:
            situations = json.dumps([barrier.situations[int(rng.random() * 3)].key])
        if rng.random() < FOLLOWED:
            objectives = json.dumps([barrier.objectives[0].key])
        priority = int(impact == "strong")
        _add(author, life, spoken, barrier.key, "open", impact, priority, situations, objectives)
        if objectives != NOTHING and later > life.left and rng.random() < LIFTED:
            _add(author, life, later, barrier.key, "closed")


def _add(
    author: Author, life: Life, ago: int, barrier: str, state: str, impact: str | None = None,
    priority: int = 0, situations: str = NOTHING, objectives: str = NOTHING,
) -> None:  # fmt: skip
    author.pile.add(
        "barrier_moves", life.enrolment, barrier, state, impact, priority, situations, objectives,
        author.days[ago], author.days.typed(ago), life.coach,
    )  # fmt: skip
