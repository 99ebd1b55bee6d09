"""What single tasks are asked: an empty answer does what the question says, slips are caught."""

from __future__ import annotations

from screens.app import CoachApp
from screens.pages.page import Page
from screens.widgets.ask import Ask, Pick
from tests.screens.hands import press, text


def here(app: CoachApp) -> str:
    assert isinstance(app.screen, Page)
    return app.screen.rows.selected or ""


async def test_an_empty_answer_puts_off_until_monday_and_wakes_what_was_put_off(
    app: CoachApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        key = here(app)
        await press(pilot, "s")
        assert "empty: until next Monday" in text(app)
        await press(pilot, "enter")
        until = app.coach.road.step(key).told.snoozed
        assert until is not None and until > app.coach.today and until.weekday() == 0
        assert (until - app.coach.today).days <= 7


async def test_all_hours_that_were_left_offer_to_tick_it(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        key = here(app)
        left = app.coach.road.step(key).hours_left
        await press(pilot, "p", *f"{left:g}", "enter")
        assert isinstance(app.screen, Pick) and "is it done?" in text(app)
        await press(pilot, "enter")
        assert app.coach.road.step(key).state == "done"


async def test_far_more_hours_than_were_left_are_asked_again(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        key, before = here(app), app.coach.history.changes(1)
        much = f"{app.coach.road.step(key).hours_left * 4:g}"
        await press(pilot, "p", *much, "enter")
        assert isinstance(app.screen, Pick) and "Say the hours again" in text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, Ask)
        await press(pilot, "escape")
        assert app.coach.history.changes(1) == before


async def test_an_own_task_that_does_not_fit_is_said_with_its_place(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.coach.profile.change({"hours_per_week": "0.5"})
        await press(pilot, "a", *"Ring", "enter", "5", "0", "enter", "enter")
        assert "my_ring" not in [one.step.task.key for one in app.coach.week.plan().planned]
        assert "on Journey, under" in text(app)
