"""Yourself as a filter sees you: the first rule that drops you, and what one change would do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.facts.book import Facts
from coach.profile.applicant import applicant, applicant as applicant_of
from coach.records import Applicant, CoachError, Preset
from coach.rules.filters import RULES, best_changes, most_wanted, see
from coach.subjects.coach import Coach

TODAY = date(2026, 11, 22)


def changed(profile: Mapping[str, Any], changes: Mapping[str, Any]) -> Applicant:
    """The applicant of these answers with some of them changed (None takes one away)."""
    after = {key: value for key, value in {**profile, **changes}.items() if value is not None}
    return applicant_of(after)


def preset(key: str = "p", **rules: Any) -> Preset:
    return Preset(
        key, "P", "h", tuple(rules.items()), source="GK", as_of="2026", status="unverified"
    )


STRICT = preset(step2ck_min=230.0, attempts_max=1.0, graduated_within_years=5.0)
READY = preset("r", certified="yes", us_experience_months_min=3.0, us_letters_min=2.0)


def test_the_first_rule_that_drops_is_named_and_the_others_are_kept() -> None:
    mine = applicant(
        {
            "step2ck.score": 225,
            "step2ck.attempts": 2,
            "step1.passed": True,
            "step1.attempts": 1,
            "graduation_date": "2024-06-01",
        }
    )
    found = see(STRICT, mine, TODAY)
    assert found.outcome == "drop"
    assert found.first and found.first.rule == "step2ck_min"
    assert [rule.outcome for rule in found.rules] == ["drop", "drop", "pass"]


@given(st.sampled_from(sorted(RULES)))
def test_nothing_said_is_unknown_and_never_a_drop(rule: str) -> None:
    limit: Any = {"visa": "j1", "certified": "yes"}.get(rule, 1.0)
    found = see(preset(**{rule: limit}), applicant({}), TODAY)
    assert (found.outcome, found.first) == ("unknown", None)


def test_what_to_say_first_is_what_most_filters_look_at() -> None:
    found = [see(one, applicant({"certified": True}), TODAY) for one in (STRICT, READY, READY)]
    assert most_wanted(found) in (("experience", 2), ("letters.us", 2))
    ready = see(preset(certified="yes"), applicant({"certified": True}), TODAY)
    assert most_wanted([ready]) is None


@pytest.mark.parametrize(
    ("visa", "status", "none", "j1"),
    [
        ("none", None, "pass", "pass"),
        ("j1", "citizen", "pass", "pass"),
        ("j1", None, "drop", "pass"),
        ("either", None, "drop", "pass"),
        ("h1b", None, "drop", "drop"),
        (None, None, "unknown", "unknown"),
    ],
)
def test_visa_rules(visa: str | None, status: str | None, none: str, j1: str) -> None:
    said = {"visa": visa, "us_status": status}
    mine = applicant({key: value for key, value in said.items() if value})
    assert see(preset(visa="none"), mine, TODAY).outcome == none
    assert see(preset(visa="j1"), mine, TODAY).outcome == j1


def test_attempts_are_unknown_until_all_are_said_but_too_many_drop_at_once() -> None:
    one = preset(attempts_max=1.0)
    assert see(one, applicant({"step1.attempts": 2}), TODAY).outcome == "drop"
    half = applicant({"step1.passed": True, "step1.attempts": 1, "step2ck.score": 240})
    assert see(one, half, TODAY).outcome == "unknown"


PROFILE = {"certified": False, "experience.observership": 3, "letters.us": 2}


def test_one_change_is_told_by_how_many_filters_it_passes() -> None:
    def with_one(key: str, value: Any) -> Any:
        return changed(PROFILE, {key: value})

    found = best_changes([READY, STRICT], applicant(PROFILE), with_one, TODAY)
    assert [(one.key, one.value, one.passes) for one in found] == [("certified", True, ("r",))]


def test_a_score_that_is_there_and_the_graduation_year_are_never_a_change() -> None:
    mine = {
        "step2ck.score": 200,
        "step2ck.attempts": 1,
        "step1.attempts": 1,
        "step1.passed": True,
        "graduation_date": "2010-01-01",
    }
    found = best_changes(
        [STRICT], applicant(mine), lambda key, value: changed(mine, {key: value}), TODAY
    )
    assert found == []


def test_the_filters_that_ship_are_plausible_only_and_say_where_they_are_from(facts: Facts) -> None:
    assert len(facts.presets) >= 5
    for one in facts.presets.values():
        assert one.status == "unverified"
        assert one.habit and one.as_of
        assert all(key in facts.sources for key in one.source.split(";"))
        assert {rule for rule, _ in one.rules} <= set(RULES)


OWN = """
[[preset]]
key = "score_first"
title = "Mine"
rules = { step2ck_min = 200 }

[[preset]]
key = "dream"
title = "My dream hospital"
rules = { certified = true }
"""


def test_own_filters_replace_and_add(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(step2ck__score=210)
    (coach.home / "filters.toml").write_text(OWN)
    known = {one.key: one for one in coach.deciding.presets()}
    assert known["score_first"].title == "Mine"
    assert known["dream"].source == "you"
    assert len(known) == len(coach._state.facts.presets) + 1
    found = coach.deciding.filters().filters
    assert {one.preset.key: one.outcome for one in found}["score_first"] == "pass"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OWN.replace("200", '"high"'), "rules.step2ck_min should be a number from 1 to 300"),
        (OWN.replace("200", "true"), "rules.step2ck_min should be a number"),
        (
            OWN.replace("step2ck_min", "height_min"),
            "“rules.height_min” is not a key",
        ),
        (
            OWN.replace("{ certified = true }", "{ certified = false }"),
            "rules.certified should be yes",
        ),
        (OWN.replace("{ certified = true }", "{}"), "rules is empty"),
        (OWN.replace('title = "Mine"\n', ""), "title is missing"),
        ("[filter]\n", "“filter” is not known here"),
        ("preset = 3", "preset should be written as"),
        ("[[preset", "is not a TOML file"),
    ],
)
def test_a_broken_filter_file_is_one_sentence(
    open_coach: Callable[..., Coach], text: str, said: str
) -> None:
    coach = open_coach()
    (coach.home / "filters.toml").write_text(text)
    with pytest.raises(CoachError) as caught:
        coach.deciding.filters()
    assert said in str(caught.value) and "filters.toml" in str(caught.value)
