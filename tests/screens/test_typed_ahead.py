"""What is typed before its page or question is there, into the real program in a terminal."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there is no pty", allow_module_level=True)

from session import KEYS, Session

Start = Callable[..., Session]
NOTE = "jaxq wrote 3 lines"
"""A text of which nearly every letter is a command somewhere."""


def told(home: Path, *words: str) -> str:
    """What a command says."""
    line = [sys.executable, "-m", "screens.start", "--home", str(home), *words]
    return subprocess.run(line, capture_output=True, text=True, check=True).stdout


def changes(home: Path) -> list[str]:
    """What was changed in this folder, the first first."""
    kept = json.loads(told(home, "log", "--limit", "500", "--json"))["changes"]
    return [f"{change['act']}: {change['after']}" for change in reversed(kept)]


def leave(app: Session) -> None:
    """Until the program has ended by itself."""
    assert app.wait_end(20) == 0
    app.assert_given_back()


def third_program(home: Path) -> str:
    rows = json.loads(told(home, "programs", "--limit", "3", "--json"))["programs"]
    return str(rows[2]["name"])


@pytest.fixture(params=["at the very start", "over the last picture", "in the middle"])
def typed(request: pytest.FixtureRequest, start: Start) -> Callable[[str], Session]:
    """Types all at once into a program that is being started, or has been for a while."""

    def type_into(text: str) -> Session:
        if request.param == "over the last picture":
            first = start()
            first.press("q", settle=False)
            leave(first)
        app = start()
        if request.param == "in the middle":
            app.until(lambda: "? help" in app.emulator.text)
        app.press(text, settle=False)
        return app

    return type_into


def test_a_page_a_row_and_a_note_at_once(typed: Callable[[str], Session], home: Path) -> None:
    before, third = changes(home), third_program(home)
    leave(typed(f"3jjym{NOTE}\rq"))
    new = changes(home)[len(before) :]
    assert len(new) == 2
    assert third in new[0] and NOTE in new[1]


def test_enter_at_once_opens_the_row_it_was_meant_for(
    typed: Callable[[str], Session], home: Path
) -> None:
    third = third_program(home)
    app = typed("3jj\r")
    app.until(lambda: "add up to it" in app.emulator.text)
    assert third in app.emulator.text
    app.press("\x1bq", settle=False)
    app.press("q", settle=False)
    leave(app)


def test_a_question_after_a_question(typed: Callable[[str], Session], home: Path) -> None:
    before = changes(home)
    leave(typed(f"1a{NOTE}\r2\r\rq"))
    new = changes(home)[len(before) :]
    assert len(new) == 1 and NOTE in new[0]


def test_words_to_find_and_what_is_done_with_them(
    typed: Callable[[str], Session], home: Path
) -> None:
    before = changes(home)
    leave(typed("3/hurley\ra\x1b1q"))
    new = changes(home)[len(before) :]
    assert len(new) == 1 and "Hurley" in new[0] and new[0].startswith("apply")


@pytest.mark.parametrize("wait_s", [0.0, 0.15, 0.3, 0.6])
def test_the_first_answers_of_a_new_applicant(start: Start, tmp_path: Path, wait_s: float) -> None:
    """Enter begins the questions, and the letters of an answer press nothing on the week."""
    app = start("--home", str(tmp_path / "new"))
    time.sleep(wait_s)
    app.press("\rnon-US IMG\r2019\r\x1bq", settle=False)
    leave(app)
    kept = told(tmp_path / "new", "profile", "show")
    assert "non-US IMG" in kept and "2019" in kept
    assert len(changes(tmp_path / "new")) == 2


def test_bytes_one_by_one_and_keys_in_halves(start: Start, home: Path) -> None:
    """As a slow line brings them; three moves, a mark, a note mended with the arrow key."""
    before, third = changes(home), third_program(home)
    app = start("--line", "slow", ESCDELAY="100")
    chance = random.Random(3)
    keys = f"3{KEYS['down'] * 2}ym{NOTE}{KEYS['left']}{KEYS['backspace']}k\rq"
    for byte in keys.encode():
        os.write(app.terminal, bytes([byte]))
        time.sleep(chance.choice((0, 0, 0.01, 0.06)))
    leave(app)
    new = changes(home)[len(before) :]
    assert len(new) == 2
    assert third in new[0] and NOTE.replace("lines", "links") in new[1]
