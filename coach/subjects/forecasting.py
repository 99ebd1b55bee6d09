"""Invitations: what is expected, what came, when to speak of it, what still helps."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

from coach.applying.answers import Ends
from coach.journey.exams import anchored_day
from coach.logs.applications import APPLICATIONS, INVITED
from coach.logs.forecasts import FORECASTS, Forecast, is_due
from coach.logs.interviews import INTERVIEWS
from coach.logs.invites import INVITES
from coach.logs.season import SAID, Said
from coach.records import CoachError, Record
from coach.state import State
from coach.subjects.long_answers import Kept, keep, kept
from coach.subjects.options import FromState, Opt, Subject
from coach.subjects.stands import signals_sent

if TYPE_CHECKING:
    from coach.season.grades import Came, Grades

FORECAST: Final = "forecast"
ALARM: Final = "alarm"
MOST: Final = 50
"""Seasons of a hundred: what happens to more is nothing to be told of."""
NONE_SENT: Final = (
    "No application is kept: paste your list on Season (p, or `coach applications paste FILE`), "
    "or add one by a line (a)."
)


class Part(Record):
    """Some applications beside what was expected of them by today."""

    name: str
    applications: int
    expected: Ends
    came: int
    so_few: float


class Point(Record):
    """What was expected by a day, and what had come; None for a day that is still to come."""

    day: date
    low: float
    high: float
    came: int | None


class Alarmed(Record):
    """The alarm that was asked for, as it stands at the latest weekly look."""

    of_100: float
    rate: float
    """Share of seasons in which it ever speaks."""
    since: date
    look: date | None = None
    came: int = 0
    so_few: float = 1.0
    speaks: bool = False


class Pulse(Record):
    """What was expected of a season, what came, and what that means today."""

    season: int
    as_of: date
    applications: int
    expected: Ends
    """By today, as it was before anything came."""
    came: int
    chance_of_so_few: float
    whole: Ends
    """In the whole season, as it was before anything came."""
    to_come: Ends
    """From now on, by what came and when."""
    none_to_come: float
    parts: tuple[Part, ...]
    points: tuple[Point, ...]
    alarm: Alarmed | None
    inputs: str
    notes: tuple[str, ...]
    row: Forecast | None
    """As it is kept for grading; None once the season is over."""


class Help(Record):
    """Something that still helps."""

    text: str
    until: date | None
    status: str
    source: str


class Helps(Record):
    """What still helps on a day, and what does not any more."""

    now: tuple[Help, ...]
    over: tuple[str, ...]


class Forecasts(Record):
    """The forecast, its record, and what still helps."""

    forecast: Pulse | None
    """None without an application."""
    record: Grades
    helps: Helps
    is_kept: bool = False
    """Whether it was kept for grading now."""


class ForecastingSubject(Subject):
    """Expected invitations, beside those that came."""

    has_rows = FromState(lambda state: bool(state.kept(APPLICATIONS) or state.kept(INVITES)))
    """Whether there is anything to forecast."""

    def kept(self) -> Pulse | None:
        """The forecast of today, if it still holds; `work_out` keeps it."""
        return kept(self._state, FORECAST, Kept[Pulse]) if self.has_rows else None

    def work_out(self) -> None:
        """Works it out and keeps it, and keeps what is to be graded where that is due."""
        from coach.subjects.worked_forecast import pulse  # numpy: 60 ms

        # Kept for grading first: what was kept is among what the answer rests on.
        self._keep(pulse(self._state))
        keep(self._state, FORECAST, pulse)

    def forecast(
        self,
        keep: Annotated[bool, Opt("keep it for grading, at most once a day")] = False,
        alarm: Annotated[
            float | None,
            Opt(
                "speak when so few happens to fewer than N of 100; 0: never", "N", low=0, high=MOST
            ),
        ] = None,
    ) -> Forecasts:
        """What was expected, what came, what silence means today. Raises CoachError."""
        from coach.subjects.worked_forecast import pulse  # numpy: 60 ms

        if alarm is not None:
            self.ask_alarm(alarm)
        answer = pulse(self._state) if self.has_rows else None
        is_kept = keep and answer is not None and self._keep(answer)
        return self.with_record(answer, is_kept)

    def with_record(self, forecast: Pulse | None, is_kept: bool = False) -> Forecasts:
        """A forecast with how those before it did, and with what may still be done on this day."""
        return Forecasts(forecast, record_of(self._state), self._helps(), is_kept)

    def ask_alarm(self, of_100: float) -> None:
        """Asks for an alarm from today on, or for none. Raises CoachError for one that no season
        could earn."""
        state = self._state
        if of_100:
            self._check_alarm(of_100)
        words = f"alarm below {of_100:g} of 100" if of_100 else "no alarm"
        row = Said(f"{state.season}/{ALARM}", f"{of_100:g}" if of_100 else "", state.today)
        state.keep(f"Season {state.season}: {words}", SAID, [row])

    def _check_alarm(self, of_100: float) -> None:
        from coach.season.forecast import END  # numpy: 60 ms
        from coach.subjects.worked_forecast import days_of, season_of

        if not self.has_rows:
            raise CoachError(NONE_SENT)
        model, today = season_of(self._state)[0], days_of(self._state, self._state.today)
        if not model.alarm(today, of_100).rate:
            none = 100 * float(model.number(today, END)[0])
            ask = f"ask over {none:.0f}" if none < MOST else "no alarm pays"
            raise CoachError(f"Not kept: {none:.0f} of 100 such seasons are silent; {ask}.")

    def _helps(self) -> Helps:
        from coach.applying.phases import MOST_LATE  # not for the line on Week

        state, now, over = self._state, list[Help](), list[str]()
        for each in state.facts.plan_b:
            opens, due = (anchored_day(day, state.days) for day in (each.opens, each.due))
            if self._is_over(each.key, due):
                over += [each.over] * bool(each.over)
            elif (opens or state.today) <= state.today and not (each.contact and state.locked):
                text = each.text.replace("{most}", str(MOST_LATE))
                now.append(Help(text, due, each.status, each.source))
        return Helps(tuple(now), tuple(over))

    def _is_over(self, key: str, due: date | None) -> bool:
        state = self._state
        return bool((due and due < state.today) or (key == "signals" and signals_sent(state)))

    def _keep(self, answer: Pulse) -> bool:
        state, row = self._state, answer.row
        rows = [each for each in state.kept(FORECASTS).values() if each.season == answer.season]
        if row is None or not is_due(rows, row.inputs, state.today):
            return False
        return state.keep("Forecast kept for grading", FORECASTS, [row])


def record_of(state: State) -> Grades:
    """The forecasts that were kept, graded."""
    from coach.season.grades import grades  # not for the line on Week

    kept = state.kept(APPLICATIONS).values()
    sent = {(each.season or 0, each.program): each.submitted for each in kept if each.submitted}
    return grades(state.kept(FORECASTS).values(), came_days(state), sent, state.today)


def came_days(state: State) -> Came:
    """The day of each invitation; that of an application counts where no invitation is kept. None
    came after its interview, whenever it was typed."""
    talks = _days_of_interviews(state)
    invites, applications = state.kept(INVITES).values(), state.kept(APPLICATIONS).values()
    by_state = {
        (each.season or 0, each.program): each.answered or state.today
        for each in applications
        if each.state in INVITED
    }
    came = by_state | {
        (each.season or 0, each.program): each.came
        for each in invites
        if each.came and each.state != "waitlisted"
    }
    return {key: min(day, talks.get(key, day)) for key, day in came.items()}


def _days_of_interviews(state: State) -> Came:
    talks = state.kept(INTERVIEWS).values()
    return {(each.season or 0, each.program): each.day for each in talks if each.day}
