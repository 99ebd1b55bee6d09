"""What the applicant tells of a task, and what an act on one gives."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from coach.journey.chances import OnTime
from coach.journey.gates import SEASONAL
from coach.journey.standing import Step
from coach.logs import declared
from coach.logs.ticks import TICKS
from coach.logs.told import TOLD
from coach.prepare.step import NextStep
from coach.records import (
    STAGE_KEYS,
    CoachError,
    Record,
    StageKey,
    TaskState,
    TaskStateName,
    Told,
)
from coach.store.changes import Act
from coach.subjects.options import Opt

MOST_HOURS: Final = 2000.0
"""Of one own task; more is a road of its own."""
KEY: Final = Opt("a task's key, as `coach journey` prints it", "KEY")
DAY: Final = Opt("2027-03-01, thursday, tomorrow; - for none", "DAY")
LINK: Final = Opt("person, program, resource (repeat)", "KIND:ID", flag="--link")


class NewTask(Record):
    """A task of the applicant's own as it is added; without a stage, in that of today."""

    title: Annotated[str, Opt("what is to be done", "TITLE")]
    stage: Annotated[str | None, Opt("stage", "S", choices=STAGE_KEYS)] = None
    hours: Annotated[float, Opt("hours that it takes (1)", "H")] = 1.0
    due: Annotated[str | date | None, Opt("your own last day", "DAY")] = None
    after: Annotated[tuple[str, ...], Opt("a task that comes first (repeat)", "KEY")] = ()
    note: Annotated[str, Opt("a note", "TEXT")] = ""
    links: Annotated[tuple[str, ...], LINK] = ()


class Telling(Record, kw_only=True):
    """What is told of a task; None leaves as it is, "" takes a day or a note away.

    `started` in the past is a fact, in the future a plan; with `waiting` it is the day on which
    the wait for others began, today when nothing is said.
    """

    title: Annotated[str | None, Opt("own tasks: another title", "TEXT")] = None
    stage: Annotated[str | None, Opt("own tasks: stage", "S", choices=STAGE_KEYS)] = None
    hours: Annotated[float | None, Opt("own tasks: hours that it takes", "H")] = None
    after: Annotated[tuple[str, ...], Opt("own tasks: a task that comes first", "KEY")] = ()
    due: Annotated[str | date | None, Opt("your own last day; empty takes it away", "DAY")] = None
    note: Annotated[str | None, Opt("a note; empty takes it away", "TEXT")] = None
    link: Annotated[tuple[str, ...], LINK] = ()
    unlink: Annotated[tuple[str, ...], Opt("take a link away (repeat)", "KIND:ID")] = ()
    started: Annotated[str | date | None, Opt("begun on a day, or planned to begin", "DAY")] = None
    waiting: Annotated[bool, Opt("your part is done, others have to answer")] = False
    expected: Annotated[str | date | None, Opt("the day they should have answered", "DAY")] = None
    hours_done: Annotated[float | None, Opt("hours of it that are behind you", "H")] = None

    @property
    def of_own(self) -> str:
        """What it tells that only an own task lets be told; "" for nothing."""
        names = ("title", "stage", "hours", "after")
        return ", ".join(name for name in names if getattr(self, name) not in (None, ()))


class Acted(Record):
    """A task after an act on it; true where anything changed."""

    key: str
    changed: bool
    words: str = ""
    """What was done, where it is not the state that changed."""

    def __bool__(self) -> bool:
        return self.changed


def fill(act: Act, step: NextStep | None, day: date | None) -> bool:
    """Fills what a log asks for, with today where no day is told, and keeps that it was done;
    whether there was anything to fill."""
    log, entry = declared().get(step.log if step and step.sets else ""), None
    if step is None or log is None or (entry := act.get(log, step.entry)) is None:
        return False
    today, word = act.at.date(), step.value
    on = {f"{word}_on" if word else step.sets: day or today}
    filled = log.again(entry, **{step.sets: word, **on})
    act.put(log, filled.settled(act.rows(log), today))
    act.put(TICKS, TaskState(step.key, "done", note=step.title))
    return True


def finish(act: Act, step: Step, asked: NextStep | None, told: Told) -> None:
    """Ticks a step, or fills what a log asks for by it."""
    if not fill(act, asked, told.finished):
        tick(act, step, "done")
        act.put(TOLD, told)


def tick(act: Act, step: Step, state: TaskStateName) -> None:
    """Sets a task's state; a note that was kept with it stays."""
    key = step.task.key
    kept = act.get(TICKS, key)
    again = kept is not None and kept.state == state
    if not (again and step.state == state):
        # Ticked for another season before: the same row would be no change.
        at = act.at.isoformat(timespec="seconds") if again else ""
        act.put(TICKS, TaskState(key, state, at, kept.note if kept else ""))


def told_of(act: Act, step: Step) -> Told:
    """What was told of a task; that of an attempt that counts no more goes with its tick."""
    told, tick = act.get(TOLD, key := step.task.key) or Told(key), act.get(TICKS, key)
    if tick and tick.state == "done" and not step.finished and step.task.stage not in SEASONAL:
        act.remove(TICKS, key)
        told = Told(key, note=told.note, links=told.links)
    return told


def hours_of(amount: float, least: float = 0.25) -> float:
    """Hours of a task. Raises CoachError for what cannot be."""
    if not least <= amount <= MOST_HOURS:
        raise CoachError(f"{amount:g} hours: a task has {least:g} to {MOST_HOURS:g}.")
    return float(amount)


def stage_of(stage: str) -> StageKey:
    """The stage of this key. Raises CoachError for none."""
    for key in STAGE_KEYS:
        if key == stage:
            return key
    raise CoachError(f"“{stage}” is not a stage; they are {', '.join(STAGE_KEYS)}.")


class Dated(Record):
    """A step with the chance that it is over in time, where that was asked for."""

    step: Step
    chance: OnTime | None = None
