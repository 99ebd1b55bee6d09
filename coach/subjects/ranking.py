"""The rank order list: its places, what is felt of each, what was said of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Final

from coach.logs.interviews import INTERVIEWS, MARKS as MARKS, Interview as Interview
from coach.logs.ranks import RANKS, Rank as Rank
from coach.ranking.places import in_order, ordered, put
from coach.records import CoachError, Program, Record, replace
from coach.season.talks import is_over
from coach.subjects.options import Opt, Subject
from coach.wording import counted, short_name

PROGRAM: Final = Opt("its number, as `coach search` prints it", "PROGRAM_ID")
TRACK: Final = Opt("one track of it, as the NRMP lists it", "WORDS")
LONGEST: Final = 300
"""Characters of a note."""
LONGEST_TRACK: Final = 40


class Placed(Record):
    """How a program is put on the list."""

    track: Annotated[str, TRACK] = ""
    note: Annotated[str, Opt("what you feel of it now", "TEXT")] = ""
    first_year: Annotated[bool, Opt("behind the advanced posts, as a first year")] = False
    anyway: Annotated[bool, Opt("without an interview that was held")] = False


class RankingSubject(Subject):
    """The list of the season planned for."""

    @property
    def listed(self) -> list[Rank]:
        """The primary list, then the first years behind advanced posts."""
        return self._of_season(self._state.kept(RANKS).values())

    def _of_season(self, ranks: Iterable[Rank]) -> list[Rank]:
        return ordered(rank for rank in ranks if rank.season == self._state.season)

    @property
    def several(self) -> bool:
        """Whether the list has programs of more than one specialty."""
        return len({rank.name.rpartition(", ")[2] for rank in self.listed}) > 1

    @property
    def held(self) -> dict[str, Interview]:
        """The interviews of the season that are over, the last of each program."""
        state = self._state
        over = (
            each
            for each in state.kept(INTERVIEWS).values()
            if each.season == state.season and is_over(each, state.hour)
        )
        return {each.program: each for each in sorted(over, key=lambda each: each.order)}

    @property
    def not_listed(self) -> list[str]:
        """Programs that one interviewed with and that are not on the list, in the order of days."""
        listed = {rank.program for rank in self.listed}
        return [program for program in self.held if program not in listed]

    def ranked(self) -> list[Rank]:
        """The list in its order."""
        return self.listed

    def known(self, key: str) -> Rank:
        """The rank of a key, or of a program's number where it is there once. Raises CoachError."""
        listed = self.listed
        alike = [rank for rank in listed if key in (rank.key, rank.program)]
        if len(alike) > 1:
            tracks = ", ".join(rank.track or "without a track" for rank in alike)
            raise CoachError(f"{alike[0].name} is on your list as {tracks}: say --track.")
        if not alike:
            raise CoachError(f"{key} is not on your rank list; `coach rank` shows it.")
        return alike[0]

    def of(self, program_id: str, track: str = "") -> Rank:
        """The rank of a program or of one of its tracks. Raises CoachError."""
        wanted = self._new(program_id, track)
        return self.known(wanted.key if track else program_id)

    def place(
        self,
        program_id: Annotated[str, PROGRAM],
        place: Annotated[int, Opt("from 1 on", "PLACE")],
        how: Placed = Placed(),  # noqa: B008
    ) -> list[Rank]:
        """Puts a program at a place; the others make room. Raises CoachError."""
        rank = self._new(program_id, how.track, how.first_year)
        before = next((each for each in self.listed if each.key == rank.key), None)
        if before is None and not how.anyway:
            self._check_interview(rank)
        if before:
            rank = replace(before, supplemental=how.first_year or before.supplemental)
        self._put(replace(rank, note=_noted(how.note) or rank.note), place)
        return self.listed

    def _put(self, rank: Rank, place: int) -> bool:
        with self._state.act(f"Ranked {place}: {rank.title}") as act:
            for each in put(self._of_season(act.rows(RANKS).values()), rank, place):
                act.put(RANKS, each)
        return act.changed

    def _new(self, program_id: str, track: str = "", first_year: bool = False) -> Rank:
        track = " ".join(track.split())
        if len(track) > LONGEST_TRACK:
            raise CoachError(f"A track has {LONGEST_TRACK} characters at most.")
        program = self._program(program_id)
        name = f"{short_name(program)}, {program.specialty}"
        return Rank(self._state.season, program_id, track, name, supplemental=first_year)

    def _program(self, program_id: str) -> Program:
        if program := self._state.facts.program(program_id):
            return program
        raise CoachError(f"There is no program {program_id}; `coach search` finds one by name.")

    def _check_interview(self, rank: Rank) -> None:
        """That one interviewed there. Raises CoachError."""
        if rank.program not in self.held:
            raise CoachError(
                f"No interview with {rank.name} is kept as held: a program ranks whom it met. "
                "Keep it first (`coach interviews add`), or say --anyway."
            )

    def shift(self, key: str, step: int) -> bool:
        """Moves one up (-1) or down (1) in its list; at the end it stays. Raises CoachError."""
        rank = self.known(key)
        alike = [each for each in self.listed if each.supplemental == rank.supplemental]
        return self._put(rank, min(max(rank.place + step, 1), len(alike)))

    def to(self, key: str, place: int) -> bool:
        """Puts one that is listed at another place. Raises CoachError."""
        return self._put(self.known(key), place)

    def add_held(self) -> list[Rank]:
        """Puts every program that one interviewed with behind the others. Raises CoachError."""
        missing = self.not_listed
        with self._state.act(f"Ranked: {counted(len(missing), 'program')}") as act:
            ranks = self._of_season(act.rows(RANKS).values())
            for program_id in missing:
                place = sum(not each.supplemental for each in ranks) + 1
                ranks = put(ranks, self._new(program_id), place)
            for each in ranks:
                act.put(RANKS, each)
        return self.listed

    def reorder(self, keys: Sequence[str], title: str = "Rank list in another order") -> bool:
        """Takes an order of keys over, in one act; whether anything changed."""
        with self._state.act(title) as act:
            for each in in_order(self._of_season(act.rows(RANKS).values()), keys):
                act.put(RANKS, each)
        return act.changed

    def remove(
        self, program_id: Annotated[str, PROGRAM], track: Annotated[str, TRACK] = ""
    ) -> list[Rank]:
        """Takes a program off the list; the others close up. Raises CoachError."""
        self.drop(self.of(program_id, track).key)
        return self.listed

    def drop(self, key: str) -> bool:
        """Takes the one of a key off the list. Raises CoachError."""
        rank = self.known(key)
        with self._state.act(f"Off the rank list: {rank.title}") as act:
            ranks = self._of_season(act.rows(RANKS).values())
            act.remove(RANKS, key)
            for each in in_order([each for each in ranks if each.key != key], ()):
                act.put(RANKS, each)
        return act.changed

    def tell(self, key: str, **values: object) -> bool:
        """Keeps what is told of one, by field. Raises CoachError."""
        rank = self.known(key)
        if "note" in values:
            values["note"] = _noted(str(values["note"]))
        title = f"Rank list: {rank.title}"
        return self._state.keep(title, RANKS, [replace(rank, **values)])


def _noted(note: str) -> str:
    note = " ".join(note.split())
    if len(note) > LONGEST:
        raise CoachError(f"A note has {LONGEST} characters at most, this one {len(note)}.")
    return note
