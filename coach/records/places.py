"""Where people and programs are: states, countries, time zones."""

from typing import Annotated, Literal

from msgspec import Meta, field

from coach.records.facts import Fact, Words


class State(Fact):
    """One state or territory with the division of the application's region question."""

    code: Words = field(name="state")
    name: Words
    words: tuple[str, ...]
    """Its name in other languages, where it is another."""
    division: Words
    zones: tuple[str, ...] = ()
    """The zone of most of its people first; several where it lies in several."""


class Country(Fact):
    """A country or territory in the forms that people write, and the lists that named it. Of a list
    `source`, `as_of` and `status` tell; it is a fact to check today, never a verdict."""

    name: Words = field(name="country")
    aliases: tuple[str, ...]
    """Official, short, former and foreign names."""
    people: tuple[str, ...]
    iso2: str
    iso3: str
    extent: Literal["full", "partial", ""] = field(name="list")
    """Of the suspension of visas by nationality."""
    what: str
    """The visas it named."""
    hold: Literal["yes", "documents", ""]
    """Whether USCIS holds benefits of people born there or its citizens; documents: of those who
    use its travel documents, and whether birth counts too is not told."""

    @property
    def listed(self) -> str:
        """Whom the lists name: the country, or the holders of its travel documents."""
        holders = "holders of Palestinian Authority documents"
        return holders if self.hold == "documents" else self.name


class Zone(Fact):
    """A time zone's abbreviation, with the zones that it may mean."""

    abbreviation: Words
    zones: Annotated[tuple[str, ...], Meta(min_length=1)]
