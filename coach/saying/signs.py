"""Every sign that pages and commands write, each with one ASCII character in its place. Both forms
take one cell, so columns stay aligned where a terminal does not know UTF-8."""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata
from pathlib import Path
from typing import Final

IN_ASCII: Final = dict(
    zip(
        "▸▌○◐●…·→✓✗↑↓▓░┃█▉▊▋▍▎▏├┤–—−‑‘’“”×≈•─│\u00a0",
        ">>o%*~->+x^v=.|#===:::||----''\"\"x~*-| ",
        strict=True,
    )
) | dict.fromkeys(map(chr, range(0x2800, 0x2900)), "*")  # Braille


def in_ascii(character: str) -> str:
    """One character in ASCII: a sign by the table, é as e, "" for one that has no such form."""
    if character.isascii():
        return character
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return IN_ASCII.get(character) or (plain if plain.isprintable() else "")


def write_what_fits() -> None:
    """Has what the output cannot encode written in ASCII, in place of ending with an error; what is
    closed takes everything and shows nothing."""
    nothing = Path(os.devnull)
    sys.stdout, sys.stderr = sys.stdout or nothing.open("w"), sys.stderr or nothing.open("w")
    codecs.register_error("coach", _instead)
    for output in (sys.stdout, sys.stderr):
        if hasattr(output, "reconfigure"):  # else it is no file: nothing is encoded
            output.reconfigure(errors="coach")


def _instead(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(in_ascii(each) or "?" for each in missing), error.end
