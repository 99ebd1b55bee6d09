"""Programs that take no new residents any more: facts with source and day, never offered."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import Any

import pytest

from coach.facts.book import Facts
from coach.facts.check import with_closings
from coach.facts.compile import seed_folder
from coach.facts.reading import FactError, Row
from coach.records import Closing
from coach.subjects import worked_checks
from coach.subjects.applying import Limits
from coach.subjects.coach import Coach

Run = Callable[..., tuple[int, Any, str]]
WEISS, WEISS_FIRST_YEAR = "1401611115", "9991600035"
FAMILY = "1203811236"


def ids() -> list[str]:
    with (seed_folder() / "closed.csv").open(encoding="utf-8", newline="") as file:
        return [row["program_id"] for row in csv.DictReader(file)]


def test_weiss_memorial_is_among_them() -> None:
    assert {WEISS, WEISS_FIRST_YEAR, FAMILY} <= set(ids())


@pytest.mark.parametrize("key", ids())
def test_each_is_known_by_its_number_and_stands_in_no_list(facts: Facts, key: str) -> None:
    program = facts.program(key)
    assert program and program.closing and program.closing.as_of and program.closing.source
    assert all(source in facts.sources for source in program.closing.source.split(";"))
    assert key not in {each.id for each in facts.programs((program.specialty,))}
    assert key not in {each.id for each in facts.programs()}
    (named,) = [each for each in facts.find_programs(program.name) if each.program.id == key]
    assert named.program.entry.extra == program.closing.what
    assert [each.program.id for each in facts.find_programs(key)] == [key]


def test_a_closed_program_is_shown_only_when_asked_for(run: Run) -> None:
    run("profile", "set", "specialties=IM", "visa=j1", "match_year=2027")
    assert WEISS not in {one["program_id"] for one in run("programs", "--json")[1]["programs"]}
    _, data, _ = run("programs", "--all", "--specialty", "IM", "--json")
    (closed,) = (one for one in data["programs"] if one["program_id"] == WEISS)
    (gate,) = (one for one in closed["gates"] if one["rule"] == "accepting")
    assert gate["outcome"] == "fail" and "closed on 8 Aug 2025" in gate["detail"]
    assert (gate["source"], gate["as_of"]) == ("R37;R38", "2025-08-08")
    assert closed["facts"]["accepting"]["value"] == "no"
    assert FAMILY not in {one["program_id"] for one in data["programs"]}, "of another specialty"
    _, data, _ = run("explain", WEISS, "--json")
    assert data["assessment"]["gates"]
    assert "closed on 8 Aug 2025" in run("explain", WEISS)[1]
    _, data, _ = run("search", WEISS, "--json")
    assert [hit["id"] for hit in data["results"]] == [WEISS]
    assert "closed on 8 Aug 2025" in run("search", WEISS)[1]


def test_a_mark_on_one_stays_and_brings_it_on_no_list(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(specialties="IM", visa="j1", match_year=2027, graduate_type="non_us_img")
    coach.programs.mark(WEISS, "apply")
    assert WEISS not in {row.id for row in coach.applying.listed(Limits()).answer.order}
    queue = worked_checks.verifying(coach._state, Limits(400)).answer.queue
    assert WEISS not in {check.program_id for check in queue}
    (told,) = coach.history.doctor()["doctor"]["vanished_programs"]  # type: ignore[misc]
    assert "closed on 8 Aug 2025" in told


def test_what_was_read_of_one_brings_it_back_nowhere(run: Run) -> None:
    run("profile", "set", "specialties=IM", "visa=j1", "match_year=2027")
    run("fact", WEISS, "accepting", "yes")
    assert WEISS not in {one["program_id"] for one in run("programs", "--json")[1]["programs"]}


def test_a_closing_of_a_program_that_nobody_knows_is_refused() -> None:
    end = Closing("0000000000", "closed", source="R37", as_of="2025", status="second-hand")
    with pytest.raises(FactError, match=r"closed.csv, line 2: program_id “0000000000”"):
        with_closings([], [Row("closed.csv", 2, end)])
