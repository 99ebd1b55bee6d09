"""The joint list of a couple in words: its lines, what is asked, what the algorithm promises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.ranking.couples import Spot
from coach.saying.ready import sourced
from coach.saying.table import Col, table
from coach.saying.text import ROOM, Line, head, notes, parted
from coach.subjects.coach import Coach
from coach.subjects.couples import Coupled, Left, Pair, PairReplay
from coach.wording import counted

NO_MATCH: Final = "no match"
FIRST_THAT_FITS: Final = (
    "You get the first line that takes both. If none does, neither is matched, and your lists of "
    "your own are not tried."
)
NOT_ALONE: Final = "No line lets one of you go alone (--alone you, partner or either adds them)."
COLUMNS: Final = (
    Col("#", 8),
    Col("you", 7, least=14, left=True),
    Col("town", 2, left=True),
    Col("your partner", 7, least=24, left=True),
    Col("town", 2, left=True),
    Col("miles", 5),
)


def joined(coach: Coach, coupled: Coupled) -> list[Line]:
    """Pairs in their order, then what has to be known of them."""
    lines = coupled.list.lines
    sides = ([pair.first for pair in lines], [pair.second for pair in lines])
    names = [column for side in sides for column in zip(*_cells(side), strict=True)]
    places = [str(place) for place in range(1, len(lines) + 1)]
    rows = list(zip(places, *names, map(_miles, lines), strict=True))
    return parted(
        [head(_summary(coupled)), *table(COLUMNS, rows, ROOM, gap=1)],
        [Line.of(f"? {asked}", hang=2) for asked in coupled.asked],
        _replay(coupled.replay) if coupled.replay else [],
        [head("What holds for it"), *(_promises(coach, coupled))],
        notes("Nothing of your partner's list was kept."),
    )


def _summary(coupled: Coupled) -> str:
    """How many lines, and what is not among them."""
    joint = coupled.list
    left_out = (
        (joint.too_far, "too far apart"),
        (joint.past_the_limit, "past the limit, the last of them"),
    )
    by_hand = ["moved by hand"] * coupled.by_hand
    lacks = [f"{count} left out as {why}" for count, why in left_out if count]
    return " · ".join(
        [f"Joint list: {counted(len(joint.lines), 'line')} for each of you", *by_hand, *lacks]
    )


def _cells(spots: Sequence[Spot | None]) -> list[tuple[str, str]]:
    """Names and towns of one side; the specialty only where its list has several."""
    several = len({spot.name.rpartition(", ")[2] for spot in spots if spot}) > 1
    return [
        (spot.name if several else spot.name.rpartition(", ")[0] or spot.name, spot.town)
        if spot
        else (NO_MATCH, "")
        for spot in spots
    ]


def _miles(pair: Pair) -> str:
    if None in (pair.first, pair.second):
        return ""
    return "?" if pair.miles is None else f"{pair.miles:,.0f}"


def _promises(coach: Coach, coupled: Coupled) -> list[Line]:
    """What the algorithm does with it, and the rules with their sources."""
    has_alone = any(None in (pair.first, pair.second) for pair in coupled.list.lines)
    lines = [Line.of(words, hang=2) for words in (FIRST_THAT_FITS, *[NOT_ALONE] * (not has_alone))]
    for rule in coupled.rules:
        parts = ((f"{rule.title}: {rule.text}", ""), (f" ({sourced(coach, rule)})", "dim"))
        lines.append(Line(parts, hang=2))
    return lines


def _replay(replay: PairReplay) -> list[Line]:
    """What came of the list in drawn markets, with no more claimed than was counted."""
    came = f"both matched in {replay.both}, one of you in {replay.alone}"
    words = (
        f"Of {counted(replay.markets, 'market')} {replay.rested} came to rest: {came}. Of "
        f"{counted(replay.tried, 'other order')} run there, {replay.better_orders} got a line "
        f"that you put higher, {replay.worse_orders} a lower one or none.",
        "For couples nobody promises that no other order does better; drawn markets are no "
        "forecast.",
    )
    return [head("Run in drawn markets"), *(Line.of(each, hang=2) for each in words)]


def handed(coach: Coach, left: Left) -> list[Line]:
    """What the file holds."""
    return [
        Line.of(
            f"Written to {left.file}: {counted(left.programs, 'program')} in your order, with "
            "names and towns, nothing else. First years behind advanced posts are not paired."
        )
    ]
