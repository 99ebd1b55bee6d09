"""Money: what was spent, what is still to come and when, against what comes in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Annotated, Final

from coach.applying.answers import Listed
from coach.logs.funds import FUNDS, Fund as Fund
from coach.logs.log import Entry
from coach.logs.spending import SPENDING, Spending
from coach.prepare import money
from coach.prepare.money import Bill as Bill, Month as Month, Purse, Sums
from coach.profile.meaning import names_of
from coach.records import CoachError, Cost, Fee, Record
from coach.state import money as owed
from coach.subjects.applying import Told
from coach.subjects.logs import LogSubject
from coach.subjects.long_answers import Kept, kept
from coach.subjects.options import Opt, Subject
from coach.subjects.reading import LineReading

MOST_APPLICATIONS: Final = 2000
FUND_WORDS: Final = ("income", "savings")
"""What is told of one's money beside rates."""


class Ledger(Record, dict=True):
    """Money from the first exam to the first pay, on one day."""

    today: date
    spent: float
    without_rate: tuple[Spending, ...]
    """Payments in a currency whose rate was not told: in no sum."""
    bills: tuple[Bill, ...]
    months: tuple[Month, ...]
    purse: Purse
    applications: Mapping[str, int]
    """By specialty, as far as they are in a sum; empty: nobody knows how many."""
    uncounted: tuple[tuple[Cost, Fee], ...]
    currency: str
    """The applicant's own; "" where it was not said."""
    rate: Fund | None
    """Units of it per USD."""
    income_told: bool = False

    @cached_property
    def forecast(self) -> Sums:
        """What is still to come."""
        return money.sums(self.bills)

    @property
    def dated_first(self) -> list[Bill]:
        """The bills by their day, those without one last."""
        return sorted(self.bills, key=lambda bill: (bill.day or date.max, -bill.usd))

    @property
    def big(self) -> list[Bill]:
        """Those that money is to be made ready for by a day."""
        known = (bill for bill in self.dated_first if bill.day and bill.size != "often")
        return [bill for bill in known if bill.usd >= money.BIG]

    @property
    def short(self) -> Month | None:
        """The first month at whose end the money does not reach."""
        return next((each for each in self.months if (each.balance or 0.0) < 0), None)

    @property
    def is_old_rate(self) -> bool:
        """Whether the rate was told long ago."""
        return self.rate is not None and self.today - self.rate.day > money.OLD_RATE

    def own(self, usd: float) -> float | None:
        """USD in the applicant's currency; None without a rate, and where it is USD."""
        return usd * self.rate.amount if self.rate else None


class MoneySubject(Subject):
    """The ledger and its forecast."""

    def forecast(
        self,
        counts: Annotated[
            Mapping[str, str],
            Opt(
                "so many applications in a specialty (your list)",
                "SPECIALTY=COUNT",
                flag="SPECIALTY=COUNT",
                like="SPECIALTY=COUNT",
            ),
        ] = {},  # noqa: B006 - nothing changes it
    ) -> Ledger:
        """Spent, still to come, month by month. Raises CoachError."""
        state = self._state
        applications = self._counts(counts) if counts else self._planned()
        days = owed.road_days(state)
        if counts:  # asked for, whether or not it is still to be sent
            days = {**dict.fromkeys(owed.APPLYING), **days}
        bills = owed.bills(state, days, applications)
        purse = owed.purse(state)
        spent, without_rate = owed.spent_usd(state)
        return Ledger(
            today=state.today,
            spent=spent,
            without_rate=without_rate,
            bills=tuple(bills),
            months=tuple(money.by_month(bills, purse, state.today)),
            purse=purse,
            applications=applications,
            uncounted=tuple(owed.uncounted(state, days, applications)),
            currency=self.currency,
            rate=owed.rates(state).get(self.currency.lower()),
            income_told="income" in owed.rates(state),
        )

    @property
    def currency(self) -> str:
        """The applicant's own: of the profile, else the one whose rate was told; "" for none."""
        told = (each.currency for each in owed.rates(self._state).values())
        own = (self._state.applicant.currency or "").upper()
        # Older answers were free words.
        return own if own in self._state.facts.currencies else next(told, "")

    def fee(self, entry: Spending) -> str:
        """The fee of the road that an entry pays; "" for none."""
        return money.fee_of(entry, self._state.facts.costs)

    def price(self, bill: Bill) -> Fee | None:
        """The row of the fee table behind a bill."""
        rows = (fee for fee in self._state.facts.fees if fee.key == bill.fee)
        return next((fee for fee in rows if fee.season == bill.season), None)

    def usd(self, entry: Spending) -> float | None:
        """An entry in USD; None where no rate of its currency was told."""
        return money.in_usd(entry.amount, entry.currency, owed.rates(self._state))

    def tell(
        self,
        text: Annotated[
            str,
            Opt(
                "280 pkr; income 90000 pkr (what a month leaves for this); savings 300000",
                "WORD",
                joined=True,
            ),
        ],
    ) -> Fund:
        """Keeps a rate (units of a currency per USD), what you put by each month, or what is put
        aside. Raises CoachError."""
        first, _, rest = text.strip().partition(" ")
        what = first.casefold() if first.casefold() in FUND_WORDS else ""
        line = rest if what or first.casefold() == "rate" else text
        if what and re.fullmatch(r"-?[\d.,]+k?", line.strip()) and self.currency:
            line = f"{line} {self.currency}"
        told, _ = LineReading(self._state).price(line)
        amount, currency = float(str(told["amount"])), str(told["currency"])
        _check(what, amount, currency)
        key = what or currency.lower()
        fund = Fund(key, amount, currency, self._state.today)
        with self._state.act(f"Told: {text.strip()}") as act:
            act.put(FUNDS, fund)
        return fund

    def before(self) -> Sequence[Entry]:
        """Keeps what the finished steps cost as paid, at listed prices; what is kept of it
        already is not kept again."""
        state = self._state
        done = {
            key: min(step.due or state.today, state.today)
            for key, step in state.road.by_key.items()
            if step.state == "done"
        }
        entries = [
            Spending(
                what=bill.what,
                amount=bill.usd,
                currency="USD",
                day=bill.day,
                fee=bill.fee,
                task=bill.task,
                note="listed price, not what you paid",
            )
            for bill in owed.bills(state, done, {})
            if bill.size == "sure" and not bill.entry
        ]
        return LogSubject(state, SPENDING).keep("Added: what was paid before", entries)

    def _counts(self, counts: Mapping[str, str]) -> dict[str, int]:
        known, told = names_of(self._state.facts).specialties, {}
        for name, text in counts.items():
            if name.lower() not in known:
                raise CoachError(f"“{name}” is not a known specialty.")
            if not text.isdecimal() or int(text) > MOST_APPLICATIONS:
                raise CoachError(f"{name}: “{text}” is no count of applications.")
            told[known[name.lower()]] = int(text)
        return told

    def _planned(self) -> dict[str, int]:
        """Applications by specialty: those marked apply, else those of the list."""
        if own := owed.marked_counts(self._state):
            return own
        told = kept(self._state, "list", Kept[Told[Listed]])
        split = told.answer.split if told else ()
        return {share.specialty: share.count for share in split if share.specialty}


def _check(what: str, amount: float, currency: str) -> None:
    if not what and currency == "USD":
        raise CoachError("A rate is of another currency: how many of it make one USD?")
    if amount < 0 or (amount == 0 and not what):
        raise CoachError(
            f"{what or 'A rate'}: {amount:g} cannot be"
            f"{'' if what else f'; write how many {currency} make one USD'}."
        )
