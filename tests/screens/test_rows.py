"""A command of one row and one act on the pages: key, footer, help, palette, and its question."""

from __future__ import annotations

from typing import Annotated

import pytest

from coach.commands import COMMANDS, Command
from coach.subjects.options import Opt
from coach.subjects.profile import ProfileSubject
from screens import keys
from screens.app import CoachApp
from screens.pages.page import Page

ROW = Command(
    "profile.rest", "z", "rest", "Plan a lighter week.", pages=("week",), act="profile.rest"
)


def rest(
    subject: ProfileSubject, hours: Annotated[float, Opt("how many hours are left", low=1, high=40)]
) -> bool:
    """Lowers the hours of a week."""
    return subject.change({"hours_per_week": hours})


async def test_a_row_and_an_act_are_a_command_of_a_page(
    app: CoachApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ProfileSubject, "rest", rest, raising=False)
    monkeypatch.setattr(keys, "COMMANDS", (*COMMANDS, ROW))
    assert "profile.rest" in {binding.id for binding in keys.bindings("week", {})}
    assert "profile.rest" in {command.id for command in keys.commands("week")}
    async with app.run_test(size=(80, 24)) as pilot:
        page = app.screen
        assert isinstance(page, Page)
        await page.action_do("profile.rest")
        await pilot.pause()
        await pilot.press("9", "0", "enter")
        assert app.screen is not page, "90 is outside the limits: it is asked again"
        await pilot.press("backspace", "enter")
        await pilot.pause()
        assert app.coach.profile.answers["hours_per_week"] == 9
        await pilot.press("u")
        assert app.coach.profile.answers["hours_per_week"] == 12
