"""Letters against what programs ask for: the best at most four for each, and what is missing.

A letter counts once it is there: uploaded or processed. What programs of a specialty ask for
stands in the facts, what one program asks for is what the applicant read of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from coach.logs.letters import COMING, IN_HAND, MINE, Letter
from coach.logs.settling import MOST_LETTERS
from coach.records import LetterRule, LetterWait, Record, replace
from coach.rules.fields import Overlay

NEEDS: Final = ("letters", "us", "own", "chair", "standard")
"""What programs ask for: how many in all, from the US, of the specialty, of each special kind."""
USUAL_STRENGTH: Final = 3
"""Of a letter of which nobody said how well its writer knows one."""
LEAST_STRENGTH: Final = 2
"""A letter that is no stronger adds nothing beyond what is asked for (judgement)."""
NEW: Final = 2
"""What a new letter counts, one that is no longer quite new half of it."""

Counts = tuple[int, ...]
"""How many of each of NEEDS."""


class Asking(Record):
    """What one program asks for, or all of a specialty."""

    specialty: str
    counts: Counts
    was_read: bool = False
    """Whether the applicant read of it at the program."""


class Writing(Record):
    """On which letters are held against programs: whose choice, for which day, how old."""

    choice: str
    """The specialty of those who said no other."""
    day: date
    """On which programs read them."""
    age: LetterWait


class Card(Record):
    """One letter as one program sees it."""

    key: str
    counts: Counts
    """1 for each of NEEDS that it serves."""
    worth: tuple[int, ...]
    """Strength, specialty, US origin, age: compared in this order."""


class Seat(Record):
    """One program with the letters that suit it best, and what it lacks then."""

    program_id: str
    specialty: str
    asking: Asking
    letters: tuple[str, ...]
    """Those that are proposed."""
    lacking: Counts
    assigned: tuple[str, ...] = ()
    """Those that are there and were assigned to it; where there are any, they are what it gets."""
    short: Counts = ()
    """What it lacks with those."""

    @property
    def complete(self) -> bool:
        """Whether nothing that it asks for need be missing."""
        return not any(self.lacking)

    @property
    def differs(self) -> bool:
        """Whether something else is assigned than is proposed."""
        return bool(self.assigned) and {*self.assigned} != {*self.letters}


class Further(Record):
    """One letter more: at how many programs it lessens what is missing, and completes it."""

    key: str
    """Of a letter that is not there yet; "" for one that nobody was asked for."""
    needs: tuple[str, ...]
    """Which of NEEDS it serves where they are lacking."""
    specialty: str
    improves: int
    completes: int


def rule_of(rules: Iterable[LetterRule], specialty: str) -> LetterRule:
    """What programs of a specialty usually ask for: its own row, or that of all others."""
    rows = {name: rule for rule in rules for name in rule.specialties or ("",)}
    return rows.get(specialty, rows[""])


def asking(rule: LetterRule, specialty: str, read: Overlay) -> Asking:
    """What a program asks for: its specialty's habit, under what was read of it."""
    counts = [rule.letters, rule.us, rule.own, rule.chair, rule.standard]
    if asked := read.get("letters_asked"):
        most = int(float(asked.value))
        counts = [most, *(min(count, most) for count in counts[1:])]
    if chair := read.get("chair_letter"):
        counts[3] = int(chair.value == "yes")
    return Asking(specialty, tuple(counts), bool(asked or chair))


def card(letter: Letter, asked: Asking, writing: Writing) -> Card:
    """A letter as a program sees it. One of an unknown day counts as half new."""
    mine = writing.choice if letter.specialty == MINE else letter.specialty
    is_own, is_us = mine == asked.specialty, letter.origin == "us"
    kinds = (letter.kind == "chair" and is_own, letter.kind == "standard" and is_own)
    counts = (1, int(is_us), int(is_own), *map(int, kinds))
    strength = (letter.strength or USUAL_STRENGTH) - LEAST_STRENGTH
    return Card(letter.key, counts, (strength, int(is_own), int(is_us), _newness(letter, writing)))


def _newness(letter: Letter, writing: Writing) -> int:
    written = letter.uploaded_on or letter.asked_on
    if written is None:
        return NEW // 2
    days = (writing.day - written).days
    return NEW if days <= writing.age.early else NEW // 2 if days <= writing.age.late else 0


def best(cards: Iterable[Card], asked: Asking) -> tuple[Card, ...]:
    """The best at most four, exactly: least of what is asked for missing, then worth, then few.

    Letters that serve the same differ in worth alone: of each such group only how many are
    taken has to be tried.
    """
    alike: dict[Counts, list[Card]] = defaultdict(list)
    for each in sorted(cards, key=lambda each: (*(-part for part in each.worth), each.key)):
        alike[each.counts].append(each)
    picks: list[tuple[Card, ...]] = [()]
    for group in alike.values():
        picks = [
            (*pick, *group[:count])
            for pick in picks
            for count in range(min(MOST_LETTERS - len(pick), len(group)) + 1)
        ]
    return max(picks, key=lambda pick: _value(pick, asked))


def _value(pick: Sequence[Card], asked: Asking) -> tuple[int, ...]:
    worth = map(sum, zip(*(each.worth for each in pick), strict=True))
    return -sum(lacking(pick, asked)), *(worth if pick else (0, 0, 0, 0)), -len(pick)


