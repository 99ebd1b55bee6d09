"""The estimated IMG share of each program: friendliness of its place, moved to its specialty."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from seed_data.estimating import friendliness
from seed_data.estimating.censored import Range, logit, range_of
from seed_data.estimating.features import Array, Surroundings, surroundings
from seed_data.estimating.friendliness import Known, Parts
from seed_data.estimating.levels import Level, levels
from seed_data.estimating.lines import Line, lines
from seed_data.estimating.populations import Friendly, evened, reference
from seed_data.estimating.tables import MEDICINE, Row, programs, table

MILITARY: Final = Range(0.0, 0.5, 5.0)
"""Programs of the armed forces train their own officers; the figures are a judgement."""

MOST_STRETCH: Final = 150


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that the estimates are computed from."""

    rows: list[Row]
    around: Surroundings
    base: Known
    base_parts: Parts
    entry: Known
    """Knows also what the sponsor's internal medicine entry says."""
    entry_parts: Parts
    friendly: Friendly
    lines: dict[str, Line]
    levels: dict[str, Level]
    stretch: float
    """Factor on the scatter of internal medicine, so that its ranges hold 80 %."""


@dataclass(frozen=True, slots=True)
class Share:
    """The share of one program before the cut (logits), and its range."""

    middle: float
    spread: float
    range: Range


def model(folder: Path) -> Model:
    """The model of the seed tables of a folder."""
    rows = programs(folder)
    around = surroundings(rows)
    stated = [
        row
        for row in rows
        if row.specialty == MEDICINE and row.share is not None and not row.military
    ]
    known_shares = np.array([logit(row.share or 0.0) for row in stated])
    base = friendliness.known(stated, known_shares, around, with_entry=False)
    entry = friendliness.known(stated, known_shares, around, with_entry=True)
    base_parts, entry_parts = friendliness.fit(base), friendliness.fit(entry)
    linked = {row.sponsor for row in stated}
    all_ = evened(rows, linked, friendly(rows, base, base_parts, entry, entry_parts))
    links = table(folder, "statistics/img_share_links.csv")
    line_of = lines(links, reference(rows), base, all_)
    outcomes = table(folder, "statistics/specialty_outcomes.csv")
    level_of = levels(line_of, outcomes, rows, base, all_)
    wider = stretch(entry, entry_parts)
    return Model(rows, around, base, base_parts, entry, entry_parts, all_, line_of, level_of, wider)


def stretch(known: Known, parts: Parts) -> float:
    """The least factor (hundredths) by which scatter must grow for the ranges to hold 80 % of
    the stated shares with sponsors left out: these are less evenly spread than a normal curve."""
    mean, variance = friendliness.left_out(known, parts, friendliness.fold_of(known.rows))
    spread = np.sqrt(variance)
    for hundredths in range(100, MOST_STRETCH):
        if held(mean, spread * hundredths / 100, known.rows) >= 0.8:
            return hundredths / 100
    return MOST_STRETCH / 100


def held(middle: Array, spread: Array, rows: Sequence[Row]) -> float:
    """The part of stated shares inside the ranges; middle and spread in logits."""
    ranges = [range_of(float(a), float(b)) for a, b in zip(middle, spread, strict=True)]
    inside = [
        interval.low <= row.share <= interval.high
        for interval, row in zip(ranges, rows, strict=True)
        if row.share is not None
    ]
    return float(np.mean(inside))


def friendly(
    rows: Sequence[Row], base: Known, base_parts: Parts, entry: Known, entry_parts: Parts
) -> Friendly:
    """Friendliness of all programs; by the entry too where the sponsor has one."""
    has = [row for row in rows if row.sponsor in base.around.medicine]
    has_not = [row for row in rows if row.sponsor not in base.around.medicine]
    mean: dict[str, float] = {}
    variance: dict[str, float] = {}
    for some, known, parts in ((has, entry, entry_parts), (has_not, base, base_parts)):
        if some:
            middles, doubts = friendliness.predict(known, parts, some)
            ids = [row.id for row in some]
            mean |= zip(ids, map(float, middles), strict=True)
            variance |= zip(ids, map(float, doubts), strict=True)
    return Friendly(mean, variance)


def share(fitted: Model, row: Row) -> Share:
    """The share of one program, whether or not it is stated."""
    if row.military:
        return Share(logit(MILITARY.mid), 1.0, MILITARY)
    mean, doubt = fitted.friendly.mean[row.id], fitted.friendly.variance[row.id]
    if row.specialty == MEDICINE:
        middle, spread = mean, fitted.stretch * math.sqrt(doubt + fitted.entry_parts.own)
    else:
        level = fitted.levels[row.specialty]
        middle = level.middle + level.slope * (mean - level.average)
        spread = math.sqrt(level.rest + level.slope**2 * doubt)
    return Share(middle, spread, range_of(middle, spread))
