"""How words are spelt: without what does not tell them apart, and several in a row."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

NOT_SPLIT: Final = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe"})
"""Letters that have no accent which could be taken off."""


@lru_cache(maxsize=1024)  # the same names of papers and forms come at every plan
def folded(text: str) -> str:
    """The words of a text in lower case, without accents and apostrophes, a space between."""
    letters = unicodedata.normalize("NFKD", text).casefold().translate(NOT_SPLIT)
    plain = "".join(
        c if c.isalnum() else "" if c in "'’‘ʼ`´." or unicodedata.combining(c) else " "
        for c in letters
    )
    return " ".join(plain.split())


def either(words: Iterable[str]) -> str:
    """`this`, `this or that`, `this, that or another`."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
