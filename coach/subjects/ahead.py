"""Looking ahead and back on the road: the chance of each date, what if, what moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Final

from coach.journey import asked
from coach.journey.chances import Gate, OnTime
from coach.journey.compared import Compared, Moved, moved
from coach.journey.exams import RANK_LIST
from coach.journey.plan import FURTHEST_YEARS
from coach.journey.reach import Ways, ways
from coach.logs.ticks import TICKS
from coach.logs.told import TOLD
from coach.records import CoachError, Record, TaskState, Told, replace
from coach.state import State
from coach.subjects.long_answers import Kept, keep, kept
from coach.subjects.options import FromState, Opt, Subject

SEED: Final = 1
"""The draws of every applicant: the same road always has the same chances."""
AHEAD: Final = "ahead"
WEEK_DAYS: Final = 7
"""What moved is told of so many days."""


class Outlook(Record):
    """The chances of the road as it stands."""

    chances: Mapping[str, OnTime]
    gates: tuple[Gate, ...]
    """The season's dates to come, in order."""


class Ahead(Record):
    """Chances by task and by event, and what moved, the largest move first."""

    tasks: Mapping[str, OnTime]
    gates: Mapping[str, OnTime]
    moved: tuple[Moved, ...]


class Choices(Record):
    """What would be otherwise: the start of tasks, the Match year, the hours, what is done."""

    start: Annotated[
        Mapping[str, str | date],
        Opt("begin a task on a day (repeat)", "KEY=DAY", like="oet_prepare=2027-03-01"),
    ] = {}
    match_year: Annotated[int | None, Opt("match in another year", "YEAR")] = None
    hours: Annotated[float | None, Opt("have H hours a week", "H")] = None
    done: Annotated[tuple[str, ...], Opt("have a task done (repeat)", "KEY")] = ()


class AheadSubject(Subject):
    """The road as it may come, as it might be, and as it was."""

    ways = FromState(lambda state: ways_of(state))
    """What makes the Match year fit whose road is too long; None where it fits, or is over."""

    def kept(self) -> Ahead | None:
        """What looking ahead gave, if it still holds; `Coach.work_out("ahead")` keeps it."""
        return kept(self._state, AHEAD, Kept[Ahead])

    def work_out(self) -> Ahead:
        """Chances and what moved, worked out and kept."""
        return keep(self._state, AHEAD, _ahead)

    def outlook(self) -> Outlook:
        """The chance of each dated task and gate."""
        return outlook(self._state)

    def what_if(self, choices: Choices) -> Compared:
        """The road and its chances beside those of other choices; nothing is changed. Raises
        CoachError where nothing is chosen, or what cannot be."""
        if choices == Choices():
            raise CoachError("Name a choice: --start KEY=DAY, --match-year, --hours or --done.")
        now, would = self._state, _chosen(self._state, choices)
        return Compared(now.road, would.road, outlook(now).chances, outlook(would).chances)

    def moved_since(self, at: datetime) -> list[Moved]:
        """What moved on the road since a time, and why, the largest move first."""
        return moved(self._state.at(at).road, self._state.road)


def outlook(state: State) -> Outlook:
    """The chances of a state's road; none without hours, where no draw would ever end."""
    from coach.journey import chances  # numpy: 60 ms

    if state.applicant.hours_a_week == 0:
        # With a usual week in their place chances would mislead.
        return Outlook({}, tuple(chances.Gate(event, (), None, None) for event in state.dates))
    drawn = chances.draw(state.road, SEED)
    gates = chances.gates(state.road, drawn, state.dates)
    return Outlook(chances.chances(state.road, drawn), tuple(gates))


def _ahead(state: State) -> Ahead:
    known = outlook(state)
    since = datetime.combine(state.today - timedelta(days=WEEK_DAYS), time())
    return Ahead(
        tasks={key: _rounded(chance) for key, chance in known.chances.items()},
        gates={
            gate.event.key: _rounded(gate.chance)
            for gate in known.gates
            if gate.tasks and gate.chance
        },
        moved=tuple(moved(state.at(since).road, state.road)),
    )


def _rounded(chance: OnTime) -> OnTime:
    """As fine as 2,000 draws can tell."""
    low, high = round(chance.low, 2), round(chance.high, 2)
    return replace(chance, mid=round(chance.mid, 3), low=low, high=high)


def _chosen(state: State, choices: Choices) -> State:
    """The state with other choices. Raises CoachError."""
    from coach.profile.reading import check_whole

    profile: dict[str, Any] = {}
    if choices.match_year is not None:
        profile["match_year"] = asked.match_year(choices.match_year, state.today)
        check_whole({**state.answers, **profile})
    if choices.hours is not None:
        if not 0 < choices.hours <= 112:
            raise CoachError("--hours should be more than 0 and at most 112.")
        profile |= {"hours_per_week": choices.hours, "hours_by_day": None}
    told = {}
    for key, day in choices.start.items():
        state.step(key)
        begins = asked.coming_day(day, state.today, f"the start of {key}")
        told[key] = replace(state.kept(TOLD).get(key, Told(key)), started=begins)
    done = [state.step(key).task.key for key in choices.done]
    year = profile.get("match_year", state.season)
    return state.assuming(
        profile,
        rows={
            TOLD.name: told,
            TICKS.name: {key: TaskState(key, "done", str(state.today)) for key in done},
        },
        ticked_for=dict.fromkeys(done, year),
    )


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
