"""Masked tables, attacked."""

import random
from itertools import chain, product

import numpy as np
import pytest
from scipy.optimize import linprog

from core.evaluation.disclosure import mask, mask_counts, mask_tree

ROUNDS = 1000


def with_margins(inner):
    rows = [[*row, sum(row)] for row in inner]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def recovered(values, shown, equations):
    """The masked counts that somebody who solves the equations finds, knowing that each is 1 or more."""
    unknown = [key for key, value in shown.items() if value is None]
    place = {key: at for at, key in enumerate(unknown)}
    left, right = [], []
    for plus, minus in equations:
        row, known = np.zeros(len(unknown)), 0
        for sign, keys in ((1, plus), (-1, minus)):
            for key in keys:
                if key in place:
                    row[place[key]] += sign
                else:
                    known += sign * shown[key]
        left.append(row)
        right.append(-known)
    found = []
    for key in unknown:
        ends = []
        for sense in (1, -1):
            aim = np.zeros(len(unknown))
            aim[place[key]] = sense
            answer = linprog(aim, A_eq=np.array(left), b_eq=np.array(right), bounds=(1, None))
            assert answer.status in (0, 3)  # solved or unbounded: the truth is always an answer
            ends.append(answer.fun * sense if answer.status == 0 else None)
        if None not in ends and abs(ends[0] - ends[1]) < 0.5:
            found.append((key, values[key]))
    return found


def attack_table(table, shown):
    rows, columns = range(len(table)), range(len(table[0]))
    keys = list(product(rows, columns))
    equations = [([(i, j) for j in columns[:-1]], [(i, columns[-1])]) for i in rows]
    equations += [([(i, j) for i in rows[:-1]], [(rows[-1], j)]) for j in columns]
    return recovered(
        {(i, j): table[i][j] for i, j in keys}, {(i, j): shown[i][j] for i, j in keys}, equations
    )


@pytest.mark.parametrize("k", [3, 5, 11])
def test_no_masked_cell_comes_back_by_solving_the_table(k):
    chance = random.Random(k)
    for _ in range(ROUNDS // 3 + 1):
        top = chance.choice([3, 8, 20, 60])
        inner = [
            [chance.choice([0, 1, chance.randint(0, top)]) for _ in range(chance.randint(1, 4))]
        ]
        inner += [[chance.randint(0, top) for _ in inner[0]] for _ in range(chance.randint(0, 4))]
        table = with_margins(inner)
        shown = mask(table, k)
        assert attack_table(table, shown) == [], table
        for truth, cell in zip(chain(*table), chain(*shown), strict=True):
            assert cell in (None, truth)
            assert (cell is None) >= (0 < truth < k), table  # margins too
            assert cell == 0 or truth, table  # zero is shown


def test_the_attack_finds_what_masking_small_counts_alone_gives_back():
    chance = random.Random(7)
    tables = [
        with_margins([[chance.randint(0, 20) for _ in range(3)] for _ in range(3)])
        for _ in range(60)
    ]
    broken = 0
    for table in tables:
        shown = [[None if 0 < n < 5 else n for n in row] for row in table]
        broken += bool(attack_table(table, shown))
    assert broken > 30  # without this, finding nothing would prove nothing


@pytest.mark.parametrize("k", [3, 5])
def test_no_masked_count_comes_back_through_groups_that_add_up(k):
    chance = random.Random(100 + k)
    for _ in range(60):
        parents = {"all": None, "A": "all", "B": "all"}
        parents |= {f"A{i}": "A" for i in range(chance.randint(1, 4))}
        parents |= {f"B{i}": "B" for i in range(chance.randint(1, 4))}
        names = ["yes", "no", "unknown"][: chance.randint(1, 3)]
        parts = {group: dict.fromkeys(names, 0) for group in parents}
        for group, above in parents.items():
            if group not in parents.values():
                for name in names:
                    n = chance.choice([0, 1, chance.randint(0, 12)])
                    for one in (group, above, "all"):
                        parts[one][name] += n
        masked = mask_tree(parts, parents, k)

        shown = {(group, name): n for group, row in masked.items() for name, n in row.items()}
        values = {
            (group, name): (parts[group] | {"": sum(parts[group].values())})[name]
            for group, name in shown
        }
        equations = [([(group, name) for name in names], [(group, "")]) for group in parts]
        for above in set(parents.values()) - {None}:
            below = [group for group in parents if parents[group] == above]
            equations += [
                ([(group, name) for group in below], [(above, name)]) for name in [*names, ""]
            ]
        assert recovered(values, shown, equations) == [], parts


def test_small_counts_are_masked_and_zero_is_shown():
    assert mask([[2, 0, 2], [9, 8, 17], [11, 8, 19]], 5)[0][:2] == [None, 0]


def test_what_is_large_enough_is_left_as_it_is():
    table = with_margins([[12, 7], [30, 5]])
    assert mask(table, 5) == table


def test_a_second_count_is_masked_wherever_a_total_gives_the_first_back():
    shown, total = mask_counts([13, 9, 2], 24, 5)
    assert shown == [13, None, None]
    assert total == 24


def test_two_masked_counts_of_one_do_not_give_each_other_away():
    shown, total = mask_counts([20, 1, 1], 22, 3)
    assert shown == [None, None, None]
    assert total == 22


def test_a_total_that_is_small_is_masked_too():
    assert mask_counts([2, 0], 2, 5) == ([None, 0], None)


def test_k_is_never_below_three():
    with pytest.raises(ValueError, match="never below 3"):
        mask([[1, 1], [1, 1]], 2)


def test_a_table_whose_totals_are_wrong_is_refused():
    with pytest.raises(ValueError, match="totals"):
        mask([[1, 2], [1, 1]], 5)


def test_nothing_is_masked_in_a_table_of_nobody():
    assert mask([[0, 0], [0, 0]], 5) == [[0, 0], [0, 0]]
