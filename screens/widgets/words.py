"""Text for a pane: broken into its lines, searched, and spelt in ASCII or a console's signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from coach.cells import (
    MORE,
    break_word,
    clean as clean,
    cut as cut,
    fit as fit,
    width_of as width_of,
)
from coach.saying import signs
from coach.saying.text import Line, Part
from screens.by_keys import by_keys


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


def on_console(text: str) -> str:
    """The text in signs that the font of the Linux console has."""
    return text if text.isascii() else text.translate(signs.ON_CONSOLE)


def _as_wide(character: str) -> str:
    plain, width = signs.in_ascii(character), width_of(character)
    return plain if len(plain) == width else "?" * width


LABEL_WIDTH: Final = 9
"""Cells of the label column: "Visa     J-1 yes"."""
LEAST_TEXT: Final = 12
"""Cells the text keeps at least; labels and indents give way first."""

FIRM: Final = "\xa0"
"""A space at which no line is broken."""
_PIECES: Final = re.compile(rf"[^\S{FIRM}]+|[\S{FIRM}]+")
_ADDRESS: Final = re.compile(r"(https?://[^\s<>“”\"]*[^\s<>“”\".,;:!?)\]])")


def links_in(text: str) -> list[str]:
    """The web addresses in a text."""
    return _ADDRESS.findall(text)


def wrap(line: Line, width: int, label_width: int = LABEL_WIDTH) -> list[list[Part]]:
    """The line as painted lines, none wider than `width`; spaces at a break are dropped."""
    indent = min(line.indent, max(0, width - LEAST_TEXT))
    hang = label_width if line.label else line.hang
    hang = indent + min(hang, max(0, width - indent - LEAST_TEXT))
    start: list[Part] = [(" " * indent, "")]
    if line.label:
        room = hang - indent
        label = clean(line.label)
        if width_of(label) >= room:  # too long for its column: one space sets it off
            label = fit(label, min(width_of(label), max(0, width - indent - 1))) + " "
        start.append((fit(label, max(room, width_of(label))), "dim"))
    return _fill(start, line.parts, width, hang)


def wrap_all(lines: Sequence[Line], width: int, label_width: int = LABEL_WIDTH) -> list[list[Part]]:
    """All lines, broken to the width."""
    return [broken for line in lines for broken in wrap(line, width, label_width)]


def _fill(start: list[Part], parts: Sequence[Part], width: int, hang: int) -> list[list[Part]]:
    lines = [start]
    used = sum(width_of(text) for text, _ in start)
    is_fresh = True  # nothing but margin and label on this line yet
    space: list[Part] = []
    for word in _words(parts):
        if word[0][0].isspace():
            space = word
            continue
        room = used + _width(space) + _width(word)
        if room > width and not is_fresh:
            lines.append([(" " * hang, "")])
            used, space = hang, []
        for part in _split_long(word, width - used - _width(space), width - hang):
            if part is None:
                lines.append([(" " * hang, "")])
                used, space = hang, []
                continue
            lines[-1] += [*space, part]
            used += _width(space) + width_of(part[0])
            space = []
        is_fresh = False
    return lines


def _split_long(word: list[Part], room: int, full: int) -> Iterator[Part | None]:
    """A word's parts; None where a new line must begin because it is wider than a line."""
    for text, tone in word:
        while text:
            piece, rest = break_word(text, room)
            if not piece and room < full:
                yield None
                room = full
                continue
            if not piece:  # a letter wider than the pane
                piece, rest = MORE, text[1:]
            yield piece, tone
            room -= width_of(piece)
            text = rest


def _words(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Words and the spaces between them; a word may have several tones, as in 9**8** %."""
    word: list[Part] = []
    for text, tone in parts:
        for piece in _PIECES.findall(clean(by_keys(text))):
            if word and (piece.isspace() or word[0][0].isspace()):
                yield word
                word = []
            word += _linked(piece, tone)
    if word:
        yield word


def _linked(word: str, tone: str) -> Iterator[Part]:
    """A word with the addresses in it as its tone too: all pieces of one lead to the whole."""
    if "://" not in word:
        yield word, tone
        return
    for place, piece in enumerate(_ADDRESS.split(word)):
        if piece:
            yield piece, f"{tone} {piece}" if place % 2 else tone


def _width(word: list[Part]) -> int:
    return sum(width_of(text) for text, _ in word)
