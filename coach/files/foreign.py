"""Cells and titles in other languages, by the words of `seed_data/cell_words.csv`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final

NEVER: Final = "(?!)"
"""A pattern of nothing."""
AROUND_MONTHS: Final = re.compile(r"\bd[eu]\b|(?<=[a-z])\.|(?<=\d)\.(?= )")
ARTICLE: Final = re.compile(r"(?<!\w)ال(?=\w\w)")
ALIKE: Final = str.maketrans("ةىی", "هيي")
"""Letters of Arabic that are written for each other."""
START: Final = re.compile(r"(?<!\w)\S")
BEGINS: Final = re.compile(r"[^\W\d_](?![?*{])(?:[^|(]|\([^()]*\))*$")
"""A pattern that can only begin with its first letter."""
LONGEST_SAYING: Final = 80
"""Signs of a cell that says one thing; a longer one is a text."""


def bare(text: str) -> str:
    """A text without accents, and without the article of Arabic."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    letters = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return ARTICLE.sub("", letters).translate(ALIKE)


def normal(text: str) -> str:
    """A cell in small letters, without what does not tell: blanks, quotes, colours of signs."""
    text = unicodedata.normalize("NFKC", text).replace("\ufe0f", "").replace("\u200d", "")
    text = text.replace("’", "'").replace("‘", "'").casefold()
    return " ".join(text.split()).strip(' "“”,;:')


class Foreign:
    """Our words for those of other languages; each answer is kept."""

    def __init__(self, words: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._words = words
        self.in_english = lru_cache(maxsize=8192)(self._in_english)
        self._foreign = lru_cache(maxsize=None)(self._foreign_from)

    def _in_english(self, text: str, words: str = "english") -> str:
        """A text with our words for those of other languages, in small letters without accents."""
        if len(text) > LONGEST_SAYING:
            return normal(text)
        whole, parts, at = bare(normal(text)), list[str](), 0
        for start in START.finditer(whole):
            values, pattern = self._foreign(words, start[0])
            match = pattern.match(whole, start.start()) if start.start() >= at else None
            if match and match.lastgroup:
                parts += [whole[at : match.start()], values[int(match.lastgroup[1:])]]
                at = match.end()
        return "".join([*parts, whole[at:]]).strip(" .,!¿¡")

    def in_our_months(self, text: str) -> str:
        """A day with our names of months."""
        return " ".join(AROUND_MONTHS.sub(" ", self.in_english(text, "month")).split())

    @cached_property
    def _pairs(self) -> dict[str, list[tuple[str, str, bool]]]:
        """Patterns of words with ours, and whether they begin with one letter alone."""
        return {
            kind: [
                (word, value, bool(BEGINS.match(word)))
                for word, value in sorted(
                    (
                        (bare(word), value)
                        for value, words in self._words.get(kind, {}).items()
                        for word in words
                    ),
                    # Of words that begin alike the longer says more.
                    key=lambda pair: (-pair[0].count(" "), -len(pair[0])),
                )
            ]
            for kind in ("english", "month")
        }

    def _foreign_from(self, kind: str, letter: str) -> tuple[list[str], re.Pattern[str]]:
        """Our words for those that may begin with a letter, with their pattern: of more words
        first."""
        pairs = [
            (word, value)
            for word, value, is_plain in self._pairs[kind]
            if word[0] == letter or not is_plain
        ]
        either = "|".join(f"(?P<w{at}>{word})" for at, (word, _) in enumerate(pairs))
        return [value for _, value in pairs], re.compile(rf"(?:{either or NEVER})(?!\w)")
