"""The buffer market in words: the cheapest insurance first, then what a dollar buys."""

from __future__ import annotations

from itertools import count
from math import ceil, floor
from typing import Final

from coach.saying.table import LEAST_TITLE, Col, table
from coach.saying.text import ROOM, Line, labelled, notes, parted
from coach.subjects.applying import Limits
from coach.subjects.coach import Coach
from coach.subjects.insuring import Insurance, Insured
from coach.wording import STATUS_WORDS

COLUMNS: Final = (
    Col("#", 4),
    Col("what", least=LEAST_TITLE),
    Col("USD", 5),
    Col("total", 2),
    Col("buys", 5, left=True),
    Col("per 100", 1),
)
FEW_INTERVIEWS: Final = 0.5
"""Below it applications are seldom worth their money (judgement)."""
LEAST: Final = 0.005
"""Chance below which an offer is not named first: ten of the draws."""
LITTLE: Final = "little"
MARKS: Final = {"start": "0", "free": "0", "left": "-", "no price": "?"}
MEANS: Final = (
    "#: 0 costs no money, numbers are the order of buying, - is not worth its money now, ? has no "
    "known price. Points are of a hundred such roads, those more in time; their range is that of "
    "2,000 draws alone, and what an offer does to the days of a road is a judgement that no source "
    "states. A start is held against one in two weeks, or on the day that was planned."
)
CURVE: Final = (
    "per 100: what USD 100 of it add to the value of the list (0-100) times the chance that all is "
    "in time, so that both kinds of dollar compare; little: less than 1 % of all that is bought."
)
NO_CURVE: Final = "No list stands beside the road now, so only chances are compared."
NOTHING_SAFER: Final = "Nothing on offer makes your road safer by anything that can be reckoned."
NOTHING_LEFT: Final = "Nothing is left to insure: all that applications rest on is there."
IN_TIME: Final = "Pathway sent, passes reported, certificate there by the start"


def insure(coach: Coach, answer: Insurance) -> list[Line]:
    """What to have first, the market, and what it rests on."""
    if answer.nothing:
        return [*labelled(*answer.first), Line.of(f"Nothing to buy. {answer.nothing}")]
    told = [row for row in answer.offers if row.of == "on time" and _says_more(row)]
    return parted(
        [Line.of(_first(answer))],
        table(COLUMNS, _rows(answer), ROOM),
        labelled(("In time", _in_time(answer)), ("Money", _money(answer)), *answer.first),
        [*map(_why, told), *notes(MEANS, NO_CURVE if answer.is_alone else CURVE, *answer.notes)],
    )


def _says_more(row: Insured) -> bool:
    """Whether there is something to read of it: it gains something, or is asked for in vain."""
    return row.stands == "outside" or (_mid(row) > 0 and row.stands != "start")


def _is_little(row: Insured, answer: Insurance) -> bool:
    """Whether USD 100 of it add less than the list's threshold of all that is bought."""
    return row.per_100 is not None and row.per_100 < Limits().threshold / 100 * answer.worth


def _mid(row: Insured) -> float:
    return row.gain.mid if row.gain else 0.0


def _first(answer: Insurance) -> str:
    """The cheapest insurance in a sentence: what costs nothing, else what is bought first."""
    safer = {row.stands: row for row in reversed(answer.offers) if _is_worth_it(row, answer)}
    for row in (safer[stands] for stands in ("start", "bought", "free") if stands in safer):
        what = f"{row.offer.title[:1].lower()}{row.offer.title[1:]}"
        words = f"The cheapest insurance, USD {row.usd:,.0f}: {what}"
        return f"{words} ({_gain(row)} of being in time)."
    return f"{NOTHING_SAFER if answer.on_time else NOTHING_LEFT}{_applications(answer)}"


def _applications(answer: Insurance) -> str:
    """What the first applications buy, in a sentence; "" without any."""
    for row in (row for row in answer.offers if row.of == "interviews"):
        buy = "buy" if _mid(row) >= FEW_INTERVIEWS else "would buy only"
        return f" {row.offer.title} {buy} {_gain(row)} for USD {row.usd:,.0f}."
    return ""


def _is_worth_it(row: Insured, answer: Insurance) -> bool:
    return row.of == "on time" and _mid(row) >= LEAST and not _is_little(row, answer)


def _in_time(answer: Insurance) -> str:
    if answer.on_time is None:
        return ""
    words = f"{answer.on_time} with nothing bought and all begun when it can be ({IN_TIME})"
    for offer in answer.short:
        words += (
            f"; {answer.journey} if no first try falls short, as the Journey page reckons; here "
            f"{100 * offer.short:.0f} of 100 do, an assumption: `--short PCT` takes another one"
        )
    return words


def _money(answer: Insurance) -> str:
    of = f" of {answer.budget:,.0f}" if answer.budget else ", no budget is set"
    return f"USD {answer.spent:,.0f}{of}, for the season {answer.season}"


def _rows(answer: Insurance) -> list[tuple[str, ...]]:
    numbers = map(str, count(1))
    return [
        _cells(row, MARKS.get(row.stands) or next(numbers), _is_little(row, answer))
        for row in answer.offers
        if row.stands != "outside"
    ]


def _cells(row: Insured, place: str, is_little: bool) -> tuple[str, ...]:
    usd = "?" if row.usd is None else f"{row.usd:,.0f}"
    total = "" if row.total is None else f"{row.total:,.0f}"
    per = f"{LITTLE * is_little} ~{row.per_100:+.2g}".strip() if row.per_100 else ""
    return place, row.offer.title, usd, total, _gain(row), per


def _gain(row: Insured) -> str:
    """`+8-11 points`, `0.6 interviews (0-2)`, `nothing`."""
    if row.gain is None or not row.gain.mid:
        return "nothing"
    if row.of == "interviews":
        about = f"{row.gain.mid:.1f}" if row.gain.mid >= 0.05 else "under 0.1"
        ends = f" ({row.gain.low:.0f}-{row.gain.high:.0f})" if row.gain.high >= 1 else ""
        return f"{about} interviews{ends}"
    low, high = floor(100 * row.gain.low), ceil(100 * row.gain.high)
    return f"+{low}-{high} points" if low else f"under {high} points"


def _why(row: Insured) -> Line:
    offer = row.offer
    price = f" Price: {row.price}." if row.price else ""
    if row.stands == "no price":
        price = f" Price not known: `--price {offer.key}=USD`."
    words = f"{offer.title}: {offer.stands_outside} {offer.why}".replace(":  ", ": ")
    return Line.of(f"{words}{price} ({STATUS_WORDS[offer.status]}, {offer.source})", hang=2)
