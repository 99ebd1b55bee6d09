"""The words of many documents, and which of them a typed word may mean."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from math import log
from typing import Final

from coach.facts.index import fold
from coach.records import Entry, Record
from coach.search.words import STOP, WEAK, are_endings, content, stems, tokens

TITLE: Final = 1.0
PART: Final = 0.94
SYNONYM: Final = 0.97
INITIALS: Final = 0.93
TOPIC: Final = 0.8
EXTRA: Final = 0.6
TEXT: Final = 0.45
"""What a word is worth by where it stands; sentences mention much that they are not about."""
SILENT: Final = STOP | WEAK
LEAST_INITIALS: Final = 3
"""Letters from which an abbreviation is made of a name; two stand for too much."""


class Phrase(Record):
    """A name or a saying of an entry: its words, what it is worth and what it is."""

    words: tuple[str, ...]
    worth: float
    role: str
    """title, synonym, initials, topic or extra."""
    label: str
    """As printed."""


class Document:
    """An entry with what each of its words is worth.

    The phrases are made when a query first looks at the entry: one query looks at some 40
    of 316 entries, and loading takes 9 ms without the phrases.
    """

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    def words(self) -> dict[str, float]:
        """Each word with its worth at the best place where it stands."""
        entry, worths = self.entry, dict[str, float]()
        for words, worth in (
            (fold(entry.text).split(), TEXT),
            (tokens(entry.extra), EXTRA),
            (tokens(" ".join(entry.topics)), TOPIC),
            (self._initials, INITIALS),
            (tokens(" ".join(entry.synonyms)), SYNONYM),
            (tokens(entry.title), TITLE),
        ):
            silent = SILENT if worth == TEXT else STOP
            worths.update({word: worth for word in words if word not in silent})
        return worths

    @property
    def _initials(self) -> list[str]:
        """The abbreviation of the name: "sdn" of Student Doctor Network."""
        if self.entry.title.count(" ") < LEAST_INITIALS - 1:
            return []
        letters = "".join(word[0] for word in content(tokens(_parts(self.entry.title)[0])))
        return [letters] if len(letters) >= LEAST_INITIALS else []

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """What may answer a query as a whole."""
        entry = self.entry
        labels = [(entry.title, TITLE, "title")]
        first, *others = _parts(entry.title)
        labels += [(first, TITLE, "title"), *((part, PART, "title") for part in others)]
        labels += [(synonym, SYNONYM, "synonym") for synonym in entry.synonyms]
        labels += [(topic.replace("_", " "), TOPIC, "topic") for topic in entry.topics]
        labels.append((entry.extra, EXTRA, "extra"))
        written = [
            Phrase(words, worth, role, label)
            for label, worth, role in labels
            if (words := tuple(content(tokens(label))))
        ]
        abbreviated = [Phrase((each,), INITIALS, "initials", first) for each in self._initials]
        return (*written, *abbreviated)


def _parts(title: str) -> list[str]:
    """What a title begins with, before a colon, comma or bracket, and its other parts."""
    opened = title.replace(")", "(").replace(": ", "(").replace(",", "(")
    return [part for piece in opened.split("(") if (part := piece.strip())] or [title]


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
            places = dict[float, tuple[int, float]]()
            for word, worth in document.words().items():
                # One pair for all words of a worth: 20,000 of them took 1 MiB.
                place = places.setdefault(worth, (number, worth))
                self.postings.setdefault(word, []).append(place)
        self.known = self.postings.keys() | set(extra_words)
        self.words = sorted(self.known)
        span = log(1 + len(self.documents))
        self._weights = {
            word: 1.0 - COMMON_LOSS * log(len(where)) / span
            for word, where in self.postings.items()
        }
        self._meanings: dict[tuple[str, bool], dict[str, float]] = {}

    def weight(self, word: str) -> float:
        """How much a word says, 0.4-1: the fewer documents have it, the more."""
        return self._weights.get(word, UNKNOWN_WEIGHT)

    def begins(self, word: str) -> bool:
        """Whether a word of the vocabulary begins so."""
        place = bisect_left(self.words, word)
        return place < len(self.words) and self.words[place].startswith(word)

    def meanings(self, word: str, is_last: bool) -> dict[str, float]:
        """The known words that a typed one may mean, with how sure that is (0-1)."""
        asked = word, is_last
        meant = self._meanings.get(asked)
        if meant is None:
            if len(self._meanings) > MOST_REMEMBERED:
                self._meanings.clear()
            meant = self._meanings[asked] = self._look_up(*asked)
        return meant

    def _look_up(self, word: str, is_last: bool) -> dict[str, float]:
        meant = self._kin(word) if word.isalpha() else {}
        if word in self.known:
            meant[word] = 1.0
        for other, sure in self._begun(word, is_last):
            meant[other] = max(sure, meant.get(other, 0.0))
        is_settled = meant and (is_last or max(meant.values()) >= KIN)
        slips = {} if is_settled else _with_slips(word, self.words, is_last)
        return meant | {other: max(sure, meant.get(other, 0.0)) for other, sure in slips.items()}

    def _begun(self, word: str, is_last: bool) -> Iterator[tuple[str, float]]:
        """The words that begin so; a word that is not finished says it with fewer letters."""
        least = LAST_LEAST if is_last else OTHER_LEAST
        if len(word) >= (2 if is_last else 3):
            for other in self._beginning_with(word)[:LONGEST_LIST]:
                yield other, least + BEGUN * len(word) / len(other)

    def _kin(self, word: str) -> dict[str, float]:
        """The words with the same stem."""
        return {
            other: KIN
            for stem in stems(word)
            for other in self._beginning_with(stem)
            if are_endings(word[len(stem) :], other[len(stem) :], len(stem))
        }

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
