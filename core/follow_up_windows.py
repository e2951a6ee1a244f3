"""When the contacts after a support are made, and where each stands."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Any

from core.consents import Answer
from core.errors import InvalidInput
from core.forecast.months import add_months
from core.language import _
from core.programme import Programme
from core.wording import short_date

OPENS_BEFORE = timedelta(days=15)
CLOSES_AFTER = 3  # months
_DECLINED = {Answer.REFUSED, Answer.WITHDRAWN}


@dataclass(frozen=True, kw_only=True)
class Window:
    """When the contact of a horizon is made: the days count, both included."""

    horizon: int
    day: date
    opens: date
    closes: date


class State(StrEnum):
    """Where a horizon stands on a day."""

    TO_COME = auto()
    DUE = auto()
    MISSED = auto()  # its window closed without a contact
    RECORDED = auto()
    NOT_WANTED = auto()  # the person refused to be contacted
    NOT_ASKED = auto()  # nobody is contacted after such an exit, or the person is followed again


def windows(ended_on: date, horizons: Sequence[int]) -> list[Window]:
    """The windows after an exit: from two weeks before the day to three months after, never overlapping."""
    days = [add_months(ended_on, horizon) for horizon in horizons]
    opened = [day - OPENS_BEFORE for day in days]
    ends = [add_months(day, CLOSES_AFTER) for day in days]
    nexts = [opens - timedelta(days=1) for opens in opened[1:]]
    closed = [min(pair) for pair in zip(ends, [*nexts, date.max], strict=True)]
    return [
        Window(horizon=horizon, day=day, opens=max(opens, ended_on), closes=closes)
        for horizon, day, opens, closes in zip(horizons, days, opened, closed, strict=True)
    ]


def standing(
    row: Mapping[str, Any], programme: Programme, *, recorded: Collection[int], today: date
) -> list[tuple[Window, State]]:
    """Each horizon of a support that ended (ended_on, exit_kind, contact, again), and where it stands."""
    kind = programme.exit_kind(row["exit_kind"])
    asked = kind.contacted and not row.get("again")
    wanted = row["contact"] not in _DECLINED
    found = []
    for window in windows(date.fromisoformat(row["ended_on"]), programme.follow_up_months):
        done = window.horizon in recorded
        found.append((window, _state(window, done, asked=asked, wanted=wanted, today=today)))
    return found


def _state(window: Window, recorded: bool, *, asked: bool, wanted: bool, today: date) -> State:
    """What was recorded stays so, whatever is said afterwards."""
    if recorded:
        return State.RECORDED
    if not asked:
        return State.NOT_ASKED
    if not wanted:
        return State.NOT_WANTED
    if today < window.opens:
        return State.TO_COME
    return State.DUE if today <= window.closes else State.MISSED


def check_day(window: Window, on: date, today: date) -> None:
    """Go on, or raise `InvalidInput` for a contact outside its window: horizons would not compare."""
    if on > today:
        raise InvalidInput(_("A contact is written down once it was made or tried."))
    if not window.opens <= on <= window.closes:
        raise InvalidInput(
            _("This contact is made between {first} and {last}. Check its date.").format(
                first=short_date(window.opens), last=short_date(window.closes)
            )
        )


def window_of(programme: Programme, ended_on: date, horizon: int) -> Window:
    """The window of one horizon. Raises `InvalidInput` for one that the programme does not have."""
    for window in windows(ended_on, programme.follow_up_months):
        if window.horizon == horizon:
            return window
    raise InvalidInput(_("The programme has no contact after so many months."))
