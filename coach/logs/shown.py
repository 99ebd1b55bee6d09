"""What the logs show to be done, as words that the conditions of tasks may use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from coach.logs.documents import Document
from coach.logs.funds import Fund
from coach.logs.letters import IN_HAND, Letter
from coach.logs.outreach import Request
from coach.logs.people import Person
from coach.logs.versions import STUDY, Version
from coach.records import OF_A_LOG

ENOUGH: Final = 3
"""Letters that are sent, alumni that are asked, mentors of a team (norms, second-hand)."""
DRAFT: Final = 400
"""Words of a draft, of the 600 to 850 of a page (judgement)."""
ASKED: Final = ("asked", "promised", *IN_HAND)
"""States of a letter that was asked for."""


class Kept(NamedTuple):
    """The logs that show it."""

    letters: Mapping[str, Letter]
    people: Mapping[str, Person]
    outreach: Mapping[str, Request]
    documents: Mapping[str, Document]
    versions: Mapping[str, Version]
    funds: Mapping[str, Fund]
    since: str
    """The day from which on a draft is of this season."""


def _letters_in(kept: Kept, states: tuple[str, ...]) -> int:
    return sum(letter.state in states for letter in kept.letters.values())


def _from_us(kept: Kept) -> int:
    held = (letter for letter in kept.letters.values() if letter.state in IN_HAND)
    return sum(letter.origin == "us" for letter in held)


def _is_drafted(kept: Kept) -> bool:
    there = (each for each in kept.versions.values() if not each.taken_out)
    return any(
        each.words >= DRAFT and each.specialty != STUDY and each.when >= kept.since
        for each in there
    )


def _roles(kept: Kept) -> Counter[str]:
    return Counter(person.role for person in kept.people.values())


def _papers(kept: Kept) -> set[str]:
    """The kinds of papers that are there, or were."""
    there = ("in hand", "sent", "verified")
    return {paper.kind for paper in kept.documents.values() if paper.state in there}


TESTS: Final[Mapping[str, Callable[[Kept], bool]]] = {
    OF_A_LOG: lambda kept: True,
    "letters_asked": lambda kept: _letters_in(kept, ASKED) >= ENOUGH or _from_us(kept) >= 2,
    "letters_there": lambda kept: _letters_in(kept, IN_HAND) >= ENOUGH,
    "mentors_for_three": lambda kept: {"clinical", "research", "visa"} <= _roles(kept).keys(),
    "studies_with_others": lambda kept: bool(_roles(kept)["group"]),
    "alumni_asked": lambda kept: (
        sum(request.kind == "alumnus" for request in kept.outreach.values()) >= ENOUGH
    ),
    "statement_drafted": _is_drafted,
    "money_told": lambda kept: {"put_by", "savings"} <= kept.funds.keys(),
    "papers_there": lambda kept: (
        "passport" in (there := _papers(kept)) and bool(there & {"diploma", "transcript"})
    ),
}
"""Each word of LOGGED with its test."""


def shown(kept: Kept) -> frozenset[str]:
    """The words that hold."""
    return frozenset(word for word, holds in TESTS.items() if holds(kept))
