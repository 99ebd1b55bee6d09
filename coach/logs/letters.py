"""Letters of recommendation, from the question to the thank-you; never their text."""

from datetime import date
from typing import Annotated, Final, Literal

from msgspec import Meta

from coach.logs.fields import also, ask, flags, links, named, private
from coach.logs.log import Entry, Log
from coach.logs.settling import settled_letter

States = Literal["planned", "asked", "promised", "uploaded", "processed", "declined"]
IN_HAND: Final = ("uploaded", "processed")
"""States of a letter that is there."""
COMING: Final = ("asked", "promised")
"""States of a letter that may come."""
MINE: Final = "my specialty"
"""The specialty of a letter that was told without its name."""


class Letter(Entry, kw_only=True):
    """A letter of recommendation, from the question to the thank-you."""

    writer: Annotated[str, ask("Who writes it?"), links("person")]
    specialty: Annotated[str, named("specialty"), ask("From which specialty?")] = ""
    origin: Annotated[Literal["", "us", "home"], ask("From the US or from home?")] = ""
    kind: Literal["clinical", "chair", "standard", "research"] = "clinical"
    state: Annotated[States, also(agreed="promised", received="uploaded", sent="uploaded")] = (
        "planned"
    )
    asked_on: date | None = None
    reminded: date | None = None
    uploaded_on: date | None = None
    waived: Annotated[bool | None, flags("waived"), ask("Did you waive the right to read?")] = None
    thanked: date | None = None
    strength: Annotated[int, Meta(ge=1, le=5), ask("How well do they know you, 1 to 5?")] | None = (
        None
    )
    programs: Annotated[tuple[str, ...], links("program")] = ()
    note: Annotated[str, private] = ""
    settled = settled_letter


LETTERS = Log(
    "letters",
    Letter,
    title=lambda letter: f"{letter.writer}, {letter.specialty or 'any specialty'}",
    line="lor {writer} {specialty} {origin} {kind} {state} {asked_on} {waived}",
    columns=("writer", "specialty", "origin", "state", "asked_on"),
    demo=(
        "lor Dr Brown IM us processed",
        "lor Dr Ahmed IM us processed",
        "lor Dr Khan IM home promised",
    ),
)
