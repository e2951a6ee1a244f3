"""Somebody's year in a large file, as rows: entry, situations, stages, milestones, plan, exit."""

from core.demo.cast import Author, Group, Life
from core.demo.contacts import answer_and_be_called
from core.demo.obstacles import meet_obstacles
from core.demo.sheets import answer_questionnaires

MOST_MOVES = 30  # of milestones
USUAL_LAST_STAGE = 7  # most people do not go beyond the plan
ENDS = (
    ("company", 0), ("permanent_contract", 12), ("long_contract", 12), ("short_contract", 10),
    ("qualifying_training", 12), ("inclusion_structure", 8), ("informed_stop", 18),
    ("own_request", 8), ("lost_contact", 14), ("transfer", 10), ("early_release", 6),
)  # fmt: skip
PATHS = {  # how a cohort begins, and what may follow
    "inside": ("inside", "semi_release", "conditional_release", "free"),
    "outside": ("electronic_monitoring", "probation", "free"),
    "community_service": ("community_service", "free"),
}


def enter(author: Author, group: Group, number: int) -> Life:
    """Write somebody's identity, enrolment, situations, stages, milestones and plan."""
    pile, pair = author.pile, group.pair
    entered = max(group.starts - author.between(0, 21), 1)
    stay = author.between(20, 140) if author.chance(0.22) else author.between(150, 480)
    left = max(entered - stay, 0)
    if group.closed:
        left = max(left, group.starts - 500, 1)
    first, second = (
        (pair.coach, pair.other_coach)
        if number % 2 or author.chance(0.2)
        else (pair.other_coach, pair.coach)
    )
    life = Life(
        id=pile.next_id("participants"),
        enrolment=pile.next_id("enrolments"),
        coach=first,
        other_coach=second,
        entered=entered,
        left=left,
        ended=left > 0,
        situations=_situations(author, group, entered, left),
    )
    reached = _stages(author, life)
    _identity(author, group, life, number, reached)
    _milestones(author, life, reached)
    _plan(author, life, number, reached)
    answer_questionnaires(author, life)
    meet_obstacles(author, life)
    answer_and_be_called(author, life)
    return life


def _situations(
    author: Author, group: Group, entered: int, left: int
) -> list[tuple[int, str]]:  # fmt: skip
    ago = entered
    periods: list[tuple[int, str]] = []
    path = PATHS[group.path]
    for kind in path:
        if periods and author.chance(0.25) and kind != path[-1]:
            continue
        periods.append((ago, kind))
        ago -= author.between(60, 260)
        if ago <= left:
            break
    return periods


def _identity(
    author: Author, group: Group, life: Life, number: int, reached: list[tuple[int, str]]
) -> None:
    words, days, pair = author.words, author.days, group.pair
    woman = author.chance(0.2)
    first, last = (
        author.one_of(words.women if woman else words.men),
        author.one_of(words.last_names),
    )
    project, code = author.one_of(words.projects), f"{group.prefix}-{number:03d}"
    searched = f"{words.folded[first]} {words.folded[last]} {group.prefix.lower()} {number:03d} {words.folded[project]}"
    typed, since = days.typed(life.entered), days[life.entered]
    step = due = release = None
    if not life.ended and author.chance(0.85):
        step, due = author.one_of(words.steps), days[author.between(-30, 20)]
    if not life.ended and life.situations[-1][1] == "inside":
        release = days[-author.between(20, 110)][:7]
    author.pile.add(
        "participants", life.id, code, first, last, searched,
        int(since[:4]) - author.between(19, 60), "F" if woman else "M", pair.territory, project,
        release, step, due, since, typed,
    )  # fmt: skip
    kind = "company" if any(stage == "registered" for _ago, stage in reached) else _end(author)
    author.pile.add(
        "enrolments", life.enrolment, life.id, group.id, life.coach, since,
        days[life.left] if life.ended else None, kind if life.ended else None, typed, life.coach,
    )  # fmt: skip
    for ago, situation in life.situations:
        site = pair.prison if situation == "inside" else None
        author.pile.add(
            "situation_entries", life.id, situation, site, days[ago], days.typed(ago), life.coach
        )
    author.pile.add("audit", typed, life.coach, "participant.added", "participant", life.id)
    for field, value in (("first_name", first), ("last_name", last), ("project", project)):
        author.pile.add("history", typed, life.coach, "participant", life.id, life.id, field, None, value)  # fmt: skip


