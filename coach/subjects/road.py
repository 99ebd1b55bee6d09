"""The road to Match Day: every task in its state, and what the applicant does with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Final

from coach.journey import asked as asked
from coach.journey.gates import OWN as OWN
from coach.journey.standing import Step as Step
from coach.journey.urgency import assess_task
from coach.logs.own_tasks import OWN_TASKS
from coach.logs.ticks import TICKS
from coach.logs.told import TOLD
from coach.records import OF_A_LOG, Assessment, CoachError, OwnTask, TaskState, Told, replace
from coach.subjects.options import FromState, Opt, Subject, as_one
from coach.subjects.telling import (
    DAY,
    KEY,
    Acted as Acted,
    Dated as Dated,
    NewTask as NewTask,
    Telling as Telling,
    finish,
    hours_of,
    stage_of,
    tick,
    told_of,
)
from coach.typed_days import day_words
from coach.wording import hours as in_hours, short

LONGEST: Final = 80
"""Characters of an own task's title; notes and reasons may have ten times as many."""

PUT: Final = {
    "day": ("Moved to", "Not moved any more", "planned for", "back in the plan"),
    "snoozed": ("Put off until", "Not put off any more", "put off until", "awake again"),
}
"""Of a coming day that is told of a task: the act with a day and without, the answer to both."""


