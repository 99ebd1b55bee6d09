"""Checks on data: real rows with their sponsors left out, and figures that nothing is fitted to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from seed_data.estimating.logistic import chance, logistic
from seed_data.estimating.medicine import Blind, Medicine, fold_of, measured, near
from seed_data.estimating.scale import Array, Mask, expected, mean_share, range_of
from seed_data.estimating.shares import Model, Share
from seed_data.estimating.tables import Row
from seed_data.estimating.visas import Listing

BANDS: Final = ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01))
HALVES: Final = 20
"""Times that the sponsors are halved."""
SEASONS: Final = ("2021", "2022")
"""The seasons nearest to 2020 of which IMG shares of the Match are published."""


@dataclass(frozen=True, slots=True)
class Score:
    """How one way of estimating does on stated shares that it has not seen."""

    name: str
    n: int
    rank: float
    """Spearman's correlation; nan where everything is estimated alike."""
    inside: float
    """Percent of the stated shares inside the 80 % range."""
    above: float
    """Percent above it."""
    mean: float
    """Mean estimate less mean stated share, in points."""
    width: float
    """Mean width of the range in points."""


def ranks(values: Array) -> Array:
    """Ranks from 1, equal values sharing theirs."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return np.asarray((last - (count - 1) / 2)[place])


def rank_correlation(left: Array, right: Array) -> float:
    """Spearman's correlation; nan where one of both does not vary."""
    if np.ptp(left) == 0 or np.ptp(right) == 0:
        return float("nan")
    return float(np.corrcoef(ranks(left), ranks(right))[0, 1])


def score(name: str, estimates: Sequence[Share], stated: Array) -> Score:
    """One line of a comparison; stated shares in percent."""
    low, mean, high = np.array([[each.low, each.mean, each.high] for each in estimates]).T
    return Score(
        name,
        len(stated),
        rank_correlation(mean, stated),
        100 * float(((stated >= low) & (stated <= high)).mean()),
        100 * float((stated > high).mean()),
        float((mean - stated).mean()),
        float((high - low).mean()),
    )


def estimates(middle: Array, spread: Array, wide: Array, shift: float = 0.0) -> list[Share]:
    """Shares from logits: the mean by what scatter is left, the range by a width of its own."""
    means = expected(middle + shift, spread)
    ranges = [range_of(float(at), float(sd)) for at, sd in zip(middle, wide, strict=True)]
    return [Share(low, float(at), high) for (low, high), at in zip(ranges, means, strict=True)]


def stated_shares(rows: Sequence[Row]) -> Array:
    """Stated shares in percent."""
    return np.array([row.share or 0.0 for row in rows])


def comparison(around: Medicine, blind: Blind) -> list[Score]:
    """Internal medicine with sponsors left out: simpler models first, then this one in parts."""
    stated, flat = stated_shares(around.stated), np.zeros(len(around.stated))
    alone, scatter = flat + around.logits.mean(), flat + around.logits.std()
    line, rest = _near_line(around)
    ours = left_out(around, blind)
    scores = [
        score("one mean", estimates(alone, scatter, scatter), stated),
        score("a line on what is near", estimates(line, rest, rest), stated),
        score("this model", ours, stated),
    ]
    for name, some in _parts(around, np.array([each.mean for each in ours])):
        picked = [each for each, pick in zip(ours, some, strict=True) if pick]
        scores.append(score(f"this model, {name}", picked, stated[some]))
    return scores


def left_out(around: Medicine, blind: Blind) -> list[Share]:
    """This model's estimates of the stated shares, each from other sponsors, the width of its range
    and the shift of its mean too."""
    folds = fold_of(around.stated)
    shares: dict[int, Share] = {}
    for fold in np.unique(folds):
        out = folds == fold
        others = measured(around, blind.middle, ~out)
        flat = np.zeros(int(out.sum()))
        each = estimates(blind.middle[out], flat + others.spread, flat + others.wide, others.shift)
        shares |= dict(zip(np.flatnonzero(out), each, strict=True))
    return [shares[place] for place in range(len(folds))]


def _near_line(around: Medicine) -> tuple[Array, Array]:
    """Middle and scatter by the line on what is near, without a tenth of the sponsors."""
    folds = fold_of(around.stated)
    middle, rest = np.zeros(len(folds)), np.zeros(len(folds))
    for fold in np.unique(folds):
        out = folds == fold
        places = near(around, around.stated, ~out)
        slope, start = np.polyfit(places[~out], around.logits[~out], 1)
        middle[out] = start + slope * places[out]
        rest[out] = (around.logits - start - slope * places)[~out].std()
    return middle, rest


