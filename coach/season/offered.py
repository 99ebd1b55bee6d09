"""What the mail of a program offers, and what it is read with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Literal

from coach.records import Record

if TYPE_CHECKING:
    from coach.facts.book import Facts

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
    full: bool = False
    """Whether the mail says that nobody can be booked there any more."""
    text: str = ""
    """What it was read in."""

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
    form: Literal["video", "in person"] = "video"
    wants_money: bool = False
    wants_password: bool = False

    @property
    def is_scam(self) -> bool:
        """Whether it wants what no program does."""
        return self.wants_money or self.wants_password


class Known(Record):
    """What a mail is read with."""

    zones: Mapping[str, tuple[str, ...]]
    """By the short name or the place that names them."""
    words: Mapping[str, tuple[str, ...]]
    states: Mapping[str, tuple[str, ...]]
    """Zones by the name of a state, and by its code."""
    towns: Mapping[str, tuple[str, ...]]
    """Zones of the state of a town with programs, where no other of its name has others."""
    weights: Mapping[str, float]
    """What the words around a day or an hour say for an interview."""
    today: date
    season: int
    own_zone: str = ""

    @classmethod
    def of(cls, facts: Facts, today: date, season: int, own_zone: str = "") -> Known:
        """What the facts know of mails."""
        codes = {row.code: row.zones for row in facts.states.values()}
        towns: dict[str, set[tuple[str, ...]]] = {}
        for town, state in facts.towns():
            towns.setdefault(town, set()).add(codes.get(state, ()))
        return cls(
            zones={row.abbreviation: row.zones for row in facts.zones.values()},
            words={row.list: row.words for row in facts.mail_words.values()},
            states=codes | {row.name: row.zones for row in facts.states.values()},
            towns={town: min(zones) for town, zones in towns.items() if len(zones) == 1},
            weights={row.sign: row.weight for row in facts.mail_weights.values()},
            today=today,
            season=season,
            own_zone=own_zone,
        )
