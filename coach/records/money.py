"""What the release knows of money: fees, which task brings which, currencies."""

from typing import Annotated, Literal

from msgspec import Meta, field

from coach.records.facts import Condition, Fact, TaskKey, Words, refers
from coach.records.words import Record


class Fee(Fact):
    """One price of a season or year; amount None where nobody has stated it."""

    key: Words = field(name="fee_key")
    item: Words
    season: Words
    amount: Annotated[float, Meta(ge=0, le=1e9)] | None
    currency: Words
    unit: Words
    rule: str
    note: str = ""


class Cost(Record):
    """A fee that a task of the road brings; how sure the price is stands with the fee."""

    task: TaskKey
    fee: Annotated[str, refers("fees")]
    who: tuple[Condition, ...]
    """Who pays it, beside those whom the task is for."""
    times: Annotated[int, Meta(ge=1, le=20)]
    per: Literal["", "dependant", "application"]
    """application: by the price list of the service, for as many as are on the list."""
    size: Literal["sure", "usual", "often", "named", "employer", "warning"]
    """How far it counts: sure in every sum, usual in all but the lowest, often in the highest
    alone; named: said without a sum, as nobody knows how much or how many."""
    lasts: Literal["once", "season", "try"]
    """Until when one that was paid counts."""
    words: tuple[Words, ...]
    """As people write it."""
    note: str = ""


class Currency(Record):
    """A currency of ISO 4217."""

    code: Words
    name: Words
    words: tuple[Words, ...]
    """As people write it; one word may be of several."""
