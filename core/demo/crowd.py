"""The crowd of a large file: words to draw from, and the pairs of associations with their people."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from random import Random

from argon2 import PasswordHasher

from core.demo.house import ready
from core.demo.rows import Days, Pile
from core.demo.tales import filled_in, read
from core.permissions import Role
from core.wording import folded

MENTORS_OF_A_PAIR = 8
PRISON_KINDS = ("MA", "CP", "CD", "SAS")
PRISONS_OF_A_TERRITORY = 4


@dataclass(frozen=True, kw_only=True)
class Words:
    """What names, projects and sentences are drawn from."""

    women: list[str]
    men: list[str]
    last_names: list[str]
    projects: list[str]
    territories: list[str]
    places: list[str]
    notes: list[str]
    steps: list[str]
    examples: list[str]
    worked_on: list[str]
    strengths: list[str]
    reasons: list[str]
    plan: dict[str, str]
    folded: dict[str, str]  # each name and project as it is searched

    @classmethod
    def delivered(cls, today: date) -> "Words":
        tale = read("crowd")
        lists = {
            key: [word.replace("_", " ") for word in value.split()]
            if isinstance(value, str)
            else value
            for key, value in tale.items()
        }
        plan = {
            key: filled_in(body, today) for key, body in read("plans")["velo"]["chapters"].items()
        }
        searched = {
            word: folded(word)
            for key in ("women", "men", "last_names", "projects")
            for word in lists[key]
        }
        return cls(plan=plan, folded=searched, **lists)


@dataclass(frozen=True, kw_only=True)
class PairOfAssociations:
    """Two associations that run cohorts together, with their people and places (ids)."""

    territory: str
    business: int
    justice: int
    coach: int
    other_coach: int
    mentors: list[int]
    prison: int
    other_prison: int
    home: int


def open_accounts(pile: Pile, days: Days) -> None:
    """The ready accounts of the demonstration; the coach and the mentor get their pair afterwards."""
    for account in ready(read("house")):
        # Published passwords need no secret salt, and the same file must come out twice.
        salt = sha256(account.login.encode()).digest()[:16]
        password_hash = PasswordHasher().hash(account.password, salt=salt)
        organisation = 1 if account.role is Role.COACH else None
        trade = "Boulangerie" if account.role is Role.MENTOR else None
        pile.add(
            "staff", pile.next_id("staff"), account.login, account.name, account.role, organisation,
            trade, password_hash, days.typed(Days.FARTHEST),
        )  # fmt: skip


def open_pair(
    pile: Pile, words: Words, days: Days, rng: Random, number: int, known: dict[str, list[int]]
) -> PairOfAssociations:
    """Two associations, their people and their premises; prisons are shared by a territory.

    Pair 0 is that of the demonstration's coach and mentor. `known` keeps the prisons of each territory.
    """
    territory = words.territories[number % len(words.territories)]
    business, justice = (
        _organisation(pile, f"{kind} {number + 1:04d}", territory)
        for kind in ("Ateliers Garance", "Trait Commun")
    )
    if territory not in known:
        known[territory] = [
            _site(pile, f"{kind} des {words.places[at % len(words.places)]}, {territory}", kind, territory)
            for at, kind in enumerate(PRISON_KINDS[:PRISONS_OF_A_TERRITORY], start=number)
        ]  # fmt: skip
    prisons = known[territory]
    home = _site(pile, f"Local {number + 1:04d}, {territory}", "association", territory)
    ready_ids = _ready_ids() if number == 0 else {}
    coach = ready_ids.get(Role.COACH) or _member(pile, words, days, rng, Role.COACH, business)
    other = _member(pile, words, days, rng, Role.COACH, justice)
    mentors = [_member(pile, words, days, rng, Role.MENTOR, None) for _ in range(MENTORS_OF_A_PAIR)]
    if number == 0:
        mentors[0] = ready_ids[Role.MENTOR]
    return PairOfAssociations(
        territory=territory,
        business=business,
        justice=justice,
        coach=coach,
        other_coach=other,
        mentors=mentors,
        prison=prisons[number % len(prisons)],
        other_prison=prisons[(number + 1) % len(prisons)],
        home=home,
    )


def _ready_ids() -> dict[Role, int]:
    return {account.role: at for at, account in enumerate(ready(read("house")), start=1)}


def _organisation(pile: Pile, name: str, territory: str) -> int:
    number = pile.next_id("organisations")
    pile.add("organisations", number, name, "operator", territory)
    return number


def _site(pile: Pile, name: str, kind: str, territory: str) -> int:
    number = pile.next_id("sites")
    pile.add("sites", number, name, kind, territory)
    return number


def _member(
    pile: Pile, words: Words, days: Days, rng: Random, role: Role, organisation: int | None
) -> int:
    number = pile.next_id("staff")
    first = rng.choice(words.women if rng.random() < 0.5 else words.men)
    pile.add(
        "staff", number, f"{role}{number}", f"{first} {rng.choice(words.last_names)}", role,
        organisation, None, None, days.typed(Days.FARTHEST),
    )  # fmt: skip
    return number
