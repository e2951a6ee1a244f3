"""Answer sheets in a large file: most come back, some lack answers, a few were refused."""

import json

from core.demo.cast import Author, Life

ITEMS = range(1, 11)
ALLOWED = 3  # answers that may be missing for a score
# Wave, days after the entry or the end, share that comes back, what the answers gain since the entry.
WAVES = (("entry", 7, 0.82, 0.0), ("exit", 10, 0.6, 0.25), ("six_months", 190, 0.35, 0.3))


def answer_questionnaires(author: Author, life: Life) -> None:
    """Write somebody's sheets; the same person answers alike from one wave to the next."""
    usual = 2.2 + author.rng.random() * 1.2
    for wave, after, share, gain in WAVES:
        ago = life.entered - after if wave == "entry" else life.left - after
        if ago <= 0 or (wave != "entry" and not life.ended) or ago > life.entered:
            continue
        if author.chance(share):
            _answered(author, life, wave, ago, usual + gain)
        elif author.chance(0.3):
            outcome = "refused" if author.chance(0.6) else "not_given"
            _add(author, life, wave, ago, outcome, {}, None, 0)


def _answered(author: Author, life: Life, wave: str, ago: int, level: float) -> None:
    lacking = author.between(1, 5) if author.chance(0.08) else 0
    answers = {
        str(item): min(4, max(1, round(level + author.rng.random() * 2 - 1))) for item in ITEMS
    }
    for _one in range(lacking):
        answers.pop(str(author.between(1, len(ITEMS))), None)
    missing = len(ITEMS) - len(answers)
    total = sum(answers.values())
    score = len(ITEMS) * total / len(answers) if missing <= ALLOWED else None
    _add(author, life, wave, ago, "answered", answers, score, missing)


def _add(
    author: Author,
    life: Life,
    wave: str,
    ago: int,
    outcome: str,
    answers: dict[str, int],
    score: float | None,
    missing: int,
) -> None:
    author.pile.add(
        "answer_sheets", life.enrolment, "gse", wave, outcome, author.days[ago], life.coach,
        int(author.chance(0.12)), json.dumps(answers), score, missing, author.days.typed(ago),
        life.coach,
    )  # fmt: skip
