"""The planning commands as scripts use them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def ready(run: Run) -> Run:
    """A graduate with Step 1 who plans for 2028."""
    assert (
        run(
            "profile",
            "set",
            "specialties=IM",
            "visa=j1",
            "match_year=2028",
            "hours_per_week=12",
            "graduation_date=2022-06-15",
            "us_status=abroad",
            "step1.passed=yes",
            "time_zone=Asia/Karachi",
        )[0]
        == 0
    )
    return run


def tasks(data: Any) -> dict[str, Any]:
    return {task["key"]: task for stage in data["stages"] for task in stage["tasks"]}


def test_journey_gives_floats_and_chances(ready: Run) -> None:
    _, data, _ = ready("journey", "--json")
    found = tasks(data)
    for task in found.values():
        assert set(task) >= {"p_on_time", "p_low", "p_high", "total_float", "free_float"}
        dated = task["latest_start"] is not None and not task["behind"]
        assert (task["p_on_time"] is not None) == dated
        if dated:
            assert 0 < task["p_low"] <= task["p_on_time"] <= task["p_high"] < 1
    assert {gate["event"] for gate in data["gates"]} >= {"pathways_deadline", "nrmp_rol_deadline"}
    again = ready("journey", "--json")[1]
    assert again == data


def test_journey_says_what_moved(ready: Run) -> None:
    assert ready("task", "set", "oet_prepare", "--started", "2027-03-01", day="2026-11-23")[0] == 0
    _, data, _ = ready("journey", "--since", "2026-11-22T23:00", "--json", day="2026-11-23")
    moved = {one["key"]: one for one in data["moved"]}
    assert moved["oet_sit"]["days"] > 0 and "1 Mar 2027" in moved["oet_sit"]["text"]


def test_own_tasks_moves_snoozes_parts_and_undo(ready: Run) -> None:
    status, data, _ = ready(
        "task",
        "add",
        "Ask Dr A for cases",
        "--hours",
        "2",
        "--due",
        "2026-12-01",
        "--link",
        "person:7",
        "--json",
    )
    key = data["task"]["key"]
    assert status == 0 and data["task"]["due"] == "2026-12-01"
    assert ready("move", key, "thursday", "--json")[1]["task"]["day"] == "2026-11-26"
    _, week, _ = ready("week", "--json")
    line = next(task for task in week["tasks"] if task["key"] == key)
    assert line["day"] == "2026-11-26" and line["reason"].startswith("you moved it")
    assert ready("snooze", key, "2026-12-20", "--json")[1]["task"]["state"] == "waiting"
    assert ready("undo", "--json")[1]["undone"].startswith("Put off until 20 Dec")
    assert ready("do", key, "--part", "0.5", "--json")[1]["task"]["hours_left"] == 1.5
    assert ready("do", key, "--on", "2026-11-20", "--json")[1]["task"]["done_at"] == "2026-11-20"
    assert ready("do", key, "--json")[1]["changed"] is False
    assert ready("skip", "society_join", "--why", "too dear", "--json")[1]["task"]["why"] == (
        "too dear"
    )
    assert ready("task", "remove", key)[0] == 0
    assert ready("do", key)[0] == 1


def test_what_if_prints_and_keeps_nothing(ready: Run) -> None:
    before = ready("log", "--json")[1]
    status, data, said = ready("what-if", "--start", "oet_prepare=2027-10-01", "--json")
    assert status == 0 and data["sentences"] and "Nothing was changed" in said
    oet = next(task for task in data["tasks"] if task["key"] == "oet_sit")
    assert oet["then"]["p_on_time"] <= oet["now"]["p_on_time"]
    status, shown, _ = ready("what-if", "--match-year", "2029", "--hours", "20")
    assert status == 0 and shown.splitlines()[0].split() == ["now", "then"]
    assert max(map(len, shown.splitlines())) < 80 and "██" in shown and "dated steps" in shown
    assert ready("log", "--json")[1] == before


def test_a_review_is_kept_and_listed(ready: Run) -> None:
    ready("week", day="2026-11-23")
    ready("do", "rest_plan", "--hours", "1", day="2026-11-25")
    status, text, _ = ready("review", day="2026-11-29")
    assert status == 0
    for question in ("What got done?", "What slipped, and why?", "What is next?", "What would"):
        assert question in text
    _, data, _ = ready("review", "--save", "two nights", "--hours", "9", "--json", day="2026-11-29")
    assert data["week_of"] == "2026-11-23" and data["review"]["text"] == "two nights"
    _, data, _ = ready("weeks", "--json", day="2026-11-29")
    assert [one["spent_hours"] for one in data["weeks"]] == [9]


def test_the_week_as_markdown(ready: Run, tmp_path: Path) -> None:
    _, text, _ = ready("week", "--markdown")
    assert text.startswith("# Week of 23 November 2026") and "- [ ] " in text
    file = tmp_path / "week.md"
    assert ready("week", "--markdown", str(file))[0] == 0
    assert file.read_text() == text and oct(file.stat().st_mode & 0o777) == "0o600"


def test_match_week_by_the_hour(ready: Run) -> None:
    _, data, _ = ready("calendar", "--match-week", "--season", "2027", "--json")
    assert data["hours"][0]["start"] == "2027-03-15T10:00:00-04:00"
    assert data["hours"][0]["own"] == "Mon 15 Mar 10:00 ET (19:00 yours)"


def test_hours_by_day_and_days_off(ready: Run, tmp_path: Path) -> None:
    file = tmp_path / "profile.toml"
    set_ = ready("profile", "set", "hours_by_day=0,2,0,2,0,4,4", "days_off=2026-11-28..2026-12-02")
    assert set_[0] == 0
    _, data, _ = ready("week", "--json")
    assert data["hours"] == 4
    assert {task["day"] for task in data["tasks"]} <= {"2026-11-24", "2026-11-26"}
    ready("profile", "export", str(file))
    _, before, _ = ready("profile", "--json")
    ready("profile", "set", "hours_by_day=", "days_off=")
    ready("profile", "import", str(file))
    assert ready("profile", "--json")[1] == before


def test_a_clock_set_back_is_said_on_stderr(ready: Run) -> None:
    status, _, said = ready("week", day="2026-10-05")
    assert status == 0 and "nothing is lost" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("task", "set", "oet_sit", "--due", "2027-02-31"), "is no day of the calendar"),
        (("task", "set", "oet_sit", "--due", "2051-01-01"), "cannot be right"),
        (("task", "set", "oet_sit"), "Say what to set"),
        (("task", "add", ""), "is empty"),
        (("move", "oet_sit", "2020-01-01"), "is past"),
        (("snooze", "oet_sit", "someday"), "is not a date"),
        (("what-if",), "Name a choice"),
        (("what-if", "--start", "oet_sit"), "should look like"),
        (("what-if", "--match-year", "2020"), "choose one from"),
        (("review", "--week", "2027-06-01"), "has not begun"),
        (("review", "--hours", "3"), "goes with --save"),
        (("profile", "set", "match_year=2020"), "is past"),
        (("profile", "set", "graduation_date=2030-01-01"), "comes after the residency"),
        (("profile", "set", "time_zone=Mars/Base"), "not a time zone"),
        (("profile", "set", "hours_by_day=1,2,3"), "seven are needed"),
        (("profile", "set", "hours_by_day=1,2,3,4,5,6,30"), "outside 0 to 16"),
        (("profile", "set", "days_off=2026-12-24..2026-12-01"), "before the first"),
        (("profile", "set", "graduation_date=2026-02-29"), "is no day"),
    ],
)
def test_bad_input_gets_one_sentence_and_loses_nothing(
    ready: Run, words: tuple[str, ...], said: str
) -> None:
    before = ready("log", "--json")[1]
    status, out, err = ready(*words)
    assert status == 1 and said in err and err.startswith("coach: ") and err.count("\n") == 1
    assert not out and ready("log", "--json")[1] == before


def test_no_hours_a_week_is_a_calm_sentence(ready: Run) -> None:
    ready("profile", "set", "hours_per_week=0")
    status, text, _ = ready("week")
    assert status == 0 and "the plan waits" in text
