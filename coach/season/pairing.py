"""Days and hours of a mail, put together in the order in which they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import groupby, product
from typing import Final

from coach.records import Record, replace
from coach.season.days import NEXT
from coach.season.hours_zoned import Zoned, ZonedHour
from coach.season.roles import TIGHT
from coach.season.scanning import Days, Hours, Token, ZoneWord

CHOICES: Final = re.compile(
    r"(?i)\b(?:sessions|slots|blocks|shifts|openings|choices|(?:start|interview) times)\b"
)
"""Hours of which one is chosen."""

SAID: Final = 0.7
UNSAID: Final = 0.5
"""Chances of hours of which the one leaves the other no room."""


class Pair(Record):
    """A day with its hour."""

    days: Days
    number: int
    hour: ZonedHour | None = None
    doubt: str = ""


class Pairing:
    """Puts days and hours together in the order in which they stand."""

    def __init__(self, reading: Zoned, items: Sequence[Token]) -> None:
        self._reading = reading
        self._items = items
        self._days: list[Days] = []
        self._hours: list[Hours] = []
        self._hours_first = False
        self._done: list[Pair] = []

    def pairs(self) -> list[Pair]:
        """All pairs; a day without an hour gets the only one that stands by itself."""
        free = list[Token]()
        for _, group in groupby(self._items, self._reading.sentence):
            items = list(group)
            if len({type(item) for item in items}) > 1:
                self._put_together(items)
            else:
                free += items
        self._put_together(self._likeliest(free))
        return self._shared()

    def _likeliest(self, free: Sequence[Token]) -> list[Token]:
        """Of hours told one after the other in several sentences those of the likeliest; all that
        have lines of their own."""
        kept = list[Token]()
        hours = (item for item in free if isinstance(item, Hours))
        best = max(hours, key=self._chance, default=None)
        for _, group in groupby(free, lambda item: isinstance(item, Hours)):
            items = [item for item in group if not self._is_outdone(item, best)]
            told = list(filter(self._is_told, items))
            beside = partial(self._is_beside, max(told, key=self._chance, default=None))
            kept += [item for item in items if item not in told or beside(item)]
        return kept

    def _chance(self, item: Token) -> float:
        return self._reading.chances[item.start]

    def _is_told(self, item: Token) -> bool:
        """Whether an hour stands in a sentence, and has no line of its own."""
        return isinstance(item, Hours) and not self._reading.is_on_line(item)

    def _is_beside(self, other: Token | None, item: Token) -> bool:
        """Whether both stand in one sentence."""
        sentence = self._reading.sentence
        return other is not None and sentence(item) == sentence(other)

    def _is_outdone(self, item: Token, best: Hours | None) -> bool:
        """Whether a likelier hour leaves an hour of something that its line names no room."""
        if best is None or not isinstance(item, Hours) or self._chance(best) < SAID:
            return False
        is_named = re.search(r"[a-z]", self._reading.rest(item))
        return bool(self._chance(item) < UNSAID and not self._is_beside(best, item) and is_named)

    def _put_together(self, items: Sequence[Token]) -> None:
        """The days and hours of a sentence, or those that stand in sentences of their own."""
        before: Token | None = None
        for item in items:
            if isinstance(item, Days):
                self._day(item, before)
            elif isinstance(item, Hours):
                self._hour(item, before)
            before = item
        self._flush()

    def _shared(self) -> list[Pair]:
        """Days without an hour get the only one of the mail."""
        hours = {pair.hour.hours.at: pair.hour for pair in self._done if pair.hour}
        if len(hours) != 1:
            return self._done
        (hour,) = hours.values()
        return [
            pair if pair.hour else replace(pair, hour=hour, doubt="its hour is that of another day")
            for pair in self._done
        ]

    def gap(self, before: Token | None, item: Token) -> str:
        if before is None:
            return "."
        end = before.end
        for token in self._reading.tokens:
            if (
                isinstance(token, ZoneWord)
                and end <= token.start < item.start
                and token.start - end < 8
            ):
                end = token.end
        return self._reading.text[end : item.start]

    def _day(self, item: Days, before: Token | None) -> None:
        if not self._hours and self._days and self._reading.apart(self._days[-1], item):
            self._flush()
        if not self._hours or self._hours_first:
            self._days.append(item)
            return
        # “Dec 8 at 9 AM or 1 PM on Dec 10”: the last hour is of the day that follows.
        follows = re.search(r"(?i)\bon\b\W*$", self.gap(before, item))
        is_moved = follows and len(self._hours) > 1 and isinstance(before, Hours)
        moved = [self._hours.pop()] if is_moved else []
        self._flush()
        self._days, self._hours, self._hours_first = [item], moved, bool(moved)

    def _hour(self, item: Hours, before: Token | None) -> None:
        reading = self._reading
        if not self._days:
            self._hours_first = True
            self._hours.append(item)
        elif self._hours_first:
            self._next_after_days(item, before)
        elif (
            not self._hours
            or isinstance(before, Days)
            or isinstance(before, Hours)
            and (not reading.apart(before, item) or reading.is_on_line(item))
        ):
            self._hours.append(item)

    def _next_after_days(self, item: Hours, before: Token | None) -> None:
        """An hour after hours and their days: of the last day, or the first of others."""
        is_tight = isinstance(before, Days) and TIGHT.match(self.gap(before, item))
        last = [self._days.pop()] if is_tight and len(self._days) > 0 else []
        if last and not self._days:
            # The hours before it have no day but this; those of an earlier sentence have none.
            near = [hour for hour in self._hours if not self._reading.apart(hour, last[0])]
            self._days, self._hours, self._hours_first = last, [*near, item], False
            return
        self._flush()
        self._days, self._hours, self._hours_first = last, [item], not last

    def _flush(self) -> None:
        every = [(days, number) for days in self._days for number in range(len(days.days))]
        hours = self._hours_of_days()
        is_respective, doubt = self._is_respective(len(every), len(hours)), ""
        if min(len(every), len(hours)) > 1 and not is_respective and self._is_crossed():
            doubt = "it is not said which hour is of which day"
        pairs = zip(every, hours, strict=True) if is_respective else product(every, hours or [None])
        self._done += [Pair(days, number, hour, doubt) for (days, number), hour in pairs]
        self._days, self._hours, self._hours_first = [], [], False

    def _hours_of_days(self) -> list[ZonedHour | None]:
        """Their own hours, else that of the day before, where a day is offered for the same."""
        if self._hours or not self._days:
            return [self._reading.hours[hour.start] for hour in self._hours]
        start = self._days[0].start
        end = self._reading.sentence(self._days[-1])[1]
        earlier = [pair.hour for pair in self._done if pair.hour]
        is_same = re.search(r"(?i)\bsame (?:hour|time)s?\b", self._reading.text[start : end + 60])
        return [earlier[-1]] if earlier and is_same else []

    def _is_respective(self, days: int, hours: int) -> bool:
        if days != hours or not self._hours:
            return False
        text = self._reading.text[self._days[0].start : self._hours[-1].end + 60]
        return "respectively" in text

    def _is_crossed(self) -> bool:
        """Whether several days and hours stand apart, so that not each may be of each."""
        sentences = {self._reading.sentence(hour) for hour in self._hours}
        between = self._reading.text[self._hours[0].end : self._hours[-1].start]
        if len(sentences) == 1 and re.search(r"(?i)\bor\b", between):
            return False
        ends: list[Token] = [self._days[-1], self._hours[0]]
        first, last = sorted(ends, key=lambda token: token.start)
        is_apart = self._reading.apart(first, last) or self._hours_first
        is_apart = is_apart or "\n" in self._reading.text[first.end : last.start]
        return is_apart and not self._is_of_each()

    def _is_of_each(self) -> bool:
        """Whether a sentence near them speaks of the sessions of each day."""
        start = min(self._days[0].start, self._hours[0].start)
        end = max(self._days[-1].end, self._hours[-1].end)
        around = self._reading.text[start : end + NEXT]
        return any(
            CHOICES.search(each) and self._reading.is_each(each)
            for each in re.split(r"[.!?;](?=\s)", around)
        )
