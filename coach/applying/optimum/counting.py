"""The best list for every combination of counts per specialty, exactly, under independence."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coach.applying.optimum.chances import Floats


class Counts:
    """For at most so many programs of each specialty: the best value, and which they are.

    Programs are taken from the least desirable up: the next is better than all before it, so a
    list V with it is worth f t + (1 - f) V. Memory: one bit per program and combination.
    """

    def __init__(
        self, values: Floats, chances: Floats, groups: Sequence[int], most: Sequence[int]
    ) -> None:
        self._groups = groups
        self._order = sorted(range(len(values)), key=lambda place: (values[place], -place))
        self._shape = tuple(number + 1 for number in most)
        self.best: Floats = np.zeros(self._shape)
        self._better: list[NDArray[np.uint8]] = []
        for place in self._order:
            self._offer(groups[place], float(values[place]), float(chances[place]))

    def _offer(self, group: int, value: float, chance: float) -> None:
        along = np.moveaxis(self.best, group, 0)
        with_it = chance * value + (1 - chance) * along[:-1]
        better = np.zeros(self._shape, dtype=bool)
        np.moveaxis(better, group, 0)[1:] = with_it > along[1:]
        self._better.append(np.packbits(better))
        np.maximum(along[1:], with_it, out=along[1:])

    def places(self, counts: Sequence[int]) -> list[int]:
        """The programs of the best list with at most these counts."""
        left = list(counts)
        chosen = []
        strides = [int(np.prod(self._shape[axis + 1 :])) for axis in range(len(self._shape))]
        flat = sum(count * stride for count, stride in zip(left, strides, strict=True))
        for place, bits in zip(reversed(self._order), reversed(self._better), strict=True):
            if bits[flat >> 3] >> (7 - (flat & 7)) & 1:
                chosen.append(place)
                flat -= strides[self._groups[place]]
        return chosen


def better_ones(values: Floats, chances: Floats) -> list[int]:
    """For each candidate of one specialty, how many others are as good in both respects or better.

    A list of m programs never needs a candidate with m or more of these. Of equal ones the first
    counts as the better.
    """
    seen: list[float] = []
    count = [0] * len(values)
    for place in sorted(range(len(values)), key=lambda at: (-values[at], -chances[at], at)):
        count[place] = bisect_right(seen, -chances[place])
        insort(seen, -float(chances[place]))
    return count
