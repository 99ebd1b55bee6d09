"""The checks of a text: each a function under its key, or the phrases under it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from coach.logs.experience import Experience
from coach.prose.text import Prose, Sentence
from coach.records import ContactSign, Phrases, ProseCheck, Record, Status, Writing

if TYPE_CHECKING:
    from coach.prose.contact import Sending

EXCERPT: Final = 120
BEFORE: Final = 40
"""Characters of a long sentence that are shown before what is meant."""
LISTED: Final = re.compile(r"<(\w+)>")
MOST_EACH: Final = 8
"""Findings of one check; more would say the same."""


class Finding(Record):
    """What a check says of a place, or of the text as a whole."""

    rule: str
    title: str
    line: int | None
    """From 1; None: of the text as a whole."""
    excerpt: str
    detail: str
    """What is so here; "" where the check says all."""
    why: str
    advice: str
    kind: Literal["fault", "hint"]
    private: bool
    source: str
    as_of: str
    status: Status
    where: str = ""
    """The entry of the log whose text it is; "" for a file."""

    @property
    def reason(self) -> str:
        """What is so here, and why it matters."""
        return f"{self.detail} {self.why}".strip()


class Hit(Record):
    """Where a check holds: a sentence and the part of it that is meant; None: the whole text."""

    sentence: Sentence | None = None
    start: int = 0
    end: int = 0
    detail: str = ""
    """What is so here, said before the reason."""


class Phrasebook:
    """The lists of phrases, each made one pattern when it is first asked for."""

    def __init__(self, rows: Iterable[Phrases]) -> None:
        self._rows: dict[str, list[Phrases]] = {}
        for row in rows:
            self._rows.setdefault(row.list, []).append(row)
        self._patterns: dict[str, re.Pattern[str]] = {}

    def of(self, name: str) -> re.Pattern[str]:
        """Any phrase of a list, over small letters."""
        if name not in self._patterns:
            self._patterns[name] = joined([self.either(name)] if name in self._rows else [])
        return self._patterns[name]

    @property
    def names(self) -> Iterable[str]:
        """All lists."""
        return self._rows

    def rows(self, name: str) -> list[Phrases]:
        """The rows of a list."""
        return self._rows.get(name, [])

    def either(self, name: str) -> str:
        """The phrases of a list as one pattern; <name> in a phrase stands for any of that list."""
        words = "|".join(word for row in self._rows[name] for word in row.words)
        return LISTED.sub(lambda match: f"(?:{self.either(match[1])})", words)

    def instead(self, name: str, match: re.Match[str]) -> str:
        """What stands for what a list found."""
        for row in self._rows.get(name, ()):
            for word in row.words:
                same = re.compile(word).match(match.string, match.start())
                if same and same.end() == match.end():
                    return same.expand(row.instead)
        return ""


def joined(words: Iterable[str]) -> re.Pattern[str]:
    """Any of these patterns as whole words; nothing fits none."""
    either = "|".join(words)
    return re.compile(rf"\b(?:{either})(?!\w)" if either else r"(?!)")


class Suspect(Record):
    """A sentence of a message with the rule that it would break first, and its signs."""

    sentence: Sentence
    rule: str
    signs: frozenset[str]


class Known(Record):
    """What a text is held against; empty is not known and never held against it."""

    phrases: Phrasebook
    today: date
    specialty: str = ""
    """For which it is written, where that was said."""
    specialties: tuple[str, ...] = ()
    """Of the profile."""
    entries: tuple[Experience, ...] = ()
    gaps: tuple[tuple[date, date], ...] = ()
    """First and last day of times since graduation of which no entry tells."""
    over: tuple[tuple[str, int], ...] = ()
    """Entries whose text is too long, and by how many characters."""
    watching: bool = False
    """Whether all of the text is about an observership."""
    programs: frozenset[str] = frozenset()
    """Names of hospitals and schools in small letters."""
    cities: frozenset[str] = frozenset()
    """Towns of programs and states, in small letters."""
    countries: frozenset[str] = frozenset()
    """Names of countries, in small letters."""
    addressed: str = ""
    """The name of the program to which it goes."""
    sending: Sending | None = None
    """When a message goes out, and by whom."""
    signs: tuple[ContactSign, ...] = ()
    """By which sentences of messages are known."""
    weights: Mapping[str, float] = {}
    """Of the signs of a sentence."""
    suspects: tuple[Suspect, ...] = ()
    """Sentences of a message with the rule that each may break."""


class Draft(Record, dict=True):
    """A text, and what it is held against."""

    prose: Prose
    known: Known

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences."""
        return self.prose.sentences

    @cached_property
    def words(self) -> list[str]:
        """Its words in small letters."""
        return self.prose.words

    def of(self, name: str) -> Iterator[tuple[Sentence, re.Match[str]]]:
        """Where any phrase of a list stands."""
        yield from self.matches(self.known.phrases.of(name))

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[Sentence, re.Match[str]]]:
        """Where a pattern over small letters fits."""
        for sentence in self.sentences:
            for match in pattern.finditer(sentence.low):
                yield sentence, match

    def count(self, name: str) -> int:
        """How often a list is found."""
        return sum(1 for _ in self.of(name))


