"""For eyes that see no picture: the terminal's cursor, which screen readers and braille displays
follow, stands on what is chosen; consoles that have few signs or none get what they can show."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from textual.pilot import Pilot

if TYPE_CHECKING:
    from session import Session

from coach.saying.signs import IN_ASCII, ON_CONSOLE
from coach.saying.text import CHOSEN
from screens.app import CoachApp
from screens.pages.page import Page
from screens.registry import PAGES
from screens.widgets.rows import Row
from tests.screens.hands import press

FONTS = set("·→↑↓░▒█├┤≈─│•")
"""Signs that the kernel's font of the Linux console has, and Debian's Lat15 and Uni2 fonts."""


def heard(app: CoachApp) -> str:
    """The line in which the cursor stands, from there on."""
    x, y = app.cursor_position
    return app.screen._compositor.render_strips()[y].text[x:].rstrip()


@pytest.mark.parametrize("page", PAGES)
async def test_the_cursor_is_on_the_chosen_row_of_every_page(app: CoachApp, page: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_go(page)
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, Page)
        for key in ("", "j", "G", "k", "pageup"):
            await press(pilot, *[key] * bool(key))
            if screen.rows.selected is None:
                assert CHOSEN not in heard(app)
                continue
            assert heard(app).startswith(CHOSEN)
            row = screen.rows.row(screen.rows.selected)
            assert any(words and words[0] in heard(app) for words in map(str.split, texts(row)))
        app.workers.cancel_all()  # what the season works out beside
        await pilot.pause()


def texts(row: Row) -> list[str]:
    """What its cells say."""
    return [cell if isinstance(cell, str) else cell[0] for cell in row.cells]


async def heard_after(pilot: Pilot[None], app: CoachApp, *keys: str) -> str:
    await press(pilot, *keys)
    return heard(app)


async def test_in_questions_and_texts_the_cursor_is_where_one_types_chooses_or_reads(
    app: CoachApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        first = await heard_after(pilot, app)
        assert (await heard_after(pilot, app, "a", "b", "c")) == ""  # behind what is typed
        assert app.screen._compositor.render_strips()[app.cursor_position[1]].text[:6] == " > bc "
        assert (await heard_after(pilot, app, "left", "left")).startswith("bc")
        assert (await heard_after(pilot, app, "escape")) == first
        assert (await heard_after(pilot, app, "slash", "x")) == "Enter keep  Esc clear".rjust(75)
        assert (await heard_after(pilot, app, "escape")) == first
        assert await heard_after(pilot, app, "question_mark")
        assert app.cursor_position == (1, 2)  # the first line of what is read
        assert (await heard_after(pilot, app, "escape", "t")).startswith(f"{CHOSEN}✓ the terminal")
        assert (await heard_after(pilot, app, "j")).startswith(f"{CHOSEN}  dark")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_the_cursor_is_shown_still_and_given_back(start: Callable[..., Session]) -> None:
    session = start()
    session.wait_for("This week")
    session.settle()
    screen = session.emulator
    assert screen.cursor_shown
    assert screen.x == 1 and screen.lines[screen.y].startswith(f" {CHOSEN}")
    assert session.received.count(b"\x1b[6 q") == 1
    row = screen.y
    received = len(session.received)
    session.press("j")
    assert (screen.x, screen.y) == (1, row + 1)
    assert b"\x1b[?25" not in session.received[received:]  # no byte for what is small
    session.press("q", settle=False)
    session.wait_end()
    assert session.received.endswith(b"\x1b[?25h") or b"\x1b[0 q" in session.received


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_the_linux_console_gets_the_signs_of_its_font(start: Callable[..., Session]) -> None:
    session = start(TERM="linux")
    session.wait_for("This week")
    session.press("3")
    session.press("2")
    text = session.emulator.text
    assert {sign for sign in text if ord(sign) in ON_CONSOLE} <= FONTS
    assert "█" in text and "o" in text
    assert not re.search(rb"\x1b\[\d q", session.received)  # an old kernel would print the q


def test_every_sign_has_one_of_the_consoles_fonts() -> None:
    assert set(IN_ASCII) == {chr(sign) for sign in ON_CONSOLE}
    assert all(len(sign) == 1 for sign in ON_CONSOLE.values())
    assert {sign for sign in ON_CONSOLE.values() if not sign.isascii()} == FONTS


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
@pytest.mark.parametrize("term", ["dumb", "", "unknown"])
def test_a_terminal_that_shows_no_pictures_is_told_what_to_use(
    start: Callable[..., Session], term: str
) -> None:
    session = start(TERM=term)
    assert session.wait_end() == 1
    text = " ".join(session.emulator.text.split())
    assert "coach --plain" in text and "coach week" in text and "Traceback" not in text
    assert b"\x1b" not in session.received


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_commands_write_the_console_s_signs_too(start: Callable[..., Session]) -> None:
    session = start("week", TERM="linux")
    assert session.wait_end() == 0
    text = session.emulator.text
    assert {sign for sign in text if ord(sign) in ON_CONSOLE} <= FONTS