def lacking(pick: Iterable[Card], asked: Asking) -> Counts:
    """How many of each of NEEDS are missing."""
    counts = [sum(each) for each in zip(*(each.counts for each in pick), strict=True)]
    held = counts or [0] * len(NEEDS)
    return tuple(max(0, want - have) for want, have in zip(asked.counts, held, strict=True))


def least_letters(lacks: Counts) -> int:
    """How few letters more can fill what is missing: a letter may serve several needs at once."""
    return max(*lacks[:3], sum(lacks[3:]))


class Board(Record, dict=True):
    """Every letter against every program on the list."""

    letters: Mapping[str, Letter]
    """Those that are there, by key."""
    coming: Mapping[str, Letter]
    """Those that were asked for, by key."""
    seats: tuple[Seat, ...]
    writing: Writing

    def further(self) -> list[Further]:
        """What each letter more would improve, the most useful first: those that are coming,
        then kinds that nobody was asked for."""
        short = [seat for seat in self.seats if not seat.complete]
        known = [self._more(letter, short, letter.specialty) for letter in self.coming.values()]
        return _sorted(known) + _sorted(self._kinds(short))

    def _kinds(self, short: Sequence[Seat]) -> Iterator[Further]:
        """For each specialty the most useful letter from the US, the others by what they add."""
        for specialty in dict.fromkeys(seat.specialty for seat in short):
            of_it = [seat for seat in short if seat.specialty == specialty]
            for kind in ("clinical", "chair", "standard"):
                place = NEEDS.index(kind) if kind in NEEDS else 0
                if any(seat.lacking[place] for seat in of_it) or kind == "clinical":
                    letter = Letter(writer="", specialty=specialty, origin="us", kind=kind)
                    yield self._more(letter, of_it, specialty)

    def _more(self, letter: Letter, short: Sequence[Seat], specialty: str) -> Further:
        """What one letter more would improve; programs that ask the same are held once."""
        needs, improves, completes = set[str](), 0, 0
        for asked, count in Counter(seat.asking for seat in short).items():
            was = lacking(best(self.cards(asked), asked), asked)
            more = card(letter, asked, self.writing)
            now = lacking(best([*self.cards(asked), more], asked), asked)
            if sum(now) < sum(was):
                needs.update(NEEDS[place] for place in range(len(NEEDS)) if now[place] < was[place])
                improves += count
                completes += count * (not any(now))
        named = tuple(name for name in NEEDS if name in needs)
        return Further(letter.key, named, specialty, improves, completes)

    def cards(self, asked: Asking) -> list[Card]:
        """The letters that are there as a program sees them."""
        return [card(letter, asked, self.writing) for letter in self.letters.values()]


def _sorted(further: Iterable[Further]) -> list[Further]:
    return sorted(further, key=lambda each: (-each.improves, -each.completes))


def board(
    letters: Iterable[Letter],
    programs: Iterable[tuple[str, Asking]],
    writing: Writing,
    with_coming: bool = False,
) -> Board:
    """The best letters for each program; `with_coming`: as if those asked for were there."""
    there = (*IN_HAND, *COMING) if with_coming else IN_HAND
    kept = list(letters)
    held = {each.key: each for each in kept if each.state in there}
    coming = {each.key: each for each in kept if each.state in COMING and each.key not in held}
    empty = Board(held, coming, (), writing)
    seats: dict[Asking, Seat] = {}
    rows = []
    for program, asked in programs:
        if asked not in seats:
            seats[asked] = _seat(empty.cards(asked), asked)
        rows.append(_as_assigned(replace(seats[asked], program_id=program), empty))
    return replace(empty, seats=tuple(rows))


def _as_assigned(seat: Seat, held: Board) -> Seat:
    """With the letters that are there and were assigned to the program, and what lacks then."""
    each = [letter for letter in held.letters.values() if seat.program_id in letter.programs]
    if not each:
        return seat
    short = lacking([card(letter, seat.asking, held.writing) for letter in each], seat.asking)
    return replace(seat, assigned=tuple(letter.key for letter in each), short=short)


def _seat(cards: Iterable[Card], asked: Asking) -> Seat:
    """What all programs get that ask for the same."""
    pick = sorted(best(cards, asked), key=lambda each: each.worth, reverse=True)
    keys = tuple(each.key for each in pick)
    return Seat("", asked.specialty, asked, keys, lacking(pick, asked))


def taken_over(letters: Mapping[str, Letter], seats: Iterable[Seat]) -> list[Letter]:
    """The letters as they are once the proposal stands in them. Programs that are not on the list
    keep theirs; letters that are not there yet keep a program that the proposal leaves room at."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    room: dict[str, int] = {}
    for seat in seats:
        room[seat.program_id] = MOST_LETTERS - len(seat.letters)
        for key in seat.letters:
            by_letter[key].append(seat.program_id)
    changed = []
    for key, letter in letters.items():
        kept = []
        for program in letter.programs:
            if program not in room:
                kept.append(program)
            elif letter.state not in IN_HAND and room[program]:
                kept.append(program)
                room[program] -= 1
        programs = (*kept, *by_letter[key])
        if programs != letter.programs:
            changed.append(replace(letter, programs=programs))
    return changed
