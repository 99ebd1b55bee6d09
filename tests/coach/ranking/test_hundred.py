"""A hundred like you: the dots against every published total; the honest year says what is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from coach.facts.book import Facts
from coach.ranking.hundred import (
    ANY_FIRST_YEAR,
    BY_SPECIALTY,
    RATES,
    cohorts,
    counted,
    grid,
    in_specialty,
    matched,
    of_100,
    ranked,
    rates,
    years,
)
from coach.saying.signs import in_ascii
from coach.saying.text import APPLY, DOT, OPEN

Run = Callable[..., tuple[int, Any, str]]
KINDS = ("us_img", "non_us_img", "all_img")
HALF = 0.5
PRINTED = 0.1
"""A rate is printed to a tenth; that of all IMGs in 2024 differs so much from its own counts."""


def test_the_dots_of_every_row_sum_to_its_published_totals(facts: Facts) -> None:
    seen = 0
    for table in (RATES, BY_SPECIALTY):
        for row, values in rates(facts.statistics, table):
            count = counted(row, values)
            assert count is not None, values
            dots = "".join(grid(count, "P", "f", "?"))
            assert (len(dots), dots.count("P")) == (100, count.of_100)
            assert dots.count("P") + dots.count("f") == 100
            if rate := values.get("match_rate_pct"):
                assert abs(count.of_100 - float(rate)) <= HALF + PRINTED, values
            if count.people and values["matched"]:
                people = count.people * count.of_100 / 100
                assert abs(people - int(values["matched"])) <= count.people / 200 + 1e-6, values
            seen += 1
    assert seen == len([r for r in facts.statistics if r.table in (RATES, BY_SPECIALTY)])


def test_both_groups_sum_to_all_of_a_year_wherever_all_are_printed(facts: Facts) -> None:
    summed = []
    for year in years(facts.statistics, "all_img"):
        us, other, every = (matched(facts.statistics, kind, year) for kind in KINDS)
        if us and other and every and us.people and other.people and every.people:
            dots = (us.of_100 * us.people + other.of_100 * other.people) / every.people
            assert abs(dots - every.of_100) <= 2 * HALF, year
            summed.append(year)
    assert summed == ["2017", "2016", "2015", "2014", "2013", "2012"]


def test_every_year_that_is_printed_has_dots_and_no_other(facts: Facts) -> None:
    for kind in KINDS:
        printed = {
            values["year"]
            for row, values in rates(facts.statistics, RATES, applicant_type=kind)
            if values["outcome_definition"] == ANY_FIRST_YEAR
        }
        assert set(years(facts.statistics, kind)) == printed
        assert matched(facts.statistics, kind, "1999") is None


def test_lists_of_a_specialty_are_those_of_its_dots(facts: Facts) -> None:
    """Where list lengths are printed alone, the table with the counts prints the same."""
    for row in facts.statistics:
        values = dict(row.values)
        if row.table != "rol_length" or not values["statistic"].startswith("mean contiguous"):
            continue
        _, other = next(rates(facts.statistics, BY_SPECIALTY, specialty=values["specialty"]))
        for group in ("matched", "unmatched"):
            assert float(values[group]) == float(other[f"ranks_{group}_mean"]), values


def test_what_nobody_publishes_is_hollow(facts: Facts) -> None:
    assert in_specialty(facts.statistics, "us_img", "Internal Medicine") is None
    assert in_specialty(facts.statistics, "non_us_img", "Ophthalmology") is None
    assert ranked(facts.statistics, "all_img") is None
    assert "".join(grid(None, "P", "f", "?")) == "?" * 100


@pytest.mark.parametrize(
    ("passed", "people", "dots"), [(1, 900, 1), (899, 900, 99), (0, 5, 0), (5, 5, 100)]
)
def test_a_few_are_never_nobody(passed: int, people: int, dots: int) -> None:
    assert of_100(passed, people) == dots


def test_a_year_with_another_attempt_is_a_range_of_cohorts(facts: Facts) -> None:
    known = cohorts(facts.statistics, "non_us_img", "non-US IMGs")
    assert [(each.low, each.high) for each in known] == [(29, 29), (48, 51), (48, 54), (56, 59)]
    assert all(each.source in facts.sources or ";" in each.source for each in known)


def test_the_commands_promise_nothing_and_say_what_is_not_known(run: Run) -> None:
    run("profile", "set", "graduate_type=us_img", "specialties=Internal Medicine")
    _, told, _ = run("hundred", "--json")
    gates = {gate["key"]: gate for gate in told["gates"]}
    assert list(gates) == [
        *("certified", "applied", "invited", "ranked", "matched", "specialty", "visa", "first_day")
    ]
    assert gates["matched"]["of_100"] == 70
    assert gates["specialty"]["of_100"] is None
    assert "among the facts" in run("hundred", "--year", "1999")[2]
    status, text, _ = run("honest")
    assert status == 0
    for words in ("who apply again is not published", "What ages", "NRMP registration", "988"):
        assert words in " ".join(text.split()), words
    assert not re.search(r"you will match|guarantee|\bworth it\b", text)
    _, year, _ = run("honest", "--json")
    assert year["usd"] == pytest.approx(sum(bill["usd"] for bill in year["bills"]))
    assert (year["low"], year["high"], len(year["exits"])) == (29, 70, 3)


def test_what_ages_names_windows_and_limits_of_graduation(run: Run) -> None:
    run("profile", "set", "specialties=Internal Medicine", "step1.passed=yes")
    assert "your graduation date is not told" in run("honest")[1]
    run("profile", "set", "graduation_date=2021-06-01", "step1.date=2020-05-20")
    _, year, _ = run("honest", "--json")
    assert year["diplomas"]["programs"] > 300
    assert year["diplomas"]["age"] > 6
    assert [held["key"] for held in year["aging"]] == ["seven_years"]


def test_the_next_attempt_is_the_one_planned_for_after_a_lost_one(run: Run) -> None:
    run("profile", "set", "match_year=2027")
    assert run("honest", "--json")[1]["season"] == 2028
    run("profile", "set", "match_result=not_matched", "result_year=2026")
    assert run("honest", "--json")[1]["season"] == 2027


def test_neither_country_nor_school_makes_another_hundred(run: Run) -> None:
    run("profile", "set", "graduate_type=non_us_img", "specialties=Internal Medicine")
    before = run("hundred", "--json")[1]
    run("profile", "set", "school_country=Pakistan", "citizenship=Pakistan", "visa=j1")
    assert run("hundred", "--json")[1] == before


def test_the_own_plan_stands_beside_the_gates_that_know_of_it(run: Run) -> None:
    run("profile", "set", "specialties=Internal Medicine", "match_year=2027")
    assert run("status", "submitted 80")[0] == 0
    assert run("rank", "set", "1403511253", "1", "--anyway")[0] == 0
    _, told, _ = run("hundred", "--json")
    own = {gate["key"]: gate["you"] for gate in told["gates"] if gate["you"]}
    assert own["applied"] == "80 applications"
    assert own["ranked"] == "1 program on your list"
    assert re.fullmatch(r"\d+-\d+ % of lists of 1", own["specialty"])
    assert own.keys() <= {"certified", "applied", "invited", "ranked", "specialty"}


def test_the_three_dots_differ_without_colour_and_in_ascii() -> None:
    assert len({in_ascii(sign) for sign in (APPLY, DOT, OPEN)}) == 3
