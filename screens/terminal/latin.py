"""Keys of other alphabets as the Latin ones at their place: no keyboard has to be changed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final
from unicodedata import decimal, normalize

import seed_data

FILE: Final = Path(seed_data.__file__ or "").with_name("keyboards.csv")
"""Letters in the order of a Latin keyboard, row by row; `_` where there is none. Of a letter that
stands on two keyboards the first counts."""
SIGNS: Final = {"؟": "?", "،": ",", "٪": "%"}
NONE: Final = "_"


@lru_cache
def _places() -> dict[str, str]:
    latin, *others = (line.split(",")[0] for line in FILE.read_text("utf-8").splitlines())
    pairs = [pair for row in reversed(others) for pair in zip(row, latin, strict=True)]
    return {letter: key for letter, key in pairs if letter != NONE}


def latin(letter: str) -> str:
    """The Latin letter, digit or sign that stands where this was typed; "" where nobody knows."""
    bare = normalize("NFKC", letter)  # full-width letters
    if bare.isascii():
        return bare
    if (digit := decimal(bare[0], None)) is not None:
        return str(digit)
    bare = normalize("NFD", bare)[0]  # a Greek letter without its accent
    key = SIGNS.get(bare) or _places().get(letter.lower()) or _places().get(bare.lower(), "")
    return key.upper() if letter != letter.lower() else key
