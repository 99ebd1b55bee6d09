"""Compiles the seed tables once per version into one read-only database with its search index."""

from __future__ import annotations

import os
import sqlite3
import time
import zlib
from contextlib import closing, suppress
from operator import attrgetter
from pathlib import Path
from typing import Final

import seed_data
from coach import VERSION
from coach.places import make_folders
from coach.records import CoachError
from coach.writing import drafted

SHAPE: Final = 14
"""Raised when the compiled tables change their shape."""


HEADER: Final = 100
PLACES: Final = ((16, 2), (28, 4), (60, 4))
"""Where the header of a database has the size of a page, their number, and our time stamp."""


def seed_folder() -> Path:
    """The shipped `seed_data` package, as a folder of files: wheels are always unpacked."""
    return Path(seed_data.__file__ or "").parent


def compiled(cache: Path, spare: Path, folder: Path | None = None) -> Path:
    """The facts database of these seed files, made now if it is missing or the seed changed.

    It is kept in `cache`, or in `spare` where the cache cannot be written.
    """
    folder = folder or seed_folder()
    name = f"facts-{VERSION}-{_fingerprint(folder)}.db"
    for place in (cache, spare):
        if _is_whole(place / name):
            return place / name
    for place in (cache, spare):
        with suppress(OSError):
            make_folders(place)
            return _compile(folder, place / name)
    return _compiled_aside(folder, name)


def made_anew(file: Path, folder: Path | None = None) -> Path:
    """The facts in place of a damaged file: there, or aside where nothing can be written there."""
    folder = folder or seed_folder()
    try:
        return _compile(folder, file)
    except OSError:
        return _compiled_aside(folder, file.name)


def _compiled_aside(folder: Path, name: str) -> Path:
    """The facts in a folder of this process alone, gone when it ends. Raises CoachError."""
    import atexit
    from shutil import rmtree
    from tempfile import mkdtemp

    try:
        place = Path(mkdtemp(prefix="coach-facts-"))
        atexit.register(rmtree, place, ignore_errors=True)
        return _compile(folder, place / name)
    except OSError as error:
        raise CoachError(f"The facts cannot be unpacked ({error}); free some space.") from None


def _is_whole(file: Path) -> bool:
    """Whether nobody has written to the file since it was compiled, and nothing of it is missing.

    Its header says how long it is, and its time is the one that was set when it was done.
    """
    try:
        with file.open("rb") as stream:
            header, state = stream.read(HEADER), os.fstat(stream.fileno())
    except OSError:
        return False
    if len(header) < HEADER or not header.startswith(b"SQLite format 3\0"):
        return False
    page, pages, stamp = (int.from_bytes(header[at : at + size]) for at, size in PLACES)
    return state.st_size == page * pages and state.st_mtime_ns == stamp * 10**9


def _fingerprint(folder: Path) -> str:
    """Changes when a seed file does: name, size and time of each."""
    parts = [str(SHAPE), sqlite3.sqlite_version]
    for inner in ("", "statistics"):
        with os.scandir(folder / inner) as files:
            for file in sorted(files, key=attrgetter("name")):
                if file.name.endswith((".csv", ".toml")):
                    state = file.stat()
                    parts.append(f"{file.name} {state.st_size} {state.st_mtime_ns}")
    # This tells releases apart, it guards nothing.
    return f"{zlib.crc32('|'.join(parts).encode()):08x}"


def _compile(folder: Path, target: Path) -> Path:
    """Checks and writes everything beside the target, then moves it there in one step."""
    # 130 ms of imports, paid once per version.
    from coach.facts.check import write

    try:
        if target.is_dir() and not target.is_symlink():
            target.rmdir()
        stamp = int(time.time()) // 2 * 2
        with drafted(target, over=True) as draft:
            with closing(sqlite3.connect(draft)) as connection:
                write(connection, folder)
                connection.execute(f"PRAGMA user_version={stamp}")
            os.utime(draft, ns=(stamp * 10**9, stamp * 10**9))
    except sqlite3.Error as error:
        raise OSError(str(error)) from error
    _sweep(target)
    return target


def _sweep(newest: Path) -> None:
    """Removes what earlier versions compiled, all but the last two."""
    old = sorted(newest.parent.glob("facts-*.db"), key=lambda file: file.stat().st_mtime)
    for file in old[:-3]:
        if file != newest:
            with suppress(OSError):
                file.unlink()
