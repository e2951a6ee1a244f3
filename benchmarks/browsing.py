"""Rounds in a real browser: bare pages and the tracker at each size, in an order that rotates."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.days import BareDay, CoachDay
from benchmarks.serving import Served, serving
from benchmarks.watching import Took
from tests.browser.install import HOW, chromium
from tests.browser.visitor import FLAGS, Door

FLOOR = "floor"


def browse(
    files: dict[str, Path], folder: Path, *, rounds: int, said: Callable[[str], None]
) -> dict[str, Any]:
    """For the floor and each size: the medians of every gesture, and the server's memory at the end."""
    path = chromium()
    if path is None:
        raise SystemExit(HOW)
    taken: dict[str, dict[str, list[Took]]] = {name: {} for name in [FLOOR, *files]}
    with ExitStack() as stack:
        houses = {FLOOR: stack.enter_context(serving(folder / "bare", bare=True))}
        houses |= {size: stack.enter_context(serving(file)) for size, file in files.items()}
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        stack.callback(browser.close)
        doors = {name: Door(browser, house.address, house.file) for name, house in houses.items()}
        days: dict[str, BareDay | CoachDay] = {
            name: BareDay(door) if name == FLOOR else CoachDay(door) for name, door in doors.items()
        }
        for number in range(rounds + 1):
            said(f"round {number} of {rounds}" if number else "a round to warm up")
            for name in _rotated(list(days), number):
                for gesture, took in days[name].round(number):
                    if number:
                        taken[name].setdefault(gesture, []).append(took)
        return {
            "rounds": rounds,
            "figures": {
                name: {gesture: _middle(some) for gesture, some in gestures.items()}
                for name, gestures in taken.items()
            },
            "memory": _memory(houses),
        }


def _rotated(names: Sequence[str], number: int) -> list[str]:
    at = number % len(names)
    return [*names[at:], *names[:at]]


def _middle(some: Sequence[Took]) -> dict[str, float]:
    times = [took.ms for took in some]
    return {"ms": median(times), "least": min(times), "sent": median(took.sent for took in some)}


def _memory(houses: dict[str, Served]) -> dict[str, float]:
    return {name: house.megabytes for name, house in houses.items()}
