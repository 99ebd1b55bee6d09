"""How good the shares are: sponsors left out whole, simulated programs, and simpler models."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from seed_data.estimating.censored import range_of
from seed_data.estimating.features import Array
from seed_data.estimating.friendliness import Known, Parts, fold_of, left_out
from seed_data.estimating.shares import Model
from seed_data.estimating.tables import Row

PULL: Final = 3.0
"""Programs for which the overall mean counts in a simple state or town mean. A judgement."""


@dataclass(frozen=True, slots=True)
class Score:
    """How one way of estimating does on programs that it has not seen."""

    name: str
    n: int
    rank: float
    """Spearman's correlation; nan where everything is estimated alike."""
    covered: float
    """Percent of the stated shares inside the 80 % range."""
    width: float
    """Mean width of the range in points."""


def ranks(values: Array) -> Array:
    """Ranks from 1, equal values sharing theirs."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return np.asarray((last - (count - 1) / 2)[place])


def rank_correlation(left: Array, right: Array) -> float:
    """Spearman's correlation; nan where one of both does not vary."""
    if np.ptp(left) == 0 or np.ptp(right) == 0:
        return float("nan")
    return float(np.corrcoef(ranks(left), ranks(right))[0, 1])


def score(name: str, middle: Array, spread: Array, stated: Array) -> Score:
    """One line of the comparison; middle and spread in logits, stated shares in percent."""
    ranges = [range_of(float(a), float(b)) for a, b in zip(middle, spread, strict=True)]
    inside = [
        interval.low <= value <= interval.high
        for interval, value in zip(ranges, stated, strict=True)
    ]
    return Score(
        name,
        len(stated),
        rank_correlation(middle, stated),
        100 * float(np.mean(inside)),
        float(np.mean([interval.high - interval.low for interval in ranges])),
    )


def stated_shares(rows: Sequence[Row]) -> Array:
    """Stated shares in percent."""
    return np.array([row.share for row in rows if row.share is not None])


def comparison(fitted: Model) -> list[Score]:
    """Internal medicine with sponsors left out: simpler models first."""
    rows, folds = fitted.base.rows, fold_of(fitted.base.rows)
    shares, stated = fitted.base.shares, stated_shares(rows)
    flat = np.zeros(len(rows))
    scores = [score("one mean", flat + shares.mean(), flat + shares.std(), stated)]
    states, towns = [row.state for row in rows], [row.town for row in rows]
    scores.append(score("state mean", *_means(shares, states, folds, line=False), stated))
    scores.append(
        score("line on the town's mean", *_means(shares, towns, folds, line=True), stated)
    )
    for name, known, parts, factor in (
        ("this model, place and features", fitted.base, fitted.base_parts, 1.0),
        ("this model, with the entry", fitted.entry, fitted.entry_parts, 1.0),
        (
            f"the same, stretched by {fitted.stretch:.2f}",
            fitted.entry,
            fitted.entry_parts,
            fitted.stretch,
        ),
    ):
        mean, variance = left_out(known, parts, folds)
        scores.append(score(name, mean, factor * np.sqrt(variance), stated))
    return scores


def _means(
    shares: Array, groups: Sequence[Hashable], folds: Array, line: bool
) -> tuple[Array, Array]:
    """Middle and spread by the shrunk mean of a group's other programs, or by the line on it."""
    numbers = {group: number for number, group in enumerate(sorted(set(groups), key=str))}
    number = np.array([numbers[group] for group in groups])
    together = (number[:, None] == number[None, :]).astype(float) - np.eye(len(shares))
    middle, spread = np.zeros(len(shares)), np.zeros(len(shares))
    for fold in np.unique(folds):
        out, kept = folds == fold, folds != fold
        mine, overall = together[:, kept], float(shares[kept].mean())
        means = (mine @ shares[kept] + PULL * overall) / (mine.sum(axis=1) + PULL)
        if line:
            slope, start = np.polyfit(means[kept], shares[kept], 1)
            means = start + slope * means
        middle[out] = means[out]
        spread[out] = float((shares - means)[kept].std())
    return middle, spread


def by_part(fitted: Model) -> list[Score]:
    """The model with the entry, by the width of the range and by what is near."""
    known: Known = fitted.entry
    parts: Parts = fitted.entry_parts
    mean, variance = left_out(known, parts, fold_of(known.rows))
    spread, stated = fitted.stretch * np.sqrt(variance), stated_shares(known.rows)
    ranges = [range_of(float(a), float(b)) for a, b in zip(mean, spread, strict=True)]
    width = np.array([interval.high - interval.low for interval in ranges])
    first, second = np.percentile(width, [100 / 3, 200 / 3])
    neighbour = np.array([_has_neighbour(row, known.rows) for row in known.rows])
    return [
        score(name, mean[some], spread[some], stated[some])
        for name, some in (
            (f"width up to {first:.0f} points", width <= first),
            (f"width {first:.0f} to {second:.0f}", (width > first) & (width <= second)),
            (f"width over {second:.0f}", width > second),
            ("another sponsor in the town", neighbour),
            ("nobody else in the town", ~neighbour),
        )
    ]


def _has_neighbour(row: Row, rows: Sequence[Row]) -> bool:
    return any(other.town == row.town and other.sponsor != row.sponsor for other in rows)
