"""Shares on the logit scale, cut at 2 and 98 % as in the published tables."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

NORMAL: Final = NormalDist()
FLOOR: Final = math.log(0.02 / 0.98)
CEILING: Final = -FLOOR
TENTH: Final = -NORMAL.inv_cdf(0.1)
"""SDs from the middle of a normal distribution to either end of the 80 % about it."""
NODES: Final = np.array([NORMAL.inv_cdf((i + 0.5) / 200) for i in range(200)])
"""A normal distribution in 200 equal parts."""


def logit(percent: float) -> float:
    """The logit of a percentage cut to 2-98."""
    part = min(98.0, max(2.0, percent)) / 100
    return math.log(part / (1 - part))


def percent(value: float) -> float:
    """The percentage of a logit."""
    return 100 / (1 + math.exp(-value))


def expected(middle: Array, spread: Array) -> Array:
    """Mean share (percent) of programs spread normally (logits) about a middle.

    Below 2 % counts as none, since few programs have over 50 residents.
    """
    hidden = np.clip(middle[:, None] + spread[:, None] * NODES, -99.0, 99.0)
    return np.asarray(np.where(hidden < FLOOR, 0.0, 100 / (1 + np.exp(-hidden))).mean(axis=1))


def before_cut(middle: float, spread: float) -> tuple[float, float]:
    """Mean and SD of a normal distribution (logits) that has these once it is cut."""
    before, wide = middle, spread
    for _ in range(100):
        # What np.clip, mean and std do, in a third of their time: this runs 100,000 times.
        cut = np.minimum(np.maximum(before + wide * NODES, FLOOR), CEILING)
        mean = np.add.reduce(cut) / cut.size
        off = cut - mean
        before += middle - float(mean)
        wide *= (spread / max(0.01, math.sqrt(np.add.reduce(off * off) / cut.size))) ** 0.5
    return before, wide


def mean_share(middle: float, spread: float) -> float:
    """Mean share (percent) of programs whose logits, once cut, have this mean and SD."""
    before, wide = before_cut(middle, spread)
    return float(expected(np.array([before]), np.array([wide]))[0])


def range_of(middle: float, spread: float) -> tuple[float, float]:
    """The 80 % range in percent of a normal distribution (logits).

    An end beyond 2 or 98 % is 0 or 100, because the programs beyond those figures have none or all.
    """
    low, high = middle - TENTH * spread, middle + TENTH * spread
    return (
        0.0 if low <= FLOOR else percent(min(low, CEILING)),
        100.0 if high >= CEILING else percent(max(high, FLOOR)),
    )


def rising_to(target: float, value_at: Callable[[float], float]) -> float:
    """Where a rising function of logits reaches the target, between -12 and 12 (bisection)."""
    low, high = -12.0, 12.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if value_at(middle) < target else (low, middle)
    return (low + high) / 2
