"""This year or next: the same applicant in two seasons, and what speaks for each; no verdict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final

from coach.applying.doors import Counted
from coach.applying.weighing import Worth
from coach.records import Applicant, Event, Record, replace
from coach.wording import hour

DEADLINES: Final = {
    "eras_submit_opens": "ERAS",
    "eras_programs_review": "ERAS",
    "residencycas_submit_opens": "ResidencyCAS",
    "residencycas_programs_review": "ResidencyCAS",
    "oet_last_test_advised": "certificate",
    "pathways_deadline": "certificate",
    "ecfmg_exam_requirements_due": "certificate",
    "nrmp_standard_registration_deadline": "",
    "nrmp_rol_deadline": "",
    "match_day": "",
}
"""Dates of a season that decide whether it can still be made, with what they concern: a service,
the certificate while it is not there, or everybody."""
LITTLE: Final = 0.05
"""Share by which two lists must differ in value before a sentence says so (a judgement)."""


class Year(Record):
    """One season for one applicant."""

    season: int
    programs: Counted
    worth: Worth
    over: tuple[Event, ...]
    """Dates that have gone by."""
    ahead: tuple[Event, ...]
    graduation_age: float | None
    """Years since graduation when programs begin to read; None while the date is not said."""
    spare_days: int | None = None
    """Days left beside the critical chain of the road; below 0 it is too long for this season."""


class Years(Record):
    """Both seasons side by side."""

    this: Year
    next: Year
    edits: Mapping[str, object]
    """What was changed for next year only."""
    edited: tuple[int, float]
    """What the edits alone change next year: open programs, value of the list."""
    settled: bool = False
    """Whether the applicant is matched or bound: nothing speaks for a season then."""
    first_year: int | None = None
    """The first Match year that the road reaches, where it does not reach this one."""

    @property
    def sentences(self) -> tuple[list[str], list[str]]:
        """What speaks for this season, and what for the next."""
        return ([], []) if self.settled else speaks(self)


def a_year_on(applicant: Applicant) -> Applicant:
    """The applicant when nothing but a year has passed: the degree is one year older. Facts of
    programs stay as they are, so both years are seen by the same facts."""
    day = applicant.graduation_date
    if day is None:
        return applicant
    try:
        return replace(applicant, graduation_date=day.replace(year=day.year - 1))
    except ValueError:  # 29 February
        return replace(applicant, graduation_date=date(day.year - 1, 2, 28))


def dates(
    calendar: Iterable[Event], today: date, services: Collection[str], certified: bool
) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """The dates that decide for somebody who applies through these services: over, and ahead."""
    mine = {"", *services, *([] if certified else ["certificate"])}
    chosen = [event for event in calendar if DEADLINES.get(event.key) in mine]
    over = tuple(event for event in chosen if event.day < today)
    return over, tuple(event for event in chosen if event.day >= today)


def graduation_age(graduation: date | None, calendar: Iterable[Event]) -> float | None:
    """Years from graduation to the day on which programs of a season begin to read."""
    days = {event.key: event.day for event in calendar}
    if graduation is None or "eras_programs_review" not in days:
        return None
    return max(0.0, (days["eras_programs_review"] - graduation).days / 365.25)


def speaks(years: Years) -> tuple[list[str], list[str]]:
    """Plain sentences for this season and for the next one."""
    this, later = years.this, years.next
    for_this, for_next = [], []
    if this.programs.open > later.programs.open:
        closed = this.programs.open - later.programs.open
        for_this.append(f"{_programs(closed)} open now would be closed a year later.")
    if later.programs.open > this.programs.open:
        more = later.programs.open - this.programs.open
        for_next.append(f"{_programs(more)} more would be open.")
    _worths(this, later, for_this, for_next)
    if later.graduation_age:
        old = f"{this.graduation_age or 0:.1f} years old, not {later.graduation_age:.1f}"
        for_this.append(f"When programs read, your degree is {old}.")
    reading = next((event for event in this.over if event.key.endswith("programs_review")), None)
    if reading:
        since = f"Programs have been reading for {this.season} since {_day(reading.day)}"
        there = f"for {later.season} your application can be there on the first day"
        for_next.append(f"{since}; {there}.")
    elif this.ahead:
        first = this.ahead[0]
        for_this.append(f"The next date it hangs on, {first.title}, is {_day(first.day)}.")
    for event in this.over:
        if event.key == "nrmp_rol_deadline":
            were = "expected" if event.status == "projected" else "due"
            for_next.append(f"Rank lists of {this.season} were {were} by {hour(event, event.day)}.")
    return for_this, for_next


def _worths(this: Year, later: Year, for_this: list[str], for_next: list[str]) -> None:
    low, high = sorted((this.worth.value, later.worth.value))
    if high - low <= LITTLE * max(high, 1e-9):
        return
    better, lines = (this, for_this) if this.worth.value == high else (later, for_next)
    ends, more = better.worth.interviews, f"worth more (~{high:.0f} against ~{low:.0f})"
    with_them = f"with ~{ends.low:.0f}-{ends.high:.0f} interviews"
    lines.append(f"The list for the same money is {more}, {with_them}.")


def _programs(number: int) -> str:
    return f"{number:,} program{'' if number == 1 else 's'}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
