"""Keys that arrive together are done one after the other."""

from __future__ import annotations

from collections import deque
from functools import cached_property
from time import monotonic
from typing import TypeVar

from textual import events
from textual.app import App
from textual.message import Message

Result = TypeVar("Result")

PATIENCE_S = 1.0
"""After this long a key whose end was never told (its widget is gone) holds up no other."""


class KeyDone(Message, verbose=True):
    """Follows a key along its way and arrives when everyone has seen it."""


class OrderedApp(App[Result]):
    """An app in which a key is carried out before the next one is looked at.

    Textual runs bindings when a key has come back from the widget. Of `/hur` in one piece,
    as a slow line delivers it, the letters would reach the page before the prompt is open.
    """

    _key_since: float | None = None
    """When the key was handed on that has not been carried out yet."""

    @cached_property
    def _keys_waiting(self) -> deque[events.Key]:
        return deque()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._keys_waiting.append(event)
            if self._key_since is None or monotonic() - self._key_since > PATIENCE_S:
                await self._next_key()
        else:
            await super().on_event(event)

    async def _next_key(self) -> None:
        self._key_since = None
        while self._keys_waiting and self._key_since is None:
            key = self._keys_waiting.popleft()
            target = self.focused or self.screen
            await super().on_event(key)
            if target.post_message(KeyDone()):
                self._key_since = monotonic()

    async def on_key_done(self) -> None:
        await self._next_key()
