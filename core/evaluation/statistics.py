"""The statistics behind the indicators: proportions, time until an event, change between two measures.

Pure arithmetic: numbers in, numbers out. Every interval is at 95 %.
"""

import math
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats as scipy_stats

stats: Any = scipy_stats  # its types stop half-way

CONFIDENCE = 0.95
FEWEST_PAIRS = 10  # below, no test: a slope chart and counts say what can be said
FEW_CHANGES = 13  # scipy goes through every sign up to here too, a thousand times slower
MANY_PAIRS = 50  # from here on, the small-sample correction changes nothing that matters


@dataclass(frozen=True)
class Estimate:
    """A value, its 95 % interval, and how many people it rests on."""

    value: float
    low: float
    high: float
    at_risk: int


@dataclass(frozen=True)
class Test:
    """A test's statistic and its p-value."""

    statistic: float
    p: float


@dataclass(frozen=True)
class Step:
    """A time at which somebody left, and the share still there from then on."""

    time: float
    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Survival:
    """A Kaplan–Meier curve: what share is still there at each time. `durations` are in order."""

    durations: tuple[float, ...]
    steps: tuple[Step, ...]

    def at(self, time: float) -> Estimate:
        """The share still there at `time`, its log-log interval, and how many were followed until then."""
        at_risk = len(self.durations) - bisect_left(self.durations, time)
        passed = bisect_right(self.steps, time, key=lambda step: step.time)
        if not passed:
            return Estimate(1.0, 1.0, 1.0, at_risk)
        last = self.steps[passed - 1]
        return Estimate(last.value, last.low, last.high, at_risk)

    @property
    def median(self) -> float | None:
        """The first time at which half or fewer are still there; None if it has not come yet."""
        return _first_half((step.time, step.value) for step in self.steps)

    @property
    def median_interval(self) -> tuple[float | None, float | None]:
        """The log-log interval of the median; None on a side that has not come yet."""
        return (
            _first_half((step.time, step.low) for step in self.steps),
            _first_half((step.time, step.high) for step in self.steps),
        )


@dataclass(frozen=True, kw_only=True)
class PairedChange:
    """The change of the same people between two measures. What too few pairs cannot say is None.

    `d_z` is the mean change over the SD of changes, `d_av` over the mean of the two SDs, `hedges` is
    `d_av` corrected for small samples (under 50 pairs). `low` and `high` bound the mean change.
    """

    n: int
    mean: float | None
    sd: float | None
    low: float | None
    high: float | None
    t: float | None
    p: float | None
    wilcoxon_p: float | None
    d_z: float | None
    d_av: float | None
    hedges: float | None


def proportion(successes: int, n: int) -> Estimate:
    """A share with its Wilson interval. Out of nobody, the value is NaN and the interval 0 to 1."""
    if not 0 <= successes <= n:
        raise ValueError(f"successes must be from 0 to n, got {successes} of {n}")
    if n == 0:
        return Estimate(math.nan, 0.0, 1.0, 0)
    interval = stats.binomtest(successes, n).proportion_ci(CONFIDENCE, method="wilson")
    return Estimate(successes / n, float(interval.low), float(interval.high), n)


def survival(
    durations: Sequence[float], observed: Sequence[bool], counts: Sequence[int] | None = None
) -> Survival:
    """The Kaplan–Meier curve of people who left (`observed`) or are still followed (not observed).

    With `counts`, each duration stands for as many people.
    """
    if len(durations) != len(observed):
        raise ValueError(f"{len(durations)} durations for {len(observed)} endings")
    times, ended = np.asarray(durations, dtype=float), np.asarray(observed, dtype=bool)
    if counts is not None:
        times, ended = np.repeat(times, counts), np.repeat(ended, counts)
    followed = tuple(np.sort(times).tolist())
    if not ended.any():
        return Survival(durations=followed, steps=())
    curve = stats.ecdf(stats.CensoredData(uncensored=times[ended], right=times[~ended])).sf
    with warnings.catch_warnings():
        # Undefined once nobody is left: said below, not a surprise.
        warnings.simplefilter("ignore", RuntimeWarning)
        interval = curve.confidence_interval(CONFIDENCE, method="log-log")
    exits = set(times[ended].tolist())
    steps: list[Step] = []
    for time, value, low, high in zip(
        curve.quantiles.tolist(),
        curve.probabilities.tolist(),
        interval.low.probabilities.tolist(),
        interval.high.probabilities.tolist(),
        strict=True,
    ):
        if time not in exits:
            continue
        if math.isnan(low):  # nobody is left: nothing is known below, no more than before above
            low, high = 0.0, steps[-1].high if steps else 1.0
        steps.append(Step(time, value, low, high))
    return Survival(durations=followed, steps=tuple(steps))


