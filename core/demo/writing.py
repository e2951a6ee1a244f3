"""The business plans of a story, chapter after chapter."""

from collections.abc import Iterator
from functools import partial

from core import plans
from core.demo.scene import PLAN, Deed, Scene
from core.demo.tales import Tale, filled_in
from core.plans import CANVAS, Status

BETWEEN = 7  # days from one chapter to the next
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
