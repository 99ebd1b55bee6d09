"""Six applicants and what each did before the frozen day, told in command lines only."""

from __future__ import annotations

from typing import Final, NamedTuple

FACTS: Final = """ACGME ID,J1,H1B,IMG %,positions,graduation year limit,source,date
{first},yes,no,"45,5%",22,7,their page,2026-11-03
{second},no,,,,,an e-mail,2026-11-04
9999999999,yes,,,,,,
"""
"""A table of facts with a bad row, as an applicant brings it."""
MARKS: Final = """ACGME ID,mark,note
{first},apply,asked them
{second},maybe,
"""


class Applicant(NamedTuple):
    """One applicant: the answers, two programs, some tasks, and the acts before the day."""

    answers: str
    """The profile as a TOML file."""
    first: str
    second: str
    """Programs that they read about and marked."""
    open: str
    """A task that is open on the frozen day."""
    blocked: str
    """A task that waits for another."""
    done: str
    """A task ticked before."""
    resource: str
    acts: tuple[str, ...]
    """Day and command line, in order; {open} and the like stand for the keys above."""
    told: str
    """The day on which the profile was told."""


def _acts(*more: str) -> tuple[str, ...]:
    return (
        "2026-11-02 do {done} --hours 3 --on 2026-11-01",
        "2026-11-03 import facts facts.csv",
        "2026-11-03 import programs marks.csv",
        "2026-11-05 task add 'Ask the uncle in Detroit' --hours 2 --due 2026-12-20 --note private",
        "2026-11-06 fact {first} step2ck_minimum 225 --source phone --date 2026-11-05",
        "2026-11-09 do {open} --part 0.5",
        "2026-11-10 task set {open} --note 'half of it' --link resource:{resource}",
        *more,
        "2026-11-16 review --save 'Slower than hoped' --hours 4 --week 2026-11-09",
        "2026-11-18 move {open} 2026-11-26",
        "2026-11-19 skip {blocked} --why 'not for me'",
        "2026-11-19 undo",
        "2026-11-20 profile set letters.us=2 hours_per_week=10",
    )


APPLICANTS: Final[dict[str, Applicant]] = {
    "student": Applicant(
        """graduate_type = "non_us_img"
school_country = "India"
citizenship = ["India"]
us_status = "abroad"
graduation_date = 2028-03-31
specialties = ["Pediatrics"]
match_year = 2029
visa = "j1"
hours_per_week = 6
time_zone = "Asia/Kolkata"
currency = "INR"
""",
        first="3203331419",
        second="3202531115",
        open="study_plan",
        blocked="mentor_team",
        done="school_check",
        resource="uworld-question-bank-for-step",
        acts=_acts(),
        told="2026-10-20",
    ),
    "exam": Applicant(
        """graduate_type = "non_us_img"
school_country = "Nigeria"
citizenship = ["Nigeria"]
us_status = "abroad"
graduation_date = 2024-11-30
specialties = ["Family Medicine", "Psychiatry"]
match_year = 2028
visa = "either"
hours_per_week = 20
hours_by_day = [0, 3, 0, 3, 0, 8, 6]
days_off = ["2026-12-24..2027-01-02", "2026-11-26"]
states = ["TX", "NY"]
ties = ["TX"]
dependants = 2

[step1]
passed = true
attempts = 1
date = 2026-04-11

[step2ck]
planned = 2027-02-10
expected = 236

[experience]
observership = 1
""",
        first="4001100009",
        second="4003300001",
        open="credentials_check",
        blocked="oet_sit",
        done="budget_plan",
        resource="uworld-question-bank-for-step",
        acts=_acts(),
        told="2026-10-20",
    ),
    "mid_season": Applicant(
        """graduate_type = "non_us_img"
school_country = "Pakistan"
citizenship = ["Pakistan"]
us_status = "abroad"
graduation_date = 2022-06-15
specialties = ["Internal Medicine", "Family Medicine"]
match_year = 2027
visa = "j1"
hours_per_week = 12
time_zone = "Asia/Karachi"
currency = "PKR"
states = ["NY", "MI", "NJ"]
program_types = ["community", "university-affiliated"]
program_size = "medium"
budget = 2000
certified = true

[step1]
passed = true
attempts = 1

[step2ck]
score = 241
attempts = 1
date = 2026-03-01

[oet]
passed = true
date = 2026-09-01

[experience]
observership = 2
research = 6

[weights]
place = 30
type = 10
size = 10
ties = 10
visa = 20
prospects = 20
""",
        first="1403511253",
        second="1403511263",
        open="interview_setup",
        blocked="thank_you",
        done="invite_alerts",
        resource="freida-residency-program",
        acts=_acts(
            "2026-11-12 profile set budget=2500",
            "2026-11-13 fact {second} attempts_limit 2 --source website",
            "2026-11-14 do nrmp_register",
            "2026-11-15 task set interest_letter --started 2026-11-14 --waiting "
            "--expected 2026-12-01",
        ),
        told="2026-10-20",
    ),
    "unmatched": Applicant(
        """graduate_type = "non_us_img"
school_country = "Egypt"
citizenship = ["Egypt"]
us_status = "visitor"
graduation_date = 2019-07-01
specialties = ["Neurology", "Internal Medicine"]
match_year = 2026
match_result = "not_matched"
visa = "h1b"
hours_per_week = 8
certified = true

[step1]
passed = true
attempts = 2

[step2ck]
score = 228
attempts = 1
date = 2024-08-01

[step3]
passed = true
attempts = 1
date = 2025-11-05
""",
        first="1800821021",
        second="1403521276",
        open="budget_plan",
        blocked="mentor_team",
        done="us_system",
        resource="freida-residency-program",
        acts=_acts(),
        told="2026-03-20",
    ),
    "matched": Applicant(
        """graduate_type = "non_us_img"
school_country = "Nepal"
citizenship = ["Nepal"]
us_status = "abroad"
graduation_date = 2021-07-01
specialties = ["Pathology"]
match_year = 2027
match_result = "matched"
result_year = 2027
visa = "j1"
hours_per_week = 8
time_zone = "Asia/Kathmandu"
certified = true

[step1]
passed = true

[step2ck]
score = 245
date = 2025-06-01
""",
        first="3001100001",
        second="3002512162",
        open="start_papers_read",
        blocked="housing",
        done="rank_rules",
        resource="freida-residency-program",
        acts=_acts(),
        told="2026-10-20",
    ),
    "us_resident": Applicant(
        """graduate_type = "us_img"
school_country = "Grenada"
citizenship = ["Canada"]
us_status = "permanent"
graduation_date = 2023-05-20
specialties = ["Psychiatry"]
match_year = 2028
visa = "none"
hours_per_week = 15
time_zone = "America/Chicago"
states = ["IL"]
couples = true

[step1]
passed = true
attempts = 2

[step2ck]
score = 251
attempts = 1

[step3]
passed = true
attempts = 1
date = 2025-05-05

[experience]
elective = 3
volunteer = 12

[letters]
us = 3
specialty = 2
""",
        first="4001631056",
        second="4001600306",
        open="present_cases",
        blocked="us_notes",
        done="thank_host",
        resource="freida-residency-program",
        acts=_acts(),
        told="2026-10-20",
    ),
}
