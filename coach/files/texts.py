"""A text that somebody wrote, out of a file of any editor."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from coach.cells import let_in
from coach.files.encodings import decoded
from coach.files.tables import read_bytes
from coach.records import CoachError
from coach.writing import is_typed, typed

LARGEST: Final = 1_000_000
"""Bytes of a file; a statement has 28,000 characters at most."""
MOST_TEXT: Final = 100_000
"""Characters: three times what the field of MyERAS takes."""
OTHER: Final = (".doc", ".pdf", ".rtf", ".odt", ".pages")
UNSEEN: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
"""Signs that no text has."""
MARKUP: Final = re.compile(
    r"^ {0,3}(?:#{1,6} |>+ ?)|(?<!\w)(?:\*\*|__)(?=\S)|(?<=\S)(?:\*\*|__)(?!\w)"
)
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AS_TEXT: Final = "save it as plain text (.txt) and name that file"


def read_text(file: Path) -> str:
    """What a text file says, or what is typed (-), its lines kept. Raises CoachError for what is no
    text."""
    ending, name = file.suffix.lower(), "What was typed" if is_typed(file) else file.name
    if ending in OTHER:
        raise CoachError(f"{name} is a {ending} file; {AS_TEXT}.")
    data = _bytes(file, name)
    if ending == ".docx":
        text = _of_word(data, name)
    elif data.startswith((b"PK\x03\x04", b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0")):
        raise CoachError(f"{name} is no plain text; {AS_TEXT}.")
    else:
        text = _plain(data, name)
    if ending == ".md":
        text = "\n".join(MARKUP.sub("", line) for line in text.split("\n"))
    text = let_in(text)
    if not text.strip():
        raise CoachError(f"{name} is empty.")
    if len(text) > MOST_TEXT:
        raise CoachError(f"{name} has {len(text):,} characters; name the text alone.")
    return text


def _bytes(file: Path, name: str) -> bytes:
    data = typed(LARGEST) if is_typed(file) else read_bytes(file)
    if len(data) > LARGEST:
        raise CoachError(f"{name} has {len(data) / 1e6:.1f} MB: that is no text of a page.")
    return data


def _plain(data: bytes, name: str) -> str:
    try:
        text, _ = decoded(data, name)
    except CoachError:
        text = "\0"
    if len(UNSEEN.findall(text)) > len(text) / 1000:
        raise CoachError(f"{name} is no text; {AS_TEXT}.")
    return UNSEEN.sub("", text)


def _of_word(data: bytes, name: str) -> str:
    """The paragraphs of a document of Word, each on a line."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if packed.getinfo("word/document.xml").file_size > 20 * LARGEST:
                raise CoachError(f"{name} is too large; {AS_TEXT}.")
            body = ElementTree.fromstring(packed.read("word/document.xml"))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, RuntimeError, OSError):
        raise CoachError(f"{name} cannot be read as a document of Word; {AS_TEXT}.") from None
    breaks = {f"{W}br": "\n", f"{W}tab": " "}
    return "\n".join(
        "".join(
            part.text or "" if part.tag == f"{W}t" else breaks.get(part.tag, "")
            for part in each.iter()
        )
        for each in body.iter(f"{W}p")
    )
