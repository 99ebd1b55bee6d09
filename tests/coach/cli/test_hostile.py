"""Hostile text in every argument of every command and in every file: nothing of it reaches the
terminal, and what goes wrong is one short sentence."""

from __future__ import annotations

import json
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from openpyxl import Workbook

from coach.cells import clean, harmless, let_in, width_of
from coach.cli.parser import act_of, parameters
from coach.cli.rows import every_command
from coach.logs import with_words
from coach.output import shortened, tell_data

Run = Callable[..., tuple[int, Any, str]]
SIGNS = (
    "A\x1b[31mred\x1b[0m\x1b]52;c;aGk=\x07\x9b31mB\x85\x90\x08\x7f\r\x0b\u202eB\u2066\u200f\u061c\u200b"
    "\u2060\ufeff\xad\u034f\U000e0041\U000e007f\u2028B\u2029C\udc9b"
)
"""Escapes, eight-bit controls, others, directions, no width, tags, line ends, half a letter."""
HOSTILE = {"signs": SIGNS, "NUL": "A\0B", "long": "9" * 5000, "year 1": "0001-01-01"}
HOSTILE |= {"year 9999": "9999-12-31T23:59+14:00", "zone": "../../etc/passwd"}
NEVER = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
LOGS = {*with_words()} - {"people", "exams", "interviews"}
ALL = [command for command in every_command() if command.words.split()[0] not in {*LOGS, "demo"}]
"""All but the same six commands of further logs."""


def hidden(text: str) -> list[str]:
    """What of a text would steer a terminal or hide."""
    hides = (each for each in set(text) if unicodedata.category(each) in NEVER)
    return [f"{ord(each):04x}" for each in {*hides} - {"\n"}]


