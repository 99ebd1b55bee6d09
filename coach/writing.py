"""The one way in which the program writes a file of the applicant's; TOML files read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from coach.records import CoachError

LARGEST_TOML: Final = 100_000
"""Bytes; a profile has two thousand, a scenario one."""


@contextmanager
def new_file(file: Path, over: bool = False) -> Iterator[Path]:
    """A draft that only the user can read; it becomes the file when the block ends well.

    Nothing is left of it otherwise, and a file that is there is replaced only by `over`.
    Raises CoachError.
    """
    target = Path(os.path.realpath(file))
    if target.is_dir():
        raise CoachError(f"{file} is a folder; name a file in it.")
    if target.exists() and not target.is_file():
        raise CoachError(f"{file} is not a plain file, so it was left alone.")
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            yield draft
            with draft.open("rb+") as written:
                os.fsync(written.fileno())
            if not over:
                target.touch(mode=0o600, exist_ok=False)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except FileExistsError:
        raise CoachError(f"{file} exists already; name another file.") from None
    except OSError as error:
        raise CoachError(f"{file} cannot be written ({error.strerror}).") from None


def write_file(file: Path, content: bytes, over: bool = False) -> None:
    """Writes a file that only the user can read, whole or not at all. Raises CoachError."""
    if file.exists() and not over and file.is_file():
        raise CoachError(f"{file} exists already; name another file, or add --force.")
    with new_file(file, over) as draft:
        draft.write_bytes(content)


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
        if file.stat().st_size > LARGEST_TOML:
            raise CoachError(f"{file} is too large (more than {LARGEST_TOML:,} bytes).")
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CoachError(f"{file} cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CoachError(f"{file} is not a TOML file: {error}.") from None
