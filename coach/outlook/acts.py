"""What the applicant does with single tasks of the plan; each act is one undo."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from coach.coach import Coach
from coach.journey import asked
from coach.journey.own import own_key
from coach.records import STAGES, CoachError, OwnTask, TaskState, Told
from coach.wording import hours as in_hours
from coach.wording import short

MOST_HOURS: Final = 2000.0
"""Of one own task; more is a road of its own."""
LONGEST: Final = 80
"""Characters of an own task's title; notes and reasons may have ten times as many."""


def add_task(
    coach: Coach,
    title: str,
    stage: str | None = None,
    hours: float = 1.0,
    due: str | date | None = None,
    after: Iterable[str] = (),
    note: str = "",
    links: Iterable[str] = (),
) -> str:
    """Adds a task of the applicant's own; its key. Raises CoachError."""
    name = asked.words(title, "the title", LONGEST, needed=True)
    where = stage or coach.place.stage
    if where not in STAGES:
        raise CoachError(f"“{where}” is not a stage; they are {', '.join(STAGES)}.")
    last = asked.coming_day(due, coach.today, "the due day") if due else None
    earlier = tuple(coach.step(key).task.key for key in after)
    key = own_key(name, coach.tasks)
    at = coach.now()
    own = OwnTask(key, name, where, _hours(hours), earlier, last, at.isoformat(timespec="minutes"))
    told = Told(key, note=asked.words(note, "the note", LONGEST * 10), links=asked.links(links))
    coach.store.change_plan(f"Added: {name}", at, told=[told], own={key: own})
    coach.forget()
    return key


def own_with(
    coach: Coach,
    key: str,
    title: str | None = None,
    stage: str | None = None,
    hours: float | None = None,
    after: Iterable[str] | None = None,
) -> OwnTask:
    """An own task with other words, for `tell`. Raises CoachError for a task of the road."""
    kept = _own(coach, key)
    if stage is not None and stage not in STAGES:
        raise CoachError(f"“{stage}” is not a stage; they are {', '.join(STAGES)}.")
    earlier = kept.after
    if after is not None:
        earlier = tuple(coach.step(one).task.key for one in after)
        _no_circle(coach, key, earlier)
    return kept._replace(
        title=kept.title if title is None else asked.words(title, "the title", LONGEST, True),
        stage=stage or kept.stage,
        hours=kept.hours if hours is None else _hours(hours),
        after=earlier,
    )


def remove_own(coach: Coach, key: str) -> bool:
    """Takes an own task away with all that was told of it; undo brings it back."""
    own = _own(coach, key)
    waits = [one for one in coach.store.own_tasks().values() if key in one.after]
    rest: dict[str, OwnTask | None] = {
        one.key: one._replace(after=tuple(each for each in one.after if each != key))
        for one in waits
    }
    done = coach.store.change_plan(
        f"Removed: {own.title}", coach.now(), {key: None}, [Told(key)], rest | {key: None}
    )
    coach.forget()
    return done


def tell(
    coach: Coach,
    key: str,
    started: str | date | None = None,
    expected: str | date | None = None,
    due: str | date | None = None,
    hours_done: float | None = None,
    note: str | None = None,
    link: Iterable[str] = (),
    unlink: Iterable[str] = (),
    waiting: bool = False,
    own: OwnTask | None = None,
) -> bool:
    """Tells of a task what the applicant knows, in one act; "" takes a day or a note away.

    `started` in the past is a fact, in the future a plan; with `waiting` it is the day on which
    the wait for others began, today when nothing is said. `own`: from `own_with`. Raises
    CoachError.
    """
    step = coach.step(key)
    told = coach.store.told().get(key, Told(key))
    today = coach.today
    if waiting:
        since = asked.past_day(started or today, today, "the day the wait began")
        told = told._replace(started=since)
    elif started is not None:
        told = told._replace(started=asked.any_day(started, today, "the start"))
    if expected is not None:
        told = told._replace(expected=asked.any_day(expected, today, "the day expected back"))
    if due is not None:
        told = told._replace(due=asked.coming_day(due, today, "the due day"))
    if hours_done is not None:
        told = told._replace(hours_done=_hours(hours_done, least=0.0))
    if note is not None:
        told = told._replace(note=asked.words(note, "the note", LONGEST * 10))
    links = [one for one in told.links if one not in set(unlink)]
    links += [one for one in asked.links(link) if one not in links]
    told = told._replace(links=tuple(links))
    title = f"{'Waiting' if waiting else 'Planned'}: {own.title if own else step.task.title}"
    return _state(coach, title, key, "waiting" if waiting else None, told, own)


