"""Scenarios, filters and levers that ship: checked row by row."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from coach.facts.book import Facts
from coach.facts.check import load
from coach.facts.reading import FactError


def test_every_scenario_is_dated_sourced_and_expires(facts: Facts) -> None:
    assert {"full_list", "partial_list", "h1b_payment"} <= facts.scenarios.keys()
    for one in facts.scenarios.values():
        assert one.expires > one.day
        assert one.expires - one.day <= timedelta(days=700)
        assert all(key in facts.sources for key in one.source.split(";"))
        assert one.status in ("uncertain", "second-hand")
        assert len(one.title) <= 42


def test_the_lists_are_those_of_the_countries(facts: Facts) -> None:
    for extent in ("full", "partial"):
        listed = {key for key, one in facts.countries.items() if one.extent == extent}
        assert set(facts.scenarios[f"{extent}_list"].citizenship) == listed
    assert "Burma" in facts.scenarios["full_list"].citizenship


def test_every_lever_says_what_it_takes(facts: Facts) -> None:
    assert facts.lever_costs.keys() == {
        "step3",
        "either_from_h1b",
        "either_from_j1",
        "certified",
        "experience",
        "step2ck",
    }
    assert {key for key, cost in facts.lever_costs.items() if not cost.priced} == {"experience"}


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("scenarios.toml", 'status = "uncertain"', 'status = "sure"', "status “sure” is not"),
        ("scenarios.toml", 'source = "S89"', 'source = "S8999"', "source “S8999” is not known"),
        ("scenarios.toml", 'as_of = "2026-02"', 'as_of = ""', "as_of is empty"),
        (
            "scenarios.toml",
            "visa_interview = 120",
            "visa_party = 120",
            "delay_days “visa_party” is not",
        ),
        (
            "scenarios.toml",
            '["j1", "h1b"]',
            '["j1", "o1"]',
            "visas_closed should be h1b or j1, not o1",
        ),
        ("scenarios.toml", "expires = 2026-08-01\n", "", "expires is missing"),
        ("scenarios.toml", '"partial_list"', '"full_list"', "full_list stands twice"),
        (
            "filters.toml",
            "step2ck_min = 220",
            "step2ck_min = 900",
            "should be a number from 1 to 300, not 900",
        ),
        ("costs.csv", "oet_sit,oet", "oet_sit,opera", "fee “opera” is not known"),
        ("costs.csv", "oet_sit,oet", "opera_sit,oet", "task “opera_sit” is not known"),
        ("levers.toml", '"step3_sit"]', '"step9_sit"]', "tasks “step9_sit” is not known"),
        ("levers.toml", "priced = false", 'priced = "no"', "priced should be true or false"),
    ],
)
def test_a_bad_row_is_refused_with_file_and_line(
    seed: Path, name: str, old: str, new: str, said: str
) -> None:
    text = (seed / name).read_text(encoding="utf-8")
    assert old in text
    (seed / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FactError) as caught:
        load(seed)
    assert said in str(caught.value)
    assert f"seed_data/{name}, line" in str(caught.value)
