"""Counts masked over every dimension at once: what one comparison hides, no other gives back.

First the groups that can be shown at all; then, among them, the parts. Each answer is tried against
`attack`, and cells are added until no small count comes back.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from core.evaluation.attack import EVERYBODY, TOTAL, Attack, Block, Cell, Proof, Target, Unit
from core.evaluation.disclosure import LEAST_K, mask_tree

Counts = dict[str, dict[str, int]]  # group → part
Shown = dict[str, dict[str, int | None]]

PATIENCE = 40  # attacks on a table before all of it is masked
PUBLIC_PAIR = ("arm", "territory")  # whoever reads the list of cohorts knows where these cross


def masked(blocks: Sequence[Block], k: int, too_small: frozenset[str] = frozenset()) -> Shown:
    """Group → part → count, None where it is masked; the total of a group is under "".

    Each block divides everybody in units; a unit's groups are named "dimension:key". Counts from 1 to
    k−1 are masked, and so is a group that is smaller or among those `too_small`, whole.
    """
    if k < LEAST_K:
        raise ValueError(f"k is never below {LEAST_K}, got {k}")
    blocks = _filled([[unit for unit in block if any(unit.parts.values())] for block in blocks])
    parts = list(dict.fromkeys(part for block in blocks for unit in block for part in unit.parts))
    counts = _counts(blocks, parts)
    totals = [
        [Unit(unit.groups, {"n": sum(unit.parts.values())}) for unit in block] for block in blocks
    ]
    small = too_small & counts.keys()
    out = small | {group for group, _part in _Table(totals, ["n"], k, small).masked()}
    table = _Table(blocks, parts, k, frozenset(out))
    hidden = (
        table.masked() if len(parts) > 1 else {(group, part) for group in out for part in parts}
    )
    return {
        group: {
            part: None if group in out or (group, part) in hidden else n for part, n in line.items()
        }
        | {TOTAL: None if group in out else sum(line.values())}
        for group, line in counts.items()
    }


class _Table:
    """One division in parts, of every group, with the groups that are not shown at all."""

    def __init__(
        self, blocks: Sequence[Block], parts: Sequence[str], k: int, out: frozenset[str]
    ) -> None:
        self.k, self.out, self.parts = k, out, list(parts)
        self.wiped: set[str] = set()  # shown with their total only
        self.attack = Attack(blocks, parts)
        self.counts = _counts(blocks, self.parts)
        self.shared = len(self.parts) > 1  # the groups' totals are known

    def masked(self) -> set[Cell]:
        """The cells to mask, in groups that are shown."""
        hidden = {
            (group, part)
            for group, line in self.counts.items() if group not in self.out
            for part, n in line.items() if 0 < n < self.k
        }  # fmt: skip
        if self.shared or hidden:
            hidden |= self._within_dimensions()
        targets = [
            target for target in self._targets(hidden) if 0 < self.attack.value(target) < self.k
        ]
        for _attempt in range(PATIENCE):
            proofs = self._attacked(hidden, targets)
            if not proofs:
                return hidden
            # Masking more gives nothing back: what did not come back now never will.
            targets = [proof.target for proof in proofs]
            more = set()
            for proof in proofs:
                link = self._cheapest_link(proof, hidden)
                more |= self._wiped(proof) if link is None else {link}
            if not more:
                break
            hidden |= more
        return {
            (group, part) for group, line in self.counts.items() for part in line
            if group not in self.out
        }  # fmt: skip

    def _wiped(self, proof: Proof) -> set[Cell]:
        """All of a group's line, zeros too, where the zeros and what is masked give a target back."""
        if not self.shared:
            return set()
        target = proof.target
        around = [
            group for group, (block, units) in self.attack.members.items()
            if block == target.block and group not in self.out | self.wiped
            and set(units) & set(target.units)
        ]  # fmt: skip
        if not around:
            return set()
        group = min(around, key=lambda group: (sum(self.counts[group].values()), group))
        self.wiped.add(group)
        return {(group, part) for part in self.parts}

    def _attacked(self, hidden: set[Cell], targets: Sequence[Target]) -> list[Proof]:
        shown = [
            (group, part) for group, line in self.counts.items() if group not in self.out
            for part in line if (group, part) not in hidden
        ]  # fmt: skip
        bounds = [cell for cell in hidden if cell[0] not in self.wiped]
        if self.shared:
            shown += [(group, TOTAL) for group in self.counts if group not in self.out]
            bounds += [(group, TOTAL) for group in self.out]
        return self.attack.recovered(shown, bounds, targets) if targets else []

    def _targets(self, hidden: set[Cell]) -> Iterator[Target]:
        names = [*self.parts, TOTAL] if self.shared else self.parts
        for group in self.counts:
            if group != EVERYBODY:
                number, members = self.attack.members[group]
                for part in names:
                    if group in self.out or (group, part) in hidden:
                        yield Target(number, tuple(members), part)
        for part in self.parts:
            if (EVERYBODY, part) in hidden:
                yield Target(0, tuple(range(len(self.attack.blocks[0]))), part)
        for block, units in self._crossings():
            for part in names:
                yield Target(block, units, part)

    def _crossings(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The units where two public dimensions cross."""
        for number, block in enumerate(self.attack.blocks):
            crossing: dict[tuple[str, ...], list[int]] = defaultdict(list)
            for place, unit in enumerate(block):
                pair = tuple(group for group in unit.groups if _dimension(group) in PUBLIC_PAIR)
                if len(pair) == len(PUBLIC_PAIR):
                    crossing[pair].append(place)
            yield from ((number, tuple(units)) for units in crossing.values())

    def _cheapest_link(self, proof: Proof, hidden: set[Cell]) -> Cell | None:
        """The cell to mask so that this proof does not hold: the smallest, everybody's last."""
        links = [
            cell for cell in proof.cells
            if cell[1] != TOTAL and cell not in hidden and self.counts[cell[0]][cell[1]]
        ]  # fmt: skip
        return min(
            links,
            key=lambda cell: (cell[0] == EVERYBODY, self.counts[cell[0]][cell[1]], cell),
            default=None,
        )

    def _within_dimensions(self) -> set[Cell]:
        """What each dimension needs by itself."""
        by_dimension: dict[str, list[str]] = defaultdict(list)
        for group in self.counts:
            by_dimension[_dimension(group)].append(group)
        everybody = self.counts[EVERYBODY]
        found: set[Cell] = set()
        for dimension, groups in by_dimension.items():
            if dimension == EVERYBODY:
                continue
            whole: Mapping[str, Mapping[str, int]] = {EVERYBODY: everybody} | {
                group: self.counts[group] for group in groups
            }
            parents = {EVERYBODY: None} | dict.fromkeys(groups, EVERYBODY)
            shown = mask_tree(whole, parents, self.k)
            found |= {
                (group, part) for group, line in shown.items() if group not in self.out
                for part, n in line.items() if n is None and part != TOTAL
            }  # fmt: skip
        return found


def _filled(blocks: list[list[Unit]]) -> list[list[Unit]]:
    """Blocks that hold the same people: what a division leaves out stands in a unit of no group."""
    everybody: Counter[str] = Counter()
    for unit in blocks[0] if blocks else ():
        everybody.update(unit.parts)
    for block in blocks[1:]:
        rest = everybody.copy()
        for unit in block:
            rest.subtract(unit.parts)
        if any(n < 0 for n in rest.values()):
            raise ValueError("no division holds more people than the first")
        if any(rest.values()):
            block.append(Unit((), dict(rest)))
    return blocks


def _dimension(group: str) -> str:
    return group.partition(":")[0]


def _counts(blocks: Sequence[Block], parts: Sequence[str]) -> Counts:
    counts: Counts = {EVERYBODY: dict.fromkeys(parts, 0)}
    for number, block in enumerate(blocks):
        for unit in block:
            groups = (EVERYBODY, *unit.groups) if number == 0 else unit.groups
            for group in groups:
                line = counts.setdefault(group, dict.fromkeys(parts, 0))
                for part, n in unit.parts.items():
                    line[part] += n
    return counts
