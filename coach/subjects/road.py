"""The road to Match Day: every task in its state, and what the applicant does with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from msgspec import Struct

from coach.answers import Answers
from coach.journey import asked
from coach.journey.own import own_key
from coach.journey.plan import Road, Step
from coach.journey.stages import Place
from coach.records import STAGES, CoachError, OwnTask, Task, TaskState, Told, replace
from coach.wording import hours as in_hours
from coach.wording import short

MOST_HOURS: Final = 2000.0
"""Of one own task; more is a road of its own."""
LONGEST: Final = 80
"""Characters of an own task's title; notes and reasons may have ten times as many."""


class NewTask(Struct, frozen=True):
    """A task of the applicant's own as it is added; without a stage, in that of today."""

    title: str
    stage: str | None = None
    hours: float = 1.0
    due: str | date | None = None
    after: tuple[str, ...] = ()
    note: str = ""
    links: tuple[str, ...] = ()


class Telling(Struct, frozen=True, kw_only=True):
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

    def __init__(self, state: Answers) -> None:
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
        step = self.plan.step(key)
        if step is None:
            known = "does not apply to you" if key in self.tasks else "does not exist"
            raise CoachError(f"The task {key} {known}; `coach journey` lists yours.")
        return step

    def finish(self, key: str, on: str | date | None = None, hours: float | None = None) -> bool:
        """Ticks a task, finished today or on a past day, with the hours that it took if known."""
        step = self.step(key)
        if step.state == "done" and on is None and hours is None:
            return False
        told = self._told(key)
        if on is not None:
            told = self._finished_on(step, told, on)
        if hours is not None:
            told = replace(told, hours_done=_hours(hours, least=0.0))
        return self._keep(f"Done: {step.task.title}", told, "done")

    def reopen(self, key: str) -> bool:
        """Opens a done, skipped or waiting task again; whether anything changed."""
        step = self.step(key)
        if not step.finished and step.state != "waiting":
            return False
        at = self._state.now()
        row = None
        if step.task.done_if:
            row = TaskState(key, "open", at.isoformat(timespec="minutes"))
        # A day on which it was finished belongs to the tick that is taken away.
        told = replace(self._told(key), finished=None)
        return self._write(f"Reopened: {step.task.title}", {key: row}, [told])

    def skip(self, key: str, why: str = "") -> bool:
        """A task is not needed, and why; whether anything changed."""
        reason = asked.words(why, "the reason", LONGEST * 10)
        step = self.step(key)
        if step.state == "skipped":
            return False
        at = self._state.now().isoformat(timespec="minutes")
        told = replace(self._told(key), finished=None)
        return self._write(
            f"Skipped: {step.task.title}", {key: TaskState(key, "skipped", at, reason)}, [told]
        )

    def move(self, key: str, day: str | date) -> bool:
        """Moves a task to a day, of this week or of another; "" gives it back to the plan."""
        step, today = self.step(key), self._state.today
        to = asked.coming_day(day, today, "the day")
        words = f"Moved to {short(to, today)}" if to else "Not moved any more"
        return self._keep(f"{words}: {step.task.title}", replace(self._told(key), day=to))

    def snooze(self, key: str, day: str | date) -> bool:
        """Puts a task off until a day; "" wakes it."""
        step, today = self.step(key), self._state.today
        until = asked.coming_day(day, today, "the day")
        words = f"Put off until {short(until, today)}" if until else "Not put off any more"
        return self._keep(f"{words}: {step.task.title}", replace(self._told(key), snoozed=until))

    def part(self, key: str, hours: float) -> bool:
        """Splits a task: so many hours of it are done now, the rest stays open."""
        step = self.step(key)
        if step.finished:
            raise CoachError(
                f"{step.task.title} is {step.state} already; `coach reopen {key}` first."
            )
        told = self._told(key)
        more = replace(told, hours_done=told.hours_done + _hours(hours))
        return self._keep(f"{in_hours(hours)} of: {step.task.title}", more)

    def wait(
        self, key: str, since: str | date | None = None, expected: str | date | None = None
    ) -> bool:
        """A task waits for others: own work done on `since`, the answer expected on a day."""
        return self.tell(key, Telling(started=since, expected=expected, waiting=True))

    def tell(self, key: str, telling: Telling) -> bool:
        """Keeps what the applicant knows of a task, in one act. Raises CoachError."""
        own = self._own_with(key, telling) if telling.of_own else None
        step = self.step(key)
        told = self._with_days(self._told(key), telling)
        if telling.hours_done is not None:
            told = replace(told, hours_done=_hours(telling.hours_done, least=0.0))
        if telling.note is not None:
            told = replace(told, note=asked.words(telling.note, "the note", LONGEST * 10))
        links = [link for link in told.links if link not in set(telling.unlink)]
        links += [link for link in asked.links(telling.link) if link not in links]
        told = replace(told, links=tuple(links))
        word = "Waiting" if telling.waiting else "Planned"
        title = f"{word}: {own.title if own else step.task.title}"
        return self._keep(title, told, "waiting" if telling.waiting else None, own)

    def add(self, new: NewTask) -> str:
        """Adds a task of the applicant's own; its key. Raises CoachError."""
        state = self._state
        name = asked.words(new.title, "the title", LONGEST, needed=True)
        stage = _stage(new.stage or self.place.stage)
        due = asked.coming_day(new.due, state.today, "the due day") if new.due else None
        after = tuple(self.step(earlier).task.key for earlier in new.after)
        key = own_key(name, self.tasks)
        at = state.now().isoformat(timespec="minutes")
        own = OwnTask(key, name, stage, _hours(new.hours), after, due, at)
        note = asked.words(new.note, "the note", LONGEST * 10)
        told = Told(key, note=note, links=asked.links(new.links))
        self._write(f"Added: {name}", {}, [told], {key: own})
        return key

    def remove(self, key: str) -> bool:
        """Takes an own task away with all that was told of it; undo brings it back."""
        own = self._own(key)
        rows: dict[str, OwnTask | None] = {
            other.key: replace(other, after=tuple(each for each in other.after if each != key))
            for other in self._state.store.own_tasks().values()
            if key in other.after
        }
        return self._write(f"Removed: {own.title}", {key: None}, [Told(key)], rows | {key: None})

    def _told(self, key: str) -> Told:
        return self._state.store.told().get(key, Told(key))

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

    def _own(self, key: str) -> OwnTask:
        own = self._state.store.own_tasks().get(key)
        if own is None:
            title = self.step(key).task.title
            raise CoachError(
                f"{title} is a task of the road: its date, note and hours can be set, not its "
                "title."
            )
        return own

    def _own_with(self, key: str, telling: Telling) -> OwnTask:
        """An own task with other words. Raises CoachError for a task of the road."""
        own, title = self._own(key), telling.title
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

    def _keep(
        self, title: str, told: Told, state: str | None = None, own: OwnTask | None = None
    ) -> bool:
        """Keeps what was told, with another state or other words of an own task where given."""
        key, at = told.key, self._state.now()
        states: dict[str, TaskState | None] = {}
        kept = self._state.store.tasks().get(key)
        if state and not (kept and kept.state == state and self.step(key).state == state):
            # Ticked for another season before: the same row would be no change.
            exact = "seconds" if kept and kept.state == state else "minutes"
            note = kept.note if kept else ""
            states[key] = TaskState(key, state, at.isoformat(timespec=exact), note)
        return self._write(title, states, [told], {key: own} if own else None)

    def _write(
        self,
        title: str,
        states: Mapping[str, TaskState | None],
        told: Iterable[Told],
        own: Mapping[str, OwnTask | None] | None = None,
    ) -> bool:
        state = self._state
        changed = state.store.change_plan(title, state.now(), states, told, own)
        state.forget()
        return changed


def _stage(stage: str) -> str:
    if stage not in STAGES:
        raise CoachError(f"“{stage}” is not a stage; they are {', '.join(STAGES)}.")
    return stage


def _hours(amount: float, least: float = 0.25) -> float:
    if not least <= amount <= MOST_HOURS:
        raise CoachError(f"{amount:g} hours: a task has {least:g} to {MOST_HOURS:g}.")
    return float(amount)
