"""`coach levers`, `scenario`, `compare-years`, `filters` and `moved` as typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def said(run: Run) -> Run:
    """The same, with an applicant."""
    run(
        "profile",
        "set",
        "specialties=IM",
        "visa=h1b",
        "us_status=abroad",
        "states=NY",
        "budget=900",
        "graduation_date=2022-06-01",
        "hours_per_week=12",
        "citizenship=Nigeria",
        day="2026-11-10",
    )
    return run


def test_levers_begin_with_doing_nothing_and_hold_the_promised_keys(said: Run) -> None:
    status, data, _ = said("levers", "--json")
    assert status == 0
    first, *others = data["levers"]
    assert (first["title"], first["changes"], first["opens"]) == ("Do nothing", {}, 0)
    for one in data["levers"]:
        assert one.keys() >= {
            "changes",
            "title",
            "opens",
            "sure",
            "gain",
            "weeks",
            "dollars",
            "per_week",
            "per_dollar",
            "programs",
        }
    assert [one["gain"] for one in others] == sorted((one["gain"] for one in others), reverse=True)
    best = others[0]
    assert best["changes"] == {"visa": "either"}
    assert (best["weeks"], best["per_week"], best["per_dollar"]) == (0, None, None)
    assert len(best["programs"]) == 10


def test_applying_a_lever_opens_what_it_promised(said: Run) -> None:
    _, before, _ = said("programs", "--json")
    _, data, _ = said("levers", "--json")
    lever = next(one for one in data["levers"] if "step3.passed" in one["changes"])
    said("profile", "set", *(f"{key}={value}" for key, value in lever["changes"].items()))
    _, after, _ = said("programs", "--json")
    assert (before["count"], after["count"]) == (0, lever["opens"])
    assert {one["program_id"] for one in after["programs"]} >= set(lever["programs"])
    _, again, _ = said("levers", "--json")
    assert all("step3.passed" not in one["changes"] for one in again["levers"])


def test_a_scenario_by_name_and_all_of_them(said: Run) -> None:
    said("profile", "set", "visa=j1")
    status, data, _ = said("scenario", "partial_list", "--json")
    one = data["scenario"]
    assert status == 0
    assert (one["concerned"], one["expired"], one["status"]) == (True, True, "uncertain")
    assert one["without"]["open"] > 600 and one["with"]["open"] == 0
    assert one["without"]["expected_interviews"]["mid"] > one["with"]["expected_interviews"]["mid"]
    assert one["with"]["p_none"] == 1.0
    status, data, _ = said("scenario", "--json")
    assert data["scenario"] is None
    assert len(data["scenarios"]) >= 6
    status, _, err = said("scenario", "nothing")
    assert status == 1 and "partial_list" in err


def test_a_scenario_is_unknown_while_the_profile_is_silent(said: Run) -> None:
    said("profile", "set", "citizenship=", "visa=j1")
    _, data, _ = said("scenario", "partial_list", "--json")
    assert (data["scenario"]["concerned"], data["scenario"]["with"]) == (None, None)
    assert data["scenario"]["missing"] == ["citizenship"]
    _, out, _ = said("scenario", "partial_list")
    assert "does not say citizenship" in out


def test_years_hold_the_promised_keys(said: Run) -> None:
    status, data, _ = said("compare-years", "--set", "step3.passed=yes", "--json")
    assert status == 0
    this, later = data["years"]["this"], data["years"]["next"]
    assert later["season"] == this["season"] + 1
    assert this.keys() >= {
        "season",
        "open",
        "unknown",
        "expected_interviews",
        "p_none",
        "value",
        "cost",
        "deadlines",
        "graduation_age",
    }
    assert data["years"]["edits"] == {"step3.passed": True}
    assert data["years"]["edited"]["open"] == later["open"] - this["open"] > 0
    status, _, err = said("compare-years", "--set", "specialties=")
    assert status == 1 and "next year needs one" in err and err.count("\n") == 1
    status, _, err = said("compare-years", "--set", "step3.passed")
    assert status == 1 and "should look like" in err


def test_filters_name_the_first_rule_that_drops(said: Run) -> None:
    said("profile", "set", "step2ck.score=215", "step2ck.date=2024-01-01", "certified=no")
    status, data, _ = said("filters", "--json")
    assert status == 0
    assert data["label"] == "plausible, not any program's published rule"
    by_key = {one["key"]: one for one in data["filters"]}
    assert by_key["high_score"]["result"] == "dropped"
    assert by_key["high_score"]["first"]["rule"] == "step2ck_min"
    assert by_key["us_proven"]["result"] == "unknown"
    assert {one["result"] for one in data["filters"]} <= {"passes", "dropped", "unknown"}
    assert all("graduation_date" not in one["changes"] for one in data["changes"])


def test_moved_names_the_fact_that_was_recorded(said: Run) -> None:
    said("profile", "set", "visa=j1", day="2026-11-12")
    _, ranked, _ = said("programs", "--json", "--limit", "1")
    first = ranked["programs"][0]["program_id"]
    said("fact", first, "visa_j1", "no", "--source", "mail")
    status, data, _ = said("moved", "--since", "1", "--json")
    assert status == 0
    assert data["inputs"][0]["key"] == f"{first}:visa_j1"
    top = data["moved"][0]
    assert (top["program_id"], top["place"]["before"]) == (first, 1)
    assert {"rule": "visa", "before": "pass", "after": "fail"} in top["gates"]
    assert top["causes"][0]["gate"] == "closes"
    _, data, _ = said("moved", "--since", "2026-11-11", "--json")
    assert {one["kind"] for one in data["inputs"]} == {"profile", "fact", "day"}
    status, _, err = said("moved", "--since", "soon")
    assert status == 1 and "neither a day" in err


@pytest.mark.parametrize(
    "words",
    [
        ["levers"],
        ["scenario"],
        ["scenario", "h1b_payment"],
        ["compare-years"],
        ["filters"],
        ["moved", "--since", "1"],
        ["scenario", "slow_consulate"],
    ],
)
def test_lines_fit_80_columns_and_stay_calm(said: Run, words: list[str]) -> None:
    status, out, _ = said(*words)
    assert status == 0 and out.strip()
    # A path is never broken: it would no longer be one.
    assert max(len(line) for line in out.splitlines() if "filters.toml" not in line) <= 80
    assert "!" not in out and "your probability" not in out.lower()


@pytest.mark.parametrize("command", ["levers", "scenario", "compare-years"])
def test_without_a_specialty_there_is_one_sentence(run: Run, command: str) -> None:
    status, _, err = run(command)
    assert status == 1 and "No specialty yet" in err


def test_an_empty_profile_has_filters_and_nothing_that_moved(run: Run) -> None:
    status, data, _ = run("filters", "--json")
    assert status == 0
    assert {one["result"] for one in data["filters"]} == {"unknown"}
    status, data, _ = run("moved", "--json")
    assert status == 0 and data["moved"] == []
