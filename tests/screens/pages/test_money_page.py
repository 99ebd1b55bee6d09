"""The page of money: a payment typed, its months read, a rate told, what was paid before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from screens.app import CoachApp
from tests.screens.hands import press, text

MakeApp = Callable[..., CoachApp]


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_payment_is_typed_and_the_months_are_read(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        app.action_go("spending")
        await pilot.pause()
        await press(pilot, "a", *"NRMP 85 usd", "enter")
        await pilot.pause()
        assert "nrmp_standard: not forecast again" in text(app)
        await press(pilot, "m")
        assert "until the first pay" in text(app)
        assert "Nov 26" in text(app)
        await press(pilot, "escape", "f", "enter")
        await pilot.pause()
        assert "in every sum" in text(app)
        assert "not legal advice" in text(app)


async def test_what_a_dollar_buys_is_worked_out_and_read(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_go("spending")
        await pilot.pause()
        await press(pilot, "v")
        await app.workers.wait_for_complete()
        await pilot.pause()
        read = text(app)
        assert "per 100" in read and "Money" in read and "`" not in read
        await press(pilot, "escape", "v")  # kept by now
        assert text(app) == read


async def test_a_rate_is_told_in_a_line_and_taken_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_go("spending")
        await pilot.pause()
        await press(pilot, "r", *"290 pkr", "enter")
        rate = app.coach.money.forecast().rate
        assert rate and rate.amount == 290
        await press(pilot, "r", *"0 pkr", "enter")
        assert "0 cannot be" in text(app)
        await press(pilot, "escape")
        await press(pilot, "r", *"270 pkr; put", "enter", *" by 9 usd")
        assert "270 PKR for one USD · put by 9 USD each month" in text(app)
        await press(pilot, "enter", "u", "u")
        rate = app.coach.money.forecast().rate
        assert rate and rate.amount == 280


async def test_what_was_paid_before_is_added_after_a_question(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_go("spending")
        await pilot.pause()
        count = len(app.coach.logs["spending"].entries())
        await press(pilot, "b")
        assert "905 USD Step 1" in text(app)
        await press(pilot, "enter")
        assert len(app.coach.logs["spending"].entries()) > count
        await press(pilot, "u")
        assert len(app.coach.logs["spending"].entries()) == count


async def test_enter_reads_the_months_where_nothing_is_kept(make_app: MakeApp) -> None:
    app = make_app()
    for key in app.coach.logs["spending"].entries():
        app.coach.logs["spending"].remove(key)
    async with app.run_test(size=(80, 40)) as pilot:
        app.action_go("spending")
        await pilot.pause()
        await press(pilot, "enter")
        assert "Nov 26" in text(app)


async def test_what_a_dollar_buys_is_read_from_the_page(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 40)) as pilot:
        app.action_go("spending")
        await pilot.pause()
        await press(pilot, "v")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "What a dollar buys" in text(app)
        assert "per 100" in text(app) and "In time" in text(app)
