"""A throw-away log: the whole declaration."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from coach.logs.fields import ask, links, one_of, private
from coach.logs.log import Entry, Log


class Letter(Entry, kw_only=True):
    """A letter of recommendation, from the question to the thank-you."""

    writer: Annotated[str, ask("Who writes it?"), links("person")]
    specialty: Annotated[str, ask("For which specialty?"), one_of("IM", "FM", "PED")] = ""
    origin: Literal["", "us", "home"] = ""
    state: Literal["planned", "asked", "promised", "uploaded", "processed"] = "planned"
    asked_on: date | None = None
    quality: Annotated[int, Meta(ge=1, le=5)] | None = None
    note: Annotated[str, private] = ""


LETTERS = Log(
    "letters",
    Letter,
    title=lambda letter: f"{letter.writer}, {letter.specialty or 'any specialty'}",
    line="lor {writer} {specialty} {origin} {state} {asked_on}",
    columns=("writer", "specialty", "state", "asked_on"),
    demo=("lor Dr Khan IM us promised",),
)
