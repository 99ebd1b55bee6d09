"""What is typed ahead waits until everything before it is done, pages and questions included."""

from __future__ import annotations

from asyncio import sleep
from collections import deque
from collections.abc import Iterator
from functools import cached_property
from time import monotonic
from typing import Final, TypeVar

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

Result = TypeVar("Result")

PATIENCE_S: Final = 1.0
"""Longest time for which a key waits for something to be done."""


class OrderedApp(App[Result]):
    """An app in which keys, pastes and clicks are carried out before the next is looked at.

    Textual runs bindings when a key has come back from the widget, and opens pages and
    questions after that. Of `/hur` in one piece, as a slow line delivers it, the letters would
    reach the page before the prompt is open; of `3j` the second key a page without rows.
    """

    _waits_since: float | None = None
    """When the first of the keys began to wait; None while none does."""

    @cached_property
    def _typed(self) -> deque[events.Event]:
        return deque()

    async def on_event(self, event: events.Event) -> None:
        is_typed = isinstance(event, events.InputEvent | events.Paste)
        if not is_typed or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if self._waits_since is None:
            await self._hand_on()

    async def _hand_on(self) -> None:
        """Hands on what was typed first, or comes back when it may have been waited for."""
        now = monotonic()
        self._waits_since = self._waits_since or now
        if not self._is_busy() or now - self._waits_since > PATIENCE_S:
            self._waits_since = None
            await super().on_event(self._typed.popleft())
        if self._typed:
            self._waits_since = self._waits_since or now
            await sleep(0)  # lets the others work: this task alone would go on and on
            self.call_later(self._hand_on)

    def _is_busy(self) -> bool:
        return any(
            # What is to be done after a picture stands in a list of the screen's own.
            pump.message_queue_size or getattr(pump, "_callbacks", ())
            for pump in self._pumps()
        )

    def _pumps(self) -> Iterator[MessagePump]:
        yield self
        for screen in self.screen_stack:
            yield from screen.walk_children(with_self=True)
