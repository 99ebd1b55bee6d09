"""The user's settings file: own keys, and which driver. Everything in it is optional.

driver = "stock"          # Textual's own driver instead of the cell-diff one
[keys]
"task.finish" = "d"
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from coach.records import CoachError
from screens.keys import conflicts, read_keys

DRIVERS = ("cells", "stock")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the file says."""

    keys: dict[str, str] = field(default_factory=dict)
    driver: str = "cells"


def read_settings(file: Path) -> Settings:
    """The settings, or the defaults where there is no file.

    Raises CoachError for a file that cannot be read, and for keys that mean two things.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise CoachError(f"{file} cannot be read ({error}).") from None
    import tomllib  # 2 ms, for those who have such a file

    try:
        keys = read_keys(text)
        driver = tomllib.loads(text).get("driver", "cells")
    except ValueError as error:
        raise CoachError(f"{file}: {error}") from None
    if driver not in DRIVERS:
        raise CoachError(f"{file}: driver is one of {', '.join(DRIVERS)}, not “{driver}”.")
    if clashes := conflicts(keys):
        raise CoachError(f"{file}: {clashes[0]}")
    return Settings(keys, driver)
