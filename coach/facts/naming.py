"""Which program a few typed words mean: hospital, sponsor, town, state and specialty in any order,
in nicknames and short forms, with slips.

Each typed word is worth what the likest word of a site is, weighed by its rarity; of sites that
have the same words the one comes first whose name is said more wholly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from operator import mul
from typing import Final

from coach.facts.sites import SILENT, Known, Sites, bare
from coach.records import Record

WHOLE: Final = 0.2
"""Share of the score that hangs on how much of the name was said."""
NICKNAME, SPECIALTY, BEGUN, UNKNOWN = 0.6, 0.45, 0.3, 0.9
"""Least weights of words of a nickname, of a specialty and of a beginning, and that of words which
nobody has; the rest by rarity."""
NOT_MEANT: Final = 0.93
"""What a word keeps at a site that the nickname does not mean."""
COMMON: Final = 300
"""Sites from which a word only sorts what rarer ones found."""
MISSED, NOTHING = 0.5, 0.2
"""A word is missed where it is worth less than the first and weighs more than the second."""
LIKELY, LEAD, SAID = 0.5, 0.06, 0.3
"""Score of what is proposed; of a sure one its lead and how much of its name was said."""
OTHER: Final = 0.07
"""What a program loses that is of no specialty of one's own, or takes nobody first."""
FEW, MOST = 6, 60
"""Programs that are proposed, and that are given."""
LONGEST, LONGEST_SPECIALTY, LONGEST_NICKNAME = 24, 7, 4
"""Words that are looked at, in all, as a specialty and as a nickname."""
SHORT_FORM: Final = 7
"""Letters up to which a nickname has to be typed without a slip: UICOMP is not UACOMP."""
SMALL_STATES: Final = {"IN": "Indiana", "DE": "Delaware"}
SMALL: Final = re.compile(r"\b(?:IN|DE)\b")
"""Codes of states that are small words."""
NUMBER: Final = re.compile(r"(?<!\d)\d{10}(?!\d)|(?<!\w)\d{7}[ACMPR]\d(?!\w)", re.IGNORECASE)
"""A number of ACGME, which ERAS has too, or of NRMP."""
BEGUN_NUMBER: Final = re.compile(r"\d{5,10}|\d{7}[ACMPR]\d?", re.IGNORECASE)
"""The beginning of one, by itself."""


class Candidate(Record):
    """A program that typed words may mean."""

    program: Known
    score: float
    """0-1."""
    told: float
    """How much of its name was said, 0-1."""
    lacks: tuple[str, ...]
    """Typed words that are not of it."""
    why: str
    """How it was found, in a word or two."""

    @property
    def is_likely(self) -> bool:
        """Whether it has all that was typed."""
        return not self.lacks and self.score >= LIKELY

    def order(self) -> tuple[float, int]:
        """Best first; of equal ones the larger program."""
        return -round(self.score, 4), -self.program.size


class Verdict(Record):
    """What typed words mean: one program surely, some likely, or none."""

    sure: Known | None = None
    likely: tuple[Candidate, ...] = ()
    reason: str = ""
    """Why it is sure, or is not."""
    nearest: tuple[Candidate, ...] = ()
    """Where it is none: those that come nearest."""


class Reading(Record):
    """A specialty that the words name, "" for none, and the places of its words."""

    specialty: str = ""
    places: frozenset[int] = frozenset()


