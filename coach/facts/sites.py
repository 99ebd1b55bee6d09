"""The programs by the words of their names: a site is a name in a town, with a program in each of
its specialties.

What a site is called by: its name in whole and in parts, what its sponsor was called, its initials,
its town and its state; each word is worth what that says.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from math import log
from typing import Final

from coach.facts.index import SMALL_WORDS, fold, initials
from coach.records import Entry, Nickname, Record, Specialty

SILENT: Final = frozenset(
    ("program", "programs", "residency", "residencies", "prelim", "preliminary", "categorical")
    + ("track", "inc", "my", "signaled", "signalled")
)
"""Words beside a name that tell nothing."""
SPONSOR, TOWN, STATE, STATE_NAME, INITIALS = 0.92, 0.95, 0.9, 0.6, 0.9
"""What a word is worth by where a site has it; 1 in its name."""
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

    @property
    def entry(self) -> Entry:
        """As lists print it: its specialty and place below its name."""
        place = ", ".join(filter(None, (self.city, self.state)))
        extra = " · ".join(filter(None, (self.specialty, place)))
        return Entry("program", self.id, self.name, extra)


class Site(Record, array_like=True):
    """A name in a town; its programs by specialty."""

    state: str
    words: dict[str, float]
    parts: tuple[frozenset[str], ...]
    """The words of its name, and those of each part."""
    town: frozenset[str]
    programs: dict[str, list[Known]]

    def of(self, specialty: str) -> list[Known]:
        """Its programs of a specialty, all of them where none is told."""
        if specialty:
            return self.programs.get(specialty, [])
        return [each for some in self.programs.values() for each in some]


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

    def spoken(self, text: str) -> list[str]:
        """The words of a text, short forms written out."""
        return [word for each in bare(text) for word in self.short.get(each, (each,))]

    def site(self, each: Known, state_name: str) -> Site:
        """The site of a program, as yet without it."""
        words: dict[str, float] = {}
        for worth, some in (
            (STATE_NAME, self.spoken(state_name)),
            (STATE, [each.state.lower()] if each.state else ()),
            (INITIALS, initials(each.name)),
            (TOWN, self.spoken(each.city)),
            (1.0, self.spoken(each.name)),
        ):
            words.update(dict.fromkeys(some, worth))
        parts = [each.name, *each.name.split("/")] if "/" in each.name else [each.name]
        names = tuple(frozenset(self.spoken(part)) - SILENT for part in parts)
        return Site(each.state, words, names, frozenset(self.spoken(each.city)), {})

    def sites(self, programs: Iterable[Known], state_names: Mapping[str, str]) -> list[Site]:
        """The sites of these programs; `state_names`: by code."""
        sites: dict[tuple[str, str, str], Site] = {}
        for each in programs:
            key = each.name, each.city, each.state
            if key not in sites:
                sites[key] = self.site(each, state_names.get(each.state, ""))
            for word in self.spoken(each.sponsor):
                sites[key].words.setdefault(word, SPONSOR)
            sites[key].programs.setdefault(each.specialty, []).append(each)
        return list(sites.values())


class Sites:
    """All sites with the words that they are called by."""

    def __init__(self, sites: Sequence[Site], called: Called) -> None:
        self.all, self.called = sites, called
        self.postings = self._posted()
        self._sorted = sorted(self.postings)
        self.weights = self._weighed()
        self.meant = lru_cache(maxsize=500)(self._meant)
        self.alike = lru_cache(maxsize=2000)(self._alike)

    def _posted(self) -> dict[str, list[tuple[int, float]]]:
        """By word the sites that are called so, with what it is worth there."""
        posted: dict[str, list[tuple[int, float]]] = {}
        for number, site in enumerate(self.all):
            for word, worth in site.words.items():
                posted.setdefault(word, []).append((number, worth))
        return posted

    def _weighed(self) -> dict[str, float]:
        """How much each word says, 0-1: the fewer sites have it, the more."""
        many = len(self.all)
        where = self.postings.items()
        return {word: log(1 + many / len(some)) / log(1 + many) for word, some in where}

    @cached_property
    def by_number(self) -> dict[str, Known]:
        """Every program by its numbers of ACGME and of NRMP."""
        programs = [each for site in self.all for each in site.of("")]
        return {each.code: each for each in programs} | {each.id: each for each in programs}

    @cached_property
    def _spellings(self) -> dict[str, str]:
        """Every word that may be typed with a slip."""
        keys = (*self.called.specialties, *self.called.nicknames, tuple(self.called.short))
        words = {word for key in keys for word in key}
        for site in self.all:
            words.update(word for word, worth in site.words.items() if worth != INITIALS)
        return {word: word for word in sorted(words)}

    def told(self, site: Site, named: set[str]) -> float:
        """How much of a name these words say, or of one part of it, 0-1."""
        best = start = THERE if site.town <= named else 0.0
        for place, part in enumerate(site.parts):
            whole = sum(self.weights[word] for word in part) or 1.0
            share = sum(self.weights[word] for word in part & named) / whole
            best = max(best, start + share * (PART if place else 1.0))
        return min(best, 1.0)

    def _meant(self, nickname: tuple[str, ...]) -> Meanings:
        """The sites that a nickname may mean, with the words of its meaning."""
        row = self.called.nicknames[nickname]
        names = [frozenset(self.called.spoken(each)) for each in row.meaning.split(";")]
        return [
            (number, words)
            for words in names
            for number, site in enumerate(self.all)
            if words <= site.words.keys() and row.state in ("", site.state)
        ]

    def spelled(self, word: str) -> str:
        """A word as it is written, where it is nobody's and another one is much like it."""
        is_name = word.isalpha() and len(word) >= SHORTEST and word not in self.postings
        if not is_name or word in self._spellings or self._begun(word):
            return word
        # 9 ms, and only a word that nobody has needs it.
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        most = 1 if len(word) < TWO_SLIPS else 2
        near = extract(word, self._spellings, scorer=OSA.distance, score_cutoff=most, limit=8)
        fits = [
            (slips, other[0] != word[0], -len(self.postings.get(other, ())), other)
            for other, slips, _ in near
            if len(other) >= SHORTEST
        ]
        return str(min(fits)[3]) if fits else word

    def _begun(self, word: str) -> list[str]:
        first = bisect_left(self._sorted, word)
        last = bisect_left(self._sorted, word + "\U0010ffff", first)
        return self._sorted[first : min(last, first + LONGEST_LIST)] if len(word) > 2 else []

    def _alike(self, word: str, is_last: bool) -> list[tuple[str, float]]:
        """The words of sites that a typed one may be, each with how alike it is."""
        is_known = word in self.postings
        begun = self._begun(word) if is_last or not is_known else []
        loss = BEGUN_LOSS if is_known else 0.0
        return [(word, 1.0)] * is_known + [
            (other, BEGUN + (1 - BEGUN) * len(word) / len(other) - loss)
            for other in begun
            if other != word
        ]
