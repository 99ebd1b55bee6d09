"""Opens the app on an applicant's folder or on the example, and gives the terminal back."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from coach import places
from coach.cli import day_of
from coach.coach import Coach, at
from coach.records import CoachError


def open_app(args: argparse.Namespace) -> int:
    """The app until it is left; 0, or 1 with a sentence when it cannot open."""
    try:
        _check_terminal()
        if args.command == "demo" and not getattr(args, "home", None):
            # Thrown away afterwards: what is tried on the example harms nobody.
            with tempfile.TemporaryDirectory(prefix="coach-demo-") as folder:
                return _run(Path(folder), args)
        return _run(places.home(getattr(args, "home", None), os.environ), args)
    except CoachError as error:
        print(f"coach: {error}", file=sys.stderr)
        return 1


def _check_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CoachError(
            "the app needs a terminal; for scripts there are commands, see `coach --help`."
        )
    columns, rows = os.get_terminal_size(sys.stdout.fileno())
    if columns < 60 or rows < 20:
        raise CoachError(
            f"the window is {columns}×{rows}; the pages need 60×20. Make it larger, or use the "
            "commands: `coach today`, `coach week`."
        )


def _run(home: Path, args: argparse.Namespace) -> int:
    coach = Coach.open(home, at(day_of(args)))
    try:
        if args.command == "demo" and not coach.profile:
            from coach.demo import write

            write(coach)
        os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
        os.environ.setdefault("ESCDELAY", "25")
        from screens.app import CoachApp

        app = CoachApp(coach)
        app.run(mouse=False)
        return app.return_code or 0
    finally:
        coach.close()
