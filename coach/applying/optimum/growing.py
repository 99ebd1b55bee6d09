"""Lists that grow by one application at a time, for every budget at once.

A way of growing says which specialties count, which flat blocks are opened first, and how much
its price weighs against what an application adds. What costs nothing always comes before
what costs something, so a list never ends with a free application left that adds anything.

Lists of a way, whatever the budget: its beginnings that end before something is paid; these with
one dearer application; and both with the cheapest applications that cost less than what would
come next. A larger budget has every list of a smaller one, so the best of them is never worth
less.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from math import inf
from typing import Final

import numpy as np

from coach.applying.optimum.adding import SAME, SLACK, Task, first_best
from coach.applying.optimum.chances import Floats
from coach.records import Record

A_CENT: Final = 0.01
"""USD by which prices differ at least, and what free applications count per dollar."""
TOGETHER: Final = 2
"""Flat blocks that are tried together; beyond it all of them at once."""
POWERS: Final = (0.0, 0.7, 0.85, 1.0)
"""Of the price, by which gains are divided: whatever adds most, what adds most per dollar, and
two in between, which come closer to what the last dollars should buy."""


class Way(Record):
    """How a list grows."""

    groups: frozenset[int]
    """Specialties that count."""
    first: tuple[int, ...] = ()
    """Specialties whose flat block is paid before anything else."""
    power: float = 0.0
    """One of `POWERS`."""
    free_first: bool = True


class Walk:
    """One list while it grows."""

    def __init__(self, task: Task, groups: frozenset[int]) -> None:
        self._adder = task.started()
        self._groups = np.array(task.groups)
        self._ladders = [
            list(reversed(ladder)) if group in groups else []
            for group, ladder in enumerate(task.ladders)
        ]
        self.free_ahead = sum(ladder.count(0.0) for ladder in self._ladders)
        """Applications that will cost nothing."""
        self._left = np.zeros(len(task.groups), dtype=bool)
        self._left[list(task.free)] = True
        self.chosen: list[int] = []
        self.spent = 0.0
        self.value = 0.0
        """What the list is worth beside what is fixed."""

    @property
    def prices(self) -> dict[int, float]:
        """USD of the next application of each specialty that has one."""
        return {group: ladder[-1] for group, ladder in enumerate(self._ladders) if ladder}

    def gains(self) -> Floats:
        """What each candidate would add; nothing for those on the list."""
        return np.where(self._left, self._adder.gains(), -inf)

    def best(self, gains: Floats, groups: Collection[int], power: float = 0.0) -> int:
        """What adds most among these specialties, which have somebody left."""
        per = np.full(len(self._ladders), -1.0)
        for group in groups:
            per[group] = max(self._ladders[group][-1], A_CENT) ** power
        price = per[self._groups]
        return first_best(np.where(price > 0, gains, -inf) / np.abs(price))

    def price(self, place: int) -> float:
        """USD of this candidate as the next application."""
        return self._ladders[int(self._groups[place])][-1]

    def add(self, place: int) -> None:
        """Puts a candidate on the list."""
        self._left[place] = False
        price = self._ladders[self._groups[place]].pop()
        self.spent += price
        self.free_ahead -= not price
        self.value += self._adder.add(place)
        self.chosen.append(place)


class _End(Record):
    """How a beginning of a list may end, before something is paid."""

    length: int
    dearer: int = -1
    """Comes next although it costs more; -1: nobody."""
    room: float = 0.0
    """USD that may go to the cheapest applications after it."""
    bound: float = 0.0
    """No such list is worth more."""


def grown(task: Task) -> list[int]:
    """The best list of all ways; in no order."""
    best: list[int] = []
    value = 0.0
    for way in _ways(task):
        walk = Walk(task, way.groups)
        ends = list(_ends(task, way, walk))
        for end in sorted(ends, key=lambda each: -each.bound):
            if end.bound <= value:
                break
            ended = _ended(task, way, walk.chosen, end)
            if ended.value > value * (1 + SAME):
                best, value = ended.chosen, ended.value
    return best


def _ways(task: Task) -> Iterator[Way]:
    """Every way of growing, whatever the budget."""
    starts = {group: ladder[0] for group, ladder in enumerate(task.ladders) if ladder}
    blocks = {group for group, price in starts.items() if price and 0.0 in task.ladders[group]}
    least = min((starts[group] for group in starts.keys() - blocks), default=0.0)
    usual = {group for group in starts.keys() - blocks if starts[group] == least}
    for some in _together(sorted(starts.keys() - usual)):
        groups = frozenset(usual.union(some))
        first = tuple(group for group in some if group in blocks)
        prices = {price for group in groups for price in task.ladders[group]}
        for power in POWERS if len(prices) > 1 else POWERS[:1]:
            yield Way(groups, first, power)
    if blocks and task.count < len(task.free):
        # Free applications use up the number, so here they wait their turn.
        yield Way(frozenset(starts), free_first=False)


def _together(groups: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for size in sorted({*range(min(TOGETHER, len(groups)) + 1), len(groups)}):
        yield from combinations(groups, size)


def _ends(task: Task, way: Way, walk: Walk) -> Iterator[_End]:
    """Walks to the end of the money or the number, and names the ends on the way."""
    first = list(way.first)
    while (prices := walk.prices) and len(walk.chosen) < task.count:
        gains = walk.gains()
        free = [group for group, price in prices.items() if not price]
        if free and way.free_first:
            walk.add(walk.best(gains, free))
            continue
        place = walk.best(gains, [first.pop(0)] if first else prices, way.power)
        price, left = walk.price(place), task.budget - walk.spent
        if not free:
            yield _end(task, walk, gains, price)
            for group, other in prices.items():
                if price < other <= left + SLACK:
                    yield _end(task, walk, gains, price, walk.best(gains, [group]))
        if price > left + SLACK:
            return
        walk.add(place)
    yield _End(len(walk.chosen), bound=walk.value)


def _end(task: Task, walk: Walk, gains: Floats, price: float, dearer: int = -1) -> _End:
    """The end before this price is paid, with what else the money may go to."""
    left, value, number = task.budget - walk.spent, walk.value, task.count - len(walk.chosen)
    if dearer >= 0:
        price = walk.price(dearer)
        left, value, number = left - price, value + gains[dearer], number - 1
    room = min(left, price - A_CENT)
    cheapest = min(walk.prices.values())
    if not walk.free_ahead:
        number = min(number, int((room + SLACK) / cheapest))
    cheap = [group for group, each in walk.prices.items() if each == cheapest]
    most = gains[walk.best(gains, cheap)]
    return _End(len(walk.chosen), dearer, room, value + number * float(most))


def _ended(task: Task, way: Way, chosen: Sequence[int], end: _End) -> Walk:
    """A list with its end, and with the cheapest applications that its room still buys."""
    walk = Walk(task, way.groups)
    for place in chosen[: end.length]:
        walk.add(place)
    if end.dearer >= 0:
        walk.add(end.dearer)
    last = walk.spent + end.room + SLACK
    cheapest = min(walk.prices.values(), default=0.0)
    while len(walk.chosen) < task.count:
        prices = walk.prices
        groups = [group for group, price in prices.items() if not price]
        groups = groups or [group for group, price in prices.items() if price <= cheapest]
        if not groups or walk.spent + prices[groups[0]] > last:
            break
        walk.add(walk.best(walk.gains(), groups))
    return walk
