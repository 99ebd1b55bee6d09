"""Exams, practice tests and mistakes on their pages, by keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from screens.app import CoachApp
from tests.screens.hands import press, text

SIZES = [(80, 24), (60, 20)]


@pytest.mark.parametrize("size", SIZES)
async def test_an_exam_is_moved_at_the_press_of_a_key_and_taken_back(
    make_app: Callable[..., CoachApp], size: tuple[int, int]
) -> None:
    app = make_app(new=True)
    app.coach.profile.change({"hours_per_week": 20, "step2ck.planned": "2027-02-20"})
    app.coach.prepare.add("exam step2ck 4000q")
    async with app.run_test(size=size) as pilot:
        await press(pilot, "5", "e")
        assert "more than fit" in text(app)
        await press(pilot, "r", *"13 mar 2027", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "in place of 20 Feb 2027" in text(app)
        assert "y move the exam" in text(app) and "--apply" not in text(app)
        await press(pilot, "escape")
        assert app.coach.study.plan().planned == date(2027, 2, 20)  # only reading
        await press(pilot, "r", *"13 mar 2027", "enter")
        await app.workers.wait_for_complete()
        await press(pilot, "y")
        assert app.coach.study.plan().planned == date(2027, 3, 13)
        assert "13 Mar 2027" in text(app)
        await press(pilot, "u")
        assert app.coach.study.plan().planned == date(2027, 2, 20)
        await press(pilot, "p")
        assert "blocks of 20" in text(app)


async def test_mistakes_are_asked_one_by_one_and_esc_keeps_what_was_answered(
    make_app: Callable[..., CoachApp],
) -> None:
    app = make_app(new=True)
    for lesson in ("tamponade", "valves", "murmurs"):
        app.coach.prepare.add(f"error step2ck cardiology {lesson}: listen long 3 nov")
    app.coach.profile.change({"hours_by_day": [2] * 7})
    async with app.run_test(size=(60, 36)) as pilot:
        await press(pilot, "5", "m")
        assert "3 to look at today" in text(app) and "never a question" in text(app)
        await press(pilot, "r")
        assert "1 of 3" in text(app) and "say it before you look" in text(app)
        assert "listen long" not in text(app)  # neither the list nor the pane tells
        await press(pilot, "enter")
        assert text(app).count("listen long") == 1
        await press(pilot, "j", "enter")  # easy
        assert "2 of 3" in text(app) and "listen long" not in text(app)
        await press(pilot, "escape")
        assert "listen long" in text(app)
        assert "2 to look at today" in text(app)
        await press(pilot, "u")
        assert "3 to look at today" in text(app)


async def test_tests_are_drawn_beside_their_numbers(make_app: Callable[..., CoachApp]) -> None:
    app = make_app(new=True)
    app.coach.profile.change({"hours_per_week": 20})
    for line in ("nbme 12 226 1 nov", "nbme 13 238"):
        app.coach.prepare.add(f"test step2ck {line}")
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "5", "n", "v")
        page = text(app)
        assert "a range, not a promise" in page and "226" in page and "no target yet" in page
        await press(pilot, *["j"] * 12)
        assert "NBME 13 238" in text(app) and "●" in text(app)
