"""Mails of invitation with the slots that a careful reader finds in them.

Written by several hands that did not know the parser, after forms that programs use; every name,
day and hour is invented. A set is one hand's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from coach.records import Record
from coach.season.offered import Slot

SETS: Final = Path(__file__).parent / "sets"
HELD: Final = "held"
"""The set that weights are never fitted to."""
TODAY: Final = date(2026, 11, 29)
"""The day on which the mails are read."""
HEAD: Final = "\n=== "
END: Final = "\n--- "


class Wanted(Record):
    """A slot as a careful reader has it."""

    start: str
    """Day and hour there; the day alone where no hour is told."""
    zone: str = ""
    asks: str = ""
    """What the reader would have to ask: day, time, zone; `scam` for a slot not to be trusted."""

    @property
    def utc(self) -> datetime | None:
        """The moment, where zone and hour are told."""
        if not self.zone or "T" not in self.start:
            return None
        there = datetime.fromisoformat(self.start).replace(tzinfo=ZoneInfo(self.zone))
        return there.astimezone(UTC)

    def is_met(self, slot: Slot) -> bool:
        """Whether a slot that was read is this one."""
        if self.asks in ("", "scam"):
            return slot.start == self.start and self.utc in (None, slot.utc)
        if str(slot.day)[5:] == self.start[5:10]:
            return True
        return self.asks == "day" and not slot.sure and slot.time == self.start[11:]


class Labelled(Record):
    """A mail with what is in it."""

    name: str
    kind: str
    text: str
    slots: tuple[Wanted, ...]


def names() -> list[str]:
    """All sets, the held one last."""
    return sorted((path.stem for path in SETS.glob("*.txt")), key=lambda name: (name == HELD, name))


def mails(name: str) -> Iterator[Labelled]:
    """The mails of one set."""
    for block in (SETS / f"{name}.txt").read_text(encoding="utf-8").split(HEAD)[1:]:
        head, _, body = block.partition("\n")
        text, _, rows = body.rpartition(END)
        number, kind = head.split()
        lines = (row.split() for row in rows.split("\n") if row.strip())
        slots = tuple(Wanted(*(each.strip("-") for each in line)) for line in lines)
        yield Labelled(number, kind, text, slots)
