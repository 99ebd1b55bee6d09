"""The text of a statement out of a file; what is no plain text is refused by name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Final

from coach.files.tables import read_bytes
from coach.records import CoachError

LARGEST: Final = 90_000
"""Bytes: 28,000 characters, the most that MyERAS takes, with room for what is still to be cut."""
MADE_BY: Final = {
    b"PK\x03\x04": "a document of a word processor",
    b"\xd0\xcf\x11\xe0": "a document of a word processor",
    b"{\\rtf": "rich text",
    b"%PDF": "a PDF",
}
"""First bytes of what is often taken for a text."""
BOMS: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
ENCODINGS: Final = ("utf-8", "cp1252")
CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
CV_HEAD: Final = re.compile(r"(?im)^\W*(?:curriculum vitae|r[eé]sum[eé]|c\.?v\.?)\W*$")
CV_LINES: Final = 8
"""Lines with a year from which on, if a third of all have one, a text is rather a CV."""


def read_text(file: Path) -> str:
    """The text of a file. Raises CoachError."""
    size = file.stat().st_size if file.is_file() else 0
    if size > LARGEST:
        raise CoachError(
            f"{file.name} has {size // 1000:,} kB; a statement has at most 28,000 characters."
        )
    return text_of(read_bytes(file), file.name)


def text_of(data: bytes, name: str) -> str:
    """Bytes as text, whatever wrote them. Raises CoachError for what is none, or says nothing."""
    for first, what in MADE_BY.items():
        if data.startswith(first):
            raise CoachError(f"{name} is {what}; save it as plain text (.txt) and keep that.")
    marked = next((name for bom, name in BOMS.items() if data.startswith(bom)), "")
    for encoding in [marked] if marked else ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROL.search(text):
            if not text.strip("\ufeff \t\r\n\f\v"):
                raise CoachError(f"{name} is empty.")
            return text
    raise CoachError(f"{name} is no plain text; save it as a .txt file and keep that.")


def doubt(text: str) -> str:
    """Why a text is hardly a statement: in another script, or a CV; "" where it may be one."""
    letters = (letter for letter in text if letter.isalpha())
    scripts = Counter(unicodedata.name(letter, "?").split()[0] for letter in letters)
    for script, _ in scripts.most_common(1):
        if script != "LATIN":
            return f"This text is in {script.capitalize()} letters; a statement is read in English."
    return "This looks like a CV, not a statement." if _is_cv(text) else ""


def _is_cv(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    dated = sum(bool(YEAR.search(line)) for line in lines)
    return bool(CV_HEAD.search(text)) or (dated >= CV_LINES and 3 * dated >= len(lines))
