"""Which country a word means, in every form that people write; what is unclear is asked back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from coach.records import Country
from coach.records.spelling import either, folded

Countries = Mapping[str, Country]
"""Every country by its name."""
SMALL: Final = frozenset(
    ("the", "of", "and", "in", "from", "born", "citizen", "citizens", "citizenship")
    + ("passport", "passports", "national", "nationality")
)
"""Words around a name that do not tell countries apart."""
KINDS: Final = frozenset(
    ("republic", "kingdom", "state", "union", "federal", "federative", "democratic", "islamic")
    + ("peoples", "socialist")
)
"""Words of official names that are left out where the whole name is not known."""
JOINED: Final = r"(?i)\s*(?:[/&+]|\band\b)\s*"
"""What stands between two countries that are written as one answer."""
ALIKE: Final = 0.75
"""How alike a word and a name are, 0-1, to ask whether it was meant."""


def plain(word: str) -> str:
    """The words of a name without accents, apostrophes and small words, always in one order."""
    parts = folded(word).split()
    return " ".join(sorted([part for part in parts if part not in SMALL] or parts))


@lru_cache(maxsize=2)
def _forms(countries: tuple[Country, ...]) -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    for country in countries:
        codes = filter(None, (country.iso2, country.iso3))
        for form in {plain(each) for each in (country.name, *country.aliases, *codes)} | {
            plain(each) for each in country.people
        }:
            forms[form] = (*forms.get(form, ()), country.name)
    return forms


def meant(word: str, countries: Countries) -> tuple[str, ...]:
    """The countries that a word may mean: one where it is clear, none where nobody can tell."""
    if word in countries:
        return (word,)
    forms, form = _forms(tuple(countries.values())), plain(word)
    bare = " ".join(part for part in form.split() if part not in KINDS)
    return forms.get(form) or forms.get(bare, ())


def several(text: str, countries: Countries) -> list[str]:
    """The countries of an answer, each as it was written; commas inside one name are its own."""
    if meant(text, countries):
        return [text]
    words: list[str] = []
    for part in filter(None, map(str.strip, re.split("[,;]", text))):
        pieces = list(filter(None, re.split(JOINED, part)))
        joined = len(pieces) > 1 and not meant(part, countries)
        words += pieces if joined and all(meant(each, countries) for each in pieces) else [part]
    return words


def ask(word: str, countries: Countries) -> str:
    """What to ask about a word that means no country or several, without its last stop."""
    if choices := meant(word, countries):
        return f"“{word}” may be {either(choices)}: write which"
    from difflib import get_close_matches  # 2 ms, and only for a word that no country has

    forms = _forms(tuple(countries.values()))
    close = get_close_matches(plain(word), [form for form in forms if len(form) > 3], 3, ALIKE)
    names = dict.fromkeys(name for form in close for name in forms[form])
    if names:
        return f"“{word}” is not a country as we know it; perhaps {either(names)}"
    return f"“{word}” is not a country as we know it; write its name or two letters, like PK"
