"""Week: what do I do this week?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from coach.journey.plan import Step, deadline
from coach.journey.saying import MATCH_WEEK, nothing_planned, slipped
from coach.journey.week import Planned
from coach.profile.applicant import unanswered
from coach.profile.fields import FIRST_RUN
from coach.season.calendar import in_zone
from coach.wording import hours
from screens.keys import bindings
from screens.pages.page import Page, pane, possible
from screens.pages.task_text import finish, task_lines
from screens.widgets.detail import Line
from screens.widgets.rows import Column, Row, RowList
from screens.widgets.style import Part, signs

DATES = 3
REASON_FROM = 4 + 44 + 2 + 6 + 2 + 14 + 2 + 36
"""Columns from which the list itself has room for the reason."""


class WeekPage(Page):
    """This week's tasks with their reasons, what slipped, the next dates."""

    page = "week"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("week", {})]

    def __init__(self) -> None:
        super().__init__()
        self.head = pane(2)
        self.how = pane(5)
        self.dates = pane(7)
        self._planned: dict[str, Planned] = {}
        self._done: dict[str, Step] = {}

    def body(self) -> Sequence[Widget]:
        columns = [
            Column("task", width=44, keep=4, min_width=24),
            Column("hours", width=6, align="right", keep=2),
            Column("by", width=14, keep=3),
            # The pane below gives the whole reason, so a stump of it is no help.
            Column("reason", keep=1, min_width=36, tone="dim"),
        ]
        return [self.head, RowList(columns, empty="Nothing presses this week."),
                self.how, self.dates]  # fmt: skip

    def reload(self) -> None:
        plan = self.coach.week()
        self._planned = {one.step.task.key: one for one in plan.planned}
        self._done = {step.task.key: step for step in plan.done}
        words = self.found.casefold().split()
        keys = [
            key
            for key in (*self._planned, *self._done)
            if all(word in self._text(key).casefold() for word in words)
        ]
        self.show_title(f"{plan.monday.day} {plan.monday:%B}")
        self.head.show([Line(), self._head(plan.planned_hours, plan.hours, len(plan.more))])
        self.rows.empty = nothing_planned(plan.hours)
        self.rows.show(keys, self._row)
        slip = slipped(plan, self.coach.applicant)
        said = MATCH_WEEK if self.coach.locked else slip
        self.dates.show([*([Line.of(said, hang=9)] if said else []), Line(), *self._dates()])
        self._show_how()

    def _text(self, key: str) -> str:
        step = self._planned[key].step if key in self._planned else self._done[key]
        return f"{step.task.title} {step.task.why}"

    def _head(self, planned: float, room: float, more: int) -> Line:
        left = unanswered(self.coach.profile, FIRST_RUN)
        if len(left) > 4:
            return Line((
                ("This week", "strong"),
                (f"   {len(left)} questions are open; 7 r answers them and sharpens this", ""),
            ))  # fmt: skip
        said = f"   {planned:g} of {hours(room)} planned"
        if self.coach.applicant.hours_per_week is None:
            said = f"   {planned:g} h planned, until you say how many you have (7)"
        if more:
            said += f" {signs().dot} {more} more wait"
        return Line((("This week", "strong"), (said, "dim")))

    def _row(self, key: str) -> Row:
        if key in self._done:
            step = self._done[key]
            return Row(key, (step.task.title, "", "done", ""), mark=signs().done, tone="dim")
        one = self._planned[key]
        by = deadline(one.step, self.coach.today)
        cells = (one.step.task.title, hours(one.hours), by, one.step.task.why)
        return Row(key, cells, mark=signs().open)

    def _dates(self) -> list[Line]:
        lines = [Line.of("Next dates", "strong")]
        for event in self.coach.dates(DATES):
            days = (event.day - self.coach.today).days
            sure = {"projected": "expected", "second-hand": "check"}.get(event.status, "")
            when = in_zone(event, self.coach.applicant.time_zone)
            parts: list[Part] = [
                (f"{days:>4} d  ", ""), (f"{when}  ", ""),
                (event.title, ""), (f"  {sure}", "dim"),
            ]  # fmt: skip
            lines.append(Line(tuple(parts), indent=1, hang=8))
        return lines

    def _show_how(self, brief: bool = False) -> None:
        key = self.rows.selected
        if key is None or key not in self._planned:
            self.how.show([])
            return
        step = self._planned[key].step
        lines = [Line(), Line.of(step.task.how, indent=2)]
        if self.size.width < REASON_FROM:
            lines.append(Line.labelled("Why", step.task.why))
        self.how.show(lines[:1] if brief else lines)

    @on(RowList.Moved)
    def _cursor_moved(self) -> None:
        self.moved(self._show_how)

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.action_why()

    def impossible(self) -> dict[str, str]:
        if self._planned:
            return {}
        return dict.fromkeys(("task.finish", "task.skip", "task.why"), "no task is planned")

    def explain_line(self) -> list[Line]:
        key = self.rows.selected
        return task_lines(self.coach, self.coach.step(key)) if key else []

    @possible("task.finish")
    def action_finish(self) -> None:
        finish(self, self.rows.selected, "done")

    @possible("task.skip")
    def action_skip(self) -> None:
        finish(self, self.rows.selected, "skipped")

    def action_why(self) -> None:
        self.read("Why this task", self.explain_line())
