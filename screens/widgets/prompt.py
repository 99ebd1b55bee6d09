"""Typing: a one-line field that is still, and the prompt that opens in place of the footer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from coach.cells import clean, cut, width_of
from coach.records import Record, replace
from coach.saying.text import Line, Part, Text
from screens.widgets.frame import Footer
from screens.widgets.rows import RowList
from screens.widgets.style import Painted, strip


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


MARGIN = 1
STEPS = {"up": -1, "down": 1}
HINT = "Enter keep  Esc clear"
"""What ends a prompt, at its right end."""
LONGEST: Final = 2000
"""Characters that a line takes: as many as the longest answer that is kept."""


# Not Textual's Input: it lays the whole screen out at every letter (1.3 ms) and paints
# itself in one write and what it filters in another. It also reads letters and keys like
# Backspace in two places, which mixes up their order when a slow line hands over several.
class Field(Painted, can_focus=True, inherit_bindings=False):
    """One line to type in, after a sign; no box, no blinking, no colours of its own."""

    DEFAULT_CSS = "Field { height: 1; width: 1fr; }"
    longest: ClassVar[int] = LONGEST

    @dataclass
    class Changed(Message):
        """The text is another one."""

        text: str

    @dataclass
    class Cut(Message):
        """What was put in is longer than a line takes; its beginning is there."""

        words: str

    @dataclass
    class Submitted(Message):
        """Enter."""

        text: str

    def __init__(
        self, text: str = "", *, sign: str = ">", placeholder: str = "", proposed: bool = False
    ) -> None:
        """`proposed`: the first letter typed replaces the text, as if it were selected."""
        super().__init__()
        self.sign = sign
        self.placeholder = placeholder
        self._is_proposed = proposed and bool(text)
        self._entry = Entry(text, len(text))
        self._start = 0

    @property
    def text(self) -> str:
        """What is typed."""
        return self._entry.text

    @text.setter
    def text(self, text: str) -> None:
        self._entry = Entry().typed(text)
        self.paint_soon()

    @property
    def answer(self) -> str:
        """What is handed on."""
        return self.text

    def type(self, letters: str) -> None:
        """Puts letters in at the cursor; they replace a proposed text, but a comma adds to it."""
        is_replaced = self._is_proposed and not letters.startswith(",")
        before = Entry() if is_replaced else self._entry
        room = self.longest - len(before.text)
        self._change(before.typed(letters[:room]))
        if len(letters) > room:
            words = (
                f"It takes {self.longest:,} letters; the rest, {len(letters) - room}, was left out."
            )
            self.post_message(self.Cut(words))

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character:
            self.type(event.character)
        elif event.key in EDITS:
            self._change(EDITS[event.key](self._entry))
        elif event.key == "enter":
            self.submitted()
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.type(" ".join(event.text.split()))

    def on_click(self, event: events.Click) -> None:
        place = event.x - width_of(self._lead)
        texts = [self.text[self._start : end] for end in range(self._start, len(self.text) + 1)]
        before = [text for text in texts if width_of(text) <= max(place, 0)]
        self._change(self._entry.at(self._start + len(before) - 1))

    def submitted(self) -> None:
        """Tells of Enter."""
        self.post_message(self.Submitted(self.answer))

    def _change(self, entry: Entry) -> None:
        was, self._entry = self._entry, entry
        was_proposed, self._is_proposed = self._is_proposed, False
        if was != entry or was_proposed:
            self.refresh()
        if was.text != entry.text:
            self.post_message(self.Changed(self.answer))

    @property
    def _lead(self) -> str:
        return f"{' ' * MARGIN}{self.sign} "

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        room = width - width_of(self._lead) - MARGIN
        self._start, end = window(self._entry, room, self._start)
        before, after = self.text[self._start : self._entry.cursor], self.text[:end]
        after = after[self._entry.cursor :]
        parts = [(self._lead, "strong"), *self._typed(before, after, room), *self.hint]
        return strip(parts, width)

    @property
    def said(self) -> Text:
        return [Line.of(f"Now: {self.text}")] if self.text else []

    @property
    def stands(self) -> Offset:
        """Where the next letter goes, and the terminal puts the candidates of an input method."""
        before = self.text[self._start : self._entry.cursor]
        return Offset(width_of(self._lead) + width_of(before), 0)

    @property
    def hint(self) -> Sequence[Part]:
        """What stands at the end of the line."""
        return ()

    def _typed(self, before: str, after: str, room: int) -> list[Part]:
        if not self.text and self.placeholder:
            after = cut(self.placeholder, room)
        tone = "" if self.text else "dim"
        if not self.has_focus:
            return [(before + after, tone)]
        if self._is_proposed:
            return [(before + after, "reverse"), (" ", "")]
        return [(before, ""), (after[:1] or " ", "reverse"), (after[1:], tone)]


class Lines(Field):
    """A field in which what is pasted keeps its lines; a sign stands for the end of each."""

    longest = 60_000
    END: Final = "¶"

    @property
    def answer(self) -> str:
        return self.text.replace(self.END, "\n")

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.type(self.END.join(event.text.splitlines()) + self.END)


class Prompt(Field):
    """The line `/` opens in place of the footer: what is typed filters the page at once.

    Enter and Tab keep the text and go back to the page, Esc gives it up.
    """

    DEFAULT_CSS = "Prompt { dock: bottom; display: none; }"

    @dataclass
    class Closed(Message):
        """The prompt is gone: with its text if it was kept, with "" if it was given up."""

        text: str
        kept: bool

    def __init__(self) -> None:
        super().__init__(sign="/")
        self._back_to: Widget | None = None

    @property
    def is_open(self) -> bool:
        return bool(self.display)

    def open(self, text: str = "", sign: str = "/") -> None:
        """Takes the footer's place and the focus."""
        if not self.is_open:
            self._back_to = self.screen.focused
        self.sign = sign
        self.text = text
        self._swap(True)
        # At once: `focus()` would wait, and the next key would go to the page as a command.
        self.screen.set_focus(self, scroll_visible=False)

    def close(self, kept: bool) -> None:
        """Gives its place back to the footer and the focus to where it was."""
        text = self.text if kept else ""
        self._swap(False)
        self.screen.set_focus(self._back_to, scroll_visible=False)
        self.post_message(self.Closed(text, kept))

    def on_key(self, event: events.Key) -> None:
        # Field's own `on_key` runs as well; it leaves these keys alone.
        if event.key in ("escape", "tab", "up", "down"):
            event.stop()
            event.prevent_default()
            if event.key in STEPS:
                for rows in self.screen.query(RowList):
                    rows.action_move(STEPS[event.key])
            else:
                self.close(event.key == "tab")

    def submitted(self) -> None:
        self.close(True)

    @property
    def hint(self) -> Sequence[Part]:
        space = self.size.width - width_of(f"{self._lead}{self.text} {HINT}") - MARGIN
        return [(" " * space, ""), (HINT, "dim")] if space > 0 else []

    def _swap(self, is_open: bool) -> None:
        self.display = is_open
        for rows in self.screen.query(RowList):
            rows.is_led = is_open
        for footer in self.screen.query(Footer):
            footer.display = not is_open
