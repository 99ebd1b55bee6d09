"""What a ranking is worth as an application list: one figure to compare applicants and rules by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from coach.applying.answers import Ends, Room
from coach.applying.fees import Schedule
from coach.applying.market import Candidate
from coach.records import Mark, Numbers, Program, Record

LOCKS: Final = {"apply": "in", "no": "out"}
"""What a mark means for the list."""
LEAST_VALUE: Final = 5.0
"""Desirability of a program that meets no wish: a residency all the same (a judgement)."""
USUAL_COUNT: Final = 60
"""Applications where no budget is set (a judgement)."""
Ranked = tuple[Program, Numbers]
Prices = Mapping[str, Schedule | None]


class Worth(Record):
    """The best list for the money, in figures."""

    value: float
    """Expected desirability (0-100) of the best program that takes you."""
    cost: float
    """USD."""
    applications: int
    interviews: Ends
    """To expect, in 8 of 10 cases."""
    p_none: float
    """Chance of no interview at all."""
    p_none_range: tuple[float, float] = (1.0, 1.0)


NOTHING: Final = Worth(0.0, 0.0, 0, Ends(), 1.0)


def candidates(
    ranked: Iterable[Ranked],
    marks: Mapping[str, Mark],
    left: float,
    wishes: Mapping[str, float] | None = None,
) -> list[Candidate]:
    """Programs that compete for the list: open ones, and those marked to apply to.

    `left`: share of the season's invitations still to come; `wishes`: the desirability by id to
    use in place of the fit, for comparing lists by the same wishes. Programs without a published
    chance are left out.
    """
    competing = []
    for program, numbers in ranked:
        mark = marks[program.id].mark if program.id in marks else ""
        if competes(numbers, mark):
            fit = (wishes or {}).get(program.id, numbers.fit)
            competing.append(candidate(program, numbers, mark, fit, left))
    return competing


def competes(numbers: Numbers, mark: str) -> bool:
    """Whether a program may be on the list: its chance is published, and no gate fails or the
    applicant marked it to apply to."""
    return numbers.chance is not None and (not numbers.failed or mark == "apply")


def candidate(program: Program, numbers: Numbers, mark: str, fit: float, left: float) -> Candidate:
    """A program that competes, at a desirability of 5-100: how well it fits (0-100). `left`: share
    of the season's invitations still to come."""
    chance = numbers.chance
    assert chance  # the others do not compete
    return Candidate(
        program.id,
        program.specialty,
        max(LEAST_VALUE, fit),
        left * chance.centre,
        chance.taken,
        0.0 if numbers.failed else chance.open,
        lock=LOCKS.get(mark, ""),
    )


def allowed(candidates: Iterable[Candidate], most: int | None) -> int | None:
    """How many applications there may be: those that have to be on the list in any case."""
    locked = sum(candidate.lock == "in" for candidate in candidates)
    return None if most is None else max(most, locked)


def weigh(
    candidates: list[Candidate], prices: Prices, budget: float | None, most: int | None = None
) -> Worth:
    """What the best list of these candidates is worth. Raises CoachError for locks over budget.

    Without a budget the list holds up to `USUAL_COUNT` applications; `most`: the most that the
    season still deserves, beside those that have to be on it.
    """
    if most == 0 or not any(candidate.lock != "out" for candidate in candidates):
        return NOTHING
    # numpy: 60 ms, and only where a list is worked out.
    from coach.applying.plan import application_list

    usual = USUAL_COUNT if budget is None else None
    count = allowed(candidates, usual if most is None else most)
    listed = application_list(candidates, prices, Room(budget, count))
    if not listed.order:
        return NOTHING
    last, number = listed.order[-1], len(listed.order)
    expected, nones = last.expected_interviews, last.p_none_range
    return Worth(last.value, listed.spent, number, expected, last.p_none, nones)
