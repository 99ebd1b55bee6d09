"""The logs of a season: counts are theirs, and days that cannot be are named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from coach.logs.of_a_season import check_hour
from coach.records import CoachError
from coach.saying import interviews, season
from coach.subjects.coach import Coach

Run = Callable[..., tuple[int, dict[str, Any], str]]
Open = Callable[..., Coach]
APPLIED = ("applications", "add", "BronxCare IM submitted 24 sep")


def test_the_seasons_numbers_are_those_of_its_logs(run: Run) -> None:
    run("profile", "set", "specialties=Internal Medicine", "match_year=2027")
    run("answer", "applied", "2")
    run("answer", "invitations", "1")
    assert run(*APPLIED)[0] == 0
    for name in ("Hurley", "Maimonides"):
        run("applications", "add", f"{name} IM submitted 24 sep")
    run("invites", "add", "Hurley IM came 20 oct")
    run("invites", "add", "BronxCare IM came 21 oct waitlisted")
    _, data, _ = run("status", "--json")
    assert (data["status"]["submitted"], data["status"]["invitations"]) == (3, 1)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "applications add Hurley IM invited submitted 24 sep answered 3 sep",
            "before it was sent",
        ),
        ("applications add BronxCare IM", "kept already"),
        ("interviews add Hurley IM 14 mar 2027 2:30 am ET", "rank list deadline"),
        ("interviews add Hurley IM 1 nov 2026 1:30 am CT held", "comes twice"),
        ("interviews add Hurley IM 20 mar 2027 9 am ET", "rank list deadline"),
        ("invites add Hurley IM came 1 feb 2027", "still to come"),
        ("applications add Xyzzyq", "like no program"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_lost(run: Run, line: str, words: str) -> None:
    run("profile", "set", "specialties=Internal Medicine", "match_year=2027")
    run(*APPLIED)
    status, _, said = run(*line.split())
    assert status == 1 and words in said.replace("\n", " ")
    _, data, _ = run("applications", "list", "--json")
    assert len(data["applications"]) == 1


def test_an_hour_that_clocks_skip_is_named() -> None:
    with pytest.raises(CoachError, match="does not exist in America/New_York"):
        check_hour(datetime(2027, 3, 14, 2, 30), "America/New_York")
    check_hour(datetime(2027, 3, 14, 2, 30), "Asia/Kolkata")


def test_marks_stay_as_they_were_on_their_day(run: Run) -> None:
    run("profile", "set", "specialties=Internal Medicine", "match_year=2027")
    run("interviews", "add", "Hurley IM 19 nov 2026 9 am ET")
    key = run("interviews", "list", "--json")[1]["interviews"][0]["key"]
    run("interviews", "set", key, "people=5", "gut=4", day="2026-11-20")
    status, _, said = run("interviews", "set", key, "gut=2", day="2026-12-20")
    assert status == 1 and "stay as they were" in said
    kept = run("interviews", "list", "--json")[1]["interviews"][0]
    assert (kept["gut"], kept["felt_on"], kept["state"]) == (4, "2026-11-20", "held")


def test_an_invitation_shows_in_the_application_and_undo_takes_both_back(run: Run) -> None:
    run("profile", "set", "specialties=Internal Medicine", "match_year=2027")
    run(*APPLIED)
    run("invites", "add", "BronxCare IM came 20 oct")
    run("interviews", "add", "Hurley IM 8 dec 2026 9 am ET")
    kept = run("applications", "list", "--json")[1]["applications"]
    assert {(each["state"], each["answered"]) for each in kept} == {
        ("invited", "2026-10-20"),
        ("invited", None),
    }
    run("undo")
    (left,) = run("applications", "list", "--json")[1]["applications"]
    assert left["program"] == "1403511263"


def test_what_was_told_only_as_a_number_is_asked_for_by_name(open_coach: Open) -> None:
    coach = open_coach(specialties=["Internal Medicine"], match_year=2027)
    coach.answering.answer("applied 80")
    coach.logs["applications"].add("BronxCare IM submitted 24 sep")
    assert [step.title for step in coach.prepare.steps("applications")] == [
        "79 applications of 80 without a name here"
    ]
    assert coach.profile.applicant.applied == 80


def test_a_table_of_names_and_a_typed_list_become_applications(run: Run, tmp_path: Path) -> None:
    run("profile", "set", "specialties=Internal Medicine", "match_year=2027")
    table, text = tmp_path / "sent.csv", tmp_path / "more.txt"
    table.write_text("Program,State,Signal,Submitted\nHurley Flint,sent,gold,24 Sep 2026\n")
    text.write_text("1. Hurley (gold)\n2. BronxCare - silver 🏥 $11\n2. BronxCare\nHenry Ford\n")
    assert run("import", "applications", str(table))[0] == 0
    _, data, _ = run("applications", "paste", str(text), "--json")
    assert (data["kept"], len(data["known"]), len(data["asked"])) == (1, 2, 1)
    kept = run("applications", "list", "--json")[1]["applications"]
    assert {(each["name"][:6], each["signal"]) for each in kept} == {
        ("Hurley", "gold"),
        ("BronxC", "silver"),
    }
    assert run("applications", "paste", str(tmp_path / "none.txt"))[0] == 1


def test_programs_marked_on_the_list_are_taken_over(run: Run) -> None:
    run("demo", "--write")
    before = len(run("applications", "list", "--json")[1]["applications"])
    _, data, _ = run("applications", "take", "--json")
    after = run("applications", "list", "--json")[1]["applications"]
    assert data["kept"] > 0 and len(after) == before + data["kept"]
    assert run("applications", "take", "--json")[1]["kept"] == 0


def test_two_interviews_of_one_day_are_named_on_season(open_coach: Open) -> None:
    coach = open_coach(specialties=["Internal Medicine"], match_year=2027)
    log = coach.logs["interviews"]
    log.add("Hurley IM 8 dec 9:00 am ET")
    assert season.ahead(coach, *season.interviews_ahead(coach), is_narrow=False)[2] == ("16 d", "")
    log.add("BronxCare IM 8 dec 2:00 pm CST")
    first, second = season.interviews_ahead(coach)
    assert season.ahead(coach, first, is_narrow=False)[2] == ("16 d, clash", "warn")
    assert "Clash" in str(interviews.beside_interviews(coach, second))
    assert second.zone == "America/Chicago"
