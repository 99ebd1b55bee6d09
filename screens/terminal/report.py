"""What `coach doctor` says of the terminal: what was found and what is chosen for it."""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import Mapping
from typing import Final

from screens.terminal.environment import Line, look_around
from screens.terminal.firstframe import stock_wanted

PATIENCE_S: Final = 0.5
_ASK: Final = b"\x1b[c"
"""Primary device attributes: every terminal of the last forty years answers it."""


def report(environ: Mapping[str, str], choice: str | None) -> dict[str, object]:
    """Facts by name, all printable; the round trip is None where no terminal answers."""
    line = look_around(environ, choice)
    return {
        "terminal": line.term or "none",
        "size": _size(),
        "colours": line.colours,
        "no_color": line.no_color,
        "utf8": line.utf8,
        "ssh": line.ssh,
        "tmux": None if line.tmux is None else ".".join(map(str, line.tmux)),
        "round_trip_ms": _round_trip(),
        "chosen": _chosen(line, environ),
    }


def _chosen(line: Line, environ: Mapping[str, str]) -> list[str]:
    chosen = ["Textual's own driver" if stock_wanted(environ) else "the cell-diff driver"]
    colours = {0: "no colours", 16: "the terminal's 16 colours"}
    chosen.append(colours.get(line.colours, "all colours"))
    signs = "the console font's signs" if line.console else "Unicode signs"
    chosen.append(signs if line.utf8 else "ASCII signs")
    chosen.append("mouse reports" if line.mouse else "no mouse reports")
    if line.slow:
        chosen.append("fewer bytes while a key is held")
    return chosen


def _size() -> str | None:
    try:
        columns, rows = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        return None
    return f"{columns}x{rows}"


def _round_trip() -> float | None:
    """Milliseconds until the terminal answers a question; None without a terminal."""
    try:
        import termios
        import tty

        descriptor = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except (ImportError, OSError):
        return None
    try:
        if os.tcgetpgrp(descriptor) != os.getpgrp():
            return None
        before = termios.tcgetattr(descriptor)
        try:
            tty.setcbreak(descriptor, termios.TCSANOW)
            asked = time.monotonic()
            os.write(descriptor, _ASK)
            answered = None
            while select.select([descriptor], [], [], PATIENCE_S)[0]:
                if os.read(descriptor, 64).endswith(b"c"):
                    answered = round((time.monotonic() - asked) * 1000, 1)
                    break
            return answered
        finally:
            termios.tcsetattr(descriptor, termios.TCSANOW, before)
    except (OSError, termios.error):
        return None
    finally:
        os.close(descriptor)
