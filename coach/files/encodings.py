"""Bytes as text, and text on one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from typing import Final

from coach.cells import let_in
from coach.records import CoachError

LARGEST_CELL: Final = 32_767
"""Characters: what a cell of a spreadsheet holds."""
LONGEST_LINE: Final = 1_000_000
"""Characters of a line of text: thirty full cells."""
LATIN: Final = ("cp1252", "cp1250", "cp1254", "cp1257", "cp1258")
OTHER_LETTERS: Final = (
    *("cp1251", "cp1256", "cp1253", "cp1255", "cp874", "koi8_r"),
    *("gb18030", "big5", "shift_jis", "euc_kr"),
)
"""8-bit and East Asian encodings in which spreadsheets still save text, the commonest first."""
STRANGE: Final = re.compile(
    r"(?<=[^\W\d_])[¡-¿×÷](?=[^\W\d_])|[¡-¿ŠŒŽŸ](?=\w)|\w[ŒŸ]|[а-я][А-Я]|[ђѓљњќћџѕјў№]"
)
"""Signs within words, and letters, that tell of another encoding."""

NO_TEXT: Final = "{name} is not a text file in UTF-8; save it as “CSV UTF-8”."


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """The text, and how it was read when that was a guess. Raises CoachError for no text."""
    try:
        return data.decode(_encoding(data)), ""
    except UnicodeDecodeError:
        if b"\0" in data:
            raise CoachError(NO_TEXT.format(name=name)) from None
    encoding = _guessed(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise CoachError(NO_TEXT.format(name=name)) from None
    words = dict.fromkeys(word for word in re.findall(r"[^\s,;|]+", text) if not word.isascii())
    named = encoding.replace("cp", "Windows-")
    return text, f"read as {named}: is “{plain(', '.join(islice(words, 4)), 60)}” right?"


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = data[:4096]
    half = len(start) // 2 * 0.4
    # Without a mark at the start, every second byte of English in UTF-16 is a NUL.
    if half and start[1::2].count(0) > half > start[::2].count(0):
        return "utf-16-le"
    if half and start[::2].count(0) > half > start[1::2].count(0):
        return "utf-16-be"
    return "utf-8-sig"


def _guessed(data: bytes) -> str:
    """The likeliest encoding of what is not Unicode."""
    # 45 ms, and only for what is not Unicode.
    from charset_normalizer import from_bytes

    # Words in ASCII say nothing of the encoding.
    telling = b"\n".join(line for line in re.split(rb"[\n,;|\t]", data) if not line.isascii())
    # Three letters in a row that are not ASCII are no accents.
    family = OTHER_LETTERS if re.search(rb"[\x80-\xff]{3}", telling) else LATIN
    best = from_bytes(telling, cp_isolation=list(family)).best()
    encoding = best.encoding if best else family[0]
    with suppress(UnicodeDecodeError):  # what the commonest makes words of is of that one
        usual = telling.decode(family[0])
        encoding = family[0] if not STRANGE.search(usual) else encoding
    return encoding


def plain(text: str, longest: int = LARGEST_CELL) -> str:
    """The text on one line without signs that steer a terminal, cut at so many characters."""
    cut = text[: longest * 2]
    shown = cut if cut.isprintable() else "".join(c if c.isprintable() else " " for c in cut)
    line = " ".join(shown.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def cells_let_in(cells: Sequence[str], most: int) -> list[str]:
    """The cells of a row as they may come in: of those that no table has, the first that holds
    anything; one that is too long no longer than that shows; one with a NUL is left to be refused.
    """
    if len(cells) > most:
        cells = [*cells[:most], next(filter(None, cells[most:]), "")]
    return [
        cell
        if (len(cell) <= LARGEST_CELL and cell.isprintable()) or "\0" in cell
        else let_in(cell[: LARGEST_CELL + 1])
        for cell in cells
    ]


def has_long_line(text: str) -> bool:
    """Whether a line of it is longer than one of a table."""
    at = 0
    while len(text) - at > LONGEST_LINE:
        end = max(text.rfind(sign, at, at + LONGEST_LINE) for sign in "\r\n")
        if end < 0:
            return True
        at = end + 1
    return False
