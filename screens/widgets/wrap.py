"""Lines of text with tones, broken between words to fit a width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from coach.saying.text import Line, Part
from screens.widgets.words import MORE, break_word, clean, fit, width_of

LABEL_WIDTH: Final = 9
"""Cells of the label column: "Visa     J-1 yes"."""
LEAST_TEXT: Final = 12
"""Cells the text keeps at least; labels and indents give way first."""

_PIECES: Final = re.compile(r"\s+|\S+")


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
        for piece in _PIECES.findall(clean(text)):
            if word and (piece.isspace() or word[0][0].isspace()):
                yield word
                word = []
            word.append((piece, tone))
    if word:
        yield word


def _width(word: list[Part]) -> int:
    return sum(width_of(text) for text, _ in word)
