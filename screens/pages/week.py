"""Week: what do I do this week?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from textual.widget import Widget

from coach.saying.dates import date_lines, match_week_lines
from coach.saying.plan import nothing_planned
from coach.saying.task import unblocks
from coach.saying.text import Line
from coach.saying.week import head, said_once
from coach.subjects.road import Step, deadline
from coach.subjects.week import Planned, Week
from coach.wording import hours
from screens.pages.task_page import TaskPage
from screens.widgets.detail import pane
from screens.widgets.rows import Column, Row, RowList
from screens.widgets.style import DONE, OPEN

DATES: Final = 3
DATES_HEIGHT: Final = 7
REASON_FROM: Final = 6 + 3 + 2 + 44 + 2 + 6 + 2 + 15 + 2 + 36
"""Columns from which the list itself has room for the reason."""


class WeekPage(TaskPage):
    """This week's tasks with day and reason, what slipped, the next dates."""

    page = "week"

    def __init__(self) -> None:
        super().__init__()
        self.head = pane(2)
        self.how = pane(5)
        self.dates = pane(DATES_HEIGHT)
        self._plan: Week | None = None
        self._planned: dict[str, Planned] = {}
        self._done: dict[str, Step] = {}
        self._last_week: tuple[date | None, frozenset[str]] = (None, frozenset())
        """The Monday of the week shown, and the keys of the plan of the week before."""
        self._shown_for = 0
        """The width for which the dates were put in columns."""

    def body(self) -> Sequence[Widget]:
        columns = [
            Column("day", width=3, keep=1),
            Column("task", width=44, keep=4, min_width=30),
            Column("hours", width=6, align="right", keep=2),
            Column("by", width=15, keep=3, min_width=9),
            # The pane below gives the whole reason, so a stump of it is no help.
            Column("reason", keep=1, min_width=36, tone="dim"),
        ]
        return [
            self.head,
            RowList(columns, empty="Nothing presses this week."),
            self.how,
            self.dates,
        ]

    def reload(self) -> None:
        plan = self._plan = self.coach.week.plan()
        self._planned = {planned.step.task.key: planned for planned in plan.planned}
        self._done = {step.task.key: step for step in plan.done}
        keys = [key for key in (*self._planned, *self._done) if self.fits(self._text(key))]
        self.look_ahead()
        self.show_title(f"{plan.monday.day} {plan.monday:%B}")
        self.head.show([Line(), head(self.coach, plan, self.size.width)])
        self.rows.empty = nothing_planned(plan.hours)
        self.rows.show(keys, self._row)
        self._show_dates(plan)
        self.show_text()

    def ahead_came(self) -> None:
        if self._plan:
            self._show_dates(self._plan)

    def on_resize(self) -> None:
        if self._plan and self.size.width != self._shown_for:
            self._show_dates(self._plan)

    def _text(self, key: str) -> str:
        step = self._planned[key].step if key in self._planned else self._done[key]
        return f"{step.task.title} {step.task.why}"

    def _row(self, key: str) -> Row:
        if key in self._done:
            step = self._done[key]
            return Row(key, ("", step.task.title, "", "done", ""), mark=DONE, tone="dim")
        planned = self._planned[key]
        day = f"{planned.day:%a}" if planned.day else ""
        by = deadline(planned.step, self.coach.today)
        cells = (day, planned.step.task.title, hours(planned.hours), by, self._reason(planned))
        return Row(key, cells, mark=OPEN)

    def _reason(self, planned: Planned) -> str:
        """Why it is here, without the date that stands beside it."""
        return planned.reason.removeprefix(f"{deadline(planned.step, self.coach.today)}: ")

    def _show_dates(self, plan: Week) -> None:
        width = self._shown_for = self.size.width
        week = match_week_lines(self.coach, width)
        # Its list is short and its hours are many.
        height = max(DATES_HEIGHT, self.size.height // 3) if week else DATES_HEIGHT
        if self.dates.styles.height is None or self.dates.styles.height.value != height:
            self.dates.styles.height = height
        if self._last_week[0] != plan.monday:
            # It is over: what is done in this one does not change it.
            self._last_week = (plan.monday, self.coach.week.last_plan())
        once = said_once(self.coach, plan, self._last_week[1])
        lines = [Line.of(once, hang=9)] if once else []
        dates = date_lines(self.coach, DATES, self.ahead.gates, width)
        self.dates.show([*lines, *(week or [Line(), *dates])], stay=True)

    def show_text(self, brief: bool = False) -> None:
        planned = self._planned.get(self.rows.selected or "")
        if planned is None:
            self.how.show([])
            return
        lines = [Line(), Line.of(planned.step.task.how, indent=2)]
        if self.size.width < REASON_FROM:
            lines.append(Line.labelled("Why", self._reason(planned)))
            lines += unblocks(self.coach, planned.step)
        if len(planned.parts) > 1:
            days = ", ".join(f"{day:%a} {hours(part)}" for day, part in planned.parts)
            lines.append(Line.labelled("Days", days))
        self.how.show(lines[:1] if brief else lines)

    def selected(self) -> Step | None:
        key = self.rows.selected
        if key is None:
            return None
        return self._planned[key].step if key in self._planned else self._done.get(key)

    def explain_line(self) -> list[Line]:
        lines = super().explain_line()
        week = match_week_lines(self.coach)
        return [*week, Line(), *lines] if week else lines

    def action_history(self) -> None:
        from screens.pages.reviewing import history  # 20 ms, once a week

        self.read("Weeks", history(self.coach), label_width=10)
