"""The buffer market in words: the cheapest insurance first, then what a dollar buys."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from math import ceil, floor
from typing import Final

from coach.saying.ready import sourced
from coach.saying.table import LEAST_TITLE, Col, table
from coach.saying.text import ROOM, Line, labelled, notes, parted
from coach.subjects.applying import Ends, Limits
from coach.subjects.coach import Coach
from coach.subjects.insuring import Insurance, Insured
from coach.wording import counted

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
"""Chance below which an offer is of no use: ten of the draws."""
MARKS: Final = {"start": "0", "free": "0", "left": "-", "no price": "?"}
MEANS: Final = (
    "#: 0 costs no money, numbers are the order of buying, - is not worth its money now, ? has no "
    "known price. Points are of a hundred such roads, those more in time; their range is that of "
    "2,000 draws alone, and what an offer does to the days of a road is a judgement that no source "
    "states. A start is held against one in two weeks, or on the day that was planned.",
    "per 100: how many points of the worth of your season (0-100) 100 dollars of it buy. That "
    "worth is the value of the list times the chance that all is in time, so that both kinds of "
    "dollar compare; little: less than 1 % of all that is bought.",
)
OPTIONS: Final = (
    "`--short PCT` takes another share of first tries that fall short, `--price KEY=USD` a price "
    "that you were told{}; `--budget USD` is for this answer alone."
)
NOTHING_SAFER: Final = "Nothing on offer makes your road safer by anything that can be reckoned."
NOT_WORTH_IT: Final = (
    "What makes your road safer is not worth its money now, or has no known price."
)
NOTHING_LEFT: Final = "Nothing is left to insure: all that applications rest on is there."
IN_TIME: Final = "Pathway sent, passes reported, certificate there by the start"


def insure(coach: Coach, answer: Insurance) -> list[Line]:
    """The market, and what options of the command change in it."""
    keys = ", ".join(row.key for row in answer.offers if row.stands == "no price")
    options = OPTIONS.format(f" ({keys})" if keys else "")
    return [*bought(coach, answer), *notes(options * bool(answer.offers))]


def bought(coach: Coach, answer: Insurance) -> list[Line]:
    """What to have first, the market, and what it rests on."""
    if answer.nothing:
        return [*labelled(*answer.first), Line.of(f"Nothing to buy. {answer.nothing}")]
    rows = [row for row in answer.offers if _is_shown(row)]
    useless = "; ".join(row.what for row in answer.offers if _is_useless(row))
    told = (("In time", _in_time(answer)), ("No use now", useless), ("Money", _money(answer)))
    lines = parted(
        [Line.of(_first(answer, rows))],
        table(COLUMNS, _cells(answer, rows), ROOM - 2),
        labelled(*told, *answer.first),
        [_why(coach, row) for row in answer.offers if _has_reasons(row)],
    )
    return [*lines, *notes(*MEANS, *answer.notes)]


def _is_shown(row: Insured) -> bool:
    """Whether it stands in the table: applications, what is bought, what gains something."""
    return row.of == "interviews" or row.stands == "bought" or _mid(row) >= LEAST


def _is_useless(row: Insured) -> bool:
    return row.stands in ("free", "left", "no price") and _mid(row) < LEAST


def _has_reasons(row: Insured) -> bool:
    return row.of == "on time" and row.stands != "start" and not _is_useless(row)


def _is_little(row: Insured, answer: Insurance) -> bool:
    """Whether USD 100 of it add less than the list's threshold of all that is bought."""
    return row.per_100 is not None and row.per_100 < Limits().threshold / 100 * answer.worth


def _mid(row: Insured) -> float:
    return row.gain.mid if row.gain else 0.0


def _first(answer: Insurance, rows: Sequence[Insured]) -> str:
    """The cheapest insurance in a sentence: what costs nothing, else what is bought first."""
    safer = [row for row in rows if row.of == "on time" and _mid(row) >= LEAST]
    worth_it = {row.stands: row for row in reversed(safer) if not _is_little(row, answer)}
    for stands in ("start", "bought", "free"):
        if row := worth_it.get(stands):
            what = f"{row.what[:1].lower()}{row.what[1:]}"
            words = f"The cheapest insurance, USD {row.usd:,.0f}: {what}"
            return f"{words} ({_gain(row)} of being in time)."
    words = NOT_WORTH_IT if safer else NOTHING_SAFER if answer.on_time else NOTHING_LEFT
    return " ".join((words, *_applications(rows)[:1]))


def _applications(rows: Sequence[Insured]) -> list[str]:
    """What applications buy, in sentences."""
    return [
        f"{row.what} {'buy' if _mid(row) >= FEW_INTERVIEWS else 'would buy only'} {_gain(row)} "
        f"for USD {row.usd:,.0f}."
        for row in rows
        if row.of == "interviews"
    ]


def _in_time(answer: Insurance) -> str:
    words = f"{answer.on_time} with nothing bought and all begun when it can be ({IN_TIME})"
    return words if answer.on_time else ""


def _money(answer: Insurance) -> str:
    of = f" of a budget of {answer.budget:,.0f}" if answer.budget else ", no budget is set"
    return f"USD {answer.spent:,.0f}{of}, for the season {answer.season}"


def _cells(answer: Insurance, rows: Sequence[Insured]) -> list[tuple[str, ...]]:
    numbers = map(str, count(1))
    return [
        (
            MARKS.get(row.stands) or next(numbers),
            row.what,
            "?" if row.usd is None else f"{row.usd:,.0f}",
            "" if row.total is None else f"{row.total:,.0f}",
            _gain(row),
            f"{'little ' * _is_little(row, answer)}~{row.per_100:+.2g}" if row.per_100 else "",
        )
        for row in rows
    ]


def _gain(row: Insured) -> str:
    """`+8-11 points`, `0.6 interviews (0-2)`, `nearly nothing`."""
    gain = row.gain or Ends()
    if row.of == "interviews":
        about = f"{gain.mid:.1f}" if gain.mid >= 0.05 else "under 0.1"
        return f"{about} interviews{f' ({gain.low:.0f}-{gain.high:.0f})' * (gain.high >= 1)}"
    if gain.mid < LEAST:
        return "nearly nothing"
    low, high = floor(100 * gain.low), ceil(100 * gain.high)
    return f"+{low}-{high} points" if low else f"under {counted(high, 'point')}"


def _why(coach: Coach, row: Insured) -> Line:
    price = "as you were told" if row.price == "you" else row.price
    price = "not known, ask for it" if row.stands == "no price" else price
    words = (f"{row.what}:", row.outside, row.why, f"Price: {price}." if price else "")
    sure = f"({sourced(coach, row.fact)})" if row.fact else ""
    return Line.of(" ".join(filter(None, (*words, sure))), hang=2)
