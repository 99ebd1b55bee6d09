"""What the mail of a program offers, and what it is read with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, Literal

from coach.records import Record

Asks = Literal["", "zone", "day", "time"]
Role = Literal["slot", "social", "answer", "agenda", "end", "off"]
LEAST_HOURS: Final = 48
"""To answer an invitation, by the Match agreement."""


class Slot(Record):
    """One interview that is offered."""

    day: date
    time: str = ""
    """Where the program is, 09:00; "" where the text has none."""
    zone: str = ""
    """Its IANA name; "" where none is named."""
    utc: datetime | None = None
    minutes: int | None = None
    sure: bool = False
    why: str = ""
    """Why it is not sure."""
    asks: Asks = ""
    choices: tuple[str, ...] = ()
    """Zones that may be meant."""

    @property
    def start(self) -> str:
        """Day and hour as clocks there show them."""
        return f"{self.day}T{self.time}" if self.time else str(self.day)


class Aside(Record):
    """A day or an hour of a mail that is no interview."""

    what: Role
    text: str


class Mail(Record):
    """What the mail of a program says."""

    kind: Literal["invited", "waitlisted", "declined", "unknown"]
    slots: tuple[Slot, ...] = ()
    asides: tuple[Aside, ...] = ()
    answer_by: datetime | None = None
    """The last moment for an answer, where one is named."""
    answer_hours: int | None = None
    """Hours that it gives for an answer."""
    wants_money: bool = False
    wants_password: bool = False


class Known(Record):
    """What a mail is read with."""

    zones: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]
    states: Mapping[str, tuple[str, ...]]
    """Zones by the name of a state, and by its code."""
    today: date
    season: int
    own_zone: str = ""
