"""Text measured in terminal cells: cleaned, cut, padded, searched, and spelt in ASCII."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal

from rich.cells import cell_len, set_cell_size

from coach.saying import signs

Align = Literal["left", "right"]

MORE: Final = "…"

_EMOJI_SELECTORS: Final = "\ufe0e\ufe0f"
"""Terminals disagree about the width these give to the character before them."""


def width_of(text: str) -> int:
    """Cells the text takes on the screen."""
    return cell_len(text)


def clean(text: str) -> str:
    """The text without anything that would move the cursor or be invisible.

    Imported files may hold escape sequences, line ends or marks that turn the
    direction of writing; a terminal would obey them.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_clean_character, text))


@lru_cache(maxsize=4096)
def _clean_character(character: str) -> str:
    if character in _EMOJI_SELECTORS:
        return ""
    if character.isprintable():
        return character
    # Control characters and all kinds of spaces and line ends take one cell; format
    # characters, surrogates and unassigned ones take none.
    return " " if unicodedata.category(character) in ("Cc", "Zs", "Zl", "Zp") else ""


def cut(text: str, width: int) -> str:
    """The text in at most that many cells, ending in … if something is missing."""
    text = clean(text)
    if width_of(text) <= width:
        return text
    if width <= 0:
        return ""
    kept = set_cell_size(text, width - 1).rstrip()
    return kept + MORE


def fit(text: str, width: int, align: Align = "left") -> str:
    """The text in exactly that many cells."""
    text = cut(text, width)
    space = " " * (width - width_of(text))
    return space + text if align == "right" else text + space


def break_word(text: str, width: int) -> tuple[str, str]:
    """As much of a word's beginning as fits that many cells, and the rest of it."""
    end = 0
    while end < len(text) and width_of(text[: end + 1]) <= width:
        end += 1
    return text[:end], text[end:]


def split_found(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the words looked for."""
    longest_first = sorted(filter(None, words), key=len, reverse=True)
    if not longest_first:
        return [(text, False)]
    pattern = "|".join(map(re.escape, longest_first))
    pieces = re.split(f"({pattern})", text, flags=re.IGNORECASE)
    return [(piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece]


def in_ascii(text: str) -> str:
    """The text in ASCII, as wide as before: signs by their table, é as e, the rest as ?."""
    return text if text.isascii() else "".join(map(_as_wide, text))


def _as_wide(character: str) -> str:
    plain, width = signs.in_ascii(character), width_of(character)
    return plain if len(plain) == width else "?" * width
