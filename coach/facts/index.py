"""Words of names, folded, and what names are called by their first letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

SMALL_WORDS: Final = frozenset(("of", "the", "and", "at", "for", "in", "de"))

_BLANKS: Final = {
    **{code: " " for code in range(128) if not chr(code).isalnum()},
    **{ord(mark): "" for mark in "'`"},
}


def fold(text: str) -> str:
    """The text in small letters without accents; blanks for all but letters and digits.

    Apostrophes vanish, with the s of a possessive: "St Mary's" is st mary, "O'Connor" oconnor.
    """
    if "'" in text or "’" in text:
        text = f"{text} ".replace("’", "'").replace("'s ", " ").replace("'S ", " ")
    if not text.isascii():
        bare = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = "".join(c if c.isalnum() or c.isascii() else " " for c in bare)
    return text.casefold().translate(_BLANKS)


def tokens(text: str) -> list[str]:
    """The words of a text, folded: "H-1B" is h1b, "e-mail" is email, "Step1" is step 1."""
    words = f" {fold(text)}".replace(" e mail", " email").split()
    is_plain = "".join(words).isalpha() and min(map(len, words)) > 1
    return words if is_plain else _joined(words)


def _joined(words: Iterable[str]) -> list[str]:
    """The words with spelt letters as one, and cut where letters meet a number."""
    joined: list[str] = []
    spelling = False
    for word in words:
        last = joined[-1] if joined else ""
        if len(last) == 1 and last.isalpha() and word[0].isdigit():
            joined[-1] += word
            spelling = False
        elif len(word) > 1:
            joined += (word,) if word.isalpha() else _letters_and_numbers(word)
            spelling = False
        elif spelling:
            joined[-1] += word
        else:
            joined.append(word)
            spelling = word not in "ai"
    return joined


def _letters_and_numbers(word: str) -> list[str]:
    """A word cut where two or more letters meet a number: ds2019, 2ck, but not h1b."""
    cuts = [at for at in range(1, len(word)) if word[at].isdigit() != word[at - 1].isdigit()]
    if len(cuts) != 1:
        return [word]
    head, tail = word[: cuts[0]], word[cuts[0] :]
    letters = tail if head[0].isdigit() else head
    return [head, tail] if len(letters) > 1 else [word]


@cache
def initials(name: str) -> tuple[str, ...]:
    """What a name is called by its first letters, part by part, with and without small words.

    Capitals inside a word count too: BronxCare Health System is bhs and bchs.
    """
    initials_of: dict[str, None] = {}
    name = name.removesuffix(" Program").replace("-", " ")
    for part in name.replace("(", "/").replace(")", "/").split("/"):
        split = "".join(
            f" {c}" if c.isupper() and part[i - 1 : i].islower() else c for i, c in enumerate(part)
        )
        for words in (part.split(), split.split()):
            for some in (words, [word for word in words if word.lower() not in SMALL_WORDS]):
                letters = "".join(fold(word[0]).strip() for word in some)
                if len(letters) > 1:
                    initials_of[letters] = None
    return tuple(initials_of)
