"""Journey: where am I on the road, and what must start when?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from coach.journey.plan import Step
from coach.records import STAGES
from coach.wording import short
from screens.keys import bindings
from screens.pages.page import Page, pane, possible
from screens.pages.task_text import finish, short_lines, sign, task_lines
from screens.widgets.detail import Line
from screens.widgets.rows import Column, Row, RowList


class JourneyPage(Page):
    """Every stage with its checklist, one list; the cursor starts where the applicant is."""

    page = "journey"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("journey", {})]

    def __init__(self) -> None:
        super().__init__()
        self.how = pane(6, above=1)
        self._steps: dict[str, Step] = {}
        self._counts: dict[str, str] = {}
        self._started = False

    def body(self) -> Sequence[Widget]:
        columns = [
            Column("task", "", keep=4, min_width=38),
            Column("start", "start by", width=11, align="right", keep=1),
            Column("due", "due", width=11, align="right", keep=3),
            Column("slack", "slack", width=9, align="right", keep=2),
            Column("state", "", width=7, keep=1, tone="dim"),
        ]
        return [RowList(columns, header=True, empty="No task fits these words."), self.how]

    def reload(self) -> None:
        road, here = self.coach.road, self.coach.place
        self._steps = {step.task.key: step for step in road.steps}
        words = self.found.casefold().split()
        keys: list[str] = []
        for stage in STAGES:
            steps = [step for step in road.steps if step.task.stage == stage]
            done = sum(step.finished for step in steps)
            mark = "   you are here" if stage == here.stage else ""
            self._counts[stage] = f"{STAGES[stage]}   {done} of {len(steps)}{mark}"
            fitting = [
                step.task.key
                for step in steps
                if all(word in f"{step.task.title} {step.task.how}".casefold() for word in words)
            ]
            if fitting:
                keys += [f"stage:{stage}", *fitting]
        self.show_title(here.why)
        keep = None if self._started else self._first_open(here.stage)
        self.rows.show(keys, self._row, keep=keep)
        self._started = self._started or bool(keys)
        self._show_how()

    def _first_open(self, stage: str) -> str | None:
        mine = [step for step in self._steps.values() if step.task.stage == stage]
        first = next((step for step in mine if not step.finished), mine[0] if mine else None)
        return first.task.key if first else None

    def _row(self, key: str) -> Row:
        if key.startswith("stage:"):
            return Row(key, (self._counts[key.removeprefix("stage:")],), section=True)
        step = self._steps[key]
        slack = ""
        if step.slack_days is not None:
            slack = "start now" if step.slack_days < 0 else f"{step.slack_days} d"
        state = "" if step.state == "open" else step.state
        if step.behind and not step.finished:
            state, slack = "past", ""
        tone = "dim" if step.finished or step.behind else ""
        due = short(step.due, self.coach.today)
        start = "" if step.behind else short(step.latest_start, self.coach.today)
        cells = (step.task.title, start, due, slack, state)
        return Row(key, cells, mark=sign(step.state), tone=tone)

    def _show_how(self, brief: bool = False) -> None:
        step = self._selected()
        self.how.show(short_lines(self.coach, step) if step and not brief else [])

    def _selected(self) -> Step | None:
        return self._steps.get(self.rows.selected or "")

    @on(RowList.Moved)
    def _cursor_moved(self) -> None:
        self.moved(self._show_how)
        self.show_footer()

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.action_why()

    def impossible(self) -> dict[str, str]:
        step = self._selected()
        if step is None:
            every = ("task.finish", "task.skip", "task.reopen", "task.why")
            return dict.fromkeys(every, "no task is under the cursor")
        if step.finished:
            return dict.fromkeys(("task.finish", "task.skip"), f"the task is {step.state} already")
        return {"task.reopen": "the task is open"}

    def explain_line(self) -> list[Line]:
        step = self._selected()
        return task_lines(self.coach, step) if step else []

    @possible("task.finish")
    def action_finish(self) -> None:
        finish(self, self.rows.selected, "done")

    @possible("task.skip")
    def action_skip(self) -> None:
        finish(self, self.rows.selected, "skipped")

    @possible("task.reopen")
    def action_reopen(self) -> None:
        finish(self, self.rows.selected, None)

    def action_why(self) -> None:
        self.read("Why this task", self.explain_line())

    def action_stage(self, step: int) -> None:
        """Goes to the first task of the next or previous stage."""
        keys, cursor = self.rows.keys, self.rows.cursor
        starts = [number for number, key in enumerate(keys) if key.startswith("stage:")]
        passed = [number for number in starts if number < cursor]
        place = len(passed) - 1 + step
        if 0 <= place < len(starts):
            self.rows.go_to(keys[starts[place] + 1])
