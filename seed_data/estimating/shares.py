"""The estimated IMG share of each program: its specialty's level, moved by its place's openness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from seed_data.estimating.levels import Level, levels, matched_rates
from seed_data.estimating.lines import Line, Places, nearness, places, pulled, reference
from seed_data.estimating.medicine import Blind, Medicine, blind, medicine, predicted
from seed_data.estimating.scale import Array, before_cut, expected, range_of, rising_to
from seed_data.estimating.tables import MEDICINE, Row, programs, table


@dataclass(frozen=True, slots=True)
class Share:
    """A share in percent: its mean, within an 80 % range."""

    low: float
    mean: float
    high: float


MILITARY: Final = Share(0.0, 0.5, 5.0)
"""Programs of the armed forces train their own officers; the figures are a judgement."""


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that the shares are computed from."""

    rows: list[Row]
    around: Medicine
    blind: Blind
    lines: dict[str, Line]
    nearness: tuple[float, float]
    """As the published slopes tell it, with its error; used pulled to 0."""
    levels: dict[str, Level]

    @property
    def beside(self) -> float:
        """How much what is near counts beside the sponsor's own share."""
        return pulled(*self.nearness)


def model(folder: Path) -> Model:
    """The model of the seed tables of a folder."""
    rows = programs(folder)
    around, by_specialty = medicine(rows), reference(rows)
    lines = {
        row["specialty"]: Line(row, places(around, by_specialty[row["specialty"]]))
        for row in table(folder, "statistics/img_share_links.csv")
    }
    rates = matched_rates(table(folder, "statistics/specialty_outcomes.csv"), by_specialty)
    stated = float(np.mean([row.share or 0.0 for row in around.stated]))
    counts = nearness(list(lines.values()))
    level_of = levels(lines, pulled(*counts), rates, stated, by_specialty)
    return Model(rows, around, blind(around), lines, counts, level_of)


def shares(fitted: Model) -> dict[str, Share]:
    """The share of every program by id, whether or not it is stated."""
    share_of = {row.id: MILITARY for row in fitted.rows if row.military}
    by_specialty = defaultdict(list)
    for row in fitted.rows:
        if not row.military:
            by_specialty[row.specialty].append(row)
    for name, rows in by_specialty.items():
        of_specialty = _of_medicine if name == MEDICINE else _of_other
        share_of |= of_specialty(fitted, rows)
    return share_of


def _of_medicine(fitted: Model, rows: Sequence[Row]) -> dict[str, Share]:
    middle, flat, blind = predicted(fitted.around, rows), np.ones(len(rows)), fitted.blind
    means = expected(middle + blind.shift, flat * blind.spread)
    return _shares(rows, middle, flat * blind.wide, means)


def _of_other(fitted: Model, rows: Sequence[Row]) -> dict[str, Share]:
    """Ranges stand on the published lines and scatter as they are, which are those of cut logits;
    means on the normal distribution before the cut, in which everything is as much wider, moved by
    one step so that over the older programs they are the specialty's mean share."""
    level, where = fitted.levels[rows[0].specialty], places(fitted.around, rows)
    older = np.array([row.older for row in rows])
    counted = older if older.any() else ~older
    above, left = level.slope * where.openness(fitted.beside, counted), spreads(level, where)
    middle, wide = before_cut(level.middle, level.alone)
    factor = wide / level.alone
    before, scatter = middle + factor * above, factor * left

    def mean(step: float) -> float:
        return float(expected(before[counted] + step, scatter[counted]).mean())

    means = expected(before + rising_to(level.share, mean), scatter)
    return _shares(rows, level.middle + above, np.hypot(left, level.error), means)


def spreads(level: Level, where: Places) -> Array:
    """The SD (logits) left of each program, by what is stated around it."""
    in_town = np.where(np.isnan(where.town), level.alone, level.town)
    return np.where(where.linked, level.linked, in_town)


def _shares(rows: Sequence[Row], middle: Array, spread: Array, means: Array) -> dict[str, Share]:
    share_of = {}
    for row, at, wide, mean in zip(rows, middle, spread, means, strict=True):
        low, high = range_of(float(at), float(wide))
        share_of[row.id] = Share(low, min(high, max(low, float(mean))), high)
    return share_of
