"""Week: what do I do this week?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

from textual.widget import Widget

from coach.saying.clock import clock_lines, clock_source, first_clauses
from coach.saying.dates import chain_lines, date_lines, match_week_lines
from coach.saying.plan import nothing_planned
from coach.saying.review import history
from coach.saying.rules import broken
from coach.saying.states import toned_day, toned_sign
from coach.saying.task import first_words, waits_for
from coach.saying.text import ARROW, DONE, Line, labelled, parted
from coach.saying.week import dated, done_words, folded, head, many_open, said_once, said_otherwise
from coach.subjects.road import Acted, Step
from coach.subjects.week import Planned, Week
from coach.wording import hours, short
from screens.pages.list_page import EMPTY, LOW, TALL
from screens.pages.pulse import Pulsing
from screens.pages.task_page import TaskPage
from screens.widgets.detail import MARGIN, Detail, pane
from screens.widgets.rows import Column, Row
from screens.widgets.style import BELOW
from screens.widgets.words import FIRM, wrap_all

FOLD: Final = "done:"
"""The key of the line that stands for what is done."""
FOLDS: Final = "Enter or space shows what is done, and hides it again; space on a task reopens it."
UNFOLDING: Final = ("task.finish", "task.why")
"""Commands whose keys show what is done and hide it."""
DATES: Final = 3
DATES_HEIGHT: Final = 6
LOW_DATES_HEIGHT: Final = 4
FRAME_LINES: Final = 5
"""Lines of title and footer, and those above the text and the dates."""
SHORT, WHOLE = 112, 400
"""Letters of what is to be done under the list, where each is sent at each key, and beside it."""
WIDE: Final = 180
"""Columns from which the dates stand beside the week."""


class WeekPage(Pulsing, TaskPage):
    """This week's tasks with day and reason, what slipped, the next dates."""

    page = "week"
    text_height = 4
    widest = 102
    columns = (
        Column("day", width=3, keep=1),
        Column("task", width=44, keep=4, min_width=25),
        Column("hours", width=6, align="right", keep=2),
        # A date is never cut: other columns go first.
        Column("by", width=24, keep=3),
    )

    def __init__(self) -> None:
        super().__init__()
        self.head = pane(2)
        self.dates = Detail()
        self._planned: dict[str, Planned] = {}
        self._is_unfolded = False
        """Whether what is done stands below its line."""
        self._ticked = ("", 0)
        """The task ticked last and the number of its row: it stays there until the next tick,
        so that the same key takes it back."""
        self._said_lines = 0
        """Lines of what stands under the week, and the rows of the week, so that it has the room
        that a short list leaves."""
        self._row_count = 0

    def body(self) -> Sequence[Widget]:
        return [self.head, *super().body(), self.dates]

    def set_out(self) -> None:
        self.stand(self.pane, self.text_lines, beside=self.is_wide and not self._is_widest)
        self.stand(self.dates, self._dates_height, beside=self._is_widest)

    @property
    def _is_widest(self) -> bool:
        """Whether the dates stand beside the week, and its text under it again."""
        return self.is_wide and self.app.size.width >= WIDE

    @property
    def _dates_height(self) -> int:
        height = self.app.size.height
        if self.coach.season.in_match_week:  # its list is short and its hours are many
            return max(DATES_HEIGHT + 1, height * 2 // 5)
        usual = LOW_DATES_HEIGHT if height < LOW else DATES_HEIGHT + (height >= TALL)
        if not self.is_mounted or self.head.styles.height is None:
            return usual
        others = self.head.styles.height.value + max(EMPTY, self._row_count) + self.text_lines
        return max(usual, min(self._said_lines, height - FRAME_LINES - round(others)))

    def reload(self) -> None:
        plan = self.coach.week.plan()
        self._planned = {planned.step.task.key: planned for planned in plan.planned}
        super().reload()
        self._show_head(plan)
        self._show_dates()

    def listed(self) -> dict[str, Step]:
        plan = self.coach.week.plan()
        shows_all = self._is_unfolded or self.words
        done = [step for step in plan.done if shows_all or step.task.key == self._ticked[0]]
        steps = [*(planned.step for planned in plan.planned), *done]
        return {
            step.task.key: step for step in steps if self.fits(f"{step.task.title} {step.task.why}")
        }

    def keys(self) -> list[str]:
        keys, (ticked, place) = list(self.items), self._ticked
        count = len(self._planned)
        stays = ticked in keys and ticked not in self._planned and not self.words
        if stays:
            keys.remove(ticked)
        if len(self.coach.week.plan().done) > stays and not self.words:
            keys.insert(count, FOLD)
        if stays:
            keys.insert(min(place, count), ticked)
        return keys

    def context(self) -> str:
        amount = self.coach.profile.applicant.hours_a_week
        return f"{hours(amount)} a week" if amount else ""

    def empty(self) -> str:
        return nothing_planned(self.coach.week.plan().hours)

    @property
    def is_resting(self) -> bool:
        return self.coach.profile.applicant.match_year is None or bool(self.coach.ahead.kept())

    def ahead_came(self) -> None:
        self._show_dates()

    def _row(self, key: str) -> Row:
        if key == FOLD:
            words = folded(self.coach, self.coach.week.plan())
            sign = BELOW if self._is_unfolded else ARROW
            return Row(key, ("", f"{words} {sign}"), mark=(DONE, "good"), tone="dim")
        return super()._row(key)

    def row(self, key: str, item: Step) -> Row:
        planned = self._planned.get(key)
        if planned is None:
            return Row(key, ("", item.title, "", "done"), mark=(DONE, "good"), tone="dim")
        day = f"{planned.day:%a}" if planned.day else ""
        today = self.coach.today
        by = toned_day(item, today, dated(item, today, planned.day))
        cells = (day, item.title, hours(planned.hours), by)
        return Row(key, cells, mark=toned_sign(item, today))

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
        room = self.left - MARGIN
        rule += said_otherwise(self.coach, "v")
        above = rule or [Line()]
        if self.size.height < LOW and asked:
            first = "" if rule else first_clauses(asked[0].text, room)
            if self.coach.season.in_match_week:  # whom not to write to is never left out
                first = asked[0].text
            asked = [*[Line.of(first, "strong")] * bool(first), *asked[1:]]
            above = rule or [Line()] * (not asked)
        lines = [*above, *asked, head(self.coach, plan, self.left)]
        self.head.styles.height = len(wrap_all(lines, room))
        self.head.show(lines)

    def _show_dates(self) -> None:
        is_wide = self._is_widest
        width = self.right if is_wide else self.left
        week = match_week_lines(self.coach, width)
        way, chances = self.key_of("week.calendar"), self.ahead.gates
        dates = date_lines(self.coach, DATES * (1 + is_wide), chances, width, way)
        chain = chain_lines(self.coach, width) if is_wide and not week else []
        once = self._said_once(bool(week))
        lines = parted([*once, *(week or dates)], chain)
        if not self.prompt.is_open:  # else every letter would move it
            self._said_lines = len(wrap_all(lines, width - MARGIN))
            self._row_count = len(self.rows.keys)
            self.set_out()
        self.dates.show(lines, stay=True)

    def _said_once(self, is_match_week: bool) -> list[Line]:
        """What is said of the whole week, where there is room for it."""
        if self.size.height < LOW and not is_match_week:
            return []
        once = said_once(self.coach, self.coach.week.plan(), self._is_quiet)
        lines = [
            Line.of(words, hang=9 * ("  " in words)) for words in (once, self.pulse()) if words
        ]
        return [*lines, *[Line()] * (self.size.height >= TALL and bool(lines))]

    def text(self, key: str, item: Step) -> list[Line]:
        planned = self._planned.get(key)
        if planned is None:
            day = short(date.fromisoformat(item.done_day), self.coach.today)
            return [Line.of(f"Done on {day}. Space opens it again.", indent=2)]
        # A move repaints it, and a tired reader wants one thing of each: Enter shows the rest.
        why = " · ".join(planned.reasons)
        why = why and first_words(why, WHOLE)
        is_beside = self.is_wide and not self._is_widest
        room = WHOLE if is_beside or self.has_room else SHORT
        lines = [Line.of(first_words(item.task.how, room), indent=2), *labelled(("Why", why))]
        lines += waits_for(self.coach, item)
        if len(planned.parts) > 1:
            days = ", ".join(
                f"{day:%a} {hours(part)}".replace(" ", FIRM) for day, part in planned.parts
            )
            lines.append(Line.labelled("Days", days))
        return lines

    def show_text(self, brief: bool = False) -> None:
        if self.rows.selected == FOLD:
            nothing = [] if self._planned else [Line.of(self.empty(), indent=2)]
            self.pane.show([*nothing, Line.of(FOLDS, indent=2)])
        else:
            super().show_text(brief)

    # The line of what is done, and the place of the cursor

    def impossible(self) -> dict[str, str]:
        if self.rows.selected == FOLD:
            reason = "this line is no task: it holds what is done"
            return {each: reason for each in self.on_item if each not in UNFOLDING}
        return super().impossible()

    def labels(self) -> dict[str, str]:
        if self.rows.selected == FOLD:
            return dict.fromkeys(UNFOLDING, "hide" if self._is_unfolded else "show")
        return super().labels()

    async def action_do(self, command_id: str) -> None:
        if self.rows.selected == FOLD and command_id in UNFOLDING and not self.rows.marked:
            self._is_unfolded = not self._is_unfolded
            self.reload()
            self.show_footer()
        else:
            await super().action_do(command_id)

    def go_to(self, key: str) -> None:
        done = {step.task.key for step in self.coach.week.plan().done}
        self._is_unfolded = self._is_unfolded or key in done
        super().go_to(key)

    def freshen(self) -> None:
        self._is_unfolded, self._ticked = False, ("", 0)
        super().freshen()

    async def finish(self, step: Step) -> None:
        # What was due before the applicant came, or what the profile shows, is else taken for
        # done before.
        words = partial(self._done_words, step.task.title, frozenset(self._planned))
        await self.attempt(words, self.coach.road.finish, step.task.key, self.coach.today)

    def _done_words(self, title: str, were: frozenset[str], act: Acted) -> str:
        """That it is done, and what came into the week in its place."""
        came = [planned for key, planned in self._planned.items() if key not in were]
        undo = len(f"   {self.key_of('undo')} undo")
        return done_words(title, came, self.size.width - 2 * MARGIN - undo)

    async def action_finish(self) -> None:
        self._ticked = (self.rows.selected or "", self.rows.cursor)
        await super().action_finish()

    def explain_line(self) -> list[Line]:
        week = match_week_lines(self.coach)
        return parted(week, super().explain_line(), clock_source(self.coach))

    def action_history(self) -> None:
        none = "No week is kept yet: r looks back on the last one, in two minutes."
        self.read("Weeks", history(self.coach, none), label_width=10)
