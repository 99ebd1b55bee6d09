"""What is typed ahead waits until everything before it is done, pages and questions included."""

from __future__ import annotations

from asyncio import sleep
from collections import deque
from functools import cached_property
from typing import Final, TypeVar

from textual import events
from textual.app import App

Result = TypeVar("Result")

PATIENCE: Final = 20_000
"""How often it is looked in vain whether all is done: a second or so, more on a slow machine,
and not a turn of it while a page takes long."""


class OrderedApp(App[Result]):
    """An app in which keys, pastes and clicks are carried out before the next is looked at.

    Textual runs bindings when a key has come back from the widget, and opens pages and
    questions after that. Of `/hur` in one piece, as a slow line delivers it, the letters would
    reach the page before the prompt is open; of `3j` the second key a page without rows.
    """

    _looks: int | None = None
    """How often it was looked since something waits; None while nothing does."""

    is_held = False
    """Whether what is typed waits for an act that waits for another window."""

    _deaf_until = 0.0
    """What was typed before goes no further."""

    def forget_typed(self) -> None:
        """Lets go of what was typed while something was worked out: it answers no question that
        nobody has seen."""
        self._typed.clear()
        self._deaf_until = events.Event().time

    @cached_property
    def _typed(self) -> deque[events.Event]:
        return deque()

    def hold_typed(self, is_held: bool) -> None:
        """Keeps what is typed until it is told otherwise; then it goes on in its order."""
        self.is_held = is_held
        if self._typed and self._looks is None and not is_held:
            self._looks = 0
            self.call_later(self._hand_on)

    async def on_event(self, event: events.Event) -> None:
        is_typed = isinstance(event, events.InputEvent | events.Paste)
        if not is_typed or event.is_forwarded:
            await super().on_event(event)
            return
        if event.time < self._deaf_until:
            return
        self._typed.append(event)
        if self._looks is None and not self.is_held:
            await self._hand_on()

    async def _hand_on(self) -> None:
        """Hands on what was typed first, once nothing else is being done."""
        if self.is_held:
            self._looks = None
            return
        self._looks = (self._looks or 0) + 1
        if self._looks > PATIENCE or not self._is_busy():
            self._looks = 0
            if event := self.as_meant(self._typed.popleft()):
                await super().on_event(event)
        if not self._typed:
            self._looks = None
            return
        await sleep(0)  # lets the others work: this task alone would go on and on
        self.call_later(self._hand_on)

    def as_meant(self, event: events.Event) -> events.Event | None:
        """What was typed as the app takes it, once everything before it is done; None for what
        goes no further."""
        return event

    def _is_busy(self) -> bool:
        if self.message_queue_size:
            return True
        for screen in self.screen_stack:
            if any(pump.message_queue_size for pump in screen.walk_children(with_self=True)):
                return True
        # What is to be done after a picture stands in a list of the screen's own; below a
        # question it may stand there for long.
        return any(getattr(screen, "_callbacks", ()) for screen in self.screen_stack[-1:])
