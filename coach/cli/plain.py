"""The plain printer: a text as lines for a terminal, a pipe or a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from coach.cells import padded, width_of, wrapped
from coach.saying.text import WIDTH, Line, Text

LEAST_TEXT: Final = 24
"""Cells that the text beside a label keeps at least."""
WIDEST_LABEL: Final = 18


def plain(text: Text, width: int = WIDTH) -> Iterator[str]:
    """The text broken between words; rows of columns and of files are printed whole."""
    beside = min(WIDEST_LABEL, max((width_of(line.label) for line in text), default=0)) + 2
    for line in text:
        yield from [line.text] if line.is_row else _broken(line, width, beside)


def _broken(line: Line, width: int, beside: int) -> list[str]:
    start = " " * line.indent + (padded(f"{line.label} ", beside) if line.label else "")
    hang = line.indent + (beside if line.label else line.hang)
    return wrapped(line.text, max(width, hang + LEAST_TEXT), start, " " * hang)
