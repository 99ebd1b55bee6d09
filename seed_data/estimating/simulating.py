"""Programs drawn from the model and measured as the published ones were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from seed_data.estimating.censored import FLOOR, NORMAL, Range, percent
from seed_data.estimating.checking import rank_correlation
from seed_data.estimating.features import Array
from seed_data.estimating.lines import Line, medicine_means
from seed_data.estimating.populations import reference
from seed_data.estimating.shares import Model, Share, share
from seed_data.estimating.tables import Row

TIMES: Final = 40
"""Simulated programs per real one."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """One specialty: what the model implies beside what is published."""

    specialty: str
    n: int
    share: float
    sd: float
    slope: float
    residual: float
    printed: tuple[float, float, float, float]
    """The same four as published: mean share, SD of logits, sponsor slope and residual SD."""
    covered: float
    """Percent inside the range when programs scatter as the model says."""
    line_covered: float
    """The same when only the published sponsor line is true, and nothing else carries over."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """All specialties with a published line."""

    parts: list[Simulated]
    rank: float
    covered: float
    line_covered: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """The drawn programs of one specialty: TIMES lines, one real program per column."""

    middle: Array
    values: Array
    inside: Array
    line_inside: Array
    """For the linked programs only."""


def simulation(fitted: Model) -> Simulation:
    """All specialties with a published line, drawn from the model."""
    rng = np.random.default_rng(2)
    sponsors, _ = medicine_means(fitted.base)
    by_specialty = reference(fitted.rows)
    both = [
        _specialty(fitted, line, by_specialty[name], sponsors, rng)
        for name, line in sorted(fitted.lines.items())
    ]
    drawn = [draw for _, draw in both]
    middle = np.concatenate([draw.middle for draw in drawn])
    values = np.hstack([draw.values for draw in drawn])
    return Simulation(
        [part for part, _ in both],
        float(np.mean([rank_correlation(middle, row) for row in values])),
        100 * float(np.hstack([draw.inside for draw in drawn]).mean()),
        100 * float(np.hstack([draw.line_inside for draw in drawn]).mean()),
    )


def _specialty(
    fitted: Model,
    line: Line,
    rows: Sequence[Row],
    sponsors: dict[str, float],
    rng: np.random.Generator,
) -> tuple[Simulated, Drawn]:
    estimates = [share(fitted, row) for row in rows]
    values = _draw(estimates, rng)
    linked = [place for place, row in enumerate(rows) if row.coded and row.sponsor in sponsors]
    predictor = np.array([sponsors[rows[place].sponsor] for place in linked])
    cut = _cut(values)
    slope, start = np.polyfit(np.tile(predictor, TIMES), cut[:, linked].ravel(), 1)
    alone = _line_alone(line, predictor, rng)
    drawn = Drawn(
        np.array([estimate.middle for estimate in estimates]),
        values,
        _inside([estimate.range for estimate in estimates], values),
        _inside([estimates[place].range for place in linked], alone),
    )
    part = Simulated(
        specialty=line.specialty,
        n=len(rows),
        share=float(values.mean()),
        sd=float(cut.std()),
        slope=float(slope),
        residual=float((cut[:, linked] - start - slope * predictor).std()),
        printed=_printed(line),
        covered=100 * float(drawn.inside.mean()),
        line_covered=100 * float(drawn.line_inside.mean()),
    )
    return part, drawn


def _printed(line: Line) -> tuple[float, float, float, float]:
    return (
        line.number("mean_share_pct"),
        line.number("sd_logit"),
        line.number("slope_sponsor"),
        line.number("residual_sd_sponsor"),
    )


def _draw(estimates: Sequence[Share], rng: np.random.Generator) -> Array:
    """Percent shares, TIMES lines of one program per column; below 2 % is none."""
    middle = np.array([estimate.middle for estimate in estimates])
    spread = np.array([estimate.spread for estimate in estimates])
    return _shares(middle + spread * rng.standard_normal((TIMES, len(estimates))))


def _line_alone(line: Line, predictor: Array, rng: np.random.Generator) -> Array:
    """Shares of linked programs that follow the printed sponsor line and nothing else."""
    slope = line.number("slope_sponsor") * line.spread / line.number("sd_logit")
    rest = float(np.sqrt(max(0.1, line.spread**2 - slope**2 * float(predictor.var()))))
    mean = line.middle + slope * (predictor - predictor.mean())
    return _shares(mean + rest * rng.standard_normal((TIMES, len(predictor))))


def _shares(hidden: Array) -> Array:
    return np.where(hidden < FLOOR, 0.0, 100 / (1 + np.exp(-hidden)))


def _cut(values: Array) -> Array:
    inside = np.clip(values, percent(FLOOR), percent(-FLOOR))
    return np.asarray(np.log(inside / (100 - inside)))


def _inside(ranges: Sequence[Range], values: Array) -> Array:
    low = np.array([interval.low for interval in ranges])
    high = np.array([interval.high for interval in ranges])
    return np.asarray((values >= low) & (values <= high))


def certain_none(fitted: Model) -> float:
    """Percent of the estimated programs of which over four in five are expected to have none, so
    that no range can hold as little as 80 %."""
    estimates = [
        share(fitted, row) for row in fitted.rows if row.share is None and not row.military
    ]
    return 100 * float(
        np.mean([NORMAL.cdf((FLOOR - s.middle) / s.spread) > 0.8 for s in estimates])
    )
