"""How good the visa probabilities are: sponsors left out, and cells beside the published ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from seed_data.estimating.features import Array
from seed_data.estimating.friendliness import fold_of
from seed_data.estimating.logistic import chance, logistic
from seed_data.estimating.shares import Model
from seed_data.estimating.tables import MEDICINE
from seed_data.estimating.visa_rates import Rates
from seed_data.estimating.visas import VisaModel, says

BANDS: Final = ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01))


@dataclass(frozen=True, slots=True)
class Forecast:
    """Probabilities of "lists this visa" for internal medicine entries not seen."""

    visa: str
    brier: float
    brier_of_the_mean: float
    bands: list[tuple[int, float, float]]
    """Number, mean probability and part that lists it, by band of a fifth."""


def forecasts(model: VisaModel) -> list[Forecast]:
    """Both visas, ten times without a tenth of the sponsors."""
    folds = fold_of(model.rows)
    j1 = np.array([float(row.j1 == "yes") for row in model.rows])
    h1b = np.array([float(row.h1b == "yes") for row in model.rows])
    return [_forecast(name, model.lines, seen, folds) for name, seen in (("j1", j1), ("h1b", h1b))]


def _forecast(visa: str, lines: Array, seen: Array, folds: Array) -> Forecast:
    part = np.zeros(len(seen))
    for fold in np.unique(folds):
        out = folds == fold
        part[out] = chance(logistic(lines[~out], seen[~out]), lines[out])
    bands = []
    for low, high in BANDS:
        some = (part >= low) & (part < high)
        if some.any():
            bands.append((int(some.sum()), float(part[some].mean()), float(seen[some].mean())))
    mean = float(seen.mean())
    return Forecast(visa, float(((part - seen) ** 2).mean()), mean * (1 - mean), bands)


def cells(
    fitted: Model, probabilities: Mapping[str, float], table: Rates, visa: str
) -> list[tuple[str, int, float, float]]:
    """By what the sponsor's internal medicine entry says: programs of other specialties, their
    mean probability, the published part of all specialties."""
    groups = defaultdict(list)
    for row in fitted.rows:
        if row.specialty != MEDICINE and not row.military:
            groups[says(fitted, row, visa)].append(probabilities[row.id])
    return [
        (word, len(some), float(np.mean(some)), table.whole[word])
        for word, some in sorted(groups.items())
        if word in table.whole
    ]
