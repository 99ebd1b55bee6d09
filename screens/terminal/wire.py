"""The way to the terminal: whole pictures go out, each in one write."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable

from coach.cells import IN_FRAMES


class Wire:
    """A file for Textual's writer thread that neither buffers nor cuts (Python's does at 8 KiB)."""

    def __init__(self, descriptor: int, written: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._written = written

    def write(self, text: str) -> int:
        """Send the text, however long the line takes, and tell that it is sent."""
        text = text if text.isascii() else IN_FRAMES.sub("", text)
        data = text.encode("utf-8", "replace")
        while data:
            try:
                data = data[os.write(self._descriptor, data) :]
            except BlockingIOError:  # another program left the terminal non-blocking
                select.select([], [self._descriptor], [], 1.0)
            except OSError:  # the line is gone; the signal that says so ends the program
                break
        self._written()
        return len(text)

    def flush(self) -> None:
        """Nothing is ever held back."""

    def fileno(self) -> int:
        """The terminal's file descriptor."""
        return self._descriptor


def terminal_descriptor() -> int:
    """Where the terminal is: standard output, or standard error when output is redirected."""
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None and stream.isatty():
            return stream.fileno()
    return 2
