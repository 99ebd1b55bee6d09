"""Columns are understood by their names, and by near names that are shown as guesses."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from coach.files import program_table
from coach.files.columns import NAMES, doubled, folded, map_columns
from coach.files.guessing import Titles
from coach.rules.fields import FACTS


def meaning(*header: str) -> dict[str, str]:
    return {one.title: one.target for one in map_columns(header, program_table.targets()).used}


@pytest.mark.parametrize(
    ("title", "target"),
    [
        ("ACGME ID", "program_id"),
        ("program id", "program_id"),
        ("Program", "name"),
        ("J1", "visa_j1"),
        ("J-1 visa", "visa_j1"),
        ("visa_j1", "visa_j1"),
        ("H1-B", "visa_h1b"),
        ("IMG %", "img_share"),
        ("% IMGs", "img_share"),
        ("YOG limit", "graduation_year_limit"),
        ("min Step 2", "step2ck_minimum"),
        ("STEP 2 CK MINIMUM", "step2ck_minimum"),
        ("USCE (months)", "experience_months"),
        ("graduation-year limit (years)", "graduation_year_limit"),
        ("J-1 status", "visa_j1.status"),
        ("visa_j1_as_of", "visa_j1.as_of"),
        ("Town", "city"),
    ],
)
def test_names_that_people_use(title: str, target: str) -> None:
    (column,) = map_columns([title], program_table.targets()).used
    assert (column.target, column.guess) == (target, False)


def likely(title: str) -> str:
    """What a title that is not known may mean."""
    titles = Titles(program_table.targets(), str.casefold)
    return next((target for target, like in titles.likely(title).items() if like > 0.9), "")


def test_a_near_name_is_a_guess() -> None:
    assert not map_columns(["Graduaton year limit"], program_table.targets()).used
    assert likely("Graduaton year limit") == "graduation_year_limit"


@pytest.mark.parametrize(
    "title",
    [
        "min Step 1",
        "mean Step 2 CK",
        "max Step 2 CK",
        "J-2 visa",
        "non-US IMG %",
        "IMG",
        "O-1",
        "",
        "not accepting applications",
        "F-1 visa sponsorship",
        "O-1 visa",
        "minimum Step 1 score",
    ],
)
def test_what_means_something_else_is_not_guessed(title: str) -> None:
    columns = map_columns([title], program_table.targets())
    assert not columns.used and len(columns.ignored) == 1 and not likely(title)


def test_of_two_columns_for_one_thing_the_surer_name_is_used() -> None:
    columns = map_columns(["Program", "Program name", "Residency"], program_table.targets())
    assert [one.title for one in columns.used] == ["Program name"]
    assert columns.ignored == ("Program", "Residency")


def test_the_same_name_twice_is_found() -> None:
    header = ["ACGME ID", "J1", "j-1", "x", "x"]
    assert doubled(header, map_columns(header, program_table.targets())) == "J1"
    assert doubled(["x", "x", "J1"], map_columns(["x", "x", "J1"], program_table.targets())) == ""


def test_every_meaning_has_a_name_and_no_two_share_an_alias() -> None:
    names = {key: text.split(", ") for key, text in NAMES.items()} | {
        fact.key: list(fact.aliases) for fact in FACTS.values()
    }
    everything = [(folded(alias), target) for target in names for alias in names[target]]
    owners: dict[str, str] = {}
    for alias, target in everything:
        assert owners.setdefault(alias, target) == target, alias


@given(st.lists(st.text(max_size=40), max_size=12))
def test_every_column_is_used_or_listed(header: list[str]) -> None:
    columns = map_columns(header, program_table.targets())
    assert len(columns.used) + len(columns.ignored) == len(header)
    targets = [one.target for one in columns.used]
    assert len(set(targets)) == len(targets)
