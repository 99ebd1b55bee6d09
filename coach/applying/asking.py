"""How a missing fact is found: where to look, how long it takes, what the answer is worth."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

LOOK_MINUTES: Final = 10
"""To look at a program's page; a judgement."""
MAIL_MINUTES: Final = 20
"""To find an address, write and read the answer; a judgement."""


class Query(Struct, frozen=True):
    """One fact to check before paying."""

    program_id: str
    name: str
    field: str
    """As `coach fact` takes it."""
    value: float
    """What the answer can add to the list, in the units of its value."""
    minutes: int
    where: str
    question: str | None
    """One sentence for the coordinator; None while Match Week forbids to ask."""
    p_yes: float
    """How probable it is that the answer leaves the program open."""
    basis: str
    """What that rests on: `estimated from …`, or `a judgement`."""


def minutes(website: str, locked: bool = False) -> int:
    """Minutes to find the fact out; in Match Week (locked) nobody is asked."""
    return LOOK_MINUTES if website or locked else MAIL_MINUTES


def where(website: str, locked: bool = False) -> str:
    """Where the fact may stand; in Match Week (locked) no mail is advised."""
    if website:
        return f"{website}, then its FREIDA entry"
    if locked:
        return "its FREIDA entry; questions wait until Match Week is over"
    return "its FREIDA entry, then a mail to the coordinator"
