"""Said otherwise: Week names it, Enter leads to what was decided, space says that one looked."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.facts.check import Seed, load
from coach.facts.compile import seed_folder
from coach.facts.reading import Row
from coach.facts.said import packed
from coach.logs.marks import MARKS
from coach.records import Mark, replace
from coach.subjects.coach import Coach, at
from coach.subjects.recall import SAID
from coach.subjects.week import FACTS
from screens.app import CoachApp
from screens.pages.page import Page
from tests.conftest import TODAY
from tests.screens.hands import press, text

SIZES = [(60, 20), (80, 24), (120, 36), (200, 60)]
PROGRAM, TASK, GONE = "1402531188", "certificate_course", "1499999999"


@pytest.fixture(scope="module")
def before() -> str:
    """What a release said before this one: a visa, a step, and a program that is gone by now."""
    rows = dict(load(seed_folder())._rows)
    programs = {row.record.id: row for row in rows["programs"]}
    old = replace(programs[PROGRAM].record, visa_j1="no")
    gone = replace(programs[PROGRAM].record, id=GONE)
    others = [row for key, row in programs.items() if key != PROGRAM]
    rows["programs"] = [*others, Row("", 0, old), Row("", 0, gone)]
    rows["tasks"] = [
        Row("", 0, replace(row.record, how="Take a certificate course of a year."))
        if row.record.key == TASK
        else row
        for row in rows["tasks"]
    ]
    return b64encode(packed(Seed(rows))).decode()


@pytest.fixture
def app(make_app: Callable[..., CoachApp], home: Path, before: str) -> CoachApp:
    """The example at the first start with this release."""
    coach = Coach.open(home, at(TODAY))
    lost = Mark("program", GONE, "maybe", "Old Town Hospital", "Old Town", "Internal Medicine")
    coach._state.keep("Mark", MARKS, [lost])
    coach.set_setting(SAID, before)
    coach.set_setting(FACTS, "another")
    coach.close()
    return make_app()


def page(app: CoachApp) -> Page:
    assert isinstance(app.screen, Page)
    return app.screen


@pytest.mark.parametrize("size", SIZES)
async def test_week_names_it_at_every_size_until_all_was_looked_at(
    app: CoachApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        assert "! 3 things you relied on are said otherwise now: v" in text(app)
        await press(pilot, "v", "space")
        assert "Looked at again: " in text(app) and len(app.coach.recall.listed()) == 2
        await press(pilot, "u")
        assert len(app.coach.recall.listed()) == 3
        await press(pilot, "space", "space", "space")
        assert "Nothing that you decided rests on" in text(app)
        await press(pilot, "space")
        assert "Not now: nothing is said otherwise." in text(app)
        await press(pilot, "escape")
        assert page(app).page == "week" and "said otherwise" not in text(app)


async def test_enter_goes_to_what_was_decided_and_ctrl_o_comes_back(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "v")
        for key, there in ((f"program:{PROGRAM}", "programs"), (f"task:{TASK}", "journey")):
            page(app).go_to(key)
            await press(pilot, "enter")
            await pilot.pause()
            assert (page(app).page, page(app).rows.selected) == (there, key.partition(":")[2])
            await press(pilot, "ctrl+o")
            assert page(app).page == "recall"
        await press(pilot, "slash", *"old town", "enter")
        assert [*page(app).rows.keys] == [f"program:{GONE}"]
        assert "That is no “no”" in " ".join(text(app).split())


async def test_nothing_is_said_where_nothing_changed(make_app: Callable[..., CoachApp]) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        assert "said otherwise" not in text(app)
        await press(pilot, "v")
        assert "Nothing that you decided rests on" in text(app)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", ["v", "vj"])
def test_looks(snap_compare: Any, app: CoachApp, keys: str, size: tuple[int, int]) -> None:
    assert snap_compare(app, press=[*keys], terminal_size=size)
