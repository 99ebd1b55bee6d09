"""Copying: the link, question or line of the row, or of what one reads, by the terminal (OSC 52).

The terminal that one sits at takes it, over SSH too. Nothing answers whether it did, so the text is
shown as well, with what may have swallowed it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual.screen import Screen

from coach.saying.text import Line
from screens.pages.page import Page
from screens.widgets.detail import Detail
from screens.widgets.frame import MARGIN
from screens.widgets.told import Told
from screens.widgets.words import links_in, width_of

if TYPE_CHECKING:
    from screens.terminal_app import TerminalApp

LONGEST: Final = 74_994
"""Bytes that terminals take at once: 100,000 as they are sent."""


def copy(app: TerminalApp) -> None:
    """Copies what is asked for first, or what comes after that which was copied last."""
    if not (things := [thing for thing in things_of(app.screen) if thing[1]]):
        say(app, "Nothing to copy here.")
        return
    places = [place for place, (_, text) in enumerate(things) if text == app.copied]
    place = (places[0] + 1) % len(things) if places else 0
    (name, text), (after, _) = things[place], things[(place + 1) % len(things)]
    more = f"   {app.key_of('copy')} the {after}" * (after != name)
    app.copied = text
    if (size := len(text.encode())) > LONGEST:
        long = f"Not copied: the {name} has {size:,} bytes, terminals take {LONGEST:,}"
        say(app, f"{long}. It can be selected with the mouse.{more}")
    elif app.line.copies:
        app.copy_to_clipboard(text)
        say(app, f"Copied, the {name}: {text}{more}")
    else:
        say(app, f"Not copied, the {name}: {text}{more}")


def things_of(screen: Screen[object]) -> list[tuple[str, str]]:
    """What can be copied, by name: of the row under the cursor, or of what one reads."""
    if isinstance(screen, Page):
        return [*screen.copies().items()]
    return [thing for detail in screen.query(Detail) for thing in of_text(detail.said)]


def say(app: TerminalApp, words: str) -> None:
    """Says it in the last line of a page where it fits there whole, else above it; the first time
    with what may swallow it."""
    lines = words.splitlines()
    note = "".join(app.copy_notes)
    app.copy_notes.clear()
    is_short = width_of(words) <= app.size.width - 2 * MARGIN and len(lines) == 1
    if isinstance(page := app.screen, Page) and is_short and not note:
        page.footer.say(words)
    else:
        app.push_screen(Told([*map(Line.of, lines), *[Line.of(note, "dim")] * bool(note)]))


def of_text(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """What can be copied of a text: its question, its addresses, all of it."""
    texts = [" ".join(filter(None, (line.label, line.text))) for line in lines]
    asked = [("question", line.text) for line in lines if line.label == "Ask"]
    links = dict.fromkeys(link for text in texts for link in links_in(text))
    named = [(f"link {place}" * (place > 1) or "link", each) for place, each in enumerate(links, 1)]
    return [*asked, *named, ("text", "\n".join(texts).strip())]
