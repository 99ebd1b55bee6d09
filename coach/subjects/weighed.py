"""What the best list of a ranking is worth, and who is open: what decisions are compared by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coach.applying.doors import Doors
from coach.applying.fees import prices
from coach.applying.scenarios import Side
from coach.applying.weighing import Ranked, Worth, candidates, weigh
from coach.records import CoachError
from coach.state import State
from coach.subjects.stands import stand_of


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
    budget: float | None = None,
) -> Worth:
    """What the best list of a ranking is worth at a season's prices, sent today; `budget` in
    place of the applicant's."""
    facts, stand = state.facts, stand_of(state, season)
    names = dict.fromkeys(program.specialty for program, _ in ranked)
    lists = prices(names, facts.specialties, facts.fees, season or state.season)
    running = candidates(ranked, state.program_marks, stand.left.usual, wishes)
    return weigh(running, lists, budget or state.applicant.budget, stand.most)


def worth_of(state: State, sent: int) -> float:
    """What so many applications are worth that were sent in time: those of the best such list."""
    ranked, facts = ranking(state), state.facts
    lists = prices(
        (row.specialty for row, _ in ranked), facts.specialties, facts.fees, state.season
    )
    return weigh(candidates(ranked, state.program_marks, 1.0), lists, None, sent).value


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
