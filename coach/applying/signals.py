"""Where program signals do most: the same objective, the chance with and without a signal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp
from typing import Final

import numpy as np

from coach.applying.chances import Floats, factor_nodes, odds, shifted
from coach.applying.market import Candidate, in_order
from coach.records import Record, Signals
from coach.scoring.chance import SIGNAL, SPREAD

TIMES: Final = {"gold": exp(SIGNAL), "single": exp(SIGNAL), "silver": 3.0}
"""What a signal multiplies the odds of an invitation by. Gold and single: the published odds
ratio. Silver: the low end of the published range, which is a judgement."""


class Signal(Record):
    """One signal to give, with what it adds once those before it are given."""

    id: str
    specialty: str
    tier: str
    """gold, silver or single."""
    gain: float
    """In the units of the list's value."""
    chance_without: float
    """Mean chance of an invitation, an unknown gate included."""
    chance_with: float


def rounds(signals: Iterable[Signals], season: int) -> dict[str, Signals]:
    """The signals of each specialty in a season, or in the newest one before it."""
    newest: dict[str, Signals] = {}
    for one in signals:
        known = newest.get(one.specialty)
        if one.season <= season and (known is None or one.season > known.season):
            newest[one.specialty] = one
    return newest


def tiers(one: Signals) -> dict[str, int]:
    """How many signals of each tier an applicant has in a specialty."""
    counts = {"gold": one.gold, "silver": one.silver, "single": one.single}
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
    order = in_order(listed)
    left = _left(order, allowed)
    factor, weights = factor_nodes(spread)
    values = np.array([one.value for one in order], dtype=float)
    open_, taken = (np.array([getattr(one, key) for one in order]) for key in ("open", "taken"))
    chance = np.array([one.chance for one in order], dtype=float)
    without = odds(order, spread)
    with_one = {
        tier: open_ * shifted(chance, factor + np.log(times[tier]))
        for tier in dict.fromkeys(tier for tiers in left.values() for tier in tiers)
    }
    signalled = {place for place, one in enumerate(order) if one.signal}
    now = without.taken.copy()
    given: list[Signal] = []
    while best := _best(order, left, signalled, now, values, weights, with_one, taken):
        gain, place, tier = best
        one = order[place]
        left[one.specialty][tier] -= 1
        signalled.add(place)
        now[:, place] = with_one[tier][:, place] * taken[place]
        given.append(
            Signal(
                one.id,
                one.specialty,
                tier,
                gain,
                float(weights @ without.invited[:, place]),
                float(weights @ with_one[tier][:, place]),
            )
        )
    return given


def _left(
    listed: Sequence[Candidate], allowed: Mapping[str, Mapping[str, int]]
) -> dict[str, dict[str, int]]:
    left = {name: dict(tiers) for name, tiers in allowed.items()}
    for one in listed:
        if one.signal and left.get(one.specialty, {}).get(one.signal, 0) > 0:
            left[one.specialty][one.signal] -= 1
    return left


def _best(
    order: Sequence[Candidate],
    left: Mapping[str, Mapping[str, int]],
    signalled: set[int],
    now: Floats,
    values: Floats,
    weights: Floats,
    with_one: Mapping[str, Floats],
    taken: Floats,
) -> tuple[float, int, str] | None:
    """The signal that adds most now: gain, place and tier; None when none adds anything."""
    worth = weights[:, np.newaxis] * per_chance(now, values)
    best: tuple[float, int, str] | None = None
    for tier, invited in with_one.items():
        gains = ((invited * taken - now) * worth).sum(axis=0)
        for place, one in enumerate(order):
            if place in signalled or not left.get(one.specialty, {}).get(tier):
                continue
            gain = float(gains[place])
            if gain > 0 and (best is None or gain > best[0] * (1 + 1e-12)):
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
