"""What somebody works out from everything that is published together: the attacker, as a linear program.

People stand in units (a cohort, a form of support in a territory…) that the attacker knows; how many
of a unit are in each part, they do not. Every published count is a sum of those unknowns.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import optimize as scipy_optimize
from scipy import sparse as scipy_sparse

optimize: Any = scipy_optimize  # their types stop half-way
sparse: Any = scipy_sparse

EVERYBODY = "all"
TOTAL = ""  # the part that is all the others together
Cell = tuple[str, str]  # group, part
Parts = Mapping[str, int]

AT_ONCE = 5  # targets proved to come back before some more is masked
USELESS = 2  # other answers that free no target, before each is tried alone
SURE = 1 - 1e-6  # another answer: a whole person more or less
MOST_MOVING = 250  # units whose counts may move at first; all of them if that is not enough


class Unit(NamedTuple):
    """People who are in the same groups, and how many of them are in each part."""

    groups: tuple[str, ...]
    parts: Parts


Block = Sequence[Unit]  # units that hold everybody between them


class Target(NamedTuple):
    """A small count that must not come back: in which units of a block, in which part."""

    block: int
    units: tuple[int, ...]
    part: str


class Proof(NamedTuple):
    """A target that comes back, and the published cells it is worked out from."""

    target: Target
    cells: frozenset[Cell]


class Attack:
    """The unknowns and what is known of them, for units and parts that do not change."""

    def __init__(self, blocks: Sequence[Block], parts: Sequence[str], seed: int = 1) -> None:
        self.parts = list(parts)
        self.blocks = blocks
        self._chance = np.random.default_rng(seed)
        self._first = np.cumsum([0, *(len(block) * len(self.parts) for block in blocks)])
        self.truth = np.array(
            [unit.parts.get(part, 0) for block in blocks for unit in block for part in self.parts],
            dtype=float,
        )
        self.members: dict[str, tuple[int, list[int]]] = {}
        for number, block in enumerate(blocks):
            for place, unit in enumerate(block):
                for group in unit.groups:
                    self.members.setdefault(group, (number, []))[1].append(place)

    def columns(self, block: int, units: Iterable[int], part: str) -> list[int]:
        """The unknowns that a count adds up."""
        width = len(self.parts)
        offsets = range(width) if part == TOTAL else [self.parts.index(part)]
        first = int(self._first[block])
        return [first + unit * width + offset for unit in units for offset in offsets]

    def columns_of(self, cell: Cell) -> list[list[int]]:
        """The sums that a cell publishes: one, or one in each block for everybody."""
        group, part = cell
        if group == EVERYBODY:
            return [
                self.columns(at, range(len(block)), part) for at, block in enumerate(self.blocks)
            ]
        block, units = self.members[group]
        return [self.columns(block, units, part)]

    def value(self, target: Target) -> int:
        return round(float(self.truth[self.columns(*target)].sum()))

    def recovered(
        self, shown: Iterable[Cell], masked: Iterable[Cell], targets: Sequence[Target]
    ) -> list[Proof]:
        """The targets that the cells shown give back, knowing that each masked cell is at least 1."""
        system = _System(self, list(shown), list(masked))
        left = list(targets)
        if len(self.truth) > MOST_MOVING * len(self.parts):
            left = self._still_sure(system, left, self._some_units(left))
        left = self._still_sure(system, left, None)
        proofs: list[Proof] = []
        for target in left:
            if len(proofs) == AT_ONCE:  # masking for these may well be enough for the others
                return [
                    *proofs,
                    *(Proof(other, frozenset()) for other in left[left.index(target) :]),
                ]
            proof = system.proof(target)
            if proof is not None:
                proofs.append(proof)
        return proofs

    def _still_sure(self, system: "_System", targets: list[Target], moving: Any) -> list[Target]:
        """The targets that no other answer was found for, among the answers where some unknowns move."""
        useless = 0
        while targets and useless < USELESS:
            aim = np.zeros(len(self.truth))
            for target in targets:
                columns = self.columns(*target)
                np.add.at(aim, columns, self._chance.choice([-1.0, 1.0]))
            other = system.another(aim, moving)
            if other is not None:
                change = other - self.truth
                still = [t for t in targets if abs(change[self.columns(*t)].sum()) < SURE]
                useless = useless + 1 if len(still) == len(targets) else 0
                targets = still
            else:
                useless += 1
        return targets

    def _some_units(self, targets: Sequence[Target]) -> Any:
        width = len(self.parts)
        chosen = set(self._chance.choice(len(self.truth) // width, MOST_MOVING).tolist())
        for target in targets:
            for column in self.columns(*target)[:2]:
                chosen.add(column // width)
        return np.array(sorted(unit * width + at for unit in chosen for at in range(width)))


class _System:
    """Published sums as equations, masked ones as bounds."""

    def __init__(self, attack: Attack, shown: list[Cell], masked: list[Cell]) -> None:
        self.attack = attack
        rows: list[list[tuple[int, float]]] = []
        self.cells: list[Cell | None] = []
        for cell in shown:
            for columns in attack.columns_of(cell):
                rows.append([(column, 1.0) for column in columns])
                self.cells.append(cell)
        # Every block holds the same people, so that they agree on what is not published too.
        for part in attack.parts:
            if (EVERYBODY, part) not in set(shown):
                first, *others = attack.columns_of((EVERYBODY, part))
                for other in others:
                    rows.append([(c, 1.0) for c in first] + [(c, -1.0) for c in other])
                    self.cells.append(None)
        bounds = [
            [(column, -1.0) for column in columns]
            for cell in masked
            for columns in attack.columns_of(cell)
        ]
        self.equal = _matrix(rows, len(attack.truth))
        self.least = _matrix(bounds, len(attack.truth))
        self.known = self.equal @ attack.truth

    def another(self, aim: Any, moving: Any) -> Any:
        """An answer as far along `aim` as what is published allows; None if the program fails."""
        answer = self._solved(-aim, moving)
        if answer.status != 0:
            return None
        if moving is None:
            return answer.x
        whole = self.attack.truth.copy()
        whole[moving] = answer.x
        return whole

    def proof(self, target: Target) -> Proof | None:
        """What gives a target back; None if it may be something else."""
        columns = self.attack.columns(*target)
        aim = np.zeros(len(self.attack.truth))
        aim[columns] = 1.0
        used: set[Cell] = set()
        for sense in (1.0, -1.0):
            answer = self._solved(sense * aim, None)
            if answer.status == 3 or (
                answer.status == 0
                and abs(answer.x[columns].sum() - self.attack.value(target)) >= SURE
            ):
                return None
            if answer.status == 0:
                weights = np.abs(answer.eqlin.marginals) > 1e-7
                used |= {cell for cell, on in zip(self.cells, weights, strict=True) if on and cell}
        return Proof(target, frozenset(used))

    def _solved(self, cost: Any, moving: Any) -> Any:
        equal, least, known = self.equal, self.least, self.known
        floor = -np.ones(least.shape[0])
        if moving is not None:
            kept = self.attack.truth.copy()
            kept[moving] = 0.0
            known, floor = known - equal @ kept, floor - least @ kept
            equal, least, cost = equal[:, moving], least[:, moving], cost[moving]
        some = least.shape[0] > 0
        ceiling = float(self.attack.truth.sum()) + 1  # more people than there are is no answer
        return optimize.linprog(
            cost, A_ub=least if some else None, b_ub=floor if some else None,
            A_eq=equal if equal.shape[0] else None, b_eq=known if equal.shape[0] else None,
            bounds=(0, ceiling), method="highs",
        )  # fmt: skip


def _matrix(rows: list[list[tuple[int, float]]], width: int) -> Any:
    places = [(at, column, value) for at, row in enumerate(rows) for column, value in row]
    at, columns, values = zip(*places, strict=True) if places else ((), (), ())
    return sparse.csr_matrix((values, (at, columns)), shape=(len(rows), width))
