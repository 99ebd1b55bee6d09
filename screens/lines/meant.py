"""What a typed line means: a key by its name, an act by its word, a page by its title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from coach.commands import LIST, Command
from screens.keys import EVERYWHERE, Hint, commands, key_names, keys_of
from screens.registry import PAGES

KEYS: Final = {
    **{"enter": "enter", "tab": "tab", "shift+tab": "shift+tab"},
    **dict.fromkeys(("esc", "back", "stop"), "escape"),
}
"""Keys by the names that hints and people have for them, in small letters."""


def meant(
    line: str, hints: Sequence[Hint], page: str | None, keymap: Mapping[str, str], *, whole: bool
) -> str:
    """The key of the act that a line calls for, on a page or in a question; "" for none, or for
    several. Its beginning does, unless the `whole` word is asked for."""
    acts, keys = ({}, {}) if page is None else _of_page(page, keymap)
    keys |= KEYS
    for hint in hints:
        key = keys.get(hint.key) or keys.get(hint.key.casefold(), hint.key)
        acts.setdefault(hint.label, set()).add(key)
    known = keys.get(line) or KEYS.get(line.casefold())
    return known or _only(acts, line.casefold(), whole=whole)


def _only(acts: Mapping[str, set[str]], word: str, *, whole: bool) -> str:
    fitting = acts.get(word, set())
    if not (fitting or whole):
        fitting = {key for name, keys in acts.items() if begins(name, word) for key in keys}
    return next(iter(fitting)) if len(fitting) == 1 else ""


def _of_page(page: str, keymap: Mapping[str, str]) -> tuple[dict[str, set[str]], dict[str, str]]:
    """The keys of the acts of a page by their words, and by what the keys are called; digits are
    rows, a slash begins words."""
    acts, keys = dict[str, set[str]](), dict[str, str]()
    for each in (*commands(page), *commands(EVERYWHERE), *commands(LIST)):
        own = keys_of(keymap.get(each.id, each.key))
        keys |= {
            key: own[0]
            for key in (*own, *key_names(each, keymap))
            if not key.isdigit() and key != "/"
        }
        acts.setdefault(name_of(each), set()).add(own[0])
    return acts, keys


def begins(name: str, line: str) -> bool:
    """Whether a name begins with what is typed."""
    return name.casefold().startswith(line.casefold())


def name_of(command: Command) -> str:
    """The word that calls for a command: that of the footer, else the end of its id."""
    return command.label or command.id.rpartition(".")[2].replace("_", " ")


def pages_of(line: str) -> list[str]:
    """The pages whose names begin so."""
    return [page.id for page in PAGES.values() if begins(page.title, line) and len(line) > 1]
