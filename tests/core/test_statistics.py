"""Statistics against published values; each test names its source."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from core.evaluation.statistics import log_rank, paired_change, proportion, survival

# Weeks in remission, Freireich et al., Blood 21 (1963); Kleinbaum & Klein, Survival Analysis, table 1.1.
TREATED = (
    [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
    [w == "1" for w in "111010100110001100000"],
)
PLACEBO = (
    [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23],
    [True] * 21,
)
# Hours of sleep gained, Student, Biometrika 6 (1908); R's `sleep`, and its t.test and wilcox.test, paired.
FIRST_DRUG = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND_DRUG = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_are_those_of_newcombe(successes, n, low, high):
    """Newcombe, Statistics in Medicine 17 (1998), table I, method 3."""
    estimate = proportion(successes, n)
    assert (estimate.low, estimate.high) == pytest.approx((low, high), abs=6e-5)
    assert estimate.value == successes / n


def test_a_share_of_nobody_says_nothing():
    nobody = proportion(0, 0)
    assert math.isnan(nobody.value)
    assert (nobody.low, nobody.high, nobody.at_risk) == (0, 1, 0)


def test_more_successes_than_people_are_refused():
    with pytest.raises(ValueError, match="successes"):
        proportion(4, 3)


@pytest.mark.parametrize(
    ("week", "at_risk", "value", "low", "high"),
    [
        (6, 21, 0.8571, 0.6197, 0.9516),
        (7, 17, 0.8067, 0.5631, 0.9228),
        (10, 15, 0.7529, 0.5032, 0.8894),
        (13, 12, 0.6902, 0.4316, 0.8491),
        (16, 11, 0.6275, 0.3675, 0.8049),
        (22, 7, 0.5378, 0.2678, 0.7468),
        (23, 6, 0.4482, 0.1881, 0.6801),
    ],
)
def test_survival_is_that_of_stata(week, at_risk, value, low, high):
    """Stata's `sts list` on these data (log-log interval, its default)."""
    estimate = survival(*TREATED).at(week)
    assert estimate.at_risk == at_risk
    assert (estimate.value, estimate.low, estimate.high) == pytest.approx(
        (value, low, high), abs=6e-5
    )


def test_medians_are_those_of_kleinbaum_and_klein():
    assert survival(*TREATED).median == 23
    assert survival(*PLACEBO).median == 8


def test_the_interval_of_a_median_may_have_no_end_yet():
    """R: survfit(Surv(t, d) ~ 1, conf.type = "log-log"), 6-MP group: median 23, from 13, to NA."""
    assert survival(*TREATED).median_interval == (13, None)


def test_the_median_when_exactly_half_are_left_is_that_day():
    assert survival([1, 2, 3, 4], [True] * 4).median == 2


def test_a_curve_where_nobody_left_stays_at_one():
    curve = survival([3, 5], [False, False])
    assert (curve.at(4).value, curve.at(4).at_risk, curve.median) == (1, 1, None)
    assert survival([], []).at(0).at_risk == 0


def test_a_curve_where_everybody_left_ends_at_zero_with_an_honest_interval():
    last = survival([1, 2, 2], [True] * 3).at(2)
    assert last.value == 0
    assert last.low == 0
    assert last.high == pytest.approx(0.9452, abs=1e-4)


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=25))
def test_a_curve_never_rises_and_its_interval_holds_it(people):
    curve = survival([time for time, _ in people], [left for _, left in people])
    shares = [1.0] + [step.value for step in curve.steps]
    assert shares == sorted(shares, reverse=True)
    assert all(
        0 <= step.low <= step.value + 1e-9 <= step.high + 2e-9 <= 1 + 3e-9 for step in curve.steps
    )


def test_log_rank_is_that_of_kleinbaum_and_klein():
    """Survival Analysis, chapter 2: log-rank 16.79 for treatment against placebo."""
    test = log_rank({"treated": TREATED, "placebo": PLACEBO})
    assert test.statistic == pytest.approx(16.79, abs=0.005)
    assert test.p < 0.001


@given(*[st.lists(st.tuples(st.integers(1, 20), st.booleans()), min_size=2, max_size=15)] * 2)
def test_log_rank_of_two_groups_agrees_with_scipy(first, second):
    groups = [
        ([float(time) for time, _ in group], [left for _, left in group])
        for group in (first, second)
    ]
    ours = log_rank(dict(zip("ab", groups, strict=True)))
    sample = [
        stats.CensoredData(
            uncensored=[t for t, left in group if left], right=[t for t, left in group if not left]
        )
        for group in (first, second)
    ]
    if not any(left for group in (first, second) for _, left in group) or ours.statistic == 0:
        return
    assert ours.statistic == pytest.approx(
        stats.logrank(*sample).statistic ** 2, rel=1e-6, abs=1e-9
    )


def test_nothing_to_compare_is_no_difference():
    assert log_rank({"one": TREATED, "empty": ([], [])}).p == 1


def test_paired_change_is_that_of_student_and_r():
    change = paired_change(FIRST_DRUG, SECOND_DRUG)
    assert change.n == 10
    assert change.mean == pytest.approx(1.58)
    assert (change.low, change.high) == pytest.approx((0.7001142, 2.4598858))
    assert change.t == pytest.approx(4.0621, abs=5e-5)
    assert change.p == pytest.approx(0.002833, abs=5e-7)
    # Nine changes are not zero and all go up: two of the 2⁹ equally likely sets of signs.
    assert change.wilcoxon_p == pytest.approx(2 / 2**9)


def test_effect_sizes_are_those_of_their_definition():
    """Lakens, Frontiers in Psychology 4:863 (2013), formulas 7 and 10, and the exact figures of Student."""
    change = paired_change(FIRST_DRUG, SECOND_DRUG)
    assert change.sd == pytest.approx(1.2299955)
    assert change.d_z == pytest.approx(1.58 / 1.2299955)
    assert change.d_av == pytest.approx(1.58 / ((1.7890097 + 2.0022487) / 2))
    assert change.hedges == pytest.approx(change.d_av * (1 - 3 / 35))


def test_under_ten_pairs_there_is_no_test_unless_asked_for():
    assert paired_change([1, 2, 4], [2, 4, 4]).p is None
    assert paired_change([1, 2, 4], [2, 4, 4], force=True).p is not None


@pytest.mark.parametrize("n", [0, 1, 3])
def test_few_or_identical_pairs_never_crash(n):
    change = paired_change([20.0] * n, [20.0] * n)
    assert change.n == n
    assert change.t is None
    assert change.d_z is None
