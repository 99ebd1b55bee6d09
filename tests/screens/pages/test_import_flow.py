"""A spreadsheet of one's own is taken in from the app: what was understood first, then Enter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from textual.events import Key
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
        early = Key("escape", None)
        await press(pilot, "enter", "x")
        assert "names no specialty" in await worked_out(app, pilot), "no key landed elsewhere"
        app.post_message(early)
        await pilot.pause()
        assert "names no specialty" in text(app), "it was typed before this was asked"
        await press(pilot, "enter")
        asked = await worked_out(app, pilot)
        assert "to be sure of: is it so" in asked and "Esc leave them out" in asked
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
        shown = await worked_out(app, pilot)
        assert "Taken in: 3 of 3 rows, 6 changes; u takes it back" in shown
        assert "[3 Programs]" in shown, "where the rows are"
        assert {mark.mark for mark in app.coach.programs.marks.values()} == {"apply", "maybe", "no"}


async def test_a_name_is_changed_and_the_next_sheet_is_offered(
    make_app: Callable[..., CoachApp], tmp_path: Path
) -> None:
    app, file = make_app(new=True), tmp_path / "mine.xlsx"
    app.coach.profile.change(SAID)
    book = Workbook()
    for name in ("IM", "Internal Medicine 2"):
        sheet = book.create_sheet(name)
        for row in (("Program", "Mark"), ("Mount Sinai", "no"), ("Zzyzx Hospital", "maybe")):
            sheet.append(row)
    book.remove(book.worksheets[0])
    book.save(file)
    async with app.run_test(size=(60, 20)) as pilot:
        app.action_go("profile")
        await pilot.pause()
        await press(pilot, "i", *"/no/such.csv", "enter")
        assert "There is no file" in text(app)
        await press(pilot, "ctrl+u", *str(file), "enter")
        assert "Which sheet?" in await worked_out(app, pilot)
        await press(pilot, "enter")
        assert "to be sure of" in await worked_out(app, pilot)
        await press(pilot, "c", "j", "enter", "enter")
        assert "1 could be taken" in await worked_out(app, pilot)
        await press(pilot, "enter")
        assert "Another sheet?" in await worked_out(app, pilot)
        (mark,) = app.coach.programs.marks.values()
        assert mark.mark == "no"
        await press(pilot, "escape")
        shown = await worked_out(app, pilot)
        assert (
            "Taken in: 1 of 2 rows" in shown
            and "Not: " in shown
            and len(app.coach.programs.marks) == 1
        )
        await press(pilot, "u")
        assert not app.coach.programs.marks and "Taken back: Import of" in text(app)


@pytest.mark.parametrize("typed", ["import {}", 'import "{}"', "coach import {}"])
async def test_a_file_typed_into_the_search_stands_in_the_question_and_leads_to_its_rows(
    make_app: Callable[..., CoachApp], tmp_path: Path, typed: str
) -> None:
    app, sheet = make_app(new=True), tmp_path / "my talks.csv"
    app.coach.profile.change(SAID)
    sheet.write_text("program,day,form\nBronxCare Internal Medicine,2026-12-08,video\n")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+p", *typed.format(sheet), "enter")
        await pilot.pause()
        assert "Which file?" in text(app) and "my talks.csv" in text(app)
        await press(pilot, "enter")
        assert "Tue 8 Dec 2026" in await worked_out(app, pilot)
        await press(pilot, "enter")
        shown = await worked_out(app, pilot)
        assert "[4 Season]" in shown and "Interviews" in shown and "BronxCare" in shown
        assert "Taken in: 1 of 1 row, 1 change; u takes it back" in shown
        await press(pilot, "i", *str(sheet), "enter")
        await worked_out(app, pilot)
        await press(pilot, "enter")
        assert "Nothing new: all that it says is kept already" in await worked_out(app, pilot)
        await press(pilot, "u")
        assert not app.coach.logs["interviews"].entries()
