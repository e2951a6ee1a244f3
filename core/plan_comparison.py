"""Two states of a plan side by side: which texts differ, and by which paragraphs."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from sqlite_utils import Database

from core import forecasts, plan_versions, plans
from core.errors import TrackerError
from core.forecast import Forecast, Inputs, build, kept
from core.language import N_, _
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


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure of the forecast that differs, in euros; None where there is no forecast."""

    label: str
    before: Decimal | None
    after: Decimal | None


FIGURES: tuple[tuple[str, Callable[[Forecast], Decimal]], ...] = (
    (N_("Turnover, year 1"), lambda one: one.years[0].turnover),
    (N_("Turnover, year 3"), lambda one: one.years[2].turnover),
    (N_("Net result, year 1"), lambda one: one.years[0].statement.net_result),
    (N_("Lowest cash"), lambda one: one.lowest_cash.amount),
    (N_("Balance of the financing plan"), lambda one: one.financing.balance),
)


def compare(db: Database, old_id: int, new_id: int | None, *, by: Staff) -> list[Difference]:
    """What changed from a version to another, or to the plan as it stands now (None), in reading order."""
    old = plan_versions.read(db, old_id, by=by)
    if new_id is None:
        return differences(old.plan, plans.read(db, old.version.participant_id, by=by))
    return differences(old.plan, plan_versions.read(db, new_id, by=by).plan)


def figures(db: Database, old_id: int, new_id: int | None, *, by: Staff) -> list[Figure]:
    """The figures of the forecast that changed between the same two states, computed anew from what was typed."""
    old = plan_versions.read(db, old_id, by=by)
    if new_id is None:
        now = forecasts.read(db, old.version.participant_id, by=by).inputs
    else:
        now = _inputs(plan_versions.read(db, new_id, by=by))
    before, after = _computed(_inputs(old)), _computed(now)
    found = [
        Figure(
            label=_(label),
            before=read(before) if before else None,
            after=read(after) if after else None,
        )
        for label, read in FIGURES
    ]
    return [one for one in found if one.before != one.after]


def computed(frozen: plan_versions.Frozen) -> Forecast | None:
    """The forecast of a version, computed anew; None when it had none, or one that no longer computes."""
    return _computed(_inputs(frozen))


def _inputs(frozen: plan_versions.Frozen) -> Inputs | None:
    return kept.readable(frozen.forecast)[0] if frozen.forecast else None


def _computed(inputs: Inputs | None) -> Forecast | None:
    """The forecast, or None when there is none or it can no longer be computed."""
    try:
        return build(inputs) if inputs else None
    except TrackerError:
        return None


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
