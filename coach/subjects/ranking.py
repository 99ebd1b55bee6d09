"""The rank order list: its places, what is felt of each, what was said of the whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Annotated

from coach.logs.applications import APPLICATIONS
from coach.logs.interviews import INTERVIEWS, MARKS as MARKS, Interview as Interview
from coach.logs.ranks import RANKS, Rank as Rank
from coach.logs.season import SAID
from coach.logs.ticks import TICKS
from coach.ranking.checks import Check as Check, checked
from coach.ranking.first_of_july import July as July
from coach.ranking.places import in_order, order_words, ordered, put
from coach.records import CoachError, Program, TaskState, replace
from coach.rules.conditions import needs_visa
from coach.season.talks import is_over
from coach.store.changes import Act
from coach.subjects.options import FromState, Opt, Subject, as_one
from coach.subjects.worked_ranking import (
    CERTIFIED,
    CERTIFY,
    LONGEST_TRACK,
    OPENS,
    ORDER,
    PROGRAM,
    TRACK,
    TRUE,
    Placed as Placed,
    Told as Told,
    answer,
    applications,
    case,
    july,
    noted,
    said,
    saying,
)
from coach.typed_days import parsed_day
from coach.wording import counted, short, short_name


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
            raise CoachError(f"{key} is not on your rank list.")
        return alike[0]

    def of(self, program_id: str, track: str = "") -> Rank:
        """The rank of a program or of one of its tracks. Raises CoachError."""
        wanted = self._new(program_id, track)
        return self.known(wanted.key if track else program_id)

    @as_one
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
        self._put(replace(rank, note=noted(how.note) or rank.note), place)
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

    @as_one
    def shift(self, key: str, step: int) -> bool:
        """Moves one up (-1) or down (1) in its list; at the end it stays. Raises CoachError."""
        rank = self.known(key)
        alike = [each for each in self.listed if each.supplemental == rank.supplemental]
        return self._put(rank, min(max(rank.place + step, 1), len(alike)))

    @as_one
    def to(self, key: str, place: int) -> bool:
        """Puts one that is listed at another place. Raises CoachError."""
        return self._put(self.known(key), place)

    @as_one
    def behind(self, key: str) -> bool:
        """Ranks one last among the first years behind the advanced posts, or back."""
        rank = self.known(key)
        rank = replace(rank, supplemental=not rank.supplemental)
        alike = [each for each in self.listed if each.supplemental == rank.supplemental]
        return self._put(rank, len(alike) + 1)

    @as_one
    def add_held(self) -> list[Rank]:
        """Puts every program that one interviewed with behind the others. Raises CoachError."""
        missing = self.not_listed
        self.rank_all(missing, f"Ranked: {counted(len(missing), 'program')}", in_this_order=False)
        return self.listed

    def rank_all(self, programs: Sequence[str], title: str, *, in_this_order: bool) -> bool:
        """Adds programs behind the others, in one act; or puts the list in their order, with
        those that they leave out behind them. Raises CoachError."""
        with self._state.act(title) as act:
            ranks = self._of_season(act.rows(RANKS).values())
            for program_id in programs:
                if program_id not in {each.program for each in ranks}:
                    place = sum(not each.supplemental for each in ranks) + 1
                    ranks = put(ranks, self._new(program_id), place)
            order = programs if in_this_order else ()
            keys = [each.key for program in order for each in ranks if each.program == program]
            for each in in_order(ranks, keys):
                act.put(RANKS, each)
        return act.changed

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

    @as_one
    def drop(self, key: str) -> bool:
        """Takes the one of a key off the list. Raises CoachError."""
        rank = self.known(key)
        with self._state.act(f"Off the rank list: {rank.title}") as act:
            ranks = self._of_season(act.rows(RANKS).values())
            act.remove(RANKS, key)
            for each in in_order([each for each in ranks if each.key != key], ()):
                act.put(RANKS, each)
        return act.changed

    @as_one
    def note(self, key: str, note: str) -> bool:
        """Keeps what one feels of it now. Raises CoachError."""
        rank = self.known(key)
        return self._state.keep(f"Note on {rank.short}", RANKS, [replace(rank, note=noted(note))])

    @as_one
    def tell(
        self,
        program_id: Annotated[str, PROGRAM],
        how: Told = Told(),  # noqa: B008
    ) -> list[Rank]:
        """Keeps what the final check asks of a program. Raises CoachError."""
        rank = self.of(program_id, how.track)
        day = parsed_day(how.visa, self._state.today, "past") if how.visa else rank.visa_in_writing
        rank = replace(
            rank,
            would_go=how.would_go or rank.would_go,
            met_for=how.met_for or rank.met_for,
            visa_in_writing=day,
            note=noted(how.note) or rank.note,
        )
        self._state.keep(f"Told of {rank.short}", RANKS, [rank])
        return self.listed

    def asked(self, field: str) -> list[Rank]:
        """The ranks of which a question of the check is asked."""
        if field == "visa_in_writing" and needs_visa(self._state.applicant) is False:
            return []
        return [rank for rank in self.listed if rank.track or field != "met_for"]

    @as_one
    def answer(self, field: str, yes: Collection[str]) -> bool:
        """Answers one question of the final check for the whole list: the keys with a yes."""
        return answer(self._state, self.listed, field, yes)

    # What is said of the whole

    @property
    def certified(self) -> tuple[date, bool] | None:
        """The day on which it was certified, and whether it is unchanged since."""
        row = said(self._state, CERTIFIED)
        return (row.day, row.value == order_words(self.listed)) if row else None

    opens = FromState(lambda state: state.days[OPENS])
    """The day from which R3 takes lists."""

    def check(self) -> list[Check]:
        """The final check: every rule held against the list."""
        return checked(case(self._state, self.listed, self.held))

    @as_one
    def certify(self) -> list[Check]:
        """Keeps that the list was certified in R3 today, as it stands; the check after it. Raises
        CoachError for an empty one."""
        listed = self._whole()
        if self._state.today < self.opens:
            day = short(self.opens, self._state.today)
            raise CoachError(f"R3 takes rank lists from {day} on; nothing is certified before.")
        with self._state.act("Certified the rank list") as act:
            act.put(SAID, saying(self._state, CERTIFIED, order_words(listed)))
            self._tick(act, CERTIFY)
            for sent in applications(self._state, listed):
                act.put(APPLICATIONS, replace(sent, state="ranked"))
        return self.check()

    @as_one
    def is_true(self) -> list[Rank]:
        """Keeps that this order is the true one: that of the wish. Raises CoachError."""
        with self._state.act("The order is true") as act:
            act.put(SAID, saying(self._state, TRUE, order_words(self._whole())))
            self._tick(act, ORDER)
        return self.listed

    def _tick(self, act: Act, key: str) -> None:
        """Ticks the task that is done by it, if it is open; a note of it stays."""
        step = self._state.road.step(key)
        if step and not step.finished:
            tick, at = act.get(TICKS, key) or TaskState(key, "open"), act.at
            act.put(TICKS, replace(tick, state="done", at=at.isoformat(timespec="seconds")))

    def _whole(self) -> list[Rank]:
        listed = self.listed
        if not listed:
            raise CoachError("Nobody is ranked yet; `coach rank add` adds whom you met.")
        return listed

    @property
    def said_true(self) -> bool:
        """Whether the order as it stands was said to be true."""
        row = said(self._state, TRUE)
        return row is not None and row.value == order_words(self.listed)

    def check_july(self) -> None:
        """Whether the first of July may be read: once, for the true order. Raises CoachError."""
        if not self.said_true:
            raise CoachError("First say that the order is true: `coach rank true`.")
        day, _, order = (self._state.store.setting(self._july) or "").partition(" ")
        if day and order != order_words(self.listed):
            raise CoachError(f"Read once, on {day}, for the order of then: no list is made of it.")

    @property
    def _july(self) -> str:
        """The setting that keeps the order for which it was read: no undo forgets that."""
        return f"rank_july/{self._state.season}"

    def july(self) -> July:
        """What stands between you and 1 July, once the order is true. Raises CoachError."""
        self.check_july()
        state = self._state
        state.store.set_setting(self._july, f"{state.today} {order_words(self.listed)}")
        return july(state, self.listed)
