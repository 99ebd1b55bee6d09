"""What is copied reaches the terminal whole; addresses are links; the mouse can be left alone."""

from __future__ import annotations

import sys
from base64 import b64decode
from collections.abc import Callable
from typing import Any

import pytest

from coach.saying.text import Line
from screens.app import CoachApp
from screens.pages.copying import LONGEST, of_text
from screens.terminal.environment import look_around
from screens.widgets.rows import RowList
from tests.screens.hands import press, text

LINK = "https://example.org/" + "a" * 1980


@pytest.fixture
def sent(app: CoachApp, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the terminal was asked to take."""
    texts: list[str] = []
    monkeypatch.setattr(app, "copy_to_clipboard", texts.append)
    return texts


async def test_the_link_of_a_resource_then_its_line(app: CoachApp, sent: list[str]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6")
        resource = app.screen.item[0]  # type: ignore[attr-defined]
        await press(pilot, "Y")
        assert sent == [resource.url] and resource.url in text(app)
        assert "If nothing is pasted: the terminal has to allow OSC 52" in text(app)
        await press(pilot, "Y")
        assert resource.name in sent[1] and f"Copied, the line: {resource.name}" in text(app)
        await press(pilot, "escape", "j", "Y")
        assert sent[2] == app.screen.item[0].url  # type: ignore[attr-defined]
        assert f"Copied, the link: {sent[2]} Y the line" in text(app), "said once what to set"


async def test_a_programs_page_question_and_number(app: CoachApp, sent: list[str]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        standing = app.screen.item  # type: ignore[attr-defined]
        await press(pilot, "Y", "x", "Y", "x", "Y")
        assert sent[0] == standing.program.website
        assert sent[1].startswith("May I ask") and sent[2].endswith(f"ACGME {standing.program.id}")
        await press(pilot, "x", "Y")
        assert sent[3] == sent[0]


async def test_of_what_one_reads_the_addresses_and_all(app: CoachApp, sent: list[str]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "enter", "Y", "x", "Y")
        assert sent[0].startswith("https://") and f"Where {sent[0]}\n" in sent[1]


def test_a_question_stands_before_the_rest() -> None:
    lines = [Line.labelled("Ask", "May I ask?"), Line.of(f"See (https://a.org/b_(c), {LINK}).")]
    assert [name for name, _ in of_text(lines)] == ["question", "link", "link 2", "text"]
    assert [text for _, text in of_text(lines)][:3] == ["May I ask?", "https://a.org/b_(c", LINK]


async def test_a_link_of_2000_characters_goes_whole_and_more_than_terminals_take_does_not(
    app: CoachApp, sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        page = app.screen
        monkeypatch.setattr(page, "copies", lambda: {"link": LINK})
        await press(pilot, "Y")
        assert sent == [LINK] and "a" * 77 in text(app)
        await press(pilot, "j", "pagedown")
        assert "If nothing is pasted" in text(app)
        await press(pilot, "x")
        monkeypatch.setattr(page, "copies", lambda: {"line": "b" * (LONGEST + 1)})
        await press(pilot, "Y")
        assert len(sent) == 1
        assert "Not copied: the line has 74,995 bytes, terminals take 74,994." in text(app)


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"TERM": "tmux-256color"}, "set -g set-clipboard on"),
        ({"TERM": "screen", "TMUX": "/tmp/x,1,0"}, "set -g set-clipboard on"),
        ({"TERM": "screen.xterm", "STY": "1.a"}, "GNU screen does not hand it on: select"),
        ({"TERM": "screen-256color", "SSH_TTY": "/dev/pts/1"}, "~/.tmux.conf; GNU screen"),
        ({"TERM": "linux"}, "has no clipboard"),
        ({"TERM": "vt220"}, "has no clipboard"),
        ({"TERM": "xterm-256color"}, "has to allow OSC 52"),
    ],
)
def test_what_may_swallow_it_is_named(environ: dict[str, str], says: str) -> None:
    line = look_around(environ)
    assert says in line.copy_note and line.copies == ("no clipboard" not in says)


def head_of(app: CoachApp) -> str:
    """The line over the list."""
    return app.screen.query_one(RowList).render_line(0).text


async def test_a_click_on_the_last_line_presses_its_key(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        last = app.screen.footer  # type: ignore[attr-defined]
        await pilot.click(last, offset=(last.text.index("? help") + 2, 0))
        await pilot.pause()
        assert "Programs: help" in text(app)
        await press(pilot, "escape")
        for head in ("st▲", "st▼"):
            await pilot.click("RowList", offset=(head_of(app).index(" st") + 1, 0))
            await pilot.pause()
            assert head in head_of(app)
        await press(pilot, "x", "o")
        await pilot.click("Sheet Footer", offset=(2, 0))  # Enter
        await pilot.pause()
        assert len(app.screen_stack) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_over_the_real_line(start: Callable[..., Any]) -> None:
    program = start(SSH_TTY="/dev/pts/9", TERM="tmux-256color")
    program.wait_for("This week")
    program.press("6")
    program.wait_for("FOR THIS WEEK")
    program.press("Y")
    program.wait_for("set -g set-clipboard on")
    _, _, rest = bytes(program.received).partition(b"\x1b]52;c;")
    link = b64decode(rest.partition(b"\x07")[0]).decode()
    assert f"Copied, the link: {link}" in program.emulator.text
    program.press("x")
    program.press("\r")
    program.wait_for("Where")
    cells = [cell for row in program.emulator.cells for cell in row if cell.look.link]
    assert "".join(cell.text for cell in cells) == link == cells[0].look.link
    program.press("\x1b")
    assert "1002" not in program.emulator.modes
    program.press("B")
    program.wait_for("The mouse clicks on")
    assert {"1002", "1006"} <= program.emulator.modes
    program.press("q")
    assert program.wait_end() == 0
    again = start(SSH_TTY="/dev/pts/9", TERM="tmux-256color")
    again.until(lambda: "1002" in again.emulator.modes)
    again.press("B")
    again.wait_for("The mouse is the terminal's")
    assert "1002" not in again.emulator.modes
    again.press("q")
    assert again.wait_end() == 0
    again.assert_given_back()
