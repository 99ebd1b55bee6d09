"""The forecast worked out: the applications of a season with their chances, and what came."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from hashlib import sha256
from math import hypot
from typing import Final

from msgspec.json import encode

from coach import VERSION
from coach.applying.market import Candidate
from coach.applying.phases import REVIEW
from coach.logs.applications import APPLICATIONS, INVITED, Application
from coach.logs.forecasts import Forecast
from coach.logs.season import SAID, of_season
from coach.records import Program, replace
from coach.scoring.chance import CLOSED, NINETY
from coach.season.forecast import BEFORE, END, UNSURE, Season, Sent
from coach.season.grades import Came
from coach.state import State
from coach.subjects.forecasting import ALARM, Alarmed, Part, Point, Pulse, came_days, record_of
from coach.wording import short

GRADED_DAYS: Final = 28
"""Days ahead for which each program's chance is kept, to be graded once they are over."""
POINT_DAYS: Final = 14
"""Days between two points of the drawing."""
NOT_MARKED: Final = "None is marked as sent: reckoned as if all that are planned were sent in time."
NO_SIGNAL: Final = "No signal is noted: chances are those of average applications, some signalled."
LEFT_OUT: Final = "Left out, as no rate is published or the program is not known: {}."
UNSAID: Final = "You have not said: {}. Taken at the lower end, with a wider range for it."
EARLY: Final = (
    "Invitations before programs begin to read ({1}), counted as if on the first day: {0}."
)
FIRST: Final = 1
"""The first day on which an invitation can have come: a day of reading."""
NO_DAY: Final = (
    "Invitations without a day, counted as if they came today, or on their interview: {}."
)


def pulse(state: State) -> Pulse:
    """The forecast as it stands today."""
    model, notes = season_of(state)
    today = days_of(state, state.today)
    if any(each.came for each in model.sent):  # who invites, reads
        today = max(today, FIRST)
    now, to_come = model.tail(BEFORE, today), model.expected(today)
    inputs = sha256(encode([model.sent, state.season])).hexdigest()[:12]
    until = min(today + GRADED_DAYS, END)
    row = Forecast(
        day=state.today,
        season=state.season,
        inputs=inputs,
        core=VERSION,
        low=now.came + to_come.low,
        mid=now.came + to_come.mid,
        high=now.came + to_come.high,
        until=_day(state, until),
        spread=model.spread(today, until),
        chances=tuple(model.chances(today, until).items()),
    )
    return Pulse(
        season=state.season,
        as_of=state.today,
        applications=len(model.sent),
        expected=now.expected,
        came=now.came,
        chance_of_so_few=now.so_few,
        whole=model.expected(),
        to_come=to_come,
        none_to_come=float(model.number(today, END)[0]),
        parts=tuple(_parts(model, today)),
        points=tuple(_points(state, model, today)),
        alarm=_alarm(state, model),
        inputs=inputs,
        notes=tuple(notes),
        row=row if today < END else None,
    )


def season_of(state: State) -> tuple[Season, list[str]]:
    """The season planned for, and what to say of applications that are reckoned otherwise."""
    came = came_days(state)
    entries = _entries(state, came)
    programs = dict(filter(None, (_measured(state, key) for key in entries)))
    signalled = {each.specialty for key, each in programs.items() if entries[key].signal}
    sent = [
        _one_sent(state, entries[key], program, came, program.specialty in signalled)
        for key, program in programs.items()
    ]
    stands = [state.panel.standpoint(each.specialty) for each in programs.values()]
    unsaid = max(((each.best - each.worst) / (2 * NINETY) for each in stands), default=0.0)
    season = Season(sent, record_of(state).widen * hypot(UNSURE, unsaid) / UNSURE)
    words = dict.fromkeys(word for each in stands for word in each.unsaid)
    return season, [
        *_notes(entries.values(), len(programs), bool(signalled)),
        *_early(state, came),
        *[UNSAID.format(", ".join(words))] * bool(words),
    ]


