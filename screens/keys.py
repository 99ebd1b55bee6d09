"""The keys of the commands of coach/commands.py: bindings, footer, help, keys of one's own. A page
does them by `action_do`; the user's own keys reach all bindings through `App.set_keymap`, by id."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

from textual.binding import Binding
from textual.keys import _character_to_key, format_key

import seed_data
from coach.commands import COMMANDS, DETAIL, LIST, Command
from coach.records import Entry, Record
from screens.registry import PAGES

EVERYWHERE: Final = ""
PINNED: Final = 90
"""Commands of this rank and above stay in the footer longest and stand at its end."""

WORDS: Final = Path(seed_data.__file__ or "").with_name("command_words.csv")
"""Other words by which commands and pages are found."""
NOTHING: Final[Mapping[str, str]] = {}


class Hint(Record):
    """A command as the footer shows it."""

    key: str
    label: str
    rank: int


def every_command() -> list[Command]:
    """All commands: those declared above, and one per page that a key goes to."""
    return [
        *(row for row in COMMANDS if row.key),
        *(command for page in PAGES.values() for command in page.own),
        *(
            Command(f"go.{page.id}", page.key, "", f"Go to {page.title}: {page.text}", page.going)
            for page in PAGES.values()
            if page.key
        ),
    ]


def commands(place: str) -> list[Command]:
    """The commands declared for a page or pane; `EVERYWHERE` gives those without one."""
    if place != EVERYWHERE:
        own = PAGES[place].own if place in PAGES else ()
        return [*(command for command in COMMANDS if place in command.pages), *own]
    return sorted((c for c in every_command() if not c.pages), key=lambda c: c.id[:3] != "go.")


def command_of(command_id: str) -> Command:
    """The command of an id."""
    return next(command for command in every_command() if command.id == command_id)


def bindings(page: str, keymap: Mapping[str, str]) -> list[Binding]:
    """Textual bindings of a page's own commands (or of a pane, or of `EVERYWHERE`)."""
    return [
        Binding(
            keymap.get(command.id, command.key),
            command.binding,
            command.label,
            show=command.rank > 0,
            tooltip=command.text,
            id=command.id,
        )
        for command in commands(page)
    ]


def hints(
    page: str,
    keymap: Mapping[str, str],
    without: Collection[str] = (),
    labels: Mapping[str, str] = NOTHING,
) -> list[Hint]:
    """What the footer shows on a page, less the ids of commands not possible now; `labels` are
    those of commands that do something else now."""
    shown = [c for c in commands(page) + commands(EVERYWHERE) if c.rank and c.id not in without]
    return [
        Hint(key_names(command, keymap)[0], labels.get(command.id, command.label), command.rank)
        for command in sorted(shown, key=lambda c: c.rank)
    ]


def key_names(command: Command, keymap: Mapping[str, str]) -> list[str]:
    """The keys of a command as a reader writes them: "space", "Enter", "?", "ctrl+p"."""
    keys = keys_of(keymap.get(command.id, command.key))
    return [_NAMES.get(key) or format_key(key) for key in keys]


_AS_WORDS: Final = ("enter", "tab", "home", "end", "up", "down", "left", "right", "backspace")
_NAMES: Final = {key: key.capitalize() for key in _AS_WORDS} | {
    "escape": "Esc",
    "space": "space",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "delete": "Del",
}


def pressed(name: str) -> str:
    """The key that a reader knows by this name, as Textual calls it."""
    words = {word: key for key, word in _NAMES.items()}
    return words.get(name) or (_character_to_key(name) if len(name) == 1 else name.lower())


def keys_of(keys: str) -> list[str]:
    """The single keys of what is written as one text."""
    return [key.strip() for key in keys.split(",")]


def conflicts(keymap: Mapping[str, str]) -> list[str]:
    """A sentence for each key that would mean two things at one place."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for page in PAGES.values():
        for clash in _clashes(page.id, keymap):
            places.setdefault(clash, []).append(page.title)
    return [
        f"Keys: {key} is both “{first}” and “{second}” on "
        + ("every page." if len(titles) == len(PAGES) else f"{' and '.join(titles)}.")
        for (key, first, second), titles in places.items()
    ]


def _clashes(page: str, keymap: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    taken: dict[str, Command] = {}
    for place in (page, EVERYWHERE, LIST, DETAIL):
        for command in commands(place):
            for name in key_names(command, keymap):
                other = taken.setdefault(name, command)
                if other is not command:
                    yield name, _in_words(other), _in_words(command)


def _in_words(command: Command) -> str:
    """A command in a sentence: its label, or the first words of its explanation."""
    return command.label or command.text.split(":")[0].split(";")[0].rstrip(".").lower()


def extra_entries() -> list[Entry]:
    """Pages and commands, to be found with everything else."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        also = {row["command"]: tuple(row["words"].split(";")) for row in csv.DictReader(file)}
    pages = [
        Entry("page", page.id, page.title, "page", also.get(page.id, ())) for page in PAGES.values()
    ]
    of_what = {act.id: f": {page.title}" for page in PAGES.values() for act in page.own}
    return pages + [
        Entry(
            "command",
            command.id,
            command.text.rstrip(".") + of_what.get(command.id, ""),
            "command",
            (*filter(None, (command.label, *command.id.split("."))), *also.get(command.id, ())),
        )
        for command in every_command()
        if set(command.pages) <= set(PAGES) and not command.id.startswith("go.")
    ]
