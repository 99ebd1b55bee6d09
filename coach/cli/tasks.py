"""`coach do`, `skip`, `reopen`, `undo`, `move`, `snooze` and `coach task add | set | remove`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from coach.cli.answer import Answer
from coach.cli.journey import step_data
from coach.coach import Coach
from coach.outlook import acts
from coach.records import STAGES, CoachError

OWN_ONLY = ("title", "stage", "hours", "after")


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
        return _said(coach, args.key, acts.part(coach, args.key, args.part), "part done")
    return _said(coach, args.key, acts.finish(coach, args.key, args.on, args.hours))


def add_skip(parser: ArgumentParser) -> None:
    """Options of `coach skip`."""
    add_key(parser)
    parser.add_argument("--why", default="", metavar="TEXT", help="the reason, kept with it")


def skip(coach: Coach, args: Namespace) -> Answer:
    """Marks a task as not needed."""
    return _said(coach, args.key, acts.skip(coach, args.key, args.why))


def reopen(coach: Coach, args: Namespace) -> Answer:
    """Opens a done or skipped task again."""
    return _said(coach, args.key, coach.set_task(args.key, None))


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
    changed = acts.move(coach, args.key, "" if args.day == "-" else args.day)
    day = coach.step(args.key).told.day
    return _said(coach, args.key, changed, f"planned for {day}" if day else "back in the plan")


def snooze(coach: Coach, args: Namespace) -> Answer:
    """Puts a task off until a day."""
    changed = acts.snooze(coach, args.key, "" if args.day == "-" else args.day)
    day = coach.step(args.key).told.snoozed
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
        key = acts.add_task(
            coach,
            args.what,
            args.stage,
            1.0 if args.hours is None else args.hours,
            args.due,
            args.after or (),
            args.note or "",
            args.link,
        )
        return _said(coach, key, True, f"added as {key}")
    if args.action == "remove":
        title = coach.step(args.what).task.title
        acts.remove_own(coach, args.what)
        return Answer({"changed": True, "removed": args.what}, [f"{title}: removed."])
    return _set(coach, args)


def _set(coach: Coach, args: Namespace) -> Answer:
    key = args.what
    coach.step(key)
    given: dict[str, Any] = {
        name: getattr(args, name)
        for name in ("started", "expected", "due", "hours_done", "note")
        if getattr(args, name) is not None
    }
    own = {name: getattr(args, name) for name in OWN_ONLY if getattr(args, name) is not None}
    if not (given or own or args.link or args.unlink or args.waiting):
        raise CoachError(f"Say what to set of {key}: `coach task --help` lists it.")
    changed = acts.tell(
        coach,
        key,
        **given,
        link=args.link,
        unlink=args.unlink,
        waiting=args.waiting,
        own=acts.own_with(coach, key, **own) if own else None,
    )
    return _said(coach, key, changed, "saved")


def _said(coach: Coach, key: str, changed: bool, said: str = "") -> Answer:
    step = coach.step(key)
    line = (
        f"{step.task.title}: {said or step.state}."
        if changed
        else (f"It was {step.state} already." if not said else "Nothing to change.")
    )
    return Answer({"task": step_data(step), "changed": changed}, [line])
