"""The gates of many programs for one applicant, programs that are alike looked at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from coach.records import Applicant, Program, Record
from coach.scoring.evidence import Overlay
from coach.scoring.gates import Case, gates
from coach.scoring.visas import CONTRADICTING_SHARE

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
        self._seen: dict[Any, Outcomes] = {}

    def outcomes(self, program: Program) -> Outcomes:
        """What every gate of a program says; those with own facts are cases of their own."""
        if program.id in self._overlays:
            return self._look(program)
        alike = _alike(program)
        if alike not in self._seen:
            self._seen[alike] = self._look(program)
        return self._seen[alike]

    def counted(self, programs: Iterable[Program]) -> Counted:
        """How many programs are open, and how sure that is."""
        found = [self.outcomes(program) for program in programs]
        free = [one for one in found if not fails(one)]
        return Counted(
            len(free),
            sum("unknown" in one.values() for one in free),
            sum(one["visa"] == "unknown" for one in free),
            len(found) - len(free),
        )

    def _look(self, program: Program) -> Outcomes:
        overlay = self._overlays.get(program.id, {})
        case = Case(self._applicant, program, overlay, self._today)
        return {gate.rule: gate.outcome for gate in gates(case)}


def _alike(program: Program) -> tuple[Any, ...]:
    """All of a program that an outcome hangs on; how likely an unknown one is does not count."""
    return (
        program.visa_j1,
        program.visa_h1b,
        (program.img_share or 0) >= CONTRADICTING_SHARE,
        program.military,
        program.caution,
        program.list_year,
    )


def fails(outcomes: Outcomes) -> bool:
    """Whether some gate fails."""
    return "fail" in outcomes.values()
