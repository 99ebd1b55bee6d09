"""Couples on the rank list's page: the file for a partner, and the joint list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from coach.ranking.couples import Spot, read, written
from coach.subjects.ranking import Placed
from screens.app import CoachApp
from tests.screens.hands import press, text


async def test_a_list_is_left_to_a_partner_and_theirs_is_read_beside_it(
    make_app: Callable[..., CoachApp], tmp_path: Path
) -> None:
    app = make_app(day=date(2027, 2, 10))
    for place, program in enumerate(app.coach.programs.mine[:3], 1):
        app.coach.ranking.place(program.id, place, Placed(anyway=True))
    mine, theirs = tmp_path / "m.json", tmp_path / "t.json"
    theirs.write_text(written(2027, [Spot("Elsewhere, Pediatrics", "Detroit MI")]))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "r", "E", "ctrl+u", *str(mine), "enter")
        assert len(read(mine.read_text(), 2027, "m.json")) == 3
        assert "names and towns only" in text(app)
        await press(pilot, "C", *str(theirs), "enter", "G", "enter")
        for _ in range(100):
            await pilot.pause(0.1)
            if "Joint list: 7 lines" in text(app):
                break
        assert "Joint list: 7 lines for each of you" in text(app)
        assert "Elsewhere" in text(app)
        await press(pilot, "y", *"7 1", "enter")
        for _ in range(100):
            await pilot.pause(0.1)
            if "moved by hand" in text(app):
                break
        assert "moved by hand" in text(app)
        await press(pilot, "escape", "C", *"none.json", "enter", "enter")
        for _ in range(100):
            await pilot.pause(0.1)
            if "cannot be read" in text(app):
                break
        assert "none.json cannot be read" in text(app)
