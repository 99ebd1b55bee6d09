"""This year or next: only time passes, and time alone opens nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from coach.applying.doors import Doors, fails
from coach.applying.years import a_year_on, graduation_age, speaks
from coach.facts.book import Facts
from coach.profile.applicant import applicant
from coach.records import CoachError, ReadFact
from coach.subjects.coach import Coach

TODAY = date(2026, 11, 22)


@settings(max_examples=80, deadline=None)
@given(
    day=st.dates(date(1990, 1, 1), date(2031, 12, 31)),
    visa=st.sampled_from(["none", "j1", "h1b", "either"]),
    limits=st.lists(st.integers(0, 12), min_size=1, max_size=20),
)
def test_a_year_alone_never_opens_a_program(
    day: date, visa: str, limits: list[int], facts: Facts
) -> None:
    mine = applicant({"graduation_date": str(day), "visa": visa})
    programs = facts.programs(["Internal Medicine"])[: len(limits)]
    read = {
        program.id: {
            "graduation_year_limit": ReadFact(
                program.id, "graduation_year_limit", str(limit), "you", "2026-11-01", ""
            )
        }
        for program, limit in zip(programs, limits, strict=True)
    }
    this, later = Doors(mine, read, TODAY), Doors(a_year_on(mine), read, TODAY)
    for program in programs:
        assert fails(later.outcomes(program)) or not fails(this.outcomes(program))


def test_the_day_that_a_leap_year_has_alone_is_a_year_later_the_28th() -> None:
    mine = applicant({"graduation_date": "2024-02-29"})
    assert a_year_on(mine).graduation_date == date(2023, 2, 28)
    assert a_year_on(applicant({})) == applicant({})


@pytest.fixture
def mine(open_coach: Callable[..., Coach]) -> Coach:
    return open_coach(
        specialties="IM",
        visa="h1b",
        states="NY",
        budget=900,
        match_year=2027,
        graduation_date="2021-12-15",
    )


def test_without_edits_next_year_differs_by_time_alone(mine: Coach) -> None:
    found = mine.deciding.years()
    assert (found.this.season, found.next.season) == (2027, 2028)
    assert found.next.programs.open <= found.this.programs.open
    assert found.edited == (0, 0.0)
    assert {one.key for one in found.this.over} >= {"eras_submit_opens", "eras_programs_review"}
    assert not found.next.over
    assert found.this.graduation_age and found.next.graduation_age
    assert found.next.graduation_age - found.this.graduation_age == pytest.approx(1, abs=0.03)
    for_this, for_next = speaks(found)
    assert any("have been reading for 2027" in one for one in for_next)
    assert any("years old" in one for one in for_this)


@pytest.mark.parametrize(
    ("season", "words"), [(2027, "due by 3 Mar 21:00 ET."), (2028, "expected by 1 Mar 21:00 ET.")]
)
def test_rank_lists_are_called_closed_by_no_day_but_their_hour_is_named(
    mine: Coach, open_coach: Callable[..., Coach], season: int, words: str
) -> None:
    mine.profile.change({"match_year": str(season)})
    _, for_next = speaks(open_coach(day=date(season, 3, 4)).deciding.years())
    assert f"Rank lists of {season} were {words}" in for_next


def test_a_limit_that_falls_in_between_closes_a_program_next_year(mine: Coach) -> None:
    mine.profile.change({"visa": "none"})
    mine.programs.record_fact(mine.programs.ranked()[0].program.id, "graduation_year_limit", "4")
    found = mine.deciding.years()
    assert found.next.programs.open == found.this.programs.open - 1
    assert "1 program open now would be closed a year later." in speaks(found)[0]


def test_edits_hold_next_year_only_and_say_what_they_change(mine: Coach) -> None:
    found = mine.deciding.years({"step3.passed": "yes", "step3.date": "2027-05-01"})
    assert found.this.programs.open == 0
    assert found.next.programs.open > 100
    assert found.edited[0] == found.next.programs.open
    assert found.edited[1] > 0
    assert found.edits == {"step3.passed": True, "step3.date": "2027-05-01"}
    assert mine.profile.answers.get("step3.passed") is None
    assert any("more would be open" in one for one in speaks(found)[1])


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ({"step3.pased": "yes"}, "step3.passed"),
        ({"step2ck.score": "400"}, "step2ck.score: 400"),
        ({"match_year": "2029"}, "match_year is not an edit"),
        ({"graduation_date": "2051-01-01"}, "graduation_date"),
    ],
)
def test_an_impossible_edit_is_refused_by_name(
    mine: Coach, edits: dict[str, object], said: str
) -> None:
    with pytest.raises(CoachError, match=said):
        mine.deciding.years(edits)


def test_without_a_specialty_there_is_one_sentence(open_coach: Callable[..., Coach]) -> None:
    with pytest.raises(CoachError, match="No specialty yet"):
        open_coach(visa="j1").deciding.years()


def test_graduation_age_is_unknown_without_a_date(mine: Coach) -> None:
    assert graduation_age(None, mine.season.calendar()) is None
    assert graduation_age(date(2030, 1, 1), mine.season.calendar()) == 0.0
