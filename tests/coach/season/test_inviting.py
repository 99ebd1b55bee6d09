"""An invitation from its mail to the interview that is booked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from coach.files.icalendar_file import as_ics, talk
from coach.records import CoachError
from coach.saying import of_logs
from coach.saying.interviews import short_interviews
from coach.saying.inviting import invite_read, replaced, warnings
from coach.saying.prepare import listed
from coach.subjects.coach import Coach

MAIL = """We are pleased to invite you to interview with BronxCare Health System Internal Medicine.
- Tuesday, December 8, 2026, 8:00 AM - 12:30 PM EST
- Thursday, December 17, 2026, 8:00 AM - 12:30 PM EST
"""


@pytest.fixture
def coach(open_coach: Callable[..., Coach]) -> Coach:
    coach = open_coach(time_zone="Asia/Karachi", match_year="2027", specialties="IM")
    coach.logs["applications"].add("applied BronxCare IM submitted 24 sep")
    return coach


def test_books_a_slot_in_one_act(coach: Coach) -> None:
    invited = coach.inviting.read(MAIL)
    assert invited.name.startswith("BronxCare")
    coach.inviting.book(invited, 1)
    (interview,) = coach.logs["interviews"].rows()
    (invite,) = coach.logs["invites"].rows()
    assert (interview["day"], interview["time"]) == ("2026-12-17", "08:00")
    assert interview["zone"] == "America/New_York"
    assert invite["state"] == "booked"
    assert len(invite["slots"]) == 2  # type: ignore[arg-type]
    coach.undo()
    assert not coach.logs["interviews"].entries()
    assert not coach.logs["invites"].entries()


def test_a_second_program_is_not_put_on_the_same_day(coach: Coach) -> None:
    coach.inviting.book(coach.inviting.read(MAIL), 0)
    other = (
        "Hurley Medical Center Internal Medicine invites you to interview on Dec 8, 2026 at 2 PM ET"
    )
    invited = coach.inviting.read(other)
    assert invited.slots[0].against
    with pytest.raises(CoachError, match="BronxCare"):
        coach.inviting.book(invited, 0)


def test_booking_again_moves_the_interview(coach: Coach) -> None:
    coach.inviting.book(coach.inviting.read(MAIL), 0)
    (key,) = coach.logs["interviews"].entries()
    coach.logs["interviews"].set(key, {"form": "in person", "note": "Bring the CV."})
    again = coach.inviting.read(MAIL)
    assert again.before
    assert replaced(coach, again).endswith("and the interview of 8 Dec 2026 08:00")
    assert "Kept already: the invitation (booked" in " ".join(warnings(coach, again))
    coach.inviting.book(again, 1)
    (row,) = coach.logs["interviews"].rows()
    kept = (row["day"], row["form"], row["note"])
    assert kept == ("2026-12-17", "in person", "Bring the CV."), "what was told of it stays"


def test_a_book_of_a_slot_says_what_it_replaces(coach: Coach, tmp_path: Path) -> None:
    mail = tmp_path / "mail.txt"
    mail.write_text(MAIL)
    assert "In place of" not in str(invite_read(coach, mail, book=1).text)
    coach.logs["interviews"].set(*[*coach.logs["interviews"].entries()], {"time": "9:30 am"})
    said = str(invite_read(coach, mail, book=2).text)
    assert "the interview of 8 Dec 2026 09:30" in said


def test_asks_for_the_zone_that_is_not_named(coach: Coach) -> None:
    text = MAIL.replace(" EST", "")
    invited = coach.inviting.read(text)
    assert [row.slot.asks for row in invited.slots] == ["zone", "zone"]
    assert invited.slots[0].slot.choices == ("America/New_York",)
    with pytest.raises(CoachError, match="no time zone"):
        coach.inviting.book(invited, 0)
    told = coach.inviting.told(invited, 0, "ET")
    coach.inviting.book(told, 0)


@pytest.mark.parametrize("text", ["", "\n \n", "word " * 20_000])
def test_refuses_what_is_no_mail(coach: Coach, text: str) -> None:
    with pytest.raises(CoachError):
        coach.inviting.read(text)


def test_a_booked_interview_has_its_alarms_in_the_calendar_file(coach: Coach) -> None:
    coach.inviting.book(coach.inviting.read(MAIL), 0)
    ics = as_ics(map(talk, coach.inviting.interviews), datetime(2026, 11, 29, 12)).decode()
    assert "DTSTART:20261208T130000Z" in ics
    assert "TRIGGER:-P1D" in ics
    assert "TRIGGER:-PT1H" in ics


def test_an_offer_that_is_kept_asks_for_an_answer_and_can_be_booked(coach: Coach) -> None:
    coach.inviting.answer(coach.inviting.read(MAIL), "offered")
    (key,) = coach.logs["invites"].entries()
    (step,) = [step for step in coach.prepare.steps() if step.log == "invites"]
    assert step.title == "Answer BronxCare Health System, Internal Medicine"
    assert "48 hours" in step.why
    coach.inviting.book(coach.inviting.kept(key), 0)
    assert not [step for step in coach.prepare.steps() if step.log == "invites"]


@pytest.mark.parametrize(
    ("words", "form"),
    [("", "video"), ("It is in person.", "in person"), ("In person or Zoom", "video")],
)
def test_keeps_whether_one_has_to_come(coach: Coach, words: str, form: str) -> None:
    interview = coach.inviting.book(coach.inviting.read(f"{MAIL}\n{words}"), 0)
    assert interview.form == form


@pytest.mark.parametrize(
    ("line", "full"),
    [
        ("Dec 8, 2026 8:00 AM EST: 0 of 14 [Waitlist]", True),
        ("Dec 8, 2026 8:00 AM - 0 of 14 [Waitlist]", True),
        ("Dec 8, 2026 8:00 AM EST\n0 slots left", True),
        ("Dec 8, 2026 8:00 AM EST: 0 of 14 booked", False),
        ("Dec 8, 2026 8:00 AM EST: 10 of 14", False),
        ("Dec 8, 2026 8:00 AM EST (full day interview)", False),
        ("Dec 8, 2026 8:00 AM EST\nIf no day fits we shall put you on our waitlist.", False),
    ],
)
def test_a_full_day_is_offered_to_nobody(coach: Coach, line: str, full: bool) -> None:
    text = f"We are pleased to invite you to interview with BronxCare Internal Medicine.\n{line}\n"
    invited = coach.inviting.read(text)
    assert [row.slot.full for row in invited.slots] == [full]
    if full:
        with pytest.raises(CoachError):
            coach.inviting.book(invited, 0)
        coach.inviting.answer(invited, "offered")
        assert not coach.logs["invites"].rows()[0]["slots"], "b offers it neither"


def test_the_same_mail_again_changes_nothing(coach: Coach, tmp_path: Path) -> None:
    mail = tmp_path / "mail.txt"
    mail.write_text(MAIL + "Please respond within 24 hours.")
    invite_read(coach, mail, book=1)
    before = [coach.logs[log].rows() for log in ("invites", "interviews", "applications")]
    assert "Already booked" in str(invite_read(coach, mail, book=1).text)
    assert before == [coach.logs[log].rows() for log in ("invites", "interviews", "applications")]


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("BronxCare Health System Pediatrics", "Pediatrics"),
        ("Hurley Medical Center Internal Medicine", "Hurley Medical Center"),
        ("BronxCare Health System Internal Medicine", ""),
        ("our program", ""),
    ],
)
def test_a_mail_of_another_program_is_named(coach: Coach, words: str, other: str) -> None:
    text = f"We are pleased to invite you to interview with {words} on Dec 8, 2026 at 9 AM ET."
    (key,) = (row["program"] for row in coach.logs["applications"].rows())
    says = [
        each for each in warnings(coach, coach.inviting.read(text, str(key))) if "is it of" in each
    ]
    assert f"“{other}" in says[0] if other else not says, says


def test_an_answer_within_hours_is_kept_as_a_moment_and_the_step_is_due_then(coach: Coach) -> None:
    invited = coach.inviting.read(MAIL + "Please respond within 24 hours.")
    coach.inviting.answer(invited, "offered")
    (row,) = coach.logs["invites"].rows()
    by = datetime.fromisoformat(str(row["answer_by"]))
    assert abs((by - coach.now.astimezone()).total_seconds() - 24 * 3600) < 120
    (step,) = [step for step in coach.prepare.steps() if step.log == "invites"]
    assert step.due == by.date()
    coach.inviting.answer(coach.inviting.read(MAIL + "Please respond within 24 hours."), "offered")
    assert coach.logs["invites"].rows()[0] == row, "the same mail again gives no more time"


def test_an_invitation_that_is_declined_makes_no_application_invited(coach: Coach) -> None:
    coach.logs["invites"].add("BronxCare IM declined")
    assert coach.logs["applications"].rows()[0]["state"] == "submitted"
    coach.logs["invites"].add("Hurley IM cancelled")
    assert coach.logs["applications"].rows()[1]["state"] == "invited"


def test_an_interview_and_its_invitation_are_let_go_together(coach: Coach) -> None:
    coach.inviting.book(coach.inviting.read(MAIL), 0)
    logs = coach.logs
    (invite,), (talk,) = logs["invites"].entries(), logs["interviews"].entries()
    logs["interviews"].set(talk, {"state": "cancelled"})
    assert logs["invites"].rows()[0]["state"] == "cancelled"
    coach.undo()
    assert logs["invites"].rows()[0]["state"] == logs["interviews"].rows()[0]["state"] == "booked"
    logs["invites"].set(invite, {"state": "declined"})
    assert logs["interviews"].rows()[0]["state"] == "cancelled"


def test_the_general_steps_of_answering_go_once_invitations_have_names(coach: Coach) -> None:
    coach.answering.answer("applied 60")
    twins = {"invite_answer", "cancel_notice"}
    assert twins <= {step.task.key for step in coach.road.plan.steps}
    coach.inviting.answer(coach.inviting.read(MAIL), "offered")
    assert not twins & {step.task.key for step in coach.road.plan.steps}


def test_an_interview_that_is_over_is_held_in_every_line(coach: Coach) -> None:
    log = coach.logs["interviews"]
    log.add("BronxCare IM 3 nov 9:00 am ET")
    said = str(listed(coach, log.rows(), "interviews"))
    (interview,) = coach.talks.entries.values()
    assert " · held" in said and "booked" not in said
    assert "held" in str(of_logs.beside(coach, "interviews", interview)[0])
    assert "1 held" in short_interviews(coach)


def test_day_and_state_behind_the_number_of_a_program_are_read(coach: Coach) -> None:
    log = coach.logs["interviews"]
    (program,) = (row["program"] for row in coach.logs["applications"].rows())
    entry = log.add(f"@{program} 3 nov 2026 held")
    row = log.rows()[0]
    assert (row["key"], row["day"], row["state"]) == (entry.key, "2026-11-03", "held")


def test_the_season_is_told_as_its_help_says(run: Callable[..., tuple[int, object, str]]) -> None:
    run("profile", "set", "match_year=2027")
    assert run("status", "submitted", "80", "24", "sep")[0] == 0
    assert "80" in str(run("status")[1])


def test_an_interview_that_is_over_neither_moves_nor_is_cancelled(coach: Coach) -> None:
    log = coach.logs["interviews"]
    log.add("BronxCare IM 3 nov 9:00 am ET")
    coach.inviting.book(coach.inviting.read(MAIL), 0)
    assert [row["day"] for row in log.rows()] == ["2026-11-03", "2026-12-08"]
    coach.inviting.answer(coach.inviting.read(MAIL), "declined")
    assert [row["state"] for row in log.rows()] == ["held", "cancelled"]
