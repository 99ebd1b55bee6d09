"""Reads keys without a clock: Esc answers after ESCDELAY, and idling costs nothing.

Textual's reader looks ten times a second whether an Esc was the start of an arrow key, so
Esc answers after 100 ms whatever ESCDELAY says. This one sleeps until a key comes.
"""

from __future__ import annotations

import codecs
import os
import re
import select
from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import Final

_CHUNK: Final = 4096
# A look a little after the delay, and one more should the clocks disagree.
_SLACK_S: Final = 0.002
_LOOKS: Final = 2

_ESC: Final = "\x1b"
_PASTE: Final = ("\x1b[200~", "\x1b[201~")
"""What a terminal sends before and after a pasted text."""
_MARKS: Final = re.compile("(" + "|".join(map(re.escape, _PASTE)) + ")")
_ALONE: Final = re.compile(r"\x1b(?![\[O])")
_CUT: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|O)?\Z")
"""The start of a key at the end of a piece."""
_REST: Final = re.compile(r"\[[0-?]*[ -/]*[@-~]")
"""The rest of a key, which nobody types by hand in one piece."""
_LATE_S: Final = 1.0
"""Longest time between two pieces of a key on a bad line."""
_LONGEST_TYPED: Final = 256
_FEWEST_SIGNS: Final = 8
"""More characters than that at once, of more than so many kinds, nobody types or holds down."""
_NEXT_PIECE_S: Final = 0.1


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


class Pieces:
    """Makes whole keys of what the line delivers, so that no letter of a key acts by itself.

    A slow line cuts an arrow key in two, and brings an Esc and the letter typed after it
    together, as a terminal sends alt and that letter; nothing here is on alt. Enter typed
    before the program had the terminal comes as a line's end.
    """

    def __init__(self, feed: Callable[[str], object], escape: Callable[[], object]) -> None:
        """`feed` gets text without an Esc that stands alone; `escape` is called for each."""
        self._feed = feed
        self._escape = escape
        self._held = ""
        """The start of a key whose rest has not come."""
        self._is_told = False
        """Whether the Esc that is held has acted: then only a whole rest makes it a key."""
        self._is_pasting = False
        self._came_at = self._flooded_at = -_LATE_S

    def take(self, text: str) -> None:
        """Hands on what is whole."""
        now = monotonic()
        text = self._begun(text, now) + text
        cut = _CUT.search(text)
        self._held, self._is_told = cut[0] if cut else "", False
        self._came_at = now
        for piece in _MARKS.split(text.removesuffix(self._held)):
            if piece in _PASTE:
                self._is_pasting = piece == _PASTE[0]
            if self._is_pasting or piece in _PASTE:
                self._hand_on(piece)
            else:
                self._type(self._paste(piece, now))

    def nothing_followed(self) -> None:
        """An Esc that was held is one."""
        if self._held == _ESC and not (self._is_told or self._is_pasting):
            self._is_told = True
            self._escape()

    def _begun(self, text: str, now: float) -> str:
        """What an earlier piece began and this one goes on with."""
        if self._held == _ESC and not self._is_told:
            return _ESC
        is_late = now - self._came_at > _LATE_S
        return "" if is_late or (self._is_told and not _REST.match(text)) else self._held

    def _paste(self, text: str, now: float) -> str:
        """Hands on what was pasted into a terminal that does not say so; the rest was typed."""
        pasted, escape, rest = text.partition(_ESC)
        is_long = len(pasted) > _LONGEST_TYPED and len(set(pasted)) > _FEWEST_SIGNS
        if not pasted or not (is_long or now - self._flooded_at < _NEXT_PIECE_S):
            return text
        self._flooded_at = now
        self._hand_on(_PASTE[0] + pasted + _PASTE[1])
        return escape + rest

    def _type(self, text: str) -> None:
        first, *others = _ALONE.split(text.replace("\n", "\r"))
        self._hand_on(first)
        for other in others:
            self._escape()
            self._hand_on(other)

    def _hand_on(self, text: str) -> None:
        if text:  # empty text would mean the end to the parser
            self._feed(text)


def read_keys(
    descriptor: int,
    until: Alarm,
    *,
    escape_delay_s: float,
    pieces: Pieces,
    tick: Callable[[], object],
) -> bool:
    """Hand on what is typed until the alarm goes; False if the keyboard is gone. `tick` is called
    when a key may be complete only because nothing followed."""
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
            if text := decode(data):
                pieces.take(text)
            looks = _LOOKS
        elif not ready:
            looks -= 1
            pieces.nothing_followed()
        tick()
    return True
