"""The words of many documents, and which of them a typed word may mean."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from math import log
from typing import Final

from coach.search.document import Document
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
            for other, sure in _with_slips(word, self.words, is_last and not meant).items():
                meant[other] = max(sure, meant.get(other, 0.0))
        return meant

    def _beginning_with(self, start: str) -> list[str]:
        first = bisect_left(self.words, start)
        return self.words[first : bisect_left(self.words, start + "\U0010ffff", first)]


SLIP_COST: Final = 0.8
"""What a slip takes, divided by the letters of the word."""
FIRST_LETTER_COST: Final = 0.05
"""People seldom miss the first letter."""
TWO_SLIPS: Final = 8
"""Letters from which a word may have two slips."""
SHORT: Final = 6
"""Letters under which the first letter must be right, and the word finished."""
BEGUN_LEAST: Final = 0.6
SLIP_BEGUN: Final = 0.15
"""What an unfinished word with a slip is worth, and gains by the share that is typed."""


def _with_slips(word: str, words: list[str], is_unfinished: bool) -> dict[str, float]:
    """The words (of a sorted list) that this one may be a slip of, with how sure that is.

    An unfinished word is held against the beginnings of words too.
    """
    if len(word) < 3 or not word.isalpha():
        return {}
    # Imported here because it costs 9 ms, and only a word that no entry has needs it.
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    most = 1 if len(word) < TWO_SLIPS else 2
    near = extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=LONGEST_LIST)
    likely = {
        other: _sure(word, other, int(slips))
        for other, slips, _ in near
        if _is_believable(word, other, int(slips))
    }
    if likely or not is_unfinished or len(word) < SHORT:
        return likely
    size = len(word)
    heads = list(dict.fromkeys(other[:size] for other in words if len(other) > size))
    for head, _, _ in extract(word, heads, scorer=OSA.distance, score_cutoff=1, limit=5):
        first = bisect_left(words, head)
        last = bisect_left(words, head + "\U0010ffff", first)
        for other in words[first : min(last, first + LONGEST_LIST)]:
            likely[other] = BEGUN_LEAST + SLIP_BEGUN * size / len(other)
    return likely


def _is_believable(word: str, other: str, slips: int) -> bool:
    """Whether the slip is likely: in words of three letters only two swapped or one doubled."""
    if len(word) == 3 or len(other) == 3:
        return slips == 1 and (sorted(word) == sorted(other) or set(word) == set(other))
    if word[0] != other[0] and len(word) < SHORT and sorted(word) != sorted(other):
        return False
    return slips * 4 <= max(len(word), len(other)) + 1


def _sure(word: str, other: str, slips: int) -> float:
    sure = 1.0 - SLIP_COST * slips / max(len(word), len(other))
    return sure if word[0] == other[0] else sure - FIRST_LETTER_COST
