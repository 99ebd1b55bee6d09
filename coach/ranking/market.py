"""The Match by the applicant-proposing algorithm, couples as Roth and Peranson do them (1999).

Applicants enter one by one, those who are single first. Whoever is displaced goes on with the
next line of the list. Where a couple gives a place back, everybody who would rather have it
than what is held now tries again; that can go round without end. Without couples the order in
which applicants enter changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from coach.records import Record

NO_MATCH: Final = ""
"""In a couple's line: this one stays without a place if the other gets the one beside it."""


class Listed(Record):
    """The other side of a program: its places, and the applicants it ranked, best first."""

    places: int
    ranking: tuple[str, ...]


class Step(Record):
    """One line that was tried."""

    applicants: tuple[str, ...]
    programs: tuple[str, ...]
    is_held: bool
    displaced: tuple[str, ...] = ()
    is_ranked: bool = True
    """False: a program of the line did not rank the applicant."""


class Entrant(Record, eq=False):
    """An applicant or a couple, with the lines of their list; known by being itself."""

    members: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]

    def members_at(self, line: int, program: str) -> list[str]:
        """The members who would be at a program by a line."""
        return [
            name for name, at in zip(self.members, self.lines[line], strict=True) if at == program
        ]


class Market:
    """Places as they are held while applicants enter."""

    def __init__(self, programs: Mapping[str, Listed]) -> None:
        self._places = {key: program.places for key, program in programs.items()}
        self._standing = {
            key: {name: place for place, name in enumerate(program.ranking)}
            for key, program in programs.items()
        }
        self._held: dict[str, list[str]] = {key: [] for key in programs}
        self._entrants: dict[str, Entrant] = {}
        self._line: dict[Entrant, int] = {}
        self._next: dict[Entrant, int] = {}
        self._has_couples = False
        self.steps: list[Step] | None = None
        """What was tried, where somebody wants to read it."""

    def copied(self) -> Market:
        """The same market, to go on with by itself."""
        market = Market({})
        market._places, market._standing = self._places, self._standing
        market._held = {key: list(held) for key, held in self._held.items()}
        market._entrants = dict(self._entrants)
        market._line, market._next = dict(self._line), dict(self._next)
        market._has_couples = self._has_couples
        return market

    def enter(self, entrant: Entrant) -> bool:
        """Lets an applicant or a couple in until all is settled; False where it goes round."""
        self._entrants |= dict.fromkeys(entrant.members, entrant)
        self._line[entrant], self._next[entrant] = len(entrant.lines), 0
        self._has_couples |= len(entrant.members) > 1
        waiting, states = [entrant], set[tuple[int, ...]]()
        while waiting:
            self._try(waiting.pop(), waiting)
            if waiting or not self._has_couples:
                continue
            state = tuple(self._line.values())
            waiting = self._would_rather()
            if waiting and state in states:
                return False
            states.add(state)
        return True

    def matched(self) -> dict[str, str]:
        """The program of each applicant who holds a place."""
        return {name: program for program, held in self._held.items() for name in held}

    def _would_rather(self) -> list[Entrant]:
        """The first who would rather have an earlier line whose programs would take them now."""
        for entrant, held in self._line.items():
            for line in range(held):
                if self._takes(entrant, line):
                    self._next[entrant] = line
                    return [entrant]
        return []

    def _try(self, entrant: Entrant, waiting: list[Entrant]) -> None:
        """Goes down a list from where it was left, to the first line that is taken."""
        for line in range(self._next[entrant], self._line[entrant]):
            is_taken = self._takes(entrant, line)
            displaced = self._move(entrant, line) if is_taken else []
            waiting += displaced
            self._note(entrant, line, is_taken, displaced)
            if is_taken:
                return

    def _takes(self, entrant: Entrant, line: int) -> bool:
        """Do the programs of a line all take the members, by places and by their own ranking?"""
        for program in set(entrant.lines[line]) - {NO_MATCH}:
            standing = self._standing.get(program, {})
            coming = entrant.members_at(line, program)
            if not all(name in standing for name in coming):
                return False
            last = max(standing[name] for name in coming)
            before = sum(
                standing[name] < last for name in self._held[program] if name not in entrant.members
            )
            if before + len(coming) > self._places[program]:
                return False
        return True

    def _move(self, entrant: Entrant, line: int) -> list[Entrant]:
        """Gives an entrant the places of a line; who has to go on with the own list."""
        self._leave(entrant)
        self._line[entrant], self._next[entrant] = line, line + 1
        displaced = []
        for name, program in zip(entrant.members, entrant.lines[line], strict=True):
            if program != NO_MATCH:
                self._held[program].append(name)
        for program in set(entrant.lines[line]) - {NO_MATCH}:
            held, standing = self._held[program], self._standing[program]
            while len(held) > self._places[program]:
                other = self._entrants[max(held, key=standing.__getitem__)]
                self._leave(other)
                displaced.append(other)
        return displaced

    def _leave(self, entrant: Entrant) -> None:
        """Takes an entrant out of all places; a couple that loses one gives the other back."""
        line, self._line[entrant] = self._line[entrant], len(entrant.lines)
        if line < len(entrant.lines):
            for name, program in zip(entrant.members, entrant.lines[line], strict=True):
                if program != NO_MATCH:
                    self._held[program].remove(name)

    def _note(
        self, entrant: Entrant, line: int, is_taken: bool, displaced: Sequence[Entrant]
    ) -> None:
        if self.steps is not None:
            names, programs = entrant.members, entrant.lines[line]
            out = tuple(name for other in displaced for name in other.members)
            is_ranked = all(
                program == NO_MATCH or name in self._standing.get(program, {})
                for name, program in zip(names, programs, strict=True)
            )
            self.steps.append(Step(names, programs, is_taken, out, is_ranked))


def single(applicant: str, ranking: Sequence[str]) -> Entrant:
    """An applicant with a list of one's own."""
    return Entrant((applicant,), tuple((program,) for program in ranking))
