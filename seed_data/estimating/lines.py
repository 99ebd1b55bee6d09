"""The published lines: how the IMG share follows internal medicine's, specialty by specialty.

A program's openness, in logits of an internal medicine share, is its sponsor's share plus a part
of what is near. The published line on the sponsor's share says how a specialty follows openness;
the one on the town's share says how much what is near counts.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from seed_data.estimating.medicine import Medicine, near
from seed_data.estimating.scale import Array, Mask
from seed_data.estimating.tables import Row


@dataclass(frozen=True, slots=True)
class Places:
    """Internal medicine around the programs of a list, in logits of its share."""

    own: Array
    """The sponsor's; nan where it states none."""
    town: Array
    """Mean of the town, the sponsor's included; nan where there is none."""
    near: Array
    echo: float
    """Logits of an own share per logit of what is near, in internal medicine itself."""

    @property
    def linked(self) -> Mask:
        """Where the sponsor's share is stated."""
        return np.asarray(~np.isnan(self.own))

    def openness(self, nearness: float, counted: Mask) -> Array:
        """Openness, of linked and of other programs each about a mean of 0 over the counted ones.

        Only differences within both groups are kept: the published lines put linked programs no
        lower than all. What is near has one mean for both.
        """
        alone = (self.echo + nearness) * (self.near - self.near[counted].mean())
        some = self.linked & counted
        own = self.own + nearness * self.near
        level = own[some].mean() if some.any() else own.mean()
        return np.asarray(np.where(self.linked, own - level, alone))


def places(around: Medicine, rows: Sequence[Row]) -> Places:
    """What is around some programs."""
    nan = float("nan")
    return Places(
        np.array([around.by_sponsor.get(row.sponsor, nan) for row in rows]),
        np.array([around.by_town.get(row.town, nan) for row in rows]),
        near(around, rows),
        around.echo,
    )


def reference(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """By specialty the civil programs that had residents in 2020, as the published figures do; all
    civil ones where the lists of those years name none."""
    civil, older = defaultdict(list), defaultdict(list)
    for row in rows:
        if not row.military:
            civil[row.specialty].append(row)
            if row.older:
                older[row.specialty].append(row)
    return {**civil, **older}


@dataclass(frozen=True, slots=True)
class Line:
    """The published figures of a specialty, and our list's places of the same programs."""

    printed: Mapping[str, str]
    places: Places

    def number(self, name: str) -> float:
        """One printed figure."""
        return float(self.printed[name])

    @property
    def middle(self) -> float:
        """Mean logit: both lines at the mean of what they are drawn on, averaged."""
        own, town = float(np.nanmean(self.places.own)), float(np.nanmean(self.places.town))
        by_sponsor = self.number("intercept_sponsor") + self.number("slope_sponsor") * own
        by_town = self.number("intercept_town") + self.number("slope_town") * town
        return (by_sponsor + by_town) / 2

    def near_by_sponsor(self) -> float:
        """Logits of what is near per logit of the sponsor's share."""
        linked = self.places.linked
        return _slope(self.places.own[linked], self.places.near[linked])

    def by_town(self) -> tuple[float, float]:
        """Logits of the sponsor's share (where it is not stated, as the near ones tell it) and of
        what is near, per logit of the town's share."""
        where, some = self.places, ~np.isnan(self.places.town)
        own = np.where(where.linked, where.own, where.echo * where.near)
        return _slope(where.town[some], own[some]), _slope(where.town[some], where.near[some])

    def slope(self, nearness: float) -> tuple[float, float]:
        """The slope on openness, and its standard error."""
        own, seen = self.places.own, 1 + nearness * self.near_by_sponsor()
        spread = float(np.nanstd(own)) * math.sqrt(self.number("n_sponsor"))
        error = self.number("residual_sd_sponsor") / spread
        return self.number("slope_sponsor") / seen, error / seen


def _slope(on: Array, of: Array) -> float:
    return float(np.polyfit(on, of, 1)[0])


def nearness(lines: Sequence[Line]) -> tuple[float, float]:
    """How much what is near counts beside the sponsor's own share, and the error of it.

    Were the sponsor's share all, the town's line, which mixes it with its neighbours', would be
    flatter than it is. Error by leaving out one specialty after the other.
    """
    figures = np.array(
        [
            [
                line.number("slope_sponsor"),
                line.number("slope_town"),
                line.near_by_sponsor(),
                *line.by_town(),
            ]
            for line in lines
        ]
    )
    weights = np.array([line.number("n_town") / line.number("sd_logit") for line in lines])
    others = [
        _nearness(np.delete(figures, i, 0), np.delete(weights, i)) for i in range(len(weights))
    ]
    return _nearness(figures, weights), math.sqrt((len(weights) - 1) * float(np.var(others)))


def _nearness(figures: Array, weights: Array) -> float:
    """The part of what is near at which the mean town slope follows from the mean sponsor slope."""
    by_sponsor, by_town, near_sponsor, own_town, near_town = weights @ figures / weights.sum()
    ratio = by_town / by_sponsor
    return float((ratio - own_town) / (near_town - ratio * near_sponsor))


def pulled(value: float, error: float) -> float:
    """A figure pulled to 0 as far as its error is large beside it."""
    return value**3 / (value**2 + error**2) if value else 0.0


def together(figures: Array, errors: Array) -> tuple[Array, float]:
    """Figures pulled to their mean by their errors (DerSimonian and Laird), and that mean."""
    weight = 1 / errors**2
    mean = float(weight @ figures / weight.sum())
    excess = float(weight @ (figures - mean) ** 2) - (len(figures) - 1)
    between = max(0.0, excess / float(weight.sum() - (weight**2).sum() / weight.sum()))
    weight = 1 / (between + errors**2)
    mean = float(weight @ figures / weight.sum())
    return (between * figures + errors**2 * mean) / (between + errors**2), mean
