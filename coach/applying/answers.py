"""What the application list answers: records without numpy, whose fields are the JSON keys."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import UNSET, UnsetType, field

from coach.applying.fees import Schedule
from coach.records import Record, Signals


class Room(Record):
    """How long a list may get, in USD and applications, and from where more buys little."""

    budget: float | None = None
    count: int | None = None
    threshold: float = 1.0
    """Percent of the value that the next USD 100 should add; both are a judgement."""


class Ends(Record):
    """A figure with its range."""

    low: float = 0.0
    mid: float = 0.0
    high: float = 0.0


class Application(Record):
    """One application in the order of adding, and what the list is worth with it."""

    id: str | int | float
    specialty: str | None
    cost: float | None
    """USD; None where the price is not known."""
    total_cost: float
    value: float
    gain: float
    expected_interviews: Ends
    """The range holds at least 80 %."""
    p_none: float
    """Chance of no invitation at all."""
    p_five: float
    """Chance of at least five invitations."""
    p_none_range: tuple[float, float]
    """Over the spreads of the shared factor that are believable."""
    p_five_range: tuple[float, float]
    name: str | UnsetType = UNSET
    """With its state; a market has ids only."""


class Stop(Record):
    """The first point after which money buys little."""

    after: int
    """Applications."""
    total_cost: float
    why: str


class Share(Record):
    """What of the list goes to one specialty; no cost where a price is not known."""

    specialty: str | None
    count: int
    cost: float | None


class FirstYears(Record):
    """First-year programs beside the advanced ones of a list."""

    count: int
    """On the list; from 1 November on also those that are marked to apply to."""
    usd: float = 0.0
    """Kept for them at the end of the list."""
    expected_interviews: Ends | None = None
    """With these programs alone; None where none is kept for them."""
    says: tuple[str, ...] = ()
    """How many and why, or why none; then what to ask."""


class Listed(Record):
    """The application list: its order, where to stop, what it costs."""

    order: tuple[Application, ...]
    stop: Stop | None
    split: tuple[Share, ...]
    budget: float | None
    count: int | None
    spent: float
    left_out_specialties: tuple[str, ...]
    """A budget leaves out what has no known price."""
    prices: tuple[Schedule, ...]
    warnings: tuple[str, ...] | UnsetType = UNSET
    first_year: FirstYears | UnsetType = UNSET
    """Unset without an advanced post on the list."""
    season: int | UnsetType = UNSET
    """Whose list it is: once a season is over, that of a later one. A market has none."""


class Signal(Record):
    """One signal to give, with what it adds once those before it are given."""

    program_id: str
    specialty: str
    tier: str
    """gold, silver or single."""
    gain: float
    """In the units of the list's value."""
    chance_without: float
    """Mean chance of an invitation, an unknown gate included."""
    chance_with: float
    name: str = ""
    without: Ends = Ends()
    signalled: Ends = field(name="with", default=Ends())


class Signalled(Record):
    """Which programs of the list get a signal, and what is left of them."""

    signals: tuple[Signal, ...]
    left: Mapping[str, Mapping[str, int]]
    """Signals that no program is worth, by specialty and tier."""
    allowed: tuple[Signals, ...]


class Query(Record):
    """One fact to check before paying."""

    program_id: str
    name: str
    field: str
    """As `coach fact` takes it."""
    value: float
    """What the answer can add to the list, in the units of its value."""
    minutes: int
    where: str
    question: str | None
    """One sentence for the coordinator; None while Match Week forbids to ask."""
    p_yes: float
    """How probable it is that the answer leaves the program open."""
    basis: str
    """What that rests on: `estimated from …`, or `a judgement`."""


class Verifying(Record):
    """Missing facts by what their answers can add to the list."""

    queue: tuple[Query, ...]
    decide_nothing: int


def twelve(number: float) -> float:
    """A number with the twelve digits that are worked out."""
    return float(f"{number:.12g}")
