"""Per specialty: the level of the IMG share, its scatter, and how it follows internal medicine."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from seed_data.estimating.lines import Line, together
from seed_data.estimating.scale import logit, mean_share, percent
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
"""Error (logits) of a level taken from other specialties. A judgement."""


@dataclass(frozen=True, slots=True)
class Level:
    """A specialty's shares: their mean in percent; logits cut at 2 and 98 %."""

    share: float
    """Mean in percent over our list; a published one is that of the half it was measured on."""
    middle: float
    """Mean logit."""
    slope: float
    """Logits per logit of openness."""
    linked: float
    """SD (logits) left where the sponsor's internal medicine share is stated."""
    town: float
    """SD (logits) left where only another one of the town is."""
    alone: float
    """SD (logits) where neither is."""
    told: Literal["published", "matched", "judged"]
    error: float = 0.0
    """SD (logits) of the level itself."""


def levels(
    lines: Mapping[str, Line],
    nearness: float,
    matched: Mapping[str, float],
    medicine_share: float,
    names: Iterable[str],
) -> dict[str, Level]:
    """A level for each name but internal medicine: published, by IMGs matched per place, or judged.

    `matched` in logits; `medicine_share`, internal medicine's mean, in percent.
    """
    lined = published(lines, nearness)
    level_of = dict(lined)
    known = {name: logit(level.share) for name, level in lined.items()}
    known[MEDICINE] = logit(medicine_share)
    both = [name for name in matched if name in known]
    rates, shares = np.array([[matched[name], known[name]] for name in both]).T
    slope, start = np.polyfit(rates, shares, 1)
    error = float(np.std(shares - start - slope * rates)) * math.sqrt(len(both) / (len(both) - 2))
    for name in sorted(matched.keys() - known.keys()):
        level = alike(lined, percent(start + slope * matched[name]))
        level_of[name] = replace(level, told="matched", error=error)
    for name in sorted(set(names) - level_of.keys() - {MEDICINE}):
        like = [logit(level_of[other].share) for other in NEAREST.get(name, (LIKE_COMBINED,))]
        level = alike(lined, percent(float(np.mean(like))))
        level_of[name] = replace(level, error=JUDGED_SD)
    return level_of


def matched_rates(
    outcomes: Sequence[Mapping[str, str]], by_specialty: Mapping[str, Sequence[Row]]
) -> dict[str, float]:
    """Logits of non-US IMGs matched in 2026 per first-year place; programs without a number of
    places count as the mean of the others."""
    rates = {}
    for row in outcomes:
        programs = by_specialty[row["specialty"]]
        places = [program.places for program in programs if program.places]
        part = (float(row["matched"]) + 0.5) / (float(np.mean(places)) * len(programs) + 1)
        rates[row["specialty"]] = math.log(part / (1 - part))
    return rates


def published(lines: Mapping[str, Line], nearness: float) -> dict[str, Level]:
    """A level for each published line, the slopes (per SD) pulled to their common mean."""
    sds = np.array([line.number("sd_logit") for line in lines.values()])
    slopes = np.array([line.slope(nearness) for line in lines.values()]) / sds[:, None]
    ratios, _ = together(slopes[:, 0], slopes[:, 1])
    return {
        name: Level(
            share=mean_share(line.middle, float(sd)),
            middle=line.middle,
            slope=float(ratio * sd),
            linked=line.number("residual_sd_sponsor"),
            town=line.number("residual_sd_town"),
            alone=float(sd),
            told="published",
        )
        for (name, line), ratio, sd in zip(lines.items(), ratios, sds, strict=True)
    }


def alike(lined: Mapping[str, Level], share: float) -> Level:
    """The level of a specialty with this mean share (percent), by parabolas through the published
    ones; its slope is the common one per SD."""
    known = np.array([logit(level.share) for level in lined.values()])
    at = float(np.clip(logit(share), known.min(), known.max()))
    figures = np.array(
        [
            [level.middle, level.slope / level.alone, level.linked, level.town, level.alone]
            for level in lined.values()
        ]
    )
    middle, ratio, linked, town, alone = (
        float(np.polyval(np.polyfit(known, column, 2), at)) for column in figures.T
    )
    return Level(share, middle, ratio * alone, linked, town, alone, "judged")
