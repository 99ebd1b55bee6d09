"""Leaving when the system says so: SIGTERM, and SIGHUP when the line is gone."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from types import FrameType
from typing import Final

_NUMBERS: Final = (signal.SIGTERM, signal.SIGHUP)
_GRACE_S: Final = 3.0
Handler = Callable[[int, FrameType | None], object] | int | None
"""What a signal does."""


@contextmanager
def held_back() -> Iterator[None]:
    """Lets a signal wait: nobody gives a terminal back that is half taken."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _NUMBERS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _NUMBERS)


class Ending:
    """Asks the app to end as if the user had quit, and ends it by force if it does not. Textual
    alone would leave the shell on the app's screen, without echo and cursor."""

    def __init__(self, *, ask: Callable[[int], None], give_back: Callable[[], None]) -> None:
        """`ask` gets the exit status; `give_back` frees the terminal in any thread or state."""
        self._ask = ask
        self._give_back = give_back
        self._handlers: dict[int, Handler] = {}
        self._patience: Timer | None = None

    def catch(self) -> None:
        """Take over the signals, unless the shell said to ignore them (nohup)."""
        for number in _NUMBERS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._handlers[number] = signal.signal(number, self._signalled)

    def let_go(self) -> None:
        """Leave the signals to whom they belonged; the app has ended in time."""
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._handlers.clear()

    def _signalled(self, number: int, _frame: FrameType | None) -> None:
        if self._patience is not None:  # the second time is meant
            self._force(number)
        self._patience = Timer(_GRACE_S, self._force, (number,))
        self._patience.daemon = True
        self._patience.start()
        self._ask(128 + number)

    def _force(self, number: int) -> None:
        self._give_back()
        os._exit(128 + number)
