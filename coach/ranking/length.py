"""The chance of matching with a list of so many ranks, from published tables of both groups.

The NRMP prints how long the lists of those who matched and of those who did not were, in each
specialty. Turned round (Bayes), that is the share that matched among lists of one length. It
holds together, it does not cause: longer lists come from more interviews, and a line added for
a place one would not go to adds nothing but a match one does not want.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil, exp, floor, log, sqrt
from typing import Final

from coach.records import Record, Statistic
from seed_data.odds.outcomes import length_chance

TABLE: Final = "specialty_outcomes"
LONGEST: Final = 80
"""Ranks up to which lengths are summed; the longest published quarter begins at 15."""
FEW: Final = 8
"""Applicants below which the longest lists are taken together, as "so many or more"; and so
long as less than one of either group is among them, for no length is sure of anything."""
BENDS: Final = 40
"""Times that the quartiles are set in turn; each moves the others a little less."""
BOUNDS: Final = 1.2816
"""Standard errors to each side: four of five times the true share is between."""
QUARTERS: Final = (("q1", 0.25), ("median", 0.5), ("q3", 0.75))


class Range(Record):
    """The share that matched, of those with a list of this length."""

    low: float
    mid: float
    high: float
    source: str
    year: int
    people: int
    """Applicants of the specialty, matched or not, whom the table counts."""


class Lengths(Record):
    """How long the lists of one group were."""

    people: int
    mean: float
    sd: float
    quarters: tuple[tuple[float, float], ...]
    """Level and value of each published quartile."""


class Row(Record):
    """Both groups of one specialty."""

    matched: Lengths
    unmatched: Lengths
    year: int
    source: str


def chance(
    rows: Iterable[Statistic], specialty: str, ranks: int, applicant_type: str = "non_us_img"
) -> Range | None:
    """The range of lists with so many ranks; None where the lengths of either group are unknown."""
    row = published(rows, specialty, applicant_type)
    if row is None or ranks < 1:
        return None
    low, mid, high = (shares[min(ranks, LONGEST) - 1] for shares in bounds(row))
    return Range(low, mid, high, row.source, row.year, row.matched.people + row.unmatched.people)


def published(rows: Iterable[Statistic], specialty: str, applicant_type: str) -> Row | None:
    """The newest row that prints list lengths of both groups."""
    newest: Row | None = None
    for row in rows:
        values = dict(row.values) if row.table == TABLE else {}
        if (values.get("specialty"), values.get("applicant_type")) != (specialty, applicant_type):
            continue
        if not (values["ranks_matched_sd"] and values["ranks_unmatched_sd"]):
            continue
        if newest is None or int(values["year"]) > newest.year:
            both = lengths(values, "matched"), lengths(values, "unmatched")
            newest = Row(*both, int(values["year"]), row.source)
    return newest


def lengths(values: Mapping[str, str], group: str) -> Lengths:
    """One group of a row, as printed."""
    quarters = ((level, values[f"ranks_{group}_{name}"]) for name, level in QUARTERS)
    return Lengths(
        int(values[group]),
        float(values[f"ranks_{group}_mean"]),
        float(values[f"ranks_{group}_sd"]),
        tuple((level, float(value)) for level, value in quarters if value),
    )


def shape(group: Lengths, mean_moved: float = 0.0, has_quarters: bool = True) -> list[float]:
    """The share of a group at 1, 2, … ranks: by mean and SD, bent to the printed quartiles."""
    mean = max(1.0, group.mean + mean_moved)
    shares = [length_chance(ranks, mean, group.sd) for ranks in range(1, LONGEST + 1)]
    shares = [share / sum(shares) for share in shares]
    for _ in range(BENDS if has_quarters else 0):
        for level, value in group.quarters:
            # A printed quartile of 3 says: at most the level lies below 3, at least up to 3.
            shares = bent(shares, ceil(value) - 1, level, max)
            shares = bent(shares, floor(value), level, min)
    return shares


def bent(
    shares: list[float], ranks: int, level: float, past: Callable[[float, float], float]
) -> list[float]:
    """The shares with the level below so many ranks, if it is past what is below now."""
    below = sum(shares[:ranks])
    if not 0 < below < 1 or past(below, level) == level:
        return shares
    up, down = level / below, (1 - level) / (1 - below)
    return [share * (up if number < ranks else down) for number, share in enumerate(shares)]


def curve(
    row: Row, moved: tuple[float, float] = (0.0, 0.0), has_quarters: bool = True
) -> list[tuple[float, float]]:
    """At 1, 2, … ranks: applicants with that many, and the share that matched, never falling."""
    cells = [
        Cell(row.matched.people * yes, row.unmatched.people * no)
        for yes, no in zip(
            shape(row.matched, moved[0], has_quarters),
            shape(row.unmatched, moved[1], has_quarters),
            strict=True,
        )
    ]
    people = [cell.matched + cell.unmatched for cell in cells]
    while len(cells) > 1 and cells[-1].is_thin:
        cells.append(cells.pop().joined(cells.pop()))
    blocks: list[Cell] = []
    for cell in cells:
        # Where longer lists did worse by chance, they and the shorter ones are taken together.
        while blocks and cell.share < blocks[-1].share:
            cell = cell.joined(blocks.pop())
        blocks.append(cell)
    shares = [block.share for block in blocks for _ in range(block.lengths)]
    return list(zip(people, shares, strict=True))


class Cell(Record):
    """Applicants with lists of one length, or of several in a row."""

    matched: float
    unmatched: float
    lengths: int = 1

    @property
    def share(self) -> float:
        """The share that matched."""
        return self.matched / (self.matched + self.unmatched)

    @property
    def is_thin(self) -> bool:
        """Too few to say anything of."""
        return min(self.matched, self.unmatched) < 1 or self.matched + self.unmatched < FEW

    def joined(self, other: Cell) -> Cell:
        """Both together."""
        return Cell(
            self.matched + other.matched,
            self.unmatched + other.unmatched,
            self.lengths + other.lengths,
        )


def bounds(row: Row) -> tuple[list[float], list[float], list[float]]:
    """Low, middle and high share at each length.

    What is uncertain: how many matched at all, the mean length of either group, and the form of
    the curve between the printed quartiles; as log odds, independent of each other.
    """
    middle = curve(row)
    at = [logit(share) for _, share in middle]
    errors = [group.sd / sqrt(group.people) for group in (row.matched, row.unmatched)]
    others = (
        curve(row, (errors[0], 0.0)),
        curve(row, (0.0, errors[1])),
        curve(row, has_quarters=False),
    )
    counted = 1 / row.matched.people + 1 / row.unmatched.people
    spread = [
        BOUNDS * sqrt(counted + sum((logit(other[n][1]) - at[n]) ** 2 for other in others))
        for n in range(LONGEST)
    ]
    low = [back(value - wide) for value, wide in zip(at, spread, strict=True)]
    high = [back(value + wide) for value, wide in zip(at, spread, strict=True)]
    return rising(low), [share for _, share in middle], rising(high[::-1], up=False)[::-1]


def rising(values: Sequence[float], up: bool = True) -> list[float]:
    """Each at least (or, going down, at most) what came before."""
    risen: list[float] = []
    for value in values:
        before = risen[-1] if risen else value
        risen.append(max(before, value) if up else min(before, value))
    return risen


def logit(share: float) -> float:
    """Log odds, of a share that is never quite nothing or all."""
    share = min(max(share, 1e-4), 1 - 1e-4)
    return log(share / (1 - share))


def back(odds: float) -> float:
    """The share of log odds."""
    return 1 / (1 + exp(-odds))
