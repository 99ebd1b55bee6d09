"""When a picture goes out: as soon as Textual has finished answering, and once.

One key press makes Textual paint several times: 3 frames for a typed letter, 7 for
opening a page. So after a frame the pacer lets the event loop go round until the
messages it caused have been handled, and waits, up to LONGEST_WAIT_S, where Textual
has noted that it will paint again. A frame that nothing follows goes out after 0.1 ms.

While the line is still busy nothing is sent: a held key on a slow line skips pictures
instead of queueing them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

# Messages between widgets take up to 4 rounds of the loop to settle.
ROUNDS: Final = 6
LONGEST_WAIT_S: Final = 0.05
_LOOK_AGAIN_S: Final = 0.003


class Pacer:
    """Calls `send` when a picture is complete and the line is free."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        *,
        more_to_come: Callable[[], bool],
        send: Callable[[], bool],
        first_wait_s: float = LONGEST_WAIT_S,
    ) -> None:
        """`send` says whether it put anything on the line; `sent` is then called later.
        `first_wait_s` is how long the first picture may wait for more to come."""
        self._loop = loop
        self._more_to_come = more_to_come
        self._send = send
        self._patience_s = first_wait_s
        self._since: float | None = None
        """When the oldest frame not yet sent was painted; None if there is none."""
        self._rounds = 0
        self._held_until = 0.0
        self._busy = False

    def nudge(self) -> None:
        """There is something to send."""
        self._rounds = ROUNDS
        if self._since is None:
            self._since = self._loop.time()
            self._loop.call_soon(self._look)

    def hold(self, seconds: float) -> None:
        """Send nothing for a while: what comes next would only be painted over."""
        self._held_until = max(self._held_until, self._loop.time() + seconds)

    def release(self) -> None:
        """End a hold early."""
        self._held_until = 0.0

    def sent(self) -> None:
        """The line is free again."""
        self._busy = False

    def _look(self) -> None:
        if self._rounds:
            self._rounds -= 1
            self._loop.call_soon(self._look)
        elif self._must_wait():
            self._loop.call_later(_LOOK_AGAIN_S, self._look)
        else:
            self._since = None
            self._patience_s = LONGEST_WAIT_S
            self._busy = self._send()

    def _must_wait(self) -> bool:
        now = self._loop.time()
        if self._busy or now < self._held_until:
            return True
        waited = now - (self._since or now)
        return waited < self._patience_s and self._more_to_come()
