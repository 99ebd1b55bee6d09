"""Lists that grow by one application at a time, for every budget at once.

A way of growing says which specialties count, which flat blocks are opened first, and whether
what adds most or what adds most per dollar comes next. What costs nothing always comes before
what costs something, so a list never ends with a free application left that adds anything.

Lists of a way, whatever the budget: its beginnings that end before something is paid, and each
of these with the cheapest applications that cost less than what would come next. A larger budget
has every list of a smaller one, so the best of them is never worth less.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import inf
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.applying.optimum.adding import first_best
from coach.applying.optimum.chances import Floats
from coach.applying.optimum.task import SLACK, Task
from coach.records import Record

A_CENT: Final = 0.01
"""USD by which prices differ at least, and what free applications count per dollar."""
MOST_COMPARED: Final = 3_000
"""Programs of a specialty that are compared each with each: 30 MB, 0.1 s."""
TOGETHER: Final = 2
"""Flat blocks that are tried together; beyond it all of them at once."""


class Way(Record):
    """How a list grows."""

    groups: frozenset[int]
    """Specialties that count."""
    first: tuple[int, ...]
    """Specialties whose flat block is paid before anything else."""
    by_price: bool
    """Per dollar, or whatever adds most."""
    free_first: bool = True


class Walk:
    """One list while it grows."""

    def __init__(self, task: Task, groups: frozenset[int]) -> None:
        assert task.ladders is not None
        self._adder = task.started(task.odds)
        self._groups = np.array(task.groups)
        self._ladders = [
            list(reversed(ladder)) if group in groups else []
            for group, ladder in enumerate(task.ladders)
        ]
        nexts = [ladder[-1] if ladder else inf for ladder in self._ladders]
        self.prices: Floats = np.array(nexts, dtype=float)
        """USD of the next application of each specialty; infinite where none is left."""
        self._left = np.zeros(len(task.groups), dtype=bool)
        self._left[[place for place in task.free if task.groups[place] in groups]] = True
        self.chosen: list[int] = []
        self.spent = 0.0
        self.value = 0.0
        """What the list is worth beside what is fixed."""

    @property
    def costs(self) -> Floats:
        """USD of each candidate as the next application."""
        return np.asarray(self.prices[self._groups])

    @property
    def blocks_ahead(self) -> bool:
        """Whether something will cost nothing later."""
        return any(0.0 in ladder for ladder in self._ladders)

    def gains(self) -> Floats:
        """What each candidate would add; nothing for those that cannot be chosen."""
        return np.where(self._left, self._adder.gains(), -inf)

    def best(self, gains: Floats, most: float, by_price: bool = False, group: int = -1) -> int:
        """What comes next among those that cost at most so many USD; -1: nobody."""
        if group < 0 and self.prices.min() > most:
            return -1
        price = self.costs
        fits = self._left & (price <= most if group < 0 else self._groups == group)
        if not fits.any():
            return -1
        per = np.where(fits, np.maximum(price, A_CENT), 1.0) if by_price else 1.0
        return first_best(np.where(fits, gains, -inf) / per)

    def price(self, place: int) -> float:
        """USD of this candidate as the next application."""
        return float(self.prices[self._groups[place]])

    def add(self, place: int) -> None:
        """Puts a candidate on the list."""
        group = self._groups[place]
        ladder = self._ladders[group]
        self._left[place] = False
        self.spent += ladder.pop()
        self.prices[group] = ladder[-1] if ladder else inf
        self.value += self._adder.add(place)
        self.chosen.append(place)


class _Point(Record):
    """A beginning of a list that ends before something is paid."""

    length: int
    room: float
    """USD that may go to cheaper applications instead of what would come next."""
    bound: float
    """No list with cheaper applications from here on is worth more."""


def grown(task: Task) -> list[int]:
    """The best list of all ways; in no order."""
    best: list[int] = []
    value = -inf
    kept = _needed(task)
    small = task.only(kept)
    for way in ways(small):
        places, worth = _best_of(small, way, value)
        if worth > value:
            best, value = places, worth
    return [kept[place] for place in best]


def _needed(task: Task) -> list[int]:
    """Candidates that a list may need, by place, and those on it anyway.

    With the factor a chance moves between its ends without crossing another more than once, so
    what is as good at both ends and as desirable always goes first. A list of at most m of a
    specialty never needs one with m or more that go before it.
    """
    kept = list(task.fixed)
    for group in range(len(task.ladders or ())):
        mine = np.array([place for place in task.free if task.groups[place] == group], dtype=int)
        if 0 < len(mine) <= MOST_COMPARED:
            before = _going_before(task, mine)
            mine = mine[before < task.affordable(group, task.budget)]
        kept += mine.tolist()
    return sorted(kept)


def _going_before(task: Task, mine: NDArray[np.int_]) -> NDArray[np.int_]:
    """For each candidate of a specialty, how many others always add as much or more."""
    ends = (task.values[mine], task.odds.taken[0, mine], task.odds.taken[-1, mine])
    better = np.logical_and.reduce([end[:, np.newaxis] >= end for end in ends])
    same = better & better.T
    first = np.arange(len(mine))
    return np.asarray((better & ~(same & (first[:, np.newaxis] >= first))).sum(axis=0))


def ways(task: Task) -> Iterator[Way]:
    """Every way of growing that the budget allows to begin; a larger one allows more."""
    assert task.ladders is not None
    ladders = {group: ladder for group, ladder in enumerate(task.ladders) if ladder}
    blocks = {group for group, ladder in ladders.items() if _begins_a_block(ladder)}
    seen = set()
    for most in sorted({ladder[0] for ladder in ladders.values()}):
        if most > task.budget + SLACK:
            break
        begun = {group for group, ladder in ladders.items() if ladder[0] <= most}
        for first in _together(sorted(blocks & begun)):
            groups = frozenset(begun - blocks | set(first))
            if groups and groups not in seen:
                seen.add(groups)
                yield Way(groups, first, by_price=False)
                yield Way(groups, first, by_price=True)
        if blocks and task.count < len(task.free):
            # Free applications use up the number, so here they wait their turn.
            yield Way(frozenset(begun), (), by_price=False, free_first=False)


def _begins_a_block(ladder: Sequence[float]) -> bool:
    return bool(ladder[0]) and 0.0 in ladder[1:]


def _together(blocks: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for size in sorted({*range(min(TOGETHER, len(blocks)) + 1), len(blocks)}):
        yield from combinations(blocks, size)


def _best_of(task: Task, way: Way, known: float) -> tuple[list[int], float]:
    """The best list of one way, with its value; lists worth no more than `known` are let be."""
    walk = Walk(task, way.groups)
    points = list(_points(task, way, walk))
    best: list[int] = []
    value = -inf
    for point in sorted(points, key=lambda each: -each.bound):
        if point.bound <= max(value, known):
            break
        places, worth = walk.chosen[: point.length], point.bound
        if point.room:
            places, worth = _filled(task, way, places, point.room)
        if worth > value:
            best, value = places, worth
    return best, value


def _points(task: Task, way: Way, walk: Walk) -> Iterator[_Point]:
    """Walks to the end of the money or the number, and names the points on the way."""
    first = list(way.first)
    while True:
        gains = walk.gains()
        free = walk.best(gains, 0.0)
        place = free
        if free < 0 or not way.free_first:
            place = walk.best(gains, inf, way.by_price, first.pop(0) if first else -1)
        full = len(walk.chosen) == task.count
        price = walk.price(place) if place >= 0 else inf
        if free < 0 or full:
            yield _point(task, walk, gains, price, full)
        if place < 0 or full or walk.spent + price > task.budget + SLACK:
            return
        walk.add(place)


def _point(task: Task, walk: Walk, gains: Floats, price: float, full: bool) -> _Point:
    """The point before this price is paid."""
    room = min(task.budget - walk.spent, price - A_CENT)
    cheapest = float(walk.prices.min())
    if full or price == inf or cheapest > room + SLACK:
        return _Point(len(walk.chosen), 0.0, walk.value)
    number = len(task.free) if walk.blocks_ahead else int((room + SLACK) / cheapest)
    number = min(number, task.count - len(walk.chosen))
    most = float(gains[walk.costs <= cheapest].max())
    return _Point(len(walk.chosen), room, walk.value + number * max(most, 0.0))


def _filled(task: Task, way: Way, chosen: Sequence[int], room: float) -> tuple[list[int], float]:
    """A list with the cheapest applications that a few USD still buy, and its value."""
    walk = Walk(task, way.groups)
    for place in chosen:
        walk.add(place)
    end = walk.spent + room
    cheapest = float(walk.prices.min())
    while len(walk.chosen) < task.count:
        gains = walk.gains()
        place = walk.best(gains, 0.0)
        place = walk.best(gains, cheapest) if place < 0 else place
        if place < 0 or walk.spent + walk.price(place) > end + SLACK:
            break
        walk.add(place)
    return walk.chosen, walk.value


def with_free(task: Task, chosen: Sequence[int]) -> list[int]:
    """A list with whatever else costs nothing, what adds most first."""
    assert task.ladders is not None
    walk = Walk(task, frozenset(range(len(task.ladders))))
    for place in chosen:
        walk.add(place)
    while len(walk.chosen) < task.count:
        place = walk.best(walk.gains(), 0.0)
        if place < 0:
            break
        walk.add(place)
    return walk.chosen


def leaves_free(task: Task, chosen: Sequence[int]) -> bool:
    """Whether something that costs nothing is left off a list."""
    assert task.ladders is not None
    counts = [0] * len(task.ladders)
    for place in chosen:
        counts[task.groups[place]] += 1
    return len(chosen) < task.count and any(
        count < len(ladder) and not ladder[count]
        for count, ladder in zip(counts, task.ladders, strict=True)
    )
