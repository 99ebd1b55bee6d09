"""The profile: every answer optional, impossible ones refused by name with nothing changed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.profile.applicant import applicant, as_toml
from coach.profile.fields import BY_KEY, FIELDS, FIRST_RUN
from coach.profile.meaning import Names
from coach.profile.reading import check_whole, flatten, read
from coach.profile.walk import first_questions
from coach.records import CoachError, Country
from coach.subjects.coach import Coach

TODAY = date(2026, 11, 22)
NAMES = Names(
    {"im": "Internal Medicine", "internal medicine": "Internal Medicine"},
    {"ny": "NY", "new york": "NY", "mi": "MI"},
    {
        name: Country(
            name, (), (), code, "", "", "", "", source="GK", as_of="2026", status="unverified"
        )
        for name, code in (("Pakistan", "PK"), ("Nepal", "NP"))
    },
    {"PKT": ("Asia/Karachi",)},
    {"NY": "New York", "MI": "Michigan"},
)

EXAMPLE = """
graduate_type = "non_us_img"
school_country = "Pakistan"
citizenship = ["Pakistan"]
us_status = "abroad"
graduation_date = 2022-06-15
specialties = ["Internal Medicine", "Family Medicine"]
match_year = 2027
visa = "j1"
hours_per_week = 12
time_zone = "Asia/Karachi"
currency = "USD"
states = ["NY", "MI"]
budget = 2000
ead_category = "C08"
status_until = 2028-02-29
enrolled = false
pathway = 1
pathway_accepted = false
step2cs_valid = false
certified = false
[step1]
passed = true
attempts = 2
attempt_dates = [2024-02-29, 2025-03-01]
date = 2025-03-01
[step2ck]
planned = 2027-01-10
expected = 240
permit_from = 2026-11-01
permit_until = 2027-01-31
[step3]
passed = false
[oet]
passed = true
date = 2026-09-01
one_sitting = true
[experience]
observership = 2
research = 6
[letters]
us = 2
specialty = 1
[weights]
place = 30
type = 10
size = 10
ties = 10
visa = 20
prospects = 20
"""


def test_the_documented_file_goes_in_and_out_unchanged(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach()
    coach.profile.change(flatten(tomllib.loads(EXAMPLE)))
    written = as_toml(coach.profile.answers)
    assert tomllib.loads(written) == tomllib.loads(EXAMPLE)
    assert coach.profile.applicant.step2ck.planned == date(2027, 1, 10)
    assert coach.profile.applicant.specialties == ("Internal Medicine", "Family Medicine")
    assert coach.profile.applicant.step1.attempt_days == (date(2024, 2, 29), date(2025, 3, 1))
    assert coach.profile.applicant.status_until == date(2028, 2, 29)


def test_the_days_of_attempts_say_how_many_and_when_the_last_was() -> None:
    days = ["2026-05-01", "2025-01-10", "2025-09-30"]
    step1 = applicant({"step1.attempt_dates": days, "step1.attempts": 2}).step1
    assert (step1.attempts, step1.day) == (3, date(2026, 5, 1))


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        (
            {"step1.permit_from": "2026-11-01", "step1.permit_until": "2026-10-31"},
            "step1.permit_until: 2026-10-31 lies before the period begins (2026-11-01).",
        ),
        (
            {"graduation_date": "2022-06-15", "step1.date": "2009-05-01"},
            "step1: 2009-05-01 lies 13 years before graduation_date 2022-06-15; correct one",
        ),
        ({"status_until": "2027-02-29"}, "status_until: “2027-02-29” is no day of the calendar"),
        ({"step2ck.attempt_dates": "2026-01-05, tomorow"}, "step2ck.attempt_dates: "),
    ],
)
def test_dates_that_cannot_be_are_refused(
    open_coach: Callable[..., Coach], answers: dict[str, str], complaint: str
) -> None:
    coach = open_coach(visa="j1")
    with pytest.raises(CoachError) as refused:
        coach.profile.change(answers)
    assert complaint in str(refused.value)
    assert coach.profile.answers == {"visa": "j1"}


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("step2ck.score", 400, "step2ck.score: 400 is outside 1 to 300"),
        ("graduation_date", "2051-06-01", "graduation_date: 2051-06-01 cannot be right"),
        ("graduation_date", "soon", "“soon” is not a date"),
        ("match_year", 2025, "match_year: 2025 is past; the next residency year is 2027"),
        ("match_year", 2099, "too far off"),
        ("hours_per_week", -3, "hours_per_week: -3 is outside 0 to 112"),
        ("hours_per_week", "many", "“many” is not a number"),
        ("visa", "tourist", "visa: “tourist” is not one of none, j1, either, h1b"),
        ("specialties", "Internal Medcine", "perhaps Internal Medicine"),
        ("states", ["ZZ"], "“ZZ” is not a known state"),
        ("time_zone", "Asia/Karachy", "perhaps Asia/Karachi"),
        ("certified", "maybe", "should be yes or no"),
        ("step1.attempts", 10, "step1.attempts: 10 is outside 0 to 9"),
        ("step2ck.planned", "2020-01-01", "is past"),
        ("step1.date", "2031-01-01", "cannot be right"),
        ("step4.passed", True, "no key “step4.passed”"),
        ("hours_per_weak", 3, "Did you mean hours_per_week"),
        ("school_country", 7, "should be text"),
    ],
)
def test_an_impossible_answer_is_refused_by_name(
    open_coach: Callable[..., Coach], key: str, value: Any, said: str
) -> None:
    coach = open_coach(visa="j1")
    with pytest.raises(CoachError) as caught:
        coach.profile.change({"budget": 100, key: value})
    assert said in str(caught.value)
    assert coach.profile.answers == {"visa": "j1"}


def test_weights_must_sum_to_a_hundred(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach()
    with pytest.raises(CoachError, match="sum to 90"):
        coach.profile.change({"weights.place": 50, "weights.visa": 40})
    assert coach.profile.answers == {}


def test_an_empty_answer_takes_it_away(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(visa="j1", budget=100)
    coach.profile.change({"visa": ""})
    assert coach.profile.answers == {"budget": 100}


def test_nothing_said_is_an_applicant_all_the_same() -> None:
    assert applicant({}).specialties == ()


def test_each_question_is_asked_once_and_explained() -> None:
    assert len({field.key for field in FIELDS}) == len(FIELDS)
    assert set(FIRST_RUN) <= set(BY_KEY)
    assert all(field.question and field.changes and field.group for field in FIELDS)


TRIED = {"step1.attempts", "step2ck.attempts"}


@pytest.mark.parametrize(
    ("answers", "asked", "settled"),
    [
        ({}, {"visa", "step2ck.score", "step2ck.passed", "certified"}, TRIED),
        (
            {"step1.passed": False},
            {"step1.attempts", "visa"},
            {"step2ck.score", "step2ck.passed", "step2ck.attempts", "certified"},
        ),
        ({"step1.passed": False, "step1.attempts": 0}, {"visa"}, TRIED),
        ({"step1.passed": True}, {"step2ck.score", "certified"}, TRIED),
        ({"step2ck.passed": False}, {"step2ck.attempts"}, {"step2ck.score", "certified"}),
        ({"step2ck.score": 205}, {"step2ck.passed"}, {"step2ck.score"}),
        ({"step2ck.score": 230}, {"certified"}, {"step2ck.passed"}),
        ({"step2ck.score": 205, "step2ck.date": "2026-05-01"}, set(), {"step2ck.passed"}),
        *(({"us_status": status}, {"certified"}, {"visa"}) for status in ("refugee", "citizen")),
        ({"us_status": "pending"}, {"visa"}, set()),
        ({"graduation_date": "2028-06-30"}, {"visa"}, {"certified"}),
    ],
)
def test_a_first_question_is_not_asked_once_another_answer_settles_it(
    answers: dict[str, Any], asked: set[str], settled: set[str]
) -> None:
    keys = {field.key for field in first_questions(answers, TODAY)}
    assert asked <= keys and not keys & {*settled, *answers}


@given(
    key=st.sampled_from(sorted(BY_KEY)),
    value=st.one_of(
        st.text(max_size=30),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.none(),
        st.lists(st.text(max_size=5), max_size=3),
        st.dates(),
    ),
)
def test_any_value_is_taken_or_refused_in_a_sentence(key: str, value: object) -> None:
    try:
        kept = read(key, value, NAMES, TODAY)
    except CoachError as error:
        assert str(error).startswith(key)
    else:
        if kept is not None:
            assert read(key, kept, NAMES, TODAY) == kept


text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(country=text, words=st.lists(text.filter(lambda w: not {",", ";"} & set(w)), max_size=3))
def test_any_text_survives_the_file(country: str, words: list[str]) -> None:
    profile = {"school_country": country, "citizenship": words, "certified": True}
    assert tomllib.loads(as_toml(profile)) == profile


def test_a_passed_exam_had_an_attempt() -> None:
    with pytest.raises(CoachError, match=r"step1\.attempts"):
        check_whole({"step1.passed": True, "step1.attempts": 0})
