"""Whether the Match year that is planned can be reached, and what helps where it cannot."""

from __future__ import annotations

from coach.journey.exams import RANK_LIST
from coach.journey.plan import FURTHEST_YEARS
from coach.journey.reach import Ways, ways
from coach.state import State


def ways_of(state: State) -> Ways | None:
    """What makes the Match year fit whose road is too long; None where it fits, or is over."""
    return state.value_at(_ways)


def _ways(state: State) -> Ways | None:
    is_ahead = state.today <= state.days[RANK_LIST] and state.place.stage != "pre_residency"
    if not (is_ahead and state.road.is_out_of_reach):
        return None
    later = range(state.season + 1, state.season + FURTHEST_YEARS)
    years = [year for year in later if state.today < state.days_of(year)["eras_programs_review"]]
    with state.unnoted():
        return ways(state.road, years, lambda answers: state.assuming(dict(answers)).road)
