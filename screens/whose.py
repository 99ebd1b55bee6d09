"""Whose picture a saved one is, and of which state of the data. Loaded before anything heavy."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


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