def _end(author: Author) -> str:
    return author.rng.choices([kind for kind, _n in ENDS], [n for _kind, n in ENDS])[0]


def _stages(author: Author, life: Life) -> list[tuple[int, str]]:
    """The stages that somebody reached, with the day of each; sometimes a step back, with its reason."""
    stages, days, pile = [stage.key for stage in author.programme.stages], author.days, author.pile
    farthest = len(stages) if author.chance(0.1) else USUAL_LAST_STAGE
    pace, ago, reached = 0.5 + author.rng.random(), life.entered, []
    for at, stage in enumerate(stages[:farthest]):
        if at:
            ago -= 3 + int(author.between(4, 60) * pace)
        if ago <= life.left:
            break
        reached.append((ago, stage))
        pile.add("stage_moves", life.enrolment, stage, days[ago], None, days.typed(ago), life.coach)
        if at:
            pile.add(
                "history", days.typed(ago), life.coach, "stage", life.enrolment, life.id, "stage",
                stages[at - 1], stage,
            )  # fmt: skip
        if at > 3 and author.chance(0.04) and ago - 15 > life.left:
            ago -= 8
            why = "Une démarche sociale passe d’abord."
            for back, reason in ((stages[at - 1], why), (stage, None)):
                pile.add(
                    "stage_moves", life.enrolment, back, days[ago], reason, days.typed(ago),
                    life.coach,
                )  # fmt: skip
                ago -= 6
    return reached


def _milestones(author: Author, life: Life, reached: list[tuple[int, str]]) -> None:
    days, pile = author.days, author.pile
    since = {stage: ago for ago, stage in reached}
    moves = 0
    for milestone in author.programme.milestones:
        ago = since.get(milestone.stage, 0) - author.between(0, 40)
        if ago <= life.left or milestone.after_months:
            continue
        pile.add("milestone_dates", life.enrolment, milestone.key, days[ago - 7])
        for state, evidence, reason, by in _course(author, life, milestone.key):
            if ago <= life.left or moves == MOST_MOVES:
                break
            pile.add(
                "milestone_entries", life.enrolment, milestone.key, state, days[ago], evidence,
                reason, int(state == "validated" and by == life.coach), days.typed(ago), by,
            )  # fmt: skip
            moves += 1
            ago -= author.between(4, 18)


def _course(
    author: Author, life: Life, milestone: str
) -> list[tuple[str, str | None, str | None, int]]:
    """How a milestone goes: begun, submitted, perhaps returned and submitted again, validated."""
    sent = ("submitted", author.evidence[milestone], None, life.coach)
    course: list[tuple[str, str | None, str | None, int]] = []
    if author.chance(0.35):
        course.append(("in_progress", None, None, life.coach))
    course.append(sent)
    if author.chance(0.2):
        course += [("returned", None, author.one_of(author.words.reasons), life.other_coach), sent]
    if author.chance(0.85):
        judge = life.coach if author.chance(0.05) else life.other_coach
        course.append(("validated", author.evidence[milestone], None, judge))
    return course


def _plan(author: Author, life: Life, number: int, reached: list[tuple[int, str]]) -> None:
    """A few chapters for those who have a project; the whole plan for the first of each cohort."""
    stages = {stage: ago for ago, stage in reached}
    if "support" not in stages and number > 1:
        return
    written = author.words.plan if number == 1 else dict(list(author.words.plan.items())[1:4])
    typed = author.days.typed(max(stages.get("support", life.entered) - 5, life.left))
    for key, body in written.items():
        status = "done" if number == 1 else "draft"
        author.pile.add("plan_texts", life.id, key, body, status, typed, life.coach)
