"""Published rates of visas: each cell pulled to all specialties together, then corrected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from seed_data.estimating.logistic import stepped
from seed_data.estimating.scale import rising_to

YES: Final = "yes"
NO: Final = "no"
NONE: Final = "none listed"
NO_LINK: Final = "no linked program"
CORRECTIONS: Final = {"j1": (0.015, (NONE, NO_LINK)), "h1b": (-0.02, (YES, NO, NONE, NO_LINK))}
"""By visa: what is added to the published part of all programs, and the cells that carry it.

On the sponsors outside the tables J-1 was estimated 3 points too low, mostly where no internal
medicine visa is listed, and H-1B 4 points too high (checked in November 2026 against the first
model, whose means were the published ones). Both halves of the sponsors count alike, so half of
that; that every cell carries H-1B's part is a judgement.
"""
FEWEST: Final = 4.0
MOST: Final = 60.0
"""Least and most programs for which the rate of all counts beside a cell's own. A judgement."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Part of the programs that offer a visa, by specialty and by what the sponsor's internal
    medicine entry says; "ALL" for specialties not printed."""

    cells: dict[tuple[str, str], float]
    whole: dict[str, float]
    """All specialties together, by what the entry says."""

    def of(self, specialty: str, says: str) -> float:
        """The rate of one cell; an unprinted "no" counts like an entry without a visa."""
        says = says if says in self.whole else NONE
        return self.cells.get((specialty, says), self.cells["ALL", says])


def rates(rows: Sequence[Mapping[str, str]], visa: str) -> Rates:
    """The table of one visa."""
    printed: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    for row in rows:
        if row["visa"] == visa:
            cell = (float(row["n"]), float(row["pct_yes"]) / 100)
            printed[row["sponsor_internal_medicine_says"]][row["specialty"]] = cell
    steps = correction(visa, {says: cells["ALL"] for says, cells in printed.items()})
    corrected, whole = {}, {}
    for says, cells in printed.items():
        pulled = _pulled(cells)
        whole[says] = _stepped(cells["ALL"][1], steps[says])
        for specialty, part in pulled.items():
            corrected[specialty, says] = _stepped(part, steps[says])
    return Rates(corrected, whole)


def _pulled(cells: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """The cells of one answer pulled to the whole; "ALL" is what is left for those not printed."""
    n_all, whole = cells["ALL"]
    named = {specialty: cell for specialty, cell in cells.items() if specialty != "ALL"}
    weight = prior_weight(list(named.values()), whole)
    left = max(0.0, n_all - sum(n for n, _ in named.values()))
    others = n_all * whole - sum(n * part for n, part in named.values())
    named["ALL"] = (left, min(max(others, 0.0), left) / left if left else whole)
    return {
        specialty: (n * part + weight * whole) / (n + weight)
        for specialty, (n, part) in named.items()
    }


def prior_weight(cells: Sequence[tuple[float, float]], whole: float) -> float:
    """How many programs the whole counts for: few where cells differ by more than chance."""
    if len(cells) < 2:
        return 20.0
    scatter = sum(n * (part - whole) ** 2 for n, part in cells)
    chance = whole * (1 - whole) * len(cells)
    total = sum(n for n, _ in cells)
    between = max((scatter - chance) / total, 1e-6)
    return min(MOST, max(FEWEST, whole * (1 - whole) / between - 1))


def correction(visa: str, wholes: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """The step (logits) of each answer's cells, so that all programs move as CORRECTIONS says."""
    by, carried_by = CORRECTIONS[visa]
    n, parts = np.array(list(wholes.values())).T
    carries = np.array([says in carried_by for says in wholes])
    target = float(n @ parts / n.sum()) + by

    def mean(step: float) -> float:
        return float(n @ stepped(parts, step * carries) / n.sum())

    step = rising_to(target, mean)
    return dict(zip(wholes, map(float, step * carries), strict=True))


def _stepped(part: float, step: float) -> float:
    return float(stepped(np.array([part]), step)[0])
