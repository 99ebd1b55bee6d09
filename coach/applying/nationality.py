"""Whether a nationality is on a list of countries, or is written so that nobody can tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

CONNECTING: Final = ("the", "republic", "of", "south")
"""Words at the start of a name that say nothing of the country alone."""
LEAST_LETTERS: Final = 4
OTHER_COUNTRIES: Final = ("dominican republic",)
"""Countries whose names begin like that of another which is on a list."""
IRREGULAR: Final = {
    "lao": "laos",
    "laotian": "laos",
    "equatoguinean": "equatorial guinea",
    "ivoirian": "ivory coast",
}
"""People whose name does not begin like their country's."""


def split(
    mine: Iterable[str], listed: Collection[str], known: Collection[str]
) -> tuple[list[str], list[str], list[str]]:
    """Nationalities as written that are on a list, that are not, and that nobody can tell.

    `listed`: the names of the list; `known`: every country of the facts; both in lower case.
    What is not known and like nothing on the list is not on it.
    """
    sorted_out: tuple[list[str], list[str], list[str]] = ([], [], [])
    for word in mine:
        name = word.casefold().strip()
        if name in listed:
            sorted_out[0].append(word)
        elif name not in known and any(is_like(name, country) for country in listed):
            sorted_out[2].append(word)
        else:
            sorted_out[1].append(word)
    return sorted_out


def is_like(word: str, country: str) -> bool:
    """Whether a word may mean a country: its people, its short name, or a slip of the keys."""
    if word in OTHER_COUNTRIES:
        return False
    if IRREGULAR.get(word) == country:
        return True
    stem = _stem(country)
    begins = word.startswith(stem[: max(LEAST_LETTERS, len(stem) - 1)])
    shortened = len(word) > LEAST_LETTERS and stem.startswith(word)
    return begins or shortened or _slipped(word, country)


def _stem(country: str) -> str:
    """The first word of a name that says which country it is."""
    words = country.replace("-", " ").split()
    return next((word for word in words if word not in CONNECTING), country)


def _slipped(word: str, country: str) -> bool:
    """One letter wrong, two in a long name; short names are too like each other."""
    if len(country) <= LEAST_LETTERS or abs(len(word) - len(country)) > 2:
        return False
    from rapidfuzz.distance import OSA  # 6 ms, and only for a name that no list has

    slips = 1 if len(country) < 8 else 2
    return OSA.distance(word, country, score_cutoff=slips) <= slips
