"""What each figure is compared with, and how far from it it may be."""

from dataclasses import dataclass
from typing import Any

MEGABYTE = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Aim:
    """A gesture, what the same browser does on a bare page in the same run, and the ratio to hold (or none)."""

    gesture: str
    name: str
    floor: str
    ratio: float | None = None


AIMS = (
    Aim(gesture="opening", name="première ouverture", floor="opening"),
    Aim(gesture="save", name="entretien enregistré", floor="click", ratio=1.3),
    Aim(gesture="call", name="appel enregistré", floor="click"),
    Aim(gesture="search", name="recherche tapée", floor="click"),
    Aim(gesture="list", name="retour à la liste", floor="turn", ratio=1.4),
    Aim(gesture="list_all", name="liste, responsable", floor="turn", ratio=1.4),
    Aim(gesture="file", name="fiche ouverte", floor="turn", ratio=2.1),
    Aim(gesture="to_do", name="à traiter", floor="turn"),
    Aim(gesture="to_do_all", name="à traiter, responsable", floor="turn"),
    Aim(gesture="sessions", name="séances", floor="turn"),
    Aim(gesture="sessions_all", name="séances, responsable", floor="turn"),
    Aim(gesture="dashboard", name="tableau de bord", floor="charts", ratio=1.7),
    Aim(gesture="dashboard_all", name="tableau de bord, responsable", floor="charts", ratio=1.7),
)
OPENING_MS, OPENING_BYTES = 700, 1.5 * MEGABYTE
WORD_PLAN_MS = 40
AS_FAST = 1.25  # the largest file beside the smallest: more than that is more than noise


@dataclass(frozen=True, kw_only=True)
class Line:
    """A figure beside its floor and its aim."""

    size: str
    name: str
    ms: float
    floor: float
    sent: int
    ratio: float
    best: (
        float  # the quickest round beside the quickest of the floor: what is left on a busy machine
    )
    aim: str
    held: bool | None


def lines(browsed: dict[str, Any]) -> list[Line]:
    """Every gesture at every size, beside the floor of the same run."""
    figures = browsed["figures"]
    floors = figures["floor"]
    found = []
    for aim in AIMS:
        for size, gestures in figures.items():
            if size == "floor" or aim.gesture not in gestures:
                continue
            took, floor = gestures[aim.gesture], floors[aim.floor]["ms"]
            ratio = took["ms"] / floor
            said, held = _judged(aim, took, ratio)
            found.append(
                Line(
                    size=size, name=aim.name, ms=took["ms"], floor=floor, sent=int(took["sent"]),
                    ratio=ratio, best=took["least"] / floors[aim.floor]["least"], aim=said, held=held,
                )
            )  # fmt: skip
    return found


def grown(browsed: dict[str, Any]) -> list[tuple[str, float, bool]]:
    """The largest file beside the smallest: each gesture, its ratio, and whether both are as fast."""
    sizes = [size for size in browsed["figures"] if size != "floor"]
    if len(sizes) < 2:
        return []
    small, large = browsed["figures"][sizes[0]], browsed["figures"][sizes[-1]]
    ratios = [(aim.name, large[aim.gesture]["ms"] / small[aim.gesture]["ms"]) for aim in AIMS]
    return [(name, ratio, ratio <= AS_FAST) for name, ratio in ratios]


def _judged(aim: Aim, took: dict[str, float], ratio: float) -> tuple[str, bool | None]:
    if aim.gesture == "opening":
        light = took["sent"] <= OPENING_BYTES
        return "700 ms, 1.5 MB", took["ms"] <= OPENING_MS and light
    if aim.ratio is None:
        return "", None
    return f"{aim.ratio:.1f} x", ratio <= aim.ratio
