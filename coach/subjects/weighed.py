"""What the best list of a ranking is worth, and who is open: what decisions are compared by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coach.applying.doors import Doors
from coach.applying.fees import prices
from coach.applying.scenarios import Side
from coach.applying.weighing import Ranked, Worth, candidates, weigh
from coach.records import CoachError
from coach.state import State


def ranking(state: State) -> Sequence[Ranked]:
    """The programs of the applicant's specialties. Raises CoachError while none is named."""
    names = state.applicant.specialties
    if not names:
        raise CoachError('No specialty yet: `coach profile set specialties="Internal Medicine"`.')
    return state.ranked(names)


def worth(
    state: State,
    ranked: Sequence[Ranked],
    season: int | None = None,
    wishes: Mapping[str, float] | None = None,
) -> Worth:
    """What the best list of a ranking is worth for the applicant's money, at a season's prices."""
    facts = state.facts
    names = dict.fromkeys(program.specialty for program, _ in ranked)
    lists = prices(names, facts.specialties, facts.fees, season or state.season)
    return weigh(candidates(ranked, state.program_marks, wishes), lists, state.applicant.budget)


def side(
    state: State,
    ranked: Sequence[Ranked],
    doors: Doors,
    season: int | None = None,
    wishes: Mapping[str, float] | None = None,
) -> Side:
    """How many programs are open, and what the best list of them is worth."""
    counted = doors.counted(program for program, _ in ranked)
    return Side(counted, worth(state, ranked, season, wishes))
