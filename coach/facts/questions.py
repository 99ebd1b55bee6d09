"""The questions that people ask, by their words: the index of answers inside the facts database.

`build` writes it once when the facts are compiled; a question reads the rows of its own signs
alone, so nothing is loaded before one is asked. A sign is the stem of a word, two neighbours, a
meaning that several words share (seed_data/question_words.csv: yog and graduation year), or
what stands behind a negation. An answer has the signs of all ways in which people ask it and of
its own words; how near it is to a question is their cosine.

Measured with 430 answers in 6,676 lines, right first and in the first three: of 173 questions
written as people put them, and of a third of the lines left out, each of which was written to
share few words with the others of its answer.

    this way                                           92.5 % 100.0 %    34 %  53 %
    without meanings                                   87.3 %  96.0 %    23 %  40 %
    the nearest line by its cosine alone               71.8 %  87.4 %    11 %  26 %
    both together, half of each                        94.2 % 100.0 %    32 %  50 %
    logistic regression over words, 1.3 m weights      86.8 %  98.3 %
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import hypot, log, sqrt
from typing import TYPE_CHECKING, Final

from coach.facts.index import tokens
from coach.records import Phrases

if TYPE_CHECKING:
    import sqlite3

SCHEMA: Final = (
    "CREATE TABLE question_signs (sign TEXT PRIMARY KEY, answers BLOB, weights BLOB) WITHOUT ROWID"
)
NEIGHBOURS: Final = 0.35
"""Weight of two neighbours against that of a word."""
OWN_WORDS: Final = 0.7
"""What a sign in the words of an answer counts against one in a line that asks for it."""
UNKNOWN: Final = 1.8
"""What a word that nobody asked with counts against the question, to that of the rarest known."""
ELSEWHERE: Final = 6
"""As how many such words one of another trade counts: nurse, engineer, recipe."""
BEHIND_A_NOT: Final = 3
"""Words behind a negation that it may mean."""
ENDINGS: Final = (
    "ications ication ations ation ings ing ments ment ions ion ers ors ies ied ance ants ant er "
    "or ed es al ive s y e"
)


@cache
def stem(word: str) -> str:
    """A word without its ending, where at least four letters are left."""
    if not word.isalpha() or len(word) < 4:
        return word
    if len(word) == 4:
        return word[:-1] if word[3] == "s" != word[2] else word
    fitting = (end for end in ENDINGS.split() if word.endswith(end) and len(word) - len(end) > 3)
    return word.removesuffix(next(fitting, ""))


class Signs:
    """What a text says, sign by sign, by the words of the lists."""

    def __init__(self, lists: Iterable[Phrases]) -> None:
        words = {row.list: [tuple(map(stem, tokens(word))) for word in row.words] for row in lists}
        self._silent = {word[0] for word in words.pop("silent", ())}
        self._not = {word[0] for word in words.pop("not", ())}
        self._meanings: dict[tuple[str, ...], list[str]] = {}
        for name, forms in words.items():
            for form in forms:
                self._meanings.setdefault(form, []).append(f"={name}")
        self._longest = max(map(len, self._meanings), default=0)

    def of(self, text: str) -> list[str]:
        """Each sign of a text once."""
        words = [stem(word) for word in tokens(text)]
        signs = dict.fromkeys([*words, *self._meant(words)])
        for first, second in zip(words, words[1:], strict=False):
            if not {first, second} <= self._silent:
                signs[f"{first} {second}"] = None
        for place, word in enumerate(words, 1):
            if word in self._not:
                behind = words[place : place + BEHIND_A_NOT]
                telling = [each for each in behind if each not in self._silent]
                signs |= dict.fromkeys(f"!{each}" for each in (*telling, *self._meant(behind)))
        return list(signs)

    def _meant(self, words: Sequence[str]) -> list[str]:
        spans = range(1, self._longest + 1)
        forms = (words[at : at + size] for size in spans for at in range(len(words) - size + 1))
        return [name for form in forms for name in self._meanings.get(tuple(form), ())]


def _is_doubtful(sign: str) -> bool:
    """Whether a sign says something only where several lines have it."""
    return " " in sign or sign[0] == "!"


def _weight(sign: str, answers: int, of: int) -> float:
    """How much a sign says that so many answers have: the fewer, the more."""
    return (NEIGHBOURS if " " in sign else 1.0) * sqrt(log((of + 1) / (answers + 0.5)))


def build(
    connection: sqlite3.Connection, signs: Signs, answers: Sequence[tuple[Sequence[str], str]]
) -> None:
    """Writes the index of these answers, each its lines (the question first) and its words."""
    counts = [Counter(sign for line in asked for sign in signs.of(line)) for asked, _ in answers]
    seen = sum(counts, Counter[str]())
    kept = {sign for sign, times in seen.items() if times > _is_doubtful(sign)}
    wholes = []
    for count, (asked, words) in zip(counts, answers, strict=True):
        count.update(signs.of(asked[0]))
        own = dict.fromkeys(signs.of(words), OWN_WORDS)
        wholes.append({sign: count[sign] + own.get(sign, 0.0) for sign in kept & {*count, *own}})
    connection.execute(SCHEMA)
    connection.executemany("INSERT INTO question_signs VALUES (?,?,?)", _rows(wholes))


def _rows(wholes: Sequence[Mapping[str, float]]) -> Iterator[tuple[str, bytes, bytes]]:
    """Each sign with the answers that have it, and its share in each."""
    spread = Counter(sign for whole in wholes for sign in whole)
    rows = {sign: (array("H"), array("f")) for sign in sorted(spread)}
    for number, whole in enumerate(wholes):
        weights = {
            sign: log(1 + times) * _weight(sign, spread[sign], len(wholes))
            for sign, times in whole.items()
        }
        length = hypot(*weights.values())
        for sign, weight in weights.items():
            rows[sign][0].append(number)
            rows[sign][1].append(weight / length)
    return ((sign, of.tobytes(), parts.tobytes()) for sign, (of, parts) in rows.items())


def near(
    connection: sqlite3.Connection, signs: Signs, question: str, answers: int
) -> list[tuple[float, int]]:
    """How near the answers are to a question, 0-1, each with its number; the nearest first."""
    asked = signs.of(question)
    places = ", ".join("?" * len(asked))
    query = f"SELECT * FROM question_signs WHERE sign IN ({places})"
    rows = {row[0]: row[1:] for row in connection.execute(query, asked)}
    unknown = [sign for sign in asked if sign not in rows and not _is_doubtful(sign)]
    count = len(unknown) + ELSEWHERE * ("=elsewhere" in unknown)
    squares = count * UNKNOWN**2 * log(answers)
    values: dict[int, float] = defaultdict(float)
    for sign, (numbers, weights) in rows.items():
        known = array("H", numbers)
        weight = _weight(sign, len(known), answers)
        squares += weight * weight
        for number, part in zip(known, array("f", weights), strict=True):
            values[number] += weight * part
    return sorted(((value / sqrt(squares), at) for at, value in values.items()), reverse=True)
