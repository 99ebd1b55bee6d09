"""Programs: ranked, one by one, marked, and what the applicant read of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Final

from coach.applying.fees import schedules, service_of
from coach.applying.rounds import rounds, tiers
from coach.logs.marks import MARKS, checked as checked_mark, of_program
from coach.logs.read_facts import READ_FACTS
from coach.profile.fields import PROGRAM_KINDS as PROGRAM_KINDS
from coach.records import (
    NOBODY,
    Applicant,
    Assessment,
    CoachError,
    Evidence,
    Mark,
    Numbers,
    Program,
    ReadFact,
    Record,
    There,
    replace,
)
from coach.rules.fields import FACTS as FACTS, Overlay, checked as checked, facts_of, in_words
from coach.scoring.chance import TIERS as TIERS
from coach.scoring.programs import Panel
from coach.subjects.options import FromState, Opt, Subject, as_one
from coach.typed_days import parsed_day

if TYPE_CHECKING:
    from coach.applying.movement import Movement

MANY: Final = 31
"""Applications in a specialty after which the price of one more is asked."""


class Standing(Record, dict=True):
    """A program with its numbers and what the applicant said of it; reasons on demand."""

    program: Program
    numbers: Numbers
    mark: Mark | None
    panel: Panel

    @property
    def there(self) -> There:
        """Whom and what the applicant knows there."""
        return self.panel.there.get(self.program.id, NOBODY)

    @cached_property
    def assessment(self) -> Assessment:
        """Gates and reasons behind the numbers, made when somebody first looks."""
        return self.panel.assess(self.program, self.numbers)


def opened_by_step3(ranked: Iterable[Standing], who: Applicant) -> str:
    """How many closed programs open once Step 3 is passed, in a sentence; "" for none."""
    gates = (standing.assessment.gates for standing in ranked if standing.numbers.failed)
    closed = ({gate.rule for gate in each if gate.outcome == "fail"} for each in gates)
    count = sum(rules == {"step3"} for rules in closed)
    stands = " What you applied to already stands as it is." if who.applied else ""
    also = "also those whose entry names no visa: ask them"
    return f" {count} of them open once Step 3 is passed, {also}.{stands}" if count else ""


class ProgramsSubject(Subject):
    """Every program as it stands for this applicant."""

    specialties = FromState(lambda state: state.facts.specialties)
    """The specialties by name."""
    states = FromState(lambda state: state.facts.states)
    """The states by code."""
    marks = FromState(lambda state: state.program_marks)
    """Marks by the program's number of today; a vanished program keeps its old one."""
    read_facts = FromState(lambda state: list(state.kept(READ_FACTS).values()))
    """Program facts that the applicant read, the oldest first."""

    def signal_tier(self, specialty: str) -> str:
        """The strongest signal that the season gives in a specialty: gold, single or ""."""
        row = rounds(self._state.facts.signals, self._state.season).get(specialty)
        return next(iter(tiers(row)), "") if row else ""

    def prices(self, specialty: str) -> tuple[float, float] | None:
        """USD of the first application in a specialty and of one after many; None: not known."""
        facts = self._state.facts
        lists = schedules(facts.fees, self._state.season)
        schedule = lists.get(service_of(specialty, facts.specialties))
        return (schedule.price(1), schedule.price(MANY)) if schedule else None

    def closed(self, specialties: Iterable[str] = (), states: Iterable[str] = ()) -> list[Standing]:
        """Programs of these specialties that take no new residents any more; of all: none named."""
        names, wanted, panel = set(specialties), set(states), self._state.panel
        return [
            Standing(program, panel.alone(program), self.marks.get(program.id), panel)
            for program in self._state.facts.closed_programs()
            if (not names or program.specialty in names) and (not wanted or program.state in wanted)
        ]

    mine = FromState(lambda state: state.facts.programs(state.applicant.specialties))
    """The programs of the applicant's specialties; all where none is named."""
    listed = FromState(lambda state: state.facts.programs)
    """Makes the list of every program of this release."""
    known = FromState(lambda state: state.facts.program)
    """Gives a program of this release by its id; None where there is none."""
    supposing = FromState(lambda state: state.panel_of)
    """Holds programs against somebody else: the applicant with one answer changed."""

    def ranked(
        self,
        specialties: Iterable[str] | None = None,
        states: Iterable[str] = (),
        weights: Mapping[str, float] | None = None,
    ) -> list[Standing]:
        """Programs ranked, best first, also those that a gate fails.

        `specialties` None: the profile's; empty: all. Never programs that start after another
        residency. `weights` replace the applicant's for this once.
        """
        state = self._state
        names = state.applicant.specialties if specialties is None else tuple(specialties)
        wanted, marks, panel = set(states), state.program_marks, state.panel
        if weights is None:
            ranked = state.ranked(names) if names or specialties is not None else []
        else:
            panel = state.panel_of(replace(state.applicant, weights=tuple(weights.items())))
            ranked = panel.rank(state.facts.programs(names))
        return [
            Standing(program, numbers, marks.get(program.id), panel)
            for program, numbers in ranked
            if not wanted or program.state in wanted
        ]

    def standing(self, program_id: str) -> Standing:
        """One program assessed. Raises CoachError when there is none of that id."""
        state, program = self._state, self._program(program_id)
        panel = state.panel
        peers = state.ranking(program.specialty)
        ranked = next((numbers for peer, numbers in peers if peer.id == program_id), None)
        numbers = ranked or panel.alone(program)
        return Standing(program, numbers, state.program_marks.get(program_id), panel)

    def facts_of(self, program_id: str) -> Overlay:
        """The applicant's own facts of one program, by field."""
        return self._state.overlays.get(program_id, {})

    def known_facts(self, program_id: str) -> dict[str, Evidence]:
        """What is known of one program, by field, the applicant's own facts first."""
        return facts_of(self._program(program_id), self.facts_of(program_id))

    def miles(self, program: Program) -> float | None:
        """From the town that the applicant named, as the crow flies; None where one is unknown."""
        from coach.ranking.couples import miles_between, town_of, towns  # msgspec's JSON

        near = self._state.applicant.near.replace(",", "").casefold()
        known = {town.casefold(): place for town, place in towns(self.listed()).items()}
        there = known.get(town_of(program).casefold())
        return miles_between(known[near], there) if near in known and there else None

    @as_one
    def mark(self, program_id: str, mark: str, note: str = "") -> bool:
        """apply, maybe or no; "" takes the mark away; whether anything changed."""
        program = self._program(program_id)
        kept, word = self.marks.get(program_id), checked_mark("program", mark)
        row = of_program(program, kept, word, note)
        return self._state.keep(MARKS.title(row), MARKS, [row])

    def record_fact(
        self, program_id: str, field: str, value: str, source: str = "", day: str = ""
    ) -> bool:
        """Records what the applicant read of a program; "" takes it away. Raises CoachError."""
        return self.record_facts(program_id, {field: value}, source, day)

    def record_facts(
        self, program_id: str, values: Mapping[str, str], source: str = "", day: str = ""
    ) -> bool:
        """Records several facts, by field, in one act. Raises CoachError."""
        program = self._program(program_id)
        kept = {field: checked(field, value.strip()) for field, value in values.items()}
        if day:
            read_on = parsed_day(day, self._state.today, "past")
            if read_on > self._state.today:
                raise CoachError(f"{read_on} is still to come; on which day did you read it?")
            day = str(read_on)
        day = day or str(self._state.today)
        told = [
            f"{FACTS[field].label} {in_words(field, value) or 'taken back'}"
            for field, value in kept.items()
        ]
        title = f"Fact{'s' * (len(told) > 1)}: {', '.join(told)}, {program.name}"
        facts = [
            ReadFact(program_id, field, value, source or "you", day, "")
            for field, value in kept.items()
        ]
        return bool(facts) and self._state.keep(title, READ_FACTS, facts)

    def moved(
        self,
        since: Annotated[str | None, Opt("a day, or the last N acts (a week)", "DATE|N")] = None,
        limit: Annotated[int, Opt("programs to tell (20)", "N", low=1)] = 20,
    ) -> Movement:
        """What moved since a day (2026-11-15), or over the last N acts (3). Raises CoachError.
        Without `since`: over the last week. Both rankings use the facts of this release."""
        from coach.subjects.moved import moved  # not for the first picture

        return moved(self._state, since, limit)

    def _program(self, program_id: str) -> Program:
        program = self.known(program_id)
        if program is None:
            raise CoachError(f"There is no program {program_id}; `coach search` finds one by name.")
        return program
