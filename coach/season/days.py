"""The dates that the days of a mail mean, and why one is not sure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from coach.season.patterns import MON, MONTHS
from coach.season.roles import Marked
from coach.season.scanning import Days, scan

NO_MORE: Final = (3, 16)
"""Month and day from which nobody interviews: Match Week."""
EACH_DAY: Final = re.compile(
    r"(?i)\b(?:any|each|every|either|both)(?: one)?(?: of)?(?: the| these| our| those)*"
    r"(?: (?!other|additional)\w+)? (?:week)?(?:days?|dates?)\b|\b(?:each|either|both) sessions?\b"
    r"|\b(?:which|one) of (?:the|these|those) (?:\w+ )?(?:days|dates)\b"
)
EXCEPT: Final = re.compile(
    r"(?i)\b(?:except\w*|excluding|other than|but not|no interviews?|full(?! name|[- ](?:day|time))"
    r"|filled|taken|(?:first|second|last|former|latter) (?:day|date|of)|former|latter)\b"
)
SHORTLY: Final = 120
"""Letters within which a month is that of a day."""
NEXT: Final = 90
"""Letters of the next sentence within which it speaks of the same days."""
DAY_NAMES: Final = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)


class Dated(Marked):
    """A mail whose days are dates."""

    def dated(self, days: Days, number: int) -> tuple[date | None, str]:
        """A day of those that are named together, and why it is not sure."""
        if days.word:
            return self._worked_out(days)
        of_week = days.weekdays[number] if number < len(days.weekdays) else None
        known = list(filter(None, map(self._in_season, (days.days[number], *days.other))))
        if not known:
            return None, ""
        day, doubt = (
            self._of_two(known, of_week) if len(known) > 1 else (known[0], self._of_range(days))
        )
        if of_week not in (None, day.weekday()):
            return day, f"{day.day} {day:%B %Y} is a {day:%A}, not a {DAY_NAMES[of_week or 0]}"
        if day < self.known.today:
            doubt = doubt or f"{day.day} {day:%B %Y} is over"
        return day, doubt

    def _of_range(self, days: Days) -> str:
        """The doubt of a range of days; none where each of them is offered and none is of a
        weekend."""
        start, end = self.sentence(days)
        is_each = days.doubt and self.is_each(self.text[start : end + NEXT])
        every = list(filter(None, map(self._in_season, days.days))) if is_each else []
        is_whole = every and every[-1] - every[0] == timedelta(days=len(every) - 1)
        return "" if is_whole and all(day.weekday() < 5 for day in every) else days.doubt

    def is_each(self, text: str) -> bool:
        """Whether a text speaks of each day, and the mail excepts none."""
        return bool(EACH_DAY.search(text)) and not EXCEPT.search(self.text)

    def _of_two(self, days: Sequence[date], of_week: int | None) -> tuple[date, str]:
        """Which of two readings of 12/08 is meant: by its weekday, else the only one ahead, else as
        another day of the mail is written."""
        ahead = self._fitting(days, of_week)
        # Day first, as few in the United States write, is sure by its weekday alone.
        if len(ahead) == 1 and (ahead[0] == days[0] or of_week is not None):
            return ahead[0], ""
        if self._figures_order is not None:
            return days[self._figures_order], ""
        text = " or ".join(f"{day.day} {day:%B}" for day in days)
        return ahead[0], f"{text} may be meant"

    def _fitting(self, days: Sequence[date], of_week: int | None) -> Sequence[date]:
        """Those of a weekday and ahead, as far as there are any."""
        fitting = [day for day in days if day.weekday() == of_week] or days
        return [day for day in fitting if self._is_ahead(day)] or fitting

    @cached_property
    def _figures_order(self) -> int | None:
        """Which figure is the month, 0 the first, where another day leaves no choice."""
        days = (token for token in self.tokens if isinstance(token, Days) and not token.word)
        orders = set(filter(lambda order: order is not None, map(self._order_of, days)))
        return orders.pop() if len(orders) == 1 else None

    def _order_of(self, days: Days) -> int | None:
        """The same, by one day alone: by figures above twelve, or by its weekday."""
        figures = re.match(r"\D*(\d{1,2})/(\d{1,2})", self.text[days.start : days.end])
        if not figures or figures[1] == figures[2]:
            return None
        known = filter(None, map(self._in_season, (*days.days, *days.other)))
        of_week = days.weekdays[0] if days.weekdays else None
        fitting = [day for day in known if of_week in (None, day.weekday())]
        return int(int(figures[1]) == fitting[0].day) if len(fitting) == 1 else None

    def _is_ahead(self, day: date) -> bool:
        return self.known.today <= day < date(self.known.season, *NO_MORE)

    def _in_season(self, named: tuple[int | None, int, int]) -> date | None:
        year, month, day = named
        year = year or (self.known.season - (month >= 7))
        try:
            return date(year, month, day)
        except ValueError:
            return None

    def _worked_out(self, days: Days) -> tuple[date | None, str]:
        """Tomorrow, Tuesday, the 10th: from the day of the mail, or the month named before."""
        base, word = self._mailed_on or self.known.today, days.word.strip()
        of_week = days.weekdays[0] if days.weekdays else None
        if number := days.days[0][2]:
            return self._of_month(days, number, base)
        if of_week is not None and (monday := self._week_of(days)):
            return monday + timedelta(days=of_week), ""
        if of_week is None:
            day = base + timedelta(days=word.startswith("tomorrow"))
        else:
            day = base + timedelta(days=(of_week - base.weekday() - 1) % 7 + 1)
        return day, f"“{word}” names no date"

    def _week_of(self, days: Days) -> date | None:
        """The Monday of the week in which the text says that its weekdays are."""
        for token in reversed(self.tokens):
            before = self.text[max(0, token.start - 20) : token.start]
            if isinstance(token, Days) and token.start < days.start and not token.word:
                named = self.first_day(token)
                is_week = re.search(r"(?i)\bweek (?:of|beginning|starting)\W+(?:the )?$", before)
                return named - timedelta(days=named.weekday()) if named and is_week else None
        return None

    def _of_month(self, days: Days, number: int, base: date) -> tuple[date | None, str]:
        """The 10th, of the month of the day before it in the text; its weekday makes it sure."""
        if month := self._month_of(days):
            return self._in_season((None, month, number)), ""
        earlier = (self.first_day(token) for token in reversed(self._dated_before(days)))
        first = next(filter(None, earlier), None)
        base = first or base
        day = self._in_season((None, (base.month + (number < base.day) - 1) % 12 + 1, number))
        is_sure = first and day and day.weekday() == days.weekdays[0]
        return day, "" if is_sure else f"“{days.word.strip()}” names no month"

    def _dated_before(self, days: Days) -> list[Days]:
        """Days before these that name their month."""
        dated = (token for token in self.tokens if isinstance(token, Days) and not token.word)
        return [each for each in dated if each.start < days.start]

    def _month_of(self, days: Days) -> int | None:
        """The month that is named by itself shortly before it: “Fridays in January: the 8th”."""
        ends = (each.end for each in self._dated_before(days))
        start = max(0, days.start - SHORTLY, *ends)
        named = re.findall(rf"(?i)\b{MON}", self.text[start : days.start])
        return MONTHS.index(named[-1][:3].casefold()) + 1 if named else None

    @cached_property
    def _mailed_on(self) -> date | None:
        tokens, _ = scan(self.heads, lambda text, whole: iter(()))
        days = [token for token in tokens if isinstance(token, Days) and not token.word]
        return self._in_season(days[0].days[0]) if days else None

    def first_day(self, days: Days) -> date | None:
        return self.dated(days, 0)[0]
