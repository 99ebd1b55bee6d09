"""The road to Match Day: every task in its state, and what the applicant does with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from coach.journey import asked as asked
from coach.journey.gates import OWN as OWN
from coach.journey.plan import Road as Road
from coach.journey.stages import Place
from coach.journey.standing import Step as Step, deadline as deadline
from coach.journey.urgency import assess_task
from coach.logs.own_tasks import OWN_TASKS
from coach.logs.ticks import TICKS
from coach.logs.told import TOLD
from coach.records import (
    STAGE_KEYS,
    Assessment,
    CoachError,
    OwnTask,
    Record,
    StageKey,
    Task,
    TaskState,
    TaskStateName,
    Told,
    replace,
)
from coach.state import State
from coach.store.changes import Act
from coach.wording import hours as in_hours, short

MOST_HOURS: Final = 2000.0
"""Of one own task; more is a road of its own."""
LONGEST: Final = 80
"""Characters of an own task's title; notes and reasons may have ten times as many."""


class NewTask(Record):
    """A task of the applicant's own as it is added; without a stage, in that of today."""

    title: str
    stage: str | None = None
    hours: float = 1.0
    due: str | date | None = None
    after: tuple[str, ...] = ()
    note: str = ""
    links: tuple[str, ...] = ()


class Telling(Record, kw_only=True):
    """What is told of a task; None leaves as it is, "" takes a day or a note away.

    `started` in the past is a fact, in the future a plan; with `waiting` it is the day on which
    the wait for others began, today when nothing is said. The last four are for own tasks only.
    """

    started: str | date | None = None
    expected: str | date | None = None
    due: str | date | None = None
    hours_done: float | None = None
    note: str | None = None
    link: tuple[str, ...] = ()
    unlink: tuple[str, ...] = ()
    waiting: bool = False
    title: str | None = None
    stage: str | None = None
    hours: float | None = None
    after: tuple[str, ...] | None = None

    @property
    def of_own(self) -> bool:
        """Whether it tells what only an own task lets be told."""
        return any(word is not None for word in (self.title, self.stage, self.hours, self.after))


