"""The rank order list: programs in the order of the applicant's wish, and what one feels now."""

import re
from datetime import date
from typing import Final, Literal

from coach.logs.log import Log
from coach.records import Record

Told = Literal["", "yes", "no"]


class Rank(Record):
    """A program, or one of its tracks, on the rank order list of a season."""

    season: int
    program: str
    track: str = ""
    """As the NRMP lists it, where the program has several: "preliminary"."""
    name: str = ""
    """Of the program with its specialty; from the facts."""
    place: int = 0
    """From 1 on in its list."""
    supplemental: bool = False
    """Whether it is a first year, ranked behind the advanced posts."""
    note: str = ""
    """What one feels of it when one ranks; the marks of then stay with the interview."""
    would_go: Told = ""
    met_for: Told = ""
    """Whether the interview was for this track."""
    visa_in_writing: date | None = None
    """The day of the program's word on the visa."""

    @property
    def key(self) -> str:
        """One for each track of a program in a season."""
        track = re.sub(r"[^a-z0-9]+", "_", self.track.casefold()).strip("_")
        return "/".join(filter(None, (str(self.season), self.program, track)))

    @property
    def title(self) -> str:
        """With its track."""
        return " ".join(filter(None, (self.name or self.program, self.track)))

    @property
    def short(self) -> str:
        """Without its specialty."""
        name = self.name.rpartition(", ")[0] or self.program
        return " ".join(filter(None, (name, self.track)))


RANKS: Final = Log("ranks", Rank, title=lambda rank: rank.title)
