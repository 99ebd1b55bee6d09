"""The plain printer: a text as lines for a terminal, a pipe or a file."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Final

from coach.saying.text import WIDTH, Line, Text

LEAST_TEXT: Final = 24
"""Cells that the text beside a label keeps at least."""
WIDEST_LABEL: Final = 18


def plain(text: Text, width: int = WIDTH) -> Iterator[str]:
    """The text broken between words; rows of columns and of files are printed whole."""
    beside = min(WIDEST_LABEL, max((len(line.label) for line in text), default=0)) + 2
    for line in text:
        yield from [line.text] if line.is_row else _broken(line, width, beside)


def _broken(line: Line, width: int, beside: int) -> list[str]:
    start = " " * line.indent + (f"{f'{line.label} ':{beside}}" if line.label else "")
    hang = line.indent + (beside if line.label else line.hang)
    # Imported files may hold escape sequences; a terminal would obey them.
    words = "".join(letter if letter.isprintable() else " " for letter in line.text)
    broken = wrap(
        words,
        max(width, hang + LEAST_TEXT),
        initial_indent=start,
        subsequent_indent=" " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [part.rstrip() for part in broken] or [start.rstrip()]
