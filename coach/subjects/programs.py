"""Programs: ranked, one by one, marked, and what the applicant read of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from coach.answers import Answers
from coach.answers import Standing as Standing
from coach.profile.fields import PROGRAM_KINDS as PROGRAM_KINDS
from coach.records import (
    Applicant,
    CoachError,
    Evidence,
    Mark,
    Program,
    ReadFact,
    Specialty,
    State,
    replace,
)
from coach.scoring.evidence import LABELS as LABELS
from coach.scoring.evidence import NUMBERS as NUMBERS
from coach.scoring.evidence import WORDS as WORDS
from coach.scoring.evidence import Overlay, facts_of
from coach.scoring.evidence import checked as checked
from coach.scoring.programs import Panel

if TYPE_CHECKING:
    from coach.applying.movement import Movement

MARKS: Final = ("apply", "maybe", "no")


class ProgramsSubject:
    """Every program as it stands for this applicant."""

    def __init__(self, state: Answers) -> None:
        self._state = state

    @property
    def specialties(self) -> Mapping[str, Specialty]:
        """The specialties by name."""
        return self._state.facts.specialties

    @property
    def states(self) -> Mapping[str, State]:
        """The states by code."""
        return self._state.facts.states

    @property
    def marks(self) -> Mapping[str, Mark]:
        """Marks by the program's number of today; a vanished program keeps its old one."""
        return self._state.marked_programs

    @property
    def read_facts(self) -> list[ReadFact]:
        """Program facts that the applicant read, the oldest first."""
        return self._state.store.read_facts()

    def listed(self) -> list[Program]:
        """Every program of this release."""
        return self._state.facts.programs()

    def known(self, program_id: str) -> Program | None:
        """A program of this release by its id."""
        return self._state.facts.program(program_id)

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
        return self._state.programs(specialties, states, weights)

    def standing(self, program_id: str) -> Standing:
        """One program assessed. Raises CoachError when there is none of that id."""
        return self._state.program(program_id)

    def facts_of(self, program_id: str) -> Overlay:
        """The applicant's own facts of one program, by field."""
        return self._state.overlay(program_id)

    def known_facts(self, program_id: str) -> dict[str, Evidence]:
        """What is known of one program, by field, the applicant's own facts first."""
        return facts_of(self.standing(program_id).program, self.facts_of(program_id))

    def supposing(self, applicant: Applicant) -> Panel:
        """Programs held against somebody else: the applicant with one answer changed."""
        return self._state.panel_of(applicant)

    def mark(self, program_id: str, mark: str, note: str = "") -> bool:
        """apply, maybe or no; "" takes the mark away; whether anything changed."""
        program = self.standing(program_id).program
        _check(mark)
        kept = self.marks.get(program_id)
        row = Mark(
            "program",
            kept.id if kept else program_id,
            mark,
            program.name,
            program.city,
            program.specialty,
            note,
            self._state.stamp(),
        )
        return self._state.change_mark(row)

    def mark_many(self, title: str, marks: Iterable[Mark]) -> bool:
        """Marks many programs in one act; whether anything changed. Raises CoachError."""
        stamp = self._state.stamp()
        kept = [replace(mark, at=stamp) for mark in marks]
        for mark in kept:
            _check(mark.mark)
        changed = self._state.store.change_marks(title, kept, self._state.now())
        self._state.forget()
        return changed

    def record_fact(
        self, program_id: str, field: str, value: str, source: str = "", day: str = ""
    ) -> bool:
        """Records what the applicant read of a program; "" takes it away. Raises CoachError."""
        program = self.standing(program_id).program
        kept = checked(field, value.strip())
        if day:
            try:
                read_on = date.fromisoformat(day)
            except ValueError:
                raise CoachError(f"“{day}” is not a date like 2026-11-22.") from None
            if read_on > self._state.today:
                raise CoachError(f"{day} is still to come; on which day did you read it?")
        day = day or str(self._state.today)
        fact = ReadFact(program_id, field, kept, source or "you", day, self._state.stamp())
        title = f"Fact: {LABELS[field]} {kept or 'taken back'}, {program.name}"
        changed = self._state.store.change_fact(title, fact, self._state.now())
        self._state.forget()
        return changed

    def record_facts(self, title: str, facts: Iterable[ReadFact]) -> bool:
        """Records many facts that the applicant read in one act; whether anything changed.

        Raises CoachError for the first that is impossible; nothing is changed then.
        """
        stamp = self._state.stamp()
        kept = [replace(fact, value=checked(fact.field, fact.value), at=stamp) for fact in facts]
        changed = self._state.store.change_facts(title, kept, self._state.now())
        self._state.forget()
        return changed

    def moved(self, since: str | None = None) -> Movement:
        """What moved since a day (2026-11-15), or over the last N acts (3). Raises CoachError.

        Without `since`: over the last week. Both rankings use the facts of this release.
        """
        from coach.moves import moved

        return moved(self._state, since)

    def gate_changes(
        self, movement: Movement, programs: Iterable[Program]
    ) -> dict[str, list[tuple[str, str, str]]]:
        """Rule, outcome before and after, for each gate that changed, by program id."""
        from coach.moves import gate_changes

        return gate_changes(self._state, movement, programs)


def _check(mark: str) -> None:
    if mark and mark not in MARKS:
        raise CoachError(f"A program is marked {', '.join(MARKS)}, not {mark}.")
