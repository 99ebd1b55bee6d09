"""Money: what was spent, what is still to come and when, against what comes in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Annotated, Final

from coach.applying.answers import Listed
from coach.journey.over import SENDING
from coach.logs.funds import FUNDS, Fund as Fund
from coach.logs.log import Entry
from coach.logs.spending import SPENDING, Spending
from coach.prepare import money
from coach.prepare.money import Bill as Bill, Month as Month, Sums
from coach.profile.meaning import names_of
from coach.records import CoachError, Cost, Fee, Record
from coach.state import money as owed
from coach.subjects.applying import Told
from coach.subjects.logs import LogSubject
from coach.subjects.long_answers import Kept, kept
from coach.subjects.options import Opt, Subject, as_one
from coach.subjects.reading import LineReading

MOST_APPLICATIONS: Final = 2000
FUND_WORDS: Final = {"put by": "put_by", "savings": "savings"}
"""What is told of one's money beside rates: words and key."""
EARNED: Final = r"(?i)\b(income|salary|earn|pay)\b"
FILLING: Final = (
    "a an and at dollar each every for i in is month monthly my of one per rate the to us usd 1"
)
"""Words that may stand beside an amount and change nothing."""


class Ledger(Record, dict=True):
    """Money from the first exam to the first pay, on one day."""

    today: date
    spent: float
    without_rate: tuple[Spending, ...]
    """Payments in a currency whose rate was not told: in no sum."""
    bills: tuple[Bill, ...]
    months: tuple[Month, ...]
    savings: float | None
    """In USD; None for what is not known, as with what is put by."""
    put_by: float | None
    applications: Mapping[str, int]
    """By specialty, as far as they are in a sum; empty: nobody knows how many."""
    uncounted: tuple[tuple[Cost, Fee], ...]
    currency: str
    """The applicant's own; "" where it was not said."""
    funds: Mapping[str, Fund]
    """What was told of one's money, by key."""
    marked: int = 0
    """Programs marked apply, where they alone are counted as applications."""
    proposed: int = 0
    """Applications of the list."""

    @property
    def rate(self) -> Fund | None:
        """Units of the applicant's currency per USD."""
        return self.funds.get(self.currency.lower())

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
        return [bill for bill in self._sure if bill.usd >= money.BIG]

    @property
    def next_big(self) -> list[Bill]:
        """The first big payment, and before it all that falls due until its day."""
        first = next(iter(self.big), None)
        last = first.day if first and first.day else date.min
        until = [each for each in self._sure if (each.day or date.max) <= last]
        return [*(each for each in until if each is not first), first] if first else []

    @property
    def _sure(self) -> list[Bill]:
        return [bill for bill in self.dated_first if bill.day and bill.size != "often"]

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
        state, marked, proposed = self._state, owed.marked_counts(self._state), self._listed()
        applications = next(filter(None, (self._counts(counts), marked)), proposed)
        days = owed.road_days(state)
        if counts:  # asked for, whether or not it is still to be sent
            days = {**dict.fromkeys(SENDING), **days}
        bills = owed.as_planned(state, owed.bills(state, days, applications))
        funds, payments = state.kept(FUNDS), owed.payments(state)
        savings, monthly = owed.savings(state), funds.get("put_by")
        put_by = owed.in_usd(state, monthly) if monthly else None
        return Ledger(
            today=state.today,
            spent=round(sum(usd or 0.0 for _, usd, _ in payments), 2),
            without_rate=tuple(
                each for _, usd, each in payments if usd is None and isinstance(each, Spending)
            ),
            bills=tuple(bills),
            months=tuple(money.by_month(bills, savings, put_by or 0.0, state.today)),
            savings=savings,
            put_by=put_by,
            applications=applications,
            uncounted=tuple(owed.uncounted(state, days, applications)),
            currency=self.currency,
            funds=funds,
            marked=sum(marked.values()) * (applications is marked),
            proposed=sum(proposed.values()),
        )

    @property
    def currency(self) -> str:
        """The applicant's own: of the profile, else the one whose rate was told; "" for none."""
        told = (each.currency for each in self._state.kept(FUNDS).values())
        own = (self._state.applicant.currency or "").upper()
        # Older answers were free words.
        return own if own in self._state.facts.currencies else next(told, "")

    def fee(self, entry: Spending) -> str:
        """The fee of the road that an entry pays; "" for none."""
        return money.fee_of(entry, self._state.facts.costs)

    def usd(self, entry: Spending) -> float | None:
        """An entry in USD; None where no rate of its currency was told."""
        return owed.in_usd(self._state, entry)

    def tell(
        self,
        text: Annotated[
            str, Opt("280 pkr; put by 40000 pkr; savings 300000 pkr", "WORD", joined=True)
        ],
    ) -> list[Fund]:
        """Keeps a rate (units of a currency per USD), what you put by each month, or what is put
        aside: all that a line tells, or nothing. Raises CoachError."""
        funds = self.read(text)
        are_rates = all(fund.key not in FUND_WORDS.values() for fund in funds)
        words = "Told the rate of a dollar" if are_rates else "Told"
        with self._state.act(f"{words}: {text.strip()}") as act:
            for fund in funds:
                act.put(FUNDS, fund)
        return funds

    def read(self, text: str) -> list[Fund]:
        """What a line tells, its parts divided by ; or a comma. Raises CoachError."""
        parts = [part.strip() for part in re.split(r";|,(?!\d)|\n", text) if part.strip()]
        own, funds = self.currency, list[Fund]()
        for part in parts or [""]:
            funds.append(self._fund(part, own))
            own = own or funds[-1].currency
        return funds

    def _fund(self, part: str, own: str) -> Fund:
        """What one part of a line tells, without a word left over. Raises CoachError."""
        word = next((word for word in FUND_WORDS if word in part.casefold()), "")
        if not word and re.search(EARNED, part):
            raise CoachError(
                "Of what you earn, only what is left counts; say what you put by each month, like "
                "put by 40000 pkr."
            )
        line = re.sub(f"(?i){word}", " ", part).strip() if word else part
        if word and re.fullmatch(r"-?[\d.,]+k?", line):
            line = f"{line} {own}"
        amount, currency, rest = self._price(line)
        if not set(re.findall(r"\w+", rest.casefold())) <= {*FILLING.split()}:
            raise CoachError(f"“{part}” is not understood; a ; divides what you tell.")
        _check(word, amount, currency)
        return Fund(FUND_WORDS.get(word, currency.lower()), amount, currency, self._state.today)

    def _price(self, line: str) -> tuple[float, str, str]:
        """An amount, its currency and what else stands there; of `280 pkr = 1 usd` the first."""
        told, rest = LineReading(self._state).price(line)
        amount, currency = float(str(told["amount"])), str(told["currency"])
        is_unit = (currency, amount) == ("USD", 1) and re.search(r"\d", rest)
        return self._price(rest) if is_unit else (amount, currency, rest)

    def finished(self) -> list[Spending]:
        """What the finished steps cost at listed prices and is not kept yet, as payments of a day
        that nobody told."""
        state = self._state
        done = {key: None for key, step in state.road.by_key.items() if step.state == "done"}
        had = {(each.what, each.task) for each in state.kept(SPENDING).values()}
        return [
            Spending(
                what=bill.what,
                amount=bill.usd,
                currency="USD",
                fee=bill.fee,
                task=bill.task,
                note="listed price, not what you paid",
            )
            for bill in owed.bills(state, done, {})
            if bill.size == "sure" and bill.prices and (bill.what, bill.task) not in had
        ]

    @as_one
    def before(self) -> Sequence[Entry]:
        """Keeps what the finished steps cost as paid, at listed prices."""
        return LogSubject(self._state, SPENDING).keep("Added: what was paid", self.finished())

    def _counts(self, counts: Mapping[str, str]) -> dict[str, int]:
        known, told = names_of(self._state.facts).specialties, {}
        for name, text in counts.items():
            if name.lower() not in known:
                raise CoachError(f"“{name}” is not a known specialty.")
            if not text.isdecimal() or int(text) > MOST_APPLICATIONS:
                raise CoachError(f"{name}: “{text}” is no count of applications.")
            told[known[name.lower()]] = int(text)
        return told

    def _listed(self) -> dict[str, int]:
        """Applications of the list by specialty, as far as it is worked out."""
        told = kept(self._state, "list", Kept[Told[Listed]])
        split = told.answer.split if told else ()
        return {share.specialty: share.count for share in split if share.specialty}


def _check(word: str, amount: float, currency: str) -> None:
    if not word and currency == "USD":
        raise CoachError("A rate is of another currency: how many of it make one USD?")
    if amount < 0 or (amount == 0 and not word):
        rate = "" if word else f"; write how many {currency} make one USD"
        raise CoachError(f"{word or 'A rate'}: {amount:g} cannot be{rate}.")
