"""Prepare: the logs and what they ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from coach.cells import padded
from coach.prepare.step import NextStep
from coach.saying import of_logs
from coach.saying.text import Answer, Line, rows
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.wording import hours, short

Row = Mapping[str, object]


def note(
    coach: Coach, line: Annotated[str, Opt("lor Dr Khan IM us ask fri", "WORD", joined=True)]
) -> Answer:
    """Keeps what a line says, in the log of its first word. Raises CoachError."""
    subject = coach.prepare.log_of(line)
    known = of_logs.typed(coach, subject.log.name, subject.typed(line))
    title = coach.prepare.add(line)
    return Answer({"kept": title}, [Line.of(text) for text in (f"Kept. {title}", known) if text])


def about_step(coach: Coach, step: NextStep) -> list[Line]:
    """Why a log asks for a step, how it is done, and when."""
    today = coach.today
    when = [
        f"from {short(step.opens, today)}" if step.opens and step.opens > today else "",
        f"by {short(step.due, today)}" if step.due else "",
        hours(step.hours) if step.kind == "next" else "",
    ]
    return [
        Line.of(step.how),
        Line.labelled("Why", step.why),
        Line.labelled("When", " · ".join(filter(None, when)) or "no date"),
    ]


def about_log(coach: Coach, log: str) -> list[Line]:
    """How a log stands, or what it is for and how it is typed."""
    declared = coach.logs[log].log
    return of_logs.standing(coach, log) or [
        Line.of(f"{declared.about[0].upper()}{declared.about[1:]}."),
        Line.labelled("Like", of_logs.example(coach, log)),
    ]


def listed(coach: Coach, kept: Sequence[Row], log: str) -> list[Line]:
    """The keys, each with what the columns of the page say, then how the log stands."""
    subject = coach.logs[log]
    lines = [
        f"{padded(key, 24)}  {' · '.join(filter(None, cells))}"
        for key, entry in subject.listed().items()
        for cells in [[of_logs.in_row(coach, log, entry, name) for name in subject.log.columns]]
    ]
    return [*rows(lines or [of_logs.nothing(coach, log)]), Line(), *about_log(coach, log)]


def added(coach: Coach, row: Row, log: str) -> list[Line]:
    """What was kept, and what is to be known of it."""
    known = of_logs.typed(coach, log, coach.logs[log].entries()[str(row["key"])])
    return [Line.of(text) for text in (f"{row['key']}: {row['title']}", known) if text]
