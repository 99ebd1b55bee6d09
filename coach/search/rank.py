"""How well a document answers a query, 0-1.

A query is its words, each with the known words it may mean. A document's score is half
how much of the query it has anywhere, each word by its place and its rarity, and half
how well one single phrase of it answers: "english test" is more the name of the exam
than a mention of English here and of a test there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.facts.sites import bare
from coach.records import Record
from coach.search.lookup import UNKNOWN_WEIGHT, Document, Lookup, Phrase
from coach.search.words import LISTS, WEAK

WEAK_SHARE: Final = 0.15
"""What a weak word counts of what it would by its rarity."""
PHRASE: Final = 0.5
"""Share of the score that the best single phrase decides."""
WHOLE: Final = 0.35
"""Share of a phrase's score that hangs on how much of the phrase was asked for."""
KIND_SHARE: Final = {"task": 0.85, "program": 0.92, "command": 0.96, "page": 0.96} | dict.fromkeys(
    ("date", "rule", "applied", "invite", "interview"), 0.85
)
"""What other kinds keep of their score, so that a resource that answers stands first, and a
program before what was kept of it."""
WHOLE_NAME: Final = 0.99
"""The score of a query that is the very name; pages and commands keep all of it."""
KIND_ORDER: Final = ("resource", "person", "page", "command", "task", "date", "rule", "program")
"""The order of equal scores."""
VAGUE_SHARE: Final = 0.6
"""What a program keeps that shares only vague words with the query."""
VAGUE: Final = frozenset(bare(" ".join(LISTS["vague"])))
"""Words of program names that name no program."""


class Asked(Record):
    """One word of the query: what it may mean and how much it says."""

    word: str
    meanings: dict[str, float]
    weight: float


class Match(Record):
    """A document that answers, how well, and by which phrase (None: by sentences only)."""

    document: Document
    number: int
    """Its place among the documents, which settles a tie."""
    score: float
    phrase: Phrase | None

    @property
    def is_by_name(self) -> bool:
        """Whether a name or another name answers, not a topic or a sentence."""
        return self.phrase is not None and self.phrase.role in ("title", "synonym", "initials")


def asked(words: Sequence[str], lookup: Lookup, is_rewritten: bool) -> list[Asked]:
    """The words of a query with their meanings in the vocabulary."""
    terms = []
    for place, word in enumerate(words):
        is_last = place == len(words) - 1 and not is_rewritten
        meanings = lookup.meanings(word, is_last)
        likest = max(
            meanings, key=lambda known: (meanings[known], lookup.weight(known)), default=""
        )
        surest = likest or word
        weight = lookup.weight(likest) if likest else UNKNOWN_WEIGHT
        share = WEAK_SHARE if word in WEAK or surest in WEAK else 1.0
        terms.append(Asked(word, meanings, share * weight))
    return terms


def matches(query: Sequence[Asked], lookup: Lookup, least: float) -> list[Match]:
    """The documents of one vocabulary that have this share (0-1) of the query, unsorted.

    No phrase can lift a document over the share that it has.
    """
    whole = sum(term.weight for term in query)
    had: dict[int, float] = {}
    for term in query:
        best: dict[int, float] = {}
        for word, sure in term.meanings.items():
            for number, worth in lookup.postings.get(word, ()):
                if (value := sure * worth) > best.get(number, 0.0):
                    best[number] = value
        share = term.weight / whole
        for number, value in best.items():
            had[number] = had.get(number, 0.0) + share * value
    known = _by_meaning(query)
    matched = []
    for number, share in had.items():
        if share >= least:
            document = lookup.documents[number]
            answer, phrase = _best_phrase(document, known, query, whole, lookup)
            score = min(1.0, (1 - PHRASE) * share + PHRASE * answer)
            matched.append(Match(document, number, score, phrase))
    return matched


def _by_meaning(query: Sequence[Asked]) -> dict[str, tuple[int, float]]:
    """For each known word the place in the query that means it most surely."""
    surest: dict[str, tuple[int, float]] = {}
    for place, term in enumerate(query):
        for word, sure in term.meanings.items():
            if sure > surest.get(word, (0, 0.0))[1]:
                surest[word] = (place, sure)
    return surest


def _best_phrase(
    document: Document,
    known: dict[str, tuple[int, float]],
    query: Sequence[Asked],
    whole: float,
    lookup: Lookup,
) -> tuple[float, Phrase | None]:
    best, chosen = 0.0, None
    for phrase in document.phrases:
        theirs: dict[int, float] = {}
        used = total = 0.0
        for word in phrase.words:
            weight = lookup.weight(word)
            total += weight
            if hit := known.get(word):
                place, sure = hit
                theirs[place] = max(sure, theirs.get(place, 0.0))
                used += weight
        if theirs:
            asked_for = sum(sure * query[place].weight for place, sure in theirs.items())
            score = asked_for / whole * phrase.worth * (1 - WHOLE + WHOLE * used / total)
            if score > best:
                best, chosen = score, phrase
    return best, chosen


def share_of_kind(match: Match) -> float:
    """What a match keeps of its score for its kind, 0-1."""
    kind = match.document.entry.kind
    if kind in ("page", "command") and match.score > WHOLE_NAME:
        return 1.0
    return KIND_SHARE.get(kind, 1.0)


def place_of_kind(kind: str) -> int:
    """The place among equal scores; kinds that nobody foresaw come last."""
    return KIND_ORDER.index(kind) if kind in KIND_ORDER else len(KIND_ORDER)
