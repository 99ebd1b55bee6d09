"""The published lines of each specialty, turned into slopes on friendliness before the cut."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from seed_data.estimating.censored import match, moments
from seed_data.estimating.features import Array
from seed_data.estimating.friendliness import Known
from seed_data.estimating.populations import Friendly
from seed_data.estimating.tables import Row

ONE_TO_ONE: Final = 2.0
"""The two published lines share most of their programs: together they count like one."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is published of one specialty, and what the seed says of the same programs."""

    specialty: str
    printed: dict[str, str]
    linked_mean: float
    """Mean logit where the lines pass the mean of their predictors."""
    middle: float
    spread: float
    slope: float
    """Before shrinking: logits of share per logit of friendliness, before the cut."""
    slope_error: float
    left: float
    """Variance that the sponsor's and the town's line leave, before the cut."""
    hidden: float
    """Variance of friendliness that those lines cannot see: doubt, and what else it knows."""

    def number(self, name: str) -> float:
        """One printed figure."""
        return float(self.printed[name])


def medicine_means(base: Known) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    """Mean logit share of internal medicine by coded sponsor and by town."""
    by_sponsor, by_town = defaultdict(list), defaultdict(list)
    for row, share in zip(base.rows, base.shares, strict=True):
        by_town[row.town].append(float(share))
        if row.coded:
            by_sponsor[row.sponsor].append(float(share))
    return (
        {key: float(np.mean(some)) for key, some in by_sponsor.items()},
        {key: float(np.mean(some)) for key, some in by_town.items()},
    )


def lines(
    links: Sequence[dict[str, str]], by_specialty: dict[str, list[Row]], base: Known, all_: Friendly
) -> dict[str, Line]:
    """The published lines, each turned from cut to uncut shares and from the printed predictor
    (one noisy internal medicine share) to friendliness itself."""
    sponsors, towns = medicine_means(base)
    line_of = {}
    for row in links:
        programs = by_specialty[row["specialty"]]
        friendly = all_.of(programs)
        pairs = (
            (
                "sponsor",
                [sponsors.get(program.sponsor) if program.coded else None for program in programs],
            ),
            ("town", [towns.get(program.town) for program in programs]),
        )
        line_of[row["specialty"]] = _line(row, friendly, pairs)
    return line_of


def _line(
    row: dict[str, str],
    friendly: tuple[Array, Array],
    pairs: Sequence[tuple[str, list[float | None]]],
) -> Line:
    means, slopes, left, hidden = [], [], [], []
    for name, predictor in pairs:
        linked = np.array([value is not None for value in predictor])
        seen = np.array([value for value in predictor if value is not None])
        mine, doubt = friendly[0][linked], friendly[1][linked]
        slope, error = float(row[f"slope_{name}"]), _error(row, name, seen)
        means.append(float(row[f"intercept_{name}"]) + slope * float(seen.mean()))
        # How friendliness follows the printed predictor among the same programs.
        follows, start = np.polyfit(seen, mine, 1)
        slopes.append((slope / float(follows), error / float(follows)))
        left.append(float(row[f"residual_sd_{name}"]) ** 2)
        hidden.append(float(doubt.mean() + (mine - start - follows * seen).var()))
    linked_mean = sum(means) / len(means)
    middle, spread = match(
        linked_mean,
        float(row["sd_logit"]),
        float(row["mean_share_pct"]),
        int(row["n_programs"]),
    )
    weights = [1 / error**2 for _, error in slopes]
    together = sum(w * s for w, (s, _) in zip(weights, slopes, strict=True)) / sum(weights)
    # A cut normal follows a predictor by as much less as there are programs beyond the cut.
    inside = moments(middle, spread).inside
    return Line(
        row["specialty"],
        row,
        linked_mean,
        middle,
        spread,
        together / inside,
        math.sqrt(ONE_TO_ONE / sum(weights)) / inside,
        sum(left) / len(left) * (spread / float(row["sd_logit"])) ** 2,
        sum(hidden) / len(hidden),
    )


def _error(row: dict[str, str], name: str, predictor: Array) -> float:
    """Standard error of a printed slope."""
    residual, n = float(row[f"residual_sd_{name}"]), float(row[f"n_{name}"])
    return residual / (float(predictor.std()) * math.sqrt(n))


def shrunk_slopes(published: dict[str, Line]) -> tuple[dict[str, float], float]:
    """Slopes per unit of spread, pulled to their common mean by their errors; and that mean."""
    ratio = np.array([line.slope / line.spread for line in published.values()])
    error = np.array([line.slope_error / line.spread for line in published.values()]) ** 2
    weight = 1 / error
    mean = float((weight * ratio).sum() / weight.sum())
    excess = float((weight * (ratio - mean) ** 2).sum()) - (len(ratio) - 1)
    between = max(0.0, excess / float(weight.sum() - (weight**2).sum() / weight.sum()))
    mean = float((ratio / (between + error)).sum() / (1 / (between + error)).sum())
    pulled = (between * ratio + error * mean) / (between + error)
    return dict(zip(published, map(float, pulled), strict=True)), mean
