"""How things look: the few signs, what a tone means, painted lines, the style sheet of the app.

A tone is one or more words ("dim", "strong found"); colours are the terminal's own
sixteen, and they only confirm what the words beside them say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from coach.cells import clean, width_of
from coach.saying.text import Part, Text

ABOVE: Final = "↑"
BELOW: Final = "↓"
_TONES: Final[dict[str, Style]] = {
    "dim": Style(dim=True),
    "strong": Style(bold=True),
    "found": Style(underline=True),
    "reverse": Style(reverse=True),
}
_ON_DARK: Final = {"good": "green", "warn": "yellow", "bad": "red"}
# Green and yellow of the sixteen are too pale on white (contrast below 2.2).
_ON_LIGHT: Final = {"good": "blue", "warn": "magenta", "bad": "red"}
_BAR: Final = Style(bold=True, reverse=True)
THEMES: Final = {
    "terminal": "the terminal's own colours",
    "dark": "dark: white on black",
    "light": "light: black on white",
    "contrast": "high contrast: nothing dim, what matters underlined",
}
"""The looks one can choose: id to words."""
_GROUNDS: Final = {
    "dark": Style(color="white", bgcolor="black"),
    "light": Style(color="black", bgcolor="bright_white"),
    "contrast": Style(color="bright_white", bgcolor="black"),
}


@dataclass(slots=True)
class _Setting:
    spelt: Callable[[str], str] | None = None
    bar: bool = True
    links: bool = True
    theme: str = "terminal"


_setting: Final = _Setting()


def use_signs(spelt: Callable[[str], str] | None) -> None:
    """Has everything spelt so from the next paint on, as wide as it was; None leaves it."""
    _setting.spelt = spelt


def use_bar(on: bool) -> None:
    """Paints the row under the cursor reversed, not only bold; a slow line goes without."""
    _setting.bar = on
    tone_style.cache_clear()


def use_links(on: bool) -> None:
    """Lets the addresses of texts be links that the terminal opens."""
    _setting.links = on
    tone_style.cache_clear()


def use_theme(name: str) -> None:
    """Paints in another of the `THEMES` from the next paint on."""
    _setting.theme = name
    tone_style.cache_clear()


@lru_cache(maxsize=256)
def tone_style(tone: str) -> Style | None:
    """The look of a tone on the theme's ground; words it does not know are left out, and a web
    address is a link."""
    tones = _tones()
    words = [word for word in tone.split() if word in tones or "://" in word]
    styles = [tones.get(word) or _link(word) for word in words]
    ground = _GROUNDS.get(_setting.theme)
    if ground:
        styles.insert(0, ground)
    return Style.combine(styles) if styles else None


def _tones() -> dict[str, Style]:
    """The look of each word of a tone, as it is set."""
    colours = _ON_LIGHT if _setting.theme == "light" else _ON_DARK
    tones = _TONES | {"chosen": _BAR if _setting.bar else _TONES["strong"]}
    if _setting.theme == "contrast":
        loud = Style(bold=True, underline=True)
        tones = tones | {"dim": Style(), "warn": loud, "bad": loud}
        colours = {"good": "bright_white"}
    return {word: Style(color=colour) for word, colour in colours.items()} | tones


def _link(address: str) -> Style:
    return Style(underline=True, link=address if _setting.links else None)


def strip(parts: Iterable[Part], width: int, sign: str = "", sign_tone: str = "dim") -> Strip:
    """One painted line of exactly that width, with a sign in its last cell if there is one."""
    if sign:
        return Strip.join([strip(parts, width - 1), strip([(sign, sign_tone)], 1)])
    segments: list[Segment] = []
    used = 0
    for text, tone in parts:
        if text:
            text = clean(text)  # whatever painted it: a terminal obeys what stands in a text
            if _setting.spelt:
                text = _setting.spelt(text)
            segments.append(Segment(text, tone_style(tone)))
            used += width_of(text)
    if used < width:
        segments.append(Segment(" " * (width - used), tone_style("")))
    line = Strip(segments, max(used, width))
    return line if used <= width else line.crop(0, width)


def scroll_sign(y: int, height: int, number: int, count: int) -> str:
    """The sign in the last cell of a line where a list or text goes on beyond the screen."""
    if y == 0 and number > 0:
        return ABOVE
    return BELOW if y == height - 1 and number < count - 1 else ""


class Painted(Widget):
    """A widget that paints single lines and needs no style, layout or scrollbar for it."""

    ALLOW_SELECT = False

    @property
    def said(self) -> Text:
        """What it says to those who do not see it."""
        return ()

    @property
    def stands(self) -> Offset:
        """Where the terminal's cursor stands in it: screen readers and braille follow that."""
        return Offset(1, 0)

    def paint_soon(self, *regions: Region) -> None:
        """Paints these parts (or all) in the same frame as whatever led to it.

        `refresh` alone tells the screen when this widget's own queue is empty, one turn too
        late if a list has asked for its rows already: the text would follow 16 ms later.
        """
        self.refresh(*regions)
        if self.is_mounted and self.display:
            self._check_refresh()


CSS: Final = """
Screen, ModalScreen {
    background: ansi_default;
    color: ansi_default;
    overflow: hidden hidden;
    scrollbar-size: 0 0;
}
/* Textual dims a page that lies under a dialog: that would send the whole page again. */
Screen.-screen-suspended { text-style: none; }
ModalScreen { background: transparent; }
Welcome, Anything { background: ansi_default; }
Anything Field { margin-bottom: 1; }
.theme-dark Screen, .theme-dark Sheet #sheet {
    background: ansi_black; color: ansi_white;
}
.theme-light Screen, .theme-light Sheet #sheet {
    background: ansi_bright_white; color: ansi_black;
}
.theme-contrast Screen, .theme-contrast Sheet #sheet {
    background: ansi_black; color: ansi_bright_white;
}
.theme-dark Sheet, .theme-light Sheet, .theme-contrast Sheet { background: transparent; }
Toast { border: none; background: ansi_default; }
"""
"""The app's style sheet: the terminal's own colours, no scrollbars, nothing dimmed."""