class RoadSubject(Subject):
    """Tasks, their states and dates; each act is one undo."""

    plan = FromState(lambda state: state.road)
    """Every task that applies, in its state, with its dates."""
    place = FromState(lambda state: state.place)
    """The stage, and why."""
    tasks = FromState(lambda state: state.tasks)
    """The tasks of the road and the applicant's own, by key, also those that do not apply."""
    step = FromState(lambda state: state.step)
    """The step of a task key. Raises CoachError."""

    def assessment(self, step: Step) -> Assessment:
        """What makes a step urgent, with the reasons."""
        opens = self._state.opens.get(step.task.key, 0)
        return assess_task(step, self.place.stage, self._state.needs, opens)

    @as_one
    def finish(
        self,
        key: Annotated[str, KEY],
        on: Annotated[
            str | date | None, Opt("the day it was finished, if not today", "DAY")
        ] = None,
        hours: Annotated[float | None, Opt("hours that it took", "H")] = None,
        part: Annotated[float | None, Opt("H hours of it are done, no more", "H")] = None,
    ) -> Acted:
        """Ticks a task, finished today (the tick says it) or on a past day, with hours if known."""
        if part is not None:
            return self.part(key, part)
        step = self.step(key)
        if step.state == "done" and on is None and hours is None:
            return Acted(key, False)
        with self._state.act(f"Done: {step.task.title}") as act:
            told = told_of(act, step)
            if on is not None and (on != self._state.today or on == self._state.began):
                told = self._finished_on(step, told, on)
            if hours is not None:
                told = replace(told, hours_done=hours_of(hours, least=0.0))
            finish(act, step, self._state.asked_by_logs.get(key), told)
        return Acted(key, act.changed)

    @as_one
    def reopen(self, key: Annotated[str, KEY]) -> Acted:
        """Opens a done, skipped or waiting task again."""
        step = self.step(key)
        if not step.finished and step.state != "waiting":
            return Acted(key, False)
        if OF_A_LOG in step.task.who and key not in self._state.asked_by_logs:
            raise CoachError(
                "Your log says that it is done; undo takes that back, or change it there."
            )
        with self._state.act(f"Reopened: {step.task.title}") as act:
            if step.task.done_if or key in self.plan.sent:
                act.put(TICKS, TaskState(key, "open"))
            else:
                act.remove(TICKS, key)
            # A day on which it was finished belongs to the tick that is taken away.
            act.put(TOLD, replace(told_of(act, step), finished=None))
        return Acted(key, act.changed)

    @as_one
    def skip(
        self,
        key: Annotated[str, KEY],
        why: Annotated[str, Opt("the reason, kept with it", "TEXT")] = "",
    ) -> Acted:
        """A task is not needed, and why."""
        reason = asked.words(why, "the reason", LONGEST * 10)
        step = self.step(key)
        if step.state == "skipped":
            return Acted(key, False)
        with self._state.act(f"Skipped: {step.task.title}") as act:
            act.put(TICKS, TaskState(key, "skipped", note=reason))
            act.put(TOLD, replace(told_of(act, step), finished=None))
        return Acted(key, act.changed)

    def move(self, key: Annotated[str, KEY], day: Annotated[str | date, DAY]) -> Acted:
        """Moves a task to a day, of this week or of another; "" gives it back to the plan."""
        return self._put("day", key, day)

    def snooze(self, key: Annotated[str, KEY], day: Annotated[str | date, DAY]) -> Acted:
        """Puts a task off until a day; "" wakes it."""
        return self._put("snoozed", key, day)

    @as_one
    def _put(self, field: str, key: str, day: str | date) -> Acted:
        """Keeps a coming day of a task, or takes it away."""
        step, today = self.step(key), self._state.today
        title, untitled, words, nothing = PUT[field]
        to = asked.coming_day("" if day == "-" else day, today, "the day")
        whole = f"{title} {short(to, today)}" if to else untitled
        with self._state.act(f"{whole}: {step.task.title}") as act:
            act.put(TOLD, replace(told_of(act, step), **{field: to}))
        return Acted(key, act.changed, f"{words} {to}" if to else nothing)

    @as_one
    def part(self, key: str, hours: float) -> Acted:
        """Splits a task: so many hours of it are done now, the rest stays open."""
        step = self.step(key)
        if step.finished:
            raise CoachError(
                f"{step.task.title} is {step.state} already; `coach reopen {key}` first."
            )
        more = hours_of(hours)
        with self._state.act(f"{in_hours(hours)} of: {step.task.title}") as act:
            told = told_of(act, step)
            act.put(TOLD, replace(told, hours_done=told.hours_done + more))
        return Acted(key, act.changed, "part done")

    @as_one
    def tell(self, key: Annotated[str, KEY], telling: Telling) -> Acted:
        """Keeps what the applicant knows of a task, in one act. Raises CoachError."""
        if telling.of_own:
            self._own(self._state.kept(OWN_TASKS), key, f"no other {telling.of_own} can be set")
        step = self.step(key)
        if telling == Telling():
            raise CoachError(f"Say what to set of {key}: `coach task set --help` lists it.")
        with self._state.act("") as act:
            title = step.task.title
            if telling.of_own:
                own = self._own_with(act.rows(OWN_TASKS), key, telling)
                title = own.title
            if telling.waiting:
                tick(act, step, "waiting")
            act.put(TOLD, self._told_more(told_of(act, step), telling))
            if telling.of_own:
                act.put(OWN_TASKS, own)
            act.title = f"{'Waiting' if telling.waiting else 'Planned'}: {title}"
        return Acted(key, act.changed, f"saved{self._understood(key, telling)}")

    @as_one
    def add(self, new: NewTask) -> Acted:
        """Adds a task of the applicant's own. Raises CoachError."""
        state = self._state
        name = asked.words(new.title, "the title", LONGEST, needed=True)
        stage = stage_of(new.stage or self.place.stage)
        due = asked.coming_day(new.due, state.today, "the due day") if new.due else None
        after = tuple(self.step(earlier).task.key for earlier in new.after)
        key = OWN_TASKS.free_key(name, self.tasks, "my_")
        own = OwnTask(key, name, stage, hours_of(new.hours), after, due)
        note = asked.words(new.note, "the note", LONGEST * 10)
        told = Told(key, note=note, links=asked.links(new.links))
        with self._state.act(f"Added: {name}") as act:
            act.put(TOLD, told)
            act.put(OWN_TASKS, own)
        return Acted(key, True, f"added as {key}{self._understood(key, Telling(due=new.due))}")

    def _understood(self, key: str, telling: Telling) -> str:
        """The days that were meant by what was typed, where that was no date already."""
        told = self.step(key).told
        return "".join(
            f", {name} {day_words(day)}"
            for name in ("due", "started", "expected")
            if (text := getattr(telling, name)) and (day := getattr(told, name))
            if str(text) != str(day)
        )

    def remove(self, key: Annotated[str, Opt("the key of a task of your own", "KEY")]) -> Acted:
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
        return Acted(key, act.changed, act.title.partition(": ")[2])

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

    def _told_more(self, told: Told, telling: Telling) -> Told:
        today, started, new = self._state.today, telling.started, dict[str, object]()
        if telling.waiting:
            new["started"] = asked.past_day(started or today, today, "the day the wait began")
        elif started is not None:
            new["started"] = asked.any_day(started, today, "the start")
        if telling.expected is not None:
            new["expected"] = asked.any_day(telling.expected, today, "the day expected back")
        if telling.due is not None:
            new["due"] = asked.coming_day(telling.due, today, "the due day")
        if telling.hours_done is not None:
            new["hours_done"] = hours_of(telling.hours_done, least=0.0)
        if telling.note is not None:
            new["note"] = asked.words(telling.note, "the note", LONGEST * 10)
        links = [link for link in told.links if link not in telling.unlink]
        links += [link for link in asked.links(telling.link) if link not in links]
        return replace(told, links=tuple(links), **new)

    def _own(self, tasks: Mapping[str, OwnTask], key: str, never: str = "it stays") -> OwnTask:
        own = tasks.get(key)
        if own is None:
            title = self.step(key).task.title
            raise CoachError(
                f"{title} is a task of the road: {never}; its --due, --note and --hours-done can "
                f"be set, and `coach skip {key}` leaves it out."
            )
        return own

    def _own_with(self, tasks: Mapping[str, OwnTask], key: str, telling: Telling) -> OwnTask:
        """An own task with other words. Raises CoachError for a task of the road."""
        own, new = self._own(tasks, key), dict[str, object]()
        if telling.title is not None:
            new["title"] = asked.words(telling.title, "the title", LONGEST, needed=True)
        if telling.stage is not None:
            new["stage"] = stage_of(telling.stage)
        if telling.hours is not None:
            new["hours"] = hours_of(telling.hours)
        if telling.after:
            new["after"] = after = tuple(self.step(earlier).task.key for earlier in telling.after)
            self._no_circle(key, after)
        return replace(own, **new)

    def _no_circle(self, key: str, earlier: Iterable[str]) -> None:
        todo = list(earlier)
        while todo:
            task = todo.pop()
            if task == key:
                raise CoachError(f"{key} would wait for itself; name another task with --after.")
            todo += self.tasks[task].after if task in self.tasks else ()
