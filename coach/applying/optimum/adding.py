"""What every further program adds to a list.

The value of a list is the expected desirability of the best program that takes you. Once j is on
the list, i is worth t_i - f_j min(t_i, t_j) more where it takes you, so every list leaves a plain
market behind it, with smaller desirabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from coach.applying.optimum.chances import Floats, Odds
from coach.records import Record

SAME: Final = 1e-12
"""Gains closer than this share are a tie, which the lower id wins."""


class Adder:
    """A growing list: `extra` holds what each candidate is still worth where it takes you."""

    def __init__(self, odds: Odds, values: Floats) -> None:
        self._taken = odds.taken
        self._weighted = odds.weights[:, np.newaxis] * odds.taken
        self.extra = np.tile(values, (len(odds.weights), 1))
        self._less = np.empty_like(self.extra)

    def gains(self) -> Floats:
        """What each candidate would add to the value of the list."""
        return np.asarray(np.einsum("un,un->n", self._weighted, self.extra))

    def add(self, place: int) -> float:
        """Puts one candidate on the list; what it adds."""
        extra = self.extra[:, place, np.newaxis].copy()
        gain = float(self._weighted[:, place] @ extra[:, 0])
        np.minimum(self.extra, extra, out=self._less)
        self._less *= self._taken[:, place, np.newaxis]
        self.extra -= self._less
        return gain


def first_best(scores: Floats) -> int:
    """The place of the highest score, the first of those that tie."""
    best = scores.max()
    return int(np.flatnonzero(scores >= best - abs(best) * SAME)[0])


def add_all(adder: Adder, places: Sequence[int]) -> list[tuple[int, float]]:
    """Adds these candidates in the order in which they add most; places with gains."""
    left = sorted(places)
    order = []
    while left:
        best = left.pop(first_best(adder.gains()[left]))
        order.append((best, adder.add(best)))
    return order


def worth(odds: Odds, values: Floats, places: Sequence[int]) -> float:
    """The value of a list: expected desirability of the best program that takes you."""
    best_first = sorted(places, key=lambda place: -values[place])
    taken = odds.taken[:, best_first]
    none_better = np.cumprod(np.hstack([np.ones((len(taken), 1)), 1 - taken[:, :-1]]), axis=1)
    return float(odds.weights @ ((taken * none_better) @ values[best_first])) if places else 0.0


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
