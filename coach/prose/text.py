"""A text as sentences with their lines, whatever editor it came from."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from coach.records import Record

PLAIN: Final = str.maketrans("‘’‚‛“”„‟«»–—‐‑−", '\'\'\'\'""""""-----') | dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff")
)
"""Quotes and dashes as keys write them; what is not seen is dropped."""
LOW: Final = {letter: letter + 32 for letter in range(65, 91)}
"""Small letters one for one, so that a place in both is the same."""
SENTENCE_END: Final = re.compile(r"[.!?]+[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9])")
SHORTENED: Final = re.compile(
    r"(?:\b(?:Dr|Drs|Mr|Mrs|Ms|Mme|Mlle|Sra|Prof|St|Mt|Ft|No|vs|etc|e\.g|i\.e|Jr|Sr|Inc|approx)|\b[A-Z])\.\s+$"
)
"""Ends of a word that end no sentence."""
BULLET: Final = re.compile(r"\s*(?:[-*•·▪◦●○‣]|\d{1,2}[.)])\s+")
WRAPPED: Final = 120
"""Characters up to which lines are those of one paragraph; longer ones are paragraphs."""
WORD: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def word_set(words: str) -> frozenset[str]:
    """Words parted by blanks."""
    return frozenset(words.split())


class Sentence(Record):
    """One sentence on one line, with the line on which it begins."""

    text: str
    low: str
    """In small letters."""
    line: int
    paragraph: int
    is_said: bool = False
    """Whether it begins within a quotation."""

    @property
    def words(self) -> list[str]:
        """Its words in small letters."""
        return WORD.findall(self.low)


class Prose(Record):
    """A text that was read."""

    lines: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    characters: int

    @property
    def words(self) -> list[str]:
        """All words in small letters."""
        return [word for sentence in self.sentences for word in sentence.words]


def read(text: str, by_line: bool = False) -> Prose:
    """The sentences of a text; unless it is read by line, one may go over several lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    lines = tuple(unicodedata.normalize("NFKC", text.translate(PLAIN)).split("\n"))
    sentences = [
        sentence
        for number, paragraph in enumerate(_paragraphs(lines, by_line))
        for sentence in _sentences(paragraph, number)
    ]
    return Prose(lines, tuple(sentences), len(unicodedata.normalize("NFC", text).strip()))


def _paragraphs(lines: tuple[str, ...], by_line: bool) -> Iterator[list[tuple[int, str]]]:
    """Numbered lines that belong together."""
    together: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        bare = " ".join(line.split())
        stands_alone = by_line or len(bare) > WRAPPED or BULLET.match(line)
        if together and (not bare or stands_alone or len(together[-1][1]) > WRAPPED):
            yield together
            together = []
        if bare:
            together.append((number, bare))
    if together:
        yield together


def _sentences(paragraph: list[tuple[int, str]], number: int) -> Iterator[Sentence]:
    text = " ".join(line for _, line in paragraph)
    starts = [*accumulate((len(line) + 1 for _, line in paragraph[:-1]), initial=0)]
    begin = 0
    for match in (*SENTENCE_END.finditer(text), None):
        end = match.end() if match else len(text)
        if match and SHORTENED.search(text, max(begin, match.start() - 8), match.end()):
            continue
        if words := text[begin:end].strip():
            first = paragraph[bisect_right(starts, begin) - 1][0]
            is_said = text.count('"', 0, begin) % 2 == 1
            yield Sentence(words, words.translate(LOW), first, number, is_said)
        begin = end
