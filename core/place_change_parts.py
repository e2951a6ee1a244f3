"""What may happen to somebody's place or measure, from where to where, and what a coach says of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto

from core.errors import InvalidInput
from core.language import N_, _
from core.situations import SituationKind
from core.wording import short_date

LONGEST_LEAVE = timedelta(days=31)


class Change(StrEnum):
    TRANSFER = auto()
    LEAVE = auto()
    MEASURE = auto()
    RELEASE = auto()


CHANGES = {
    Change.TRANSFER: N_("Transfer"),
    Change.LEAVE: N_("Leave"),
    Change.MEASURE: N_("Change of measure"),
    Change.RELEASE: N_("Release"),
}
MEANINGS = {
    Change.TRANSFER: N_("Another place, under the same measure."),
    Change.LEAVE: N_("Some days outside, with a date of return: the situation goes on."),
    Change.MEASURE: N_("Another measure: day release, community service, a return inside…"),
    Change.RELEASE: N_("The person comes out: free, or followed in the community."),
}

_OUT_OF_PRISON = frozenset(
    {SituationKind.FREE, SituationKind.CONDITIONAL_RELEASE, SituationKind.PROBATION}
)
# Whoever is still on a prison's register.
HELD = frozenset(
    {SituationKind.INSIDE, SituationKind.SEMI_RELEASE, SituationKind.EXTERNAL_PLACEMENT}
)
_RELEASED_FROM = HELD | {SituationKind.ELECTRONIC_MONITORING}
_COMES_FROM = {
    Change.TRANSFER: frozenset(SituationKind),
    Change.LEAVE: HELD,
    Change.MEASURE: frozenset(SituationKind),
    Change.RELEASE: _RELEASED_FROM,
}


def possible(now: SituationKind) -> list[Change]:
    """The changes that make sense from a situation, in their order."""
    return [change for change in Change if now in _COMES_FROM[change]]


def leads_to(change: Change, now: SituationKind) -> list[SituationKind]:
    """The situations that a change may open: the same one for a transfer, none for a leave."""
    if change is Change.TRANSFER:
        return [now]
    if change is Change.LEAVE:
        return []
    if change is Change.RELEASE:
        return [kind for kind in SituationKind if kind in _OUT_OF_PRISON]
    released = {SituationKind.FREE} if now in _RELEASED_FROM else set()
    return [kind for kind in SituationKind if kind is not now and kind not in released]


@dataclass(frozen=True, kw_only=True)
class Transition:
    """A change of place or measure as it is typed, and what is decided with it.

    `situation` and `site_id` are what begins; `review_on` the day by which one meets again (None: no
    review); `coach_id` another coach; `mentor_reason` ends the pairs; `mentor_id` begins another.
    """

    change: Change
    starts_on: date
    situation: SituationKind | None = None
    site_id: int | None = None
    returns_on: date | None = None
    review_on: date | None = None
    coach_id: int | None = None
    mentor_ends: bool = False
    mentor_reason: str = ""
    mentor_id: int | None = None

    def __post_init__(self) -> None:
        if self.change is Change.LEAVE:
            self._check_leave()
            return
        if self.returns_on is not None:
            raise InvalidInput(_("Only a leave has a date of return."))
        if self.change is Change.TRANSFER and self.site_id is None:
            raise InvalidInput(_("Choose the place where the person goes."))
        if self.change is not Change.TRANSFER and self.situation is None:
            raise InvalidInput(_("Choose the situation that begins."))
        if self.mentor_ends and not self.mentor_reason.strip():
            raise InvalidInput(_("Say in a few words why the pair with the mentor ends."))

    def _check_leave(self) -> None:
        if self.returns_on is None or self.returns_on < self.starts_on:
            raise InvalidInput(_("Give the day of return, on the day of departure or later."))
        if self.returns_on - self.starts_on > LONGEST_LEAVE:
            raise InvalidInput(_("A leave lasts a month at most: check the day of return."))
        if self.coach_id or self.mentor_ends or self.mentor_id or self.situation:
            raise InvalidInput(_("During a leave the situation, the coach and the mentor stay."))


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A change as it was written down; `returns_on` is for a leave alone."""

    id: int
    change: Change
    starts_on: date
    returns_on: date | None
    site: str
    who: str
    at: str
    situation_id: int | None

    @property
    def days(self) -> str:
        """When, in words."""
        if self.returns_on is None:
            return short_date(self.starts_on)
        return _("{first} to {last}").format(
            first=short_date(self.starts_on), last=short_date(self.returns_on)
        )
