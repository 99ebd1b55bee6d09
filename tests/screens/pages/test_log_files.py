"""A log goes out to a file and comes back in from its page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from screens.app import CoachApp
from tests.screens.hands import SAID, press, text


async def test_a_log_is_written_and_read_again_from_its_page(
    make_app: Callable[..., CoachApp], tmp_path: Path
) -> None:
    app, sheet = make_app(new=True), tmp_path / "people.csv"
    app.coach.profile.change(SAID)
    people = app.coach.logs["people"]
    people.add("Dr Lee clinical yesterday")
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_go("people")
        await pilot.pause()
        await press(pilot, "w", *str(sheet), "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert sheet.exists(), text(app)
        assert "Dr Lee,clinical" in sheet.read_text()
        await press(pilot, "escape")
        rows = sheet.read_text() + ",Dr Roe,visa,,,2026-11-20,,,,\n,Dr Mee,boss,,,,,,,\n"
        sheet.write_text(rows)
        await press(pilot, "i", *str(sheet), "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "boss" in text(app), "the cell is named, the rest of its row is taken"
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        names = sorted(getattr(entry, "name") for entry in people.entries().values())  # noqa: B009
        assert names == ["Dr Lee", "Dr Mee", "Dr Roe"]
