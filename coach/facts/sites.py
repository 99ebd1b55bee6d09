"""The programs by the words of their names: a site is a name in a town, with a program in each of
its specialties.

What a site is called by: its name in whole and in parts, what its sponsor was called, its initials,
its town and its state; each word is worth what that says.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from math import log
from typing import TYPE_CHECKING, Any, Final

import msgspec

from coach.facts.index import SMALL_WORDS, fold, initials
from coach.records import Entry, Nickname, Program, Record, Specialty

if TYPE_CHECKING:
    import sqlite3

SILENT: Final = frozenset(
    ("program", "programs", "residency", "residencies", "prelim", "preliminary", "categorical")
    + ("track", "inc", "my", "signaled", "signalled")
)
"""Words beside a name that tell nothing."""
SPONSOR, TOWN, STATE, STATE_NAME, INITIALS = 0.92, 0.95, 0.9, 0.6, 0.9
"""What a word is worth by where a site has it; 1 in its name."""
WORTHS: Final = (SPONSOR, TOWN, STATE, STATE_NAME, INITIALS, 1.0)
BEGUN, BEGUN_LOSS = 0.62, 0.1
"""What a beginning is worth at least, the rest by the share of the word that is typed; and what it
loses that is a word of its own."""
PART, THERE = 0.93, 0.25
"""What saying one part of a name is worth, between two strokes, and the town beside it."""
SHORTEST, TWO_SLIPS = 4, 7
"""Letters from which a word may have a slip, and two."""
LONGEST_LIST: Final = 60
"""Words with the same beginning that are looked at."""


class Known(Record, array_like=True):
    """What a program is known by."""

    id: str
    name: str
    sponsor: str = ""
    city: str = ""
    state: str = ""
    specialty: str = ""
    code: str = ""
    """Of the NRMP."""
    size: int = 0
    """Positions; 0 where it takes nobody after medical school."""
    closed: str = ""
    """Since when it takes nobody any more, in words."""

    @classmethod
    def of(cls, program: Program) -> Known:
        """What this program is known by."""
        return cls(
            program.id,
            program.name,
            sponsor=program.sponsor,
            city=program.city,
            state=program.state,
            specialty=program.specialty,
            code=program.nrmp_code,
            size=max(1, program.positions or 0) if program.first_residency else 0,
            closed=program.closing.what if program.closing else "",
        )

    @property
    def entry(self) -> Entry:
        """As lists print it: below its name its specialty, and its place or that it is closed."""
        place = ", ".join(filter(None, (self.city, self.state)))
        extra = self.closed or " · ".join(filter(None, (self.specialty, place)))
        return Entry("program", self.id, self.name, extra)


class Site(Record, array_like=True):
    """A name in a town; its programs by specialty."""

    state: str
    parts: tuple[frozenset[str], ...]
    """The words of its name, and those of each part."""
    town: frozenset[str]
    programs: dict[str, list[Known]]

    def of(self, specialty: str) -> list[Known]:
        """Its programs of a specialty, all of them where none is told."""
        if specialty:
            return self.programs.get(specialty, [])
        return [each for some in self.programs.values() for each in some]


SCHEMA: Final = (
    "CREATE TABLE site (number INTEGER PRIMARY KEY, body BLOB)",
    "CREATE TABLE site_word (word TEXT PRIMARY KEY, sites BLOB) WITHOUT ROWID",
    "CREATE TABLE site_specialty (name TEXT PRIMARY KEY, sites BLOB) WITHOUT ROWID",
)
"""Where words and specialties are, as packed numbers of sites: of a word times what it is worth."""
SITES: Final = 2000
"""Sites and words that are kept, for a list of some thousand programs."""
Cells = tuple[Any, ...]
"""A row of any query."""
Ask = Callable[[str, Sequence[str | int]], list[Cells]]
"""Gives the rows of a query of the facts database."""
Words = list[str]
Meanings = list[tuple[int, frozenset[str]]]
"""Sites with the words of their names that a nickname means."""


def bare(text: str) -> list[str]:
    """The words that tell, folded, without the s of a plural; letters spelled apart are joined."""
    words: list[str] = []
    spelled = False
    for word in fold(text).split():
        if len(word) == 1 and spelled:
            words[-1] += word
        elif word not in SMALL_WORDS:
            words.append(word[:-1] if len(word) > 4 and word[-1] == "s" != word[-2] else word)
        spelled = len(word) == 1
    return words


class Called:
    """Short forms of words, and what specialties and sites are called beside their names."""

    def __init__(self, nicknames: Iterable[Nickname], specialties: Iterable[Specialty]) -> None:
        rows = [(row.kind, bare(row.nickname), row) for row in nicknames]
        self.short = {key[0]: bare(row.meaning) for kind, key, row in rows if kind == "word"}
        self.nicknames = {tuple(key): row for kind, key, row in rows if kind == "name"}
        self.specialties = {
            tuple(bare(word)): each.name
            for each in specialties
            for word in (each.name, *each.aliases)
        } | {tuple(key): row.meaning for kind, key, row in rows if kind == "specialty"}
        self.areas = _areas(rows)
        """What towns are called besides, by town and state: boroughs."""

    def spoken(self, text: str) -> list[str]:
        """The words of a text, short forms written out."""
        return [word for each in bare(text) for word in self.short.get(each, (each,))]

    def words_of(self, each: Known, state_name: str) -> dict[str, float]:
        """What the site of a program is called by, with what each word is worth."""
        worths: dict[str, float] = {}
        for worth, some in (
            (STATE_NAME, self.spoken(state_name)),
            (STATE, [each.state.lower()] if each.state else ()),
            (INITIALS, initials(each.name)),
            (TOWN, self.areas.get((each.city, each.state), ())),
            (TOWN, self.spoken(each.city)),
            (1.0, self.spoken(each.name)),
        ):
            worths.update(dict.fromkeys(some, worth))
        return worths

    def site(self, programs: Sequence[Known]) -> Site:
        """The site of these programs, which share name and town."""
        each = programs[0]
        parts = [each.name, *each.name.split("/")] if "/" in each.name else [each.name]
        names = tuple(frozenset(self.spoken(part)) - SILENT for part in parts)
        of: dict[str, list[Known]] = {}
        for program in programs:
            of.setdefault(program.specialty, []).append(program)
        return Site(each.state, names, frozenset(self.spoken(each.city)), of)

    def write(
        self,
        connection: sqlite3.Connection,
        programs: Iterable[Known],
        state_names: Mapping[str, str],
    ) -> None:
        """The sites of these programs, and where their words are; `state_names`: by code."""
        at = defaultdict[tuple[str, str, str], list[Known]](list)
        for each in programs:
            at[each.name, each.city, each.state].append(each)
        words, specialties = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
        for number, some in enumerate(at.values()):
            worths = self.words_of(some[0], state_names.get(some[0].state, ""))
            sponsors = (word for each in some for word in self.spoken(each.sponsor))
            for word, worth in (dict.fromkeys(sponsors, SPONSOR) | worths).items():
                words[word].append(number * len(WORTHS) + WORTHS.index(worth))
            for specialty in {each.specialty for each in some}:
                specialties[specialty].append(number)
        bodies = enumerate(msgspec.msgpack.encode(self.site(some)) for some in at.values())
        tables = bodies, _packed(words), _packed(specialties)
        for schema, rows in zip(SCHEMA, tables, strict=True):
            connection.execute(schema)
            connection.executemany(f"INSERT INTO {schema.split()[2]} VALUES (?, ?)", rows)


def _packed(rows: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, bytes]]:
    return ((key, array("H", row).tobytes()) for key, row in rows.items())


def _areas(rows: Iterable[tuple[str, Words, Nickname]]) -> dict[tuple[str, str], Words]:
    areas = defaultdict[tuple[str, str], Words](list)
    for kind, words, row in rows:
        for town in row.meaning.split(";") if kind == "area" else ():
            areas[town, row.state] += words
    return areas


class Sites:
    """All sites with the words that they are called by, read as they are asked for."""

    def __init__(self, ask: Ask, called: Called) -> None:
        self._ask, self.called = ask, called
        ((self.many,),) = ask("SELECT count(*) FROM site", ())
        self._site = msgspec.msgpack.Decoder(Site).decode
        self.site = lru_cache(maxsize=SITES)(self._read)
        self.where = lru_cache(maxsize=SITES)(self._where)
        self.weight = lru_cache(maxsize=SITES * 4)(self._weight)
        self.meant = lru_cache(maxsize=500)(self._meant)
        self.alike = lru_cache(maxsize=2000)(self._alike)

    def _read(self, number: int) -> Site:
        ((body,),) = self._ask("SELECT body FROM site WHERE number = ?", (number,))
        return self._site(body)

    def _where(self, word: str) -> list[tuple[int, float]]:
        """The sites that are called so, with what it is worth there."""
        rows = self._ask("SELECT sites FROM site_word WHERE word = ?", (word,))
        codes = array("H", rows[0][0] if rows else b"")
        return [(code // len(WORTHS), WORTHS[code % len(WORTHS)]) for code in codes]

    def _weight(self, word: str) -> float:
        """How much a word that sites have says, 0-1: the fewer they are, the more."""
        return log(1 + self.many / len(self.where(word))) / log(1 + self.many)

    def having(self, specialty: str) -> Container[int]:
        """The sites that have a specialty; all where none is told."""
        if not specialty:
            return range(self.many)
        rows = self._ask("SELECT sites FROM site_specialty WHERE name = ?", (specialty,))
        return set(array("H", rows[0][0] if rows else b""))

    @cached_property
    def _spellings(self) -> dict[str, str]:
        """Every word that may be typed with a slip."""
        keys = (*self.called.specialties, *self.called.nicknames, tuple(self.called.short))
        words = {word for key in keys for word in key}
        for word, codes in self._ask("SELECT * FROM site_word", ()):
            if any(WORTHS[code % len(WORTHS)] != INITIALS for code in array("H", codes)):
                words.add(word)
        return {word: word for word in sorted(words)}

    def told(self, site: Site, named: set[str]) -> float:
        """How much of a name these words say, or of one part of it, 0-1."""
        best = start = THERE if site.town <= named else 0.0
        for place, part in enumerate(site.parts):
            whole = sum(map(self.weight, part)) or 1.0
            share = sum(map(self.weight, part & named)) / whole
            best = max(best, start + share * (PART if place else 1.0))
        return min(best, 1.0)

    def _meant(self, nickname: tuple[str, ...]) -> Meanings:
        """The sites that a nickname may mean, with the words of its meaning."""
        row = self.called.nicknames[nickname]
        names = [frozenset(self.called.spoken(each)) for each in row.meaning.split(";")]
        return [
            (number, words)
            for words in names
            for number in sorted(set.intersection(*map(self._called, words)))
            if row.state in ("", self.site(number).state)
        ]

    def _called(self, word: str) -> set[int]:
        """The sites that have a word, elsewhere than in the name of their state."""
        return {number for number, worth in self.where(word) if worth > STATE_NAME}

    def spelled(self, word: str) -> str:
        """A word as it is written, where it is nobody's and another one is much like it."""
        is_name = word.isalpha() and len(word) >= SHORTEST and not self.where(word)
        if not is_name or word in self._spellings or self._begun(word):
            return word
        # 9 ms, and only a word that nobody has needs it.
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        most = 1 if len(word) < TWO_SLIPS else 2
        near = extract(word, self._spellings, scorer=OSA.distance, score_cutoff=most, limit=8)
        fits = [
            (slips, other[0] != word[0], -len(self.where(other)), other)
            for other, slips, _ in near
            if len(other) >= SHORTEST
        ]
        return str(min(fits)[3]) if fits else word

    def _begun(self, word: str) -> list[str]:
        query = "SELECT word FROM site_word WHERE word >= ? AND word < ? LIMIT ?"
        rows = self._ask(query, (word, word + "\U0010ffff", LONGEST_LIST * (len(word) > 2)))
        return [begun for (begun,) in rows]

    def _alike(self, word: str, is_last: bool) -> list[tuple[str, float]]:
        """The words of sites that a typed one may be, each with how alike it is."""
        is_known = bool(self.where(word))
        begun = self._begun(word) if is_last or not is_known else []
        loss = BEGUN_LOSS if is_known else 0.0
        return [(word, 1.0)] * is_known + [
            (other, BEGUN + (1 - BEGUN) * len(word) / len(other) - loss)
            for other in begun
            if other != word
        ]
