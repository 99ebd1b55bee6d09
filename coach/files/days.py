"""Days of a column, in the order of day and month that it or its neighbours show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from coach.records import CoachError
from coach.typed_days import MONTHS, Toward, TwoDays, month_or_day, parsed_day

EXCEL: Final = range(36526, 73051)
"""Numbers by which spreadsheets keep the days of 2000 to 2099, counted from FIRST_DAY."""
FIRST_DAY: Final = date(1899, 12, 30)
SOME_DAY: Final = date(2026, 12, 31)
"""Today, where it is only asked whether a text can be a day."""
Order = Literal["month", "day", ""]
"""Which of two numbers comes first; "" where it is not known."""
SLASHED: Final = re.compile(r"(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4}|\d\d)\b(.*)")
SEASONS: Final = {"winter": 1, "spring": 3, "summer": 6, "fall": 9, "autumn": 9}
"""Month in which each begins, the earliest that it can mean."""
PAST: Final = (
    *("date", "submitted", "answered", "came", "asked_on", "reminded", "uploaded_on", "thanked"),
    *("seen", "tests.day", "sessions.day", "errors.day", "outreach.day"),
    *("rejected", "waitlisted", "on"),
)
"""Fields whose days cannot be still to come."""
OUT_OF_SEASON: Final = range(4, 9)
"""Months without interviews: applications are read from the end of September."""
WEEKDAY: Final = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,. ]+(?=.*\d)", re.IGNORECASE)
ZONE: Final = re.compile(
    r"\b(?:(?:e|c|m|p|ak|h)[sd]?t|eastern|central|mountain|pacific)\b", re.IGNORECASE
)
HOUR: Final = re.compile(
    r"[\s@,T(–-]+(?:at )?(\d{1,2}(?::\d\d(?::\d\d)?)? ?(?:[ap]\.?m\.?|noon|h|uhr)?)"
    rf"[\s,(]*({ZONE.pattern})?(?: time)?\)?$",
    re.IGNORECASE,
)
"""An hour behind a day, with its zone."""
WITH_H: Final = re.compile(r"(\d) ?h ?(\d\d)\b", re.IGNORECASE)
"""An hour and its minutes as they stand in France and Brazil: 9h30."""
SEASON: Final = re.compile(r"(?:early |mid |late )?(\w+),? (20\d\d)", re.I)
YEAR: Final = re.compile(r"(20\d\d)(?: ?[-–/] ?(?:20)?(\d\d))?")
MONTH: Final = re.compile(r"\d{1,2}[-/.]\d{4}|\d{4}[-/.]\d{1,2}|([A-Za-z]{3,9})\.?,?[ -]+(\d{4})")
MONTH_DAY: Final = re.compile(r"^([A-Za-z]{3,9})\.? (\d{1,2})$")
NO_YEAR: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\.?")
SHORT_MONTH: Final = re.compile(r"([A-Za-z]{3})[-' ]+(\d\d)")


def is_past(target: str) -> bool:
    """Whether the days of a field cannot be still to come."""
    return target in PAST or target.rpartition(".")[2] in PAST


def order_of(cells: Iterable[str], target: str, today: date, title: str = "") -> Order:
    """The order that a column shows: a number over 12, a day that would be still to come, or its
    title and units."""
    if shape := re.search(r"\b(m{1,2}|d{1,2})[/.-](m{1,2}|d{1,2})[/.-]y", title, re.IGNORECASE):
        return "month" if shape[1][0] in "mM" else "day"
    fits = {"month": True, "day": True}
    bare = (_with_year(WEEKDAY.sub("", cell.strip())) for cell in cells)
    for parts in filter(None, map(SLASHED.match, bare)):
        for order in fits:
            day = _slashed(parts, order)
            fits[order] &= day is not None and _can_be(day, target, today)
    if fits["month"] != fits["day"]:
        return "month" if fits["month"] else "day"
    return ""


def _with_year(text: str) -> str:
    """A day of two numbers as one of three, of a leap year so that a 29 February is there."""
    parts = NO_YEAR.fullmatch(text)
    return f"{parts[1]}{parts[2]}{parts[3]}{parts[2]}2024" if parts else text


def _can_be(day: date, target: str, today: date) -> bool:
    """Whether a field can have a day: not one to come, no interview outside of the season."""
    is_in_season = target != "interviews.day" or day.month not in OUT_OF_SEASON
    return is_in_season and not (is_past(target) and day > today + timedelta(days=1))


def _slashed(parts: re.Match[str], order: str) -> date | None:
    month, day = (parts[1], parts[3]) if order == "month" else (parts[3], parts[1])
    year = int(parts[4]) + 2000 * (len(parts[4]) == 2)
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


OLD: Final = 6
"""Years after which nobody keeps what a program said."""


def as_day(text: str) -> str:
    """The text of a day, where a cell holds the number by which spreadsheets keep it."""
    is_number = re.fullmatch(r"\d{5}(\.\d+)?", text) and int(float(text)) in EXCEL
    return str(FIRST_DAY + timedelta(float(text))) if is_number else text


def hour_in(text: str) -> tuple[str, str]:
    """The hour of a cell that begins with a day, and its zone; "" for none."""
    parts = HOUR.search(WITH_H.sub(r"\1:\2", text.strip()))
    is_hour = parts and re.search(r"[:a-z]", parts[1], re.IGNORECASE)
    if not (parts and is_hour):
        return "", ""
    hour = re.sub(r"^(\d+) ?(?:h|uhr)$", r"\1:00", parts[1], flags=re.IGNORECASE)
    return re.sub(r"(\d:\d\d)(?::00| ?h| ?uhr)$", r"\1", hour, flags=re.IGNORECASE), parts[2] or ""


@lru_cache(maxsize=1024)
def day_in(text: str, order: Order, today: date, toward: Toward = "past") -> date:
    """The day of a cell; of a month, a season or a year the first that it can mean.

    Raises CoachError for none, for a weekday alone, which stands beside one, and for one that can
    be two.
    """
    if not re.search(r"\d", text) and WEEKDAY.match(f"{text} 1"):
        raise CoachError(f"{text} is a weekday; which date?")
    text = WEEKDAY.sub("", as_day(" ".join(text.split()))).strip()
    text = re.sub(r"^(\d{1,2})-([A-Za-z]{3,9})\.?$", r"\1 \2", text)
    if parts := SLASHED.match(_with_year(text)):
        day = _numbered(parts, order)
        if SLASHED.match(text):
            return day
        text = f"{day.day} {MONTHS[day.month - 1]}"
    if vague := _vague(text, today):
        return vague
    try:
        return parsed_day(text, today, toward)
    except CoachError:
        if (bare := HOUR.sub("", text)) == text:
            raise
        return parsed_day(bare, today, toward)


def is_hour(text: str) -> bool:
    """Whether a cell is an hour alone, with its zone or without."""
    text = WITH_H.sub(r"\1:\2", text)
    return bool(HOUR.fullmatch(f"@{text}") and re.search(r"\d ?[:aphu]", text, re.IGNORECASE))


def is_of_season(text: str) -> bool:
    """Whether a cell can be the day of an interview, in whichever order."""
    orders: tuple[Order, ...] = ("month", "day")
    for order in orders:
        with suppress(CoachError):
            return day_in(text, order, SOME_DAY, "any").month not in (*OUT_OF_SEASON, 9)
    return False


def is_day(text: str) -> bool:
    """Whether a cell can be a day, in whichever order."""
    orders: tuple[Order, ...] = ("month", "day")
    for order in orders:
        with suppress(CoachError):
            return bool(day_in(text, order, SOME_DAY, "any"))
    return False


def _numbered(parts: re.Match[str], order: Order) -> date:
    """The day of three numbers. Raises CoachError."""
    orders = [order] if order else ["day"] if parts[2] == "." else ["month", "day"]
    days = {day for day in (_slashed(parts, each) for each in orders) if day}
    if len(days) > 1:
        raise TwoDays(f"“{parts[0]}” can be two days; which comes first, month or day?")
    if not days:
        raise CoachError(f"“{parts[0]}” is no day of the calendar, as its column writes them")
    return days.pop()


def _is_day_of_month(month: re.Match[str], today: date) -> bool:
    """Oct 14, where a year would be too long ago to be meant; of two later years the older is."""
    number = month[2] if month[1] else ""
    return number.isdigit() and len(number) == 2 and 2000 + int(number) < today.year - OLD


def _vague(text: str, today: date) -> date | None:
    """The first day of a month, a season or a year; None for anything else."""
    named = SEASON.fullmatch(text)
    if named and named[1].casefold() in SEASONS:
        return date(int(named[2]), SEASONS[named[1].casefold()], 1)
    year = YEAR.fullmatch(text)
    if year and year[2] in (None, f"{(int(year[1]) + 1) % 100:02}"):
        return date(int(year[1]), 1, 1)
    month = MONTH.fullmatch(text) or SHORT_MONTH.fullmatch(text)
    if month is None or _is_day_of_month(month, today):
        return None
    words = f"{month[1]} {month[2].rjust(4, '-').replace('--', '20')}" if month[1] else text
    return month_or_day(words, today, "past", "start")
