"""`coach do`, `skip`, `reopen`, `undo`, `move`, `snooze` and `coach task add | set | remove`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from coach.cli.answer import Answer
from coach.cli.journey import step_data
from coach.records import STAGES, CoachError
from coach.saying.text import rows
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.subjects.road import NewTask, Telling
from coach.typed_days import day_words, parsed_day


def do(
    coach: Coach,
    key: Annotated[str, Opt("a task's key, as `coach journey` prints it", "KEY")],
    on: Annotated[str | None, Opt("the day it was finished, if not today", "DAY")] = None,
    hours: Annotated[float | None, Opt("hours that it took", "H")] = None,
    part: Annotated[float | None, Opt("H hours of it are done, no more", "H")] = None,
) -> Answer:
    """Ticks a task, a blocked one too; or a part of it."""
    if part is not None:
        return _task(coach, key, coach.road.part(key, part), "part done")
    return _task(coach, key, coach.road.finish(key, on, hours))


def skip(
    coach: Coach,
    key: Annotated[str, Opt("a task's key, as `coach journey` prints it", "KEY")],
    why: Annotated[str, Opt("the reason, kept with it", "TEXT")] = "",
) -> Answer:
    """Marks a task as not needed."""
    return _task(coach, key, coach.road.skip(key, why))


def reopen(
    coach: Coach, key: Annotated[str, Opt("a task's key, as `coach journey` prints it", "KEY")]
) -> Answer:
    """Opens a done or skipped task again."""
    return _task(coach, key, coach.road.reopen(key))


def move(
    coach: Coach,
    key: Annotated[str, Opt("a task's key, as `coach journey` prints it", "KEY")],
    day: Annotated[str, Opt("2027-03-01, thursday, tomorrow; - for none", "DAY")],
) -> Answer:
    """Moves a task to a day."""
    changed = coach.road.move(key, day.strip("-"))
    planned = coach.road.step(key).told.day
    return _task(coach, key, changed, f"planned for {planned}" if planned else "back in the plan")


def snooze(
    coach: Coach,
    key: Annotated[str, Opt("a task's key, as `coach journey` prints it", "KEY")],
    day: Annotated[str, Opt("2027-03-01, thursday, tomorrow; - for none", "DAY")],
) -> Answer:
    """Puts a task off until a day."""
    changed = coach.road.snooze(key, day.strip("-"))
    until = coach.road.step(key).told.snoozed
    return _task(coach, key, changed, f"put off until {until}" if until else "awake again")


def add(
    coach: Coach,
    title: Annotated[str, Opt("what is to be done", "TITLE")],
    stage: Annotated[str | None, Opt("stage", "S", choices=tuple(STAGES))] = None,
    hours: Annotated[float, Opt("hours that it takes (1)", "H")] = 1.0,
    due: Annotated[str | None, Opt("your own last day", "DAY")] = None,
    after: Annotated[tuple[str, ...], Opt("a task that comes first (repeat)", "KEY")] = (),
    note: Annotated[str, Opt("a note", "TEXT")] = "",
    link: Annotated[tuple[str, ...], Opt("person, program, resource (repeat)", "KIND:ID")] = (),
) -> Answer:
    """Adds a task of your own."""
    key = coach.road.add(NewTask(title, stage, hours, due, after, note, link))
    return _task(coach, key, True, f"added as {key}{_understood(coach.today, due=due)}")


def tell(
    coach: Coach,
    key: Annotated[str, Opt("a task's key, as `coach journey` prints it", "KEY")],
    title: Annotated[str | None, Opt("own tasks: another title", "TEXT")] = None,
    stage: Annotated[str | None, Opt("own tasks: stage", "S", choices=tuple(STAGES))] = None,
    hours: Annotated[float | None, Opt("own tasks: hours that it takes", "H")] = None,
    after: Annotated[tuple[str, ...], Opt("own tasks: a task that comes first", "KEY")] = (),
    due: Annotated[str | None, Opt("your own last day; empty takes it away", "DAY")] = None,
    note: Annotated[str | None, Opt("a note; empty takes it away", "TEXT")] = None,
    link: Annotated[tuple[str, ...], Opt("person, program, resource (repeat)", "KIND:ID")] = (),
    unlink: Annotated[tuple[str, ...], Opt("take a link away (repeat)", "KIND:ID")] = (),
    started: Annotated[str | None, Opt("begun on a day, or planned to begin", "DAY")] = None,
    waiting: Annotated[bool, Opt("your part is done, others have to answer")] = False,
    expected: Annotated[str | None, Opt("the day they should have answered", "DAY")] = None,
    hours_done: Annotated[float | None, Opt("hours of it that are behind you", "H")] = None,
) -> Answer:
    """Tells dates, notes and links of any task, and all of a task of your own."""
    coach.road.step(key)
    telling = Telling(
        title=title,
        stage=stage,
        hours=hours,
        after=after or None,
        due=due,
        note=note,
        link=link,
        unlink=unlink,
        started=started,
        waiting=waiting,
        expected=expected,
        hours_done=hours_done,
    )
    if telling == Telling():
        raise CoachError(f"Say what to set of {key}: `coach task set --help` lists it.")
    changed = coach.road.tell(key, telling)
    days = _understood(coach.today, due=due, started=started, expected=expected)
    return _task(coach, key, changed, f"saved{days}")


def remove(
    coach: Coach, key: Annotated[str, Opt("the key of a task of your own", "KEY")]
) -> Answer:
    """Takes a task of your own away."""
    title = coach.road.step(key).task.title
    coach.road.remove(key)
    return Answer({"changed": True, "removed": key}, rows([f"{title}: removed."]))


def _understood(today: date, due: str | None, **others: str | None) -> str:
    """The days that were meant by what was typed, where that was no date already."""
    days = [("due", due, parsed_day(due, today))] if due else []
    days += [(name, text, parsed_day(text, today, "any")) for name, text in others.items() if text]
    return "".join(f", {name} {day_words(day)}" for name, text, day in days if text != str(day))


def _task(coach: Coach, key: str, changed: bool, words: str = "") -> Answer:
    step = coach.road.step(key)
    line = f"{step.task.title}: {words or step.state}."
    if not changed:
        line = "Nothing to change." if words else f"It was {step.state} already."
    return Answer({"task": step_data(step), "changed": changed}, rows([line]))
