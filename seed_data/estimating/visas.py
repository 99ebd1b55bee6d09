"""How likely a program offers a visa that its entry does not settle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from seed_data.estimating.logistic import chance, logistic, moved
from seed_data.estimating.medicine import Medicine, civil_medicine, features
from seed_data.estimating.scale import Array
from seed_data.estimating.tables import MEDICINE, Row
from seed_data.estimating.visa_rates import NO, NO_LINK, NONE, YES, Rates

MILITARY: Final = 0.02
"""Programs of the armed forces take officers; none of their internal medicine entries of 2025
lists a visa. The figure is a judgement."""
LEAST: Final = 0.01
"""No probability is nearer to 0 or 1: entries can be wrong. A judgement."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What internal medicine entries list, by the kind of place."""

    around: Medicine
    rows: list[Row]
    """Civil internal medicine programs with an entry."""
    lines: Array
    listed: Array
    """1.0 where an entry lists the visa."""
    middle: Array
    scale: Array

    def chances(self, rows: Sequence[Row]) -> Array:
        """The part of entries of such places that list the visa."""
        lines = (features(self.around, rows) - self.middle) / self.scale
        return chance(logistic(self.lines, self.listed), lines)


def listing(around: Medicine, visa: str) -> Listing:
    """What the internal medicine entries say of one visa."""
    rows = [row for some in around.entries.values() for row in some if row.j1]
    lines = features(around, rows)
    middle, scale = lines.mean(axis=0), np.maximum(lines.std(axis=0), 0.01)
    listed = np.array([float(row.visa(visa) == YES) for row in rows])
    return Listing(around, rows, (lines - middle) / scale, listed, middle, scale)


def says(around: Medicine, row: Row, visa: str) -> str:
    """What the internal medicine entry of the program's sponsor says, in the table's words; a yes
    among several entries counts."""
    words = {entry.visa(visa) for entry in around.entries.get(row.sponsor, ())}
    for word, answer in (("yes", YES), ("no", NO), ("none_listed", NONE)):
        if word in words:
            return answer
    return NO_LINK


def coded_answer(around: Medicine, row: Row, visa: str) -> str:
    """The same as the published links have it: only where the list prints the sponsor's code."""
    return says(around, row, visa) if row.coded else NO_LINK


def chances(rows: Sequence[Row], places: Listing, table: Rates, visa: str) -> dict[str, float]:
    """Probability of the visa for every program, by id.

    Where the list prints the sponsor's code, as the published links have it, and its internal
    medicine has an entry, the rate of the cell; elsewhere as `_unlinked` and `_medicine` tell.
    """
    forces = [row for row in rows if row.military]
    others = [row for row in rows if row.specialty != MEDICINE and not row.military]
    parts = _others(others, places, table, visa) | _medicine(civil_medicine(rows), places, table)
    parts |= {row.id: MILITARY for row in forces}
    return {key: min(1 - LEAST, max(LEAST, part)) for key, part in parts.items()}


def _others(rows: Sequence[Row], places: Listing, table: Rates, visa: str) -> dict[str, float]:
    parts, unlinked = {}, defaultdict(list)
    for row in rows:
        answer = coded_answer(places.around, row, visa)
        parts[row.id] = table.of(row.specialty, answer)
        if answer == NO_LINK:
            unlinked[parts[row.id]].append(row)
    for target, group in unlinked.items():
        parts |= _unlinked(group, places, table, visa, target)
    return parts


def _unlinked(
    rows: Sequence[Row], places: Listing, table: Rates, visa: str, target: float
) -> dict[str, float]:
    """The rates mixed by what an internal medicine entry here says (by the sponsor's name) or would
    probably say, moved so that the older programs, as published, reach the target."""
    listed = places.chances(rows)
    answers = [says(places.around, row, visa) for row in rows]
    mixed = listed * table.whole[YES] + (1 - listed) * table.whole[NONE]
    named = [table.whole.get(answer, table.whole[NONE]) for answer in answers]
    parts = np.where([answer == NO_LINK for answer in answers], mixed, named)
    older = np.array([row.older for row in rows])
    return _by_id(rows, moved(parts, target, older if older.any() else ~older))


def _medicine(rows: Sequence[Row], places: Listing, table: Rates) -> dict[str, float]:
    """What entries of such places list; where the entry itself lists nothing, or a "no" that its
    many IMGs contradict, moved to the rate of the sponsor's other programs."""
    silent = np.array([row.j1 in ("none_listed", "no") for row in rows])
    listed = places.chances(rows)
    return _by_id(rows, np.where(silent, moved(listed, table.whole[NONE], silent), listed))


def _by_id(rows: Sequence[Row], parts: Array) -> dict[str, float]:
    return {row.id: float(part) for row, part in zip(rows, parts, strict=True)}
