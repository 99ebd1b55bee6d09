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
_SELECTORS: Final = re.compile("[\u034f\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Forms of the character before them: terminals disagree about its width then, and a row of them
hides whole texts."""
_LINE_ENDS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
_UNSEEN: Final = (
    "\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e00ff"
)
"""Marks of direction, spaces of no width, tags, halves of characters."""
_STEERING: Final = re.compile(
    f"(?P<control>[{_CONTROLS}]|\r(?!\n))|[{_UNSEEN}]"
    "|(?<![^\0-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\0-\x7f])"
)
"""What no text of a person needs. Persian and emoji join and part letters that are not ASCII."""
IN_FRAMES: Final = re.compile(f"[\x80-\x9f{_UNSEEN}]")
"""What no frame of the app holds, whose own sequences begin with ESC."""
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
    if text.isprintable() and (text.isascii() or not _SELECTORS.search(text)):
        return text
    return "".join(map(_clean_character, text))


def harmless(text: str) -> str:
    """The text with its lines, columns and letters, without what steers or hides: the rule for all
    that is typed, pasted, imported or named, and for files that go out through a terminal."""
    if text.isprintable():
        return text
    return _STEERING.sub(lambda sign: " " if sign["control"] else "", text)


def let_in(text: str) -> str:
    """What comes in: harmless, with one kind of line end."""
    return text if text.isprintable() else harmless(_LINE_ENDS.sub("\n", text))


@lru_cache(maxsize=4096)
def _clean_character(character: str) -> str:
    if _SELECTORS.match(character):
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
