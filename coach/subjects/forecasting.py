"""The forecast of invitations for one applicant: what is expected, what came, what still helps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Final

from msgspec.json import encode

from coach import VERSION
from coach.applying.answers import Ends
from coach.applying.market import Candidate
from coach.applying.phases import MOST_LATE, REVIEW
from coach.journey.exams import anchored_day
from coach.logs.applications import APPLICATIONS, INVITED, Application
from coach.logs.forecasts import FORECASTS, Forecast, is_due
from coach.logs.invites import INVITES
from coach.logs.season import SAID, Said, of_season
from coach.records import CoachError, Program, Record, replace
from coach.scoring.chance import CLOSED
from coach.season.grades import Grades, grades
from coach.subjects.long_answers import Kept, keep, kept
from coach.subjects.options import Opt, Subject

if TYPE_CHECKING:
    from coach.season.forecast import Season, Sent
    from coach.state import State

FORECAST: Final = "forecast"
ALARM: Final = "alarm"
GRADED_DAYS: Final = 28
"""Days ahead for which each program's chance is kept, to be graded once they are over."""
POINT_DAYS: Final = 14
"""Days between two points of the drawing."""
NONE_SENT: Final = (
    "No application is kept: `coach applications paste FILE` takes a list of names, `coach "
    "applications add` one line."
)


NOT_MARKED: Final = "None is marked as sent: reckoned as if all that are planned were sent in time."
NO_SIGNAL: Final = "No signal is noted: chances are those of average applications, some signalled."
UNKNOWN: Final = "Left out: {} of programs that this release does not know."
UNMEASURED: Final = "Left out: {} of specialties of which nobody has published a rate."
UNDATED: Final = "Invitations without a day, counted as if they came today: {}."


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
    """The alarm that was asked for: how it stands at the latest weekly look."""

    of_100: float
    rate: float
    """Share of seasons in which it ever speaks; 0 where even silence is not rare enough."""
    since: date
    look: date | None = None
    came: int = 0
    so_few: float = 1.0
    speaks: bool = False


class Pulse(Record):
    """What was expected of a season, what came, and what that means today."""

    season: int
    as_of: date
    applications: int = 0
    expected: Ends = Ends()
    """By today, as it was before anything came."""
    came: int = 0
    chance_of_so_few: float = 1.0
    whole: Ends = Ends()
    """In the whole season, as it was before anything came."""
    to_come: Ends = Ends()
    """From now on, by what came and when."""
    none_to_come: float = 1.0
    parts: tuple[Part, ...] = ()
    points: tuple[Point, ...] = ()
    alarm: Alarmed | None = None
    inputs: str = ""
    notes: tuple[str, ...] = ()
    nothing: str = ""
    """Why there is no forecast."""
    row: Forecast | None = None
    """As it is kept for grading."""


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

    forecast: Pulse
    record: Grades
    helps: Helps
    is_kept: bool = False
    """Whether it was kept for grading now."""


class ForecastingSubject(Subject):
    """Expected invitations, beside those that came."""

    @property
    def has_rows(self) -> bool:
        """Whether there is anything to forecast."""
        return bool(self._state.kept(APPLICATIONS))

    def kept(self) -> Pulse | None:
        """The forecast of today, if it still holds; `work_out` keeps it."""
        return kept(self._state, FORECAST, Kept[Pulse]) if self.has_rows else None

    def nothing(self) -> Pulse:
        """What is said where nothing can be forecast."""
        return Pulse(self._state.season, self._state.today, nothing=NONE_SENT)

    def work_out(self) -> None:
        """Works it out and keeps it, and keeps what is to be graded where that is due."""
        # Kept for grading first: what was kept is among what the answer rests on.
        self._keep(pulse(self._state))
        keep(self._state, FORECAST, pulse)

    def forecast(
        self,
        keep: Annotated[bool, Opt("keep it for grading, at most once a day")] = False,
        alarm: Annotated[
            float | None,
            Opt("speak when so few happens to fewer than N of 100; 0: never", "N", low=0, high=50),
        ] = None,
    ) -> Forecasts:
        """What was expected, what came, what silence means today. Raises CoachError."""
        if alarm is not None:
            self.ask_alarm(alarm)
        answer = pulse(self._state)
        is_kept = keep and self._keep(answer)
        return Forecasts(answer, self.record(), self.helps(), is_kept)

    def record(self) -> Grades:
        """The forecasts that were kept, graded."""
        return _record(self._state)

    def helps(self) -> Helps:
        """What may still be done on this day, and what not."""
        state, now, over = self._state, list[Help](), list[str]()
        for each in state.facts.plan_b:
            opens, due = (anchored_day(day, state.days) for day in (each.opens, each.due))
            if due and due < state.today:
                over += [each.over] * bool(each.over)
            elif (opens or state.today) <= state.today and not (each.contact and state.locked):
                text = each.text.replace("{most}", str(MOST_LATE))
                now.append(Help(text, due, each.status, each.source))
        return Helps(tuple(now), tuple(over))

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

        model, today = _season(self._state), _days(self._state, self._state.today)
        if not model.sent:
            raise CoachError(NONE_SENT)
        if not model.alarm(today, of_100).rate:
            none = 100 * float(model.number(today, END)[0])
            raise CoachError(
                f"No invitation at all from now on happens to {none:.0f} of 100 seasons like "
                f"yours, so nothing is as rare as fewer than {of_100:g}: ask for more than "
                f"{none:.0f}, or for none."
            )

    def _keep(self, answer: Pulse) -> bool:
        state, row = self._state, answer.row
        rows = [each for each in state.kept(FORECASTS).values() if each.season == answer.season]
        if row is None or not is_due(rows, row.inputs, state.today):
            return False
        return state.keep("Forecast kept for grading", FORECASTS, [row])