class Asked:
    """Typed words with what each is worth at each site."""

    def __init__(self, raw: Sequence[str], typed: Sequence[str], sites: Sites) -> None:
        """`raw`: the words with their slips."""
        self.raw, self.typed = raw, typed
        spoken = [
            (word, at)
            for at, each in enumerate(typed)
            for word in sites.called.short.get(each, (each,))
        ]
        self.words = [word for word, _ in spoken]
        self.of = [at for _, at in spoken]
        """By word the place of the typed one that it was written for."""
        self.weights = [UNKNOWN] * len(spoken)
        self.worth: dict[int, list[float]] = {}
        self.named: dict[int, set[str]] = {}
        """By site what each word is worth there, and the words of its name that were said."""
        self.called: dict[int, str] = {}
        self.meant: dict[int, set[int]] = {}
        """By site the nickname that was typed, and by place the sites that one there means."""

    def has(self, site: int, place: int, worth: float, words: Iterable[str]) -> None:
        """Keeps that a site has the word at a place; less where a nickname there means others."""
        if site not in self.meant.get(place, (site,)):
            worth *= NOT_MEANT
        row = self.worth.get(site)
        if row is None:
            row = self.worth[site] = [0.0] * len(self.words)
            self.named[site] = set()
        if worth > row[place]:
            row[place] = worth
        self.named[site].update(words)

    def readings(self, specialties: dict[tuple[str, ...], str]) -> Iterator[Reading]:
        """The specialties that the words name, the longest at each place, and none."""
        end = 0
        for start in range(len(self.typed)):
            for stop in range(min(len(self.typed), start + LONGEST_SPECIALTY), max(start, end), -1):
                if name := specialties.get(tuple(self.typed[start:stop])):
                    its = (place for place, at in enumerate(self.of) if start <= at < stop)
                    yield Reading(name, frozenset(its))
                    end = stop
                    break
        yield Reading()

    def lacks(self, site: int, reading: Reading) -> tuple[str, ...]:
        """The typed words that a site has not."""
        missed = (
            self.raw[self.of[place]]
            for place, worth in enumerate(self.worth[site])
            if worth < MISSED and self.weights[place] > NOTHING and place not in reading.places
        )
        return tuple(dict.fromkeys(missed))


class Naming:
    """All programs by what people call them."""

    def __init__(self, sites: Sites, numbered: Callable[[str], Iterable[Known]]) -> None:
        """`numbered`: the programs whose number of ACGME or NRMP begins so."""
        self.sites, self._numbered = sites, numbered

    def find(
        self, text: str, own: Collection[str] = (), known: Callable[[str], bool] = str.isspace
    ) -> list[Candidate]:
        """The programs that a text may mean, likeliest first.

        `own`: specialties that come first where none is told; `known`: whether a word is of other
        things and no slip of a name, by itself of none.
        """
        asked = self._asked(text, known)
        best: dict[str, Candidate] = {}
        for reading in asked.readings(self.sites.called.specialties):
            for each in self._of(asked, reading, own):
                before = best.get(each.program.id)
                if before is None or each.score > before.score:
                    best[each.program.id] = each
        return sorted(best.values(), key=Candidate.order)[:MOST]

    def verdict(self, text: str, own: Collection[str] = (), mine: Collection[str] = ()) -> Verdict:
        """Which program a text means: of one's own specialties and list, where it may be several.

        Sure is what has every word that was typed, is called so by a good part of its name, and
        leads the next one clearly.
        """
        if not (number := NUMBER.search(text)):
            return verdict(self.find(text, own), mine)
        for each in self.begun(number[0]):
            return Verdict(each.program, (each,), each.why)
        return Verdict(reason=f"there is no program {number[0]}")

    def begun(self, text: str) -> list[Candidate]:
        """The programs of a number or of its beginning; none for any other text."""
        if not BEGUN_NUMBER.fullmatch(number := text.strip().replace("-", "").upper()):
            return []
        known = self._numbered(number)
        return [Candidate(each, 1.0, 1.0, (), "by its number") for each in known][:MOST]

    def specialty(self, text: str) -> str:
        """The specialty that a text names; "" for none."""
        return self.sites.called.specialties.get(tuple(bare(text)), "")

    def _asked(self, text: str, known: Callable[[str], bool]) -> Asked:
        written = text if text.isupper() else SMALL.sub(lambda code: SMALL_STATES[code[0]], text)
        words = [word for word in bare(written)[:LONGEST] if word not in SILENT]
        typed = [word if known(word) else self._spelled(word) for word in words]
        asked = Asked(words, typed, self.sites)
        self._ask_nicknames(asked)
        self._ask_joined(asked)
        rarity = [len(self.sites.where(word)) for word in asked.words]
        for place in sorted(range(len(rarity)), key=rarity.__getitem__):
            self._ask_word(asked, place)
        return asked

    def _spelled(self, word: str) -> str:
        """A word as names spell it; a short form with a slip may be another one's."""
        meant = self.sites.spelled(word)
        return meant if self.sites.where(meant) or len(meant) > SHORT_FORM else word

    def _ask_word(self, asked: Asked, place: int) -> None:
        word, weight = asked.words[place], self.sites.weight
        alike = self.sites.alike(word, place == len(asked.words) - 1)
        if self.sites.where(word):
            asked.weights[place] = weight(word)
        elif alike:
            asked.weights[place] = max(BEGUN, *(weight(other) for other, _ in alike))
        for other, share in alike:
            where = self.sites.where(other)
            is_common = len(where) > COMMON and len(asked.worth) > 0
            for site, worth in where:
                if not is_common or site in asked.worth:
                    asked.has(site, place, share * worth, (other,))

    def _ask_nicknames(self, asked: Asked) -> None:
        count = len(asked.typed)
        for start in range(count):
            for stop in range(start + 1, min(count, start + LONGEST_NICKNAME) + 1):
                key = tuple(asked.typed[start:stop])
                if key in self.sites.called.nicknames:
                    self._ask_nickname(asked, key, range(start, stop))

    def _ask_nickname(self, asked: Asked, key: tuple[str, ...], typed: range) -> None:
        meant = self.sites.meant(key)
        for place in (place for place, at in enumerate(asked.of) if at in typed):
            asked.weights[place] = NICKNAME
            asked.meant.setdefault(place, set()).update(site for site, _ in meant)
            for site, words in meant:
                asked.has(site, place, 1.0, words)
                asked.called[site] = f"also called {' '.join(key)}"

    def _ask_joined(self, asked: Asked) -> None:
        """Neighbours that are one word: bronx care."""
        for place, (left, right) in enumerate(zip(asked.words, asked.words[1:], strict=False)):
            for site, worth in self.sites.where(left + right):
                asked.has(site, place, worth, (left + right,))
                asked.has(site, place + 1, worth, ())

    def _of(self, asked: Asked, reading: Reading, own: Collection[str]) -> Iterator[Candidate]:
        """The programs that have most of the words, where they are read so."""
        for share, number in self._shares(asked, reading)[:MOST]:
            site = self.sites.site(number)
            told = self.sites.told(site, asked.named[number])
            score, lacks = share * (1 - WHOLE + WHOLE * told), asked.lacks(number, reading)
            # A town that is in the name too says no more than the town.
            told = 0.0 if site.parts[0] & asked.named[number] <= site.town else told
            why = asked.called.get(number) or f"by its {'name' if told > SAID else 'place'}"
            for each in site.of(reading.specialty):
                is_told = reading.specialty or (each.size and (not own or each.specialty in own))
                yield Candidate(each, score - (0.0 if is_told else OTHER), told, lacks, why)

    def _shares(self, asked: Asked, reading: Reading) -> list[tuple[float, int]]:
        """The sites that have the specialty with their share of the words, the best first."""
        weights = list(asked.weights)
        for place in reading.places:
            weights[place] = max(weights[place], SPECIALTY)
        whole, told = sum(weights) or 1.0, sum(weights[place] for place in reading.places)
        others = [each * (at not in reading.places) for at, each in enumerate(weights)]
        having = self.sites.having(reading.specialty)
        shares = [
            ((told + sum(map(mul, others, row))) / whole, site)
            for site, row in asked.worth.items()
            if site in having
        ]
        return sorted(shares, reverse=True)


