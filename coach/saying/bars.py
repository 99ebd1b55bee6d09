"""Small drawings in text: a share as a bar, a range on one scale, the head of a scale.

Each is exactly as wide as asked for and stands beside its numbers; `signs.IN_ASCII` spells every
sign of it for terminals without UTF-8, cell by cell.
"""

from __future__ import annotations

from typing import Final

from coach.saying.text import DOT

EIGHTHS: Final = " ▏▎▍▌▋▊▉█"
"""A cell filled from the left by none to eight eighths."""
LEFT_END, BETWEEN, MIDDLE, RIGHT_END, AVERAGE = "├─●┤↓"
TOPS: Final = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)
"""Where a scale of shares may end: its half is a short number too."""


def bar(share: float, width: int, empty: str = " ") -> str:
    """A share of a width as a bar; above 0 never empty, below 1 never full."""
    eighths = round(min(max(share, 0.0), 1.0) * 8 * width)
    eighths = min(max(eighths, int(share > 0)), 8 * width - int(share < 1))
    whole, part = divmod(eighths, 8)
    return f"{EIGHTHS[8] * whole}{EIGHTHS[part] * (part > 0)}".ljust(width, empty)


def span(low: float, middle: float | None, high: float, width: int, top: float = 1.0) -> str:
    """A range on a scale from 0 to `top`, and what is marked on it: `  ├──●───┤   `."""
    first, last = (_cell(value, width, top) for value in (low, high))
    cells = [" "] * first + [BETWEEN] * (last - first + 1) + [" "] * (width - last - 1)
    cells[first], cells[last] = LEFT_END, RIGHT_END
    if middle is not None:
        cells[_cell(middle, width, top)] = MIDDLE
    return "".join(cells)


def _cell(value: float, width: int, top: float) -> int:
    return min(max(int(value / top * width), 0), width - 1)


def top_of(highest: float) -> float:
    """Where the scale for shares up to this one ends."""
    return next((top for top in TOPS if highest <= top), 1.0)


def scale(top: float, width: int, average: float | None = None) -> str:
    """The head over ranges of shares, the average marked: `0 ··↓·5·····10 %`."""
    end, half = f"{100 * top:g} %", f"{50 * top:g}"
    cells = list(DOT * width)
    cells[-len(end) :] = end
    middle = width // 2
    if middle > 2 and middle + len(half) < width - len(end):
        cells[middle : middle + len(half)] = half
    cells[0] = "0"
    if average is not None:
        cells[min(_cell(average, width, top), width - len(end) - 1)] = AVERAGE
    return "".join(cells)
