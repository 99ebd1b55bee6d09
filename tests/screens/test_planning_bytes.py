"""A whole week planned over a line: opened, worked through, looked back on, left."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there is no pty", allow_module_level=True)

from session import Session

MOST = 20_000
"""Bytes from the start to the end: four seconds at 5 kB/s."""


def test_planning_a_week_costs_less_than_20_kB(example: Path, cache: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(example, home)
    with Session(
        sys.executable,
        "-m",
        "screens.start",
        "--home",
        str(home),
        "--today",
        "2026-11-23",
        environ={"COACH_CACHE": str(cache)},
    ) as one:
        one.wait_for("This week")
        one.wait_for("over 95 %")  # the chances have come
        one.press("m")
        one.wait_for("Which day?")
        one.press("j", "enter")
        one.wait_for("Moved to")
        one.press("p", *"0,5", "enter")
        one.wait_for("of it are done")
        one.press("g", "g", "space")
        one.wait_for("Done:")
        one.press("a")
        one.wait_for("What is to be done?")
        one.press(*"Ring the dean", "enter", "2", "enter", "enter")
        one.wait_for("Added")
        one.press("g", "g", "j", "s", *"thursday", "enter")  # below what is ticked
        one.wait_for("Put off until")
        one.press("2")
        one.wait_for("you are here")
        one.press("c")
        one.wait_for("THE GATES")
        one.press("1")
        one.wait_for("This week")
        one.press("r", "enter")
        one.wait_for("2 of 3")
        one.press("6", "enter", "enter")
        one.wait_for("It took 6 h.")
        one.press("escape", "q")
        assert one.wait_end() == 0
        assert len(one.received) < MOST
