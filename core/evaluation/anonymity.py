"""What may be told of each person in a table of individuals, so that nobody stands out in it.

A combination of what others may know of somebody (form of support, entry, age, sex, situation,
département) is told only if at least k people share it. Everything is told of as many people as
possible, then a little less of those who remain, down to nothing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.evaluation.disclosure import LEAST_K

MASKED = "masked"
UNKNOWN = ""


class Profile(NamedTuple):
    """What others may know of somebody who entered. `entered` is a month (2026-09) or only a year."""

    arm: str
    entered: str
    age: str
    sex: str
    situation: str
    departement: str


Told = tuple[Profile, ...]  # all the supports of one person: together they say more than each alone

# What is told, from most to least useful. "month" tells the month of entry, "year" its year alone.
LEVELS: tuple[frozenset[str], ...] = tuple(
    frozenset(level.split())
    for level in (
        "arm month age sex situation departement",
        "arm year age sex situation departement",
        "arm year age sex situation",
        "arm year age situation departement",
        "arm year sex situation departement",
        "arm year age situation",
        "arm year sex situation",
        "arm year situation departement",
        "arm year situation",
        "arm year age",
        "arm year sex",
        "arm year departement",
        "arm year",
        "arm",
        "",
    )
)


def settled(people: Mapping[int, Told], k: int) -> dict[int, Told]:
    """Person → what may be told of each of their supports; those of whom nothing may be said are left out.

    Every answer is shared by at least k people. Raises `ValueError` for a k below the least one.
    """
    if k < LEAST_K:
        raise ValueError(f"k is never below {LEAST_K}, got {k}")
    waiting = dict(sorted(people.items()))
    classes: list[tuple[Told, list[int]]] = []
    for level in LEVELS:
        for told, members in _alike(waiting, level).items():
            if len(members) >= k:
                classes.append((told, members))
                for person in members:
                    del waiting[person]
    answer = {person: told for told, members in classes for person in members}
    for nothing, few in _alike(waiting, LEVELS[-1]).items():
        answer |= _hidden_among(nothing, few, classes, k)
    return answer


def _hidden_among(
    nothing: Told, few: list[int], classes: Sequence[tuple[Told, list[int]]], k: int
) -> dict[int, Told]:
    """A few people of whom nothing is told would stand out by that: others join them, the smallest groups first."""
    joined = list(few)
    alike = [members for told, members in classes if len(told) == len(nothing)]
    for members in sorted(alike, key=len):
        if len(joined) >= k:
            break
        joined += members
    return dict.fromkeys(joined, nothing) if len(joined) >= k else {}


def _alike(people: Mapping[int, Told], level: frozenset[str]) -> dict[Told, list[int]]:
    found: dict[Told, list[int]] = defaultdict(list)
    for person, profiles in people.items():
        found[tuple(_told(profile, level) for profile in profiles)].append(person)
    return found


def _told(profile: Profile, level: frozenset[str]) -> Profile:
    shown = {name: value if name in level else MASKED for name, value in profile._asdict().items()}
    if "year" in level:
        shown["entered"] = profile.entered[:4]
    elif "month" in level:
        shown["entered"] = profile.entered
    return Profile(**shown)
