"""Interviews: when in whose zone, and what one felt there, kept as it was that day."""

from datetime import date
from typing import Annotated, Final, Literal

from msgspec import Meta

from coach.logs.fields import also, ask, flags, links, named, private
from coach.logs.log import Log
from coach.logs.of_a_season import OfASeason, settled_interview

MARKS: Final = ("teaching", "people", "work", "place", "gut")
"""What is marked after an interview, 1 to 5."""
OneToFive = Annotated[int, Meta(ge=1, le=5)]


class Interview(OfASeason, kw_only=True):
    """An interview with a program: its day and hour, and how it was."""

    program: Annotated[str, links("program"), ask("With which program?")]
    day: Annotated[date | None, ask("On which day, where the program is?")] = None
    time: Annotated[str, named("time"), ask("At what time there? (9:30 am)")] = ""
    zone: Annotated[str, named("zone"), ask("In which time zone? (ET, CT, America/Phoenix)")] = ""
    minutes: Annotated[int, Meta(ge=5, le=1440)] | None = None
    form: Annotated[
        Literal["video", "in person"], also(zoom="video", virtual="video", onsite="in person")
    ] = "video"
    state: Annotated[Literal["booked", "held", "cancelled"], also(done="held")] = "booked"
    teaching: Annotated[OneToFive, ask("Teaching, 1 to 5?")] | None = None
    people: Annotated[OneToFive, ask("The people, 1 to 5?")] | None = None
    work: Annotated[OneToFive, ask("The work and its hours, 1 to 5?")] | None = None
    place: Annotated[OneToFive, ask("The place to live, 1 to 5?")] | None = None
    gut: Annotated[OneToFive, ask("Would you be glad there, 1 to 5?")] | None = None
    felt_on: date | None = None
    """The day on which the marks were made; they stay as they were."""
    contact: Annotated[Literal["", "yes", "no"], ask("Did they say yes to mail afterwards?")] = ""
    thanked: Annotated[date | None, flags("thanked")] = None
    note: Annotated[str, private] = ""
    settled = settled_interview

    @property
    def marks(self) -> tuple[int, ...]:
        """The five marks; empty while one of them is missing."""
        marks = tuple(getattr(self, name) for name in MARKS)
        return marks if all(marks) else ()

    @property
    def zone_words(self) -> str:
        """Its town, which is shorter."""
        return self.zone.rpartition("/")[2].replace("_", " ")

    @property
    def order(self) -> float:
        """The next one first, in the order of days and hours."""
        hours, _, minutes = self.time.partition(":")
        at = int(hours or 0) + int(minutes or 0) / 60
        return (self.day or date.max).toordinal() + at / 24


INTERVIEWS = Log(
    "interviews",
    Interview,
    title=lambda interview: interview.title,
    line="interview {program} {day} {time} {zone} {form} {state}",
    columns=("program", "day", "zone", "state"),
    demo=("interview Maimonides IM +45d 9:00 am ET video",),
)
