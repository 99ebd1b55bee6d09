"""The questions that people ask, by their words: the index of answers inside the facts database.

`build` writes it once when the facts are compiled; a question reads the rows of its own signs
alone, so nothing is loaded before one is asked. A sign is the stem of a word, two neighbours, a
meaning that several words share (seed_data/question_words.csv: yog and graduation year), or
what stands behind a negation. What each says for each answer is fitted to all ways in which
people ask (seed_data/asking.py, which is run again when these change).

Right first of 225 questions that nobody had seen: 93 %, in the first three 97 %. Shares without
regression, or the nearest line by its cosine, find 8 and 70 % less of indirect ones.
"""

from __future__ import annotations

import csv
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import exp, hypot, sqrt
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING, Final

from coach.facts.index import tokens
from coach.records import Phrases

if TYPE_CHECKING:
    import sqlite3

SCHEMA: Final = (
    "CREATE TABLE question_signs (sign TEXT PRIMARY KEY, says REAL, here REAL, answers BLOB, "
    "weights BLOB) WITHOUT ROWID"
)
UNKNOWN: Final = 4.4
"""What a word that nobody asked with counts against the question; the rarest known one says 2.4."""
LIKELY: Final = (-2.2, 2.9, 2.6, 0.9)
"""What tells that some answer fits: a start, how far the nearest is before the fourth, the share of
what the words say that it is asked with, and what the signs say for this trade."""
NONE: Final = 0.0, 0.0, b"", b""
"""What the table says of a sign that it does not have."""
BEHIND_A_NOT: Final = 3
"""Words behind a negation that it may mean."""
SHORT: Final = "short for "
"""What a list of other spellings is called, before the words that they stand for."""
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
        rows = {row.list: row.words for row in lists}
        self._short = dict(_spellings(rows))
        words = {
            name: [tuple(self._words(word)) for word in row]
            for name, row in rows.items()
            if not name.startswith(SHORT)
        }
        self._silent = {word[0] for word in words.pop("silent", ())}
        self._not = {word[0] for word in words.pop("not", ())}
        self._meanings: dict[tuple[str, ...], list[str]] = {}
        for name, forms in words.items():
            for form in forms:
                self._meanings.setdefault(form, []).append(f"={name}")
        self._longest = max(map(len, self._meanings), default=0)

    def of(self, text: str) -> list[str]:
        """Each sign of a text once."""
        words = self._words(text)
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

    def tells(self, sign: str) -> bool:
        """Whether a sign is a word that says what is asked."""
        return not is_doubtful(sign) and sign[0] != "=" and sign not in self._silent

    def _words(self, text: str) -> list[str]:
        """The stems of a text, each short spelling written out."""
        typed = tokens(text)
        return [stem(full) for word in typed for full in self._short.get(word, (word,))]

    def _meant(self, words: Sequence[str]) -> list[str]:
        spans = range(1, self._longest + 1)
        forms = (words[at : at + size] for size in spans for at in range(len(words) - size + 1))
        return [name for form in forms for name in self._meanings.get(tuple(form), ())]


def _spellings(rows: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, list[str]]]:
    """Each short spelling with the words that it stands for."""
    for name in (name for name in rows if name.startswith(SHORT)):
        yield from ((short, name.removeprefix(SHORT).split()) for short in rows[name])


def is_doubtful(sign: str) -> bool:
    """Whether a sign says something only where several lines have it."""
    return " " in sign or sign[0] == "!"


def build(connection: sqlite3.Connection, file: Path) -> None:
    """Writes the fitted signs of a file into the facts database."""
    connection.execute(SCHEMA)
    with file.open(encoding="utf-8", newline="") as lines:
        rows = map(_row, csv.DictReader(lines))
        connection.executemany("INSERT INTO question_signs VALUES (?,?,?,?,?)", rows)


def _row(cells: Mapping[str, str]) -> tuple[str, float, float, bytes, bytes]:
    pairs = [cell.split(":") for cell in cells["weights"].split(";") if cell]
    numbers = array("H", (int(number) for number, _ in pairs))
    weights = array("f", (float(weight) for _, weight in pairs))
    says, here = float(cells["says"]), float(cells["here"])
    return cells["sign"], says, here, numbers.tobytes(), weights.tobytes()


def near(
    connection: sqlite3.Connection, signs: Signs, question: str
) -> tuple[float, list[tuple[float, int]]]:
    """How likely some answer fits, and how near each is with its number; the nearest first."""
    asked = signs.of(question)
    places = ", ".join("?" * len(asked))
    query = f"SELECT * FROM question_signs WHERE sign IN ({places})"
    rows = {row[0]: row[1:] for row in connection.execute(query, asked)}
    says = {sign: rows.get(sign, NONE)[0] or UNKNOWN * (not is_doubtful(sign)) for sign in asked}
    length, values = hypot(*says.values()), defaultdict[int, float](float)
    for worth, _, numbers, weights in rows.values():
        for number, weight in zip(array("H", numbers), array("f", weights), strict=True):
            values[number] += worth * weight / length
    ordered = sorted(((value, number) for number, value in values.items()), reverse=True)
    telling = {sign: worth**2 for sign, worth in says.items() if signs.tells(sign)}
    return _likely(ordered, rows, telling), ordered


def _likely(
    ordered: Sequence[tuple[float, int]],
    rows: Mapping[str, tuple[float, float, bytes, bytes]],
    telling: Mapping[str, float],
) -> float:
    """How likely some answer fits; `telling`: what each word says."""
    (best, first), (fourth, _) = (*ordered, *[(0.0, 0)] * 4)[0:4:3]
    here = sum(row[1] for row in rows.values()) / sqrt(len(rows) or 1)
    with_it = (sign for sign in telling if first in array("H", rows.get(sign, NONE)[2]))
    share = sum(map(telling.__getitem__, with_it)) / (sum(telling.values()) or 1)
    return (best > 0) / (1 + exp(-sum(map(mul, LIKELY, (1.0, best - fourth, share, here)))))
