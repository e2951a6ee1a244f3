"""What a mentor offers: trades, territory, how many people at once, when, and until when they are engaged."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Any

from core.errors import InvalidInput
from core.language import N_, _
from core.wording import clean, folded

MOST = 20  # people at once
USUAL = 3  # people at once, when nothing was agreed yet
LONGEST_LIST, LONGEST_WORDS, LONGEST_NOTE = 8, 80, 200
SOON = timedelta(days=30)  # an end is announced so long before


class Availability(StrEnum):
    """When and how a mentor meets people: a list, so that nothing personal is written there."""

    MORNING = auto()
    AFTERNOON = auto()
    EVENING = auto()
    SATURDAY = auto()
    AT_WORK = auto()
    REMOTE = auto()


AVAILABILITY = {
    Availability.MORNING: N_("Weekday mornings"),
    Availability.AFTERNOON: N_("Weekday afternoons"),
    Availability.EVENING: N_("Evenings"),
    Availability.SATURDAY: N_("Saturdays"),
    Availability.AT_WORK: N_("At the mentor's company"),
    Availability.REMOTE: N_("By telephone or video"),
}


class Standing(StrEnum):
    """Where something that has an end stands: an agreement, a permit."""

    NONE = auto()
    EXPECTED = auto()  # asked for, not granted yet
    GOING_ON = auto()
    ENDING = auto()  # within a month
    ENDED = auto()


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A mentor's side of the agreement. `permit_*`: the access permit to one establishment, dates only."""

    trades: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()
    capacity: int = USUAL
    availability: tuple[Availability, ...] = ()
    availability_note: str = ""
    signed_on: date | None = None
    agreed_until: date | None = None
    permit_site_id: int | None = None
    permit_asked_on: date | None = None
    permit_until: date | None = None
    version: int = 0  # 0: nothing was written down yet

    def __post_init__(self) -> None:
        if not 0 <= self.capacity <= MOST:
            raise InvalidInput(
                _("A mentor accompanies between 0 and {most} people at once.").format(most=MOST)
            )
        if self.agreed_until and not self.signed_on:
            raise InvalidInput(_("Write the day on which the agreement was signed."))
        if _backwards(self.signed_on, self.agreed_until):
            raise InvalidInput(_("The agreement ends after it was signed: check both days."))
        if (self.permit_asked_on or self.permit_until) and self.permit_site_id is None:
            raise InvalidInput(_("Choose the place to which the permit opens."))
        if _backwards(self.permit_asked_on, self.permit_until):
            raise InvalidInput(_("The permit ends after it was asked for: check both days."))

    def agreement(self, today: date) -> Standing:
        if self.signed_on is None:
            return Standing.NONE
        return _standing(self.agreed_until, today) if self.agreed_until else Standing.GOING_ON

    def permit(self, today: date) -> Standing:
        if self.permit_until:
            return _standing(self.permit_until, today)
        return Standing.EXPECTED if self.permit_asked_on else Standing.NONE


def columns(profile: Profile) -> dict[str, Any]:
    """A profile as columns, its words cleaned and said once."""
    return {
        "trades": _kept(profile.trades),
        "departements": _kept(profile.departements),
        "capacity": profile.capacity,
        "availability": json.dumps(sorted(profile.availability)),
        "availability_note": clean(profile.availability_note, longest=LONGEST_NOTE),
        "signed_on": _text(profile.signed_on),
        "agreed_until": _text(profile.agreed_until),
        "permit_site_id": profile.permit_site_id,
        "permit_asked_on": _text(profile.permit_asked_on),
        "permit_until": _text(profile.permit_until),
    }


def from_row(row: Mapping[str, Any]) -> Profile:
    """A stored row as a profile; one without a profile is an empty one, of version 0."""
    if row["version"] is None:
        trade = row.get("trade")
        return Profile(trades=(trade,) if trade else ())
    return Profile(
        trades=tuple(json.loads(row["trades"])),
        departements=tuple(json.loads(row["departements"])),
        capacity=row["capacity"],
        availability=tuple(Availability(key) for key in json.loads(row["availability"])),
        availability_note=row["availability_note"],
        signed_on=_day(row["signed_on"]),
        agreed_until=_day(row["agreed_until"]),
        permit_site_id=row["permit_site_id"],
        permit_asked_on=_day(row["permit_asked_on"]),
        permit_until=_day(row["permit_until"]),
        version=row["version"],
    )


def readable(values: Mapping[str, Any]) -> str:
    """Kept or new columns, a line for each that says something: what two people compare."""
    shown = {**values}
    for field in ("trades", "departements"):
        shown[field] = ", ".join(json.loads(values[field] or "[]"))
    names = {str(key): words for key, words in AVAILABILITY.items()}
    keys = json.loads(values["availability"] or "[]")
    shown["availability"] = ", ".join(_(names[key]) for key in keys)
    said = ("trades", "departements", "capacity", "availability", "availability_note", "signed_on",
            "agreed_until", "permit_asked_on", "permit_until")  # fmt: skip
    return "\n".join(str(shown[field]) for field in said if shown[field] not in (None, ""))


def _kept(words: tuple[str, ...]) -> str:
    once = {folded(word): word for word in (clean(word, longest=LONGEST_WORDS) for word in words)}
    once.pop("", None)
    if len(once) > LONGEST_LIST:
        raise InvalidInput(_("At most {n} of them: keep the main ones.").format(n=LONGEST_LIST))
    return json.dumps(list(once.values()), ensure_ascii=False)


def _standing(until: date, today: date) -> Standing:
    if until < today:
        return Standing.ENDED
    return Standing.ENDING if until <= today + SOON else Standing.GOING_ON


def _backwards(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and last < first


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
