"""What the line and the terminal at its end can do, and what Textual gets for it. Safe to import
where there is no termios."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from screens.terminal.firstframe import stock_wanted

if TYPE_CHECKING:
    from textual.driver import Driver

    from screens.terminal.firstframe import Painted

SMALLEST: Final = (60, 20)
"""Columns and rows below which the pages do not fit."""
TRUECOLOR: Final = 1 << 24
_NO_COLOURS: Final = re.compile(r"dumb|unknown|vt(100|102|220|320)|.*-m(ono)?$")
_SIXTEEN: Final = re.compile(r"linux|ansi|cons25|cygwin|xterm-16color|xterm-color")
# These fill what they erase with the background colour. GNU screen does not
# unless told to, and calls itself screen, as tmux does by default.
_FILLS: Final = re.compile(
    r"xterm|tmux|linux|rxvt|kitty|alacritty|foot|wezterm|konsole|gnome|vte|putty|st-"
)


@dataclass(frozen=True, slots=True)
class Line:
    """The terminal and the line to it."""

    term: str
    colours: int
    """0, 16, 256 or 16,777,216."""
    no_color: bool
    """The user has asked for no colours (NO_COLOR)."""
    utf8: bool
    ssh: bool
    tmux: tuple[int, int] | None
    """The version of tmux: (0, 0) where it does not say; None outside of tmux."""
    slow: bool
    """Every byte counts: over SSH, or because the user says so."""
    erases_in_colour: bool
    """What is erased takes the background colour that is set."""
    gnu_screen: bool = False
    """It runs in GNU screen, which hands on little of what it does not know."""

    @property
    def console(self) -> bool:
        """Whether it is Linux's own, whose font has few signs."""
        return self.term == "linux"

    @property
    def copies(self) -> bool:
        """Whether it may have a clipboard, and links; others would print what is sent for it."""
        return not self.console and not _NO_COLOURS.match(self.term)

    @property
    def copy_note(self) -> str:
        """What may swallow a copied text on its way, and which setting lets it through."""
        if not self.copies:
            return "This terminal has no clipboard that a program could fill: note it down."
        screen = "GNU screen does not hand it on"
        tmux = "tmux hands it on with `set -g set-clipboard on` in ~/.tmux.conf"
        if self.tmux is not None or self.term.startswith("tmux"):
            return f"If nothing is pasted: {tmux}."
        if self.gnu_screen:
            return f"{screen}: select it with the mouse, or paste outside of it."
        if self.term.startswith("screen"):
            return f"If nothing is pasted: {tmux}; {screen}."
        return "If nothing is pasted: the terminal has to allow OSC 52, the clipboard of programs."

    @property
    def shapes_cursor(self) -> bool:
        """Whether it can be told how its cursor looks; old consoles would print the letter q."""
        return self.erases_in_colour and not self.console

    @property
    def mouse(self) -> bool:
        """Whether reporting the mouse is worth its bytes."""
        return not self.slow


def look_around(environ: Mapping[str, str], choice: str | None = None) -> Line:
    """What the environment tells of the line; the user's choice, slow or full, goes before."""
    term = environ.get("TERM", "")
    ssh = any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))
    slow = choice == "slow" or (not choice and ssh)
    no_color = bool(environ.get("NO_COLOR"))
    colours = 0 if no_color else _colours(environ, term)
    tmux = _tmux(environ)
    return Line(
        term=term,
        colours=min(colours, 16) if slow else colours,
        no_color=no_color,
        utf8=_is_utf8(environ),
        ssh=ssh,
        tmux=tmux,
        slow=slow,
        erases_in_colour=tmux is not None or bool(_FILLS.match(term)),
        gnu_screen=bool(environ.get("STY")),
    )


def too_small(columns: int, rows: int) -> str:
    """Says that the pages do not fit into a window of this size; nothing where they do."""
    if columns >= SMALLEST[0] and rows >= SMALLEST[1]:
        return ""
    return f"{columns}×{rows}: too small, the pages need {SMALLEST[0]}×{SMALLEST[1]}"


def shows_nothing(environ: Mapping[str, str]) -> bool:
    """Whether the terminal can do no more than print lines."""
    return sys.platform != "win32" and environ.get("TERM") in (None, "", "dumb", "unknown")


def prepare(environ: MutableMapping[str, str], line: Line) -> None:
    """Sets what Textual reads when it is imported; what the user has set stays.

    No animations (paging: 99 kB, without 4.5), an Esc that answers after 25 ms (100 where
    the line may cut an arrow key in two), keys in their short form, no smooth scrolling by
    mouse. 120 looks a second instead of 60 halve the time until the last frame of a key is
    painted; the driver sends them as one.
    """
    system = {0: "standard", 16: "standard", 256: "256"}.get(line.colours, "truecolor")
    settings = {
        "TEXTUAL_ANIMATIONS": "none",
        "ESCDELAY": "100" if line.slow else "25",
        "TEXTUAL_DISABLE_KITTY_KEY": "1",
        "TEXTUAL_SMOOTH_SCROLL": "0",
        "TEXTUAL_COLOR_SYSTEM": system,
        "TEXTUAL_FPS": "120",
    }
    for name, value in settings.items():
        environ.setdefault(name, value)


def choose_driver(
    line: Line, environ: Mapping[str, str], setting: str = "cells", painted: Painted | None = None
) -> type[Driver] | None:
    """The driver class for `App(driver_class=...)`; None stands for Textual's own. A saved frame
    that no driver of ours takes over is wiped off here."""
    if setting == "stock" or stock_wanted(environ):
        if painted is not None:
            painted.restore()
        return None
    from screens.terminal.driver import CellDriver

    return type("ChosenDriver", (CellDriver,), {"line": line, "painted": painted})


def _colours(environ: Mapping[str, str], term: str) -> int:
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or "direct" in term:
        return TRUECOLOR
    if not term or _NO_COLOURS.match(term):
        return 0
    if "256color" in term:
        return 256
    if _SIXTEEN.match(term):
        return 16
    return 256 if term.startswith(("xterm-", "alacritty", "foot")) else 16


def _is_utf8(environ: Mapping[str, str]) -> bool:
    """Whether the locale says UTF-8. Python itself sets LC_CTYPE=C.UTF-8 where the locale is C (PEP
    538), so that value says nothing unless LANG agrees."""
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    values = {name: environ.get(name, "") for name in names}
    if not values["LC_ALL"] and values["LC_CTYPE"] == "C.UTF-8":
        values["LC_CTYPE"] = ""
    locale = next((value for value in values.values() if value), "")
    return "utf8" in locale.lower().replace("-", "")


def _tmux(environ: Mapping[str, str]) -> tuple[int, int] | None:
    if not environ.get("TMUX"):
        return None
    if environ.get("TERM_PROGRAM") == "tmux":
        version = re.match(r"\D*(\d+)\.(\d+)", environ.get("TERM_PROGRAM_VERSION", ""))
        if version:
            return int(version[1]), int(version[2])
    return 0, 0
