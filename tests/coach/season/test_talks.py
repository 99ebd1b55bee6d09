"""Interviews: what to know before, how it was after, whom one may thank."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from coach.facts.book import Facts
from coach.logs.experience import Experience
from coach.logs.interviews import Interview
from coach.records import Evidence
from coach.saying import of_logs
from coach.saying.interviews import before as before_words, when_words
from coach.season.talks import is_night, is_over, practice, steps, stories, to_confirm
from coach.subjects.coach import Coach

Run = Callable[..., tuple[int, Any, str]]
OpenCoach = Callable[..., Coach]
NOW = datetime(2026, 12, 4, 12, tzinfo=ZoneInfo("America/New_York"))
AT_NINE = "interview Hurley IM 4 dec 2026 9:00 am ET video"


def interview(**fields: Any) -> Interview:
    told = {"day": date(2026, 12, 4), "time": "09:00", "zone": "America/New_York"}
    return Interview(key="a", program="1", name="Hurley, Internal Medicine", **told | fields)


def asked(facts: Facts, each: Interview, days: int = 0) -> dict[str, bool]:
    """The steps of an interview by what they are, and whether they start contact."""
    listed = steps([each], NOW + timedelta(days=days), facts.rules)
    return {step.key.rpartition("/")[2]: step.outreach for step in listed}


def test_it_is_prepared_looked_back_on_and_thanked_for_in_turn(facts: Facts) -> None:
    assert asked(facts, interview(), -8) == {}
    assert asked(facts, interview(), -3) == {"prepare": False}
    assert asked(facts, interview()) == {"felt": False, "contact": True}
    marks = dict.fromkeys(("teaching", "people", "work", "place", "gut"), 3)
    marked = interview(state="held", contact="yes", **marks)
    assert asked(facts, marked) == {"thanked": True}
    assert asked(facts, marked, 8) == {}
    assert asked(facts, interview(contact="no", **marks)) == {}
    assert asked(facts, interview(state="cancelled")) == {}
    (step,) = steps([interview()], NOW - timedelta(days=3), facts.rules)
    assert (step.hours, step.due) == (2.0, date(2026, 12, 3))


@given(st.integers(0, 23), st.integers(5, 600))
def test_it_is_over_when_its_minutes_are(hour: int, minutes: int) -> None:
    each = interview(time=f"{hour:02}:00", minutes=minutes)
    begins = datetime(2026, 12, 4, hour, tzinfo=NOW.tzinfo)
    assert not is_over(each, begins + timedelta(minutes=minutes - 1))
    assert is_over(each, begins + timedelta(minutes=minutes))
    assert is_night(begins) == (hour < 6 or hour >= 23)


def test_practice_takes_one_of_each_kind_and_the_same_for_the_same_seed(facts: Facts) -> None:
    rows = list(facts.practice_questions.values())
    assert len(rows) >= 40
    shown = practice(rows, "hurley", 5)
    assert shown == practice(rows, "hurley", 5) != practice(rows, "bronx", 5)
    assert len({row.kind for row in shown}) == 5
    assert {row.key for row in practice(rows, "x", 99)} == {row.key for row in rows}


def test_stories_point_to_own_entries_and_to_nothing_else(facts: Facts) -> None:
    entries = {
        "ward": Experience(place="A", kind="work", meaningful="I taught two juniors."),
        "free": Experience(place="B", kind="volunteer", reflection="A hard winter, no team."),
        "bare": Experience(place="C", kind="research"),
    }
    traits = [row for row in facts.interview_notes.values() if row.kind == "trait"]
    shown = {story.trait: story.keys for story in stories(entries, traits)}
    assert shown["leading and teaching"] == ("ward",)
    assert shown["working in a team"] == ("free",)
    assert shown["a mistake, and what came of it"] == ()


def test_only_what_somebody_confirmed_decides_without_being_asked() -> None:
    facts = {
        "visa_j1": Evidence("visa_j1", "yes", "second-hand", "P2", "2025"),
        "img_share": Evidence("img_share", 80.0, "second-hand", "P2", "2025"),
        "attempts_limit": Evidence("attempts_limit", 2.0, "confirmed", "their mail", "2026-12-01"),
        "graduation_year_limit": Evidence("graduation_year_limit", None, "unknown"),
        "positions": Evidence("positions", 9.0, "estimated", "x", "2025"),
    }
    assert [*to_confirm(facts)] == ["visa_j1", "graduation_year_limit", "positions"]


def test_the_page_before_names_the_hour_at_home_what_is_unknown_and_how_to_decline(
    open_coach: OpenCoach,
) -> None:
    coach = open_coach(date(2026, 11, 29), specialties="IM", match_year="2027", visa="j1")
    coach.profile.change({"time_zone": "Asia/Manila", "us_status": "abroad"})
    entry = coach.logs["interviews"].add(AT_NINE.replace("9:00 am", "1:00 pm"))
    page = coach.talks.before(entry.key)
    text = " ".join(line.text for line in before_words(coach, page))
    assert when_words(coach, page.interview) == (
        "Fri 4 Dec 13:00 ET; yours: Sat 5 Dec 02:00, at night"
    )
    assert "visa_j1" in page.confirm and "whether your program sponsors J-1" in page.ask[0]
    for words in ("rules in writing", "I would rather talk", "unverified", "No recording"):
        assert words in text
    assert any(row.kind == "visa" for row in coach.talks.practice())
    coach.profile.change({"visa": "none"})
    assert not any(row.kind == "visa" for row in coach.talks.practice())
    assert "visa_j1" not in coach.talks.before(entry.key).confirm


def test_marks_are_mended_on_their_day_and_stay_after_it_while_the_note_grows(run: Run) -> None:
    run("profile", "set", "specialties=Internal Medicine", "match_year=2027")
    run("interviews", "add", *AT_NINE.removeprefix("interview ").split())
    key = run("interviews", "list", "--json")[1]["interviews"][0]["key"]
    felt = ("interviews", "felt", key)
    assert "still to come" in run(*felt, "--gut", "3", day="2026-12-01")[2]
    assert run(*felt, "--gut", "9", day="2026-12-04")[0] == 1
    marks = ("--teaching", "4", "--people", "5", "--work", "3", "--place", "2")
    run(*felt, *marks, "--gut", "3", "--note", "kind chief", day="2026-12-04")
    assert run(*felt, "--gut", "5", "--json", day="2026-12-04")[1] == {"changed": True}
    assert "stay as they were" in run(*felt, "--gut", "1", day="2026-12-05")[2].replace("\n", " ")
    run(*felt, "--note", "they called", "--contact", "yes", day="2026-12-05")
    row = run("interviews", "list", "--json")[1]["interviews"][0]
    assert (row["gut"], row["felt_on"], row["contact"]) == (5, "2026-12-04", "yes")
    assert row["note"] == "kind chief; 5 Dec: they called"
    assert run("interviews", "felt", key, "--json")[1] == {"changed": False}


@pytest.mark.parametrize(
    ("contact", "words"), [("no", "do not write"), ("", "ask first"), ("yes", "within 24-48 hours")]
)
def test_thanks_go_by_what_they_said(open_coach: OpenCoach, contact: str, words: str) -> None:
    coach = open_coach(date(2026, 12, 5), specialties="IM", match_year="2027")
    entry = coach.logs["interviews"].add(f"{AT_NINE} held")
    coach.logs["interviews"].set(entry.key, {"contact": contact})
    entry = coach.logs["interviews"].entries()[entry.key]
    said = " ".join(line.text for line in of_logs.beside(coach, "interviews", entry))
    read = " ".join(line.text for line in of_logs.reading(coach, "interviews", entry))
    assert words in said and "Never asked of you" in read
    assert ("nothing is written for you" in read) == (contact != "no")
    assert ("talks.thanked" in of_logs.closed(coach, "interviews", entry)) == (contact != "yes")


def test_a_tick_on_the_note_of_thanks_is_kept_in_the_log(open_coach: OpenCoach) -> None:
    coach = open_coach(date(2026, 12, 5), specialties="IM", match_year="2027")
    log = coach.logs["interviews"]
    key = log.add(f"{AT_NINE} held").key
    log.set(key, {"contact": "yes"})
    coach.road.finish(f"interviews/{key}/thanked")
    assert log.rows()[0]["thanked"] == "2026-12-05"


def test_match_week_hides_thanks_and_says_why(open_coach: OpenCoach) -> None:
    first = open_coach(date(2027, 3, 12), specialties="IM", match_year="2027")
    key = first.logs["interviews"].add("interview Hurley IM 11 mar 2027 9:00 am ET held").key
    first.logs["interviews"].set(key, {"contact": "yes"})
    wanted = f"interviews/{key}/thanked"
    assert wanted in {step.key for step in first.prepare.steps("interviews")}
    locked = open_coach(date(2027, 3, 16))
    assert wanted not in {step.key for step in locked.prepare.steps("interviews")}
    entry = locked.logs["interviews"].entries()[key]
    assert "Match Week" in of_logs.closed(locked, "interviews", entry)["talks.thanked"]


def test_impressions_stand_side_by_side_by_gut_and_are_no_ranking(open_coach: OpenCoach) -> None:
    coach = open_coach(date(2026, 12, 8), specialties="IM", match_year="2027")
    log = coach.logs["interviews"]
    for name, gut in (("Hurley", "2"), ("BronxCare", "5")):
        key = log.add(f"interview {name} IM 4 dec 2026 9:00 am ET held").key
        log.set(key, {"teaching": "4", "people": "4", "work": "3", "place": "1", "gut": gut})
    lines = [line.text for line in of_logs.standing(coach, "interviews")]
    assert [line.split()[-1] for line in lines[1:3]] == ["5", "2"]
    assert "no ranking" in lines[-1]
    assert of_logs.in_short(coach, "interviews") == "2 held, 2 marked"