def log_rank(groups: Mapping[str, tuple[Sequence[float], Sequence[bool]]]) -> Test:
    """Whether two groups or more leave at the same pace: the chi-squared statistic and its p-value.

    A group's durations and endings are as in `survival`. With nothing to compare: statistic 0, p 1.
    """
    followed = [
        (np.asarray(durations, dtype=float), np.asarray(observed, dtype=bool))
        for durations, observed in groups.values()
        if len(durations)
    ]
    if len(followed) < 2:
        return Test(0.0, 1.0)
    surplus = np.zeros(len(followed))
    spread = np.zeros((len(followed), len(followed)))
    for time in np.unique(np.concatenate([durations[ended] for durations, ended in followed])):
        at_risk = np.array([(durations >= time).sum() for durations, _ in followed], dtype=float)
        left = np.array([((durations == time) & ended).sum() for durations, ended in followed])
        everybody, leaving = at_risk.sum(), left.sum()
        share = at_risk / everybody
        surplus += left - leaving * share
        if everybody > 1:
            pace = leaving * (everybody - leaving) / (everybody - 1)
            spread += pace * (np.diag(share) - np.outer(share, share))
    statistic = float(surplus @ np.linalg.pinv(spread) @ surplus)
    return Test(statistic, float(stats.chi2.sf(statistic, len(followed) - 1)))


def paired_change(
    before: Sequence[float], after: Sequence[float], *, force: bool = False
) -> PairedChange:
    """The change from `before` to `after`, the same people in the same order.

    Tests are None under 10 pairs unless `force`; what needs a spread is None without one.
    """
    if len(before) != len(after):
        raise ValueError(f"{len(before)} measures before for {len(after)} after")
    n = len(before)
    first, second = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    change = second - first
    mean = float(change.mean()) if n else None
    sd = float(change.std(ddof=1)) if n > 1 else None
    two_sds = float((first.std(ddof=1) + second.std(ddof=1)) / 2) if n > 1 else None
    low = high = t = p = wilcoxon_p = None
    if mean is not None and sd:
        margin = float(stats.t.ppf((1 + CONFIDENCE) / 2, n - 1)) * sd / math.sqrt(n)
        low, high = mean - margin, mean + margin
        if n >= FEWEST_PAIRS or force:
            test = stats.ttest_rel(second, first)
            t, p = float(test.statistic), float(test.pvalue)
            wilcoxon_p = _signed_rank(change)
    d_av = mean / two_sds if mean is not None and two_sds else None
    correction = 1 - 3 / (4 * (n - 1) - 1) if 1 < n < MANY_PAIRS else 1.0
    return PairedChange(
        n=n, mean=mean, sd=sd, low=low, high=high, t=t, p=p, wilcoxon_p=wilcoxon_p,
        d_z=mean / sd if mean is not None and sd else None,
        d_av=d_av, hedges=None if d_av is None else d_av * correction,
    )  # fmt: skip


def _signed_rank(change: Any) -> float:
    """The two-sided p-value of the signed-rank test; exact for few changes, ties or not."""
    moved = change[change != 0]
    if not len(moved) or len(moved) > FEW_CHANGES:
        return float(stats.wilcoxon(change).pvalue)
    ranks = (2 * stats.rankdata(np.abs(moved))).astype(int)  # doubled: ties share half ranks
    ways = np.zeros(int(ranks.sum()) + 1)
    ways[0] = 1
    for rank in ranks.tolist():
        ways[rank:] = ways[rank:] + ways[: len(ways) - rank]
    positive = int(ranks[moved > 0].sum())
    tails = min(ways[: positive + 1].sum(), ways[positive:].sum())
    return float(min(1.0, 2 * tails / ways.sum()))


def _first_half(shares: Iterable[tuple[float, float]]) -> float | None:
    # 1e-12: a product of fractions that is one half on paper may miss it by a rounding.
    return next((time for time, share in shares if share <= 0.5 + 1e-12), None)
