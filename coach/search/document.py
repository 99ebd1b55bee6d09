"""An entry taken apart into phrases and weighted words, once, before anybody searches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from coach.facts.index import fold
from coach.search.entry import Entry
from coach.search.words import STOP, WEAK, initials, tokens

TITLE: Final = 1.0
PART: Final = 0.94
SYNONYM: Final = 0.97
INITIALS: Final = 0.93
TOPIC: Final = 0.8
EXTRA: Final = 0.6
TEXT: Final = 0.45
"""What a word is worth by where it stands; sentences mention much that they are not about."""
SILENT: Final = STOP | WEAK
LEAST_INITIALS: Final = 3
"""Letters from which an abbreviation is made of a name; two stand for too much."""


class Phrase(NamedTuple):
    """A name or a saying of an entry: its words, what it is worth and what it is.

    A named tuple, because making 2,000 of them takes 1 ms and 2,000 frozen dataclasses 4.
    """

    words: tuple[str, ...]
    worth: float
    role: str
    """title, synonym, initials, topic or extra."""
    label: str
    """As printed."""


@dataclass(frozen=True, slots=True)
class Document:
    """An entry with its phrases and with what each of its words is worth."""

    entry: Entry
    phrases: tuple[Phrase, ...]
    words: dict[str, float]


def document(entry: Entry) -> Document:
    """The entry, ready to be searched."""
    if entry.kind == "program":
        return _program(entry)
    parts = _parts(entry.title)
    said = [tokens(part) for part in parts]
    phrases = [Phrase(_said(said[0]), TITLE, "title", parts[0])]
    if len(parts) > 1:
        for words, part in zip(said[1:], parts[1:], strict=True):
            phrases.append(Phrase(_said(words), PART, "title", part))
        phrases.append(Phrase(_said(list(chain(*said))), TITLE, "title", entry.title))
    for synonym in entry.synonyms:
        phrases.append(Phrase(_said(tokens(synonym)), SYNONYM, "synonym", synonym))
    if len(letters := initials(said[0])) >= LEAST_INITIALS:
        phrases.append(Phrase((letters,), INITIALS, "initials", parts[0]))
    phrases += [_aside(topic, TOPIC, "topic") for topic in entry.topics]
    phrases.append(_aside(entry.extra, EXTRA, "extra"))
    worths = {word: TEXT for word in fold(entry.text).split() if word not in SILENT}
    for phrase in reversed(phrases):
        worth = phrase.worth
        for word in phrase.words:
            if worths.get(word, 0.0) < worth:
                worths[word] = worth
    return Document(entry, tuple(phrases), worths)


@lru_cache(maxsize=500)
def _aside(text: str, worth: float, role: str) -> Phrase:
    """A topic or a subtitle, which many entries share."""
    label = text.replace("_", " ")
    return Phrase(_said(tokens(label)), worth, role, label)


def _said(words: list[str]) -> tuple[str, ...]:
    return tuple([word for word in words if word not in STOP])


def _program(entry: Entry) -> Document:
    """A program: its name is its one phrase, everything else are words of the same worth."""
    name = _said(tokens(entry.title))
    words = dict.fromkeys(tokens(" ".join((*entry.synonyms, entry.extra))), SYNONYM)
    return Document(
        entry, (Phrase(name, TITLE, "title", entry.title),), words | dict.fromkeys(name, TITLE)
    )


def _parts(title: str) -> list[str]:
    """What a title begins with, before a colon, comma or bracket, and its other parts."""
    opened = title.replace(")", "(").replace(": ", "(").replace(",", "(")
    return [part for piece in opened.split("(") if (part := piece.strip())] or [title]
