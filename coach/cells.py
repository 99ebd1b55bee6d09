"""Text measured in cells of a terminal: cleaned, cut, padded and broken, for commands and pages.

A letter of Chinese or an emoji takes two cells, an accent that joins the letter before it none.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

Align = Literal["left", "right"]
MORE: Final = "…"
_EMOJI_SELECTORS: Final = "\ufe0e\ufe0f"
"""Terminals disagree about the width these give to the character before them."""
_JOINING: Final = ("Mn", "Me", "Mc", "Cf", "Cc")
_PIECES: Final = re.compile(r"\s+|\S+")


_PARTS: Final = re.compile("[\u1160-\u11ff\u3164\ud7b0-\ud7fb\uffa0\U0001f3fb-\U0001f3ff]")
"""Of a Korean syllable, and tones of skin."""
_NEWLY_WIDE: Final = re.compile("[\u2630-\u2637\u268a-\u268f\u4dc0-\u4dff\U0001d300-\U0001d376]")
"""Since Unicode 16, which Python may not know yet."""
_LONG: Final = 500
"""Characters of a text that is not kept with its width."""


def width_of(text: str) -> int:
    """Cells that the text takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    return _short_width(text) if len(text) < _LONG else sum(map(_width, text))


@lru_cache(maxsize=4096)
def _short_width(text: str) -> int:
    return sum(map(_width, text))


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    if _PARTS.match(character) or unicodedata.category(character) in _JOINING:
        return 0
    is_wide = unicodedata.east_asian_width(character) in "WF" or _NEWLY_WIDE.match(character)
    return 2 if is_wide else 1


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


def cut(text: str, width: int = 79) -> str:
    """The text in at most that many cells, ending in … if something is missing."""
    text = clean(text)
    if width_of(text) <= width:
        return text
    return break_word(text, width - 1)[0].rstrip() + MORE if width > 0 else ""


def fit(text: str, width: int, align: Align = "left") -> str:
    """The text in exactly that many cells."""
    return padded(cut(text, width), width, align)


def padded(text: str, width: int, align: Align = "left") -> str:
    """The text in at least that many cells."""
    space = " " * (width - width_of(text))
    return space + text if align == "right" else text + space


def break_word(text: str, width: int) -> tuple[str, str]:
    """As much of a word's beginning as fits that many cells, and the rest of it."""
    used = 0
    for end, character in enumerate(text):
        used += _width(character)
        if used > width:
            return text[:end], text[end:]
    return text, ""


def wrapped(text: str, width: int, first: str = "", hang: str = "") -> list[str]:
    """The text in lines broken between words, the first one and the others after their starts."""
    lines, line, has_words = list[str](), first, False
    for piece in _PIECES.findall(clean(text)):
        if has_words and width_of(line) + width_of(piece) > width:
            lines.append(line.rstrip())
            line, has_words = hang, False
        if has_words or not lines or not piece.isspace():
            line += piece
            has_words = True
    return [*lines, line.rstrip()]