def lines(text: str) -> list[list[str]]:
    """Every command with this text in each of its arguments, one after another."""
    made = []
    for command in ALL:
        asked, words = [*parameters(act_of(command))], command.words.split()
        needed = [each for each in asked if each.needed]
        made.append([*words, *[text] * max(1, len(needed))])
        made.append([*words, *["x"] * (len(needed) - 1), f"name={text}"])
        made += [
            [*words, *["x"] * len(needed), f"{each.option}={text}"]
            for each in asked
            if each.kind is not bool and each.option.startswith("-")
        ]
    return made


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_argument_reaches_the_terminal(
    run: Run, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EDITOR", "true")
    run("profile", "set", "visa=j1", "match_year=2028", "hours_per_week=12")
    for words in lines(HOSTILE[kind]):
        status, told, remarks = run(*words)
        assert status in (0, 1, 2), words
        assert not hidden(told) and not hidden(remarks), words
        assert len(remarks) < 1100 or status != 1, words
    for command in ALL:
        if not any(each.needed for each in parameters(act_of(command))):
            run(*command.words.split(), "--json")


def files(folder: Path, text: str) -> list[Path]:
    """Files of every kind that hold this text, and one that has it for a name."""
    book = Workbook()
    book.active.append(["name", "role"])
    book.active.append([let_in(text), "mentor"])
    book.save(folder / "a.xlsx")
    quoted = text.replace('"', "")
    (folder / "a.csv").write_text(f'name,role\n"{quoted}",mentor\nB{text},peer\n', errors="replace")
    (folder / "a.json").write_text(json.dumps([{"name": text, "role": "mentor", text: text}]))
    (folder / "a.toml").write_text(f"visa = {json.dumps(text)}\n{json.dumps(text)} = 1\n")
    (folder / "a.txt").write_text(f"Dear Dr {text}\nsecond line\n", errors="replace")
    made = [folder / f"a.{ending}" for ending in ("xlsx", "csv", "json", "toml", "txt")]
    try:
        named = folder / f"{text[:50]}.csv"
        named.write_text("name,role\nA,mentor\n")
    except (OSError, ValueError):
        return made
    return [*made, named]


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_file_reaches_the_terminal(run: Run, kind: str, tmp_path: Path) -> None:
    ways = (
        *(("import",), ("people", "import"), ("profile", "import"), ("versions", "keep")),
        *(("check", "statement"), ("applications", "paste"), ("rank", "paste"), ("paper", "read")),
    )
    for file in files(tmp_path, HOSTILE[kind]):
        for words in ways:
            status, told, remarks = run(*words, str(file))
            assert status in (0, 1, 2), (words, file)
            assert not hidden(told) and not hidden(remarks), (words, file)
            assert len(remarks) < 1100 or not status, (words, file)
    for words in (("people", "list"), ("log",), ("versions", "list"), ("profile", "show")):
        assert not hidden(run(*words)[1])
    assert not hidden(run("people", "export", "-")[1].replace("\r\n", "\n"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b"[" * 100_000 + b"]" * 100_000),
        ("a.json", b'[{"name": ' + b"9" * 5000 + b"}]"),
        ("a.toml", b"a = " + b"[" * 10_000 + b"]" * 10_000),
        ("a.toml", b"hours_per_week = " + b"9" * 5000),
        ("a.toml", b"graduation_date = 0001-01-01T00:00:00Z"),
        ("a.toml", b"graduation_date = 9999-12-31T23:59:59+14:00"),
        ("a.csv", bytes(range(256)) * 50),
        ("a.csv", b"a" * 19_000_000),
        ("a.csv", b"a," * 9_000_000),
        ("a.csv", b'"' * 19_000_001),
    ],
)
def test_what_is_no_table_is_a_sentence_and_soon(
    run: Run, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    run("today")
    began = time.process_time()
    for words in (("import",), ("profile", "import")):
        status, told, remarks = run(*words, str(tmp_path / name))
        assert status in (0, 1) and not hidden(told) and not hidden(remarks)
        assert len(remarks) < 1100
    assert time.process_time() - began < 2


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(), max_size=40))
def test_whatever_is_typed_is_told_without_what_steers(run: Run, text: str) -> None:
    for words in (("search", text), ("people", "add", text), ("do", text), ("log", "--json")):
        _, told, remarks = run(*words) if "--json" not in words else run("log", "--json")
        told = json.dumps(told) if "--json" in words else told
        assert not hidden(told) and not hidden(remarks)


@given(text=st.text())
def test_the_rules_keep_letters_and_take_the_rest(text: str) -> None:
    assert not hidden(clean(text)) and clean(clean(text)) == clean(text)
    assert let_in(let_in(text)) == let_in(text)
    assert harmless(text) == text or hidden(text)


def test_names_of_people_stay_as_they_are() -> None:
    for name in (
        "محمد علی",
        "שרה לוי",
        "Zoë Nguyễn",
        "王小明",
        "नेहा शर्मा",
        "می\u200cخواهم",
        "👩\u200d⚕️",
    ):
        assert let_in(name) == name
    assert clean("محمد علی") == "محمد علی" and width_of(clean("👩\u200d⚕️ x")) == width_of("👩⚕ x")
    assert let_in("a\r\nb\rc\td") == "a\nb\nc\td"


def test_a_sentence_is_short_however_long_what_it_repeats_is() -> None:
    assert shortened(f"“{'x ' * 500}” is no day.") == f"“{('x ' * 40)}…” is no day."
    assert len(shortened(f"The task {'9' * 5000} does not exist.")) < 220
    assert len(shortened("a b " * 5000)) == 1000


def test_json_escapes_what_it_does_not_show(capsys: pytest.CaptureFixture[str]) -> None:
    tell_data({"name": "A\u202e\U000e0041\x9bB شرا"})
    told = capsys.readouterr().out
    assert told == '{"name": "A\\u202e\\udb40\\udc41\\u009bB شرا"}\n'
    assert json.loads(told)["name"] == "A\u202e\U000e0041\x9bB شرا"
