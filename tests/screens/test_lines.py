"""Without pictures: `coach --plain` and ACCESSIBLE=1 say pages line by line and take lines."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coach.subjects.coach import Coach, at
from tests.screens.conftest import TODAY

if TYPE_CHECKING:
    from session import Session

Tell = Callable[..., list[str]]
"""Types lines; what was answered to each, the greeting first."""


@pytest.fixture
def tell(home: Path, cache: Path, tmp_path: Path) -> Tell:
    def typed(*lines: str, new: bool = False) -> list[str]:
        where = tmp_path / "new" if new else home
        done = subprocess.run(
            [sys.executable, "-m", "screens.start", "--plain", "--home", str(where)],
            input="".join(f"{line}\n" for line in lines),
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "COACH_CACHE": str(cache), "COACH_TODAY": str(TODAY)},
            check=True,
        )
        assert not done.stderr
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", done.stdout), "no byte but lines"
        return done.stdout.split("\n> ")

    return typed


def test_the_first_questions_lead_to_a_week(tell: Tell) -> None:
    said = tell("begin", "2", "june 2019", "before", "", "internal", *[""] * 11, "", new=True)
    assert "Welcome" in said[0] and "An empty line: begin. Or: later." in said[0]
    assert "1. leave it open\n2. non-US IMG, not a US citizen then" in said[1]
    assert "Now: 2019-06-30" in said[4]
    assert "Your week is ready." in said[-3]
    assert said[-2].startswith("Week · ") and "\n1. " in said[-2]
    assert said[-1] == "\nGoodbye: everything is kept.\n"


def test_a_row_is_chosen_by_number_done_by_its_word_and_taken_back(tell: Tell, home: Path) -> None:
    said = tell("2", "done", "undo", "1", "space", "q")
    row = re.search(r"^2\. (.*?), \d", said[0], re.M)
    assert row and said[1].startswith(row[1])
    assert "Acts: done (space), " in said[1]
    title = row[1].partition(", ")[2]
    assert said[2].startswith(f"Done: {title}"[:20]) and said[2].endswith("u undo")
    assert said[3].startswith(f"Taken back: Done: {title}"[:30])
    coach = Coach.open(home, at(TODAY))
    assert title not in str(coach.undo()), "the first row was done, and stays so"
    coach.close()


def test_every_page_has_a_name_and_lists_what_it_has(tell: Tell) -> None:
    said = tell(
        "journey", "top", "programs", "/bronx", "/", "library", "profile", "letters", "week"
    )
    titles = [text.partition(" · ")[0] for text in said[1:]]
    same = ["Journey", "Journey", "Programs", "Programs", "Programs", "Library", "Profile"]
    assert titles[:7] == same and titles[8] == "Week"
    assert "rows stand before these" in said[1] and "\n1. " in said[2]
    assert "apply, place 1=" in said[3] and "more lines: an empty line says on" in said[3]
    assert "9 of 1496" in said[4] and "9 of 1496" not in said[5]
    assert "Letters" in said[8].splitlines()[0] and "\n1. " in said[8]


def test_anything_is_searched_asked_and_marked(tell: Tell) -> None:
    said = tell("ask can I match with a failed attempt", "1", "programs", "2", "maybe", "u", "list")
    assert "1. answer, Can I match with a failed attempt?" in said[1]
    assert "Some programs filter on it." in said[2].replace("\n", " ")
    assert said[3].startswith("Programs · ")
    assert said[5].startswith("Maybe: ") and said[6].startswith("Taken back: ")
    assert "Application list" in said[7] and "\n1. " in said[7]


def test_what_means_nothing_is_one_sentence_and_help_names_all(tell: Tell) -> None:
    said = tell("frobnicate", "99", "m", "tomorow", "back", "?", "review", "stop", "no such page")
    assert said[1] == "“frobnicate” is nothing here, or several things. ? says what there is."
    assert said[2].startswith("“99” is nothing here")
    assert "Which day" in said[3] or "day" in said[3]
    assert "tomorow" in said[4]
    assert said[5] == "Back on the page."
    assert said[6].startswith("A number chooses a row.") and "snooze" in said[6]
    assert len(said) == 11


def test_several_are_chosen_by_their_numbers(tell: Tell) -> None:
    said = tell("programs", "filter", "state", "3 4", "", "q")
    assert "An empty line: " in said[2]
    assert said[4].startswith("Chosen: MA  Massachusetts; NH  New Hampshire. An empty line")
    assert said[5].startswith("Programs · ") and "MA NH" in said[5].replace("\n", " ")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_a_terminal_that_can_do_nothing_gets_no_escape(start: Callable[..., Session]) -> None:
    session = start(ACCESSIBLE="1", TERM="dumb")
    session.wait_for("\n>")
    session.press("2\n", settle=False)
    session.wait_for("Acts: done")
    session.press("\x04", settle=False)
    assert session.wait_end() == 0
    assert b"\x1b" not in session.received
    assert "Goodbye" in session.emulator.text


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_ctrl_c_ends_it_in_a_word(start: Callable[..., Session]) -> None:
    session = start("--plain")
    session.wait_for("\n>")
    session.press("\x03", settle=False)
    assert session.wait_end() == 130
    assert "coach: stopped." in session.emulator.text
    assert "Traceback" not in session.emulator.text


def test_signs_are_said_as_their_page_means_them(tell: Tell) -> None:
    said = tell("journey", "top", "prepare", "soap", "programs", "q")
    assert "\n1. done, " in said[2]
    assert "maybe, " not in said[3] and "blocked, " not in said[4]
    assert "\n1. apply, " in said[5] and "\n4. maybe, " in said[5]


def test_lines_are_pasted_until_an_empty_one_and_left_by_a_word(tell: Tell) -> None:
    said = tell("season", "paste", "back", "paste", "BronxCare IM", "no such place", "", "q")
    assert "after as many lines as you type or paste" in said[2]
    assert said[3] == "Back on the page."
    assert "“no such place” is" in said[5] and "1. " in said[5]


def test_an_empty_line_chooses_nothing_after_what_means_several(tell: Tell) -> None:
    said = tell("profile", "/step 1", "1", "edit", "no", "", "q", "q")
    assert "Its number takes it." in said[5] and "An empty line: asks again." in said[5]
    assert "1. leave it open" in said[6] and "Now:" not in said[6]
    assert said[7] == "Back on the page." and "Goodbye" in said[8]
