"""The logs of a season: counts are theirs, and days that cannot be are named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from coach.logs.of_a_season import check_hour
from coach.records import CoachError
from coach.saying import interviews, of_logs, prepare, season
from coach.subjects.coach import Coach
from coach.subjects.forecasting import came_days

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
    assert run("import", "applications", str(table), "--specialty", "IM")[0] == 0
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


def test_a_clash_and_the_night_are_named_while_an_interview_is_typed(open_coach: Open) -> None:
    coach = open_coach(specialties=["Internal Medicine"], match_year=2027, time_zone="Asia/Karachi")
    log = coach.logs["interviews"]
    log.add("Hurley IM 8 dec 9:00 am ET")
    words = of_logs.understood(coach, "interview BronxCare IM 8 dec 2:00 pm PT")
    assert "yours: Wed 9 Dec 03:00, at night" in words and "09:00, is on the same day" in words
    kept = prepare.note(coach, "interview BronxCare IM 7 dec 11 pm PT")
    assert "less than 12 hours apart" in str(kept.text)
    assert season.ahead(coach, season.interviews_ahead(coach)[0], is_narrow=False)[2][1] == "warn"
    log.add("Maimonides IM 8 dec cancelled")
    assert "clash" not in of_logs.understood(coach, "interview Maimonides IM 20 dec 5 pm ET")


def test_invitations_known_without_their_mail_are_named_in_their_log(open_coach: Open) -> None:
    coach = open_coach(specialties=["Internal Medicine"], match_year=2027)
    coach.logs["interviews"].add("Hurley IM 19 oct 2026 9 am ET held")
    coach.logs["applications"].add("BronxCare IM invited submitted 24 sep")
    assert "2 invitations" in season.counts(coach)
    known = "1 known from interviews · 1 known from applications"
    assert of_logs.nothing(coach, "invites") == f"Nothing is kept yet. {known}."
    coach.logs["invites"].add("Hurley IM booked")
    assert season.short_invites(coach) == "1 (1 interviewed) · 1 known from applications"


def test_an_invitation_without_a_day_came_before_its_interview(open_coach: Open) -> None:
    coach = open_coach(specialties=["Internal Medicine"], match_year=2027)
    coach.logs["interviews"].add("Hurley IM 19 oct 2026 9 am ET held")
    coach.logs["invites"].add("Hurley IM booked")
    coach.logs["interviews"].add("BronxCare IM 19 dec 2026 9 am ET")
    days = sorted(came_days(coach._state).values())
    assert days == [date(2026, 10, 19), coach.today]


def test_an_application_that_was_sent_closes_the_step_of_sending(open_coach: Open) -> None:
    coach = open_coach(specialties=["Internal Medicine"], match_year=2027)
    log = coach.logs["applications"]
    log.add("BronxCare IM planned")
    assert coach.road.step("submit").state != "done"
    log.add("Hurley IM sent")
    assert coach.road.step("submit").state == "done"
    coach.undo()
    assert coach.road.step("submit").state != "done"
    coach.profile.change({"specialties": ["Internal Medicine", "Emergency Medicine"]})
    log.add("Hurley IM sent")
    assert "done" not in {coach.road.step(f"{way}submit").state for way in ("", "residencycas_")}


def test_interviews_that_have_a_name_take_the_place_of_the_general_steps(open_coach: Open) -> None:
    coach = open_coach(specialties=["Internal Medicine"], match_year=2027)
    coach.answering.answer("applied 60")
    twins = {"interview_research", "interview_notes", "thank_you"}
    assert twins <= {step.task.key for step in coach.road.plan.steps}
    coach.logs["interviews"].add("Hurley IM 25 nov 9 am ET")
    assert not twins & {step.task.key for step in coach.road.plan.steps}
    assert "Prepare Hurley" in str([step.title for step in coach.prepare.steps("interviews")])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("applications add Hurley IM banana 24 sep", "“banana 24 sep” is not understood"),
        ("interviews add BronxCare IM 8 dec 9 am ET foo bar", "“foo bar” is not understood"),
        ("applications add 1403511263 banana", "“banana” is not understood"),
        ("applications add Henry Ford", "programs are called so; add town"),
    ],
)
def test_the_words_that_no_field_knows_are_named(run: Run, line: str, words: str) -> None:
    run("profile", "set", "specialties=Internal Medicine", "match_year=2027")
    assert words in run(*line.split())[2].replace("\n", " ")


def test_an_interview_whose_day_is_over_is_booked_no_more_for_a_mentor(run: Run) -> None:
    run("profile", "set", "match_year=2027", "specialties=Internal Medicine")
    run("note", "interview Maimonides IM 2 dec 2026 9:00 am ET video")
    assert "Interviews: 1 (1 booked)" in run("export", "summary", "-")[1]
    rows = run("interviews", "list", "--json", "--today", "2026-12-03")[1]["interviews"]
    assert [row["state"] for row in rows] == ["held"]
    assert "Interviews: 1 (1 held)" in run("export", "summary", "-", "--today", "2026-12-03")[1]


def test_an_invitation_and_an_application_say_interviewed_once_the_interview_is_over(
    run: Run,
) -> None:
    run("profile", "set", "match_year=2027", "specialties=Internal Medicine")
    run("note", "invite Maimonides IM booked came 20 oct")
    run("note", "interview Maimonides IM 2 dec 2026 9:00 am ET video")
    run("note", "invite Hurley IM booked came 20 oct")
    for day, state in (("2026-11-30", "booked"), ("2026-12-03", "interviewed")):
        rows = run("invites", "list", "--json", "--today", day)[1]["invites"]
        assert {row["name"].split()[0]: row["state"] for row in rows} == {
            "Maimonides": state,
            "Hurley": "booked",
        }
        _, listed, _ = run("invites", "list", "--today", day)
        assert f"Maimonides Medical Center, Brooklyn NY · {state}" in listed
        assert ("interviewed" in run("applications", "list", "--today", day)[1]) == (
            state == "interviewed"
        )
    assert "Invites: 2 (1 " in run("export", "summary", "-", "--today", "2026-12-03")[1]
    assert run("note", "invite BronxCare IM interviewed came 20 oct")[0] == 0
