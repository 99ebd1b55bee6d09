"""Where on the road the applicant is, from the date and the profile, with the reason in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from coach.records import STAGES, Applicant, Record, StageKey, replace
from coach.rules.conditions import passed, step2ck_passed
from coach.wording import short

CLOSE_MONTHS = 26
"""Months before the residency year from which exams are due (norms, section 8: 30-14 before)."""
AFTER: Final = "After the Match"
"""What the last stage of a season is called once SOAP is over."""
BOUND = "your advanced post binds you: no other search without a waiver of the NRMP"


class Place(Record):
    """The stage and why."""

    stage: StageKey
    why: str
    is_after: bool = False
    """Whether the week of the Match is over."""

    @property
    def name(self) -> str:
        """The stage in words."""
        return AFTER if self.is_after else STAGES[self.stage]


def result_year(planned: int | None, today: date, results_out: date) -> int:
    """The Match year of a result that is told today: none has one before its results are out.
    `planned`: the year planned for; `results_out`: the day on which this year's are out."""
    last = today.year if today >= results_out else today.year - 1
    return min(planned or last, last)


def in_season(applicant: Applicant, season: int) -> Applicant:
    """The applicant with the result of the Match planned for; an advanced post binds on."""
    result, year = applicant.match_result, applicant.result_year
    if not result or not year or year >= season or result == "advanced_only":
        return applicant
    return replace(applicant, match_result=None, last_result=result)


def place(applicant: Applicant, days: Mapping[str, date], today: date) -> Place:
    """The stage on this day; `days` are the events of the applicant's season by key."""
    if applicant.stage:
        return Place(applicant.stage, "set by you on the Profile page")
    year = days["residency_start"].year
    if bound := _bound(applicant, days, today):
        return bound
    if today >= days["residency_start"]:
        here = Place("planning", f"the {year} season is over; set a new Match year")
    else:
        here = _by_date(applicant, days, today, year)
    if not applicant.last_result:
        return here
    result = applicant.last_result.replace("_", " ")
    return replace(here, why=f"{here.why}; “{result}” is the result of {applicant.result_year}")


def _bound(applicant: Applicant, days: Mapping[str, date], today: date) -> Place | None:
    """Where a match leads, in whole or in part; None without one, or until SOAP is over."""
    result, start = applicant.match_result, days["residency_start"]
    has_started = today >= start
    if result == "matched":
        words = "residency has started; congratulations are due" if has_started else "you matched"
        return Place("pre_residency", words)
    if result == "advanced_only" and today < days["match_status_monday"]:
        return Place("pre_residency", BOUND)
    if today <= days["soap_ends"]:
        return None
    if result == "first_year_only":
        words = "has started" if has_started else f"begins in July {start.year}"
        return Place("pre_residency", f"your first year {words}; what follows is a later Match")
    if result != "advanced_only":
        return None
    if has_started:
        return Place("pre_residency", "without a first year, ask the NRMP for a waiver yourself")
    return Place(
        "match_soap", f"your advanced post binds you; a first year before {short(start, today)}"
    )


def _by_date(applicant: Applicant, days: Mapping[str, date], today: date, year: int) -> Place:
    if today >= days["match_status_monday"]:
        if applicant.match_result == "not_matched" and today > days["soap_ends"]:
            until = short(days["eras_season_ends"], today)
            why = f"no match this time; open places are listed until {until}"
            return Place("match_soap", why, is_after=True)
        if applicant.match_result == "partly":
            return Place("match_soap", "you matched in part; say on the Profile page which part")
        if today > days["match_day"]:
            why = "the Match is over; say on the Profile page how it went"
            return Place("match_soap", why, is_after=True)
        return Place("match_soap", "it is Match Week")
    if today >= days["nrmp_ranking_opens"]:
        until = short(days["nrmp_rol_deadline"], today)
        if today > days["nrmp_rol_deadline"] + timedelta(days=1):
            week = short(days["match_status_monday"], today)
            return Place("ranking", f"rank order lists closed on {until}; results from {week}")
        return Place("ranking", f"rank order lists are open until {until}")
    if today >= days["eras_programs_review"]:
        since = short(days["eras_programs_review"], today)
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
