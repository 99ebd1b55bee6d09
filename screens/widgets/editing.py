"""What the keys of a one-line field do to its text; no widget, no screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from coach.records import Record, replace
from screens.widgets.words import clean, width_of


class Entry(Record):
    """A text being typed and the place in it where the next letter goes."""

    text: str = ""
    cursor: int = 0

    @property
    def before(self) -> str:
        return self.text[: self.cursor]

    @property
    def after(self) -> str:
        return self.text[self.cursor :]

    def typed(self, letters: str) -> Entry:
        """With letters put in; line ends and the like become spaces."""
        before = self.before + clean(letters)
        return Entry(before + self.after, len(before))

    def at(self, cursor: int) -> Entry:
        """With the cursor elsewhere, as near as the text allows."""
        return replace(self, cursor=min(max(cursor, 0), len(self.text)))


def _back(entry: Entry) -> Entry:
    before = entry.before[:-1]
    return Entry(before + entry.after, len(before))


def _back_word(entry: Entry) -> Entry:
    before = entry.before.rstrip()
    before = before[: before.rfind(" ") + 1]
    return Entry(before + entry.after, len(before))


EDITS: Final[dict[str, Callable[[Entry], Entry]]] = {
    "backspace": _back,
    "delete": lambda entry: Entry(entry.before + entry.after[1:], entry.cursor),
    "ctrl+d": lambda entry: Entry(entry.before + entry.after[1:], entry.cursor),
    "ctrl+w": _back_word,
    "ctrl+u": lambda entry: Entry(entry.after, 0),
    "ctrl+k": lambda entry: Entry(entry.before, entry.cursor),
    "left": lambda entry: entry.at(entry.cursor - 1),
    "right": lambda entry: entry.at(entry.cursor + 1),
    "home": lambda entry: entry.at(0),
    "ctrl+a": lambda entry: entry.at(0),
    "end": lambda entry: entry.at(len(entry.text)),
    "ctrl+e": lambda entry: entry.at(len(entry.text)),
}
"""Keys that change the text or the place in it, as a shell has them."""


def window(entry: Entry, width: int, start: int) -> tuple[int, int]:
    """The part of the text to show: it holds the cursor and moves as little as it can.

    `start` is where the part began last time. The cursor after the last letter takes a
    cell of its own.
    """
    if width < 1:
        return entry.cursor, entry.cursor
    # More letters than that do not fit, marks upon them counted: the rest is not measured.
    start = max(min(start, entry.cursor), entry.cursor - 4 * width)
    under = max(1, width_of(entry.after[:1]))
    while start < entry.cursor and width_of(entry.text[start : entry.cursor]) + under > width:
        start += 1
    end = entry.cursor
    while end < len(entry.text) and width_of(entry.text[start : end + 1]) <= width:
        end += 1
    return start, end
