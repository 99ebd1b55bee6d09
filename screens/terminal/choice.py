"""Which driver the app gets; safe to import where there is no termios."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from textual.driver import Driver

    from screens.terminal.environment import Line
    from screens.terminal.firstframe import Painted


def stock_wanted(environ: Mapping[str, str], setting: str = "cells") -> bool:
    """Whether Textual's own driver is asked for, or the only one that works here."""
    return (
        setting == "stock"
        or environ.get("COACH_DRIVER") == "stock"
        or bool(environ.get("TEXTUAL_DRIVER"))
        or sys.platform == "win32"
    )


def choose_driver(
    setting: Literal["cells", "stock"] | str = "cells",
    *,
    line: Line | None = None,
    painted: Painted | None = None,
    mouse: bool = False,
    environ: Mapping[str, str] = os.environ,
) -> type[Driver] | None:
    """The driver class for `App(driver_class=...)`; None stands for Textual's own.

    A saved frame that no driver of ours takes over is wiped off here.
    """
    if stock_wanted(environ, setting):
        if painted is not None:
            painted.restore()
        return None
    from screens.terminal.driver import CellDriver, Options

    if line is None:
        options = Options(mouse=mouse, painted=painted)
    else:
        options = Options(
            mouse=mouse,
            colours=line.colours > 0,
            utf8=line.utf8,
            links=line.links,
            erase_colours=line.erases_in_colour,
            slow=line.slow,
            painted=painted,
        )
    return type("ChosenDriver", (CellDriver,), {"options": options})
