"""The words of many documents, and which of them a typed word may mean."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from math import log
from typing import Final

from coach.search.document import Document
from coach.search.slips import with_slips
from coach.search.words import are_endings, stems

KIN: Final = 0.93
"""What a word of the same stem is worth against the word itself: letters, letter."""
BEGUN: Final = 0.25
"""What a beginning gains by the share of the word that is typed already."""
LAST_LEAST: Final = 0.7
OTHER_LEAST: Final = 0.6
"""What a mere beginning is worth in the last word, which is still being typed, and before."""
LONGEST_LIST: Final = 40
UNKNOWN_WEIGHT: Final = 0.6
"""Weight of a typed word that no entry has; a rare known one weighs 1."""
MOST_REMEMBERED: Final = 2000
"""Typed words whose meanings are kept: the next key asks for the same ones again."""
COMMON_LOSS: Final = 0.6
"""What a word that every entry has loses of its weight."""


class Lookup:
    """A vocabulary with the documents of each word."""

    def __init__(self, documents: Iterable[Document], extra_words: Iterable[str] = ()) -> None:
        self.documents = tuple(documents)
        self.postings: dict[str, list[tuple[int, float]]] = {}
        for number, document in enumerate(self.documents):
            for word, worth in document.words.items():
                self.postings.setdefault(word, []).append((number, worth))
        self.words = sorted(self.postings.keys() | set(extra_words))
        span = log(1 + len(self.documents))
        self._weights = {
            word: 1.0 - COMMON_LOSS * log(len(where)) / span
            for word, where in self.postings.items()
        }
        self._meanings: dict[tuple[str, bool, bool], dict[str, float]] = {}

    def weight(self, word: str) -> float:
        """How much a word says, 0.4-1: the fewer documents have it, the more."""
        return self._weights.get(word, UNKNOWN_WEIGHT)

    def knows(self, word: str) -> bool:
        """Whether the very word is in the vocabulary."""
        place = bisect_left(self.words, word)
        return place < len(self.words) and self.words[place] == word

    def meanings(self, word: str, is_last: bool, is_known: bool = False) -> dict[str, float]:
        """The known words that a typed one may mean, with how sure that is (0-1).

        A word that is known elsewhere is no slip of one here.
        """
        asked = word, is_last, is_known
        meant = self._meanings.get(asked)
        if meant is None:
            if len(self._meanings) > MOST_REMEMBERED:
                self._meanings.clear()
            meant = self._meanings[asked] = self._look_up(*asked)
        return meant

    def _look_up(self, word: str, is_last: bool, is_known: bool) -> dict[str, float]:
        meant: dict[str, float] = {}
        for stem in stems(word) if word.isalpha() else ():
            size = len(stem)
            for other in self._beginning_with(stem):
                if are_endings(word[size:], other[size:], size):
                    meant[other] = KIN
        if self.knows(word):
            meant[word] = 1.0
        if len(word) >= (2 if is_last else 3):
            least = LAST_LEAST if is_last else OTHER_LEAST
            for other in self._beginning_with(word)[:LONGEST_LIST]:
                sure = least + BEGUN * len(word) / len(other)
                meant[other] = max(sure, meant.get(other, 0.0))
        if not is_known and max(meant.values(), default=0.0) < KIN:
            for other, sure in with_slips(word, self.words, is_last and not meant).items():
                meant[other] = max(sure, meant.get(other, 0.0))
        return meant

    def _beginning_with(self, start: str) -> list[str]:
        first = bisect_left(self.words, start)
        return self.words[first : bisect_left(self.words, start + "\U0010ffff", first)]
