"""Money: what is still to be paid, when, against what comes in; sums of what is known alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from coach.logs.fields import MONTHS
from coach.logs.funds import Fund
from coach.logs.spending import NO_FEE as NO_FEE, Spending
from coach.records import CoachError, Cost, Currency, Fee, Record, Status

SIZES: Final = ("sure", "usual", "often")
OLD_RATE: Final = timedelta(days=60)
"""After which a rate is said to be old (judgement)."""
BIG: Final = 150.0
"""USD from which the day of a payment is named."""
BESIDE: Final = (
    *("a", "the", "my", "for", "of", "fee", "fees", "exam", "test", "usmle", "payment", "paid"),
    *("registration", "application", "applications", "medicine", "full"),
)
"""Words that name no other fee."""
PRICE: Final = (
    r"(?P<before>[^\W\d_]+|[$€£₹])?\s*(?P<number>-?\d[\d.,]*)(?P<thousand>k\b)?"
    r"\s*(?P<after>[^\W\d_]+|[$€£₹])?"
)
"""A number with the words beside it, of which one may be a currency."""
MONTH: Final = rf"(?i)(?<!\d )\b({'|'.join(MONTHS)}) (?=\d{{4}}\b)"
"""A month without its day: money must be there on its first."""
LIKE: Final = "write how much with its currency, like 455 usd or 42000 pkr"


class Bill(Record):
    """One thing that is still to be paid."""

    what: str
    usd: float
    size: str
    """How far it counts: one of SIZES."""
    day: date | None = None
    """By which the money must be there, as far as a day is known."""
    fee: str = ""
    prices: tuple[Fee, ...] = ()
    """What it is made of; empty for what the applicant plans."""
    task: str = ""
    entry: str = ""
    """The key of the entry that plans it."""
    latest: date | None = None
    """The last day, where this week plans it before that."""
    since: date = date.min
    """A payment before this day was another one."""
    after_match: bool = False

    @property
    def status(self) -> Status:
        """How sure its price is."""
        return self.prices[0].status if self.prices else "confirmed"

    @property
    def source(self) -> str:
        """Who says its price."""
        return self.prices[0].source if self.prices else "you"

    @property
    def as_of(self) -> str:
        """The day on which its price was looked up."""
        return self.prices[0].as_of if self.prices else ""

    @property
    def season(self) -> str:
        """Whose price it is."""
        return self.prices[0].season if self.prices else ""

    def is_paid_by(self, fee: str, day: date) -> bool:
        """Whether a payment of a fee on a day may be of this bill."""
        return bool(fee) and self.fee == fee and self.since <= day


class Sums(Record):
    """Low: what cannot be avoided; high: with what often comes on top."""

    low: float
    mid: float
    high: float


class Month(Sums):
    """What a month takes, and what is left at its end."""

    month: str
    """`2027-01`; "" for what has no day."""
    balance: float | None = None
    """Told savings and what is put by, less what is to be paid until then; None where savings are
    not known."""


def sums(bills: Iterable[Bill]) -> Sums:
    """The sums of bills by how sure they are."""
    by_size = dict.fromkeys(SIZES, 0.0)
    for bill in bills:
        by_size[bill.size] += bill.usd
    low, usual, often = by_size.values()
    return Sums(round(low, 2), round(low + usual, 2), round(low + usual + often, 2))


def named_currency(text: str, currencies: Iterable[Currency], own: str = "") -> str | None:
    """The currency that a word means, the applicant's own where it may be several; None for none.
    Raises CoachError that names them."""
    word = text.strip().casefold()
    codes = [each.code for each in currencies if word in (each.code.casefold(), *each.words)]
    if word.upper() in codes:
        return word.upper()
    if own in codes or len(codes) < 2:
        return own if own in codes else next(iter(codes), None)
    raise CoachError(f"“{text}” may be {', '.join(codes)}; write the three letters.")


def price(text: str, named: Callable[[str], str | None]) -> tuple[dict[str, object], str]:
    """The amount of a line with its currency, and the line without them: of `Step 2 CK 695 usd` the
    number beside a currency. Raises CoachError where there is none, or it may be several."""
    prices = list(re.finditer(PRICE, text))
    for match in reversed(prices):
        for side in ("after", "before"):
            currency = named(match[side]) if match[side] else None
            if currency:
                first, last = sorted((match.span(side), match.span("number")))
                rest = re.sub(MONTH, r"1 \1 ", f"{text[: first[0]]} {text[last[1] :]}")
                amount = amount_of(match["number"]) * (1000 if match["thousand"] else 1)
                return {"amount": amount, "currency": currency}, rest
    word = next((match["after"] for match in prices if match["after"]), "")
    unknown = f"“{word}” is no currency of ISO 4217 as we know it; " if word else ""
    raise CoachError(f"{unknown}{LIKE}."[0].upper() + f"{unknown}{LIKE}."[1:])


def amount_of(text: str) -> float:
    """A number as people write money. Raises CoachError where it can be two."""
    number = text.rstrip(".,")
    if re.fullmatch(r"-?\d{1,3}(,\d\d)*(,\d{3})+(\.\d+)?", number):
        number = number.replace(",", "")
    number = re.sub(r"^(-?\d+),(\d{1,2})$", r"\1.\2", number)
    if re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", number):
        whole = number.replace(".", "")
        raise CoachError(f"“{text}” can be two numbers; write {number}0 or {whole}.")
    try:
        return float(number)
    except ValueError:
        raise CoachError(f"“{text}” is not a number.") from None


def fee_named(what: str, costs: Iterable[Cost]) -> str:
    """The fee that the words of an entry name, as a whole; "" for none."""
    words = _bare(what)
    fees = (cost.fee for cost in costs if words and words in map(_bare, cost.words))
    return next(fees, "")


@lru_cache(maxsize=512)  # each plan of the road holds every payment against the same words
def _bare(words: str) -> str:
    return " ".join(word for word in re.findall(r"[a-z0-9]+", words.lower()) if word not in BESIDE)


def fee_of(entry: Spending, costs: Iterable[Cost]) -> str:
    """The fee that an entry pays: as said, else as its words name it."""
    return entry.fee.strip(NO_FEE) if entry.fee else fee_named(entry.what, costs)


def in_usd(amount: float, currency: str, funds: Mapping[str, Fund]) -> float | None:
    """An amount in USD; None where no rate of its currency was told."""
    if currency == "USD":
        return amount
    rate = funds.get(currency.lower())
    return round(amount / rate.amount, 2) if rate else None


def unpaid(bills: Iterable[Bill], entries: Iterable[Spending], costs: Sequence[Cost]) -> list[Bill]:
    """The bills that no entry pays or plans: each pays the first of its fee, the surest first. What
    was paid on a day that nobody told, was paid long ago."""
    left = sorted(bills, key=lambda bill: (SIZES.index(bill.size), bill.day or date.max))
    unknown = {"paid": date.min, "planned": date.max}
    paying = [entry for entry in entries if entry.state != "refunded"]
    payments = ((entry.day or unknown[entry.state], fee_of(entry, costs)) for entry in paying)
    for day, fee in sorted(payments):
        mine = (bill for bill in left if bill.is_paid_by(fee, day))
        if bill := next(mine, None):
            left.remove(bill)
    return left


def by_month(
    bills: Sequence[Bill], savings: float | None, put_by: float, today: date
) -> list[Month]:
    """Every month from this one to the last with a bill, then what has no day; `put_by` comes in
    from the next month on."""
    by_number: dict[int | None, list[Bill]] = {}
    for bill in bills:
        number = _number(max(bill.day, today)) if bill.day else None
        by_number.setdefault(number, []).append(bill)
    undated, first = sums(by_number.pop(None, ())), _number(today)
    last = max((number for number in by_number if number), default=first)
    months = []
    for number in range(first, last + 1):
        mine = sums(by_number.get(number, ()))
        if savings is not None:
            savings = round(savings + put_by * (number > first) - mine.mid, 2)
        name = f"{number // 12}-{number % 12 + 1:02}"
        months.append(Month(mine.low, mine.mid, mine.high, name, savings))
    if undated.high:
        months.append(Month(undated.low, undated.mid, undated.high, ""))
    return months


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1
