"""What Week and Journey share: the acts on the task under the cursor, and looking ahead."""

from __future__ import annotations

import asyncio
from typing import Final

from coach.records import CoachError
from coach.saying.task import task_lines
from coach.saying.text import Line
from coach.subjects.ahead import AHEAD, Ahead
from coach.subjects.road import Step
from screens.pages.asking import run_beside, work_out
from screens.pages.list_page import ListPage

NOTHING: Final = Ahead({}, {}, ())
REST_S: Final = 0.5
"""Seconds of rest before chances are worked out: a start and a run of ticks do not pay for it."""
OPEN_ONLY: Final = tuple(
    f"task.{act}" for act in ("finish", "skip", "move", "snooze", "part", "wait")
)
"""Acts on what is not over yet; the first takes back that a task is done."""


class TaskPage(ListPage[Step]):
    """A page of tasks; questions are imported when they are asked (15 ms)."""

    on_item = (*OPEN_ONLY, "task.reopen", "task.why", "task.edit")
    no_item = "no task is under the cursor"
    noun = "tasks"
    reading = "Why this task"

    def __init__(self) -> None:
        super().__init__()
        self.ahead: Ahead = NOTHING
        """The newest chances that arrived; a change keeps them until the next arrive."""
        self._shown_for = 0
        """The width for which rows and texts were made."""
        self._awaited: int | None = None
        """The version of the answers for which they are being worked out."""

    def reload(self) -> None:
        self._shown_for = self.size.width
        self.look_ahead()
        super().reload()

    def on_resize(self) -> None:
        if self._shown_for and self.size.width != self._shown_for:
            self.reload()

    def copies(self) -> dict[str, str]:
        """The row, and where the task has its facts from."""
        known, keys = (
            self.coach.library.sources,
            self.item.task.source.split(";") if self.item else (),
        )
        links = [known[key].where for key in keys if key in known]
        return super().copies() | {"link": next(filter(None, links), "")}

    # Looking ahead

    def look_ahead(self) -> None:
        """Has chances of making the year that was chosen worked out, once the keys rest."""
        if self.coach.profile.applicant.match_year is None:
            return
        if answer := self.coach.ahead.kept():
            self.ahead = answer
        elif self._awaited != self.coach.version:
            self._awaited = self.coach.version
            run_beside(self, self._work_out, "ahead")

    async def _work_out(self) -> None:
        await asyncio.sleep(REST_S)
        try:
            await work_out(self, AHEAD)
        except CoachError:
            return  # the page is whole without; the command says why
        answer = self.coach.ahead.kept()
        if answer and self.is_mounted:
            self.ahead = answer
            self.ahead_came()

    def ahead_came(self) -> None:
        """Shows the chances that just arrived."""
        self.reload()

    def on_screen_suspend(self) -> None:
        """A page that is left works nothing out; it begins again when it is seen."""
        if self.workers.cancel_group(self, "ahead"):
            self._awaited = None

    def freshen(self) -> None:
        self.ahead = NOTHING
        super().freshen()

    # Acts

    def impossible(self) -> dict[str, str]:
        step = self.item
        if step is None:
            return super().impossible()
        if step.finished:
            closed = OPEN_ONLY[step.state == "done" :]
            return dict.fromkeys(closed, f"the task is {step.state} already")
        if step.state == "waiting" and step.waits_since:
            return {"task.wait": "the task waits already; e changes when they should answer"}
        return {"task.reopen": f"the task is {step.state}"}

    def labels(self) -> dict[str, str]:
        is_done = self.item is not None and self.item.state == "done"
        return {"task.finish": "open again"} if is_done else {}

    def explain_line(self) -> list[Line]:
        step = self.item
        return task_lines(self.coach, step, self.ahead.tasks.get(step.task.key)) if step else []

    async def action_finish(self) -> None:
        """Marks the task as done; one that is done is open again."""
        step = self.item
        if step and all(self.items[key].state == "done" for key in self.meant):
            await self.action_reopen()
        elif step:
            await self.finish(step)

    async def finish(self, step: Step) -> None:
        """Marks a task as done, and says so."""
        await self.attempt(f"Done: {step.task.title}", self.coach.road.finish, step.task.key)

    async def action_reopen(self) -> None:
        if step := self.item:
            await self.attempt(
                f"Open again: {step.task.title}", self.coach.road.reopen, step.task.key
            )
