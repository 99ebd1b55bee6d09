"""An entry taken apart into weighted words and, when somebody asks, into phrases."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from coach.facts.index import fold
from coach.records import Entry, Record
from coach.search.words import STOP, WEAK, content, initials, tokens

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


class Phrase(Record):
    """A name or a saying of an entry: its words, what it is worth and what it is."""

    words: tuple[str, ...]
    worth: float
    role: str
    """title, synonym, initials, topic or extra."""
    label: str
    """As printed."""


class Document:
    """An entry with what each of its words is worth.

    The phrases are made when a query first looks at the entry: one query looks at some 40
    of 316 entries, and loading takes 9 ms without the phrases.
    """

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.words: dict[str, float] = {}
        """Each word with its worth at the best place where it stands."""
        aside = SYNONYM if entry.kind == "program" else EXTRA
        for words, worth in (
            (fold(entry.text).split(), TEXT),
            (tokens(entry.extra), aside),
            (tokens(" ".join(entry.topics)), TOPIC),
            (self._initials, INITIALS),
            (tokens(" ".join(entry.synonyms)), SYNONYM),
            (tokens(entry.title), TITLE),
        ):
            silent = SILENT if worth == TEXT else STOP
            self.words.update({word: worth for word in words if word not in silent})

    @property
    def _initials(self) -> list[str]:
        """The abbreviation of the name; programs bring their own."""
        if self.entry.kind == "program" or self.entry.title.count(" ") < LEAST_INITIALS - 1:
            return []
        letters = initials(tokens(_parts(self.entry.title)[0]))
        return [letters] if len(letters) >= LEAST_INITIALS else []

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """What may answer a query as a whole; of a program only the name."""
        entry = self.entry
        labels = [(entry.title, TITLE, "title")]
        if entry.kind != "program":
            first, *others = _parts(entry.title)
            labels += [(first, TITLE, "title"), *((part, PART, "title") for part in others)]
            labels += [(synonym, SYNONYM, "synonym") for synonym in entry.synonyms]
            labels += [(topic.replace("_", " "), TOPIC, "topic") for topic in entry.topics]
            labels.append((entry.extra, EXTRA, "extra"))
        written = [
            Phrase(words, worth, role, label)
            for label, worth, role in labels
            if (words := tuple(content(tokens(label))))
        ]
        abbreviated = [
            Phrase((initials,), INITIALS, "initials", _parts(entry.title)[0])
            for initials in self._initials
        ]
        return (*written, *abbreviated)


def _parts(title: str) -> list[str]:
    """What a title begins with, before a colon, comma or bracket, and its other parts."""
    opened = title.replace(")", "(").replace(": ", "(").replace(",", "(")
    return [part for piece in opened.split("(") if (part := piece.strip())] or [title]
