"""Opens the app on an applicant's folder or on the example, and gives the terminal back."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from coach import places
from coach.cli import day_of
from coach.coach import Coach, at
from coach.records import CoachError
from screens.start import frame_key
from screens.terminal import firstframe
from screens.terminal.environment import look_around, prepare

if TYPE_CHECKING:
    from screens.app import CoachApp
    from screens.terminal.firstframe import Painted

SMALLEST = (60, 20)
"""Columns and rows below which the pages do not fit."""


def open_app(args: argparse.Namespace, look: str, painted: Painted | None) -> int:
    """The app until it is left; its status, or 1 with a sentence when it cannot open."""
    try:
        _check_terminal()
        if args.command == "demo" and not getattr(args, "home", None):
            # Thrown away afterwards: what is tried on the example harms nobody.
            with tempfile.TemporaryDirectory(prefix="coach-demo-") as folder:
                return _run(Path(folder), args, look, None)
        return _run(places.home(getattr(args, "home", None), os.environ), args, look, painted)
    except CoachError as error:
        if painted:
            painted.restore()
        print(f"coach: {error}", file=sys.stderr)
        return 1


def _check_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CoachError(
            "the app needs a terminal; for scripts there are commands, see `coach --help`."
        )
    columns, rows = os.get_terminal_size(sys.stdout.fileno())
    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        raise CoachError(
            f"the window is {columns}×{rows}; the pages need 60×20. Make it larger, or use the "
            "commands: `coach today`, `coach week`."
        )


def _run(home: Path, args: argparse.Namespace, look: str, painted: Painted | None) -> int:
    coach = Coach.open(home, at(day_of(args)))
    try:
        if args.command == "demo" and not coach.profile:
            from coach.demo import write

            write(coach)
        app = make_app(coach, os.environ, getattr(args, "line", None), painted)
        app.run(mouse=app.line.mouse)
    finally:
        coach.close()
    _keep_picture(app, home, args, look)
    return app.return_code or 0


def make_app(
    coach: Coach,
    environ: Mapping[str, str],
    line_choice: str | None,
    painted: Painted | None = None,
) -> CoachApp:
    """The app with its driver, keys and looks. Raises CoachError for a bad settings file."""
    line = look_around(environ, line_choice or "auto")  # type: ignore[arg-type]
    prepare(os.environ, line)
    # Textual reads the environment when it is imported, so it comes after it.
    from screens.app import CoachApp
    from screens.settings import read_settings
    from screens.terminal.choice import choose_driver
    from screens.widgets.style import use_ascii

    settings = read_settings(coach.home / places.SETTINGS)
    use_ascii(not line.utf8)
    driver = choose_driver(
        settings.driver, line=line, painted=painted, mouse=line.mouse, environ=environ
    )
    return CoachApp(coach, settings.keys, driver, line=line)


def _keep_picture(app: CoachApp, home: Path, args: argparse.Namespace, look: str) -> None:
    """Keeps the Week page as it was left, to be shown at once the next time."""
    file = str(home / places.FRAME)
    key = frame_key(home, getattr(args, "line", "") or "")
    if app.picture and key and day_of(args) is None and args.command is None:
        firstframe.save(file, app.picture, key=key, look=look, size=app.picture_size)
    else:
        firstframe.forget(file)
