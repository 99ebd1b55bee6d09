"""A throw-away log: the whole declaration."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from coach.logs.fields import ask, links, private
from coach.logs.log import Entry, Log


class Card(Entry, kw_only=True):
    """A card to a colleague, from the question to the thank-you."""

    writer: Annotated[str, ask("Who writes it?"), links("person")]
    specialty: Annotated[Literal["", "IM", "FM", "PED"], ask("For which specialty?")] = ""
    origin: Literal["", "us", "home"] = ""
    state: Literal["planned", "asked", "promised", "uploaded", "processed"] = "planned"
    asked_on: date | None = None
    quality: Annotated[int, Meta(ge=1, le=5)] | None = None
    note: Annotated[str, private] = ""


CARDS = Log(
    "cards",
    Card,
    title=lambda letter: f"{letter.writer}, {letter.specialty or 'any specialty'}",
    line="card {writer} {specialty} {origin} {state} {asked_on}",
    columns=("writer", "specialty", "state", "asked_on"),
    demo=("card Dr Khan IM us promised",),
)
