"""What an application list is chosen from, and what there is to spend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.applying.optimum.adding import Adder
from coach.applying.optimum.chances import Floats, Odds
from coach.records import Record

SLACK: Final = 1e-9
"""USD by which sums of prices may miss a budget through rounding."""


class Task(Record):
    """What there is to choose from: candidates as places 0, 1, …, settled in this order."""

    odds: Odds
    values: Floats
    groups: Sequence[int]
    """The specialty of each candidate, as a number."""
    ladders: Sequence[Sequence[float]]
    """USD of the next, second next … application of each specialty, as many as may be chosen."""
    fixed: Sequence[int]
    """Always on the list, and paid already."""
    free: Sequence[int]
    """May be chosen."""
    budget: float
    """USD left, or infinity."""
    count: int
    """Applications left."""

    def started(self) -> Adder:
        """A list that holds what is fixed."""
        adder = Adder(self.odds, self.values)
        for place in self.fixed:
            adder.add(place)
        return adder
