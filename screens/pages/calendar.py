"""Calendar: what is due when?"""

from __future__ import annotations

from itertools import groupby
from typing import Final

from coach.saying import months as saying
from coach.saying.text import Line
from coach.subjects.calendar import DATE, TASK, Coming
from screens.pages.list_page import FAR, ListPage
from screens.registry import PAGES
from screens.widgets.rows import Column, Row

MONTH: Final = "month:"


class CalendarPage(ListPage[Coming]):
    """All that is ahead by months: dates of the season, tasks, interviews, days of papers."""

    page = "calendar"
    columns = (
        Column("day", width=6, keep=4),
        Column("what", keep=5, min_width=36, shorten=saying.shortened),
        Column("start", "start by", width=9, align="right", keep=1),
        Column("left", "left", width=6, align="right", keep=3),
    )
    has_header = True
    beside_from = FAR
    on_item = ("calendar.open",)
    no_item = "nothing is ahead"
    reading = "What is ahead"

    def __init__(self) -> None:
        super().__init__()
        self.heads: dict[str, tuple[str, ...]] = {}
        self._again: set[str] = set()
        """The rows of a day that the row before has said."""

    def listed(self) -> dict[str, Coming]:
        ahead = self.coach.calendar.ahead
        return {each.id: each for each in ahead if self.fits(saying.found_by(each))}

    def keys(self) -> list[str]:
        """The months; before them what is said once, after them how many have no day."""
        days = [each.day for each in self.items.values()]
        follows = zip(self.items, days, [None, *days], strict=False)
        self._again = {key for key, day, before in follows if day == before}
        first, last = saying.once(self.coach), saying.undated(self.coach)
        self.heads = {} if self.words else {words: ("", words) for words in first}
        keys = [*self.heads]
        for month, group in groupby(self.items.values(), key=lambda each: each.month):
            listed = list(group)
            self.heads[f"{MONTH}{month}"] = saying.month_head(self.coach, month, listed)
            keys += [f"{MONTH}{month}", *(each.id for each in listed)]
        if last and not self.words:
            self.heads[last] = ("", last)
            keys.append(last)
        return keys

    @property
    def _is_narrow(self) -> bool:
        return self.size.width < saying.NARROW

    def row(self, key: str, item: Coming) -> Row:
        coach, tone = self.coach, "strong" if item.kind == DATE else ""
        words = saying.what(coach, item, self._is_narrow)
        left = saying.left(coach, item)
        cells = (
            (saying.day_words(item), "dim" if key in self._again else ""),
            (words, tone),
            saying.start(coach, item),
            (left, "warn") if item.cannot_wait else left,
        )
        mark = saying.mark(coach, item)
        return Row(key, cells, mark=(mark, "warn") if item.cannot_wait else mark)

    def on_resize(self) -> None:
        super().on_resize()
        if self.items:  # rows say more where there is room
            self.reload()

    def text(self, key: str, item: Coming) -> list[Line]:
        return saying.in_short(self.coach, item, self._is_narrow)

    def explain_line(self) -> list[Line]:
        return saying.whole(self.coach, self.item) if self.item else []

    def context(self) -> str:
        return saying.counts(self.coach, list(self.items.values()))

    def empty(self) -> str:
        return saying.NOTHING

    def go_to(self, key: str) -> None:
        """Puts the cursor on a row by its key, or on a date of the season by its own."""
        super().go_to(key if ":" in key else f"{DATE}:{key}")

    def action_month(self, step: int) -> None:
        """Goes to the first day of the next month, or of the one before."""
        self.rows.go_to_head(MONTH, step)

    def action_open(self) -> None:
        """Goes to the task or the entry behind the line; a date without one is read."""
        if not (item := self.item):
            return
        if task := saying.task_behind(self.coach, item):
            self.my_app.jump("journey", task)
        elif item.kind in (DATE, TASK):
            self.action_explain()
        else:
            self.my_app.jump(item.kind, item.key)

    def action_back(self) -> None:
        """Gives up the filter, else goes back to Week."""
        if self.words or self.let_be():
            super().action_back()
        else:
            self.action_go(PAGES[self.page].under)
