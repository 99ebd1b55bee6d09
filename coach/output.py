"""The edge of output: all that is said in lines goes through here, and nothing in it steers a
terminal, turns the direction of writing or is invisible, whoever wrote it."""

from __future__ import annotations

import json
import re
import sys
from contextlib import suppress
from typing import Final, TextIO

from coach.cells import MORE, clean, harmless

LONGEST: Final = 1000
"""Characters of a sentence that says what could not be done."""
NO_TEXT: Final = (b"PK\x03\x04", b"SQLite format 3\0")
"""First bytes of a workbook and of a backup."""
_QUOTED: Final = re.compile("“([^”]{80})[^”]{20,}”")
_LONG_WORD: Final = re.compile(r"(\S{150})\S{50,}?(\S{20})(?!\S)")
_ESCAPED: Final = re.compile(
    "[\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\ud800-\uf8ff\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U0010ffff]"
)
"""What JSON writes as an escape, so that nothing is lost and no terminal obeys it."""


def tell(text: str, end: str = "\n", to: TextIO | None = None) -> None:
    """Says lines on stdout, or elsewhere."""
    to = to or sys.stdout
    to.write("\n".join(map(clean, text.split("\n"))) + end)
    to.flush()


def remark(text: str) -> None:
    """Says lines beside the answer, on stderr."""
    tell(text, to=sys.stderr)


def usage(text: str, is_asked: bool) -> None:
    """Says how to use a command: on stdout where that was asked, else what was wrong."""
    if is_asked:
        tell(text, "")
    else:
        remark(shortened(text.rstrip()))


def shortened(text: str) -> str:
    """What could not be done, however long what it repeats is."""
    text = _LONG_WORD.sub(rf"\1{MORE}\2", _QUOTED.sub(rf"“\1{MORE}”", text))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + MORE


def tell_data(whole: object) -> None:
    """Says plain values as one line of JSON."""
    # A letter written by another would change the data: there it is escaped.
    is_plain = "utf" not in (sys.stdout.encoding or "utf").lower()
    line = json.dumps(whole, ensure_ascii=is_plain, default=str)
    sys.stdout.write(_ESCAPED.sub(lambda sign: json.dumps(sign[0])[1:-1], line) + "\n")
    sys.stdout.flush()


def hand_on(content: bytes) -> None:
    """Hands on what a file would hold, byte for byte but for what would steer the terminal that the
    next program may lead to."""
    if not content.startswith(NO_TEXT):
        with suppress(UnicodeDecodeError):
            content = harmless(content.decode()).encode()
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
