"""A letter to a mentor: what comes back between its lines, whatever a messenger does to it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, Any, str]]
OUTER = "On Sun, 29 Nov 2026, A. Student wrote:"
TASK = "Do this before “everything” else – it takes weeks"
PROGRAM = "I know the director, ask me"


@pytest.fixture
def ready(run: Run) -> Run:
    assert run("demo", "--write")[0] == 0
    return run


def letter(run: Run) -> tuple[str, list[str]]:
    """The letter, and two codes: of the first task and of the first program."""
    text = run("export", "summary", "-")[1]
    lines = [
        line for line in text.splitlines() if line.startswith("[") and not line.startswith("[ZZZ]")
    ]
    program = next(line for line in lines if " apply: " in line)
    return text, [lines[0][1:4], program[1:4]]


def answered(text: str, codes: list[str]) -> str:
    """The letter with two remarks written below their lines."""
    notes = dict(zip(codes, (TASK, PROGRAM), strict=True))
    lines = []
    for line in text.splitlines():
        lines += [line, notes.get(line[1:4], "")]
    return "\n".join(lines)


def wrapped(text: str) -> str:
    return "\n".join(textwrap.fill(line, 40) for line in text.splitlines())


SHAPES = {
    "as it is": lambda text: text,
    "quoted": lambda text: f"{OUTER}\n" + "\n".join(f"> {line}" for line in text.splitlines()),
    "quoted twice, broken": lambda text: "\n".join(f">> {x}" for x in wrapped(text).split("\n")),
    "other signs": lambda text: (
        text.replace("'", "’").replace('"', "”").replace("- ", "• ").replace(" ", "\u00a0", 30)
    ),
    "one line": lambda text: " ".join(text.split()),
    "small letters, no end": lambda text: text.replace("[ZZZ]", "").lower(),
    "windows": lambda text: "\ufeff" + text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_notes_find_their_task_and_program_again(ready: Run, tmp_path: Path, shape: str) -> None:
    text, codes = letter(ready)
    assert 2000 < len(text.encode()) < 4096
    file = tmp_path / "back.txt"
    file.write_bytes(SHAPES[shape](answered(text, codes)).encode())
    _, preview, _ = ready("paper", "read", str(file), "--preview", "--json")
    assert preview["changed"] is False and len(preview["notes"]) == 2
    _, told, _ = ready("paper", "read", str(file), "--json")
    (task, of_task), (program, of_program) = told["notes"].items()
    said = [" ".join(note.casefold().replace("”", '"').split()) for note in (of_task, of_program)]
    assert "do this before" in said[0] and said[0].endswith("it takes weeks")
    assert said[1] == PROGRAM.casefold() and (OUTER in told["other"]) == (shape == "quoted")
    assert "Do this" in str(ready("explain", task)[1]) or shape == "small letters, no end"
    key = program.removeprefix("program ")
    assert "know the director" in ready("explain", key)[1]
    assert ready("paper", "read", str(file), "--json")[1]["changed"] is False
    assert ready("undo")[1] == "Taken back: From a mentor: 2 notes\n"
    assert "know the director" not in ready("explain", key)[1]


def test_a_short_answer_without_the_letter_is_read_by_its_codes(ready: Run, tmp_path: Path) -> None:
    _, (first, second) = letter(ready)
    file = tmp_path / "back.txt"
    file.write_text(f"Hi!\n[{second}] yes\n[{first}] ask me about the papers first\nBest, J.")
    _, told, _ = ready("paper", "read", str(file), "--json")
    assert list(told["notes"].values()) == ["yes", "ask me about the papers first"]
    assert told["other"] == "Hi! Best, J."
    file.write_text("Looks good to me.")
    status, _, error = ready("paper", "read", str(file))
    assert status == 1 and "No line of your letter is answered" in error


def test_nothing_private_stands_in_it(ready: Run) -> None:
    ready("note", "lor Dr Qwerty IM us asked 2026-10-20")
    text = letter(ready)[0]
    assert "Qwerty" not in text and "J-1" not in text
