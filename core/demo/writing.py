"""The business plans of a story, chapter after chapter."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from core import plan_comments, plan_settings, plan_versions, plans
from core.demo.scene import PLAN, STEP, Deed, Scene
from core.demo.tales import Tale, filled_in
from core.plans import CANVAS, Status

BETWEEN = 7  # days from one chapter to the next
ANSWERED = 1  # day after a comment
BEGUN = -10  # when a plan that is not finished was last written


def deeds(scene: Scene, person: Tale, written: Tale) -> Iterator[Deed]:
    """The plan of somebody, as `data/demo/plans.toml` has it."""
    plan = written[person["plan"]]
    chapters = plan["chapters"]
    last = plan.get("finished", BEGUN)
    for at, (key, body) in enumerate(chapters.items()):
        on = last - BETWEEN * (len(chapters) - 1 - at)
        status = _status(plan, key)
        blocks = plan["canvas"] if key == "model" else {}
        yield Deed(scene.day(on), PLAN, partial(_chapter, scene, person, key, body, status, blocks))
    if "model" not in chapters:
        for key, body in plan["canvas"].items():
            act = partial(_chapter, scene, person, CANVAS + key, body, Status.DRAFT, {})
            yield Deed(scene.day(last), PLAN, act)
    if "version" in plan:
        yield Deed(scene.day(last), STEP, partial(_freeze, scene, person, plan, scene.day(last)))
    for at, said in enumerate(plan.get("talk", ())):
        on = scene.day(said["day"])
        if at == 0:
            yield Deed(on, PLAN, partial(_share, scene, person))
        kept: list[int] = []  # filled when the comment is written
        yield Deed(on, STEP, partial(_comment, scene, person, said, kept))
        if "answer" in said:
            later = scene.day(said["day"] + ANSWERED)
            yield Deed(later, STEP, partial(_answer, scene, person, said, kept))


def _freeze(scene: Scene, person: Tale, plan: Tale, on: date) -> None:
    plan_versions.freeze(
        scene.db, scene.id_of(person), plan["version"], on=on, by=scene.coach(person)
    )


def _share(scene: Scene, person: Tale) -> None:
    """From now on the mentors read the plan."""
    plan_settings.choose(
        scene.db, scene.id_of(person), short=False, shared=True, version=0, by=scene.coach(person)
    )


def _comment(scene: Scene, person: Tale, said: Tale, kept: list[int]) -> None:
    mentor = scene.house.staff[said["mentor"]]
    kept.append(
        plan_comments.write(scene.db, scene.id_of(person), said["chapter"], said["says"], by=mentor)
    )


def _answer(scene: Scene, person: Tale, said: Tale, kept: list[int]) -> None:
    (comment_id,) = kept
    plan_comments.answer(scene.db, comment_id, said["answer"], by=scene.coach(person))


def _status(plan: Tale, key: str) -> Status:
    if "finished" not in plan:
        return Status.DRAFT
    return Status.TO_REVIEW if key in plan.get("to_review", ()) else Status.DONE


def _chapter(
    scene: Scene, person: Tale, key: str, body: str, status: Status, blocks: dict[str, str]
) -> None:
    plans.write(
        scene.db,
        scene.id_of(person),
        key,
        filled_in(body, scene.today),
        status=status,
        version=0,
        blocks={block: (filled_in(text, scene.today), 0) for block, text in blocks.items()},
        by=scene.coach(person),
    )
