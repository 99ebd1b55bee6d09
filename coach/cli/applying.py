"""`coach list`, `signals` and `verify`: the application list, and what to do before paying."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

from msgspec import to_builtins

from coach.cli.answer import Answer
from coach.cli.plain import WIDTH
from coach.saying import applying as saying
from coach.saying.text import Text
from coach.subjects.coach import Coach
from coach.subjects.listing import Limits, Told
from coach.subjects.options import Opt

BUDGET: Final = Opt(
    "spend at most this (the profile's)", "USD", low=0.01, like="an amount of USD above 0, like 800"
)
COUNT: Final = Opt("at most N applications", "N", low=1, like="a whole number of 1 or more")
SPECIALTY: Final = Opt("a specialty (repeat)", "S")
THRESHOLD: Final = Opt(
    "where the next USD 100 add less than this, stop (1)",
    "PCT",
    low=0,
    high=100,
    like="a percentage from 0 to 100",
)


def list_applications(
    coach: Coach,
    budget: Annotated[float | None, BUDGET] = None,
    count: Annotated[int | None, COUNT] = None,
    specialty: Annotated[tuple[str, ...], SPECIALTY] = (),
    market: Annotated[Path | None, Opt("chances of your own, as JSON", "FILE")] = None,
    threshold: Annotated[float | None, THRESHOLD] = None,
) -> Answer:
    """The application list in the order of adding."""
    limits = Limits(budget, count, specialty, threshold)
    told = coach.applying.of_market(market, limits) if market else coach.applying.listed(limits)
    return _answer(told, saying.applications(told, WIDTH))


def give(
    coach: Coach,
    budget: Annotated[float | None, BUDGET] = None,
    count: Annotated[int | None, COUNT] = None,
    specialty: Annotated[tuple[str, ...], SPECIALTY] = (),
) -> Answer:
    """Which programs of the list get the signals."""
    told = coach.applying.signalled(Limits(budget, count, specialty))
    programs = (coach.programs.known(signal.program_id) for signal in told.answer.signals)
    states = {program.id: program.state for program in programs if program}
    return _answer(told, saying.signals(told.answer, states, coach.season.year))


def verify(
    coach: Coach,
    budget: Annotated[float | None, BUDGET] = None,
    count: Annotated[int | None, COUNT] = None,
    specialty: Annotated[tuple[str, ...], SPECIALTY] = (),
) -> Answer:
    """Which facts to check first, by what the answers can add to the list."""
    told = coach.applying.verifying(Limits(budget, count, specialty))
    return _answer(told, saying.verifying(told.answer))


def _answer(told: Told[Any], text: Text) -> Answer:
    return Answer(to_builtins(told.answer), text, told.notes)
