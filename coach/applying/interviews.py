"""How many invitations a list brings: the exact distribution, over chance and the shared factor."""

from __future__ import annotations

from typing import Final

import numpy as np

from coach.applying.optimum.chances import Floats, Odds
from coach.records import Record

HOLDS: Final = (0.1, 0.9)
"""Ends of the range of the number of interviews: it holds at least 80 %."""


class Interviews(Record):
    """Interviews to expect: the mean, and the range that holds at least 80 %."""

    low: float
    mid: float
    high: float


class Tally:
    """Counts invitations of a growing list; one distribution for each node of the factor."""

    def __init__(self, odds: Odds, most: int) -> None:
        self._odds = odds
        self._mean = 0.0
        self._size = 1
        self._chances: Floats = np.zeros((len(odds.weights), most + 2))
        self._chances[:, 0] = 1.0

    def add(self, place: int) -> None:
        """One more application, independent of the others once the factor is given."""
        invited = self._odds.invited[:, place, np.newaxis]
        now = self._chances[:, : self._size + 1]
        moved = now[:, :-1] * invited
        now *= 1 - invited
        now[:, 1:] += moved
        self._size += 1
        self._mean += float(self._odds.weights @ invited[:, 0])

    def outlook(self) -> tuple[Interviews, float, float]:
        """Interviews to expect, the chance of none and of at least five."""
        chances = np.asarray(self._odds.weights @ self._chances[:, : self._size])
        low, high = (float(np.searchsorted(np.cumsum(chances), share)) for share in HOLDS)
        # The mean of a few small chances may lie above the range of whole numbers.
        expected = Interviews(min(low, self._mean), self._mean, max(high, self._mean))
        none, five = float(chances[0]), float(chances[5:].sum())
        return expected, min(1.0, max(0.0, none)), min(1.0, max(0.0, five))
