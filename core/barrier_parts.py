"""What may stand in somebody's way outside the project: its states, and what is said of it on a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from itertools import pairwise

from core.errors import InvalidInput
from core.language import N_, _
from core.programme import Barrier


class State(StrEnum):
    """Not raised is not "no difficulty": nobody spoke of it."""

    NOT_RAISED = auto()
    OPEN = auto()
    CLOSED = auto()


STATES = {
    State.NOT_RAISED: N_("Not raised"),
    State.OPEN: N_("Barrier"),
    State.CLOSED: N_("No barrier, or no longer"),
}


class Standing(StrEnum):
    """Where a barrier stands, from all that was ever said of it."""

    NOT_RAISED = auto()
    OPEN = auto()
    LIFTED = auto()
    NO_DIFFICULTY = auto()


STANDINGS = {
    Standing.NOT_RAISED: N_("Not raised"),
    Standing.OPEN: N_("Barrier"),
    Standing.LIFTED: N_("Barrier lifted"),
    Standing.NO_DIFFICULTY: N_("No difficulty"),
}


class Impact(StrEnum):
    LOW = auto()
    MEDIUM = auto()
    STRONG = auto()


IMPACTS = {
    Impact.LOW: N_("low impact"),
    Impact.MEDIUM: N_("medium impact"),
    Impact.STRONG: N_("strong impact"),
}


LEVELS = {Impact.LOW: N_("Low"), Impact.MEDIUM: N_("Medium"), Impact.STRONG: N_("Strong")}


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """What is said of one barrier; situations and objectives are keys of the programme's lists.

    A closed one keeps nothing but its state. One that was not raised cannot have an impact.
    """

    barrier: str
    state: State = State.NOT_RAISED
    impact: Impact | None = None
    priority: bool = False
    situations: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        detailed = self.impact or self.priority or self.situations or self.objectives
        if self.state is State.NOT_RAISED and detailed:
            raise InvalidInput(
                _("Something is said of a barrier that is “not raised”. Choose its state first.")
            )
        if self.state is State.CLOSED and detailed:
            for name, nothing in {"impact": None, "priority": False, "situations": (),
                                  "objectives": ()}.items():  # fmt: skip
                object.__setattr__(self, name, nothing)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An assessment as it is kept: on which day, and who wrote it down."""

    said: Assessment
    noted_on: date
    who: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One barrier of somebody, with everything that holds of it, oldest first."""

    barrier: Barrier
    entries: tuple[Entry, ...] = ()

    @property
    def now(self) -> Assessment:
        return self.entries[-1].said if self.entries else Assessment(barrier=self.barrier.key)

    @property
    def standing(self) -> Standing:
        return standing([entry.said.state for entry in self.entries])

    @property
    def since(self) -> date | None:
        """The day on which the present state began; None if nothing was ever said."""
        began = self.entries[-1].noted_on if self.entries else None
        for before, after in pairwise(reversed(self.entries)):
            if after.said.state is not before.said.state:
                break
            began = after.noted_on
        return began

    @property
    def lifted_on(self) -> date | None:
        return self.since if self.standing is Standing.LIFTED else None


def standing(states: list[State]) -> Standing:
    """Where these states lead, oldest first: lifted only if the last closes what was once open."""
    last = states[-1] if states else State.NOT_RAISED
    if last is State.CLOSED:
        return Standing.LIFTED if State.OPEN in states else Standing.NO_DIFFICULTY
    return Standing.OPEN if last is State.OPEN else Standing.NOT_RAISED


def told(barrier: Barrier, said: Assessment) -> str:
    """What is said of a barrier, in a line: "Logement : frein, impact fort, prioritaire"."""
    words = [
        _(STATES[said.state]).lower(),
        _(IMPACTS[said.impact]) if said.impact else "",
        _("priority") if said.priority else "",
        *(str(choice.name).lower() for choice in barrier.situations if choice.key in said.situations),
        *(str(choice.name).lower() for choice in barrier.objectives if choice.key in said.objectives),
    ]  # fmt: skip
    return _("{barrier}: {what}").format(barrier=barrier.name, what=", ".join(filter(None, words)))
