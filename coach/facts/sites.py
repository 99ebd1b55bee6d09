"""The programs by the words of their names: a site is a name in a town, with a program in each of
its specialties.

What a site is called by: its name in whole and in parts, what its sponsor was called, its initials,
its town and its state; each word is worth what that says.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log
from typing import Final

from coach.facts.index import SMALL_WORDS, fold, initials
from coach.records import Nickname, Record

SILENT: Final = frozenset(
    ("program", "programs", "residency", "residencies", "prelim", "preliminary", "categorical")
    + ("track", "inc", "my", "signaled", "signalled")
)
"""Words beside a name that tell nothing."""
SPONSOR: Final = 0.92
TOWN: Final = 0.95
STATE: Final = 0.9
STATE_NAME: Final = 0.6
INITIALS: Final = 0.9
"""What a word is worth by where a site has it; 1 in its name."""
BEGUN: Final = 0.62
"""What a beginning is worth at least; the rest by the share of the word that is typed."""
BEGUN_LOSS: Final = 0.1
"""What a beginning loses that is a word of its own."""
LONGEST_LIST: Final = 60
"""Words with the same beginning that are looked at."""
PART: Final = 0.93
"""What saying one part of a name is worth, between two strokes."""
SHORTEST: Final = 4
"""Letters from which a word may have a slip; from TWO_SLIPS on two."""
TWO_SLIPS: Final = 6


class Known(Record, array_like=True):
    """What a program is known by."""

    id: str
    name: str
    sponsor: str
    city: str
    state: str
    specialty: str
    code: str
    """Of the NRMP."""
    size: int
    """Positions; 0 where it takes nobody after medical school."""

    @property
    def about(self) -> str:
        """Its specialty and place, as lists print them."""
        place = ", ".join(filter(None, (self.city, self.state)))
        return " · ".join(filter(None, (self.specialty, place)))


class Site:
    """A name in a town."""

    def __init__(self, state: str) -> None:
        self.state = state
        self.words: dict[str, float] = {}
        self.parts: list[frozenset[str]] = []
        """The words of its name, and those of each part."""
        self.programs: dict[str, list[Known]] = {}
        """By specialty."""

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


class Sites:
    """All sites with the words that they are called by."""

    def __init__(
        self,
        programs: Iterable[Known],
        nicknames: Iterable[Nickname],
        specialties: Mapping[str, str],
        state_names: Mapping[str, str],
    ) -> None:
        """`specialties`: by each of their names; `state_names`: by code."""
        rows: dict[str, list[Nickname]] = {"word": [], "specialty": [], "name": []}
        for row in nicknames:
            rows[row.kind].append(row)
        self.short = {bare(row.nickname)[0]: bare(row.meaning) for row in rows["word"]}
        called = {row.nickname: row.meaning for row in rows["specialty"]} | dict(specialties)
        self.specialties = {tuple(bare(word)): name for word, name in called.items()}
        self.by_number: dict[str, Known] = {}
        self.all: list[Site] = []
        self._states = {code: self.spoken(name) for code, name in state_names.items()}
        self._gather(programs)
        self.postings = self._posted()
        self._sorted = sorted(self.postings)
        self.weights = self._weighed()
        self.nicknames = {
            tuple(bare(row.nickname)): [
                (frozenset(self.spoken(each)), row.state) for each in row.meaning.split(";")
            ]
            for row in rows["name"]
        }
        self._spellings = self._spelled()
        self.meant = lru_cache(maxsize=500)(self._meant)
        self.alike = lru_cache(maxsize=2000)(self._alike)

    def _gather(self, programs: Iterable[Known]) -> None:
        places: dict[tuple[str, str, str], Site] = {}
        for each in programs:
            self.by_number[each.id] = self.by_number[each.code] = each
            key = each.name, each.city, each.state
            site = places.get(key)
            if site is None:
                site = places[key] = self._site(each)
                self.all.append(site)
            for word in self.spoken(each.sponsor):
                site.words.setdefault(word, SPONSOR)
            site.programs.setdefault(each.specialty, []).append(each)

    def _site(self, each: Known) -> Site:
        site = Site(each.state)
        for worth, words in (
            (STATE_NAME, self._states.get(each.state, ())),
            (STATE, [each.state.lower()] if each.state else ()),
            (INITIALS, initials(each.name)),
            (TOWN, self.spoken(each.city)),
            (1.0, self.spoken(each.name)),
        ):
            site.words.update(dict.fromkeys(words, worth))
        parts = [each.name, *each.name.split("/")] if "/" in each.name else [each.name]
        site.parts = [frozenset(self.spoken(part)) - SILENT for part in parts]
        return site

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

    def _spelled(self) -> dict[str, str]:
        """Every word that may be typed with a slip."""
        words = {word for key in (*self.specialties, *self.nicknames) for word in key}
        for site in self.all:
            words.update(word for word, worth in site.words.items() if worth != INITIALS)
        return {word: word for word in sorted(words.union(self.short))}

    def spoken(self, text: str) -> list[str]:
        """The words of a text, short forms written out."""
        return [word for each in bare(text) for word in self.short.get(each, (each,))]

    def told(self, site: Site, named: set[str]) -> float:
        """How much of a name these words say, or of one part of it, 0-1."""
        best = 0.0
        for place, part in enumerate(site.parts):
            whole = sum(self.weights[word] for word in part) or 1.0
            share = sum(self.weights[word] for word in part & named) / whole
            best = max(best, share * (PART if place else 1.0))
        return best

    def _meant(self, nickname: tuple[str, ...]) -> Meanings:
        """The sites that a nickname may mean, with the words of its meaning."""
        return [
            (number, words)
            for words, state in self.nicknames[nickname]
            for number, site in enumerate(self.all)
            if words <= site.words.keys() and state in ("", site.state)
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
