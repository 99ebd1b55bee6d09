"""How long something takes, drawn, and what makes it otherwise on the same luck."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING
from zlib import crc32

from coach.records import Record, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


class Ease(Record):
    """What is made otherwise of one task; on the same luck more of it never ends later."""

    less: float = 0.0
    """Days that others take less, as far as they take any."""
    most: float = inf
    """Days that others take at most."""
    sooner: float = 0.0
    """Days by which its own day comes sooner; below 0 later."""
    short: float = 0.0
    """Share of tries that fall short, so that a second one is needed."""
    again: Span = Span(0, 0, 0)
    """Days from the first result to that of the second try."""

    def of(self, wait: Numbers) -> Numbers:
        """The days from the end of one's own work until it is over."""
        import numpy as np

        return np.asarray(np.maximum(np.minimum(wait, self.most) - self.less, 0.0) - self.sooner)


def late(ease: Ease, key: str, seed: int, draws: int) -> Numbers:
    """Days by which a second try comes after the first; its luck is the task's own."""
    import numpy as np

    luck = np.random.default_rng([seed, crc32(key.encode()), 2]).random((2, draws))
    return np.where(luck[0] < ease.short, triangle(ease.again, luck[1]), 0.0)


def triangle(span: Span, luck: Numbers) -> Numbers:
    """Values of a triangle between low, usual and high at these shares of its area."""
    import numpy as np

    low, usual, high = span.low, span.usual, span.high
    if high <= low:
        return np.full(len(luck), low)
    turn = (usual - low) / (high - low)
    rising = low + np.sqrt(luck * (high - low) * (usual - low))
    falling = high - np.sqrt((1 - luck) * (high - low) * (high - usual))
    return np.asarray(np.where(luck < turn, rising, falling), dtype=np.float64)