Check = Callable[[Draft], Iterable[Hit]]
CHECKS: Final[dict[str, Check]] = {}


def check(function: Check) -> Check:
    """Declares the function of the check of the facts that has its name."""
    CHECKS[function.__name__] = function
    return function


def here(sentence: Sentence, match: re.Match[str], detail: str = "") -> Hit:
    """A hit where a pattern fits."""
    return Hit(sentence, match.start(), match.end(), detail)


def is_quoted(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether it stands in quotation marks: somebody else says it."""
    return (sentence.low.count('"', 0, match.start()) + sentence.is_said) % 2 == 1


def found_by(key: str, draft: Draft) -> Iterable[Hit]:
    """What one check finds: by its function, else each sentence with one of its phrases."""
    if key in CHECKS:
        return CHECKS[key](draft)
    hits: dict[int, Hit] = {}
    for sentence, match in draft.of(key):
        if key in ALSO_QUOTED or not is_quoted(sentence, match):
            hits.setdefault(id(sentence), here(sentence, match))
    return hits.values()


def findings(draft: Draft, checks: Mapping[str, ProseCheck], of: Writing) -> list[Finding]:
    """Everything that the checks of a kind of text find, the worst first. Where the text is none of
    that kind nothing else is said."""
    listed: list[Finding] = []
    for row in checks.values():
        if of in row.of:
            hits = list(found_by(row.key, draft))[:MOST_EACH]
            if hits and row.key in ALONE:
                return [_finding(row, hits[0])]
            listed += [_finding(row, hit) for hit in hits]
    order = {"fault": 1, "hint": 2}
    return sorted(
        listed, key=lambda each: (0 if each.private else order[each.kind], each.line or 0)
    )


ALSO_QUOTED: Final = ("cliche",)
"""Checks for which a quotation is a fault as well."""
ALONE: Final = ("other_script", "is_cv")
"""Checks after which nothing else is worth saying; they stand first in the facts."""


def _finding(row: ProseCheck, hit: Hit) -> Finding:
    return Finding(
        rule=row.key,
        title=row.title,
        line=hit.sentence.line if hit.sentence else None,
        excerpt=excerpt(hit),
        detail=hit.detail,
        why=row.why,
        advice=row.mend,
        kind=row.kind,
        private=row.private,
        source=row.source,
        as_of=row.as_of,
        status=row.status,
    )


def excerpt(hit: Hit) -> str:
    """The sentence that is meant, or the part of a long one around what is meant."""
    if hit.sentence is None:
        return ""
    text = hit.sentence.text
    if len(text) <= EXCERPT:
        return text
    begin = 0
    if hit.end > EXCERPT - BEFORE:
        begin = text.rfind(" ", 0, max(hit.start - BEFORE, 0)) + 1
    lead = "… " if begin else ""
    room = EXCERPT - len(lead)
    rest = text[begin:]
    if len(rest) > room:
        rest = rest[: room - 2]
        rest = f"{rest[: rest.rfind(' ')] if ' ' in rest else rest} …"
    return f"{lead}{rest}"
