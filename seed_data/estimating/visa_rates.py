"""Published rates of visas, each cell shrunk to all specialties together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

NONE: Final = "none listed"
Cells = dict[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Rates:
    """Published part of programs that offer a visa, by specialty and by what the sponsor's
    internal medicine entry says; "ALL" for specialties not printed."""

    cells: Cells
    whole: dict[str, float]
    """All specialties together, by what the entry says."""

    def of(self, specialty: str, says: str) -> float:
        """The rate of one cell; an unprinted "no" counts like an entry without a visa."""
        if says not in self.whole:
            says = NONE
        return self.cells.get((specialty, says), self.cells["ALL", says])


def rates(rows: Sequence[dict[str, str]], visa: str) -> Rates:
    """The table of one visa, each cell shrunk to the whole as far as cells scatter by chance."""
    printed = defaultdict(list)
    for row in rows:
        if row["visa"] == visa:
            n, part = float(row["n"]), float(row["pct_yes"]) / 100
            printed[row["sponsor_internal_medicine_says"]].append((row["specialty"], n, part))
    cells, whole = {}, {}
    for says, some in printed.items():
        ((_, n_all, all_),) = [cell for cell in some if cell[0] == "ALL"]
        named = [cell for cell in some if cell[0] != "ALL"]
        whole[says] = (n_all * all_ + 0.5) / (n_all + 1)
        weight = prior_weight([(n, part) for _, n, part in named], whole[says])
        for specialty, n, part in named:
            cells[specialty, says] = (n * part + weight * whole[says]) / (n + weight)
        left = n_all - sum(n for _, n, _ in named)
        others = n_all * all_ - sum(n * part for _, n, part in named)
        others = min(max(others, 0.0), max(left, 0.0))
        cells["ALL", says] = (others + weight * whole[says]) / (max(left, 0.0) + weight)
    return Rates(cells, whole)


def prior_weight(cells: Sequence[tuple[float, float]], whole: float) -> float:
    """How many programs the whole counts for: few where cells differ by more than chance."""
    if len(cells) < 2:
        return 20.0
    scatter = sum(n * (part - whole) ** 2 for n, part in cells)
    chance = whole * (1 - whole) * len(cells)
    total = sum(n for n, _ in cells)
    between = max((scatter - chance) / total, 1e-6)
    return min(60.0, max(4.0, whole * (1 - whole) / between - 1))
