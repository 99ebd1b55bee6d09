"""The help of a page: the line under the cursor, its keys, those of everywhere and of lists."""

from __future__ import annotations

from collections.abc import Mapping

from coach.commands import LIST
from coach.saying.text import Line
from screens.keys import EVERYWHERE, commands, key_names
from screens.pages.page import Page

IF_IT_GETS_TOO_MUCH = (
    Line.of("If it gets too much", "strong"),
    Line.of(
        "988 by call or text in the US, day and night. Physician Support Line 1-888-409-0141 "
        "(hours in US Eastern time on physiciansupportline.com). Elsewhere: findahelpline.com.",
        indent=2,
    ),
)


def help_lines(page: Page) -> list[Line]:
    """Everything that `?` shows."""
    lines = page.explain_line()
    if lines:
        lines.append(Line())
    keymap, not_now = page.my_app.keymap, page.impossible()
    lines += _keys(f"On {page.name_of_page}", page.page, keymap, not_now)
    lines += _keys("Everywhere", EVERYWHERE, keymap, not_now)
    return [*lines, *_keys("In lists", LIST, keymap, {}), *IF_IT_GETS_TOO_MUCH]


def _keys(
    head: str, place: str, keymap: Mapping[str, str], not_now: Mapping[str, str]
) -> list[Line]:
    """A heading with the commands of a place under it, and why some make no sense now."""
    lines = [Line.of(head, "strong")]
    for command in commands(place):
        why = f" Not now: {not_now[command.id]}." if command.id in not_now else ""
        keys = ", ".join(key_names(command, keymap))
        lines.append(Line.labelled(keys, command.text, (why, "dim")))
    return [*lines, Line()]
