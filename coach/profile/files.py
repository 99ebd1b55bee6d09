"""Profile files: TOML in and out."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

from coach.profile.fields import FIELDS
from coach.profile.reading import flatten
from coach.records import CoachError

LARGEST_FILE: Final = 100_000
"""Bytes; a profile file has two thousand."""
TABLES: Final = {field.key.split(".")[0] for field in FIELDS if "." in field.key}


def read_file(file: Path) -> dict[str, object]:
    """The answers of a TOML file by dotted key, unchecked. Raises CoachError."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise CoachError(f"{file} is too large to be a profile.")
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CoachError(f"{file} cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CoachError(f"{file} is not a TOML file: {error}") from None
    for key, value in data.items():
        if isinstance(value, dict) and key not in TABLES:
            raise CoachError(f"The profile has no table [{key}].")
    return flatten(data)
