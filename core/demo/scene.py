"""Where a story takes place: a cohort, its people, and the deeds to be done day by day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlite_utils import Database

from core.demo.house import House
from core.demo.tales import Tale, day
from core.staff import Staff


class Deed(NamedTuple):
    """Something done through the tracker's own verbs, on a day; of the same day, the lower rank first."""

    on: date
    rank: int
    act: Callable[[], object]


# In what order things are written down on the same day.
(ENTRY, SITUATION, STAGE, PAIR, SESSION, FEEDBACK, MILESTONE, PLAN, FORECAST, STEP, JURY, EXIT) = range(12)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A cohort while its story is told; `ids` fills up as people enter, by first name."""

    db: Database
    tale: Tale
    house: House
    cohort_id: int
    today: date
    ids: dict[str, int] = field(default_factory=dict)

    def day(self, days: int) -> date:
        return day(days, self.today)

    def coach(self, person: Tale) -> Staff:
        return self.house.staff[person["coach"]]

    def other_coach(self, person: Tale) -> Staff:
        """The second pair of eyes: the other coach of the cohort."""
        (other,) = (key for key in self.tale["coaches"] if key != person["coach"])
        return self.house.staff[other]

    def id_of(self, person: Tale) -> int:
        return self.ids[person["first_name"]]

    def is_followed(self, person: Tale, on: date) -> bool:
        leaves = person.get("leaves")
        return self.day(person["entered"]) <= on and (not leaves or on <= self.day(leaves["day"]))

    def prison_of(self, person: Tale, on: date) -> str:
        """The key of the place somebody is held in on a day, or nothing for somebody who can come."""
        place = ""
        for since, kind, site in person["situations"]:
            if self.day(since) <= on:
                place = site if kind == "inside" else ""
        return place

    def place_for(self, person: Tale, on: date) -> int:
        """Where somebody is met one to one: where they are held, else the association's premises."""
        return self.house.sites[self.prison_of(person, on) or self.tale["home"]]
