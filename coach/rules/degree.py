"""The day of the degree, and the years since it."""

from __future__ import annotations

from datetime import date
from typing import Final

from coach.records import Applicant

READING: Final = (9, 23)
"""Month and day on which programs begin to read in the season of 2027 (calendar facts); a few
days earlier or later in others."""
LATE_DAYS: Final = 14
"""Days after programs begin to read from which an application is a late one: the first week of
October (norms: later only where open)."""
START: Final = (7, 1)
"""Month and day on which residency begins (calendar facts)."""


def graduated(applicant: Applicant, today: date) -> bool | None:
    """Whether the degree is conferred by today; None while the date is not said."""
    day = applicant.graduation_date
    return None if day is None else day <= today


def first_match(applicant: Applicant) -> int:
    """The first Match year whose residency begins after the degree; 0 while that is not said."""
    day = applicant.graduation_date
    return day.year + (day > date(day.year, *START)) if day else 0


def years_at_application(applicant: Applicant, today: date) -> float | None:
    """Years between the degree and the day when programs read: that of the chosen Match year,
    or today where it has gone by or no year is chosen; never below 0, None while not said."""
    day = today
    if applicant.match_year and applicant.match_year > 1:
        day = max(day, date(min(applicant.match_year - 1, 9999), *READING))
    years = years_since_graduation(applicant, day)
    return None if years is None else max(0.0, years)


def years_since_graduation(applicant: Applicant, today: date) -> float | None:
    """Years from the degree to a day, negative before it; None while the date is not said."""
    day = applicant.graduation_date
    return None if day is None else (today - day).days / 365.25