def _early(state: State, came: Came) -> list[str]:
    """What to say of invitations before programs began to read."""
    early = sum(days_of(state, day) < 0 for (year, _), day in came.items() if year == state.season)
    return [EARLY.format(early, short(state.days[REVIEW], state.today))] * bool(early)


def _notes(entries: Collection[Application], measured: int, is_signalled: bool) -> Iterator[str]:
    """What to say of applications that are reckoned otherwise, or not at all."""
    if all(each.state == "planned" for each in entries):
        yield NOT_MARKED
    if not is_signalled:
        yield NO_SIGNAL
    if left_out := len(entries) - measured:
        yield LEFT_OUT.format(left_out)
    if undated := sum(each.state in INVITED and not each.answered for each in entries):
        yield NO_DAY.format(undated)


def _entries(state: State, came: Came) -> dict[str, Application]:
    """The applications by program: those that were sent, or all where none is yet. Whoever invites
    was applied to, whether or not that is kept."""
    mine = list(of_season(state.kept(APPLICATIONS), state.season))
    sent = [each for each in mine if each.state != "planned"]
    invited = (program for season, program in came if season == state.season)
    bare = {program: Application(program=program) for program in invited}
    return bare | {each.program: each for each in sent or mine}


def _measured(state: State, number: str) -> tuple[str, Program] | None:
    """A program by its number; None where it is not known, or its specialty has no rate."""
    program = state.facts.program(number)
    return (number, program) if program and state.panel.standpoint(program.specialty).odds else None


def days_of(state: State, day: date) -> int:
    """Days since programs began to read."""
    return (day - state.days[REVIEW]).days


def _day(state: State, days: int) -> date:
    return state.days[REVIEW] + timedelta(days)


def _one_sent(
    state: State, entry: Application, program: Program, came: Came, is_signalled: bool
) -> Sent:
    """One application with its chance; `is_signalled`: signals of its specialty are noted."""
    tier = "single" if entry.signal == "signal" else entry.signal
    chance = state.panel.chance(program, tier if is_signalled else None)
    day = came.get((state.season, entry.program))
    is_closed = entry.state == "declined" and day is None
    return Sent(
        Candidate(
            id=program.id,
            specialty=program.specialty,
            value=1.0,
            # A gate that fails may be of an old fact, and the application is sent.
            chance=chance.centre or CLOSED.high / 2,
            open=chance.open or 1.0,
            signal=entry.signal,
        ),
        sent=days_of(state, entry.submitted) if entry.submitted else 0,
        came=max(days_of(state, day), FIRST) if day else None,
        closed=days_of(state, entry.answered or state.today) if is_closed else None,
    )


def _parts(model: Season, today: int) -> Iterator[Part]:
    for name, signal in (("signalled", True), ("not signalled", False)):
        count = sum(bool(each.candidate.signal) == signal for each in model.sent)
        if 0 < count < len(model.sent):
            tail = model.tail(BEFORE, today, signal)
            yield Part(name, count, tail.expected, tail.came, tail.so_few)


def _points(state: State, model: Season, today: int) -> Iterator[Point]:
    for day in sorted({*range(POINT_DAYS, END, POINT_DAYS), END, min(max(today, 1), END)}):
        ends = model.expected(by=day)
        came = model.count(BEFORE, day) if day <= today else None
        yield Point(_day(state, day), ends.low, ends.high, came)


def _alarm(state: State, model: Season) -> Alarmed | None:
    row = state.kept(SAID).get(f"{state.season}/{ALARM}")
    if row is None:
        return None
    since, today = days_of(state, row.day), days_of(state, state.today)
    alarm = model.alarm(since, float(row.value))
    bare = Alarmed(float(row.value), alarm.rate, row.day)
    looks = [look for look in alarm.looks if look.day <= today]
    if not looks:
        return bare
    look, tail = looks[-1], model.tail(since, looks[-1].day)
    return replace(
        bare,
        look=_day(state, look.day),
        came=tail.came,
        so_few=tail.so_few,
        speaks=tail.came <= look.most,
    )
