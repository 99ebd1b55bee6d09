"""How open a sponsor is to IMGs, from internal medicine: own program, town, distance, features.

A sum of independent normal parts on the logit scale: features, state, a part that fades with
distance, town, sponsor, and a part of the single program. Prediction is the best linear one, so
that every mean is shrunk by how many programs stand behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from seed_data.estimating.features import Array, Surroundings, columns
from seed_data.estimating.tables import Row

SPONSOR_PART: Final = 0.5
"""How much of what is left of a program, after town and features, is its sponsor's. A judgement:
the published lines fit about equally well from a quarter to all of it."""
MEAN_VARIANCE: Final = 9.0
"""Variance of the overall mean before anything is seen: practically free."""

FOLDS: Final = 10


@dataclass(frozen=True, slots=True)
class Parts:
    """Variances of the parts (squared logits), and the distance at which nearness fades (km)."""

    features: float = 0.02
    state: float = 0.05
    nearness: float = 1.0
    fading_km: float = 200.0
    town: float = 0.3
    local: float = 2.0
    """Of one program: SPONSOR_PART of it shared by the sponsor's programs."""

    @property
    def sponsor(self) -> float:
        """Variance that the programs of one sponsor share."""
        return self.local * SPONSOR_PART

    @property
    def own(self) -> float:
        """Variance that is a single program's alone."""
        return self.local - self.sponsor


@dataclass(frozen=True, slots=True)
class Known:
    """Internal medicine programs with their logit shares, and the scale of the features."""

    rows: tuple[Row, ...]
    shares: Array
    around: Surroundings
    with_entry: bool
    middle: Array
    scale: Array


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two lists of programs are, part by part."""

    features: Array
    state: Array
    km: Array
    town: Array
    sponsor: Array


def known(rows: Sequence[Row], shares: Array, around: Surroundings, with_entry: bool) -> Known:
    """The programs to learn from; with_entry also by type and visas of the entries."""
    lines = columns(rows, around, with_entry)
    spread = lines.std(axis=0)
    scale = np.where(spread > 0.01, spread, 1.0)
    return Known(tuple(rows), shares, around, with_entry, lines.mean(axis=0), scale)


def fit(base: Known) -> Parts:
    """The variances that make the known shares likeliest, by steps along one part at a time."""
    alike = likeness(base, base.rows)

    def likelihood(parts: Parts) -> float:
        both = covariance(alike, parts) + parts.own * np.eye(len(base.rows))
        root = np.linalg.cholesky(both)
        whitened = np.linalg.solve(root, base.shares)
        return float(-0.5 * whitened @ whitened - np.log(np.diag(root)).sum())

    parts, step = Parts(), 4.0
    best = likelihood(parts)
    while step > 1.3:
        for name in ("features", "state", "nearness", "fading_km", "town", "local"):
            for factor in (step, 1 / step):
                tried = replace(parts, **{name: getattr(parts, name) * factor})
                if (value := likelihood(tried)) > best + 0.01:
                    best, parts = value, tried
        step = step**0.5
    return parts


def likeness(base: Known, rows: Sequence[Row]) -> Likeness:
    """Of programs (lines) with the known ones (columns)."""
    mine, theirs = scaled(base, rows), scaled(base, base.rows)
    return Likeness(
        mine @ theirs.T,
        _same(rows, base.rows, lambda row: row.state),
        _kilometres(rows, base.rows),
        _same(rows, base.rows, lambda row: row.town),
        _same(rows, base.rows, lambda row: row.sponsor),
    )


def scaled(base: Known, rows: Sequence[Row]) -> Array:
    """Features of programs in units of their spread among the known ones."""
    return np.asarray((columns(rows, base.around, base.with_entry) - base.middle) / base.scale)


def covariance(alike: Likeness, parts: Parts) -> Array:
    """What two programs share, without what is a single program's alone."""
    return np.asarray(
        MEAN_VARIANCE
        + parts.features * alike.features
        + parts.state * alike.state
        + parts.nearness * np.exp(-alike.km / parts.fading_km)
        + parts.town * alike.town
        + parts.sponsor * alike.sponsor
    )


def predict(base: Known, parts: Parts, rows: Sequence[Row]) -> tuple[Array, Array]:
    """Mean and variance of each program's friendliness (logits of an internal medicine share)."""
    both = covariance(likeness(base, base.rows), parts) + parts.own * np.eye(len(base.rows))
    cross = covariance(likeness(base, rows), parts)
    before = (
        MEAN_VARIANCE
        + parts.state
        + parts.nearness
        + parts.town
        + parts.sponsor
        + parts.features * (scaled(base, rows) ** 2).sum(axis=1)
    )
    solved = np.linalg.solve(both, cross.T)
    return solved.T @ base.shares, before - (cross * solved.T).sum(axis=1)


def left_out(base: Known, parts: Parts, folds: Array) -> tuple[Array, Array]:
    """Mean and variance of each known share as predicted without the programs of its fold."""
    shared = covariance(likeness(base, base.rows), parts)
    mean, variance = np.zeros(len(base.rows)), np.zeros(len(base.rows))
    for fold in np.unique(folds):
        out, kept = folds == fold, folds != fold
        both = shared[np.ix_(kept, kept)] + parts.own * np.eye(int(kept.sum()))
        cross = shared[np.ix_(out, kept)]
        solved = np.linalg.solve(both, cross.T)
        mean[out] = solved.T @ base.shares[kept]
        variance[out] = np.diag(shared)[out] - (cross * solved.T).sum(axis=1) + parts.own
    return mean, variance


def fold_of(rows: Sequence[Row]) -> Array:
    """One of ten folds for each program, a sponsor's programs together."""
    sponsors = {name: i for i, name in enumerate(sorted({row.sponsor for row in rows}))}
    order = np.random.default_rng(1).permutation(len(sponsors))
    folds: Array = np.array([float(order[sponsors[row.sponsor]] % FOLDS) for row in rows])
    return folds


def _same(rows: Sequence[Row], others: Sequence[Row], of: Callable[[Row], Hashable]) -> Array:
    numbers: dict[Hashable, int] = {}
    mine = np.array([numbers.setdefault(of(row), len(numbers)) for row in rows])
    theirs = np.array([numbers.setdefault(of(row), len(numbers)) for row in others])
    return np.asarray(mine[:, None] == theirs[None, :], dtype=np.float64)


def _kilometres(rows: Sequence[Row], others: Sequence[Row]) -> Array:
    mine = np.radians([[row.latitude, row.longitude] for row in rows])
    theirs = np.radians([[row.latitude, row.longitude] for row in others])
    up = np.sin((mine[:, None, 0] - theirs[None, :, 0]) / 2) ** 2
    across = np.sin((mine[:, None, 1] - theirs[None, :, 1]) / 2) ** 2
    half = up + np.cos(mine[:, None, 0]) * np.cos(theirs[None, :, 0]) * across
    return np.asarray(2 * 6371 * np.arcsin(np.sqrt(np.minimum(1.0, half))))
