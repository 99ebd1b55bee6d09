"""A believable, nameless example applicant, with something in every log that exists."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Final

from coach.calendar.dates import season_at
from coach.records import CoachError
from coach.subjects.coach import Coach
from coach.subjects.options import Opt

ANSWERS: Final[dict[str, object]] = {
    "graduate_type": "non_us_img",
    "school_country": "Pakistan",
    "citizenship": ["Pakistan"],
    "us_status": "abroad",
    "specialties": ["Internal Medicine", "Family Medicine"],
    "visa": "j1",
    "dependants": 1,
    "couples": False,
    "hours_per_week": 12,
    "time_zone": "Asia/Karachi",
    "currency": "PKR",
    "states": ["NY", "MI", "NJ"],
    "ties": ["MI"],
    "program_types": ["community", "university-affiliated"],
    "program_size": "medium",
    "budget": 2000,
    "certified": False,
    "step1.passed": True,
    "step1.attempts": 1,
    "step2ck.score": 241,
    "step2ck.attempts": 1,
    "step3.passed": False,
    "oet.passed": True,
}
"""A graduate of four years ago who needs a J-1, with one observership behind them."""
FUNDS: Final = ("280 pkr", "put by 40000 pkr", "savings 300000 pkr")
READ_FACTS: Final = (
    ("graduation_year_limit", "5", "program website"),
    ("step2ck_minimum", "225", "program website"),
)
MARKS: Final = ("apply", "apply", "apply", "maybe", "no")
AHEAD: Final = timedelta(days=100)
"""From the middle of March on, the example plans for the next season."""
LEFT_OPEN: Final = 3
"""Past tasks that the example has not ticked: nobody keeps up with everything."""
USING: Final = ("uworld-question-bank-for-step", "freida-residency-program")


def write(
    coach: Coach, write: Annotated[bool, Opt("write the example to --home and exit")] = False
) -> Path:
    """Fills an empty folder with the example. Raises CoachError where an applicant is already."""
    if coach.profile.answers or coach.history.changes(1):
        raise CoachError(
            f"{coach.home} holds an applicant already; name an empty folder with --home."
        )
    today = coach.today
    coach.profile.change(_answers(today), "Example applicant")
    _tick_past(coach, today)
    _mark_programs(coach, today)
    for resource_id in USING:
        if resource_id in coach.library.catalogue:
            coach.library.mark(resource_id, "using")
    for subject in coach.logs.values():
        subject.show()
    for line in FUNDS:
        coach.money.tell(line)
    return coach.home


def _tick_past(coach: Coach, today: date) -> None:
    past = [
        step
        for step in coach.road.plan.steps
        if step.due and step.due < today and not step.finished and not step.task.done_if
    ]
    for step in past[:-LEFT_OPEN]:
        coach.road.finish(step.task.key)


def _mark_programs(coach: Coach, today: date) -> None:
    """Marks on the best programs that are open, and facts read of the very best."""
    ranked = [standing for standing in coach.programs.ranked() if not standing.numbers.failed]
    for standing, mark in zip(ranked, MARKS, strict=False):
        coach.programs.mark(
            standing.program.id, mark, "too far from family" if mark == "no" else ""
        )
    for field, value, source in READ_FACTS:
        coach.programs.record_fact(
            ranked[0].program.id, field, value, source, str(today - timedelta(days=9))
        )


def _answers(today: date) -> dict[str, object]:
    """The example moved to the day: graduated four years ago, exams in the last two."""
    return ANSWERS | {
        "graduation_date": str(date(today.year - 4, 6, 15)),
        "match_year": season_at(today + AHEAD),
        "step1.date": str(today - timedelta(days=620)),
        "step2ck.date": str(today - timedelta(days=260)),
        "oet.date": str(today - timedelta(days=70)),
    }
