"""`coach do`, `skip`, `reopen`, `undo`, `move`, `snooze` and `coach task add | set | remove`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from coach.cli.answer import Answer
from coach.cli.journey import step_data
from coach.records import STAGES, CoachError
from coach.subjects.coach import Coach
from coach.subjects.road import NewTask, Telling


def add_key(parser: ArgumentParser) -> None:
    """The task that is meant."""
    parser.add_argument("key", metavar="KEY", help="a task's key, as `coach journey` prints it")


def add_do(parser: ArgumentParser) -> None:
    """Options of `coach do`."""
    add_key(parser)
    parser.add_argument("--on", metavar="DAY", help="the day it was finished, if not today")
    parser.add_argument("--hours", type=float, metavar="H", help="hours that it took")
    parser.add_argument("--part", type=float, metavar="H", help="H hours of it are done, no more")


def do(coach: Coach, args: Namespace) -> Answer:
    """Ticks a task, a blocked one too; or a part of it."""
    if args.part is not None:
        return _said(coach, args.key, coach.road.part(args.key, args.part), "part done")
    return _said(coach, args.key, coach.road.finish(args.key, args.on, args.hours))


def add_skip(parser: ArgumentParser) -> None:
    """Options of `coach skip`."""
    add_key(parser)
    parser.add_argument("--why", default="", metavar="TEXT", help="the reason, kept with it")


def skip(coach: Coach, args: Namespace) -> Answer:
    """Marks a task as not needed."""
    return _said(coach, args.key, coach.road.skip(args.key, args.why))


def reopen(coach: Coach, args: Namespace) -> Answer:
    """Opens a done or skipped task again."""
    return _said(coach, args.key, coach.road.reopen(args.key))


def undo(coach: Coach, args: Namespace) -> Answer:
    """Takes the last change back."""
    title = coach.undo()
    return Answer({"undone": title}, [f"Taken back: {title}" if title else "Nothing to undo."])


def add_day(parser: ArgumentParser) -> None:
    """A task and a day."""
    add_key(parser)
    parser.add_argument("day", metavar="DAY", help="2027-03-01, thursday, tomorrow; - for none")


def move(coach: Coach, args: Namespace) -> Answer:
    """Moves a task to a day."""
    changed = coach.road.move(args.key, "" if args.day == "-" else args.day)
    day = coach.road.step(args.key).told.day
    return _said(coach, args.key, changed, f"planned for {day}" if day else "back in the plan")


def snooze(coach: Coach, args: Namespace) -> Answer:
    """Puts a task off until a day."""
    changed = coach.road.snooze(args.key, "" if args.day == "-" else args.day)
    day = coach.road.step(args.key).told.snoozed
    return _said(coach, args.key, changed, f"put off until {day}" if day else "awake again")


def add_task(parser: ArgumentParser) -> None:
    """Options of `coach task`."""
    add = parser.add_argument
    add("action", choices=("add", "set", "remove"), metavar="add|set|remove")
    add("what", metavar="TITLE|KEY", help="the title of a task to add, or a task's key")
    add("--title", help="own tasks: another title")
    add("--stage", choices=list(STAGES), metavar="S", help=f"own tasks: {', '.join(STAGES)}")
    add("--hours", type=float, metavar="H", help="own tasks: hours that it takes")
    add("--after", action="append", metavar="KEY", help="own tasks: a task that comes first")
    add("--due", metavar="DAY", help="your own last day; empty takes it away")
    add("--note", metavar="TEXT", help="a note; empty takes it away")
    add("--link", action="append", default=[], metavar="KIND:ID", help="person, program, resource")
    add("--unlink", action="append", default=[], metavar="KIND:ID")
    add("--started", metavar="DAY", help="begun on a day, or planned to begin")
    add("--waiting", action="store_true", help="your part is done, others have to answer")
    add("--expected", metavar="DAY", help="the day on which others should have answered")
    add("--hours-done", type=float, metavar="H", help="hours of it that are behind you")


def task(coach: Coach, args: Namespace) -> Answer:
    """Adds, changes or removes a task of your own; tells dates and notes of any task."""
    if args.action == "add":
        hours = 1.0 if args.hours is None else args.hours
        key = coach.road.add(
            NewTask(
                args.what,
                args.stage,
                hours,
                due=args.due,
                after=tuple(args.after or ()),
                note=args.note or "",
                links=tuple(args.link),
            )
        )
        return _said(coach, key, True, f"added as {key}")
    if args.action == "remove":
        title = coach.road.step(args.what).task.title
        coach.road.remove(args.what)
        return Answer({"changed": True, "removed": args.what}, [f"{title}: removed."])
    return _set(coach, args)


def _set(coach: Coach, args: Namespace) -> Answer:
    key = args.what
    coach.road.step(key)
    telling = Telling(
        started=args.started,
        expected=args.expected,
        due=args.due,
        hours_done=args.hours_done,
        note=args.note,
        link=tuple(args.link),
        unlink=tuple(args.unlink),
        waiting=args.waiting,
        title=args.title,
        stage=args.stage,
        hours=args.hours,
        after=None if args.after is None else tuple(args.after),
    )
    if telling == Telling():
        raise CoachError(f"Say what to set of {key}: `coach task --help` lists it.")
    return _said(coach, key, coach.road.tell(key, telling), "saved")


def _said(coach: Coach, key: str, changed: bool, said: str = "") -> Answer:
    step = coach.road.step(key)
    line = (
        f"{step.task.title}: {said or step.state}."
        if changed
        else (f"It was {step.state} already." if not said else "Nothing to change.")
    )
    return Answer({"task": step_data(step), "changed": changed}, [line])
