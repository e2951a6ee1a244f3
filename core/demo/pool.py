"""The pool of mentors of the demonstration: what each offers, and those whom a coach added."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from sqlite_utils import Database

from core import mentor_pool
from core.demo.house import House
from core.demo.scene import ENTRY, Deed
from core.demo.tales import Tale, day
from core.mentor_profiles import Availability, Profile


def deeds(db: Database, house: House, told: Tale, today: date) -> Iterator[Deed]:
    """The cards, each on the day of the agreement, as `data/demo/mentors.toml` has them."""
    for card in told["cards"]:
        mentor = house.staff[card["mentor"]]
        keep = partial(
            mentor_pool.keep, db, mentor.id, _profile(card, house, today),
            by=house.staff["lead"], version=0,
        )  # fmt: skip
        yield Deed(day(card["signed"], today), ENTRY, keep)
    for card in told["added"]:
        profile, coach = _profile(card, house, today), house.staff[card["by"]]
        add = partial(mentor_pool.add, db, card["name"], profile, by=coach)
        yield Deed(day(card["signed"], today), ENTRY, add)


def _profile(card: Tale, house: House, today: date) -> Profile:
    permit = card.get("permit", {})
    return Profile(
        trades=tuple(card["trades"]),
        departements=tuple(card["departements"]),
        capacity=card["capacity"],
        availability=tuple(Availability(key) for key in card["availability"]),
        availability_note=card.get("note", ""),
        signed_on=day(card["signed"], today),
        agreed_until=day(card["until"], today),
        permit_site_id=house.sites[permit["site"]] if permit else None,
        permit_asked_on=day(permit["asked"], today) if permit else None,
        permit_until=day(permit["until"], today) if "until" in permit else None,
    )
