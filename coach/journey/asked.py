"""What a command or a page was given for a task, checked: days, words, links, a Match year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from dateutil.relativedelta import relativedelta

from coach.journey.plan import FURTHEST_YEARS
from coach.records import CoachError
from coach.typed_days import Toward, parsed_day

EARLIEST_YEARS: Final = 20
"""Work for a residency that began before that is not on this road."""
KINDS: Final = ("person", "program", "resource", "task", "document")
"""What a task may be linked to."""


def any_day(
    answer: str | date, today: date, what: str, toward: Toward = "any", years: int = EARLIEST_YEARS
) -> date | None:
    """A day within reach, so many years back at most, or coming; None for "". Raises CoachError."""
    if isinstance(answer, str) and not answer.strip():
        return None
    day = answer if isinstance(answer, date) else parsed_day(answer, today, toward, what)
    first = today - relativedelta(years=years)
    last = today + relativedelta(years=FURTHEST_YEARS)
    if not first <= day <= last:
        raise CoachError(f"{what}: {day} cannot be right (possible: {first} to {last}).")
    return day


def coming_day(answer: str | date, today: date, what: str) -> date | None:
    """Today or a later day; None for "". Raises CoachError."""
    day = any_day(answer, today, what, "coming")
    if day is not None and day < today:
        raise CoachError(f"{what}: {day} is past; name {today} or a later day.")
    return day


def past_day(answer: str | date, today: date, what: str) -> date | None:
    """Today or an earlier day; None for "". Raises CoachError."""
    day = any_day(answer, today, what, "past")
    if day is not None and day > today:
        raise CoachError(f"{what}: {day} is still to come; name {today} or an earlier day.")
    return day


def words(text: str, what: str, longest: int, needed: bool = False) -> str:
    """Text in one line without control signs. Raises CoachError where it is too long or missing."""
    text = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", text).split())
    if len(text) > longest:
        raise CoachError(f"{what} is longer than {longest} characters.")
    if needed and not text:
        raise CoachError(f"{what} is empty; say in a few words what is to be done.")
    return text


def links(answers: Iterable[str]) -> tuple[str, ...]:
    """Links as kind:id. Raises CoachError for one that is none."""
    read = []
    for link in answers:
        kind, colon, what = link.strip().partition(":")
        if not colon or kind not in KINDS or not what.strip():
            raise CoachError(
                f"“{link}” is not a link like program:1402300000; kinds are {', '.join(KINDS)}."
            )
        read.append(f"{kind}:{what.strip()}")
    return tuple(read)


def match_year(year: int, today: date) -> int:
    """A Match year that is still ahead. Raises CoachError."""
    first = today.year if today < date(today.year, 7, 1) else today.year + 1
    if not first <= year <= first + FURTHEST_YEARS:
        raise CoachError(f"Match year {year}: choose one from {first} to {first + FURTHEST_YEARS}.")
    return year
