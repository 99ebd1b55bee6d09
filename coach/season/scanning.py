"""Days, hours and zones in a text, each with its place; what is none is blotted out.

Nothing is guessed here: a day has every reading that its figures allow, an hour says where only
daytime speaks for one half of the day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from coach.records import Record
from coach.season.patterns import (
    AFTER_DAY,
    AT,
    BARE_LIST,
    BLOT,
    DAY_BEFORE,
    FIGURES,
    IN_WORDS,
    ISO,
    LISTED,
    MILITARY,
    MONTHS,
    NO_HOUR,
    NO_SLOT,
    OFFSET,
    ORDINAL,
    RELATIVE,
    SPAN,
    TO,
    WEEKDAYS,
    ZONE_AFTER,
)


class Days(Record):
    """Days named together: each as year, month, day, and the other reading of its figures."""

    start: int
    end: int
    days: tuple[tuple[int | None, int, int], ...]
    weekdays: tuple[int | None, ...] = ()
    other: tuple[tuple[int | None, int, int], ...] = ()
    doubt: str = ""
    word: str = ""
    """Today, next Tuesday, the 10th: what the day must be worked out from."""


class Hours(Record):
    """An hour, in minutes of the day, and how long it lasts."""

    start: int
    end: int
    at: int
    minutes: int | None = None
    doubt: str = ""
    zone: str = ""
    """A zone between the ends of a span."""
    by_daytime: bool = False
    """Whether daytime alone says which half of the day."""


class ZoneWord(Record):
    """What names a zone; `offset` in minutes where it is a number."""

    start: int
    end: int
    word: str
    zones: tuple[str, ...] = ()
    offset: int | None = None


Token = Days | Hours | ZoneWord


def _blotted(text: str, match: re.Match[str], sign: str = BLOT) -> str:
    return text[: match.start()] + sign * (match.end() - match.start()) + text[match.end() :]


def _each(
    pattern: re.Pattern[str], text: str, read: Callable[[re.Match[str]], Token | None]
) -> tuple[str, list[Token]]:
    """What a pattern reads, and the text with it blotted out."""
    tokens: list[Token] = []
    for match in pattern.finditer(text):
        if token := read(match):
            tokens.append(token)
            text = _blotted(text, match)
    return text, tokens


def scan(text: str, zones: Callable[[str, str], Iterator[ZoneWord]]) -> tuple[list[Token], str]:
    """All days, hours and zones in order, and the text with them blotted out. `zones`: reads the
    words of zones out of what is left, beside the text as it was."""
    whole = text
    for match in NO_SLOT.finditer(text):
        text = _blotted(text, match, " ")
    tokens: list[Token] = []
    for pattern, read in (
        (ISO, _iso),
        (IN_WORDS, _in_words),
        (FIGURES, _figures),
        (OFFSET, _offset),
        (SPAN, _span),
        (BARE_LIST, _bare),
        (AT, _at),
        (ORDINAL, _ordinal),
        (RELATIVE, _relative),
    ):
        text, read_now = _each(pattern, text, read)
        tokens += read_now
    for word in zones(text, whole):
        tokens.append(word)
        text = text[: word.start] + BLOT * (word.end - word.start) + text[word.end :]
    return sorted(tokens, key=lambda token: token.start), text


def weekday(word: str | None) -> int | None:
    """The number of a weekday, Monday 0."""
    return WEEKDAYS.index(word.strip()[:3].casefold()) if word else None


def _iso(match: re.Match[str]) -> Token | None:
    year, month, day = (int(match[number]) for number in (1, 2, 3))
    is_day = 1 <= month <= 12 and 1 <= day <= 31
    return Days(*match.span(), ((year, month, day),), (None,)) if is_day else None


def _year(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    year = groups.get("y") or groups.get("yy") or groups.get("y0")
    return None if not year else int(year) + 2000 * (len(year) == 2)


def _in_words(match: re.Match[str]) -> Token | None:
    number = MONTHS.index((match["m"] or match["m2"])[:3].casefold()) + 1
    first = weekday(match["wd"] or match["wd2"])
    days, weekdays, has_range = _listed(match["list"] or match["list2"])
    if first is not None and (match["wd"] or len(days) == 1):
        weekdays[0] = first
    every = tuple((_year(match), number, day) for day in days)
    doubt = "it names a range of days" if has_range else ""
    return Days(match.start(), match.end(), every, tuple(weekdays), doubt=doubt)


def _listed(text: str) -> tuple[list[int], list[int | None], bool]:
    """The days of a list with their weekdays; those between the ends of a range too."""
    days, weekdays, has_range, end = list[int](), list[int | None](), False, 0
    for each in LISTED.finditer(text):
        if days and re.fullmatch(rf"(?i){TO}", text[end : each.start()]):
            between = range(days[-1] + 1, int(each["n"]))
            days += between
            weekdays += [None] * len(between)
            has_range = True
        days.append(int(each["n"]))
        weekdays.append(weekday(each["wd"] or each["wd2"]))
        end = each.end()
    return days, weekdays, has_range


def _figures(match: re.Match[str]) -> Token | None:
    left, sign, right, year = int(match[2]), match[3], int(match[4]), _year(match)
    if sign != "/" and year is None:
        return None
    readings = [
        (year, month, day)
        for month, day in dict.fromkeys(((left, right), (right, left)))
        if 1 <= month <= 12 and 1 <= day <= 31
    ]
    if sign == ".":
        readings.reverse()
    if not readings:
        return None
    of_week = weekday(match["wd"] or match["wd2"])
    return Days(match.start(), match.end(), (readings[0],), (of_week,), tuple(readings[1:]))


def _ordinal(match: re.Match[str]) -> Token | None:
    day, of_week = int(match[2]), weekday(match["wd"])
    is_day = 1 <= day <= 31
    return Days(*match.span(), ((None, 0, day),), (of_week,), word=match[0]) if is_day else None


def _relative(match: re.Match[str]) -> Token | None:
    word = match["rel"].casefold()
    of_week = None if word[:3] in ("tod", "tom", "ton") else weekday(word.split()[-1])
    return Days(match.start(), match.end(), ((None, 0, 0),), (of_week,), word=word)


def _offset(match: re.Match[str]) -> Token | None:
    sign = match["sign"] or match["sign2"]
    hours, minutes = match["hours"] or match["hours2"], match["minutes"] or match["minutes2"]
    offset = int(hours) * 60 + int(minutes or 0)
    signed = -offset if sign == "-" else offset
    word = match[0].strip(" ()")
    return ZoneWord(*match.span(), word, (), signed) if offset <= 14 * 60 else None


def _minutes(text: str, half: str | None) -> tuple[int, bool] | None:
    """The minutes of the day that a clock shows, and whether the half of the day is known."""
    if not text[-1].isdigit():
        return 720 * ("midnight" not in text.casefold()), True
    has_four = text.isdigit() and len(text) > 2
    figures = [text[:-2], text[-2:]] if has_four else [*re.findall(r"\d+", text), "0"]
    hours, minutes = int(figures[0]), int(figures[1])
    by_half = range(1, 13)
    if minutes > 59 or hours not in (by_half if half else range(24)):
        return None
    if half:
        return hours % 12 * 60 + minutes + 720 * (half in "pP"), True
    return hours * 60 + minutes, has_four or text[0] == "0" or hours not in by_half


def _is_clock(match: re.Match[str], number: str) -> bool:
    """Whether it is an hour by itself, not a bare number."""
    text = match[f"t{number}"]
    has_sign = match[f"h{number}"] or match[f"u{number}"] or not text[-1].isdigit()
    led = DAY_BEFORE.search(match.string[: match.start()])
    is_zoned = MILITARY.fullmatch(text) and (led or ZONE_AFTER.match(match.string, match.end()))
    is_after_day = AFTER_DAY.search(match.string[: match.start()]) and len(text) < 3
    return bool(has_sign or is_zoned or is_after_day or re.search(r"[:h]", text))


def _span(match: re.Match[str]) -> Token | None:
    first, last = _minutes(match["t1"], match["h1"]), _minutes(match["t2"], match["h2"])
    if first is None or last is None or not _is_span(match):
        return None
    (at, is_known), (until, end_known) = first, last
    doubt = ""
    if not is_known:
        at, doubt = _start_of_span(at, until, match["h2"], end_known)
    if not end_known and until <= at:
        until += 720 * (until < 720)
    if until <= at:
        until, doubt = until + 1440, doubt or "its end comes before its start"
    zone, by_daytime = match["z"] or "", {is_known, end_known} == {False}
    return Hours(match.start(), match.end(), at, until - at, doubt, zone, by_daytime)


def _is_span(match: re.Match[str]) -> bool:
    """Whether two numbers are hours: one shows it, or both have four figures and are no years."""
    ends = match["t1"], match["t2"]
    if any(re.fullmatch(r"\d{3}", each) for each in ends) or _is_length(match):
        return False
    is_years = ends[0][:2] == ends[1][:2] == "20" and not match["u2"]
    if all(re.fullmatch(r"[0-2]\d[0-5]\d", each) for each in ends) and not is_years:
        return True
    is_zoned = ZONE_AFTER.match(match.string, match.end()) is not None
    return is_zoned or _is_clock(match, "1") or _is_clock(match, "2")


def _is_length(match: re.Match[str]) -> bool:
    """Whether two bare numbers say how long something is: “3-4 hours”."""
    is_bare = all(re.fullmatch(r"\d{1,2}", match[name]) for name in ("t1", "t2"))
    if ZONE_AFTER.match(match.string, match.end()):
        return False
    return is_bare and not (match["h1"] or match["h2"])


LONG_DAY: Final = 11 * 60
"""Minutes of the longest day of interviews."""


def _start_of_span(at: int, until: int, half: str | None, end_known: bool) -> tuple[int, str]:
    """The start of a span whose half of the day only its end may tell, and what is in doubt."""
    early = at % 720
    if not end_known:
        return _by_day(at)
    fits = [start for start in (early, early + 720) if 0 < until - start <= LONG_DAY]
    if len(fits) == 1:
        return fits[0], ""
    if half and early + 720 in fits:
        # Of “1-5 PM” both are the afternoon; “8-9 PM” is no morning either.
        return early + 720, ""
    return (early, "") if early in fits else _by_day(at)


DAYTIME: Final = range(7 * 60, 13 * 60)
EARLY: Final = range(7 * 60, 8 * 60)
"""Hours of the morning at which one is called in the evening too."""


def _by_day(at: int, unsure: range = range(0)) -> tuple[int, str]:
    """An hour without its half of the day, as daytime would have it."""
    hour = f"{at // 60}:{at % 60:02}"
    if at in DAYTIME:
        return at, f"{hour} may be morning or evening" if at in unsure else ""
    late = at + 720 if at < 720 else at
    return late, "" if late < 18 * 60 else f"{hour} may be morning or afternoon"


def _at(match: re.Match[str]) -> Token | None:
    text, unit = match["t1"], (match["u1"] or "").strip().casefold()
    clock = _minutes(text, match["h1"])
    if clock is None or not _is_clock(match, "1") or NO_HOUR.fullmatch(text + unit):
        return None
    at, doubt = (clock[0], "") if clock[1] else _by_day(clock[0], EARLY)
    if match["h1"] and at == 0:
        doubt = "12 AM is midnight; noon may be meant"
    zone = "UTC" if unit == "z" else ""
    return Hours(match.start(), match.end(), at, None, doubt, zone, not clock[1])


def _bare(match: re.Match[str]) -> Token | None:
    """A number in a list of hours whose last alone says which half of the day: `9, 11 AM`."""
    clock = _minutes(match["t1"], None)
    if clock is None or not 1 <= clock[0] // 60 <= 12:
        return None
    last = re.search(r"(?i)(\d{1,2})(?::([0-5]\d))?\s*([ap])\.?\s?m\b", match.string[match.end() :])
    end = _minutes(f"{last[1]}:{last[2] or '00'}", last[3]) if last else None
    if end is None:
        return None
    same = clock[0] % 720 + 720 * (end[0] >= 720)
    by_day, _ = _by_day(clock[0])
    doubt = "" if same == by_day and same <= end[0] else "its half of the day is not said"
    return Hours(match.start(), match.end(), by_day, None, doubt)
