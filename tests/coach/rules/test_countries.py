"""Names of countries in every form that people write: understood, or asked back."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.facts.book import Facts
from coach.records import CoachError
from coach.rules.countries import ask, meant, plain, several
from coach.subjects.coach import Coach

Run = Callable[..., tuple[int, Any, str]]


def words() -> list[tuple[str, list[str]]]:
    """The table of forms: a word, and the countries that it may mean."""
    with Path(__file__).with_name("countries.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["word"], [name for name in row["means"].split(";") if name])
            for row in csv.DictReader(file)
        ]


def test_the_table_holds_forty_forms_and_more() -> None:
    assert len(words()) >= 80 and len({word for word, _ in words()}) == len(words())


@pytest.mark.parametrize(("word", "means"), words())
def test_a_form_means_its_country_or_is_asked_back(
    facts: Facts, word: str, means: list[str]
) -> None:
    assert list(meant(word, facts.countries)) == means
    assert list(meant(word.upper(), facts.countries)) == means
    if len(means) != 1:
        question = ask(word, facts.countries)
        assert f"“{word}”" in question and all(name in question for name in means)


@pytest.mark.parametrize(("word", "means"), words())
@pytest.mark.parametrize("key", ["citizenship", "birth_country", "school_country"])
def test_the_profile_keeps_the_name_of_the_table_or_asks(
    open_coach: Callable[..., Coach], key: str, word: str, means: list[str]
) -> None:
    coach = open_coach()
    if len(means) == 1:
        coach.profile.change({key: word})
        assert coach.profile.answers[key] == (means if key == "citizenship" else means[0])
    else:
        with pytest.raises(CoachError, match=f"^{key}: “{word}” (may be|is not a country)"):
            coach.profile.change({key: word})
        assert coach.profile.answers == {}


def test_every_country_is_understood_by_its_names_and_codes(facts: Facts) -> None:
    for country in facts.countries.values():
        for form in (country.name, country.iso3, country.name.upper()):
            assert meant(form, facts.countries) == (country.name,), form
        for form in (*country.aliases, *country.people, country.iso2):
            assert country.name in meant(form, facts.countries), form


def test_the_lists_are_39_countries_and_holders_of_documents(facts: Facts) -> None:
    countries = facts.countries.values()
    assert sum(each.extent == "partial" for each in countries) == 19
    assert sum(each.extent == "full" for each in countries) == 20
    held = {each.name for each in countries if each.hold == "yes"}
    assert len(held) == 39 and "Turkmenistan" in held
    assert facts.countries["Turkmenistan"].extent == ""
    assert {each.name for each in countries if each.hold == "documents"} == {"Palestine"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Nigeria, Canada", ["Nigeria", "Canada"]),
        ("Nigerian and British", ["Nigerian", "British"]),
        ("Iran/Germany", ["Iran", "Germany"]),
        ("Trinidad and Tobago", ["Trinidad and Tobago"]),
        ("Korea, Republic of", ["Korea, Republic of"]),
        ("Bosnia and Herzegovina; India", ["Bosnia and Herzegovina", "India"]),
        ("Nigeria and Freedonia", ["Nigeria and Freedonia"]),
        ("", []),
    ],
)
def test_several_passports_in_one_line(facts: Facts, text: str, parts: list[str]) -> None:
    assert several(text, facts.countries) == parts


@given(word=st.text(max_size=40))
def test_any_word_is_one_country_or_a_question(facts: Facts, word: str) -> None:
    names = meant(word, facts.countries)
    assert set(names) <= set(facts.countries)
    assert plain(plain(word)) == plain(word)
    if len(names) != 1:
        assert word in ask(word, facts.countries)


def test_a_word_of_an_old_database_is_understood_or_asked_and_never_not_you(run: Run) -> None:
    """What was kept as typed before names were read."""
    run("profile", "set", "visa=j1", "us_status=abroad", "specialties=IM", "match_year=2027")
    from coach.logs.answers import ANSWERS, answer_row
    from coach.subjects.coach import at

    home = Path(run("doctor", "--json")[1]["doctor"]["home"])
    for kept, concerned in (("iranian", True), ("Irann", None), ("pakistani", False)):
        coach = Coach.open(home, at(None))
        with coach._state.act("as it was kept") as act:
            act.set(ANSWERS, "citizenship", answer_row("citizenship", [kept]))
        coach.close()
        _, data, _ = run("scenario", "full_list", "--json")
        assert data["scenario"]["concerned"] is concerned, kept
        status, out, _ = run("profile", "show")
        assert status == 0 and kept in out
        assert ("full list of visa suspensions as of 2026-02 named Iran" in out) is (
            concerned is True
        )


def test_a_canadian_citizen_books_no_visa_interview(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(
        visa="j1", us_status="abroad", match_result="matched", result_year=2027, match_year=2027
    )
    assert coach.road.plan.step("visa_interview")
    coach.profile.change({"citizenship": "Canadian"})
    assert coach.road.plan.step("visa_interview") is None and coach.road.plan.step("ds2019_sevis")
    coach.profile.change({"citizenship": "India", "birth_country": "Canada"})
    assert coach.road.plan.step("visa_interview")
