"""The programs by their words: the search index inside the facts database.

`build` writes it once when the facts are compiled; `candidates` gives the short list for a
query: whole words, their beginnings, words with slips, initials ("BCHS" for BronxCare
Health System), towns, states, specialties and the short names of all of them.

The trigram table holds each of the 2,100 different words once, and beside every word
stand the rows that use it. With the 5,923 rows themselves in the table, bm25 reads every
row that shares any three letters with the query: 0.8-10.8 ms over 22 queries, the longest
for "internal medicine"; this way the same queries take 0.05-1.3 ms.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterable, Mapping
from functools import cache
from math import log
from typing import TYPE_CHECKING, Final

import msgspec

from coach.records import Entry, Program, replace

if TYPE_CHECKING:
    import sqlite3

SCHEMA: Final = """
DROP TABLE IF EXISTS program_found;
DROP TABLE IF EXISTS program_words;
DROP TABLE IF EXISTS program_initials;
DROP TABLE IF EXISTS program_trigrams;
CREATE TABLE program_found (number INTEGER PRIMARY KEY, entry BLOB NOT NULL);
CREATE TABLE program_words (word TEXT PRIMARY KEY, numbers BLOB) WITHOUT ROWID;
CREATE TABLE program_initials (word TEXT PRIMARY KEY, numbers BLOB) WITHOUT ROWID;
CREATE VIRTUAL TABLE program_trigrams USING fts5(word, tokenize='trigram');
"""

SMALL_WORDS: Final = frozenset(("of", "the", "and", "at", "for", "in", "de"))
LONGEST_QUERY: Final = 8
"""Words of a query that are looked up; a hospital with its town and specialty has six."""
LEAST_ALIKE: Final = 0.3
"""Share of three-letter pieces from which two words may be the same one with a slip."""
COMMON: Final = 1200
"""Rows from which a word only sorts what other words found: program, university, medicine."""

ENTRIES: Final = msgspec.msgpack.Decoder(Entry)

_BLANKS: Final = {
    **{code: " " for code in range(128) if not chr(code).isalnum()},
    **{ord(mark): "" for mark in "'`"},
}


def fold(text: str) -> str:
    """The text in small letters without accents; blanks for all but letters and digits.

    Apostrophes vanish, with the s of a possessive: "St Mary's" is st mary, "O'Connor" oconnor.
    """
    if "'" in text or "’" in text:
        text = f"{text} ".replace("’", "'").replace("'s ", " ").replace("'S ", " ")
    if not text.isascii():
        bare = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = "".join(c if c.isalnum() or c.isascii() else " " for c in bare)
    return text.casefold().translate(_BLANKS)


def tokens(text: str) -> list[str]:
    """The words of a text, folded: "H-1B" is h1b, "e-mail" is email, "Step1" is step 1."""
    words = f" {fold(text)}".replace(" e mail", " email").split()
    is_plain = "".join(words).isalpha() and min(map(len, words)) > 1
    return words if is_plain else _joined(words)


def _joined(words: Iterable[str]) -> list[str]:
    """The words with spelt letters as one, and cut where letters meet a number."""
    joined: list[str] = []
    spelling = False
    for word in words:
        last = joined[-1] if joined else ""
        if len(last) == 1 and last.isalpha() and word[0].isdigit():
            joined[-1] += word
            spelling = False
        elif len(word) > 1:
            joined += (word,) if word.isalpha() else _letters_and_numbers(word)
            spelling = False
        elif spelling:
            joined[-1] += word
        else:
            joined.append(word)
            spelling = word not in "ai"
    return joined


def _letters_and_numbers(word: str) -> list[str]:
    """A word cut where two or more letters meet a number: ds2019, 2ck, but not h1b."""
    cuts = [at for at in range(1, len(word)) if word[at].isdigit() != word[at - 1].isdigit()]
    if len(cuts) != 1:
        return [word]
    head, tail = word[: cuts[0]], word[cuts[0] :]
    letters = tail if head[0].isdigit() else head
    return [head, tail] if len(letters) > 1 else [word]


@cache
def initials(name: str) -> tuple[str, ...]:
    """What a name is called by its first letters, part by part, with and without small words.

    Capitals inside a word count too: BronxCare Health System is bhs and bchs.
    """
    initials_of: dict[str, None] = {}
    name = name.removesuffix(" Program").replace("-", " ")
    for part in name.replace("(", "/").replace(")", "/").split("/"):
        split = "".join(
            f" {c}" if c.isupper() and part[i - 1 : i].islower() else c for i, c in enumerate(part)
        )
        for words in (part.split(), split.split()):
            for some in (words, [word for word in words if word.lower() not in SMALL_WORDS]):
                letters = "".join(fold(word[0]).strip() for word in some)
                if len(letters) > 1:
                    initials_of[letters] = None
    return tuple(initials_of)


def build(
    connection: sqlite3.Connection,
    programs: Iterable[Program],
    state_names: Mapping[str, str],
    aliases: Mapping[str, Iterable[str]],
) -> None:
    """Writes the index of these programs into the facts database, in place of an older one.

    `aliases` are the short names of specialties. The rows stand by their size, so that of
    equal ones the larger program comes first.
    """
    by_word: dict[str, array[int]] = {}
    by_initials: dict[str, array[int]] = {}
    for statement in SCHEMA.split(";"):
        # One by one: executescript would end the transaction of the caller.
        connection.execute(statement)
    by_size = sorted(programs, key=lambda p: (not p.first_residency, -(p.positions or 0), p.name))
    for number, program in enumerate(by_size):
        called = aliases.get(program.specialty, ())
        entry = _entry(program, state_names.get(program.state, ""), called)
        letters = initials(program.name)
        body = msgspec.msgpack.encode(replace(entry, synonyms=(*entry.synonyms, *letters)))
        connection.execute("INSERT INTO program_found VALUES (?,?)", (number, body))
        for word in set(fold(" ".join((entry.title, *entry.synonyms))).split()):
            by_word.setdefault(word, array("H")).append(number)
        for initial in letters:
            by_initials.setdefault(initial, array("H")).append(number)
    for table, rows in (("program_words", by_word), ("program_initials", by_initials)):
        connection.executemany(
            f"INSERT INTO {table} VALUES (?,?)",
            [(word, numbers.tobytes()) for word, numbers in sorted(rows.items())],
        )
    connection.executemany(
        "INSERT INTO program_trigrams (word) VALUES (?)",
        [(f" {word} ",) for word in sorted(by_word) if len(word) > 3],
    )


def _entry(program: Program, state_name: str, aliases: Iterable[str]) -> Entry:
    place = ", ".join(part for part in (program.city, program.state) if part)
    names = (program.sponsor, program.city, program.state, state_name, program.specialty, *aliases)
    return Entry(
        kind="program",
        id=program.id,
        title=program.name,
        extra=" · ".join(part for part in (program.specialty, place) if part),
        synonyms=tuple(name for name in names if name),
    )


def trigrams(word: str) -> set[str]:
    """The three-letter pieces of a word with the blanks around it."""
    padded = f" {word} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}


def candidates(connection: sqlite3.Connection, query: str, limit: int = 60) -> list[Entry]:
    """The programs that share most with the query, the likeliest first."""
    words = dict.fromkeys(word for word in fold(query).split() if word not in SMALL_WORDS)
    total = connection.execute("SELECT max(number) FROM program_found").fetchone()[0] or 0
    tables = [_worth(connection, word, total) for word in list(words)[:LONGEST_QUERY]]
    tables.sort(key=len)
    scores: dict[int, float] = {}
    for worth in tables:
        if len(worth) < COMMON or not scores:
            for number, weight in worth.items():
                scores[number] = scores.get(number, 0.0) + weight
        else:
            for number in scores.keys() & worth.keys():
                scores[number] += worth[number]
    best = sorted(scores, key=lambda number: (-scores[number], number))[:limit]
    marks = ",".join("?" * len(best))
    rows = connection.execute(
        f"SELECT number, entry FROM program_found WHERE number IN ({marks})", best
    )
    bodies: dict[int, bytes] = dict(rows.fetchall())
    return [ENTRIES.decode(bodies[number]) for number in best]


def _worth(connection: sqlite3.Connection, word: str, total: int) -> dict[int, float]:
    """What each row is worth for one word: how alike its likest word is, and how rare."""
    if len(word) < 2:
        return {}
    alike: list[tuple[float, bytes]] = []
    is_known = False
    for table in ("program_words", "program_initials"):
        for other, numbers in connection.execute(
            f"SELECT word, numbers FROM {table} WHERE word >= ? AND word < ?"
            " ORDER BY word LIMIT 40",
            (word, word + "\U0010ffff"),
        ):
            alike.append((0.5 + 0.5 * len(word) / len(other), numbers))
            is_known = is_known or other == word
    if not is_known and len(word) > 3:
        alike += _with_slips(connection, word)
    alike.sort(key=lambda pair: -pair[0])
    worth: dict[int, float] = {}
    rarest = log(1 + total / (len(alike[0][1]) / 2)) if alike else 0.0
    for share, numbers in alike:
        places = array("H")
        places.frombytes(numbers)
        weight = share * min(rarest, log(1 + total / len(places)))
        worth = dict.fromkeys(places, weight) | worth
    return worth


def _with_slips(connection: sqlite3.Connection, word: str) -> list[tuple[float, bytes]]:
    """The rows of words that share enough three-letter pieces with a word nobody uses."""
    pieces = trigrams(word)
    match = " OR ".join(f'"{piece}"' for piece in sorted(pieces))
    scored = []
    for other, numbers in connection.execute(
        "SELECT word, numbers FROM program_words WHERE word IN (SELECT trim(word) FROM"
        " program_trigrams WHERE program_trigrams MATCH ? ORDER BY rank LIMIT 12)",
        (match,),
    ):
        theirs = trigrams(other)
        alike = 2 * len(pieces & theirs) / (len(pieces) + len(theirs))
        if alike >= LEAST_ALIKE:
            scored.append((alike, numbers))
    return scored
