"""The question of the season clock: each answer is kept where it belongs, nothing bad is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from coach.records import CoachError
from coach.subjects.coach import Coach

NOVEMBER = date(2026, 11, 28)
OpenCoach = Callable[..., Coach]
WHO = {
    "match_year": "2027",
    "certified": "yes",
    "step1__passed": "yes",
    "step2ck__score": "240",
    "specialties": "Internal Medicine",
}


def about(coach: Coach) -> str:
    clock = coach.answering.clock
    return clock.about if clock else ""


def test_a_season_is_asked_for_its_numbers_one_after_the_other(open_coach: OpenCoach) -> None:
    coach = open_coach(NOVEMBER, **WHO)
    assert about(coach) == "applied"
    assert coach.answering.answer("60")
    assert about(coach) == "invitations"
    assert coach.answering.answer("0"), "zero is an answer"
    assert about(coach) == "november_applied"
    assert coach.profile.applicant.applied == 60 and coach.profile.applicant.invitations == 0
    assert coach.road.step("submit").state == "done", "who applied has submitted"
    assert coach.answering.answer("no")
    assert about(coach) == ""


def test_one_undo_takes_one_answer_back(open_coach: OpenCoach) -> None:
    coach = open_coach(NOVEMBER, **WHO)
    before = coach.road.step("submit").state
    coach.answering.answer("60")
    coach.undo()
    assert about(coach) == "applied" and coach.road.step("submit").state == before


def test_a_number_can_be_changed_at_any_time(open_coach: OpenCoach) -> None:
    coach = open_coach(NOVEMBER, **WHO)
    coach.answering.answer("applied 60")
    coach.answering.answer("invitations 2")
    assert coach.answering.clock and coach.answering.clock.column == "interviews"
    coach.answering.answer("invitations none")
    assert coach.answering.clock.column == "applied"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("invitations -1", "0 to 100"),
        ("invitations 400", "0 to 100"),
        ("invitations 61", "of 60 applications"),
        ("applied 1000", "0 to 999"),
        ("applied many", "0 to 999"),
        ("invitations", "0 to 100"),
        ("²", "0 to 100"),
    ],
)
def test_a_number_that_cannot_be_gets_one_sentence(
    open_coach: OpenCoach, typed: str, why: str
) -> None:
    coach = open_coach(NOVEMBER, **WHO)
    coach.answering.answer("60")
    with pytest.raises(CoachError, match=why):
        coach.answering.answer(typed)
    assert coach.profile.applicant.applied == 60
    assert coach.profile.applicant.invitations is None


def test_nothing_is_applied_for_before_the_season_opens(open_coach: OpenCoach) -> None:
    coach = open_coach(NOVEMBER, **{**WHO, "match_year": "2028"})
    with pytest.raises(CoachError, match="2028 open on"):
        coach.answering.answer("applied 40")


def test_the_numbers_of_one_season_say_nothing_of_the_next(open_coach: OpenCoach) -> None:
    coach = open_coach(NOVEMBER, **WHO)
    coach.answering.answer("60")
    coach.profile.change({"match_year": "2028"})
    assert coach.profile.applicant.applied is None
    coach.profile.change({"match_year": "2027"})
    assert coach.profile.applicant.applied == 60


def test_a_day_goes_into_the_profile_and_yes_ticks_a_task(open_coach: OpenCoach) -> None:
    coach = open_coach(NOVEMBER, **{**WHO, "certified": "no"})
    coach.answering.answer("60")
    coach.answering.answer("0")
    assert about(coach) == "november_oet"
    coach.answering.answer("12 dec")
    assert coach.profile.applicant.oet.planned == date(2026, 12, 12)
    certified = open_coach(date(2026, 12, 10), "other", **WHO)
    certified.answering.answer("60")
    certified.answering.answer("0")
    assert about(certified) == "december_applied"
    with pytest.raises(CoachError, match="Say yes or no"):
        certified.answering.answer("perhaps")
    certified.answering.answer("yes")
    assert certified.road.step("nrmp_register").state == "done"


def test_not_yet_is_an_answer_that_ends_the_asking(open_coach: OpenCoach) -> None:
    coach = open_coach(date(2026, 12, 10), **WHO)
    coach.answering.answer("60")
    coach.answering.answer("0")
    coach.answering.answer("not yet")
    assert about(coach) == "" and coach.road.step("nrmp_register").state != "done"


def test_after_the_match_its_result_is_asked_for(open_coach: OpenCoach) -> None:
    coach = open_coach(date(2027, 3, 16), **WHO)
    assert about(coach) == "match_result"
    with pytest.raises(CoachError, match="which part"):
        coach.answering.answer("partly")
    coach.answering.answer("no")
    assert coach.profile.applicant.match_result == "not_matched"
    assert coach.answering.clock and "First you" in coach.answering.clock.words


def test_a_dead_season_asks_for_the_next_year(open_coach: OpenCoach) -> None:
    open_coach(NOVEMBER, **WHO)
    coach = open_coach(date(2027, 7, 16))
    assert coach.answering.clock and "2027 season is over" in coach.answering.clock.words
    with pytest.raises(CoachError, match="choose one from 2028"):
        coach.answering.answer("2027")
    with pytest.raises(CoachError, match="no Match year"):
        coach.answering.answer("next")
    coach.answering.answer("2028")
    assert coach.season.year == 2028


def test_the_command_asks_answers_and_says_what_comes_next(
    run: Callable[..., tuple[int, str, str]],
) -> None:
    day = "2026-11-28"
    run("profile", "set", "match_year=2027", "certified=yes", day=day)
    status, out, _ = run("answer", day=day)
    assert status == 0 and "? Submitted?" in out and "`coach answer 80`" in out
    status, out, _ = run("answer", "60", day=day)
    assert "60 applications" in out and "How many invitations" in out
    status, out, err = run("answer", "--", "-1", day=day)
    assert status == 1 and "0 to 100" in err
    status, clock, _ = run("answer", "invitations", "2", "--json", day=day)
    assert status == 0 and clock["changed"] and clock["clock"]["column"] == "interviews"
    status, week, _ = run("week", "--json", day=day)
    assert week["clock"]["words"] == "Write your notes the same day."


def test_the_banner_of_somebody_who_did_not_match_says_nothing_of_it(
    run: Callable[..., tuple[int, str, str]],
) -> None:
    run("profile", "set", "match_year=2027", "certified=yes", day="2027-03-16")
    run("answer", "no", day="2027-03-16")
    _, out, _ = run("today", day="2027-03-16")
    assert "First you" not in out
    _, out, _ = run("week", day="2027-03-16")
    assert "First you" in out


def test_the_mentor_reads_how_many_and_the_profile_points_to_the_command(
    run: Callable[..., tuple[int, str, str]],
) -> None:
    day = "2026-11-28"
    run("profile", "set", "match_year=2027", "certified=yes", day=day)
    status, _, err = run("profile", "set", "invitations=3", day=day)
    assert status == 1 and "`coach answer invitations 3`" in err
    run("answer", "60", day=day)
    run("answer", "3", day=day)
    _, out, _ = run("export", "summary", "-", day=day)
    assert "Applications this season: 60" in out and "Invitations so far: 3" in out


def test_the_banner_says_nothing_of_a_visa(run: Callable[..., tuple[int, str, str]]) -> None:
    run("profile", "set", "match_year=2027", "certified=yes", "visa=j1", day="2027-05-12")
    run("answer", "fully", day="2027-05-12")
    assert "Visa late" in run("week", day="2027-05-12")[1]
    assert "isa" not in run("today", day="2027-05-12")[1].splitlines()[0]


def test_fewer_applications_than_invitations_cannot_be(open_coach: OpenCoach) -> None:
    coach = open_coach(NOVEMBER, **WHO)
    coach.answering.answer("60")
    coach.answering.answer("3")
    with pytest.raises(CoachError, match="3 invitations of 0"):
        coach.answering.answer("applied 0")
    assert coach.profile.applicant.applied == 60
    coach.answering.answer("invitations 0")
    assert coach.answering.answer("applied 0")


def test_a_raised_two_is_no_year(open_coach: OpenCoach) -> None:
    open_coach(NOVEMBER, **WHO)
    coach = open_coach(date(2027, 7, 16))
    with pytest.raises(CoachError, match="no Match year"):
        coach.answering.answer("²")
