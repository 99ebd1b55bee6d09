"""The console script `coach`: standard library only until it knows what is asked.

The app's last picture is on the screen some 40 ms after the start; parsing the command line,
Textual and the facts come after it.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from screens.terminal.firstframe import Painted

WITH_A_VALUE = ("--home", "--line")
"""Options with which the last picture may still be right; with any other it is not tried."""


def main(argv: list[str] | None = None) -> int:
    """Opens the app, or hands a command to coach.cli; the exit status."""
    words = sys.argv[1:] if argv is None else argv
    look, painted = _show_last(words)
    from coach.cli import main as run
    from coach.cli import parse

    args = parse(words)
    if args.command is None or (args.command == "demo" and not args.write):
        from screens.opening import open_app

        return open_app(args, look, painted)
    if args.command == "doctor":
        from screens.terminal.report import report

        args.terminal = report(os.environ, getattr(args, "line", None))
    return run(args)


def _show_last(words: list[str]) -> tuple[str, Painted | None]:
    """What looks depend on, taken before anything changes it; and the picture, if it fits."""
    from screens.terminal.firstframe import paint, surroundings

    look = surroundings(os.environ)
    options = dict(zip(words[::2], words[1::2], strict=False))
    if len(words) % 2 or any(word not in WITH_A_VALUE for word in options):
        return look, None
    if os.environ.get("COACH_TODAY"):
        return look, None
    from coach import places

    folder = places.home(options.get("--home"), os.environ)
    key = frame_key(folder, options.get("--line", ""))
    return look, paint(str(folder / places.FRAME), key=key, look=look) if key else None


def frame_key(home: Path, line: str) -> str:
    """Whose picture it is and of which state; "" while another window is at work.

    Any change of the database since, by a command or another program, makes it another key.
    """
    from coach import VERSION, places

    try:
        state = (home / places.DATABASE).stat()
        busy = (home / f"{places.DATABASE}-wal").exists()
        settings = home / places.SETTINGS
        own = settings.stat().st_mtime_ns if settings.exists() else 0
    except OSError:
        return ""
    if busy:
        return ""
    return f"{VERSION} {home} {state.st_ino} {state.st_size} {state.st_mtime_ns} {own} {line}"


if __name__ == "__main__":
    sys.exit(main())
