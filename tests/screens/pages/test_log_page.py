"""The page of a log follows from its declaration."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import coach.logs
from screens.app import CoachApp
from screens.registry import PAGES, log_row
from tests.coach.logs.thrown import CARDS
from tests.screens.pages.test_applying import text


async def test_entries_are_added_changed_removed_and_found(
    make_app: Callable[..., CoachApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    coach.logs.declared()
    monkeypatch.setitem(coach.logs._DECLARED, "cards", CARDS)
    monkeypatch.setitem(PAGES, "cards", log_row(CARDS))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+p", *"cards", "enter")
        await pilot.pause()
        assert "Nothing is kept yet" in text(app)
        await pilot.press("a", *"Dr Khan IM promised", "enter")
        await pilot.pause()
        assert "Dr Khan, IM" in text(app) and "promised" in text(app)
        await pilot.press("e", "enter")
        await pilot.pause()
        await pilot.press(*"Dr Lee", "enter")
        await pilot.pause()
        assert "Dr Lee, IM" in text(app)
        await pilot.press("d")
        await pilot.pause()
        assert "Nothing is kept yet" in text(app)
        await pilot.press("u")
        await pilot.pause()
        assert "Dr Lee, IM" in text(app)