def _parts(around: Medicine, means: Array) -> list[tuple[str, Mask]]:
    first, second = np.percentile(means, [100 / 3, 200 / 3])
    several = np.array([_has_neighbour(row, around.stated) for row in around.stated])
    return [
        (f"estimated up to {first:.0f} %", means <= first),
        (f"{first:.0f} to {second:.0f} %", (means > first) & (means <= second)),
        (f"over {second:.0f} %", means > second),
        ("another sponsor in the town", several),
        ("nobody else in the town", ~several),
    ]


def _has_neighbour(row: Row, rows: Sequence[Row]) -> bool:
    return any(other.town == row.town and other.sponsor != row.sponsor for other in rows)


@dataclass(frozen=True, slots=True)
class Halves:
    """Lines drawn on one half of the sponsors and tried on the other, over many halvings."""

    inside: Array
    """Percent of the other half inside the range that line and scatter give."""
    gap: Array
    """Mean share of the other half less that of the first, in points."""
    error: Array
    """Mean estimate less mean stated share of the other half, in points."""


def halves(around: Medicine) -> Halves:
    """The recipe of the other specialties tried on internal medicine: a line of one half of the
    sponsors, its scatter as the range, its cut normal as the mean; on what is near, since an own
    share cannot tell itself."""
    sponsors = sorted({row.sponsor for row in around.stated})
    stated, rng, seen = stated_shares(around.stated), np.random.default_rng(3), []
    for _ in range(HALVES):
        first = set(rng.permutation(sponsors)[: len(sponsors) // 2])
        kept = np.array([row.sponsor in first for row in around.stated])
        places = near(around, around.stated, kept)
        slope, start = np.polyfit(places[kept], around.logits[kept], 1)
        middle = start + slope * places
        rest = np.full(len(kept), (around.logits - middle)[kept].std())
        tried = score("", estimates(middle[~kept], rest[~kept], rest[~kept]), stated[~kept])
        seen.append((tried.inside, stated[~kept].mean() - stated[kept].mean(), tried.mean))
    return Halves(*np.array(seen).T)


def shape(around: Medicine, blind: Blind) -> list[tuple[float, float]]:
    """Mean shares of real rows as a cut normal gives them from mean and SD of their logits, and as
    stated: sixths of internal medicine by estimate."""
    stated, pairs = stated_shares(around.stated), []
    for sixth in np.array_split(np.argsort(blind.middle, kind="stable"), 6):
        logits = around.logits[sixth]
        pairs.append((mean_share(float(logits.mean()), float(logits.std())), stated[sixth].mean()))
    return pairs


def beside_the_match(
    fitted: Model, shares: Mapping[str, Share], reports: Sequence[Mapping[str, str]]
) -> list[tuple[str, str, float, float]]:
    """Specialty, season, mean estimate weighted by places, and the published part of IMGs among the
    first-year residents of that Match; only specialties whose shares are all estimated."""
    return sorted(
        (name, report["year"], _by_places(fitted, shares, name), float(report["img_pct"]))
        for report in reports
        if (name := report["specialty"]) in fitted.lines and report["year"] in SEASONS
    )


def _by_places(fitted: Model, shares: Mapping[str, Share], specialty: str) -> float:
    """Mean estimate (percent) of a specialty's programs, weighted by first-year places."""
    rows = [row for row in fitted.rows if row.specialty == specialty and row.places]
    return float(
        np.average([shares[row.id].mean for row in rows], weights=[row.places or 0 for row in rows])
    )


@dataclass(frozen=True, slots=True)
class Forecast:
    """Probabilities of "lists this visa" for internal medicine entries not seen."""

    visa: str
    brier: float
    brier_of_the_mean: float
    bands: list[tuple[int, float, float]]
    """Number, mean probability and part that lists it, by band of a fifth."""


def forecast(visa: str, places: Listing) -> Forecast:
    """One visa, ten times without a tenth of the sponsors."""
    folds, seen, part = fold_of(places.rows), places.listed, np.zeros(len(places.rows))
    for fold in np.unique(folds):
        out = folds == fold
        part[out] = chance(logistic(places.lines[~out], seen[~out]), places.lines[out])
    bands = []
    for low, high in BANDS:
        some = (part >= low) & (part < high)
        if some.any():
            bands.append((int(some.sum()), float(part[some].mean()), float(seen[some].mean())))
    mean = float(seen.mean())
    return Forecast(visa, float(((part - seen) ** 2).mean()), mean * (1 - mean), bands)
