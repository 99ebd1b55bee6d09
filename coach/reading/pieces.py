"""A page cut into what it states one by one: each clause with its sentence, question and head."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from coach.records import Record
from coach.wording import cut

Whats = Mapping[str, re.Pattern[str]]
Words = Mapping[str, Whats]
"""Patterns by rule, then by what they mean."""
LABEL: Final = re.compile(r"[^:;]{3,60}:")
NO_HEAD: Final = re.compile(r"[.!?,:;@$]|\d{3}|^\d|.{71}")
"""What no head of a part of a page has."""
VERB: Final = re.compile(r"(?:is|not) ")
LONG: Final = 600
"""Letters of a sentence from which a clause speaks for itself: it is a list, or no sentence."""
SHOWN: Final = 160
"""Letters of a sentence that are shown."""
QUESTION: Final = re.compile(r"(?:[^?.]|\.(?! ))+\?")


class Clause(Record):
    """What is stated, in small letters but for the sentence; `around`: all that it may be about."""

    text: str
    sentence: str
    around: str
    question: str
    head: str
    """The head above it, with what its line begins with before a colon."""
    beside: tuple[str, ...]
    """The clauses of its sentence before and after it."""


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
            head, question = small(line, words), ""
        yield from _of_line(line, head, question, words)
        question = question if following else ""


def _plain(line: str, words: Words) -> str:
    """A line without bullet, each sign and each visa in one way of writing."""
    line = words["bullet"]["item"].sub("", unicodedata.normalize("NFKC", line))
    cells = [cell.strip() for cell in re.split(r"\s*[|\t]\s*", line) if cell.strip()]
    line = ": ".join(filter(None, (*cells[:1], "; ".join(cells[1:]))))
    for word, pattern in words["spelled"].items():
        line = pattern.sub(word, line)
    return " ".join(line.split())


def _of_line(line: str, head: str, question: str, words: Words) -> Iterator[Clause]:
    label = ""
    for sentence in words["split"]["sentence"].split(line):
        if sentence.endswith("?"):
            question = sentence
            continue
        asked, stated = small(question, words), small(sentence, words)
        if named := LABEL.match(stated):
            label = named[0]
        around, above = f"{head} {asked}", f"{head} {label}"
        shown = [each for each in words["split"]["clause"].split(sentence) if each]
        parts = [*_whole(small(each, words) for each in shown)]
        for raw, part, *near in zip(shown, parts, ["", *parts], [*parts[1:], ""], strict=False):
            whole = f"{around} {stated if len(stated) <= LONG else part}"
            yield Clause(part, _shown(question, sentence, raw), whole, asked, above, (*near,))


def _whole(parts: Iterable[str]) -> Iterator[str]:
    """Parts of a sentence, each with what it speaks of: that of the one before, where it begins
    with its verb."""
    subject = ""
    for part in parts:
        whole = f"{subject} {part}" if subject and VERB.match(part) else part
        subject, verb, _ = whole.partition(" is ")
        subject = subject if verb else ""
        yield whole


def _shown(question: str, sentence: str, part: str) -> str:
    """A sentence with its question, or as much of it around a part as one reads at a glance."""
    wholes = f"{question} {sentence}".strip(), sentence
    return next((each for each in wholes if len(each) <= SHOWN), cut(part, SHOWN))


def small(text: str, words: Words) -> str:
    """In small letters, numbers in figures."""
    figures = words["number"].items()
    return words["any"]["number"].sub(
        lambda typed: next(figure for figure, word in figures if word.fullmatch(typed[0])),
        text.lower(),
    )
