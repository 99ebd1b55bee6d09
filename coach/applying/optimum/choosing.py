"""Which programs to apply to with a budget or a number of applications.

How good the choice is:

* one specialty, no shared factor: what adds most goes first, which is the best list of every
  length (Chade and Smith), also after programs that have to be on it;
* several specialties with a budget, no shared factor: the best list for every combination of
  counts, so the best for the money too, as far as the table stays below `LARGEST_TABLE`;
* with the shared factor: adding what adds most gives at least 1 - 1/e = 63 % of the best list of
  that length. With several specialties and a budget the best of three is taken: the table at mean
  chances, what adds most, what adds most per dollar. For fixed prices the better of the last two
  is worth at least (1 - 1/e)/2 = 32 % of the best; prices here also step with the count, so that
  figure is a guide, not a proof.

Every list considered for a budget is considered for a larger one too, so more money never lowers
the value. What is free once a flat block is paid is on every list considered. Money that is left
goes to the cheapest applications where `growing` can promise the same; only behind a list of the
table may a few USD stay that would still buy a little.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final

import numpy as np

from coach.applying.optimum.adding import add_all, first_best, worth
from coach.applying.optimum.counting import Counts, better_ones
from coach.applying.optimum.growing import grown, leaves_free, with_free
from coach.applying.optimum.task import SLACK, Task

LARGEST_TABLE: Final = 200_000_000
"""Programs × combinations of counts: half a second, 25 MB."""
LARGEST_GUIDE: Final = 5_000_000
"""The same where a shared factor makes the table a guide only: of 30 lists of real programs with
two to five specialties one was worth less than with a table 40 times as large, by 0.002 %."""
NOTHING: Final = 1e-9
"""Share of the value below which a gain is rounding."""


def choose(task: Task) -> list[int]:
    """The candidates of the best list found, the fixed ones left out; in no order."""
    if task.ladders is None:
        return _longest(task, task.free, task.count)
    most = task.most(task.budget)
    open_groups = [group for group, number in enumerate(most) if number]
    free = [place for place in task.free if most[task.groups[place]]]
    if len(open_groups) <= 1:
        return _longest(task, free, sum(most))
    whole = sum(sum(task.ladders[group][: task.size(group)]) for group in open_groups)
    if len(free) <= task.count and whole <= task.budget + SLACK:
        return free
    ranks = _ranks(task)
    if len(task.odds.weights) == 1 and _table_size(task, most, ranks) <= LARGEST_TABLE:
        return _filled(task, _Table(task, most, ranks).exact())
    return _filled(task, _best_of_many(task, ranks))


def _longest(task: Task, free: Sequence[int], count: int) -> list[int]:
    """What adds most, up to a number of applications."""
    if len(free) <= count:
        return list(free)
    adder = task.started(task.odds)
    closed = np.ones(len(task.groups), dtype=bool)
    closed[list(free)] = False
    chosen = []
    for _ in range(count):
        place = first_best(np.where(closed, -np.inf, adder.gains()))
        closed[place] = True
        adder.add(place)
        chosen.append(place)
    return chosen


def _filled(task: Task, chosen: Sequence[int]) -> list[int]:
    """The list with what the money left can buy but adds nothing: only money ends the order.

    What adds more than nothing is not bought here: it could make a smaller budget the better.
    """
    assert task.ladders is not None
    ladders, groups = task.ladders, task.groups
    counts = [sum(groups[place] == group for place in chosen) for group in range(len(ladders))]
    spent = sum(sum(ladder[:count]) for ladder, count in zip(ladders, counts, strict=True))
    adder = task.started(task.odds)
    value = sum(gain for _, gain in add_all(adder, chosen))
    gains = adder.gains()
    filled = list(chosen)
    for place in sorted(set(task.free) - set(chosen)):
        group = groups[place]
        price = ladders[group][counts[group]]
        fits = len(filled) < task.count and spent + price <= task.budget + SLACK
        if fits and gains[place] <= NOTHING * value:
            filled.append(place)
            counts[group] += 1
            spent += price
    return filled


class _Table:
    """The table of counts at mean chances, and what each combination costs."""

    def __init__(self, task: Task, most: Sequence[int], ranks: Mapping[int, int]) -> None:
        assert task.ladders is not None
        self._task = task
        centre = task.odds.centred()
        values = task.started(centre).extra[0]
        kept = _kept(task, most, ranks)
        self._kept = kept
        self._counts = Counts(
            values[kept], centre.taken[0, kept], [task.groups[place] for place in kept], most
        )
        self.gain = self._counts.best
        self.number = np.indices(self.gain.shape).sum(axis=0)
        self.price = np.zeros(self.gain.shape)
        for axis, (ladder, number) in enumerate(zip(task.ladders, most, strict=True)):
            totals = np.array([0.0, *accumulate(ladder[:number])])
            shape = [-1 if at == axis else 1 for at in range(self.gain.ndim)]
            self.price = self.price + totals.reshape(shape)

    def exact(self) -> list[int]:
        """The best list for the money, the cheapest of those that tie."""
        fits = (self.price <= self._task.budget + SLACK) & (self.number <= self._task.count)
        best = float(self.gain[fits].max())
        ties = fits & (self.gain >= best * (1 - 1e-12))
        return self._places(int(np.argmin(np.where(ties, self.price, np.inf))))

    def steps(self) -> Iterator[tuple[float, list[int]]]:
        """Best lists for this and every smaller budget, the best first, with gains at the means."""
        fits = (self.price <= self._task.budget + SLACK) & (self.number <= self._task.count)
        at = np.flatnonzero(fits)
        gain, price = self.gain.ravel()[at], self.price.ravel()[at]
        cheap_first = np.lexsort((-gain, price))
        best_before = np.maximum.accumulate(np.concatenate([[-1.0], gain[cheap_first][:-1]]))
        records = cheap_first[gain[cheap_first] > best_before]
        for record in reversed(records):
            yield float(gain[record]), self._places(int(at[record]))

    def _places(self, flat: int) -> list[int]:
        counts = [int(count) for count in np.unravel_index(flat, self.gain.shape)]
        return [self._kept[place] for place in self._counts.places(counts)]


def _ranks(task: Task) -> dict[int, int]:
    """How many of its specialty are as good as a candidate or better at the mean, by place."""
    means = task.odds.centred().taken[0]
    ranks: dict[int, int] = {}
    for group in range(len(task.ladders or ())):
        mine = [place for place in task.free if task.groups[place] == group]
        ranks |= zip(mine, better_ones(task.values[mine], means[mine]), strict=True)
    return ranks


def _kept(task: Task, most: Sequence[int], ranks: Mapping[int, int]) -> list[int]:
    """Candidates that a list of these counts may need, by place."""
    return sorted(place for place, rank in ranks.items() if rank < most[task.groups[place]])


def _table_size(task: Task, most: Sequence[int], ranks: Mapping[int, int]) -> int:
    cells = 1
    for number in most:
        cells *= number + 1
    return cells * len(_kept(task, most, ranks)) if cells <= LARGEST_TABLE else cells


def _best_of_many(task: Task, ranks: Mapping[int, int]) -> list[int]:
    """The best of the table and of every way of growing, all judged with the shared factor."""
    chosen, value = _best_of_the_table(task, ranks)
    best_grown = grown(task)
    return (
        best_grown if worth(task.odds, task.values, [*task.fixed, *best_grown]) > value else chosen
    )


def _best_of_the_table(task: Task, ranks: Mapping[int, int]) -> tuple[list[int], float]:
    table = _Table(task, _largest_table(task, ranks), ranks)
    base = worth(task.odds.centred(), task.values, list(task.fixed))
    chosen: list[int] = []
    value = worth(task.odds, task.values, list(task.fixed))
    for gain, counted in table.steps():
        # A shared factor makes refusals come together, so a list is never worth more with it
        # than at the mean chances: the rest of the table cannot do better.
        if base + gain <= value:
            break
        places = with_free(task, counted) if leaves_free(task, counted) else counted
        if (better := worth(task.odds, task.values, [*task.fixed, *places])) > value:
            chosen, value = places, better
    return chosen, value


def _largest_table(task: Task, ranks: Mapping[int, int]) -> list[int]:
    """Most applications per specialty at the budget, or at the largest that a table can hold."""
    assert task.ladders is not None
    wanted = task.most(task.budget)
    largest = min(LARGEST_TABLE, LARGEST_GUIDE) if len(task.odds.weights) > 1 else LARGEST_TABLE
    if _table_size(task, wanted, ranks) <= largest:
        return wanted
    low, high = 0, int(task.budget)
    while low < high:
        middle = (low + high + 1) // 2
        fits = _table_size(task, task.most(middle), ranks) <= largest
        low, high = (middle, high) if fits else (low, middle - 1)
    return task.most(low)
