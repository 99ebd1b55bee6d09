"""A page cut into what it states one by one: each clause with its sentence, question and head."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from coach.records import Record

Whats = Mapping[str, re.Pattern[str]]
Words = Mapping[str, Whats]
"""Patterns by rule, then by what they mean."""
LABEL: Final = re.compile(r"[^:;]{3,60}:")
NO_HEAD: Final = re.compile(r"[.!?,:;@$]|\d{3}|.{71}")
"""What no head of a part of a page has."""
QUESTION: Final = re.compile(r"(?:[^?.]|\.(?! ))+\?")


class Clause(Record):
    """What is stated, in small letters but for the sentence; `around`: all that it may be about."""

    text: str
    sentence: str
    around: str
    question: str
    head: str
    """The head above it, with what its line begins with before a colon."""
    after: str
    """The next clause of its sentence."""


def clauses(text: str, words: Words) -> Iterator[Clause]:
    """Every clause of a page, in its order."""
    head, question, item = "", "", words["bullet"]["item"]
    lines = [(_plain(line, words), bool(item.match(line))) for line in text.splitlines()]
    for (line, is_item), (following, _) in pairwise([*lines, ("", False)]):
        if QUESTION.fullmatch(line):
            question = line
            continue
        is_title = bool(following) and not (is_item or NO_HEAD.search(line))
        if line.endswith(":") or is_title:
            head, question = line, ""
        yield from _of_line(line, head, question, words)
        question = question if following else ""


def _plain(line: str, words: Words) -> str:
    """A line without bullet, each sign and each visa in one way of writing."""
    line = words["bullet"]["item"].sub("", unicodedata.normalize("NFKC", line))
    cells = [cell.strip() for cell in re.split(r"\s*[|\t]\s*", line) if cell.strip()]
    line = (": " if len(cells) == 2 else "; ").join(cells)
    for word, pattern in words["spelled"].items():
        line = pattern.sub(word, line)
    return " ".join(line.split())


def _of_line(line: str, head: str, question: str, words: Words) -> Iterator[Clause]:
    label = ""
    for sentence in words["split"]["sentence"].split(line):
        if sentence.endswith("?"):
            question = sentence
            continue
        if named := LABEL.match(sentence):
            label = named[0]
        shown = f"{question} {sentence}".strip()
        around, above = small(f"{head} {shown}", words), small(f"{head} {label}", words)
        parts = words["split"]["clause"].split(small(sentence, words))
        for part, after in pairwise([*filter(None, parts), ""]):
            yield Clause(part, shown, around, small(question, words), above, after)


def small(text: str, words: Words) -> str:
    """In small letters, numbers in figures."""
    text = text.lower()
    for figure, pattern in words["number"].items():
        text = pattern.sub(figure, text)
    return text
