"""Commands that a text names, said on screen by the key and page that do the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from textual.keys import format_key

from coach.commands import COMMANDS, LOG_KEYS, SEASON_KEYS
from screens.registry import PAGES

NAMED: Final = re.compile(r"`coach ([^`]+)`")
PLACES: Final = {
    "levers": "v on Programs",
    "scenario": "z on Programs",
    "compare-years": "N on Programs",
    "filters": "F on Programs",
    "moved": "M on Programs",
    **dict.fromkeys(("list", "signals", "verify"), "L on Programs"),
    "list --next": "L on Programs, then n,",
    "calendar": "c on Week",
    "calendar --match-week": "o on Season",
    "journey": "Journey, 2",
    "profile": "Profile, 7",
    "programs": "Programs, 3",
    "rank": "r on Season",
    "search": "ctrl+p",
    "soap": "o on Season",
    "week": "Week, 1",
}
"""Where a page shows what a command without a key of its own tells."""


def by_keys(text: str) -> str:
    """The text with keys in place of commands; a command that no key does stays."""
    return NAMED.sub(_way, text) if "`coach " in text else text


def _way(named: re.Match[str]) -> str:
    words, ways = named[1].split(), _ways()
    starts = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return next((ways[start] for start in starts if start in ways), named[0])


@cache
def _ways() -> Mapping[str, str]:
    homes = (("Prepare", LOG_KEYS), ("Season", SEASON_KEYS))
    logs = {log: f"{key} on {home}" for home, keys in homes for log, key, *_ in keys}
    ways = {PAGES[log].home_of: way for log, way in logs.items()} | logs | PLACES
    for command in COMMANDS:
        if command.words and command.key:
            key, pages = format_key(command.key.split(",")[0]), command.pages
            ways[command.words] = f"{key} on {PAGES[pages[0]].title}" if pages else key
    return ways
