"""Week: what do I do this week?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from textual.widget import Widget

from coach.saying.clock import clock_lines, clock_source, first_clauses
from coach.saying.dates import date_lines, match_week_lines
from coach.saying.plan import nothing_planned
from coach.saying.rules import broken
from coach.saying.task import unblocks
from coach.saying.text import Line, parted
from coach.saying.week import head, many_open, said_once
from coach.subjects.road import Step, deadline
from coach.subjects.week import Planned, Week
from coach.wording import hours
from screens.pages.task_page import TaskPage
from screens.widgets.detail import MARGIN, pane
from screens.widgets.rows import Column, Row
from screens.widgets.style import DONE, OPEN
from screens.widgets.wrap import wrap_all

DATES: Final = 3
DATES_HEIGHT: Final = 7
LOW: Final = 24
"""Rows below which a broken rule has room for itself and no more."""
REASON_FROM: Final = 6 + 3 + 2 + 44 + 2 + 6 + 2 + 15 + 2 + 36
"""Columns from which the list itself has room for the reason."""


class WeekPage(TaskPage):
    """This week's tasks with day and reason, what slipped, the next dates."""

    page = "week"
    columns = (
        Column("day", width=3, keep=1),
        Column("task", width=44, keep=4, min_width=25),
        Column("hours", width=6, align="right", keep=2),
        Column("by", width=15, keep=3, min_width=15),
        # The pane below gives the whole reason, so a stump of it is no help.
        Column("reason", keep=1, min_width=36, tone="dim"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.head = pane(2)
        self.pane = pane(5)
        self.dates = pane(DATES_HEIGHT)
        self._planned: dict[str, Planned] = {}
        self._last_week: tuple[date | None, frozenset[str]] = (None, frozenset())
        """The Monday of the week shown, and the keys of the plan of the week before."""

    def body(self) -> Sequence[Widget]:
        return [self.head, *super().body(), self.dates]

    def reload(self) -> None:
        plan = self.coach.week.plan()
        self._planned = {planned.step.task.key: planned for planned in plan.planned}
        super().reload()
        self._show_head(plan)
        self._show_dates()

    def listed(self) -> dict[str, Step]:
        plan = self.coach.week.plan()
        steps = [*(planned.step for planned in plan.planned), *plan.done]
        return {
            step.task.key: step for step in steps if self.fits(f"{step.task.title} {step.task.why}")
        }

    def context(self) -> str:
        monday = self.coach.week.plan().monday
        return f"{monday.day} {monday:%B}"

    def empty(self) -> str:
        return nothing_planned(self.coach.week.plan().hours)

    def ahead_came(self) -> None:
        self._show_dates()

    def row(self, key: str, item: Step) -> Row:
        planned = self._planned.get(key)
        if planned is None:
            return Row(key, ("", item.task.title, "", "done", ""), mark=DONE, tone="dim")
        day = f"{planned.day:%a}" if planned.day else ""
        by = deadline(item, self.coach.today, planned.day)
        cells = (day, item.title, hours(planned.hours), by, self._reason(planned))
        return Row(key, cells, mark=OPEN)

    def _reason(self, planned: Planned) -> str:
        """Why it is here, without the date that stands beside it."""
        return planned.reason.removeprefix(f"{deadline(planned.step, self.coach.today)}: ")

    @property
    def _is_quiet(self) -> bool:
        """Whether the first questions come before all that is asked or late by what is known."""
        return self.asks_first or (many_open(self.coach) and not self.coach.season.in_match_week)

    def _show_head(self, plan: Week) -> None:
        """How full the week is, and above it the rule that needs the applicant."""
        rule = broken(self.coach, "R")
        if rule and self.size.height < LOW:
            rule = [rule[0], Line.of("R shows the way on", indent=2)]
        asked = clock_lines(self.coach, "y")[: 1 if self._is_quiet else None]
        room = self.size.width - MARGIN
        above = rule or [Line()]
        if self.size.height < LOW and asked:
            first = "" if rule else first_clauses(asked[0].text, room)
            asked = [*[Line.of(first, "strong")] * bool(first), *asked[1:]]
            above = rule or [Line()] * (not asked)
        lines = [*above, *asked, head(self.coach, plan, self.size.width)]
        height = len(wrap_all(lines, room))
        _set_height(self.head, height)
        self.head.show(lines)

    def _show_dates(self) -> None:
        plan, width = self.coach.week.plan(), self.size.width
        week = match_week_lines(self.coach, width)
        # Its list is short and its hours are many.
        height = max(DATES_HEIGHT, self.size.height // 3) if week else DATES_HEIGHT
        _set_height(self.dates, height)
        if self._last_week[0] != plan.monday:
            # It is over: what is done in this one does not change it.
            self._last_week = (plan.monday, self.coach.week.last_plan())
        once = said_once(self.coach, plan, self._last_week[1], self._is_quiet)
        lines = [Line.of(once, hang=9 * ("  " in once))] if once else []
        dates = date_lines(self.coach, DATES, self.ahead.gates, width)
        self.dates.show([*lines, *(week or [Line(), *dates])], stay=True)

    def text(self, key: str, item: Step) -> list[Line]:
        planned = self._planned.get(key)
        if planned is None:
            return []
        lines = [Line(), Line.of(item.task.how, indent=2)]
        if self.size.width < REASON_FROM:
            lines.append(Line.labelled("Why", self._reason(planned)))
            lines += unblocks(self.coach, item)
        if len(planned.parts) > 1:
            days = ", ".join(f"{day:%a} {hours(part)}" for day, part in planned.parts)
            lines.append(Line.labelled("Days", days))
        return lines

    def explain_line(self) -> list[Line]:
        week = match_week_lines(self.coach)
        return parted(week, super().explain_line(), clock_source(self.coach))

    def action_history(self) -> None:
        from screens.pages.reviewing import history  # 20 ms, once a week

        self.read("Weeks", history(self.coach), label_width=10)


def _set_height(widget: Widget, height: int) -> None:
    """A new height, and only then a new layout."""
    if widget.styles.height is None or widget.styles.height.value != height:
        widget.styles.height = height
