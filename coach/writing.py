"""The one way in which the program writes a file of the applicant's, and what “-” means: what is
typed where something is read, and standard output where it is written; TOML files read."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from coach.cells import let_in
from coach.output import remark
from coach.records import CoachError

LARGEST_TOML: Final = 100_000
"""Bytes; a profile has two thousand, a scenario one."""
LARGEST: Final = 20_000_000
"""Bytes of any file that is read."""


OURS: Final = r"frame|.+\.(?:db|toml|json)"
"""Files that are written in the folders of coach's own."""


def is_typed(file: Path | str) -> bool:
    """Whether a file is what is typed or piped in, or standard output."""
    return str(file) == "-"


def place(file: Path | str) -> str:
    """Where something was written, in words."""
    return "standard output" if is_typed(file) else str(file)


def typed(most: int = LARGEST) -> bytes:
    """What is typed or piped in. Raises CoachError for nothing and for too much."""
    if sys.stdin and sys.stdin.isatty():
        remark("Type or paste it; ctrl+d on a line of its own ends.")
    data = sys.stdin.buffer.read(most + 1) if sys.stdin else b""
    if not data.strip():
        raise CoachError("Nothing was typed.")
    if len(data) > most:
        raise CoachError(f"What was typed has more than {most:,} bytes; nothing was read.")
    return data


def content_of(file: Path, most: int = LARGEST) -> bytes:
    """What a file holds, or what is typed. Raises CoachError."""
    if is_typed(file):
        return typed(most)
    try:
        if file.stat().st_size > most:
            raise CoachError(f"{file} is too large (more than {most:,} bytes).")
        return file.read_bytes()
    except (OSError, ValueError) as error:
        raise CoachError(f"{file} cannot be read ({reason(error)}).") from None


@contextmanager
def drafted(target: Path, over: bool = False) -> Iterator[Path]:
    """A draft that only the user can read; it becomes the file when the block ends well. Nothing is
    left of it otherwise. Raises OSError, FileExistsError for what is there unless `over`.

    A link of the target's name is replaced and never followed.
    """
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    sweep(target.parent, names=re.escape(target.name))
    try:
        draft.unlink(missing_ok=True)
        opened = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.chmod(draft, 0o600)  # noqa: PTH101 - a umask takes more than the group's
            yield draft
            os.fsync(opened)
        finally:
            os.close(opened)
        if over:
            draft.replace(target)
        else:
            _place(draft, target)
        with suppress(OSError):  # Windows opens no folder
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    finally:
        draft.unlink(missing_ok=True)


def sweep(*folders: Path, names: str = OURS) -> None:
    """Takes drafts of a killed program out of folders, and what SQLite keeps beside them."""
    draft = re.compile(rf"\.(?:{names})\.(\d+)(?:-journal|-wal|-shm)?")
    for folder in folders:
        with suppress(OSError):  # no folder yet, or one that we may not tidy
            for name in os.listdir(folder):  # noqa: PTH208 - of each start
                if (match := draft.fullmatch(name)) and not _runs(int(match[1])):
                    (folder / name).unlink(missing_ok=True)


def _runs(process: int) -> bool:
    if sys.platform == "win32":  # where asking would end it
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _place(draft: Path, target: Path) -> None:
    """Gives a new file its name at once, as a kill in between would leave an empty one."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        target.touch(mode=0o600, exist_ok=False)
        draft.replace(target)


@contextmanager
def new_file(file: Path, over: bool = False) -> Iterator[Path]:
    """The same for a file that the user names: what is no plain file is left alone, a link too.
    Raises CoachError."""
    if is_typed(file):
        from tempfile import TemporaryDirectory  # 5 ms, and only here

        with TemporaryDirectory() as folder:
            yield (draft := Path(folder) / "draft")
            sys.stdout.buffer.write(draft.read_bytes())
        return
    try:
        is_there(file)
        with drafted(file, over) as draft:
            yield draft
    except FileExistsError:
        raise CoachError(f"{file} exists already; name another file.") from None
    except OSError as error:
        raise CoachError(f"{file} cannot be written ({reason(error)}).") from None


def write_file(file: Path, content: bytes, over: bool = False) -> None:
    """Writes a file that only the user can read, whole or not at all. Raises CoachError."""
    if is_typed(file):
        sys.stdout.buffer.write(content)
        return
    if is_there(file) and not over:
        raise CoachError(f"{file} exists already; name another file, or add --force.")
    with new_file(file, over) as draft:
        draft.write_bytes(content)


def is_there(file: Path) -> bool:
    """Whether there is a plain file of that name. Raises CoachError for anything else."""
    try:
        mode = file.lstat().st_mode
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        raise CoachError(f"{file} cannot be written ({reason(error)}).") from None
    if stat.S_ISDIR(mode):
        raise CoachError(f"{file} is a folder; name a file in it.")
    if stat.S_ISLNK(mode):
        raise CoachError(f"{file} is a link to another file, so it was left alone; name that file.")
    if not stat.S_ISREG(mode):
        raise CoachError(f"{file} is not a plain file, so it was left alone.")
    return True


def reason(error: Exception) -> str:
    """Why a file cannot be read or written."""
    return getattr(error, "strerror", None) or str(error)


def unused(file: Path) -> Path:
    """This name, or the first of `name-2`, `name-3` … that nothing has."""
    number, free = 1, file
    while free.exists():
        number += 1
        free = file.with_stem(f"{file.stem}-{number}")
    return free


def read_toml(file: Path) -> dict[str, Any]:
    """What a TOML file of the applicant's says. Raises CoachError."""
    import tomllib  # 4 ms, and only where there is such a file

    try:
        table = tomllib.loads(content_of(file, LARGEST_TOML).decode("utf-8-sig"))
        return {let_in(key): _let_in(value) for key, value in table.items()}
    except RecursionError:
        raise CoachError(f"{file} is nested too deeply to be read.") from None
    except ValueError as error:
        raise CoachError(f"{file} is not a TOML file: {error}.") from None


def _let_in(value: object) -> object:
    """A value of TOML, its texts as they may come in."""
    if isinstance(value, dict):
        return {let_in(key): _let_in(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [*map(_let_in, value)]
    return let_in(value) if isinstance(value, str) else value
