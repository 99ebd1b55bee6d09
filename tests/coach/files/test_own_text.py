"""The text of a file: read whatever wrote it, and refused by name where it is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.files.own_text import doubt, read_text
from coach.records import CoachError

TEXT = "I kept a list.\nIt was “short” – and mine."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_the_encodings_of_editors(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(TEXT.encode(encoding))
    assert read_text(file) == TEXT


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"PK\x03\x04 word/document.xml", "save it as plain text"),
        (b"%PDF-1.7", "is a PDF"),
        (b"{\\rtf1 I kept a list.}", "rich text"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "no plain text"),
        (b"a" * 2_000_000, "2,000 kB; a statement has at most 28,000"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "statement.txt"
    file.write_bytes(content)
    with pytest.raises(CoachError, match=f"statement.txt.*{says}"):
        read_text(file)


def test_a_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.txt"):
        with pytest.raises(CoachError, match=path.name):
            read_text(path)


def test_another_script_and_a_cv_are_doubted_and_a_statement_is_not() -> None:
    assert "Cyrillic" in doubt("Первый пациент научил меня писать план, by Dr Lee.")
    cv = "\n".join(f"{year}-{year + 1} Resident, Hospital of Karachi" for year in range(2010, 2020))
    assert "CV" in doubt(cv) and "CV" in doubt("Curriculum Vitae\n\nI kept a list.")
    assert doubt(TEXT) == "" and doubt("In 2019 I came. In 2020 I stayed.\n\nNaïve, I was.") == ""
