"""How each page looks at four sizes; a change is looked at before it is accepted."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coach.logs import TITLES
from coach.subjects.coach import Coach, at
from screens.app import CoachApp
from screens.pages.applying import ApplyingPage
from tests.conftest import TODAY

PAGES = {
    "week": "1",
    "calendar": "c",
    "journey": "2",
    "programs": "3",
    "season": "4",
    "prepare": "5",
    "library": "6",
    "profile": "7",
}
SIZES = [(60, 20), (80, 24), (120, 36), (200, 60)]


@pytest.fixture(scope="module")
def example(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with the answers that take long: how they are awaited is tested elsewhere."""
    home = tmp_path_factory.mktemp("answered") / "home"
    shutil.copytree(example, home)
    coach = Coach.open(home, at(TODAY))
    for answer in ("forecast", "ahead", "list", "signals", "verify"):
        coach.work_out(answer)
    coach.close()
    return home


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_page(snap_compare: Any, app: CoachApp, name: str, size: tuple[int, int]) -> None:
    async def hide_path(pilot: Pilot[None]) -> None:
        # The data folder differs from run to run.
        await pilot.press(PAGES[name])
        await pilot.pause()
        if name in ("week", "journey"):  # the chances arrive a moment later
            await app.workers.wait_for_complete()
            await pilot.pause()

    if name == "profile":
        app.coach.home = app.coach.home.__class__("/home/doctor/.local/share/coach")
    assert snap_compare(app, terminal_size=size, run_before=hide_path)


@pytest.mark.parametrize("size", SIZES[:2])
@pytest.mark.parametrize("log", TITLES)
def test_log(snap_compare: Any, app: CoachApp, log: str, size: tuple[int, int]) -> None:
    async def go(pilot: Pilot[None]) -> None:
        app.action_go(log)
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=go)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", ["list", "signals", "verify"])
def test_application_list(
    snap_compare: Any, make_app: Callable[..., CoachApp], view: str, size: tuple[int, int]
) -> None:
    # In November signals are sent.
    app = make_app(day=date(2026, 8, 25)) if view == "signals" else make_app()

    async def look(pilot: Pilot[None]) -> None:
        for keys in (("3", "L"), *{"list": (), "signals": ("l", "gg"), "verify": "ll"}[view]):
            await pilot.press(*keys)
            assert isinstance(app.screen, ApplyingPage)
            for _ in range(500):
                if app.screen.is_ready:
                    break
                await pilot.pause(0.02)
            await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=look)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["h", "y"])
def test_beside_the_season(
    snap_compare: Any, app: CoachApp, key: str, size: tuple[int, int]
) -> None:
    assert snap_compare(app, terminal_size=size, press=["4", key])


def test_side_by_side(snap_compare: Any, app: CoachApp) -> None:
    assert snap_compare(app, terminal_size=(80, 24), press=["3", "c", "j", "c", "j", "c", "C"])


def test_explain(snap_compare: Any, app: CoachApp) -> None:
    assert snap_compare(app, terminal_size=(80, 24), press=["3", "enter"])


@pytest.mark.parametrize("size", SIZES[:2])
@pytest.mark.parametrize(
    "keys",
    [
        ["V", "j", "j", "V", "j", "j", "."],
        ["o", *["j"] * 6, "enter", "o", "j", "space"],
        ["w"],
    ],
    ids=["marked", "ordered", "weighed"],
)
def test_hands(snap_compare: Any, app: CoachApp, size: tuple[int, int], keys: list[str]) -> None:
    assert snap_compare(app, terminal_size=size, press=["3", *keys])


def test_find_anything(snap_compare: Any, app: CoachApp) -> None:
    assert snap_compare(app, terminal_size=(80, 24), press=["ctrl+p", *"visa lawyer"])


@pytest.mark.parametrize("size", SIZES[:2])
def test_an_answer(snap_compare: Any, app: CoachApp, size: tuple[int, int]) -> None:
    asked = ["ctrl+p", *"how many programs should i apply to", "enter"]
    assert snap_compare(app, terminal_size=size, press=asked)


def test_welcome(snap_compare: Any, make_app: Callable[..., CoachApp]) -> None:
    assert snap_compare(make_app(new=True), terminal_size=(80, 24))


def test_first_question(snap_compare: Any, make_app: Callable[..., CoachApp]) -> None:
    assert snap_compare(make_app(new=True), terminal_size=(80, 24), press=["enter"])


@pytest.mark.parametrize("size", SIZES)
def test_a_broken_rule_leads_the_week(
    snap_compare: Any, make_app: Callable[..., CoachApp], size: tuple[int, int]
) -> None:
    app = make_app()
    app.coach.profile.change({"oet.passed": "yes", "oet.date": "2024-06-01"})

    async def settle(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=settle)


def test_rules(snap_compare: Any, app: CoachApp) -> None:
    assert snap_compare(app, terminal_size=(80, 24), press=["R"])
