"""What the release knows of a season that runs."""

from typing import Literal

from coach.records.facts import Anchor, Fact, Words

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