def verdict(candidates: Sequence[Candidate], mine: Collection[str] = ()) -> Verdict:
    """Which of the candidates is meant surely, or which are likely."""
    fits = [each for each in candidates if each.is_likely]
    if not fits:
        lacks = " ".join(candidates[0].lacks) if candidates else ""
        reason = f"“{lacks}” is not understood" if lacks else "it is like no name"
        return Verdict(reason=reason, nearest=tuple(candidates[:3]))
    rivals = _rivals(fits, mine)
    best, *others = rivals
    if others or best.told < SAID:
        likely = dict.fromkeys((*rivals, *fits))
        return Verdict(None, tuple(likely)[:FEW], _what_tells(rivals))
    return Verdict(best.program, (best,), best.why)


def _rivals(fits: Sequence[Candidate], mine: Collection[str]) -> Sequence[Candidate]:
    """Those that the best one does not lead clearly, of one's own list where any is."""
    rivals = [each for each in fits if each.score > fits[0].score - LEAD]
    return [each for each in rivals if each.program.id in mine] or rivals


def _what_tells(rivals: Sequence[Candidate]) -> str:
    """What would have to be added to know which is meant."""
    if len(rivals) == 1:
        return "only its place is told"
    kinds = {each.program.specialty for each in rivals}
    return f"{len(rivals)} programs are called so; add {'town' if len(kinds) == 1 else 'specialty'}"
