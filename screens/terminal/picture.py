"""What the terminal shows, what it should show, and what to send to get there."""

from __future__ import annotations

import re
from typing import Final

from screens.terminal.cells import UNKNOWN, Grid, Painter, filled, resized
from screens.terminal.difference import Position, difference

SYNC_START: Final = "\x1b[?2026h"
SYNC_END: Final = "\x1b[?2026l"
HIDE: Final = "\x1b[?25l"
SHOW: Final = "\x1b[?25h"
_WORTH_SYNC: Final = 1000  # bytes; less than this fits in one packet and one read

_FRAME: Final = re.compile(r"\x1b\[[0-9]*(?:;[0-9]*)?H")
# What changes no cell: the bell, modes, questions to the terminal, the kitty
# keyboard, the shape of the cursor, and every OSC (title, clipboard, pointer)
# but hyperlinks, which are part of how cells look.
_ASIDE: Final = re.compile(
    r"(?:\x07"
    r"|\x1b\[\?(?:7|12|25|1000|100[2-6]|1015|1016|2004|2031|2048)[hl]"
    r"|\x1b\[\?[0-9]+\$p|\x1b\[[0-9]*[cn]"
    r"|\x1b\[[<>=][0-9;]*u|\x1b\[[0-9]* q"
    r"|\x1b\](?!8;)[^\x07\x1b]*(?:\x07|\x1b\\))+"
)

_LINK: Final = re.compile(r"\x1b\]8;[^\x1b]*\x1b\\")


class Picture:
    """Takes what Textual writes and gives what has to be sent instead. What frames between two
    takes painted over each other is never sent."""

    def __init__(
        self, columns: int, rows: int, *, colours: bool = True, erase_colours: bool = False
    ) -> None:
        self._painter = Painter(colours=colours)
        self._erase_colours = erase_colours
        self._wanted = filled((" ", UNKNOWN[1]), columns, rows)
        self._shown = filled(UNKNOWN, columns, rows)
        self._at: Position | None = None
        self._asides: list[str] = []
        self._synchronised = False
        self._due = False
        """Whether the pictures have to be compared."""

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return len(self._wanted[0]) if self._wanted else 0, len(self._wanted)

    def resize(self, columns: int, rows: int) -> None:
        """Follow the terminal to a new size; what it shows then is anybody's guess."""
        if (columns, rows) != self.size:
            self._wanted = resized(self._wanted, columns, rows)
            self.forget()

    def forget(self) -> None:
        """Nothing is known of what the terminal shows: the next take paints everything."""
        self._shown = filled(UNKNOWN, *self.size)
        self._at = None
        self._due = True

    def assume(self, frame: str) -> None:
        """The terminal already shows this frame, and that is what is wanted so far."""
        self._painter.paint(self._wanted, frame)
        self._shown = _copy(self._wanted)
        self._at = self._cursor()

    def write(self, data: str) -> None:
        """Take what Textual writes: a frame, or something said to the terminal beside it."""
        if data in (SYNC_START, SYNC_END):
            self._synchronised = True
        elif _FRAME.match(data):
            if self._painter.paint(self._wanted, data):
                self._due = True
            else:
                self._pass_through(data)
        elif _ASIDE.fullmatch(data):
            self._asides.append(data)
        elif data:
            self._pass_through(data)

    def _pass_through(self, data: str) -> None:
        """Send as it is what cannot be understood, after all that came before it. What it did to
        the screen stays there until the next frame."""
        self._asides = [self.take(), data]
        self.forget()
        self._due = False

    def take(self) -> str:
        """What to send now; empty if the terminal shows what it should."""
        cursor = self._cursor()
        changes = ""
        if self._due:
            changes = difference(
                self._shown,
                self._wanted,
                at=self._at,
                cursor=cursor,
                erase_colours=self._erase_colours,
            )
            if len(changes) >= _WORTH_SYNC:
                # Else one would see the cursor run over all that is painted.
                changes = f"{HIDE}{changes}{SHOW}"
                if self._synchronised:
                    changes = f"{SYNC_START}{changes}{SYNC_END}"
            self._shown, self._at, self._due = _copy(self._wanted), cursor, False
        sent = "".join([*self._asides, changes])
        self._asides.clear()
        return sent

    def frame(self) -> str:
        """The text that paints the wanted picture whatever the terminal shows, without links."""
        text = difference(filled(UNKNOWN, *self.size), self._wanted, cursor=self._cursor())
        return _LINK.sub("", text)

    def _cursor(self) -> Position:
        columns, rows = self.size
        return min(self._painter.x, max(0, columns - 1)), min(self._painter.y, max(0, rows - 1))


def _copy(grid: Grid) -> Grid:
    return [row[:] for row in grid]
