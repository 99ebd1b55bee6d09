"""Friendliness of every program, and which programs the published figures speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

import numpy as np

from seed_data.estimating.features import Array
from seed_data.estimating.tables import MEDICINE, Row

FEW: Final = 10.0
"""Programs for which a common figure counts beside a specialty's own. A judgement."""


@dataclass(frozen=True, slots=True)
class Friendly:
    """Friendliness of every program: mean and variance (logits) by id."""

    mean: dict[str, float]
    variance: dict[str, float]

    def of(self, rows: Sequence[Row]) -> tuple[Array, Array]:
        """Means and variances of these programs."""
        return (
            np.array([self.mean[row.id] for row in rows]),
            np.array([self.variance[row.id] for row in rows]),
        )


def evened(rows: Sequence[Row], linked: Set[str], all_: Friendly) -> Friendly:
    """The same with one average, in each specialty, for programs whose sponsor has a stated
    internal medicine share and for those without.

    Learned on internal medicine alone, a sponsor without it looks friendlier; the published lines
    put linked programs no lower than all, so only differences among the unlinked are kept.
    """
    gaps: dict[str, tuple[float, int]] = {}
    for name, some in reference(rows).items():
        with_link = [row for row in some if row.sponsor in linked]
        without = [row for row in some if row.sponsor not in linked]
        if with_link and without and name != MEDICINE:
            gap = all_.of(without)[0].mean() - all_.of(with_link)[0].mean()
            gaps[name] = float(gap), len(without)
    total = sum(n for _, n in gaps.values())
    common = sum(gap * n for gap, n in gaps.values()) / total
    mean = dict(all_.mean)
    for row in rows:
        if row.specialty != MEDICINE and row.sponsor not in linked:
            gap, n = gaps.get(row.specialty, (common, 0))
            mean[row.id] -= (n * gap + FEW * common) / (n + FEW)
    return Friendly(mean, all_.variance)


def reference(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """By specialty the civil programs that had residents in 2020, as the published figures do."""
    kept = defaultdict(list)
    for row in rows:
        if row.older and not row.military:
            kept[row.specialty].append(row)
    return kept
