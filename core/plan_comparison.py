"""Two states of a plan side by side: which texts differ, and by which paragraphs."""

from dataclasses import dataclass

from sqlite_utils import Database

from core import plan_versions, plans
from core.plan_parts import Plan, Status, Text
from core.staff import Staff
from core.text_differences import Piece, pieces


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A chapter or block that differs: its paragraphs, and its state before and after."""

    key: str
    title: str
    pieces: tuple[Piece, ...]
    before: Status
    after: Status


def compare(db: Database, old_id: int, new_id: int | None, *, by: Staff) -> list[Difference]:
    """What changed from a version to another, or to the plan as it stands now (None), in reading order."""
    old = plan_versions.read(db, old_id, by=by)
    if new_id is None:
        return differences(old.plan, plans.read(db, old.version.participant_id, by=by))
    return differences(old.plan, plan_versions.read(db, new_id, by=by).plan)


def differences(old: Plan, new: Plan) -> list[Difference]:
    """The texts that do not read the same, in the order of the plan."""
    before = {text.key: text for text in old.texts}
    after = {text.key: text for text in new.texts}
    found = []
    for key, text in (after | before).items():
        one, two = before.get(key, _nothing(text)), after.get(key, _nothing(text))
        if (one.body, one.status) != (two.body, two.status):
            found.append(
                Difference(
                    key=key,
                    title=text.title,
                    pieces=tuple(pieces(one.body, two.body)),
                    before=one.status,
                    after=two.status,
                )
            )
    return found


def _nothing(text: Text) -> Text:
    return Text(key=text.key, title=text.title, guidance="")
