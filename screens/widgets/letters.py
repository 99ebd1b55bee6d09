"""Letters typed over a list of names: they go to the next name that begins with them."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import Final

TYPING_S: Final = 1.0
"""Seconds within which letters and spaces belong to the same name."""


class Letters:
    """What is typed of a name, letter by letter."""

    def __init__(self) -> None:
        self._typed, self._until = "", 0.0

    def with_letter(self, letter: str, *, acts: bool) -> str:
        """What is typed of a name with this letter, in small letters; "" where none is typed.

        `acts`: whether it is a key of its own, which begins no name but may belong to one."""
        now, letter = monotonic(), letter.casefold()
        before = self._typed if now < self._until else ""
        if not (letter.isalpha() or (letter == " " and before)) or (acts and not before):
            return ""
        typed = letter if before == letter else before + letter
        self._typed, self._until = typed, now + TYPING_S
        return typed


def begun(names: Mapping[str, str], typed: str, at: int) -> str:
    """The key of the next name that begins so, or does behind its code; "" for none. From where
    one is, but a first letter moves on."""
    first = max(0, at) + (len(typed) == 1)
    keys = list(names)
    return next(
        (
            key
            for key in (*keys[first:], *keys[:first])
            if any(part.startswith(typed) for part in names[key].casefold().split("  "))
        ),
        "",
    )
