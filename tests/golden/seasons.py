"""Twelve applicants through a whole season, told in answers and commands only."""

from __future__ import annotations

from typing import Final, NamedTuple

DAYS: Final = (
    "2026-07-11",
    "2026-08-08",
    "2026-09-12",
    "2026-10-10",
    "2026-11-28",
    "2026-12-12",
    "2027-01-09",
    "2027-02-06",
    "2027-03-06",
    "2027-03-16",
    "2027-04-10",
    "2027-05-15",
    "2027-06-19",
)
"""One in each month, and the Tuesday of Match Week."""


class Season(NamedTuple):
    """One applicant: the answers of the first day, and what they said and did from then on."""

    answers: str
    acts: tuple[str, ...] = ()
    """Day and command line, in order."""


PASSED: Final = (
    "graduate_type=non_us_img us_status=abroad step1.passed=yes step1.attempts=1 "
    "step2ck.attempts=1 hours_per_week=10 time_zone=Asia/Karachi match_year=2027 "
    "'specialties=Internal Medicine' states=NY"
)
CERTIFIED: Final = (
    f"{PASSED} graduation_date=2022-06-15 step2ck.score=241 step2ck.date=2026-03-01 "
    "oet.passed=yes oet.date=2026-05-01 certified=yes letters.us=3 experience.observership=3 "
    "visa=j1 budget=2500"
)
SUBMITTED: Final = (
    *(f"2026-09-10 do {key}" for key in ("token", "ps_final", "cv_check", "experiences")),
    "2026-09-15 answer applied 80",
    "2026-09-15 do signals",
)
REGISTERED: Final = "2026-12-20 do nrmp_register"
RANKED: Final = ("2027-02-20 do rank_order", "2027-03-01 do rank_certify")
SEASONS: Final[dict[str, Season]] = {
    "student": Season(
        "graduate_type=non_us_img us_status=abroad graduation_date=2028-06-30 enrolled=yes "
        "hours_per_week=60 match_year=2029 visa=j1 'specialties=Internal Medicine'",
    ),
    "four_hours": Season(
        "graduate_type=non_us_img us_status=abroad graduation_date=2021-06-30 step1.passed=yes "
        "step1.attempts=1 hours_per_week=4 match_year=2028 visa=either "
        "'specialties=Family Medicine'",
    ),
    "uncertified": Season(
        f"{PASSED} graduation_date=2023-06-30 visa=j1",
        (
            "2026-09-20 answer applied 60",
            "2026-10-05 answer invitations 0",
            "2026-11-20 answer invitations 0",
            "2027-01-05 answer invitations 0",
        ),
    ),
    "failed": Season(
        f"{PASSED} graduation_date=2020-06-30 step2ck.score=205 step2ck.date=2026-06-10 visa=j1",
        ("2026-10-08 answer applied 0",),
    ),
    "silence": Season(
        CERTIFIED,
        (
            *SUBMITTED,
            "2026-10-08 answer invitations 0",
            "2026-11-25 answer invitations 0",
            REGISTERED,
            "2027-01-05 answer invitations 0",
            "2027-02-03 answer invitations 0",
            "2027-03-02 answer invitations 0",
            "2027-03-15 answer no",
        ),
    ),
    "interviews": Season(
        CERTIFIED,
        (
            *SUBMITTED,
            "2026-10-08 answer invitations 1",
            "2026-11-25 answer invitations 4",
            REGISTERED,
            "2027-01-05 answer invitations 5",
            "2027-02-03 answer invitations 5",
            *RANKED,
            "2027-03-15 answer fully",
        ),
    ),
    "h1b_only": Season(
        CERTIFIED.replace("visa=j1", "visa=h1b").replace("us_status=abroad", "us_status=dependant"),
        (
            *SUBMITTED,
            "2026-10-08 answer invitations 2",
            "2026-11-25 answer invitations 3",
            REGISTERED,
            "2027-02-03 answer invitations 3",
            *RANKED,
            "2027-03-15 profile set match_result=not_matched",
        ),
    ),
    "uncertified_invited": Season(
        f"{PASSED} graduation_date=2024-06-30 step2ck.score=248 step2ck.date=2026-06-20 visa=j1",
        (
            *SUBMITTED,
            "2026-10-08 answer invitations 2",
            "2026-11-25 answer invitations 3",
            REGISTERED,
            "2027-01-20 profile set oet.passed=yes oet.date=2026-12-19",
            "2027-02-10 profile set certified=yes",
            *RANKED,
            "2027-03-15 answer fully",
        ),
    ),
    "reapplicant": Season(
        f"{CERTIFIED} match_result=not_matched result_year=2026",
        (
            *SUBMITTED,
            "2026-10-08 answer invitations 0",
            "2026-11-25 answer invitations 1",
            REGISTERED,
            "2027-01-05 answer invitations 1",
            *RANKED,
            "2027-03-15 profile set match_result=not_matched result_year=2027",
            "2027-06-05 profile set match_year=2028",
        ),
    ),
    "late": Season(
        CERTIFIED,
        ("2026-10-08 answer applied 0",),
    ),
    "us_img": Season(
        CERTIFIED.replace("visa=j1", "visa=none").replace(
            "graduate_type=non_us_img us_status=abroad", "graduate_type=us_img us_status=citizen"
        ),
        (
            *SUBMITTED,
            "2026-10-08 answer invitations 3",
            "2026-11-25 answer invitations 8",
            REGISTERED,
            "2027-02-03 answer invitations 9",
            *RANKED,
            "2027-03-15 answer fully",
        ),
    ),
    "advanced": Season(
        CERTIFIED.replace("Internal Medicine", "Neurology"),
        (
            *SUBMITTED,
            "2026-10-08 answer invitations 2",
            "2026-11-25 answer invitations 3",
            REGISTERED,
            "2027-02-03 answer invitations 3",
            *RANKED,
            "2027-03-15 profile set match_result=advanced_only",
        ),
    ),
}
