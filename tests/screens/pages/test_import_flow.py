"""A spreadsheet of one's own is taken in from the app: what was understood first, then Enter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from screens.app import CoachApp
from screens.pages.importing import Waiting
from tests.screens.hands import SAID, press, text

LIST = """Program,J1,My mark,Rank
BronxCare Health System,y,apply,1
Maimonides,y,maybe,2
Mount Sinai,no,no,3
"""


async def worked_out(app: CoachApp, pilot: Pilot[None]) -> str:
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()
    return text(app)


async def test_a_list_is_shown_asked_about_and_taken_with_enter_alone(
    make_app: Callable[..., CoachApp], tmp_path: Path
) -> None:
    app, sheet = make_app(new=True), tmp_path / "mine.csv"
    app.coach.profile.change(SAID)
    sheet.write_text(LIST)
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_go("profile")
        await pilot.pause()
        await press(pilot, "i", *str(sheet), "enter")
        assert isinstance(app.screen, Waiting)
        await press(pilot, "enter", "x")
        assert "names no specialty" in await worked_out(app, pilot), "no key landed elsewhere"
        await press(pilot, "enter")
        assert "may mean a program" in await worked_out(app, pilot)
        await press(pilot, "enter")
        shown = await worked_out(app, pilot)
        assert "3 could be taken" in shown and "Not used: Rank" in shown and "c columns" in shown
        await press(pilot, "escape")
        assert "is kept for this file" in text(app) and not app.coach.programs.marks
        await press(pilot, "i", *str(sheet), "enter")
        assert "3 could be taken" in await worked_out(app, pilot), "nothing is asked again"
        await press(pilot, "c", "enter", "n", "o", "t", "e", "enter")
        assert "“Rank” is: your note" in await worked_out(app, pilot)
        await press(pilot, "enter")
        assert "Taken in: 3 of 3 rows, 6 changes" in await worked_out(
            app, pilot
        ) and "u undo" in text(app)
        assert {mark.mark for mark in app.coach.programs.marks.values()} == {"apply", "maybe", "no"}
