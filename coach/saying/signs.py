"""Every sign that pages and commands write, each with one ASCII character in its place. Both forms
take one cell, so columns stay aligned where a terminal does not know UTF-8."""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Final

IN_ASCII: Final = dict(
    zip(
        "▸▌○◐●…·→✓✗↑↓▲▼▓░┃█▉▊▋▍▎▏├┤–—−‑‘’“”×≈•─│\u00a0",
        ">>o%*~->+x^v+-=.|#===:::||----''\"\"x~*-| ",
        strict=True,
    )
) | dict.fromkeys(map(chr, range(0x2800, 0x2900)), "*")  # Braille
ON_CONSOLE: Final = str.maketrans(
    IN_ASCII | dict(zip("▌●▓┃▉▊▋▍▎▏·→↑↓░█├┤≈─│•", "█•▒│███▒▒▒·→↑↓░█├┤≈─│•", strict=True))
)
"""The same for the Linux console: what both the kernel's font and those of Debian have."""


def in_ascii(character: str) -> str:
    """One character in ASCII: a sign by the table, é as e, "" for one that has no such form."""
    if character.isascii():
        return character
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return IN_ASCII.get(character) or (plain if plain.isprintable() else "")


def in_sight(text: str, environ: Mapping[str, str]) -> str:
    """The text in signs that the terminal's font has, where that is known to have few."""
    is_console = environ.get("TERM") == "linux" and sys.stdout.isatty()
    return text.translate(ON_CONSOLE) if is_console else text


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
