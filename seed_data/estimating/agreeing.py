"""Checks of the model with itself and with the published figures that it was made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from seed_data.estimating.lines import Line
from seed_data.estimating.medicine import Medicine
from seed_data.estimating.scale import mean_share, rising_to
from seed_data.estimating.shares import Model
from seed_data.estimating.tables import MEDICINE, Row
from seed_data.estimating.visa_rates import Rates
from seed_data.estimating.visas import coded_answer


@dataclass(frozen=True, slots=True)
class Agreement:
    """A specialty's figures as the model has them, and as they are published."""

    specialty: str
    mean_share: float
    """Percent, over our list."""
    mean_there: float
    """Percent, at the internal medicine shares of the published half."""
    published_share: float
    sponsor_slope: tuple[float, float]
    """The model's and the published."""
    town_slope: tuple[float, float]


def half_below(fitted: Model) -> float:
    """Logits by which internal medicine shares of the published half lie from those of our list, so
    that the lines give the published mean shares on average over programs."""
    lines = fitted.lines.values()
    n = np.array([line.number("n_programs") for line in lines])
    published = np.array([line.number("mean_share_pct") for line in lines])

    def mean(step: float) -> float:
        return float(n @ [_at(line, step) for line in lines] / n.sum())

    return rising_to(float(n @ published / n.sum()), mean)


def _at(line: Line, step: float) -> float:
    """Mean share in percent where internal medicine shares differ by a step in logits."""
    middle = line.middle + line.number("slope_sponsor") * step
    return mean_share(middle, line.number("sd_logit"))


def agreements(fitted: Model, step: float) -> list[Agreement]:
    """The specialties with a published line."""
    rows = []
    for name, line in sorted(fitted.lines.items()):
        slope, (own, close) = fitted.levels[name].slope, line.by_town()
        by_sponsor = slope * (1 + fitted.beside * line.near_by_sponsor())
        by_town = slope * (own + fitted.beside * close)
        rows.append(
            Agreement(
                name,
                fitted.levels[name].share,
                _at(line, step),
                line.number("mean_share_pct"),
                (by_sponsor, line.number("slope_sponsor")),
                (by_town, line.number("slope_town")),
            )
        )
    return rows


def cells(
    around: Medicine, rows: Sequence[Row], parts: Mapping[str, float], table: Rates, visa: str
) -> list[tuple[str, int, float, float]]:
    """By what the sponsor's internal medicine entry says: older programs of other specialties, mean
    probability, the published part after the correction."""
    groups = defaultdict(list)
    for row in rows:
        if row.specialty != MEDICINE and row.older and not row.military:
            groups[coded_answer(around, row, visa)].append(row.id)
    return [
        (word, len(ids), float(np.mean([parts[key] for key in ids])), table.whole[word])
        for word, ids in sorted(groups.items())
        if word in table.whole
    ]
