"""The help of a page: its keys, what its signs and words mean, then the line under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from coach.commands import DETAIL, LIST, Command
from coach.saying.legend import legend, legend_of
from coach.saying.text import Line, Text, parted
from screens.keys import EVERYWHERE, commands, key_names
from screens.pages.page import Page
from screens.widgets.ask import Choices

IF_IT_GETS_TOO_MUCH = (
    Line.of("If it gets too much", "strong"),
    Line.of(
        "988 by call or text in the US, day and night. Physician Support Line 1-888-409-0141 "
        "(hours in US Eastern time on physiciansupportline.com). Elsewhere: findahelpline.com.",
        indent=2,
    ),
)

TEXT_KEYS: Final = {
    "Esc": "Back to where it was opened.",
    "Y": "Copy its link, then the text.",
    "ctrl+p": "Find anything.",
}
"""What every text knows beside reading on."""


def help_lines(page: Page) -> list[Line]:
    """Everything that `?` shows."""
    name, row = page.name_of_page, page.explain_line()
    return parted(
        *_all_keys(page),
        [Line.of(f"Signs and words on {name}", "strong"), *legend(page.page)],
        [Line.of("The line under the cursor", "strong")] * bool(row) + row,
        IF_IT_GETS_TOO_MUCH,
    )


def keys_of_text(page: str, text: Text, acts: Choices) -> list[Line]:
    """What `?` shows over a text of a page: its keys, and the signs and words that stand in it."""
    own = [Line.labelled(key.replace("enter", "Enter"), act) for key, act in acts.items()]
    moving = [Line.labelled(key_names(each, {})[0], each.text) for each in commands(DETAIL)]
    everywhere = [Line.labelled(key, words) for key, words in TEXT_KEYS.items() if key not in acts]
    words = legend_of(page, " ".join(f"{line.label} {line.text}" for line in text))
    return parted(
        [Line.of("Keys of this text", "strong"), *own, *moving, *everywhere],
        [Line.of("Signs and words in it", "strong")] * bool(words) + words,
        IF_IT_GETS_TOO_MUCH,
    )


def _all_keys(page: Page) -> list[list[Line]]:
    """The commands of the page, those that lead from it, how one moves, and those of everywhere."""
    keymap, not_now, name = page.my_app.keymap, page.impossible(), page.name_of_page
    going, own = _divided(commands(page.page), "go(")
    turning, every = _divided(commands(EVERYWHERE), "go(")
    moving = [each for each in (*commands(LIST), *commands(DETAIL)) if each.id != "list.g"]
    pairs = [moving[first : first + 2] for first in range(0, len(moving), 2)] + [turning]
    return [
        _keys(f"On {name}", own, keymap, not_now),
        *[_keys(f"From {name} to", going, keymap, not_now)] * bool(going),
        [Line.of("Move", "strong"), *(_together(pair, keymap) for pair in pairs)],
        _keys("Everywhere", every, keymap, not_now),
    ]


def _divided(group: Iterable[Command], start: str) -> tuple[list[Command], list[Command]]:
    """Those whose action begins so, and the others."""
    every = list(group)
    first = [each for each in every if each.action.startswith(start)]
    return first, [each for each in every if each not in first]


def _together(several: Sequence[Command], keymap: Mapping[str, str]) -> Line:
    """Commands that belong together in one line: down and up, the pages."""
    keys = [key_names(command, keymap)[0] for command in several]
    ends = f"{keys[0]}-{keys[-1]}" if len(keys) > 2 else " ".join(keys)
    return Line.labelled(ends, " ".join(command.text for command in several))


def _keys(
    head: str, group: Iterable[Command], keymap: Mapping[str, str], not_now: Mapping[str, str]
) -> list[Line]:
    """A heading with commands under it, and why some make no sense now."""
    lines = [Line.of(head, "strong")]
    for command in group:
        why = f" Not now: {not_now[command.id]}." if command.id in not_now else ""
        keys = ", ".join(key_names(command, keymap))
        lines.append(Line.labelled(keys, command.text, (why, "dim")))
    return lines
