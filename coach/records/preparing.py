"""What the release knows of letters, and whom the applicant knows at a program."""

from typing import Annotated, Final, Literal

from msgspec import Meta, field

from coach.records.facts import Fact, SpecialtyName, Words
from coach.records.words import Record


class LetterRule(Fact):
    """The letters that programs of some specialties take; the row without any is for all others."""

    specialties: tuple[SpecialtyName, ...]
    letters: Annotated[int, Meta(ge=0, le=4)]
    """Sent at least."""
    us: Annotated[int, Meta(ge=0, le=4)]
    """Of them from US physicians, at least."""
    own: Annotated[int, Meta(ge=0, le=4)]
    """Of them from the specialty, at least."""
    chair: Annotated[int, Meta(ge=0, le=4)]
    standard: Annotated[int, Meta(ge=0, le=4)]
    """On the specialty's own form, at least."""
    note: str = ""


class LetterWait(Fact):
    """When the next nudge of a letter is due, in days before or after what it hangs on."""

    key: Words = field(name="wait")
    early: Annotated[int, Meta(ge=0, le=1000)]
    late: Annotated[int, Meta(ge=0, le=1000)]
    text: Words


class There(Record):
    """Whom and what the applicant knows at a program."""

    short: str
    """For a row: `Dr Lee`, `Dr Lee +1`."""
    words: str
    """`you know Dr Lee there`."""


NOBODY: Final = There("", "")


BlankKind = Literal["name", "date", "number", "country", "status", "visa", "yes", "gaps"]


class FormField(Fact, kw_only=True):
    """One field of a form, in the order of its pages."""

    form: Words
    page: Words
    key: Words
    """What it asks, the same in every form."""
    label: Words
    words: tuple[str, ...] = ()
    """Other names of the key."""
    kind: Literal[BlankKind, "school", "phone", "same", "free"]
    """How what stands in it is compared; free: not at all."""
    limit: Annotated[int, Meta(ge=1, le=100_000)] | None = None
    """Characters, spaces with them; None: not stated."""
    takes: Literal["", "documents", "profile", "exams", "experience"] = ""
    """Where the coach keeps what belongs there."""
    season: str = ""
    """The Match year of the limit."""
