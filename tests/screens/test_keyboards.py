"""Other keyboards and other habits: letters by their place, a hint once, Ctrl+C in our words."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from screens.app import CoachApp
from screens.pages.page import Page
from screens.terminal.latin import latin
from tests.screens.hands import press, text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("йоцыЙ", "qjwsQ"),
        ("ξκάΣ", "jkaS"),
        ("חלש", "jka"),
        ("تنش؟", "jka?"),
        ("ｊＧ？／　", "jG?/ "),
        ("٣۳３", "333"),
        ("ดé日", ""),
    ],
)
def test_a_letter_is_the_key_at_its_place(typed: str, meant: str) -> None:
    assert "".join(map(latin, typed)) == meant


async def type_letters(pilot: Pilot[None], letters: str) -> None:
    from textual import events
    from textual.keys import _character_to_key

    for letter in letters:
        pilot.app.post_message(events.Key(_character_to_key(letter), letter))
        await pilot.pause()


async def test_keys_work_on_a_russian_keyboard_and_words_stay_words(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        await type_letters(pilot, "оо")  # j j
        assert isinstance(app.screen, Page) and app.screen.rows.cursor == 2
        await press(pilot, "slash")
        await type_letters(pilot, "оо")
        assert app.screen.words == "оо"


async def test_a_letter_without_a_place_is_answered_once(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        await type_letters(pilot, "ด")
        assert "“ด” is no key here: keys are the letters a to z" in text(app)
        await press(pilot, "j")
        await type_letters(pilot, "ด")
        assert "is no key here" not in text(app)


async def test_ctrl_c_says_how_to_leave(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+c")
        assert text(app).endswith("q quits; everything is saved.")
        await press(pilot, "?", "ctrl+c")
        assert text(app).endswith("q quits; everything is saved.")