def pulse(state: State) -> Pulse:
    """The forecast as it stands today."""
    sent, notes = _sent(state)
    bare = Pulse(state.season, state.today, applications=len(sent), notes=tuple(notes))
    if not sent:
        return replace(bare, nothing=NONE_SENT)
    from coach.season.forecast import BEFORE, END  # numpy: 60 ms

    model, today = _season(state), _days(state, state.today)
    now, to_come = model.tail(BEFORE, today), model.expected(today)
    inputs = sha256(encode([sent, state.season])).hexdigest()[:12]
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
    return replace(
        bare,
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
        row=row if today < END else None,
    )


def _record(state: State) -> Grades:
    came, sent = {}, {}
    for each in state.kept(INVITES).values():
        if each.came and each.season and each.state != "waitlisted":
            came[each.season, each.program] = each.came
    for entry in state.kept(APPLICATIONS).values():
        key = entry.season or 0, entry.program
        if entry.submitted:
            sent[key] = entry.submitted
        if entry.state in INVITED and entry.answered:
            came.setdefault(key, entry.answered)
    return grades(state.kept(FORECASTS).values(), came, sent, state.today)


def _season(state: State) -> Season:
    from coach.season.forecast import UNSURE, Season  # numpy: 60 ms

    return Season(_sent(state)[0], UNSURE * _record(state).widen)


def _sent(state: State) -> tuple[list[Sent], list[str]]:
    """The applications of the season with what came of them, and what to say of the others."""
    invited = {
        each.program: each.came
        for each in of_season(state.kept(INVITES), state.season)
        if each.state != "waitlisted"
    }
    mine = list(of_season(state.kept(APPLICATIONS), state.season))
    are_sent = [each for each in mine if each.state != "planned"]
    # Whoever invites was applied to, whether or not that is kept.
    entries = {program: Application(program=program) for program in invited}
    entries |= {each.program: each for each in are_sent or mine}
    programs = {key: known for key in entries if (known := state.facts.program(key))}
    measured = {
        key: program
        for key, program in programs.items()
        if state.panel.standpoint(program.specialty).odds
    }
    signalled = {each.specialty for key, each in measured.items() if entries[key].signal}
    sent = [
        _one_sent(state, entries[key], program, invited.get(key), program.specialty in signalled)
        for key, program in measured.items()
    ]
    undated = [each for each in entries.values() if each.program not in invited and _no_day(each)]
    notes = {
        NOT_MARKED: not are_sent,
        NO_SIGNAL: not signalled,
        UNKNOWN.format(len(entries) - len(programs)): len(entries) > len(programs),
        UNMEASURED.format(len(programs) - len(measured)): len(programs) > len(measured),
        UNDATED.format(len(undated)): bool(undated),
    }
    return sent, [words for words, holds in notes.items() if holds]


def _no_day(entry: Application) -> bool:
    return entry.state in INVITED and entry.answered is None


def _one_sent(
    state: State, entry: Application, program: Program, came: date | None, is_signalled: bool
) -> Sent:
    """One application with its chance; `is_signalled`: signals of its specialty are noted."""
    from coach.season.forecast import Sent

    tier = "single" if entry.signal == "signal" else entry.signal
    chance = state.panel.chance(program, tier if is_signalled else None)
    answered = entry.answered or state.today
    came = came or (answered if entry.state in INVITED else None)
    is_closed = entry.state == "declined" and came is None
    return Sent(
        Candidate(
            id=program.id,
            specialty=program.specialty,
            value=1.0,
            chance=chance.centre or CLOSED.high / 2,
            open=chance.open or 1.0,
            signal=entry.signal,
        ),
        sent=_days(state, entry.submitted) if entry.submitted else 0,
        came=_days(state, came) if came else None,
        closed=_days(state, answered) if is_closed else None,
    )


def _parts(model: Season, today: int) -> Iterator[Part]:
    from coach.season.forecast import BEFORE

    for name, signal in (("signalled", True), ("not signalled", False)):
        count = sum(bool(each.candidate.signal) == signal for each in model.sent)
        if 0 < count < len(model.sent):
            tail = model.tail(BEFORE, today, signal)
            yield Part(name, count, tail.expected, tail.came, tail.so_few)


def _points(state: State, model: Season, today: int) -> Iterator[Point]:
    from coach.season.forecast import BEFORE, END

    days: Iterable[int] = range(POINT_DAYS, END, POINT_DAYS)
    for day in sorted({*days, END} | ({today} if 0 < today < END else set())):
        ends = model.expected(by=day)
        came = model.count(BEFORE, day, None) if day <= today else None
        yield Point(_day(state, day), ends.low, ends.high, came)


def _alarm(state: State, model: Season) -> Alarmed | None:
    said = state.kept(SAID).get(f"{state.season}/{ALARM}")
    if said is None:
        return None
    since, today = _days(state, said.day), _days(state, state.today)
    alarm = model.alarm(since, float(said.value))
    bare = Alarmed(float(said.value), alarm.rate, said.day)
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


def _days(state: State, day: date) -> int:
    """Days since programs began to read."""
    return (day - state.days[REVIEW]).days


def _day(state: State, days: int) -> date:
    return state.days[REVIEW] + timedelta(days)
