"""What it is worth to know a fact that nobody has stated, before paying.

A program's gate is open with the probability q. Once the answer is there, one swap may better the
list: a program off the list comes on for another when the answer is yes, one on the list goes for
another when it is no. The worth of the answer is what that swap adds, times the probability of
the answer; an answer that changes no list is worth nothing. The list is taken as the best one
while the answer is not known: swaps that would better it anyway are not counted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from coach.applying.market import Candidate, in_order
from coach.applying.optimum.adding import worth
from coach.applying.optimum.chances import Floats, Odds, odds
from coach.records import Record
from coach.scoring.chance import SPREAD


class Unknown(Record):
    """A program whose gate nobody has stated: what an answer is worth, and how likely yes is."""

    id: str
    value: float
    """In the units of the list's value, never negative."""
    p_yes: float


def worth_knowing(
    candidates: Sequence[Candidate], listed: Collection[str], spread: float = SPREAD
) -> list[Unknown]:
    """Every candidate with an unknown gate, the answer that is worth most first. `listed`: ids of
    the application list. Swaps stay inside a specialty, so they cost nothing."""
    order = [each for each in in_order(candidates) if each.lock != "out"]
    unknowns: list[Unknown] = []
    on_list = set(listed)
    chances = odds(order, spread)
    for name in dict.fromkeys(each.specialty for each in order):
        unknowns += _Swaps(order, chances, on_list, name).unknowns()
    return sorted(unknowns, key=lambda each: -each.value)


class _Swaps:
    """Swaps of one specialty between a list and the programs off it."""

    def __init__(
        self, order: Sequence[Candidate], chances: Odds, listed: set[str], name: str
    ) -> None:
        self._order = order
        self._odds = chances
        self._values: Floats = np.array([candidate.value for candidate in order], dtype=float)
        self._listed = [place for place, candidate in enumerate(order) if candidate.id in listed]
        mine = [place for place, candidate in enumerate(order) if candidate.specialty == name]
        self._on = [place for place in mine if order[place].id in listed]
        off = [place for place in mine if order[place].id not in listed]
        self._off = np.array(off, dtype=np.intp)
        self._taken = chances.taken[:, self._off]
        gates = np.array([order[place].open for place in self._off])
        self._when_open = self._taken / np.where(gates > 0, gates, 1.0)

    def unknowns(self) -> list[Unknown]:
        """What an answer is worth for each program of the specialty whose gate is unknown."""
        best_when_open = np.zeros(len(self._off))
        whole = worth(self._odds, self._values, self._listed)
        rounding = 1e-12 * whole
        unknowns = []
        for place in self._on:
            rest = [candidate for candidate in self._listed if candidate != place]
            adds = self._adds(rest)
            candidate = self._order[place]
            if 0 < candidate.open < 1:
                gain = float((self._odds.weights @ (adds * self._taken)).max(initial=0.0))
                worth_of_no = (1 - candidate.open) * gain if gain > rounding else 0.0
                unknowns.append(Unknown(candidate.id, worth_of_no, candidate.open))
            if candidate.lock != "in":
                swapped = worth(self._odds, self._values, rest) + self._odds.weights @ (
                    adds * self._when_open
                )
                best_when_open = np.maximum(best_when_open, swapped - whole)
        for place, gain in zip(self._off, best_when_open, strict=True):
            candidate = self._order[place]
            if 0 < candidate.open < 1:
                worth_of_yes = candidate.open * float(gain) if gain > rounding else 0.0
                unknowns.append(Unknown(candidate.id, worth_of_yes, candidate.open))
        return unknowns

    def _adds(self, listed: Sequence[int]) -> Floats:
        """What each program off the list adds where it takes you: nodes × programs."""
        best_first = sorted(listed, key=lambda place: -self._values[place])
        taken, values = self._odds.taken[:, best_first], self._values[best_first]
        start = np.ones((len(taken), 1))
        none_better = np.hstack([start, np.cumprod(1 - taken, axis=1)])
        sums = np.hstack([0 * start, np.cumsum(taken * none_better[:, :-1] * values, axis=1)])
        asked = self._values[self._off]
        better = np.searchsorted(-values, -asked, side="left")
        return np.asarray(none_better[:, better] * asked - (sums[:, -1:] - sums[:, better]))
