"""Words as the search sees them: folded tokens, which ones say nothing, which two are kin."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import Final

import seed_data
from coach.facts.index import tokens as tokens
from coach.records import Record

FILE: Final = Path(seed_data.__file__ or "").with_name("search_words.csv")
LISTS: Final = {
    name: frozenset(words.split())
    for name, words in (line.split(",") for line in FILE.read_text("utf-8").splitlines())
}
STOP: Final = LISTS["stop"]
"""Words that say nothing on their own."""
WEAK: Final = LISTS["weak"]
"""Words that count where an entry has them and are not missed where it has not."""
RULES_AND_MONEY: Final = LISTS["rules and money"]
"""Words of a question about rules or money: no seller answers it before an official page."""
DATED: Final = LISTS["dated"]
"""Words that ask for a day: dates answer them before pages about dates."""


def content(words: Iterable[str]) -> list[str]:
    """The words that say something."""
    return [word for word in words if word not in STOP]


def stems(word: str) -> list[str]:
    """The beginnings that the word may share with its kin, the longest first."""
    beginnings = [word]
    if len(word) < 5:
        return [word, word[:-1]] if len(word) > 2 and word[-1] == "s" else beginnings
    for size in range(1, min(8, len(word) - 4) + 1):
        if is_ending(word[-size:], len(word) - size):
            beginnings.append(word[:-size])
    return beginnings


def is_ending(ending: str, stem_size: int) -> bool:
    """Whether a word with a stem of this many letters may end so: rank-ing, but not stat-ion."""
    if stem_size < 4:
        return ending in ("", "s")
    return not ending or ending in LISTS["plain endings" if stem_size == 4 else "endings"]


def are_endings(ending: str, other: str, stem_size: int) -> bool:
    """Whether two words with the same stem may end so and be kin: director, not directory."""
    if {ending, other} & {"y", "ies"} and {ending, other} & {"", "s"}:
        return False
    return is_ending(ending, stem_size) and is_ending(other, stem_size)


LONGEST_LIST: Final = 4
"""Other ways to say a query that are tried."""
LEAST_SURE: Final = 0.74
"""How sure a typed word must mean the word of a saying."""


class Saying(Record):
    """A word or words and what they ask for."""

    term: str
    words: frozenset[str]
    stops: frozenset[str]
    """Its stop words, which must stand in the query as they are: "where to apply"."""
    meaning: str
    """What it asks for; several answers stand between semicolons."""


class Rewritten(Record):
    """A query said otherwise, how sure that is, and the saying that did it."""

    words: tuple[str, ...]
    sure: float
    term: str
    meaning: str


class Sayings:
    """All sayings, found by any of their words."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._by_word: dict[str, list[Saying]] = {}
        for term, meaning in rows:
            spoken = frozenset(tokens(term))
            words = frozenset(content(spoken))
            saying = Saying(term, words, spoken - words, meaning)
            for word in words:
                self._by_word.setdefault(word, []).append(saying)

    @property
    def words(self) -> Iterable[str]:
        """Every word of every saying."""
        return self._by_word.keys()

    def rewrite(
        self, query: Sequence[str], meanings: Sequence[dict[str, float]], spoken: Sequence[str]
    ) -> list[Rewritten]:
        """The query with each saying in it replaced by what it asks for, longest first.

        `meanings` belong to the words of the query; `spoken` are these with the stop words.
        """
        stops = set(spoken)
        matched: dict[str, tuple[Saying, frozenset[int], float]] = {}
        for known in meanings:
            for word, sure in known.items():
                for saying in self._by_word.get(word, ()) if sure >= LEAST_SURE else ():
                    if saying.term in matched or not saying.stops <= stops:
                        continue
                    if fit := _fit(saying, meanings):
                        matched[saying.term] = (saying, *fit)
        ordered = sorted(
            matched.values(), key=lambda match: (-len(match[0].words), -match[2], match[0].term)
        )
        rewritten: list[Rewritten] = []
        for saying, places, sure in ordered:
            if any(places < other for _, other, _ in ordered):
                continue
            rest = [word for place, word in enumerate(query) if place not in places]
            for meaning in saying.meaning.split(";"):
                words = tuple(dict.fromkeys((*content(tokens(meaning)), *rest)))
                rewritten.append(Rewritten(words, sure, saying.term, meaning))
        return rewritten[:LONGEST_LIST]


def joined(spoken: Sequence[str], known: Container[str]) -> list[Rewritten]:
    """The query with neighbours written as the one word that they are: med ed portal."""
    rewritten = []
    for size in (3, 2):
        for start in range(len(spoken) - size + 1):
            some, after = spoken[start : start + size], spoken[start + size :]
            word = "".join(some)
            if len(word) > 3 and word in known:
                words = (*content(spoken[:start]), word, *content(after))
                rewritten.append(Rewritten(words, 1.0, " ".join(some), word))
    return rewritten


def split(words: Sequence[str], known: Container[str]) -> list[Rewritten]:
    """The query with an unknown word written as the two that it is made of: freeclinics."""
    rewritten = []
    for place, word in enumerate(words):
        if word in known:
            continue
        for cut in range(2, len(word) - 1):
            parts = word[:cut], word[cut:]
            kept = content(parts)
            if kept and all(len(part) > 2 and part in known for part in kept):
                whole = (*words[:place], *kept, *words[place + 1 :])
                rewritten.append(Rewritten(whole, 1.0, word, " ".join(parts)))
    return rewritten


def _fit(
    saying: Saying, meanings: Sequence[dict[str, float]]
) -> tuple[frozenset[int], float] | None:
    """Where in the query the saying stands and how sure that is; None if a word is missing."""
    places: set[int] = set()
    surest = 1.0
    for word in saying.words:
        sure, place = max((known.get(word, 0.0), -at) for at, known in enumerate(meanings))
        if sure < LEAST_SURE:
            return None
        places.add(-place)
        surest = min(surest, sure)
    return frozenset(places), surest
