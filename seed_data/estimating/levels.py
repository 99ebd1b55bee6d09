"""Per specialty: the level of the IMG share, its scatter, and how it follows friendliness."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from seed_data.estimating.censored import match
from seed_data.estimating.features import Array
from seed_data.estimating.friendliness import Known
from seed_data.estimating.lines import Line, shrunk_slopes
from seed_data.estimating.populations import FEW, Friendly, reference
from seed_data.estimating.tables import MEDICINE, Row

LIKE_COMBINED: Final = "Medicine-Pediatrics"
"""The one combined training with a published share: all others are taken to be like it."""
NEAREST: Final[dict[str, tuple[str, ...]]] = {
    "Urology": ("Otolaryngology", "Orthopedic Surgery", "Neurological Surgery"),
    "Ophthalmology": ("Otolaryngology", "Dermatology", "Neurological Surgery"),
    "Medical Genetics": ("Pediatrics", "Child Neurology", "Neurology"),
    "Nuclear Medicine": ("Radiology-Diagnostic", "Neurology", "Pathology-Anatomic & Clinical"),
    "Occupational Medicine": ("Preventive Medicine", "Physical Medicine & Rehabilitation"),
    "Neurodevelopmental Disabilities": ("Child Neurology",),
}
"""Specialties without any published figure take the mean of these. A judgement."""
JUDGED_SD: Final = 0.8
"""Least error (logits) of a level taken from other specialties. A judgement."""
LEAST_REST: Final = 0.2
"""At least this part of a specialty's variance stays unexplained. A judgement."""


@dataclass(frozen=True, slots=True)
class Level:
    """A specialty's shares before the cut, on the logit scale."""

    middle: float
    """At average friendliness."""
    spread: float
    slope: float
    average: float
    """Mean friendliness of the specialty's programs."""
    rest: float
    """Variance that friendliness leaves, with the error of the level."""
    told: str
    """published, matched (from the Match of 2026) or judged."""


def levels(
    published: dict[str, Line],
    outcomes: Sequence[dict[str, str]],
    rows: Sequence[Row],
    base: Known,
    all_: Friendly,
) -> dict[str, Level]:
    """A level for every specialty but internal medicine."""
    by_specialty = reference(rows)
    slopes, common = shrunk_slopes(published)
    spread = float(np.median([line.spread for line in published.values()]))
    level_of = {
        name: _level(
            line.middle,
            line.spread,
            slopes[name],
            line.spread**2 / line.number("n_programs"),
            all_.of(by_specialty[name]),
            "published",
            line,
        )
        for name, line in published.items()
    }
    for name, (middle, error) in _matched(published, outcomes, by_specialty, base).items():
        around = all_.of(by_specialty[name])
        level_of[name] = _level(middle, spread, common, error**2, around, "matched")
    for name in sorted({row.specialty for row in rows} - {MEDICINE}):
        if name not in level_of:
            names = NEAREST.get(name, (LIKE_COMBINED,))
            like = [level_of[other].middle for other in names]
            error = max(JUDGED_SD, float(np.std(like)))
            near = [row for other in names for row in by_specialty[other]]
            own = [row for row in rows if row.specialty == name and not row.military]
            around = all_.of(near)
            level = _level(float(np.mean(like)), spread, common, error**2, around, "judged")
            level_of[name] = replace(level, average=_blend(all_.of(own)[0], level.average))
    return level_of


def _blend(own: Array, others: float) -> float:
    """The mean of a specialty's programs; of few, pulled to that of the specialties like it."""
    return (float(own.sum()) + FEW * others) / (len(own) + FEW)


def _level(
    middle: float,
    spread: float,
    ratio: float,
    error: float,
    around: tuple[Array, Array],
    told: str,
    line: Line | None = None,
) -> Level:
    """A level whose parts add up to the specialty's spread among its programs, and to what the
    published lines leave: half-way between both, which differ by chance."""
    friendly, doubt = around
    varied = float(friendly.var() + doubt.mean())
    slope = min(ratio * spread, spread * math.sqrt((1 - LEAST_REST) / varied))
    rest = spread**2 - slope**2 * varied
    if line:
        rest = (rest + line.left - slope**2 * line.hidden) / 2
    rest = max(rest, LEAST_REST * spread**2)
    return Level(middle, spread, slope, float(friendly.mean()), rest + error, told)


def _matched(
    published: dict[str, Line],
    outcomes: Sequence[dict[str, str]],
    by_specialty: dict[str, list[Row]],
    base: Known,
) -> dict[str, tuple[float, float]]:
    """Level and its error for specialties of which only the non-US IMGs matched in 2026 are
    published: the line of published levels on matched IMGs per place."""
    share = float(np.mean([row.share for row in base.rows if row.share is not None]))
    medicine, _ = match(float(base.shares.mean()), float(base.shares.std()), share, len(base.rows))
    known_ = {name: line.middle for name, line in published.items()} | {MEDICINE: medicine}
    rates = {row["specialty"]: _rate(row, by_specialty[row["specialty"]]) for row in outcomes}
    both = [name for name in rates if name in known_]
    x, y = np.array([rates[name] for name in both]), np.array([known_[name] for name in both])
    slope, start = np.polyfit(x, y, 1)
    error = float(np.sqrt(((y - start - slope * x) ** 2).sum() / (len(both) - 2)))
    return {
        name: (float(start + slope * rate), error)
        for name, rate in rates.items()
        if name not in known_
    }


def _rate(row: dict[str, str], programs: Sequence[Row]) -> float:
    """Logit of non-US IMGs matched per first-year place."""
    places = [program.places for program in programs if program.places]
    total = float(np.mean(places)) * len(programs)
    part = (float(row["matched"]) + 0.5) / (total + 1)
    return math.log(part / (1 - part))