class RoadSubject:
    """Tasks, their states and dates; each act is one undo."""

    def __init__(self, state: State) -> None:
        self._state = state

    @property
    def plan(self) -> Road:
        """Every task that applies, in its state, with its dates."""
        return self._state.road

    @property
    def place(self) -> Place:
        """The stage, and why."""
        return self._state.place

    @property
    def tasks(self) -> Mapping[str, Task]:
        """The tasks of the road and the applicant's own, by key, also those that do not apply."""
        return self._state.tasks

    def step(self, key: str) -> Step:
        """The step of a task key. Raises CoachError."""
        return self._state.step(key)

    def assessment(self, step: Step) -> Assessment:
        """What makes a step urgent, with the reasons."""
        opens = self._state.opens.get(step.task.key, 0)
        return assess_task(step, self.place.stage, self._state.needs, opens)

    def finish(self, key: str, on: str | date | None = None, hours: float | None = None) -> bool:
        """Ticks a task, finished today or on a past day, with the hours that it took if known."""
        step = self.step(key)
        if step.state == "done" and on is None and hours is None:
            return False
        with self._state.act(f"Done: {step.task.title}") as act:
            told = _told(act, key)
            if on is not None:
                told = self._finished_on(step, told, on)
            if hours is not None:
                told = replace(told, hours_done=_hours(hours, least=0.0))
            self._tick(act, step, "done")
            act.put(TOLD, told)
        return act.changed

    def reopen(self, key: str) -> bool:
        """Opens a done, skipped or waiting task again; whether anything changed."""
        step = self.step(key)
        if not step.finished and step.state != "waiting":
            return False
        with self._state.act(f"Reopened: {step.task.title}") as act:
            if step.task.done_if:
                act.put(TICKS, TaskState(key, "open"))
            else:
                act.remove(TICKS, key)
            # A day on which it was finished belongs to the tick that is taken away.
            act.put(TOLD, replace(_told(act, key), finished=None))
        return act.changed

    def skip(self, key: str, why: str = "") -> bool:
        """A task is not needed, and why; whether anything changed."""
        reason = asked.words(why, "the reason", LONGEST * 10)
        step = self.step(key)
        if step.state == "skipped":
            return False
        with self._state.act(f"Skipped: {step.task.title}") as act:
            act.put(TICKS, TaskState(key, "skipped", note=reason))
            act.put(TOLD, replace(_told(act, key), finished=None))
        return act.changed

    def move(self, key: str, day: str | date) -> bool:
        """Moves a task to a day, of this week or of another; "" gives it back to the plan."""
        step, today = self.step(key), self._state.today
        to = asked.coming_day(day, today, "the day")
        words = f"Moved to {short(to, today)}" if to else "Not moved any more"
        with self._state.act(f"{words}: {step.task.title}") as act:
            act.put(TOLD, replace(_told(act, key), day=to))
        return act.changed

    def snooze(self, key: str, day: str | date) -> bool:
        """Puts a task off until a day; "" wakes it."""
        step, today = self.step(key), self._state.today
        until = asked.coming_day(day, today, "the day")
        words = f"Put off until {short(until, today)}" if until else "Not put off any more"
        with self._state.act(f"{words}: {step.task.title}") as act:
            act.put(TOLD, replace(_told(act, key), snoozed=until))
        return act.changed

    def part(self, key: str, hours: float) -> bool:
        """Splits a task: so many hours of it are done now, the rest stays open."""
        step = self.step(key)
        if step.finished:
            raise CoachError(
                f"{step.task.title} is {step.state} already; `coach reopen {key}` first."
            )
        more = _hours(hours)
        with self._state.act(f"{in_hours(hours)} of: {step.task.title}") as act:
            told = _told(act, key)
            act.put(TOLD, replace(told, hours_done=told.hours_done + more))
        return act.changed

    def wait(
        self, key: str, since: str | date | None = None, expected: str | date | None = None
    ) -> bool:
        """A task waits for others: own work done on `since`, the answer expected on a day."""
        return self.tell(key, Telling(started=since, expected=expected, waiting=True))

    def tell(self, key: str, telling: Telling) -> bool:
        """Keeps what the applicant knows of a task, in one act. Raises CoachError."""
        if telling.of_own:
            self._own(self._state.kept(OWN_TASKS), key)
        step = self.step(key)
        with self._state.act("") as act:
            title = step.task.title
            if telling.of_own:
                own = self._own_with(act.rows(OWN_TASKS), key, telling)
                title = own.title
            if telling.waiting:
                self._tick(act, step, "waiting")
            act.put(TOLD, self._told_more(_told(act, key), telling))
            if telling.of_own:
                act.put(OWN_TASKS, own)
            act.title = f"{'Waiting' if telling.waiting else 'Planned'}: {title}"
        return act.changed

    def add(self, new: NewTask) -> str:
        """Adds a task of the applicant's own; its key. Raises CoachError."""
        state = self._state
        name = asked.words(new.title, "the title", LONGEST, needed=True)
        stage = _stage(new.stage or self.place.stage)
        due = asked.coming_day(new.due, state.today, "the due day") if new.due else None
        after = tuple(self.step(earlier).task.key for earlier in new.after)
        key = OWN_TASKS.free_key(name, self.tasks, "my_")
        own = OwnTask(key, name, stage, _hours(new.hours), after, due)
        note = asked.words(new.note, "the note", LONGEST * 10)
        told = Told(key, note=note, links=asked.links(new.links))
        with self._state.act(f"Added: {name}") as act:
            act.put(TOLD, told)
            act.put(OWN_TASKS, own)
        return key

    def remove(self, key: str) -> bool:
        """Takes an own task away with all that was told of it; undo brings it back."""
        with self._state.act("") as act:
            act.remove(TICKS, key)
            act.remove(TOLD, key)
            tasks = act.rows(OWN_TASKS)
            act.title = f"Removed: {self._own(tasks, key).title}"
            for other in tasks.values():
                if key in other.after:
                    after = tuple(earlier for earlier in other.after if earlier != key)
                    act.put(OWN_TASKS, replace(other, after=after))
            act.remove(OWN_TASKS, key)
        return act.changed

    def _finished_on(self, step: Step, told: Told, day: str | date) -> Told:
        today = self._state.today
        told = replace(told, finished=asked.past_day(day, today, "the day it was finished"))
        if told.started and told.started > today:
            # A start that was only planned says nothing of a task that is over.
            told = replace(told, started=None)
        if told.started and told.finished and told.finished < told.started:
            raise CoachError(
                f"{step.task.title} cannot be finished on {told.finished}, before it began on "
                f"{told.started}."
            )
        return told

    def _with_days(self, told: Told, telling: Telling) -> Told:
        today, started = self._state.today, telling.started
        if telling.waiting:
            since = asked.past_day(started or today, today, "the day the wait began")
            told = replace(told, started=since)
        elif started is not None:
            told = replace(told, started=asked.any_day(started, today, "the start"))
        if telling.expected is not None:
            expected = asked.any_day(telling.expected, today, "the day expected back")
            told = replace(told, expected=expected)
        if telling.due is not None:
            told = replace(told, due=asked.coming_day(telling.due, today, "the due day"))
        return told

    def _told_more(self, told: Told, telling: Telling) -> Told:
        told = self._with_days(told, telling)
        if telling.hours_done is not None:
            told = replace(told, hours_done=_hours(telling.hours_done, least=0.0))
        if telling.note is not None:
            told = replace(told, note=asked.words(telling.note, "the note", LONGEST * 10))
        links = [link for link in told.links if link not in set(telling.unlink)]
        links += [link for link in asked.links(telling.link) if link not in links]
        return replace(told, links=tuple(links))

    def _own(self, tasks: Mapping[str, OwnTask], key: str) -> OwnTask:
        own = tasks.get(key)
        if own is None:
            title = self.step(key).task.title
            raise CoachError(
                f"{title} is a task of the road: its date, note and hours can be set, not its "
                "title."
            )
        return own

    def _own_with(self, tasks: Mapping[str, OwnTask], key: str, telling: Telling) -> OwnTask:
        """An own task with other words. Raises CoachError for a task of the road."""
        own, title = self._own(tasks, key), telling.title
        stage = own.stage if telling.stage is None else _stage(telling.stage)
        after = own.after
        if telling.after is not None:
            after = tuple(self.step(earlier).task.key for earlier in telling.after)
            self._no_circle(key, after)
        return replace(
            own,
            title=own.title if title is None else asked.words(title, "the title", LONGEST, True),
            stage=stage,
            hours=own.hours if telling.hours is None else _hours(telling.hours),
            after=after,
        )

    def _no_circle(self, key: str, earlier: Iterable[str]) -> None:
        todo = list(earlier)
        while todo:
            task = todo.pop()
            if task == key:
                raise CoachError(f"{key} would wait for itself; name another task with --after.")
            todo += self.tasks[task].after if task in self.tasks else ()

    def _tick(self, act: Act, step: Step, state: TaskStateName) -> None:
        """Sets a task's state; a note that was kept with it stays."""
        key = step.task.key
        kept = act.get(TICKS, key)
        again = kept is not None and kept.state == state
        if not (again and step.state == state):
            # Ticked for another season before: the same row would be no change.
            at = act.at.isoformat(timespec="seconds") if again else ""
            act.put(TICKS, TaskState(key, state, at, kept.note if kept else ""))


def _told(act: Act, key: str) -> Told:
    return act.get(TOLD, key) or Told(key)


def _stage(stage: str) -> StageKey:
    for key in STAGE_KEYS:
        if key == stage:
            return key
    raise CoachError(f"“{stage}” is not a stage; they are {', '.join(STAGE_KEYS)}.")


def _hours(amount: float, least: float = 0.25) -> float:
    if not least <= amount <= MOST_HOURS:
        raise CoachError(f"{amount:g} hours: a task has {least:g} to {MOST_HOURS:g}.")
    return float(amount)
