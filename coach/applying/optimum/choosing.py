"""Which programs to apply to with a budget or a number of applications.

How good the choice is:

* one specialty, no shared factor: what adds most goes first, which is the best list of every
  length (Chade and Smith), also after programs that have to be on it;
* several specialties with a budget, no shared factor: the best list for every combination of
  counts, so the best for the money too, where all its programs make a table below `LARGEST_TABLE`
  (two specialties of 450 each);
* several specialties and at most `FEW` programs: every list is tried;
* else what `growing` finds. Adding what adds most gives at least 1 - 1/e = 63 % of the best list
  of that length. For fixed prices the better of what adds most and what adds most per dollar is
  worth at least (1 - 1/e)/2 = 32 % of the best; prices here also step with the count, so that
  figure is a guide, not a proof. In 486 lists of real programs, of one to five specialties, the
  table at mean chances found nothing that was worth 0.1 % more.

Every list considered for a budget is considered for a larger one too, so more money never lowers
the value. What is free once a flat block is paid is on every list considered.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, combinations
from math import prod
from typing import Final

import numpy as np

from coach.applying.optimum.adding import SAME, SLACK, Task, worth
from coach.applying.optimum.growing import grown

LARGEST_TABLE: Final = 200_000_000
"""Programs × combinations of counts: half a second, 25 MB."""
FEW: Final = 9
"""Programs of which every list is tried: 500 lists, 20 ms."""


def choose(task: Task) -> list[int]:
    """The candidates of the best list found, the fixed ones left out; in no order."""
    whole = sum(map(sum, task.ladders))
    if len(task.free) <= task.count and whole <= task.budget + SLACK:
        return list(task.free)
    several = sum(map(bool, task.ladders)) > 1 and whole > 0
    cells = prod(len(ladder) + 1 for ladder in task.ladders)
    independent = len(task.odds.weights) == 1
    if several and independent and cells * len(task.free) <= LARGEST_TABLE:
        return _exact(task)
    if several and len(task.free) <= FEW:
        return _of_every_list(task)
    return grown(task)


def _of_every_list(task: Task) -> list[int]:
    """The best of all lists that the money and the number allow; of those that tie the longest."""
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for length in range(1, min(len(task.free), task.count) + 1):
        for places in combinations(task.free, length):
            counts = Counter(task.groups[place] for place in places)
            price = sum(sum(task.ladders[group][:count]) for group, count in counts.items())
            if price <= task.budget + SLACK:
                value = worth(task.odds, task.values, [*task.fixed, *places])
                best = max(best, (value * (1 + SAME * length), places))
    return list(best[1])


def _exact(task: Task) -> list[int]:
    """The best list for the money and the number under independence.

    For each combination of counts per specialty: programs are taken from the least desirable up,
    and since the next is better than all before it, a list V with it is worth f t + (1 - f) V.
    """
    totals = [np.array([0.0, *accumulate(ladder)]) for ladder in task.ladders]
    totals = [
        each[: min(int((each <= task.budget + SLACK).sum()), task.count + 1)] for each in totals
    ]
    shape = tuple(map(len, totals))
    values, chances = task.started().extra[0], task.odds.taken[0]
    order = sorted(task.free, key=lambda place: (values[place], -place))
    best = np.zeros(shape)
    better = []
    for place in order:
        along = np.moveaxis(best, task.groups[place], 0)
        with_it = chances[place] * values[place] + (1 - chances[place]) * along[:-1]
        taken = np.zeros(shape, dtype=bool)
        np.moveaxis(taken, task.groups[place], 0)[1:] = with_it >= along[1:]
        better.append(np.packbits(taken))  # a bit for each program and combination
        np.maximum(along[1:], with_it, out=along[1:])
    number = np.indices(shape).sum(axis=0)
    price = sum(np.ix_(*totals), np.zeros(shape))
    fits = (price <= task.budget + SLACK) & (number <= task.count)
    ties = fits & (best >= best[fits].max() * (1 - 1e-12))
    # Only money ends the order, so of lists that tie the longest; of these the cheapest.
    ties &= number == number[ties].max()
    flat = int(np.argmin(np.where(ties, price, np.inf)))
    chosen = []
    for place, bits in zip(reversed(order), reversed(better), strict=True):
        if bits[flat >> 3] >> (7 - (flat & 7)) & 1:
            chosen.append(place)
            flat -= prod(shape[task.groups[place] + 1 :])
    return chosen
