"""Advanced posts say that they start a year later, wherever a program is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coach.facts.book import Facts
from coach.rules.starting import FIRST_YEARS, LETTERS, is_advanced, start_of
from coach.saying.program import in_a_word, short_lines
from coach.subjects.coach import Coach

ADVANCED, CODELESS, WHOLE = "4203521214", "0800300146", "0400121010"


@pytest.mark.parametrize(
    "specialty", ["Dermatology", "Radiology-Diagnostic", "Radiation Oncology", "Nuclear Medicine"]
)
def test_most_posts_of_these_specialties_are_advanced(facts: Facts, specialty: str) -> None:
    programs = facts.programs((specialty,))
    assert all(
        is_advanced(start_of(each, facts.specialties)) is (each.nrmp_code[7:8] in ("", "A"))
        for each in programs
    )


def test_the_specialty_says_what_the_codes_of_its_programs_say(facts: Facts) -> None:
    for name, specialty in facts.specialties.items():
        codes = [LETTERS.get(each.nrmp_code[7:8], "") for each in facts.programs((name,))]
        kinds = set(filter(None, codes))
        if not kinds or not specialty.first_residency or specialty.start_source == "GK":
            continue
        if kinds == {"advanced", "categorical"}:
            assert specialty.start in ("advanced", "both")
        else:
            assert kinds == {specialty.start}
    assert facts.specialties[FIRST_YEARS].start == "first_year"


def test_a_program_says_when_it_starts_and_how_sure_that_is(
    run: Callable[..., tuple[int, Any, str]],
) -> None:
    run("profile", "set", "specialties=Radiology-Diagnostic", "match_year=2027")
    _, text, _ = run("explain", ADVANCED)
    words = " ".join(text.split())
    assert "advanced: starts in July 2028 after a separate first year (stated 2024" in words
    starts = run("explain", ADVANCED, "--json")[1]["assessment"]["starts"]
    assert (starts["value"], starts["status"], starts["source"]) == (
        "2028-07-01",
        "second-hand",
        "P4;P7",
    )
    _, text, _ = run("explain", CODELESS)
    words = " ".join(text.split())
    assert "not stated: most posts of Dermatology are advanced (starts in July 2028" in words
    assert run("explain", CODELESS, "--json")[1]["assessment"]["starts"]["value"] is None
    _, text, _ = run("explain", WHOLE)
    assert "categorical" in text and "advanced" not in text
    assert "starts" not in run("explain", WHOLE, "--json")[1]["assessment"]


def test_a_list_of_programs_names_those_that_need_a_first_year(
    run: Callable[..., tuple[int, Any, str]],
) -> None:
    run("profile", "set", "specialties=Dermatology", "match_year=2028")
    _, text, said = run("programs", "--limit", "3")
    assert text.count("· advanced ") == 3
    assert "3 of 3 are advanced: they start in July 2029" in said
    _, text, said = run("programs", "--all")
    assert "· advanced? " in text and "are advanced or probably so: they start in July 2029" in said
    _, text, said = run("programs", "--specialty", "Family Medicine", "--limit", "3")
    assert "advanced" not in text + said


def test_the_page_says_it_in_the_row_and_below_it(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(specialties="Radiology-Diagnostic", match_year=2027)
    standing = coach.programs.standing(ADVANCED)
    assert "advanced" in in_a_word(standing, coach).split(" · ")
    post = next(line.text for line in short_lines(standing, coach) if line.label == "Post")
    assert "starts in July 2028" in post
