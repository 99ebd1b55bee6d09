"""How a cell looks, and the fewest bytes that turn one look into another. Colours stay the text of
the SGR sequence that was sent ("31", "38;5;12")."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple
from zlib import crc32

# Codes that cancel each other share the code that switches the group off.
_GROUPS: Final = (
    ((1, 2), 22),  # bold, dim
    ((3,), 23),  # italic
    ((4, 21), 24),  # underline, double underline
    ((5, 6), 25),  # blink
    ((7,), 27),  # reverse
    ((8,), 28),  # conceal
    ((9,), 29),  # strike
    ((51, 52), 54),  # framed, encircled
    ((53,), 55),  # overline
)
_BIT: Final = {code: 1 << code for codes, _ in _GROUPS for code in codes}
_OFF: Final = {off: sum(_BIT[code] for code in codes) for codes, off in _GROUPS}
_INKS: Final = {39, *range(30, 38), *range(90, 98)}
_PAPERS: Final = {49, *range(40, 48), *range(100, 108)}
# Bold, dim, italic and blink do not show on a blank; these do.
_SEEN_ON_BLANK: Final = sum(_BIT[code] for code in (4, 21, 7, 9, 51, 52, 53))


class Style(NamedTuple):
    """The look of one cell; the default is the terminal's own."""

    ink: str = ""
    """SGR parameters of the foreground; empty for the terminal's own."""
    paper: str = ""
    """SGR parameters of the background; empty for the terminal's own."""
    marks: int = 0
    """One bit (1 << code) for each attribute: bold, reverse ..."""
    link: str = ""
    """The address that it leads to."""


PLAIN: Final = Style()


class UnknownStyle(ValueError):
    """An SGR code that is not in the tables above."""


def _colour(codes: list[str]) -> list[str]:
    """The codes of a colour of the palette or of three parts; none where they are not whole."""
    size = {"5": 2, "2": 4}.get(codes[0] if codes else "", 0)
    colour = codes[:size]
    return colour if len(colour) == size and all(map(str.isdecimal, colour)) else []


@lru_cache(maxsize=4096)
def after(style: Style, parameters: str) -> Style:
    """The style once the terminal has read ESC [ parameters m."""
    ink, paper, marks, link = style
    codes = parameters.split(";")
    position = 0
    while position < len(codes):
        text = codes[position]
        code = int(text) if text.isdecimal() else 0 if text == "" else -1
        position += 1
        if code == 0:
            ink, paper, marks = "", "", 0
        elif code in (38, 48):
            colour = _colour(codes[position : position + 4])
            if not colour:
                raise UnknownStyle(parameters)
            position += len(colour)
            colour_text = ";".join((text, *colour))
            ink, paper = (colour_text, paper) if code == 38 else (ink, colour_text)
        elif code in _BIT:
            marks |= _BIT[code]
        elif code in _OFF:
            marks &= ~_OFF[code]
        elif code in _INKS:
            ink = "" if code == 39 else text
        elif code in _PAPERS:
            paper = "" if code == 49 else text
        else:
            raise UnknownStyle(parameters)
    return Style(ink, paper, marks, link)


@lru_cache(maxsize=4096)
def on_blank(style: Style) -> Style:
    """The part of a style that a blank shows: two blanks that look alike are equal."""
    if style.marks & _SEEN_ON_BLANK or style.link:
        return style
    return Style(paper=style.paper)


@lru_cache(maxsize=4096)
def change(old: Style, new: Style) -> str:
    """The shortest sequence that turns the pen from one style to another."""
    leads = "" if old.link == new.link else _leading(new.link)
    if old[:3] == new[:3]:
        return leads
    afresh = ";".join(["0", *_codes_on(new.marks), *filter(None, new[:2])])
    if afresh == "0":
        return f"\x1b[m{leads}"
    step = ";".join(_steps(old, new))
    return f"\x1b[{min(step, afresh, key=len)}m{leads}"


def _leading(link: str) -> str:
    """OSC 8. One address has one id, so that what is broken into lines is one link."""
    about = f"id={crc32(link.encode()):x}" if link else ""
    return f"\x1b]8;{about};{link}\x1b\\"


def _codes_on(marks: int) -> list[str]:
    return [str(code) for code, bit in _BIT.items() if marks & bit]


def _steps(old: Style, new: Style) -> list[str]:
    """What to switch off, then on, when most of the style stays."""
    codes: list[str] = []
    have = old.marks
    for off, group in _OFF.items():
        if have & group & ~new.marks:
            codes.append(str(off))
            have &= ~group
    codes += _codes_on(new.marks & ~have)
    if old.ink != new.ink:
        codes.append(new.ink or "39")
    if old.paper != new.paper:
        codes.append(new.paper or "49")
    return codes
