"""Text for both faces: a command prints it as plain lines, a pane paints it with its tones."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from coach.records import Record

Part = tuple[str, str]
"""A piece of text and its tone: "dim", "strong", "warn", "good", "bad", or none."""


def _room(name: str, usual: int) -> int:
    """COLUMNS or LINES of the terminal, as set or as it says; without shutil, 4 ms."""
    chosen = os.environ.get(name, "")
    if chosen.isdigit() and int(chosen):
        return int(chosen)
    try:
        return getattr(os.get_terminal_size(1), name.lower()) or usual
    except (OSError, ValueError):
        return usual


ROOM: Final = _room("COLUMNS", 80) - 1
"""Cells that a table may take, whose columns are as wide as what stands in them."""
WIDTH: Final = min(79, ROOM)
"""Cells of a line that a command prints: those of the terminal, at most what fits 80."""
HEIGHT: Final = _room("LINES", 24)
"""Lines of the terminal, for tables that show no more than fits."""
OPEN: Final = "○"
DONE: Final = "✓"
WAITING: Final = "◐"
BLOCKED: Final = "·"
LATE: Final = "!"
APPLY: Final = "●"
DOT: Final = "·"
ARROW: Final = "→"
YES: Final = "✓"
NO: Final = "✗"
CHOSEN: Final = "▌"
STATE_SIGNS: Final = {
    "open": OPEN,
    "waiting": WAITING,
    "blocked": BLOCKED,
    "done": DONE,
    "skipped": "-",
}
"""The sign of a task's state."""
GATE_SIGNS: Final = {"pass": YES, "warns": "!", "fail": NO, "broken": NO, "unknown": "?"}
"""The sign of a rule's outcome."""


class Line(Record):
    """One line before it is broken: its parts, and how far in it and its continuation start."""

    parts: tuple[Part, ...] = ()
    label: str = ""
    """Stands left; what follows is kept in a column of its own."""
    indent: int = 0
    hang: int = 0
    """Cells that broken-off lines start further in; a label has its own."""
    is_row: bool = False
    """A row of columns or of a file: a command prints it whole."""
    is_note: bool = False
    """A remark beside the answer: a command says it on stderr."""

    @classmethod
    def of(
        cls, text: str = "", tone: str = "", *, indent: int = 0, hang: int = 0, is_row: bool = False
    ) -> Line:
        """A line of one tone; nothing gives a blank line."""
        return cls(((text, tone),) if text else (), indent=indent, hang=hang, is_row=is_row)

    @classmethod
    def labelled(cls, label: str, *parts: Part | str, indent: int = 2) -> Line:
        """A labelled line; plain strings have no tone."""
        toned = tuple((part, "") if isinstance(part, str) else part for part in parts)
        return cls(toned, label, indent)

    @property
    def text(self) -> str:
        """What it says, without its tones and label."""
        return "".join(text for text, _ in self.parts)


Text = Sequence[Line]
"""What is said of something, line by line."""


class Answer(Record):
    """What a command gives that writes its own words: a typed answer for JSON, and the text."""

    data: object
    text: Text
    when_told: Callable[[], None] | None = None
    """What is kept once it has reached whoever asked."""


def head(words: str) -> Line:
    """A heading."""
    return Line.of(words, "strong")


def notes(*texts: str) -> list[Line]:
    """Remarks beside an answer, those that are not empty."""
    return [Line(((text, ""),), is_note=True) for text in texts if text]


def labelled(*pairs: tuple[str, str | Sequence[Part | str]]) -> list[Line]:
    """Labelled lines; those that say nothing are left out."""
    return [
        Line.labelled(label, *([what] if isinstance(what, str) else what))
        for label, what in pairs
        if what
    ]


def parted(*texts: Text) -> list[Line]:
    """Texts with a blank line before each but the first; empty ones are left out."""
    lines = [line for text in texts if text for line in (Line(), *text)]
    return lines[1:]


def rows(texts: Iterable[str]) -> list[Line]:
    """Lines in columns, or those of a file: each is printed as it stands."""
    return [Line.of(text, is_row=True) for text in texts]
