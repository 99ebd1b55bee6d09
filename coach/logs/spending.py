"""Money: what was paid or will be, in any currency, known by its currency."""

from datetime import date
from typing import Annotated, Final, Literal

from msgspec import Meta

from coach.logs.fields import also, ask, links, named, private
from coach.logs.log import Entry, Log
from coach.logs.settling import settled_spending

NO_FEE: Final = "-"
"""In place of a fee, where the applicant says that an entry is none of the road."""


def amount_words(number: float) -> str:
    """An amount of money, with its cents where there are any."""
    return f"{number:,.{2 * (round(number, 2) % 1 > 0)}f}"


class Spending(Entry, kw_only=True):
    """What was paid, or will be."""

    what: Annotated[str, ask("For what?")]
    amount: Annotated[float, Meta(le=1e9), ask("How much?")] = 0.0
    currency: Annotated[str, named("currency"), ask("In which currency? (usd, pkr)")] = ""
    day: Annotated[date | None, ask("On which day was it paid, or will it be?")] = None
    state: Annotated[
        Literal["paid", "planned", "refunded"], also(plan="planned", refund="refunded")
    ] = "paid"
    fee: Annotated[str, named("fee"), ask("Which fee of the list is it? (- for none)")] = ""
    task: Annotated[str, links("task")] = ""
    note: Annotated[str, private] = ""
    settled = settled_spending

    @property
    def amount_words(self) -> str:
        """With its currency: 42,000 PKR."""
        return f"{amount_words(self.amount)} {self.currency}"


SPENDING = Log(
    "spending",
    Spending,
    title=lambda entry: entry.what,
    line="spent {what} {amount} {day} {state}",
    columns=("what", "amount", "day", "state"),
    demo=(
        "spent OET 455 usd 80 days ago",
        "spent translation of papers 42000 pkr yesterday",
        "spent flight to the rotation 900 usd planned +100d",
    ),
)
