"""The sessions of a large file, as rows: workshops, interviews and mentor meetings with their feedback."""

from core.demo.cast import Author, Group, Life, Workshop

ESTABLISHMENT = ("lockdown", "transfer", "search", "visit", "staffing")
PERSONAL = ("health", "work", "appointment", "transport", "no_news", "refusal", "hearing")
WITHOUT_EXCUSE = ("no_news", "refusal")
WORKSHOPS = 10
BETWEEN_WORKSHOPS = 26  # days
MOST_INTERVIEWS, MOST_MEETINGS = 9, 8
LEVELS = ("team", "team", "participant", "mentor", "private")
ANSWERS = (None, "agree", "agree", "partly", "disagree")
TITLES = (
    "Présentation du parcours", "Atouts et envies", "D’une envie à une idée", "Clients et concurrents",
    "Prix, coûts et marge", "Le canevas en neuf blocs", "Trouver ses premiers clients", "Les statuts",
    "Prévisionnel", "Présenter son projet",
)  # fmt: skip


def hold_workshops(author: Author, cohort: Group) -> None:
    """Write the cohort's collective sessions, and keep those held in `cohort.workshops`; two are to come."""
    days, pair = author.days, cohort.pair
    for at in range(WORKSHOPS):
        ago = cohort.starts - 10 - at * BETWEEN_WORKSHOPS
        if ago < 1:
            break
        inside = cohort.path == "inside" and at < WORKSHOPS // 2
        cause = _cause(author, inside=inside) if author.chance(0.09) else None
        session = _session(
            author, cohort, "workshop", TITLES[at], ago, 120, pair.prison if inside else pair.home,
            pair.coach if at % 2 else pair.other_coach, cause,
        )  # fmt: skip
        if cause is None:
            cohort.workshops.append(Workshop(session_id=session, ago=ago, inside=inside))
    if cohort.closed:
        return
    for ahead in (3, 17):
        author.pile.add(
            "sessions", author.pile.next_id("sessions"), cohort.id, "workshop", TITLES[-1],
            days[-ahead], "14:00", 120, pair.home, pair.coach, "planned", None, days.typed(1),
            pair.coach,
        )  # fmt: skip


def meet(author: Author, cohort: Group, life: Life) -> None:
    """Write everything that somebody took part in, or missed."""
    away = author.rng.random() * 0.35  # how often something comes in between
    for workshop in cohort.workshops:
        here = life.inside(workshop.ago) == workshop.inside
        if here and life.entered >= workshop.ago >= max(life.left, 1):
            _mark(author, workshop.session_id, life, away, inside=workshop.inside)
    _interviews(author, cohort, life, away)
    if life.entered - life.left > 110 and author.chance(0.55):
        _mentoring(author, cohort, life)


def _interviews(author: Author, cohort: Group, life: Life, away: float) -> None:
    days, pair = author.days, cohort.pair
    span = life.entered - life.left
    number = min(MOST_INTERVIEWS, span // author.between(20, 44))
    for at in range(number):
        ago = life.entered - 5 - at * span // max(number, 1)
        if ago <= life.left:
            break
        inside = life.inside(ago)
        cause = _cause(author, inside=inside) if author.chance(0.05) else None
        session = _session(
            author, cohort, "interview", "", ago, 45, pair.prison if inside else pair.home,
            life.coach, cause,
        )  # fmt: skip
        if cause is not None:
            continue
        there = _mark(author, session, life, away / 2, inside=inside)
        if there and author.chance(0.3):
            author.pile.add(
                "notes", life.id, session, LEVELS[author.between(0, len(LEVELS) - 1)],
                author.one_of(author.words.notes), days[ago], days.typed(ago), life.coach,
            )  # fmt: skip


def _mentoring(author: Author, cohort: Group, life: Life) -> None:
    days, pile = author.days, author.pile
    mentor = cohort.pair.mentors[author.between(0, len(cohort.pair.mentors) - 1)]
    begun = life.entered - author.between(60, 100)
    pair = pile.next_id("mentor_pairs")
    pile.add(
        "mentor_pairs", pair, life.id, mentor, days[begun],
        days[life.left] if life.ended else None, "Fin du parcours" if life.ended else None,
        days.typed(begun), life.coach,
    )  # fmt: skip
    ago = begun
    for at in range(author.between(1, MOST_MEETINGS)):
        ago -= author.between(18, 45)
        if ago <= max(life.left, 1):
            break
        inside = life.inside(ago)
        cause = _cause(author, inside=inside) if author.chance(0.1) else None
        session = _session(
            author, cohort, "mentor_meeting", "", ago, 60,
            cohort.pair.prison if inside else cohort.pair.home, mentor, cause, life.coach,
        )  # fmt: skip
        if cause is None:
            pile.add("attendance", session, life.id, "present", None)
        if author.chance(0.92):
            _say(author, pair, mentor, ago, at, cause)


def _say(author: Author, pair: int, mentor: int, ago: int, at: int, cause: str | None) -> None:
    """A mentor's feedback; marks tend to rise from one meeting to the next."""
    days, words, pile = author.days, author.words, author.pile
    number = pile.next_id("feedback")
    held = cause is None
    pile.add(
        "feedback", number, pair, days[ago], int(held), cause,
        author.one_of(words.worked_on) if held else "", author.one_of(words.strengths) if held else "",
        author.one_of(words.steps) if held else "", days[ago - 20] if held else None,
        int(held and author.chance(0.04)),
        ANSWERS[author.between(0, len(ANSWERS) - 1)] if held else None, days.typed(ago), mentor,
    )  # fmt: skip
    if not held:
        return
    for criterion in author.programme.criteria:
        mark = max(1, min(4, int(author.rng.gauss(2.4 + 0.2 * at, 0.7) + 0.5)))
        example = author.one_of(words.examples) if mark in (1, 4) else ""
        pile.add("feedback_marks", number, criterion.key, mark, example)


def _session(
    author: Author, cohort: Group, kind: str, title: str, ago: int, minutes: int, site: int,
    holder: int, cause: str | None, recorder: int | None = None,
) -> int:  # fmt: skip
    number = author.pile.next_id("sessions")
    author.pile.add(
        "sessions", number, cohort.id, kind, title, author.days[ago], "14:00", minutes, site, holder,
        "not_held" if cause else "held", cause, author.days.typed(ago), recorder or holder,
    )  # fmt: skip
    return number


def _mark(author: Author, session: int, life: Life, away: float, *, inside: bool) -> bool:
    """Write somebody's mark and say whether they were there."""
    if author.chance(away):
        cause = _cause(author, inside=inside)
        mark = "absent" if cause in WITHOUT_EXCUSE else "excused"
        author.pile.add("attendance", session, life.id, mark, cause)
        return False
    author.pile.add("attendance", session, life.id, "late" if author.chance(0.06) else "present", None)  # fmt: skip
    return True


def _cause(author: Author, *, inside: bool) -> str:
    causes = ESTABLISHMENT if inside and author.chance(0.7) else PERSONAL
    return causes[author.between(0, len(causes) - 1)]
