"""Disclosure control: no small count can be read, or worked out, from what is shown.

Counts from 1 to k−1 are masked, then as many others as it takes for none to come back by addition
and subtraction. Zero is shown. A masked count is None, and is at least 1: that is public too.

A table and its margins are seen as a network: each count flows along an arc, and what enters a node
leaves it. A masked count stays unknown exactly when the masked arcs can carry a loop through it.
"""

import heapq
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import count
from typing import Generic, NamedTuple, TypeVar

LEAST_K = 3
INSIDE_K = 5  # what an evaluator sees on screen
OUTSIDE_K = 11  # documents that leave: the rule of the French statistical office

Key = TypeVar("Key", bound=Hashable)
MARGIN_COST = 1000  # totals are masked last: they say the most


class Arc(NamedTuple):
    """A count of a table: it leaves `tail` and enters `head`."""

    tail: Hashable
    head: Hashable
    people: int
    level: int = 0  # of addition: a total is masked after what it adds up


def mask(table: Sequence[Sequence[int]], k: int) -> list[list[int | None]]:
    """The table with small counts masked, and others where a total would give them back.

    `table` holds its margins in its last row and its last column.
    """
    rows, columns = len(table), len(table[0]) if table else 0
    if any(len(row) != columns for row in table):
        raise ValueError("every row of a table has the same width")
    if not _adds_up(table):
        raise ValueError("the last row and column of a table hold its totals")
    arcs = {}
    for i, row in enumerate(table):
        for j, n in enumerate(row):
            tail, head = ("row", i), ("column", j)
            if (i == rows - 1) != (j == columns - 1):  # totals flow the other way round
                tail, head = head, tail
            arcs[i, j] = Arc(tail, head, n, (i == rows - 1) + (j == columns - 1))
    hidden = masked(arcs, k)
    return [
        [None if (i, j) in hidden else n for j, n in enumerate(row)] for i, row in enumerate(table)
    ]


def mask_counts(counts: Sequence[int], total: int, k: int) -> tuple[list[int | None], int | None]:
    """A list of counts and its published total, masked in the same way."""
    shown = mask([[*counts, total], [*counts, total]], k)[0]
    return shown[:-1], shown[-1]


def mask_tree(
    parts: Mapping[str, Mapping[str, int]], parents: Mapping[str, str | None], k: int
) -> dict[str, dict[str, int | None]]:
    """Group → part → count, masked together over groups that add up to one another.

    `parts` gives for each group (a cohort, a form of support, everything) its counts by part;
    `parents` the group that each one adds up to. The answer also holds each group's total, under "".
    """
    names = list(next(iter(parts.values()), {}))
    children = set(parents.values())
    arcs: dict[tuple[str, str], Arc] = {}
    for group, counts in parts.items():
        leaf = group not in children
        level = 0 if leaf else 3 if parents[group] is None else 1
        above = parents[group]
        # A part flows from the group above into this one; the total flows back up.
        for name in [*names, ""]:
            up: Hashable = "all" if above is None else (above, name)
            down = ("column", group) if leaf else (group, name)
            n = counts[name] if name else sum(counts.values())
            tail, head = (up, down) if name else (down, up)
            arcs[group, name] = Arc(tail, head, n, level + (not name))
    hidden = masked(arcs, k)
    return {
        group: {
            name: None if (group, name) in hidden else arcs[group, name].people
            for name in [*names, ""]
        }
        for group in parts
    }


def masked(arcs: Mapping[Key, Arc], k: int) -> set[Key]:
    """The keys of the counts to mask."""
    if k < LEAST_K:
        raise ValueError(f"k is never below {LEAST_K}, got {k}")
    if any(arc.people < 0 for arc in arcs.values()):
        raise ValueError("a count is never below zero")
    small = [key for key, arc in arcs.items() if 0 < arc.people < k]
    hidden = set(small)
    network = _Network(arcs)
    free: set[Key] = set()  # what a loop already found goes through
    for key in sorted(small, key=lambda key: arcs[key].people):
        if key in free:
            continue
        loop = network.cheapest_loop(key, hidden)
        if loop is None:  # nothing else can move: hide everything there is
            return {key for key, arc in arcs.items() if arc.people}
        hidden |= loop
        free |= loop
    return hidden


class _Network(Generic[Key]):
    """The arcs by the node they can be walked from: along them (one more), or back (one less)."""

    def __init__(self, arcs: Mapping[Key, Arc]) -> None:
        self.arcs = arcs
        self.ways: dict[Hashable, list[tuple[Hashable, Key]]] = defaultdict(list)
        for key, arc in arcs.items():
            if arc.people:
                self.ways[arc.tail].append((arc.head, key))
            if arc.people > 1:
                self.ways[arc.head].append((arc.tail, key))

    def cheapest_loop(self, key: Key, hidden: set[Key]) -> set[Key] | None:
        """The counts of the loop through `key` that masks least, None if there is none."""
        arc = self.arcs[key]
        loops = [self._walk(arc.head, arc.tail, key, hidden)]
        if arc.people > 1 and (loops[0] is None or loops[0][0]):
            loops.append(self._walk(arc.tail, arc.head, key, hidden))
        found = [loop for loop in loops if loop is not None]
        return min(found, key=lambda loop: loop[0])[1] if found else None

    def _walk(
        self, start: Hashable, end: Hashable, without: Key, hidden: set[Key]
    ) -> tuple[int, set[Key]] | None:
        if start == end:
            return 0, {without}
        order = count()
        reached: dict[Hashable, tuple[Hashable, Key]] = {}
        waiting: list[tuple[int, int, Hashable, Hashable, Key]] = [
            (0, next(order), start, None, without)
        ]
        while waiting:
            cost, _, node, came_from, by = heapq.heappop(waiting)
            if node in reached:
                continue
            reached[node] = (came_from, by)
            if node == end:
                return cost, set(_back(reached, start, end)) | {without}
            for onward, key in self.ways[node]:
                if key != without and onward not in reached:
                    step = 0 if key in hidden else _cost(self.arcs[key])
                    heapq.heappush(waiting, (cost + step, next(order), onward, node, key))
        return None


def _back(
    reached: Mapping[Hashable, tuple[Hashable, Key]], start: Hashable, end: Hashable
) -> Iterable[Key]:
    node = end
    while node != start:
        node, key = reached[node]
        yield key


def _cost(arc: Arc) -> int:
    return int(arc.people + MARGIN_COST**arc.level)


def _adds_up(table: Sequence[Sequence[int]]) -> bool:
    columns = zip(*table, strict=True)
    return all(sum(line[:-1]) == line[-1] for line in [*table, *columns])
