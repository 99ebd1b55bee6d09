"""Which kind of thing stands first when several answer equally well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.search.document import Document
from coach.search.rank import Asked, Match
from coach.search.words import word_set

KIND_SHARE: Final = {"task": 0.85, "program": 0.92, "command": 0.96, "page": 0.96}
"""What other kinds keep of their score, so that a resource that answers stands first."""
WHOLE_NAME: Final = 0.99
"""The score of a query that is the very name; pages and commands keep all of it."""
KIND_ORDER: Final = ("resource", "person", "page", "command", "task", "program")
"""The order of equal scores."""
VAGUE_SHARE: Final = 0.6
"""What a program keeps that shares only vague words with the query."""
VAGUE: Final = word_set(
    "program programs residency hospital hospitals university medical medicine center centre "
    "clinic clinics health healthcare care system college school state community regional "
    "general network international education science sciences national american research"
)
"""Words of program names that name no program."""
SURE: Final = 0.75
"""How sure a typed word must mean one of a program's to name it."""


def share_of_kind(match: Match, question: Sequence[Asked]) -> float:
    """What a match keeps of its score for its kind, 0-1."""
    kind = match.document.entry.kind
    if kind in ("page", "command") and match.score > WHOLE_NAME:
        return 1.0
    share = KIND_SHARE.get(kind, 1.0)
    if kind == "program" and not _is_named(match.document, question):
        share *= VAGUE_SHARE
    return share


def place_of_kind(kind: str) -> int:
    """The place among equal scores; kinds that nobody foresaw come last."""
    return KIND_ORDER.index(kind) if kind in KIND_ORDER else len(KIND_ORDER)


def _is_named(document: Document, question: Sequence[Asked]) -> bool:
    """Whether the query has a word that is the program's own: a hospital, town or specialty."""
    return any(
        sure >= SURE and word in document.words and word not in VAGUE
        for term in question
        if term.word not in VAGUE
        for word, sure in term.meanings.items()
    )
