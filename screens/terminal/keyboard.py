"""Reads keys without a clock: Esc answers after ESCDELAY, and idling costs nothing.

Textual's reader looks ten times a second whether an Esc was the start of an arrow key, so
Esc answers after 100 ms whatever ESCDELAY says. This one sleeps until a key comes.
"""

from __future__ import annotations

import codecs
import os
import select
from collections.abc import Callable, Iterable
from threading import Event
from typing import Final

_CHUNK: Final = 4096
# A look a little after the delay, and one more should the clocks disagree.
_SLACK_S: Final = 0.002
_LOOKS: Final = 2


class Alarm(Event):
    """An event that also wakes a reader sleeping in select."""

    def __init__(self) -> None:
        super().__init__()
        self.descriptor, self._bell = os.pipe()
        os.set_blocking(self._bell, False)
        os.set_blocking(self.descriptor, False)

    def set(self) -> None:
        """Set the event and wake the reader."""
        super().set()
        try:
            os.write(self._bell, b"!")
        except BlockingIOError:  # full of earlier calls, so the reader wakes anyway
            return

    def quiet(self) -> None:
        """Take back the calls that have been heard."""
        try:
            os.read(self.descriptor, _CHUNK)
        except BlockingIOError:
            return


def read_keys(
    descriptor: int,
    until: Alarm,
    *,
    escape_delay_s: float,
    feed: Callable[[str], Iterable[object]],
    tick: Callable[[], Iterable[object]],
) -> bool:
    """Feed what is typed until the alarm goes; False if the keyboard is gone.

    `tick` is called when a key may be complete only because nothing followed.
    Both give events, which are used up here for what making them does.
    """
    decode = codecs.getincrementaldecoder("utf-8")("replace").decode
    looks = 0
    while not until.is_set():
        wait = escape_delay_s + _SLACK_S if looks else None
        ready, _, _ = select.select([descriptor, until.descriptor], [], [], wait)
        if until.descriptor in ready:
            until.quiet()
        if descriptor in ready:
            try:
                data = os.read(descriptor, _CHUNK)
            except OSError:
                data = b""
            if not data:
                return False
            if text := decode(data):  # empty text would mean the end to the parser
                _use_up(feed(text))
            looks = _LOOKS
        elif not ready:
            looks -= 1
        _use_up(tick())
    return True


def _use_up(events: Iterable[object]) -> None:
    for _ in events:
        pass
