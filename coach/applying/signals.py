"""Where program signals do most: the same objective, the chance with and without a signal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from coach.applying.answers import Signal, twelve
from coach.applying.market import Candidate, in_order
from coach.applying.optimum.chances import Floats, factor_nodes, shifted
from coach.scoring.chance import SPREAD

Effects = Mapping[str, Mapping[str, float]]
"""Logits of a signal by specialty and tier beside the average application; "": one without."""


def give_signals(
    listed: Sequence[Candidate],
    allowed: Mapping[str, Mapping[str, int]],
    effects: Effects,
    spread: float = SPREAD,
) -> list[Signal]:
    """Signals for the programs of a list, in the order in which they add most.

    Candidates come with the chance of an average application, some of which carry a signal.
    `allowed`: signals per specialty and tier. A candidate that has a signal keeps it, and it
    counts against its specialty. Signals that would add nothing are not given.
    """
    giving = _Giving(in_order(listed), allowed, effects, spread)
    return list(iter(giving.next_signal, None))


class _Giving:
    """A list while its signals are given, one after the other."""

    def __init__(
        self,
        order: Sequence[Candidate],
        allowed: Mapping[str, Mapping[str, int]],
        effects: Effects,
        spread: float,
    ) -> None:
        self._order = order
        self._left = {name: dict(counts) for name, counts in allowed.items()}
        for candidate in order:
            if candidate.signal and self._left.get(candidate.specialty, {}).get(candidate.signal):
                self._left[candidate.specialty][candidate.signal] -= 1
        self._factor, self._weights = factor_nodes(spread)
        self._values: Floats = np.array([candidate.value for candidate in order], dtype=float)
        self._taken: Floats = np.array([candidate.taken for candidate in order])
        known = dict.fromkeys(tier for counts in self._left.values() for tier in counts)
        self._without = self._invited(effects, "")
        self._signalled_odds = {tier: self._invited(effects, tier) for tier in known}
        self._now = self._without * self._taken
        self._signalled = {place for place, candidate in enumerate(order) if candidate.signal}

    def _invited(self, effects: Effects, tier: str) -> Floats:
        """Chances with a signal of this tier everywhere: nodes × programs."""
        moves = [
            0.0 if each.signal else effects.get(each.specialty, {}).get(tier, 0.0)
            for each in self._order
        ]
        chances = np.array([each.chance for each in self._order], dtype=float)
        gates = np.array([each.open for each in self._order])
        return gates * shifted(chances, self._factor[:, np.newaxis] + np.array(moves))

    def next_signal(self) -> Signal | None:
        """The signal that adds most now, given; None when none adds anything."""
        best = self._best()
        if best is None:
            return None
        gain, place, tier = best
        candidate, invited = self._order[place], self._signalled_odds[tier][:, place]
        self._left[candidate.specialty][tier] -= 1
        self._signalled.add(place)
        self._now[:, place] = invited * self._taken[place]
        return Signal(
            program_id=candidate.id,
            specialty=candidate.specialty,
            tier=tier,
            gain=twelve(gain),
            chance_without=twelve(float(self._weights @ self._without[:, place])),
            chance_with=twelve(float(self._weights @ invited)),
        )

    def _best(self) -> tuple[float, int, str] | None:
        worth = self._weights[:, np.newaxis] * per_chance(self._now, self._values)
        best: tuple[float, int, str] | None = None
        for tier, invited in self._signalled_odds.items():
            gains = ((invited * self._taken - self._now) * worth).sum(axis=0)
            for place, candidate in enumerate(self._order):
                left = self._left.get(candidate.specialty, {}).get(tier)
                gain = float(gains[place])
                if place in self._signalled or not left or gain <= 0:
                    continue
                if best is None or gain > best[0] * (1 + 1e-12):
                    best = gain, place, tier
        return best


def per_chance(taken: Floats, values: Floats) -> Floats:
    """What a chance of 1 at each program of a list adds to the rest of it: nodes × programs.

    The best of the list is worth t_i where i takes you and none better does; without i it would
    be what the less desirable ones bring.
    """
    best_first = np.argsort(-values, kind="stable")
    chances, sorted_values = taken[:, best_first], values[best_first]
    result = np.empty_like(taken)
    rest = np.zeros(len(taken))
    below = np.empty_like(taken)
    for place in range(len(values) - 1, -1, -1):
        below[:, place] = rest
        chance = chances[:, place]
        rest = chance * sorted_values[place] + (1 - chance) * rest
    none_better = np.cumprod(np.hstack([np.ones((len(taken), 1)), 1 - chances[:, :-1]]), axis=1)
    result[:, best_first] = none_better * (sorted_values - below)
    return result
