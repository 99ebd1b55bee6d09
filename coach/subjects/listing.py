"""What the application list answers, as it leaves the house: records without numpy.

Their fields are the promised JSON keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Generic, TypeVar

from msgspec import UNSET, UnsetType, field

from coach.applying.asking import Query
from coach.records import Record
from coach.subjects.options import Opt

T = TypeVar("T")


class Told(Record, Generic[T]):
    """An answer with the remarks that go with it."""

    answer: T
    notes: list[str] = []
    nothing: str = ""
    """Why there is no list, where there is none."""


class Ends(Record):
    """A figure with its range; null where nothing is published to go by."""

    low: float | None
    mid: float | None
    high: float | None


class Application(Record):
    """One application in the order of adding, and what the list is worth with it."""

    id: str | int | float
    specialty: str | None
    cost: float | None
    total_cost: float
    value: float
    gain: float
    expected_interviews: Ends
    p_none: float
    p_five: float
    p_none_range: tuple[float, float]
    p_five_range: tuple[float, float]
    name: str | UnsetType = UNSET
    """With its state; a market has ids only."""


class Stop(Record):
    """The first point after which money buys little."""

    after: int
    total_cost: float
    why: str


class Share(Record):
    """What of the list goes to one specialty."""

    specialty: str | None
    count: int
    cost: float | None


class PriceList(Record):
    """Where the prices of a service come from."""

    service: str
    season: int
    status: str
    source: str
    as_of: str
    note: str | None


class Listed(Record):
    """The application list: its order, where to stop, what it costs."""

    order: tuple[Application, ...]
    stop: Stop | None
    split: tuple[Share, ...]
    budget: float | None
    count: int | None
    spent: float
    left_out_specialties: tuple[str, ...]
    prices: tuple[PriceList, ...]
    warnings: tuple[str, ...] | UnsetType = UNSET


class Signal(Record):
    """One signal to give, with what it adds and the chance without and with it."""

    program_id: str
    name: str
    specialty: str
    tier: str
    gain: float
    chance_without: float
    chance_with: float
    without: Ends
    signalled: Ends = field(name="with")


class Allowance(Record):
    """How many signals a specialty has in a season."""

    specialty: str
    season: int
    gold: int | None
    silver: int | None
    single: int | None
    service: str
    status: str
    source: str
    as_of: str
    note: str | None


class Signalled(Record):
    """Which programs of the list get a signal, and what is left of them."""

    signals: tuple[Signal, ...]
    left: Mapping[str, Mapping[str, int]]
    allowed: tuple[Allowance, ...]


class Verifying(Record):
    """Missing facts by what their answers can add to the list."""

    queue: tuple[Query, ...]
    decide_nothing: int


class Limits(Record):
    """How long a list may get, for whom, and what to say of it."""

    budget: Annotated[
        float | None,
        Opt(
            "spend at most this (the profile's)",
            "USD",
            low=0.01,
            like="an amount of USD above 0, like 800",
        ),
    ] = None
    count: Annotated[
        int | None,
        Opt("at most N applications", "N", low=1, like="a whole number of 1 or more"),
    ] = None
    specialties: Annotated[
        tuple[str, ...], Opt("a specialty (repeat)", "S", flag="--specialty")
    ] = ()
    """As typed; none: the profile's."""
    threshold: float | None = None
    note: str = ""
