"""Where program signals do most: the same objective, the chance with and without a signal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp
from typing import Final

import numpy as np

from coach.applying.answers import Signal, twelve
from coach.applying.market import Candidate, in_order
from coach.applying.optimum.chances import Floats, factor_nodes, odds, shifted
from coach.records import Signals
from coach.scoring.chance import SIGNAL, SPREAD

TIMES: Final = {"gold": exp(SIGNAL), "single": exp(SIGNAL), "silver": 3.0}
"""What a signal multiplies the odds of an invitation by. Gold and single: the published odds
ratio. Silver: the low end of the published range, which is a judgement."""


def rounds(signals: Iterable[Signals], season: int) -> dict[str, Signals]:
    """The signals of each specialty in a season, or in the newest one before it."""
    rows = sorted((row for row in signals if row.season <= season), key=lambda row: row.season)
    return {row.specialty: row for row in rows}


def tiers(row: Signals) -> dict[str, int]:
    """How many signals of each tier an applicant has in a specialty."""
    counts = {"gold": row.gold, "silver": row.silver, "single": row.single}
    return {tier: count for tier, count in counts.items() if count}


def give_signals(
    listed: Sequence[Candidate],
    allowed: Mapping[str, Mapping[str, int]],
    spread: float = SPREAD,
    times: Mapping[str, float] = TIMES,
) -> list[Signal]:
    """Signals for the programs of a list, in the order in which they add most.

    `allowed`: signals per specialty and tier. A candidate that has a signal keeps it, and it
    counts against its specialty. Signals that would add nothing are not given.
    """
    giving = _Giving(in_order(listed), allowed, spread, times)
    return list(iter(giving.next_signal, None))


class _Giving:
    """A list while its signals are given, one after the other."""

    def __init__(
        self,
        order: Sequence[Candidate],
        allowed: Mapping[str, Mapping[str, int]],
        spread: float,
        times: Mapping[str, float],
    ) -> None:
        self._order = order
        self._left = {name: dict(counts) for name, counts in allowed.items()}
        for candidate in order:
            if candidate.signal and self._left.get(candidate.specialty, {}).get(candidate.signal):
                self._left[candidate.specialty][candidate.signal] -= 1
        factor, self._weights = factor_nodes(spread)
        self._values: Floats = np.array([candidate.value for candidate in order], dtype=float)
        self._taken: Floats = np.array([candidate.taken for candidate in order])
        gates = np.array([candidate.open for candidate in order])
        chance = np.array([candidate.chance for candidate in order], dtype=float)
        known = dict.fromkeys(tier for counts in self._left.values() for tier in counts)
        self._signalled_odds = {
            tier: gates * shifted(chance, factor + np.log(times[tier])) for tier in known
        }
        self._without = odds(order, spread)
        self._now = self._without.taken.copy()
        self._signalled = {place for place, candidate in enumerate(order) if candidate.signal}

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
            chance_without=twelve(float(self._weights @ self._without.invited[:, place])),
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
