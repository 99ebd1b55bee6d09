"""What follows an invitation: list lengths and scores of past applicants, and who matched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from typing import Final

from coach.records import Statistic

LONGEST: Final = 60
"""Ranks up to which list lengths are summed."""
ENOUGH: Final = 100
"""Applicants from which a specialty's own curve stands alone; below it is mixed with the pool."""
TOO_FEW: Final = 30
"""Applicants below which the curve is the pool's alone."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Published outcomes of non-US IMGs in one specialty."""

    specialty: str
    matched: int
    unmatched: int
    ranks_matched: tuple[float, float]
    """Mean and SD of list lengths."""
    ranks_unmatched: tuple[float, float]
    score_matched: tuple[float, float]
    score_unmatched: tuple[float, float]
    score_top: float
    as_of: str
    source: str

    @property
    def n(self) -> int:
        """Applicants."""
        return self.matched + self.unmatched

    @property
    def rank_length(self) -> float:
        """Mean list length of all."""
        both = self.matched * self.ranks_matched[0] + self.unmatched * self.ranks_unmatched[0]
        return both / self.n

    @property
    def score(self) -> float:
        """Mean score of all."""
        both = self.matched * self.score_matched[0] + self.unmatched * self.score_unmatched[0]
        return both / self.n


def outcomes(statistics: Iterable[Statistic]) -> list[Outcome]:
    """The specialties of which list lengths and scores of both groups are published."""
    published = []
    for statistic in statistics:
        row = dict(statistic.values)
        if statistic.table != "specialty_outcomes":
            continue
        if row["ranks_matched_sd"] and row["step2ck_matched_sd"]:
            pair = _pairs(row)
            published.append(
                Outcome(
                    row["specialty"],
                    int(row["matched"]),
                    int(row["unmatched"]),
                    pair("ranks_matched"),
                    pair("ranks_unmatched"),
                    pair("step2ck_matched"),
                    pair("step2ck_unmatched"),
                    float(row["step2ck_matched_q3"]),
                    statistic.as_of,
                    statistic.source,
                )
            )
    return published


def _pairs(row: Mapping[str, str]) -> Callable[[str], tuple[float, float]]:
    return lambda name: (float(row[f"{name}_mean"]), float(row[f"{name}_sd"]))


def length_chance(ranks: int, mean: float, sd: float) -> float:
    """Probability of a list of so many ranks: negative binomial from 1 on, by mean and SD."""
    extra, mean = ranks - 1, max(mean - 1, 1e-3)
    variance = max(sd * sd, mean * 1.01)
    size = mean * mean / (variance - mean)
    part = mean / variance
    return exp(
        lgamma(extra + size)
        - lgamma(size)
        - lgamma(extra + 1)
        + size * log(part)
        + extra * log(1 - part)
    )


def curve(group: Sequence[Outcome]) -> list[tuple[float, float]]:
    """For 1, 2, … ranks: applicants with that many, and the share of them who matched (Bayes)."""
    points = []
    for ranks in range(1, LONGEST + 1):
        yes = sum(
            outcome.matched * length_chance(ranks, *outcome.ranks_matched) for outcome in group
        )
        no = sum(
            outcome.unmatched * length_chance(ranks, *outcome.ranks_unmatched) for outcome in group
        )
        points.append((yes + no, yes / (yes + no) if yes + no else 0.0))
    return points


def per_rank(points: Sequence[tuple[float, float]]) -> float:
    """The chance per rank, draws independent, that fits a curve best."""

    def loss(chance: float) -> float:
        return sum(
            people * (share - (1 - (1 - chance) ** ranks)) ** 2
            for ranks, (people, share) in enumerate(points, 1)
        )

    return min((step / 1000 for step in range(20, 700)), key=loss)


def mixed(
    own: Sequence[tuple[float, float]], pool: Sequence[tuple[float, float]], n: int
) -> list[tuple[float, float]]:
    """A small specialty's curve, pulled to the pooled one."""
    weight = min(1.0, n / ENOUGH) if n >= TOO_FEW else 0.0
    return [
        (people, weight * share + (1 - weight) * common)
        for (people, share), (_, common) in zip(own, pool, strict=True)
    ]


def score_slopes(group: Sequence[Outcome]) -> dict[str, float]:
    """Half of each specialty's log odds ratio per 10 points of Step 2 CK, shrunk to the mean.

    Mean difference over variance; 0 where those who matched did not score higher.
    """
    raw = {outcome.specialty: _slope(outcome) for outcome in group}
    weight = {key: 1 / error**2 for key, (_, error) in raw.items()}
    mean = sum(weight[key] * slope for key, (slope, _) in raw.items()) / sum(weight.values())
    chi = sum(weight[key] * (slope - mean) ** 2 for key, (slope, _) in raw.items())
    scale = sum(weight.values()) - sum(w * w for w in weight.values()) / sum(weight.values())
    between = max(0.0, (chi - len(raw) + 1) / scale)
    shrunk = {
        key: (between * slope + error**2 * mean) / (between + error**2)
        for key, (slope, error) in raw.items()
    }
    level = {
        outcome.specialty: outcome.score_matched[0] > outcome.score_unmatched[0]
        for outcome in group
    }
    return {key: max(0.0, slope) / 2 if level[key] else 0.0 for key, slope in shrunk.items()}


def _slope(outcome: Outcome) -> tuple[float, float]:
    (yes, sd_yes), (no, sd_no) = outcome.score_matched, outcome.score_unmatched
    variance = (outcome.matched * sd_yes**2 + outcome.unmatched * sd_no**2) / outcome.n
    error = 10 / sqrt(variance) * sqrt(1 / outcome.matched + 1 / outcome.unmatched)
    return 10 * (yes - no) / variance, error


def us_factor(statistics: Iterable[Statistic]) -> float:
    """How much longer the lists of US IMGs must be for their published match rate, 2025."""
    rates = {
        row["applicant_type"]: float(row["match_rate_pct"]) / 100
        for row in (
            dict(statistic.values) for statistic in statistics if statistic.table == "match_rates"
        )
        if row["year"] == "2025" and row["outcome_definition"] == "PGY1_any"
    }
    return log(1 - rates["us_img"]) / log(1 - rates["non_us_img"])


def applications(statistics: Iterable[Statistic]) -> float:
    """Applications per IMG in internal medicine, the one specialty where they are published."""
    for statistic in statistics:
        row = dict(statistic.values)
        if statistic.table == "applications" and (row["specialty"], row["applicant_type"]) == (
            "Internal Medicine",
            "img",
        ):
            return float(row["value"])
    raise ValueError("applications.csv has no row for IMGs in Internal Medicine")


def match_rate(points: Sequence[tuple[float, float]], chance: float) -> float:
    """The share that matches at this chance per rank, over the published list lengths."""
    people = sum(count for count, _ in points)
    return sum(c * (1 - (1 - chance) ** k) for k, (c, _) in enumerate(points, 1)) / people
