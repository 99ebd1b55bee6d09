"""Shares on the logit scale: a normal distribution cut at 2 and 98 %, as in the tables."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Final, NamedTuple

import numpy as np

NORMAL: Final = NormalDist()
FLOOR: Final = math.log(0.02 / 0.98)
CEILING: Final = -FLOOR
TENTH: Final = -NORMAL.inv_cdf(0.1)
FIFTH: Final = -NORMAL.inv_cdf(0.2)
NODES: Final = np.array([NORMAL.inv_cdf((i + 0.5) / 400) for i in range(400)])
"""A normal distribution in 400 equal parts."""


class Moments(NamedTuple):
    """What a table would print of programs spread like this."""

    mean_logit: float
    sd_logit: float
    share: float
    """Mean percent; below 2 % counts as none, since few programs have over 50 residents."""
    inside: float
    """Part of the programs between 2 % and 98 %."""


class Range(NamedTuple):
    """An 80 % range in percent with its middle."""

    low: float
    mid: float
    high: float


def logit(percent: float) -> float:
    """The logit of a percentage cut to 2-98."""
    return math.log(min(98.0, max(2.0, percent)) / (100 - min(98.0, max(2.0, percent))))


def percent(value: float) -> float:
    """The percentage of a logit."""
    return 100 / (1 + math.exp(-value))


def moments(middle: float, spread: float) -> Moments:
    """The moments of a normal distribution (logits) once it is cut."""
    hidden = middle + spread * NODES
    cut = np.clip(hidden, FLOOR, CEILING)
    share = np.where(hidden < FLOOR, 0.0, 100 / (1 + np.exp(-hidden)))
    inside = (hidden > FLOOR) & (hidden < CEILING)
    return Moments(float(cut.mean()), float(cut.std()), float(share.mean()), float(inside.mean()))


def match(mean_logit: float, sd_logit: float, share: float, n: int) -> tuple[float, float]:
    """Middle and spread before the cut whose moments come nearest to three published ones.

    Each difference counts by its sampling error among n programs; 10 % stands for the share's.
    """

    def off(middle: float, spread: float) -> float:
        got = moments(middle, spread)
        return (
            n * ((got.mean_logit - mean_logit) / sd_logit) ** 2
            + 2 * n * ((got.sd_logit - sd_logit) / sd_logit) ** 2
            + (math.log(max(got.share, 1e-6) / share) / 0.1) ** 2
        )

    middle, spread, step = mean_logit, sd_logit, 0.8
    best = off(middle, spread)
    while step > 0.002:
        tries = [(middle + a * step, spread + b * step) for a in (-1, 0, 1) for b in (-1, 0, 1)]
        scores = [(off(a, b), a, b) for a, b in tries if b > 0.3]
        score, a, b = min(scores)
        if score < best - 1e-9:
            best, middle, spread = score, a, b
        else:
            step /= 2
    return middle, spread


def range_of(middle: float, spread: float) -> Range:
    """The 80 % range: one tenth off each end, or one fifth off the other where it meets an end.

    A range that reaches below 2 % starts at 0 and one that reaches over 98 % ends at 100, because
    the programs beyond those figures have none or all.
    """
    low, high = middle - TENTH * spread, middle + TENTH * spread
    if low < FLOOR and (high <= CEILING or middle < 0):
        top = max(FLOOR, middle + FIFTH * spread)
        return Range(0.0, percent(middle), 100.0 if top > CEILING else percent(top))
    if high > CEILING:
        bottom = min(CEILING, middle - FIFTH * spread)
        return Range(0.0 if bottom < FLOOR else percent(bottom), percent(middle), 100.0)
    return Range(percent(low), percent(middle), percent(high))
