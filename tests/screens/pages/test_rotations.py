"""The keys of the pages of experience and of requests."""

from __future__ import annotations

from collections.abc import Callable

from screens.app import CoachApp
from tests.screens.hands import press, text


async def test_a_paper_is_ticked_and_taken_back(make_app: Callable[..., CoachApp]) -> None:
    app = make_app(new=True)
    app.coach.logs["experience"].add("rotation Hurley observership 4 jan 2027 29 jan 2027 900usd")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape")
        app.action_go("experience")
        await pilot.pause()
        assert "after hands-on work" in text(app) and "5 of 5 open" in text(app)
        await press(pilot, "p", "enter")
        kept = app.coach.rotations.entries["hurley_observership"]
        assert kept.papers == ("vaccines",)
        await press(pilot, "p", "enter")
        assert app.coach.rotations.entries["hurley_observership"].papers == ()
        await press(pilot, "v", "enter", "u")
        assert app.coach.rotations.entries["hurley_observership"].vetted == ()


async def test_reminded_and_answered_are_a_key_each(make_app: Callable[..., CoachApp]) -> None:
    app = make_app(new=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape")
        app.action_go("outreach")
        await press(pilot, "r")
        assert "Not now" in text(app), "nothing is under the cursor"
        app.coach.logs["outreach"].add("wrote Dr Lee alumnus 1 nov")
        app.coach.logs["outreach"].add("wrote Unity observership 1 nov")
        app.screen.reload()  # type: ignore[attr-defined]
        await press(pilot, "r")
        requests = app.coach.rotations.requests
        assert requests["dr_lee_alumnus"].reminded == app.coach.today
        await press(pilot, "y", "j", "enter")
        request = app.coach.rotations.requests["dr_lee_alumnus"]
        assert (request.answer, request.answered) == ("no", app.coach.today)
        assert "after 21 days" in text(app)
