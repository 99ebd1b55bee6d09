"""The frame of every page: a title line and a footer line that repaint only on a change."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from coach.saying.text import Part
from screens.keys import PINNED, Hint
from screens.widgets.style import Painted, strip
from screens.widgets.words import clean, cut, width_of

NAME = "coach"
MARGIN = 1
BETWEEN = 2
"""Empty cells between two hints, and between title and status."""
JOINT = " · "


class OneLine(Painted):
    """One line of parts that repaints when they are not what they were."""

    DEFAULT_CSS = "OneLine { width: 1fr; height: 1; }"

    _painted: tuple[Part, ...] | None = None

    def parts(self, width: int) -> tuple[Part, ...]:
        """What the line says at this width."""
        raise NotImplementedError

    def update(self) -> None:
        """Repaints the line if it says something new."""
        if self.parts(self.size.width) != self._painted:
            self.paint_soon()

    def render_line(self, y: int) -> Strip:
        self._painted = self.parts(self.size.width)
        return strip(self._painted, self.size.width)


class Title(OneLine):
    """The first line: where one is on the left, how things stand on the right."""

    DEFAULT_CSS = "Title { dock: top; }"

    def __init__(self, page: str) -> None:
        super().__init__()
        self._words = (page, "", "")

    def show(self, page: str, context: str = "", status: str = "") -> None:
        """Says page, context and status; the status joins its pieces with " · "."""
        self._words = (page, context, status)
        self.update()

    def parts(self, width: int) -> tuple[Part, ...]:
        return title_parts(width, *self._words)


class Footer(OneLine):
    """The last line: what is possible now, or a message until the next key.

    The page calls `hush()` in its `on_key`: keys reach it before their actions run.
    """

    DEFAULT_CSS = "Footer { dock: bottom; }"

    def __init__(self, hints: Sequence[Hint] = ()) -> None:
        super().__init__()
        self._hints = tuple(hints)
        self._message: Part | None = None
        self._pending = ""

    def show(self, hints: Sequence[Hint]) -> None:
        """Shows what is possible now."""
        self._hints = tuple(hints)
        self.update()

    def say(self, text: str, tone: str = "") -> None:
        """Says something in place of the hints, until the next key."""
        self._message = (text, tone)  # a new one each time, even with the same words
        self.update()

    def pend(self, keys: str) -> None:
        """Shows the keys that wait for another one; "" when they no longer do."""
        self._pending = keys
        self.update()

    def hush(self, words: str = "") -> None:
        """Ends a message with these words once the key is carried out."""
        if (message := self._message) and words in message[0]:
            # Twice later: the first comes before the key's action, the second after it,
            # so that the row that moves and the hints are one frame.
            self.app.call_later(self.app.call_later, self._end, message)

    def _end(self, message: Part) -> None:
        if self._message is message:  # the key may have said something new
            self._message = None
            self.update()

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(text for text, _ in self.parts(self.size.width)).strip()

    def parts(self, width: int) -> tuple[Part, ...]:
        return footer_parts(width, self._hints, self._message, self._pending)


def title_parts(width: int, page: str, context: str, status: str) -> tuple[Part, ...]:
    """The title at a width: first the ends of the status go, then the end of the context."""
    page = clean(page)
    place = page + (f"{JOINT}{clean(context)}" if context else "")
    left = f"{' ' * MARGIN}{NAME}   "
    pieces = clean(status).split(JOINT) if status else []
    room = width - MARGIN - width_of(left)
    while pieces and width_of(place) + BETWEEN + width_of(JOINT.join(pieces)) > room:
        pieces.pop()
    right = JOINT.join(pieces)
    place = cut(place, room)
    space = max(0, room - width_of(place) - width_of(right))
    return (
        (left, ""),
        (place[: len(page)], "strong"),
        (place[len(page) :] + " " * space, ""),
        (right, ""),
    )


def footer_parts(
    width: int, hints: Sequence[Hint], message: Part | None = None, pending: str = ""
) -> tuple[Part, ...]:
    """The footer at a width, the waiting keys at its right end."""
    end: tuple[Part, ...] = ()
    room = width - 2 * MARGIN
    if pending:
        room -= BETWEEN + width_of(pending)
        end = ((pending, "strong"), (" " * MARGIN, ""))
    if message:
        parts: list[Part] = [(cut(message[0], room), message[1])]
    else:
        parts = _hint_parts(fitting(hints, room))
    used = sum(width_of(text) for text, _ in parts)
    space = " " * (room - used + BETWEEN) if end else ""
    return ((" " * MARGIN, ""), *parts, (space, ""), *end)


def fitting(hints: Sequence[Hint], width: int) -> list[Hint]:
    """The hints that fit, in their order: the last of the page's own go first, then the
    lowest of the pinned; the last pinned one (help) goes last."""
    kept = sorted(hints, key=lambda hint: hint.rank)
    while kept and _hints_width(kept) > width:
        own = [hint for hint in kept if hint.rank < PINNED]
        kept.remove(own[-1] if own else kept[0])
    return kept


def _hints_width(hints: Sequence[Hint]) -> int:
    words = sum(width_of(f"{hint.key} {hint.label}") for hint in hints)
    return words + BETWEEN * (len(hints) - 1)


def _hint_parts(hints: Sequence[Hint]) -> list[Part]:
    parts: list[Part] = []
    for hint in hints:
        parts += [(" " * BETWEEN if parts else "", ""), (hint.key, "strong")]
        parts.append((f" {hint.label}", ""))
    return parts
