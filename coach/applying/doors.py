"""The gates of many programs for one applicant, programs that are alike looked at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from coach.records import Applicant, Program, Record
from coach.rules.fields import Overlay, alike
from coach.rules.programs import Case, all_reads, gates

Outcomes = Mapping[str, str]
"""pass, fail or unknown by gate rule."""


class Counted(Record):
    """How many programs there are, by what their gates say."""

    open: int
    """No gate fails."""
    unknown: int
    """Of the open ones: some gate is unknown."""
    visa_unknown: int
    """Of the open ones: whether they offer your visa is unknown."""
    closed: int


class Doors:
    """One applicant before every gate on one day."""

    def __init__(self, applicant: Applicant, overlays: Mapping[str, Overlay], today: date) -> None:
        self._applicant = applicant
        self._overlays = overlays
        self._today = today
        self._alike = alike(all_reads())
        self._seen: dict[object, Outcomes] = {}

    def outcomes(self, program: Program) -> Outcomes:
        """What every gate of a program says; those with own facts are cases of their own."""
        if program.id in self._overlays:
            return self._look(program)
        key = self._alike(program)
        if key not in self._seen:
            self._seen[key] = self._look(program)
        return self._seen[key]

    def counted(self, programs: Iterable[Program]) -> Counted:
        """How many programs are open, and how sure that is."""
        seen = [self.outcomes(program) for program in programs]
        free = [outcomes for outcomes in seen if not fails(outcomes)]
        return Counted(
            open=len(free),
            unknown=sum("unknown" in outcomes.values() for outcomes in free),
            visa_unknown=sum(outcomes["visa"] == "unknown" for outcomes in free),
            closed=len(seen) - len(free),
        )

    def _look(self, program: Program) -> Outcomes:
        overlay = self._overlays.get(program.id, {})
        case = Case(self._applicant, program, overlay, self._today)
        return {gate.rule: gate.outcome for gate in gates(case)}


def fails(outcomes: Outcomes) -> bool:
    """Whether some gate fails."""
    return "fail" in outcomes.values()
