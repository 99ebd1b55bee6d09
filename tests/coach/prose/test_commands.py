"""Statement, CV and messages on the command line, and files that are none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.coach.prose.test_checks import CLEAN, with_sentence

Run = Callable[..., tuple[int, Any, str]]
FAULTY = with_sentence("Please give me a chance, I will not disappoint you.")


def write(folder: Path, content: str | bytes, name: str = "statement.txt") -> str:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    return str(folder / name)


def rules(answer: Any) -> list[str]:
    return [each["rule"] for each in answer["findings"]]


def test_a_statement_is_checked_with_its_lines(run: Run, tmp_path: Path) -> None:
    status, answer, _ = run("check", "statement", write(tmp_path, FAULTY), "--json")
    (finding,) = answer["findings"]
    assert (status, finding["rule"], finding["line"]) == (0, "begging", 11)
    assert FAULTY.splitlines()[10].startswith(finding["excerpt"])
    assert finding["kind"] == "fault"


def test_the_rule_of_own_work_stands_before_the_first_check_alone(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, CLEAN)
    assert "the final text is yours" in run("check", "statement", file)[1]
    again = run("check", "statement", file)[1]
    assert "the final text is yours" not in again
    assert "No rule of ours fired" in again


def test_the_specialty_can_be_said_by_a_short_name(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, CLEAN)
    assert rules(run("check", "statement", file, "--specialty", "IM", "--json")[1]) == []
    other = run("check", "statement", file, "--specialty", "psych", "--json")[1]
    assert "specialty_missing" in rules(other)
    status, _, error = run("check", "statement", file, "--specialty", "poetry")
    assert status == 1
    assert "poetry" in error


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_files_of_any_editor_are_read(run: Run, tmp_path: Path, encoding: str) -> None:
    text = FAULTY.replace("give me", "give\u00a0me").replace("\n", "\r\n")
    file = write(tmp_path, text.encode(encoding))
    (finding,) = run("check", "statement", file, "--json")[1]["findings"]
    assert (finding["rule"], finding["line"]) == ("begging", 11)


def test_a_document_of_word_is_read_by_its_paragraphs(run: Run, tmp_path: Path) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(
        f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>" for part in FAULTY.split("\n\n")
    ).replace("’", "'")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as document:
        document.writestr(
            "word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>"
        )
    file = write(tmp_path, packed.getvalue(), "statement.docx")
    assert rules(run("check", "statement", file, "--json")[1]) == ["begging"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("s.txt", b"", "empty"),
        ("s.txt", b" \n\t\n", "empty"),
        ("s.txt", bytes(range(256)) * 20, "no text"),
        ("s.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 30, "no text"),
        ("s.txt", b"I learned. " * 200_000, "2.2 MB"),
        ("s.txt", b"%PDF-1.7 a document", "plain text"),
        ("s.pdf", b"%PDF-1.7", "plain text"),
        ("s.docx", b"PK\x03\x04 not really", "Word"),
        ("s.docx", b"words", "Word"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(
    run: Run, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    status, _, error = run("check", "statement", write(tmp_path, content, name))
    assert status == 1
    assert says in error
    assert error.count("\n") == 1


def test_a_folder_and_a_missing_file_are_refused(run: Run, tmp_path: Path) -> None:
    assert run("check", "statement", str(tmp_path))[0] == 1
    assert run("check", "statement", str(tmp_path / "none.txt"))[0] == 1


def test_a_cv_without_a_file_is_the_log_of_experience(run: Run, tmp_path: Path) -> None:
    assert run("check", "cv")[0] == 1
    run("rotation", "add", "Unity Health observership 1 jan 2025 31 mar 2025 us")
    run(
        "rotation",
        "set",
        "unity_health_observership",
        "entry=I managed patients and was responsible for notes.",
    )
    status, answer, _ = run("check", "cv", "--json")
    assert status == 0
    assert {"hands_on", "first_person", "vague"} <= set(rules(answer))
    assert {each["where"] for each in answer["findings"]} >= {"Unity Health"}


def test_a_message_is_held_against_the_rules_of_contact(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, "Dear Dr. Lee,\nif you rank me high, I will rank you first.\n")
    assert "bargain" in rules(run("check", "message", file, "--json")[1])
    calm = write(tmp_path, "Dear Dr. Lee,\nmay I ask when the second look is?\n", "calm.txt")
    assert "check the program's policy" in run("check", "message", calm)[1]
    locked = run("check", "message", calm, "--json", day="2027-03-16")[1]
    assert rules(locked) == ["locked"]


def test_the_moment_and_the_program_of_a_message_are_named(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, "Dear Dr. Lee,\nthe day with your residents was good.\n")
    ends = ("2027-03-18T20:59-04:00", "2027-03-19T01:00+00:00")
    verdicts = [rules(run("check", "message", file, "--at", at, "--json")[1]) for at in ends]
    assert verdicts == [["locked"], []]
    assert run("check", "message", file, "--at", "soon")[0] == 1
    to = ("--to", "1403531248")
    assert "not noted" in run("check", "message", file, *to)[1]
    run("fact", "1403531248", "contact", "no_contact", "--source", "their page")
    answer = run("check", "message", file, *to, "--json")[1]
    assert (rules(answer), answer["policy"]) == (["no_contact"], "no_contact")
    assert "their page" in run("check", "message", file, *to)[1]


def test_a_message_that_pleads_is_told_so_and_a_polite_one_is_not(run: Run, tmp_path: Path) -> None:
    pleads = write(tmp_path, "Dear Dr. Lee,\nI beg you, this is my last hope.\n")
    assert rules(run("check", "message", pleads, "--json")[1]) == ["pleading"]
    polite = write(tmp_path, "Dear Dr. Lee,\nI would be grateful if you would look at it.\n")
    assert rules(run("check", "message", polite, "--json")[1]) == []


def test_a_cv_is_read_line_by_line(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, "Jane Doe\nDate of birth: 1 May 1994\nHelped with the vaccine list\n")
    listed = run("check", "cv", file, "--json")[1]["findings"]
    assert [(each["rule"], each["line"]) for each in listed] == [("personal", 2), ("vague", 3)]


def test_a_message_with_another_name_is_found(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, "I admire the clinics of Maimonides Medical Center.\n")
    to = ("--to", "1403531248")
    status, answer, _ = run("check", "message", file, *to, "--json")
    assert (status, rules(answer)) == (0, ["other_program"])
    assert run("check", "message", file, "--to", "1")[0] == 1
