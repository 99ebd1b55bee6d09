"""Days as people type them, read in one place; what can be two days is asked, never guessed.

Not dateutil's parser: it makes “3 Feb” a past day, guesses at 03/04, and cannot read “next fri”,
“in 2 weeks”, “+10d” or “end of march”.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, Literal

from dateutil.relativedelta import relativedelta

from coach.records import CoachError

Toward = Literal["past", "coming", "any"]
"""Where a day without a year lies: behind, ahead, or whichever is nearer."""
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS: Final = tuple(
    "january february march april may june july august september october november december".split()  # noqa: SIM905 - a table of twelve lines says no more
)
UNITS: Final = {
    "d": relativedelta(days=1),
    "w": relativedelta(weeks=1),
    "m": relativedelta(months=1),
    "y": relativedelta(years=1),
}
MONTH: Final = UNITS["m"]
NAMED: Final = {"today": 0, "tomorrow": 1, "yesterday": -1}


class NoDay(CoachError):
    """What was typed is no day at all."""


class TwoDays(CoachError):
    """What was typed can be two days; both are named."""


def parsed_day(
    text: str,
    today: date,
    toward: Toward = "coming",
    what: str = "",
    like: str = "2027-03-01 or a day like Thursday",
) -> date:
    """The day that was typed. Raises CoachError, with what to write, for none and for two."""
    typed = " ".join(re.sub(r"(?<=\d)(st|nd|rd|th)\b|,", " ", text.lower()).split())
    lead = f"{what}: " if what else ""
    for pattern, read in FORMS:
        try:
            if match := re.fullmatch(pattern, typed, re.ASCII):
                return read(match, today, toward)
        except (LookupError, OverflowError):
            continue  # “next month” is no Monday
        except CoachError as error:
            raise type(error)(f"{lead}“{text}” {error}") from None
        except ValueError:
            raise CoachError(f"{lead}“{text}” is no day of the calendar.") from None
    raise NoDay(f"{lead}“{text}” is not a date like {like}.")


def month_or_day(text: str, today: date, toward: Toward, part: str) -> date:
    """The day that was typed, of which month and year will do: it is the `part` (mid, end) of the
    month then; a year alone is its first of July. Raises CoachError as `parsed_day` does."""
    typed = " ".join(text.lower().replace(",", " ").split())
    if re.fullmatch(r"\d{4}", typed, re.ASCII):
        return _whole_year(int(typed))
    if month := _whole_month(typed):
        return _in_month(*month, part)
    if short := re.fullmatch(r"(\d{1,2})[-/.](\d\d)", typed, re.ASCII):
        _ask_for_year(text, int(short[1]), 2000 + int(short[2]), (today, toward))
    june = f"June {today.year + (1 if toward == 'coming' else -7)}"
    return parsed_day(text, today, toward, like=f"{june} or 15 {june}")


def _whole_month(typed: str) -> tuple[int, int] | None:
    """Year and month of `june 2019`, `06/2019` or `2019-06`."""
    if named := re.fullmatch(r"([a-z]{3,9})\.? (\d{4})", typed, re.ASCII):
        fitting = [number for number, name in enumerate(MONTHS, 1) if name.startswith(named[1])]
        return (int(named[2]), fitting[0]) if len(fitting) == 1 else None
    numbers = re.fullmatch(r"(\d{1,2})[-/. ](\d{4})|(\d{4})[-/.](\d{1,2})", typed, re.ASCII)
    if numbers is None:
        return None
    month, year = int(numbers[1] or numbers[4]), int(numbers[2] or numbers[3])
    return (year, month) if 1 <= month <= 12 and year else None


def _whole_year(year: int) -> date:
    try:
        return date(year, 7, 1)
    except ValueError:
        raise CoachError(f"“{year:04}” is no year of the calendar.") from None


def _ask_for_year(text: str, month: int, year: int, asked: tuple[date, Toward]) -> None:
    """Raises TwoDays where a month and the end of a year may be meant as well as a day."""
    today, toward = asked
    is_near = year >= today.year if toward == "coming" else year <= today.year + 9
    if 1 <= month <= 12 and is_near:
        named = MONTHS[month - 1].capitalize()
        raise TwoDays(f"“{text}” can be {named} {year} or a day; write {month:02}/{year} or a day.")


def day_words(day: date) -> str:
    """What was understood: `Friday 5 March 2027`."""
    return f"{day:%A} {date_words(day)}"


def date_words(day: date) -> str:
    """A day without its weekday: `5 March 2027`."""
    return f"{day.day} {day:%B %Y}"


def _iso(match: re.Match[str], today: date, toward: Toward) -> date:
    return date(int(match[1]), int(match[3]), int(match[4]))


def _named(match: re.Match[str], today: date, toward: Toward) -> date:
    return today + timedelta(days=NAMED[match[0]])


def _weekday(match: re.Match[str], today: date, toward: Toward) -> date:
    word, number = match[1], _number(match[2], WEEKDAYS)
    coming = today + timedelta(days=(number - today.weekday()) % 7)
    monday = today - timedelta(days=today.weekday())
    if word == "next":
        return monday + timedelta(days=7 + number)
    if word == "last" or (toward == "past" and coming != today):
        return coming - timedelta(days=7)
    return coming


def _away(match: re.Match[str], today: date, toward: Toward) -> date:
    sign, count, unit, ago = match.groups()
    if (sign is None) == (ago is None):
        raise LookupError
    number = 1 if count in ("a", "an") else int(count)
    return today + UNITS[unit[0]] * (-number if ago or sign == "-" else number)


def _following(match: re.Match[str], today: date, toward: Toward) -> date:
    if match[1] == "week":
        return today + timedelta(days=7 - today.weekday())
    return today.replace(day=1) + MONTH


def _part(match: re.Match[str], today: date, toward: Toward) -> date:
    part, name, year = match.groups()
    if name in ("month", "this month", "next month"):
        named = today.replace(day=1) + MONTH * name.startswith("next")
        return _in_month(named.year, named.month, part)
    month = _number(name, MONTHS)
    return _year_of(lambda at: _in_month(at, month, part), year, today, toward)


def _in_month(year: int, month: int, part: str) -> date:
    first = date(year, month, 1)
    if part == "end":
        return first + MONTH - timedelta(days=1)
    return first.replace(day=15) if part.startswith("mid") else first


def _month_day(match: re.Match[str], today: date, toward: Toward) -> date:
    parts = match.groupdict()
    month, day = _number(parts["month"], MONTHS), int(parts["day"])
    return _year_of(lambda year: date(year, month, day), parts["year"], today, toward)


def _slashed(match: re.Match[str], today: date, toward: Toward) -> date:
    first, second, year = int(match[1]), int(match[2]), match[3]
    days = [
        _year_of(lambda at: date(at, month, day), year, today, toward)  # noqa: B023 - used at once
        for month, day in dict.fromkeys([(first, second), (second, first)])
        if month <= 12
    ]
    if len(days) == 2:
        raise TwoDays(f"can be two days; write {days[0]} or {days[1]}.")
    return min(days)


def _month(match: re.Match[str], today: date, toward: Toward) -> date:
    month = MONTHS[_number(match[1], MONTHS) - 1].capitalize()
    of = month + match[2]
    raise CoachError(f"leaves the day open: which day of {month}? Like 3 {of}, or mid {of}.")


def _year_of(at: Callable[[int], date], year: str | None, today: date, toward: Toward) -> date:
    """The day of a year, or of the year that lies in the direction asked for."""
    if year:
        return at(int(year) + 2000 * (len(year) == 2))
    days = []
    for number in range(today.year - 8, today.year + 9):
        try:
            days.append(at(number))
        except ValueError:
            continue  # 29 February
    if toward == "any":
        return min(days, key=lambda day: abs(day - today))
    if toward == "past":
        return max(day for day in days if day <= today)
    return min(day for day in days if day >= today)


def _number(word: str, names: tuple[str, ...]) -> int:
    """Which of the names begins so; months count from one."""
    places = [place for place, name in enumerate(names) if name.startswith(word)]
    if len(places) != 1:
        raise LookupError(word)
    return places[0] + (names is MONTHS)


_WEEKDAY = "(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_MONTH = "[a-z]{3,9}"
_MONTHS = f"((?:this |next )?month|{_MONTH})"
FORMS: Final[tuple[tuple[str, Callable[[re.Match[str], date, Toward], date]], ...]] = (
    (r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", _iso),
    (r"(\d{4})()(\d\d)(\d\d)", _iso),
    # As files hold it, with an hour that nobody typed.
    (r"(\d{4})(-)(\d\d)-(\d\d)[ t]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?", _iso),
    ("|".join(NAMED), _named),
    (rf"(?:(next|last|this) )?({_WEEKDAY})", _weekday),
    (r"(in |\+ ?|- ?)?(\d+|an?) ?(d|days?|w|weeks?|m|months?|y|years?)( ago)?", _away),
    (r"next (week|month)", _following),
    (rf"(start|beginning|mid|middle|end) (?:of )?{_MONTHS}(?: (\d{{4}}))?", _part),
    (rf"(?P<day>\d{{1,2}}) (?:of )?(?P<month>{_MONTH})\.?(?: (?P<year>\d{{4}}))?", _month_day),
    # As Excel writes it: 01-Nov-26.
    (rf"(?P<day>\d{{1,2}})-(?P<month>{_MONTH})-(?P<year>\d{{4}}|\d\d)", _month_day),
    (rf"(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?: (?P<year>\d{{4}}))?", _month_day),
    (r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4})?)?", _slashed),
    (rf"({_MONTH})\.?((?: \d{{4}})?)", _month),
)
"""Every way to type a day that is not ISO, in the order in which they are tried."""
