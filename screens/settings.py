"""The user's settings file: own keys, and which driver. Everything in it is optional.

driver = "stock"          # Textual's own driver instead of the cell-diff one
[keys]
"task.finish" = "d"
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from textual.keys import Keys, key_to_character

from coach.records import CoachError
from screens.keys import conflicts, every_command, keys_of

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
    try:
        return settings_of(text)
    except ValueError as error:
        raise CoachError(f"{file}: {error}") from None


def settings_of(toml: str) -> Settings:
    """What a settings file says. Raises ValueError with a sentence for the user."""
    import tomllib  # 2 ms, for those who have such a file

    try:
        table = tomllib.loads(toml)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"Keys: the settings file cannot be read: {error}.") from error
    keys, driver = _keymap(table.get("keys", {})), table.get("driver", "cells")
    if driver not in DRIVERS:
        raise ValueError(f"driver is one of {', '.join(DRIVERS)}, not “{driver}”.")
    if clashes := conflicts(keys):
        raise ValueError(clashes[0])
    return Settings(keys, driver)


def _keymap(table: object) -> dict[str, str]:
    """The user's own keys, by the ids of commands."""
    if not isinstance(table, dict):
        raise ValueError("Keys: “keys” must be a table: write [keys] on a line of its own.")
    known = {command.id for command in every_command()}
    keymap: dict[str, str] = {}
    for name, keys in _flat(table):
        if name not in known:
            raise ValueError(f"Keys: there is no command “{name}”.{_meant(name, known)}")
        if not isinstance(keys, str):
            raise ValueError(f"Keys: write the key for {name} in quotes.")
        keymap[name] = _checked(name, keys)
    return keymap


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """Ids and values; TOML reads `task.finish = "d"` as a table in a table."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _meant(name: str, known: Collection[str]) -> str:
    from difflib import get_close_matches  # needed for a mistake only

    near = get_close_matches(name, sorted(known), 1)
    return f" Did you mean “{near[0]}”?" if near else ""


_KEY_WORDS: Final = frozenset(key.value for key in Keys if key.value[0] != "<")
# A terminal sends the same for these as for Backspace, Tab, Enter and Esc.
_SAME_AS: Final = {
    "ctrl+h": "Backspace",
    "ctrl+i": "Tab",
    "ctrl+j": "Enter",
    "ctrl+m": "Enter",
    "ctrl+enter": "Enter",
    "shift+enter": "Enter",
}


def _checked(name: str, keys: str) -> str:
    """The keys in the form Textual knows them; refuses what no terminal sends."""
    for key in keys_of(keys):
        if key in _SAME_AS:
            raise ValueError(f"Keys: most terminals send {_SAME_AS[key]} for {key} ({name}).")
        if not (len(key) == 1 or key in _KEY_WORDS or key_to_character(key)):
            raise ValueError(f"Keys: “{key}” for {name} is not a key.")
    return ",".join(keys_of(keys))
