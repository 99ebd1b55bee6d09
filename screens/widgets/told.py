"""What does not fit the last line: told whole above it, until the next key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from coach.saying.text import Line
from screens.keys import Hint
from screens.widgets.ask import Sheet
from screens.widgets.detail import Detail

ON: Final = {"j": 1, "J": 1, "down": 1, "pagedown": 9, "k": -1, "K": -1, "up": -1, "pageup": -9}
"""Keys that read on where there is more than fits: by how many lines."""


class Told(Sheet[None]):
    """Lines in the last lines of the screen; any key goes on, a click too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("Y", "copy_on", show=False, id="copy", priority=True)
    ]
    DEFAULT_CSS = "Told #sheet Detail { max-height: 18; }"
    hints: ClassVar[tuple[Hint, ...]] = (Hint("Esc", "or any other key goes on", 1),)

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self._detail = Detail(lines)

    def compose(self) -> ComposeResult:
        with Container(id="sheet"):
            yield self._detail
            yield self._footer

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        if self._detail.is_longer and event.key in ON:
            self._detail.action_read(ON[event.key])
        else:
            self.dismiss(None)

    def action_copy_on(self) -> None:
        """Goes on to the next thing to copy."""
        self.dismiss(None)
        self.app.call_later(self.app.run_action, "copy")

    def on_click(self) -> None:
        self.dismiss(None)
