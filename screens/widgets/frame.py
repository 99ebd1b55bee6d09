"""The frame of every page: two title lines and a footer that repaint only on a change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.strip import Strip

from coach.cells import clean, cut, width_of
from coach.saying.text import Line, Part, Text
from screens.by_keys import by_keys
from screens.keys import PINNED, Hint, pressed
from screens.registry import TABS
from screens.terminal.environment import too_small
from screens.widgets.style import Painted, strip

MARGIN = 1
BETWEEN = 2
"""Empty cells between two hints, and between the two sides of a line."""
JOINT = " · "
LONGEST, SHORT = 12, 4
"""Letters of a page's name, and those where there is no room for all of it."""


class Still(Painted):
    """Lines of parts that repaint when they are not what they were."""

    _painted: tuple[tuple[Part, ...], ...] = ()

    def lines(self, width: int) -> tuple[tuple[Part, ...], ...]:
        """What its lines say at this width."""
        raise NotImplementedError

    def update(self) -> None:
        """Repaints the lines if they say something new."""
        if self.lines(self.size.width) != self._painted:
            self.paint_soon()

    def render_line(self, y: int) -> Strip:
        self._painted = self.lines(self.size.width)
        return strip(self._painted[y], self.size.width)


class Title(Still):
    """The first two lines: the pages by their keys, the present one in brackets; below, where
    one is on the left and how things stand on the right."""

    DEFAULT_CSS = "Title { dock: top; height: 2; width: 1fr; }"

    @dataclass
    class Turned(Message):
        """A page was clicked."""

        page: str

    def __init__(self, here: str, place: str = "") -> None:
        """`here` is the id of the present page, `place` what is said on the left."""
        super().__init__()
        self._here = here
        self._words = (place, "")

    def show(self, place: str, status: str = "") -> None:
        """Says where one is, and the status with its pieces joined by " · "."""
        self._words = (place, status)
        self.update()

    @property
    def said(self) -> Text:
        page = [tab.title for tab in TABS if tab.id == self._here]
        return [Line.of(JOINT.join(filter(None, [*page, *self._words])), "strong")]

    def lines(self, width: int) -> tuple[tuple[Part, ...], ...]:
        small = too_small(*self.app.size) if self.is_mounted else ""
        place = place_parts(width, small, "") if small else place_parts(width, *self._words)
        return tab_parts(width, self._here), place

    def on_click(self, event: events.Click) -> None:
        """Goes to the page whose name was clicked."""
        end = 0
        for (text, _), tab in zip(tab_parts(self.size.width, self._here), TABS, strict=True):
            if end <= event.x < (end := end + width_of(text)) and event.y == 0:
                self.post_message(self.Turned(tab.id))


class Footer(Still):
    """The last line: what is possible now, or a message until the next key.

    The page calls `hush()` in its `on_key`: keys reach it before their actions run.
    """

    DEFAULT_CSS = "Footer { dock: bottom; height: 1; width: 1fr; }"

    def __init__(self, hints: Sequence[Hint] = ()) -> None:
        super().__init__()
        self.hints = tuple(hints)
        self.message: Part | None = None
        """What is said in place of the hints."""
        self._pending = ""

    def show(self, hints: Sequence[Hint]) -> None:
        """Shows what is possible now."""
        self.hints = tuple(hints)
        self.update()

    def say(self, text: str, tone: str = "") -> None:
        """Says something in place of the hints, until the next key."""
        self.message = (by_keys(text), tone)  # a new one each time, even with the same words
        self.update()

    def pend(self, keys: str) -> None:
        """Shows the keys that wait for another one; "" when they no longer do."""
        self._pending = keys
        self.update()

    def hush(self, words: str = "") -> None:
        """Ends a message with these words once the key is carried out."""
        if (message := self.message) and words in message[0]:
            # Twice later: the first comes before the key's action, the second after it,
            # so that the row that moves and the hints are one frame.
            self.app.call_later(self.app.call_later, self._end, message)

    def _end(self, message: Part) -> None:
        if self.message is message:  # the key may have said something new
            self.message = None
            self.update()

    def on_click(self, event: events.Click) -> None:
        """Presses the key whose entry was clicked."""
        end, room = MARGIN - BETWEEN, self.size.width - 2 * MARGIN
        room -= BETWEEN + width_of(self._pending) if self._pending else 0
        for hint in () if self.message else fitting(self.hints, room):
            start, end = end + BETWEEN, end + BETWEEN + width_of(f"{hint.key} {hint.label}")
            if start <= event.x < end:
                event.stop()
                self.app.simulate_key(pressed(hint.key))

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(text for text, _ in self.lines(self.size.width)[0]).strip()

    def lines(self, width: int) -> tuple[tuple[Part, ...], ...]:
        return (footer_parts(width, self.hints, self.message, self._pending),)


def tab_parts(width: int, here: str) -> tuple[Part, ...]:
    """One piece for each page: the present one in brackets, those yet to come dim.

    Where the names have no room they are shortened, then they go; the present one is whole.
    """
    for letters in (LONGEST, SHORT, 0):
        names = [tab.title if tab.id == here else tab.title[:letters] for tab in TABS]
        words = [f"{tab.key} {name}".rstrip() for tab, name in zip(TABS, names, strict=True)]
        if sum(width_of(word) + 2 for word in words) <= width:
            break
    return tuple(
        (f"[{word}]", "strong") if tab.id == here else (f" {word} ", "")
        for word, tab in zip(words, TABS, strict=True)
    )


def place_parts(width: int, place: str, status: str) -> tuple[Part, ...]:
    """Both sides of the second line: first the ends of the status go, then the end of the place."""
    room = width - 2 * MARGIN
    pieces = clean(status).split(JOINT) if status else []
    place = cut(place, room)
    left = room - width_of(place) - BETWEEN
    while pieces and width_of(JOINT.join(pieces)) > left:
        pieces.pop()
    right = JOINT.join(pieces)
    name, joint, rest = place.partition(JOINT)
    space = " " * max(0, room - width_of(place) - width_of(right))
    return ((" " * MARGIN, ""), (name, "strong"), (joint + rest + space, ""), (right, ""))


def footer_parts(
    width: int, hints: Sequence[Hint], message: Part | None = None, pending: str = ""
) -> tuple[Part, ...]:
    """The footer at a width, the waiting keys at its right end."""
    end: tuple[Part, ...] = ()
    room = width - 2 * MARGIN
    if pending:
        room -= BETWEEN + width_of(pending)
        end = ((pending, "strong"), (" " * MARGIN, ""))
    parts: list[Part] = [(cut(message[0], room), message[1])] if message else []
    for hint in () if message else fitting(hints, room):
        parts += [(" " * BETWEEN if parts else "", ""), (hint.key, "strong")]
        parts.append((f" {hint.label}", ""))
    used = sum(width_of(text) for text, _ in parts)
    space = " " * (room - used + BETWEEN) if end else ""
    return ((" " * MARGIN, ""), *parts, (space, ""), *end)


def fitting(hints: Sequence[Hint], width: int) -> list[Hint]:
    """The hints that fit, in their order: the last of the page's own go first, then the
    lowest of the pinned; the last pinned one (help) goes last."""
    kept, room = sorted(hints, key=lambda hint: hint.rank), width + BETWEEN
    while kept and sum(BETWEEN + width_of(f"{each.key} {each.label}") for each in kept) > room:
        own = [hint for hint in kept if hint.rank < PINNED]
        kept.remove(own[-1] if own else kept[0])
    return kept
