"""Finds anything by a few letters: resources, tasks, programs, people, commands, pages.

The small entries (some 300) are kept in memory as one vocabulary; programs come as a
short list from the facts' index and are weighed the same way. Every way to say the query
(as typed, with neighbours written as one, with each saying replaced by what it asks for)
is weighed, and a document keeps its best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from coach.search.document import Document, document
from coach.search.entry import Entry, Hit
from coach.search.lookup import Lookup
from coach.search.rank import Asked, Match, asked, matches
from coach.search.rewrite import Rewritten, Sayings
from coach.search.why import why
from coach.search.words import content, tokens

FLOOR: Final = 33.0
"""Score under which nothing is shown."""
LONGEST_QUERY: Final = 12
"""Words that are looked at; a pasted page is not a query."""
KIND_SHARE: Final = {"task": 0.85, "program": 0.92, "command": 0.96, "page": 0.96}
"""What other kinds keep of their score, so that a resource that answers stands first."""
VAGUE_SHARE: Final = 0.6
"""What a program keeps that shares only words like hospital or university with the query."""
VAGUE: Final = frozenset(
    "program programs residency hospital hospitals university medical medicine center centre "
    "clinic clinics health healthcare care system college school state community regional general "
    "network international education science sciences national american research".split()
)
KIND_ORDER: Final = ("resource", "person", "page", "command", "task", "program")

SURE: Final = 0.75
"""How sure a word must be to name a program."""
SAID_SHARE: Final = 0.95
"""What an answer keeps that was found under other words than those typed."""

Candidates = Callable[[str], Sequence[Entry]]


@dataclass(frozen=True, slots=True)
class Answer:
    """The best match of one entry, with the question that it answers."""

    score: float
    match: Match
    question: Sequence[Asked]
    said: Rewritten | None

    def order(self) -> tuple[float, int, int]:
        """Best first; of equal ones by kind, then as they were given."""
        kind = self.match.document.entry.kind
        place = KIND_ORDER.index(kind) if kind in KIND_ORDER else len(KIND_ORDER)
        return -self.score, place, self.match.number


class Finder:
    """The search over everything; build one when the entries change, ask it at each key."""

    def __init__(
        self,
        entries: Iterable[Entry],
        sayings: Iterable[tuple[str, str]] = (),
        candidates: Candidates | None = None,
    ) -> None:
        self._sayings = Sayings(sayings)
        self._small = Lookup(map(document, entries), self._sayings.words)
        self._candidates = candidates
        self._program = lru_cache(maxsize=2000)(document)

    def find(self, query: str, limit: int = 20, kind: str | None = None) -> list[Hit]:
        """What answers the query, best first; nothing when nothing does."""
        spoken = tokens(query[:200])[:LONGEST_QUERY]
        words = tuple(dict.fromkeys(content(spoken)))
        if not words or len("".join(words)) < 2:
            return []
        lookups = [self._small]
        if kind in (None, "program") and self._candidates:
            lookups.append(Lookup(map(self._program, self._candidates(query))))
        best: dict[Entry, Answer] = {}
        for said in self._ways(spoken, words):
            question = asked(said.words if said else words, lookups, said is not None)
            for lookup in lookups:
                for match in matches(question, lookup):
                    entry = match.document.entry
                    score = round(match.score * _share(match, question, said) * 100, 1)
                    if score >= FLOOR and kind in (None, entry.kind):
                        old = best.get(entry)
                        if old is None or score > old.score:
                            best[entry] = Answer(score, match, question, said)
        ranked = sorted(best.values(), key=Answer.order)
        return [
            Hit(
                one.match.document.entry.kind,
                one.match.document.entry.id,
                one.match.document.entry.title,
                one.score,
                why(one.match, one.question, one.said),
            )
            for one in ranked[:limit]
        ]

    def _ways(self, spoken: Sequence[str], words: Sequence[str]) -> list[Rewritten | None]:
        """The query as typed (None) and the other ways to say it."""
        meanings = [self._small.meanings(word, False) for word in words]
        ways: list[Rewritten | None] = [None, *self._sayings.rewrite(words, meanings, spoken)]
        for size in (3, 2):
            for start in range(len(spoken) - size + 1):
                some, rest = spoken[start : start + size], (*spoken[:start], *spoken[start + size :])
                if len(joined := "".join(some)) > 3 and joined in self._small.postings:
                    ways.append(Rewritten((joined, *content(rest)), 1.0, " ".join(some), joined))
        for place, word in enumerate(words):
            for parts in self._split(word):
                said = (*words[:place], *parts, *words[place + 1 :])
                ways.append(Rewritten(said, 1.0, word, " ".join(parts)))
        return ways

    def _split(self, word: str) -> list[tuple[str, str]]:
        """The two known words that an unknown one is written from: freeclinics."""
        if len(word) < 6 or self._small.knows(word):
            return []
        cuts = [(word[:cut], word[cut:]) for cut in range(3, len(word) - 2)]
        return [cut for cut in cuts if all(part in self._small.postings for part in cut)]


def _share(match: Match, question: Sequence[Asked], said: Rewritten | None) -> float:
    """What a match keeps for its kind and for the way in which the query was said."""
    entry = match.document.entry
    share = KIND_SHARE.get(entry.kind, 1.0) * (said.sure * SAID_SHARE if said else 1.0)
    if entry.kind == "program" and not _names_it(match.document, question):
        share *= VAGUE_SHARE
    return share


def _names_it(document: Document, question: Sequence[Asked]) -> bool:
    """Whether the query has a word that is the program's own: a hospital, town or specialty."""
    return any(
        sure >= SURE and word in document.words
        for one in question
        if one.word not in VAGUE
        for word, sure in one.meanings.items()
    )
