"""What somebody of a large file was asked, and the contacts after their support, as rows."""

from core.demo.cast import Author, Life
from core.follow_up_parts import Activity, Channel, Housing, Outcome

RESEARCH = (("given", 80), ("refused", 12))  # the others were not asked
CONTACT = (("given", 72), ("refused", 8))
OUTCOMES = ((Outcome.ANSWERED, 48), (Outcome.UNREACHABLE, 34), (Outcome.REFUSED, 4))
ACTIVITIES = (
    (Activity.LASTING_JOB, 20), (Activity.TRANSITIONAL_JOB, 22), (Activity.OWN_COMPANY, 14),
    (Activity.TRAINING, 12), (Activity.UNEMPLOYED, 22), (Activity.OTHER, 6), (Activity.NOT_SAID, 4),
)  # fmt: skip
HOUSING = (
    (Housing.STABLE, 58), (Housing.TEMPORARY, 28), (Housing.NONE, 5), (Housing.NOT_SAID, 9),
)  # fmt: skip
CHANNELS = ((Channel.PHONE, 70), (Channel.MEETING, 12), (Channel.MESSAGE, 12), (Channel.PARTNER, 6))
MONTH = 30.5  # days
TAKES = 25  # days at most between the horizon's day and the contact


def answer_and_be_called(author: Author, life: Life) -> None:
    """The notice at entry, research soon after; contact at the end, then the contacts themselves."""
    _say(author, life, "information", "given", life.entered)
    if answer := _drawn(author, RESEARCH):
        _say(author, life, "research", answer, max(life.entered - 7, life.left, 1))
    if not life.ended:
        return
    answer = _drawn(author, CONTACT)
    if answer:
        _say(author, life, "contact", answer, life.left)
    if answer != "refused":
        _contacts(author, life)


def _contacts(author: Author, life: Life) -> None:
    for horizon in author.programme.follow_up_months:
        ago = life.left - round(horizon * MONTH) - author.between(2, TAKES)
        outcome = _drawn(author, OUTCOMES)
        if ago < 0 or outcome is None:
            continue
        answered = outcome == Outcome.ANSWERED
        activity = _drawn(author, ACTIVITIES) if answered else None
        turnover = int(author.chance(0.7)) if activity == Activity.OWN_COMPANY else None
        author.pile.add(
            "follow_ups", life.enrolment, horizon, author.days[ago], outcome,
            _drawn(author, CHANNELS), life.situations[-1][1] if answered else None, activity,
            turnover, _drawn(author, HOUSING) if answered else None, author.days.typed(ago),
            life.coach,
        )  # fmt: skip


def _say(author: Author, life: Life, kind: str, answer: str, ago: int) -> None:
    author.pile.add(
        "consents", life.id, kind, answer, author.days[ago], author.days.typed(ago), life.coach
    )


def _drawn(author: Author, weighted: tuple[tuple[str, int], ...]) -> str | None:
    """One of them by its weight out of a hundred; nothing for what is left."""
    at = author.between(1, 100)
    for word, weight in weighted:
        at -= weight
        if at <= 0:
            return word
    return None
