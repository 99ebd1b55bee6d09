"""What people ask, and what is answered."""

from typing import Annotated

from msgspec import Meta

from coach.records.facts import Fact, Words, refers
from coach.records.words import Record


class Advice(Fact):
    """One question with its answer; where it has no text, the words are those of its rules."""

    key: Words
    question: Words
    also: Annotated[tuple[str, ...], Meta(min_length=1)]
    """Other ways in which people ask it: what the search learns from."""
    text: Annotated[str, Meta(max_length=340)]
    rules: Annotated[tuple[Annotated[str, refers("rules")], ...], Meta(max_length=2)]
    own: tuple[Annotated[str, refers("items")], ...]
    """What is worked out for the applicant, as `kind:key`."""
    depends_on: str
    next: Annotated[Words, refers("items")]
    """Where to act: `task:KEY`, `page:ID`, `resource:ID` or `command:NAME`."""


class Asked(Record):
    """What a question asks for, best first."""

    answers: tuple[Advice, ...]
    needs: int
    """How many of them are read whole, one for each need; the others are only named."""
    is_sure: bool
    """Whether they are surely what is asked; else they are the nearest that is known."""
