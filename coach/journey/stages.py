"""Where on the road the applicant is, from the date and the profile, with the reason in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from coach.records import Applicant, Record, StageKey
from coach.rules.conditions import passed, step2ck_passed

CLOSE_MONTHS = 26
"""Months before the residency year from which exams are due (norms, section 8: 30-14 before)."""


class Place(Record):
    """The stage and why."""

    stage: StageKey
    why: str


def place(applicant: Applicant, days: Mapping[str, date], today: date) -> Place:
    """The stage on this day; `days` are the events of the applicant's season by key."""
    if applicant.stage:
        return Place(applicant.stage, "set by you on the Profile page")
    year = days["residency_start"].year
    if today >= days["residency_start"]:
        if applicant.match_result == "matched":
            return Place("pre_residency", "residency has started; congratulations are due")
        return Place("planning", f"the {year} season is over; set a new Match year")
    if applicant.match_result == "matched":
        return Place("pre_residency", "you matched")
    return _by_date(applicant, days, today, year)


def _by_date(applicant: Applicant, days: Mapping[str, date], today: date, year: int) -> Place:
    if today >= days["match_status_monday"]:
        if today > days["match_day"]:
            return Place("match_soap", "the Match is over; say on the Profile page how it went")
        return Place("match_soap", "it is Match Week")
    if today >= days["nrmp_ranking_opens"]:
        until = _day(days["nrmp_rol_deadline"])
        return Place("ranking", f"rank order lists are open until {until}")
    if today >= days["eras_programs_review"]:
        since = _day(days["eras_programs_review"])
        return Place("interviews", f"programs have been reading since {since}")
    if today >= days["eras_season_opens"] - timedelta(days=30):
        return Place("application_year", f"the {year} application season is open or about to open")
    return _before_season(applicant, days, today, year)


def _before_season(applicant: Applicant, days: Mapping[str, date], today: date, year: int) -> Place:
    step1, step2 = passed(applicant.step1), step2ck_passed(applicant.step2ck)
    if step1 and step2:
        return Place("clinical_experience", f"both Steps are passed, before the {year} season")
    months = (days["residency_start"] - today).days / 30.4
    if step1 or step2 or months <= CLOSE_MONTHS:
        left = " and ".join(
            name for name, done in (("Step 1", step1), ("Step 2 CK", step2)) if not done
        )
        return Place("exams", f"{left} still to pass, {round(months)} months before residency")
    return Place("planning", f"{round(months)} months before residency")


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"
