"""Everything deleted that a data folder holds of the applicant: by its names, and nothing else."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from coach import places
from coach.records import CoachError, Record
from coach.writing import OURS, reason

OWN: Final[Mapping[str, str]] = {
    "backups": r".+\.db(?:-wal|-shm|-journal)?",
    "writing": r".+\.txt",
    "scenarios": r".+\.toml",
    "": r"coach\.db(?:\.new)?(?:-wal|-shm|-journal)?|facts-.+\.db|(?:settings|filters)\.toml|frame",
}
"""By folder, the last the data folder itself: names of files that are the coach's."""
DRAFT: Final = rf"\.(?:{OURS}|.+\.txt)\.\d+(?:-wal|-shm|-journal)?"


class Leaving(Record):
    """What is deleted of a data folder, and what in it is left, by name."""

    deleted: tuple[str, ...]
    left: tuple[str, ...]


def leaving(home: Path) -> Leaving:
    """What deleting everything would do. Links are deleted and never followed."""
    own = [*_own(home)]
    folders = [home / folder for folder in OWN if _is_folder(home / folder)]
    there = (each for folder in folders for each in sorted(folder.iterdir()))
    left = [_within(home, each) for each in there if each not in (*own, *folders)]
    aims = [str(each.readlink()) for each in own if each.is_symlink()]
    return Leaving(tuple(_within(home, each) for each in own), (*left, *aims))


def _within(home: Path, file: Path) -> str:
    return str(file.relative_to(home))


def leave(home: Path, is_sound: bool) -> Leaving:
    """Deletes it, copies first. Raises CoachError, with nothing deleted, where another window
    has that open, and where a file cannot be deleted, with those after it left."""
    if is_sound and not _is_alone(home / places.DATABASE):
        raise CoachError("Another window has your data open; close it first. Nothing was deleted.")
    will = leaving(home)
    for name in will.deleted:
        try:
            (home / name).unlink(missing_ok=True)
        except OSError as error:
            raise CoachError(
                f"{home / name} cannot be deleted ({reason(error)}), nor what comes after it."
            ) from None
    for folder in OWN:
        with suppress(OSError):  # not there, a link, or something else is in it
            (home / folder).rmdir()
    return will


def _own(home: Path) -> Iterator[Path]:
    for folder, names in OWN.items():
        if _is_folder(home / folder):
            for name in sorted(os.listdir(home / folder)):  # noqa: PTH208 - of names alone
                is_ours = re.fullmatch(f"{names}|{DRAFT}", name)
                if is_ours and not _is_folder(file := home / folder / name):
                    yield file


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_alone(file: Path) -> bool:
    """Whether nothing has the database open: only then its journal can be put away."""
    try:
        with closing(sqlite3.connect(file, timeout=0)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        return False
    return True
