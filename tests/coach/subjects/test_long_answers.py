"""Answers that take long are kept, and hold as long as what they rest on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from coach.records import CoachError
from coach.subjects.beside import main
from coach.subjects.coach import Coach

ANSWERS = {
    "specialties": ["Anesthesiology", "Neurology"],
    "visa": "j1",
    "match_year": 2027,
    "hours_per_week": 12,
}


def test_a_kept_answer_is_the_one_that_was_worked_out(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**ANSWERS)
    assert coach.ahead.kept() is None and coach.applying.kept("list") is None
    before = len(coach.history.changes(50))
    worked = coach.ahead.work_out()
    for view in ("list", "signals", "verify"):
        coach.work_out(view)
    again = open_coach()
    assert again.ahead.kept() == worked and worked.tasks and worked.gates
    told = again.applying.kept("list")
    assert told and told.answer.order and told.notes
    assert again.applying.kept("signals") and again.applying.kept("verify")
    assert len(again.history.changes(50)) == before


def test_a_tick_makes_the_chances_old_and_not_the_list(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**ANSWERS)
    coach.work_out("list")
    coach.work_out("ahead")
    told = coach.applying.kept("list")
    coach.road.finish("rest_plan")
    assert coach.ahead.kept() is None and coach.applying.kept("list") == told
    coach.programs.mark(coach.programs.ranked()[0].program.id, "no")
    assert coach.applying.kept("list") is None
    coach.work_out("list")
    assert coach.undo() and coach.applying.kept("list") is None


def test_a_new_day_makes_every_answer_old(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**ANSWERS)
    coach.work_out("list")
    coach.work_out("ahead")
    later = open_coach(day=date(2026, 11, 23))
    assert later.applying.kept("list") is None and later.ahead.kept() is None
    assert coach.applying.kept("list") and coach.ahead.kept()


def test_what_another_release_kept_is_nothing(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**ANSWERS)
    coach._state.store.keep("ahead", '{"day": "2026-11-22"}')
    assert coach.ahead.kept() is None


def test_the_process_beside_keeps_its_answer(
    open_coach: Callable[..., Coach], capsys: pytest.CaptureFixture[str]
) -> None:
    coach = open_coach(**ANSWERS)
    assert main([str(coach.home), "2026-11-22", "ahead"]) == 0
    assert coach.ahead.kept()
    coach.profile.change({"specialties": ""})
    assert main([str(coach.home), "2026-11-22", "list"]) == 1
    assert "No specialty yet" in capsys.readouterr().err
    with pytest.raises(CoachError):
        coach.work_out("list")
