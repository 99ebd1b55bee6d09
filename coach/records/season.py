"""What the release knows of a season that runs."""

from datetime import datetime
from typing import Annotated, Literal

from coach.records.facts import Anchor, Condition, Fact, TaskKey, Words, refers
from coach.records.words import Record

SoapStanding = Literal[
    "waiting", "matched", "advanced_only", "first_year_only", "eligible", "not_eligible"
]
"""Where an applicant stands in Match Week; waiting: nobody said yet."""


class StillHelps(Fact):
    """Something that may be done while invitations are few, and until when."""

    key: Words
    opens: Anchor | None
    due: Anchor | None
    contact: bool
    """Whether it is contact with programs, which Match Week forbids."""
    text: Words
    over: str = ""
    """What is said once its last day is over."""


class AfterRow(Fact):
    """What is asked of whom by when after the Match: where a start is late, or nobody matched."""

    key: Words
    part: Literal["late", "change", "stay"]
    who: tuple[Condition, ...]
    """Conditions that must all hold (coach/rules/conditions.py)."""
    opens: Anchor | None
    due: Anchor | None
    tasks: tuple[TaskKey, ...]
    """Steps that make it needless, once all of them that the road has are done; () for never."""
    whom: str
    title: Words
    text: Words
    rules: tuple[Annotated[str, refers("rules")], ...]
    """What is said of it as a rule, with its own source."""


class SoapRow(Fact):
    """What is said of SOAP and Match Day: to whom, from which event on, in which part."""

    key: Words
    part: Literal["need", "next", "hold", "after", "card", "list", "day"]
    who: tuple[SoapStanding, ...]
    """Where those stand whom it concerns; () for everybody."""
    since: str
    """The event from which it holds, "" for always; `{event}` in the text is that event's hour."""
    title: Words
    text: Words


class GateRow(Fact):
    """A gate of the published road, or an exit beside it; `status` is that of what is said."""

    key: Words
    part: Literal["gate", "exit"]
    title: Words
    text: Words
    """Of a gate whom it asks of; of an exit what it is."""


class Lock(Record):
    """The lock of Match Week: when nobody starts contact; every moment carries its zone."""

    start: datetime
    end: datetime
    """The first moment at which it holds no more."""
    outside: datetime
    who: SoapStanding

    @property
    def times(self) -> tuple[datetime, datetime, datetime]:
        """Start, end, and from when programs outside the Match may be written to."""
        return self.start, self.end, self.outside

    def holds(self, at: datetime) -> bool:
        """Whether it holds at a moment."""
        return self.start <= at.astimezone() < self.end