def wait(
    coach: Coach, key: str, since: str | date | None = None, expected: str | date | None = None
) -> bool:
    """Says that a task waits for others: own work done on `since`, answer expected on a day."""
    return tell(coach, key, started=since, expected=expected, waiting=True)


def finish(
    coach: Coach, key: str, day: str | date | None = None, hours: float | None = None
) -> bool:
    """Ticks a task, finished today or on a past day, with the hours that it took if known."""
    step = coach.step(key)
    if step.state == "done" and day is None and hours is None:
        return False
    told = coach.store.told().get(key, Told(key))
    if day is not None:
        told = told._replace(finished=asked.past_day(day, coach.today, "the day it was finished"))
        if told.started and told.started > coach.today:
            # A start that was only planned says nothing of a task that is over.
            told = told._replace(started=None)
        if told.started and told.finished and told.finished < told.started:
            raise CoachError(
                f"{step.task.title} cannot be finished on {told.finished}, before it began on "
                f"{told.started}."
            )
    if hours is not None:
        told = told._replace(hours_done=_hours(hours, least=0.0))
    return _state(coach, f"Done: {step.task.title}", key, "done", told)


def skip(coach: Coach, key: str, why: str = "") -> bool:
    """A task is not needed, and why; whether anything changed."""
    return coach.set_task(key, "skipped", asked.words(why, "the reason", LONGEST * 10))


def move(coach: Coach, key: str, day: str | date) -> bool:
    """Moves a task to a day, of this week or of another; "" gives it back to the plan."""
    step = coach.step(key)
    to = asked.coming_day(day, coach.today, "the day")
    told = coach.store.told().get(key, Told(key))._replace(day=to)
    said = f"Moved to {short(to, coach.today)}" if to else "Not moved any more"
    return _keep(coach, f"{said}: {step.task.title}", told)


def snooze(coach: Coach, key: str, day: str | date) -> bool:
    """Puts a task off until a day; "" wakes it."""
    step = coach.step(key)
    until = asked.coming_day(day, coach.today, "the day")
    told = coach.store.told().get(key, Told(key))._replace(snoozed=until)
    said = f"Put off until {short(until, coach.today)}" if until else "Not put off any more"
    return _keep(coach, f"{said}: {step.task.title}", told)


def part(coach: Coach, key: str, hours: float) -> bool:
    """Splits a task: so many hours of it are done now, the rest stays open."""
    step = coach.step(key)
    if step.finished:
        raise CoachError(f"{step.task.title} is {step.state} already; `coach reopen {key}` first.")
    told = coach.store.told().get(key, Told(key))
    more = told._replace(hours_done=told.hours_done + _hours(hours))
    return _keep(coach, f"{in_hours(hours)} of: {step.task.title}", more)


def _keep(coach: Coach, title: str, told: Told) -> bool:
    done = coach.store.change_plan(title, coach.now(), told=[told])
    coach.forget()
    return done


def _state(
    coach: Coach, title: str, key: str, state: str | None, told: Told, own: OwnTask | None = None
) -> bool:
    """Keeps what was told, with another state or other words of an own task where given."""
    at = coach.now()
    states: dict[str, TaskState | None] = {}
    kept = coach.store.tasks().get(key)
    if state and not (kept and kept.state == state and coach.step(key).state == state):
        # Ticked for another season before: the same row would be no change.
        exact = "seconds" if kept and kept.state == state else "minutes"
        note = kept.note if kept else ""
        states[key] = TaskState(key, state, at.isoformat(timespec=exact), note)
    done = coach.store.change_plan(title, at, states, [told], {key: own} if own else None)
    coach.forget()
    return done


def _own(coach: Coach, key: str) -> OwnTask:
    own = coach.store.own_tasks().get(key)
    if own is None:
        title = coach.step(key).task.title
        raise CoachError(
            f"{title} is a task of the road: its date, note and hours can be set, not its title."
        )
    return own


def _no_circle(coach: Coach, key: str, earlier: Iterable[str]) -> None:
    todo = list(earlier)
    while todo:
        one = todo.pop()
        if one == key:
            raise CoachError(f"{key} would wait for itself; name another task with --after.")
        todo += coach.tasks[one].after if one in coach.tasks else ()


def _hours(amount: float, least: float = 0.25) -> float:
    if not least <= amount <= MOST_HOURS:
        raise CoachError(f"{amount:g} hours: a task has {least:g} to {MOST_HOURS:g}.")
    return float(amount)
