"""The season's dates in lines: the next ones with slack and chance, and Match Week by the hour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final

from coach.calendar.dates import in_zone
from coach.cells import fit
from coach.journey.chances import OnTime, deciding as deciding
from coach.journey.standing import Step
from coach.records import Applicant, Event
from coach.saying.states import sign
from coach.saying.task import chance_words, missed_lines
from coach.saying.text import ARROW, Line, Part, head, labelled
from coach.subjects.coach import Coach
from coach.wording import STATUS_WORDS, cut, hour_words, narrow, spare

WIDE: Final = 100
"""Columns from which a date has room for the hour where the applicant lives."""
NARROW: Final = 72
"""Columns below which a date has room for the day alone."""
DAYS_WIDTH, SLACK_WIDTH, CHANCE_WIDTH = 6, 6, 9
SURE: Final = {"projected": "expected", "second-hand": "check"}
LEAD_DAYS: Final = 2
"""Days before Match Week from which its hours are shown: one plans it on the weekend."""
GONE: Final = "1 missed"
"""Stands for a chance where a task that is needed was missed."""


def chance_cell(chance: OnTime | None, steps: Iterable[Step]) -> str:
    """The chance of what these steps decide; words where one of them needs a missed task."""
    return GONE if any(step.missed for step in steps) else str(chance or "")


def slack_cell(steps: Iterable[Step], applicant: Applicant) -> str:
    """The least slack of these steps: `21 d`, `-3 d` late, `now`; "" for nothing dated.

    Nothing is late by a year or by hours that the applicant has not chosen yet, nor by what was
    late already when they came.
    """
    dated = [step for step in steps if step.float_days is not None]
    tight = min(dated, key=lambda step: step.float_days or 0, default=None)
    if tight is None or tight.float_days is None:
        return ""
    if tight.float_days >= 0:
        return f"{tight.float_days} d"
    if applicant.match_year is None or applicant.hours_a_week is None:
        return ""
    return f"-{tight.late_days} d" if tight.late_days else "now"


def chain_lines(coach: Coach, width: int) -> list[Line]:
    """The chain that the year hangs on: each step with its last day and its slack."""
    plan, room = coach.road.plan, width - 2
    steps = [plan.by_key[key] for key in plan.critical]
    if not steps:
        return []
    left = spare(plan.spare) if plan.spare is not None else ""
    lines = [Line((("The chain your year hangs on", "strong"), (f"   {left}", "dim")))]
    for step in steps:
        slack = slack_cell([step], coach.profile.applicant)
        day = f"{narrow(step.end, coach.today):>9}  {slack:>6}"
        title = room - len(day) - 5
        words = f"{sign(step, coach.today)} {fit(step.title, title)}  {day}"
        lines.append(Line.of(words, indent=1, is_row=True))
    return lines


def date_lines(
    coach: Coach, limit: int, chances: Mapping[str, OnTime], width: int, way: str = ""
) -> list[Line]:
    """A heading and the next dates; the columns of slack and chance are there from the start. A
    narrow screen has no slack, so that what is due has a name. `way`: the key to all of them."""
    room = width - 2
    words, columns = "Next dates", _figures("slack", "~on time", width)
    more = f"   {way} calendar" if way else ""
    space = " " * (room - len(words) - len(more) - len(columns))
    lines = [Line(((words, "strong"), (more + space + columns, "dim")))]
    events = coach.season.nearest(limit)
    whens = [_when(coach, event, width) for event in events]
    longest = max(map(len, whens), default=0)
    for event, when in zip(events, whens, strict=True):
        days = f"{max((event.day - coach.today).days, 0)} d"
        begin = f"{days:>{DAYS_WIDTH}}  {when:{longest}}  "
        steps = deciding(coach.road.plan, event)
        slack = slack_cell(steps, coach.profile.applicant)
        figures = _figures(slack, chance_cell(chances.get(event.key), steps), width)
        sure = f"  {SURE[event.status]}" if event.status in SURE else ""
        sure = sure.replace("expected", "exp.") if width < NARROW else sure
        title = cut(event.title, room - 1 - len(begin) - len(sure) - len(figures))
        space = " " * (room - 1 - len(begin) - len(title) - len(sure) - len(figures))
        # Spaces stand in one part each: those of two parts in a row would be broken as one.
        parts: list[Part] = [(begin + title, ""), (sure, "dim"), (space + figures, "")]
        lines.append(Line(tuple(parts), indent=1))
    return lines


def _when(coach: Coach, event: Event, width: int) -> str:
    if width < NARROW:
        return narrow(event.day, coach.today)
    return in_zone(event, coach.profile.applicant.time_zone if width >= WIDE else None, coach.today)


def _figures(slack: str, chance: str, width: int) -> str:
    return f"  {slack:>{SLACK_WIDTH}}" * (width >= NARROW) + f"  {chance:>{CHANCE_WIDTH}}"


def event_lines(coach: Coach, event: Event, chance: OnTime | None) -> list[Line]:
    """Everything behind one date: days, hour here and there, slack, chance, what decides it."""
    steps = deciding(coach.road.plan, event)
    slack = slack_cell(steps, coach.profile.applicant)
    source = f"{coach.library.named(event.source)} · {STATUS_WORDS[event.status]}"
    when = labelled(
        ("When", in_zone(event, coach.profile.applicant.time_zone, coach.today)),
        ("Days left", str(max((event.day - coach.today).days, 0))),
        ("Slack", slack and f"{slack}: the least of the tasks that decide it"),
    )
    when += [*missed_lines(coach, steps), *exam_lines(coach, steps)]
    of_all = ("Chance", chance_words(chance, "that all of them are over"))
    tasks = (("Decided by", f"{step.task.title} ({step.state})") for step in steps)
    why = labelled(of_all, *tasks, ("Source", [(source, "dim")]), ("Note", event.note))
    return [head(event.title), Line(), *when, *why]


def exam_lines(coach: Coach, steps: Iterable[Step]) -> list[Line]:
    """The needed exams that these steps wait for, with how far each can still count."""
    keys = dict.fromkeys(key for step in steps for key in step.blocked_by)
    waiting = (coach.road.step(key) for key in keys)
    exams = (("Exam", f"{exam.title}: {exam.band.words}") for exam in waiting if exam.band)
    return labelled(*exams)


def match_week_lines(coach: Coach, width: int = 0) -> list[Line]:
    """Match Week by the hour, from what is on now; [] in other weeks. With a width one line for
    each stretch; without, also what is allowed and where that stands."""
    # 3 ms, in one week of the year.
    from coach.calendar.match_week import SOURCE, match_week

    hours = match_week(coach.season.calendar())
    days = [hour.start.date() for hour in hours]
    if not days or not days[0] - timedelta(days=LEAD_DAYS) <= coach.today <= days[-1]:
        return []
    now = coach.now.astimezone()
    who = coach.profile.applicant
    lines = [Line.of("Match Week, hour by hour", "strong")]
    for hour in hours:
        is_for_others = who.match_result == "matched" and hour.key.startswith("soap")
        if is_for_others or (hour.end <= now and hour is not hours[-1]):
            continue
        on = hour.start <= now
        mark = f"{ARROW} now  " if on else "       "
        at = f"{mark}{hour_words(hour.start, who.time_zone, weekday=True)}  "
        what = cut(hour.what, width - 3 - len(at)) if width else hour.what
        lines.append(Line(((at, "strong" if on else ""), (what, "")), indent=1, hang=7))
        if not width:
            lines.append(Line.of(hour.allowed, "dim", indent=8))
    return (
        lines if width else [*lines, Line.labelled("Source", (coach.library.named(SOURCE), "dim"))]
    )
