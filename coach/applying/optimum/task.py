"""What an application list is chosen from, and what there is to spend."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

import numpy as np

from coach.applying.optimum.adding import Adder
from coach.applying.optimum.chances import Floats, Odds
from coach.records import Record, replace

SLACK: Final = 1e-9
"""USD by which sums of prices may miss a budget through rounding."""


class Task(Record):
    """What there is to choose from: candidates as places 0, 1, …, settled in this order."""

    odds: Odds
    values: Floats
    groups: Sequence[int]
    """The specialty of each candidate, as a number."""
    ladders: Sequence[Sequence[float]] | None
    """USD of the next, second next … application of each specialty; None: money is no matter."""
    fixed: Sequence[int]
    """Always on the list, and paid already."""
    free: Sequence[int]
    """May be chosen."""
    budget: float
    """USD left, or infinity."""
    count: int
    """Applications left."""

    def size(self, group: int) -> int:
        """How many candidates of a specialty may be chosen."""
        return sum(self.groups[place] == group for place in self.free)

    def affordable(self, group: int, budget: float) -> int:
        """The most applications of one specialty that a budget, the count and the facts allow."""
        assert self.ladders is not None
        total = accumulate(self.ladders[group])
        return min(self.count, sum(price <= budget + SLACK for price in total), self.size(group))

    def most(self, budget: float) -> list[int]:
        """The most applications of each specialty that a budget allows."""
        return [self.affordable(group, budget) for group in range(len(self.ladders or ()))]

    def only(self, places: Sequence[int]) -> Task:
        """The same with these candidates alone, what is fixed among them, counted anew."""
        new = {place: number for number, place in enumerate(places)}
        chances = (self.odds.invited, self.odds.taken)
        odds = Odds(self.odds.weights, *(np.take(chance, places, axis=1) for chance in chances))
        return replace(
            self,
            odds=odds,
            values=self.values[places],
            groups=[self.groups[place] for place in places],
            fixed=[new[place] for place in self.fixed],
            free=[new[place] for place in self.free if place in new],
        )

    def started(self, odds: Odds) -> Adder:
        """A list that holds what is fixed, under these chances."""
        adder = Adder(odds, self.values)
        for place in self.fixed:
            adder.add(place)
        return adder
