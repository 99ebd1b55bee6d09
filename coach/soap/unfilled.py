"""Where places stayed open before SOAP, by specialty: counts of 2018-2022 and what is open to you.

One rate for each specialty and no order of its programs: their counts end with 2022, are of five
years together, and nothing later is published among the facts to hold an order to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from coach.records import Program, Record

YEARS: Final = "2018-2022"
FEW: Final = 200
"""Places offered below which a rate says little (judgement)."""


class Unfilled(Record):
    """The places of one specialty that no match filled, and its programs as they stand for one."""

    specialty: str
    programs: int
    """With counts of those years."""
    offered: int
    unfilled: int
    at: int
    """Programs with a place that stayed open."""
    open: int
    """Of those, which no gate closes to the applicant."""
    visa_stated: int
    """Of the open ones, those whose visa is stated or not needed."""

    @property
    def per_100(self) -> float:
        """Places of a hundred that stayed open."""
        return 100 * self.unfilled / self.offered if self.offered else 0.0


Outcomes = Callable[[Program], Mapping[str, str]]
"""What each gate of a program says."""


def unfilled(programs: Iterable[Program], outcomes: Outcomes) -> list[Unfilled]:
    """The specialties in which a place stayed open, those with the most first."""
    by_name = defaultdict[str, list[Program]](list)
    for program in programs:
        if program.offered and program.filled is not None:
            by_name[program.specialty].append(program)
    rows = (_row(name, listed, outcomes) for name, listed in by_name.items())
    return sorted((row for row in rows if row.unfilled), key=lambda row: -row.unfilled)


def left(program: Program) -> int:
    """Its places of those years that stayed open."""
    return max(0, (program.offered or 0) - (program.filled or 0)) if program.offered else 0


def _row(name: str, programs: list[Program], outcomes: Outcomes) -> Unfilled:
    with_places = [program for program in programs if left(program)]
    seen = [outcomes(program) for program in with_places]
    free = [gates for gates in seen if "fail" not in gates.values()]
    return Unfilled(
        specialty=name,
        programs=len(programs),
        offered=sum(program.offered or 0 for program in programs),
        unfilled=sum(map(left, programs)),
        at=len(with_places),
        open=len(free),
        visa_stated=sum(gates["visa"] == "pass" for gates in free),
    )
