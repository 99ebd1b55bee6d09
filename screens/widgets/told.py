"""What does not fit the last line: told whole above it, until the next key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from coach.saying.text import Line
from screens.keys import Hint
from screens.widgets.ask import Sheet
from screens.widgets.detail import Detail


class Told(Sheet[None]):
    """Lines in the last lines of the screen; any key goes on, a click too."""

    hints: ClassVar[tuple[Hint, ...]] = (Hint("Esc", "or any key goes on", 1),)

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        with Container(id="sheet"):
            yield Detail(self._lines)
            yield self._footer

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self.dismiss(None)

    def on_click(self) -> None:
        self.dismiss(None)
