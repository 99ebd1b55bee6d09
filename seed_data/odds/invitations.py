"""The chance of an invitation, fitted to what happened to past applications.

Levels, slopes, spreads and signals come as aggregates over programs (source TP24); each function
takes published figures and gives one part of `Odds`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist, fmean, stdev
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from coach.records import Program, Statistic
from coach.rules.visas import visa_answer, visa_evidence
from coach.scoring.chance import MIDDLE, NODES, SPREAD, share_logit

Floats = NDArray[np.float64]
Kind = Literal["non_us_img", "us_img"]
SHOWN_SHARE: Final = "IMG share as estimated by the project, or stated"
"""The predictor of invitation_links.csv that is what a page shows."""
PULL: Final = 50
"""Programs whose weight the common spread has beside a specialty's own (a judgement)."""
TAIL: Final = 0.1
"""Part of the programs above a range, and below it."""
FEW: Final = 20
"""Programs below which the slope is taken as it is published."""
ROUNDS: Final = 12
"""Corrections of an intercept, after which 1e-9 is left."""
STEPS: Final = 40
"""Halvings of every bisection: 1e-11 of where it began."""


@dataclass(frozen=True, slots=True)
class Level:
    """What happened to one kind of applicant in one specialty."""

    rate: float
    """Mean over programs of the part invited, 0-1, signals included."""
    error: float
    """Standard error of the log rate."""
    programs: int
    """Behind it; 0: reckoned from the other specialties."""
    at_zero: float
    """Part of the programs that invited less than one in 200."""
    log_spread: float
    """SD of the log rates of the others."""


def levels(statistics: Iterable[Statistic]) -> dict[tuple[str, str], Level]:
    """By specialty and kind of applicant; the spreads pulled to those of all specialties."""
    rows = _table(statistics, "invitation_levels")
    common: dict[str, tuple[float, float]] = {}
    for kind in ("non_us_img", "us_img"):
        mine = [row for row in rows if row["applicant_type"] == kind]
        total = sum(int(row["programs"]) for row in mine)
        means = (
            sum(int(row["programs"]) * float(row[name]) for row in mine) / total
            for name in ("share_of_programs_at_0_pct", "sd_log_rate_above_0")
        )
        common[kind] = (next(means) / 100, next(means))
    known = {}
    for row in rows:
        kind, programs = row["applicant_type"], int(row["programs"])
        if kind not in common:
            continue
        own = programs / (programs + PULL)
        at_zero, spread = common[kind]
        rate = float(row["mean_rate_pct"])
        known[row["specialty"], kind] = Level(
            rate=rate / 100,
            error=float(row["mean_rate_se"]) / rate,
            programs=programs,
            at_zero=own * float(row["share_of_programs_at_0_pct"]) / 100 + (1 - own) * at_zero,
            log_spread=own * float(row["sd_log_rate_above_0"]) + (1 - own) * spread,
        )
    return known


def unmeasured(known: Iterable[Level]) -> Level:
    """A specialty that nobody has measured: the lower end of the others, as unsure as they differ,
    so that it never looks better for want of figures."""
    others = list(known)
    logs = [log(level.rate) for level in others]
    return Level(
        rate=exp(fmean(logs) - NormalDist().inv_cdf(1 - TAIL) * stdev(logs)),
        error=stdev(logs),
        programs=0,
        at_zero=fmean(level.at_zero for level in others),
        log_spread=fmean(level.log_spread for level in others),
    )


def slopes(statistics: Iterable[Statistic]) -> tuple[float, dict[str, float]]:
    """Logit per logit of the IMG share: the common slope, and each specialty's shrunk to it.

    The specialties differ by no more than their errors explain where the between-variance is 0
    (DerSimonian and Laird's moment estimate).
    """
    raw = {
        row["specialty"]: (float(row["slope_logit_per_unit"]), float(row["slope_se"]))
        for row in _table(statistics, "invitation_links")
        if row["predictor"] == SHOWN_SHARE
    }
    common, _ = raw.pop("all")
    return common, {
        name: (variance * slope + error**2 * common) / (variance + error**2)
        for variance in [_between([slope for slope, _ in raw.values()], raw)]
        for name, (slope, error) in raw.items()
    }


def tops(statistics: Iterable[Statistic]) -> dict[str, float]:
    """The published 90th percentile of rate over prediction, by specialty."""
    return {
        row["specialty"]: float(row["ratio_p90"])
        for row in _table(statistics, "invitation_links")
        if row["predictor"] == SHOWN_SHARE and row["specialty"] != "all"
    }


def _between(values: Sequence[float], raw: Mapping[str, tuple[float, float]]) -> float:
    """The variance of slopes between specialties beyond their errors."""
    weights = [1 / error**2 for _, error in raw.values()]
    total = sum(weights)
    mean = sum(w * v for w, v in zip(weights, values, strict=True)) / total
    chi = sum(w * (v - mean) ** 2 for w, v in zip(weights, values, strict=True))
    return max(0.0, (chi - len(values) + 1) / (total - sum(w * w for w in weights) / total))


def ends(level: Level, shared: float = SPREAD) -> tuple[float, float]:
    """The 10th and 90th percentile of a chance over its middle.

    Programs differ (a part invites nobody, the others lognormally), applicants differ by the
    shared factor, with a mean of 1; the level itself lies to either side by its error.
    """
    differ = level.log_spread**2 + shared**2
    spread = sqrt(differ + level.error**2)
    above = 1 - level.at_zero
    middle = exp(-differ / 2) / above
    if not level.programs:
        # Reckoned from the lower end of what it may be: the range goes up from there.
        middle *= exp(NormalDist().inv_cdf(1 - TAIL) * level.error)
    normal = NormalDist()
    high = middle * exp(spread * normal.inv_cdf(1 - TAIL / above))
    if level.at_zero >= TAIL:
        return 0.0, high
    return middle * exp(spread * normal.inv_cdf((TAIL - level.at_zero) / above)), high


@dataclass(frozen=True, slots=True)
class Signalling:
    """What a signal does in one specialty, in logits."""

    unsignalled: float
    """Of an application without one, beside the average application; never above 0."""
    gold: float
    silver: float
    single: float
    part: float
    """Part of the applications that carry a signal."""


def effects(statistics: Iterable[Statistic]) -> dict[str, dict[str, float]]:
    """Log odds of a signal by specialty and tier; "" is a specialty that nobody has measured.

    What was seen holds applicants who were wanted anyway, so it is taken halfway to the middle of
    the published adjusted range (the halving is a judgement).
    """
    statistics = list(statistics)
    study = next(
        row
        for row in _table(statistics, "published_effects")
        if row["source"] == "romanoski2025" and row["predictor"] == "program signal"
    )
    adjusted = (log(float(study["ci_low"])) + log(float(study["ci_high"]))) / 2
    seen: dict[str, dict[str, float]] = {}
    for row in _table(statistics, "signal_effects"):
        if row["effect"] in ("signal", "gold", "silver"):
            tier = "single" if row["effect"] == "signal" else row["effect"]
            seen.setdefault(row["specialty"], {})[tier] = log(
                float(row["odds_ratio_geometric_mean"])
            )
    part = fmean(tiers["silver"] / tiers["gold"] for tiers in seen.values() if "gold" in tiers)
    return {
        name: {
            "gold": (first + adjusted) / 2,
            "silver": (tiers.get("silver", part * first) + part * adjusted) / 2,
            "single": (first + adjusted) / 2,
        }
        for name, tiers in [*seen.items(), ("", {"single": adjusted})]
        for first in [tiers.get("gold") or tiers["single"]]
    }


def signalling(
    rate: float, effect: Mapping[str, float], sent: Mapping[str, int], applications: float
) -> Signalling:
    """Signals so that signalled and unsignalled applications average to the rate.

    `sent`: signals per applicant by tier; `applications` per applicant, reckoned as twice the
    signals at least.
    """
    applications = max(applications, 2.0 * sum(sent.values()))
    parts = {tier: number / applications for tier, number in sent.items()}
    part, centre = sum(parts.values()), log(rate / (1 - rate))
    low, high = -12.0, 0.0
    for _ in range(STEPS):
        without = (low + high) / 2
        mean = (1 - part) * _expit(centre + without)
        mean += sum(of * _expit(centre + without + effect[tier]) for tier, of in parts.items())
        low, high = (without, high) if mean < _expit(centre) else (low, without)
    return Signalling(
        low if part else 0.0, effect["gold"], effect["silver"], effect["single"], part
    )


@dataclass(frozen=True, slots=True)
class Shares:
    """The programs of one specialty as an applicant who needs a J-1 finds them."""

    logits: Floats
    """Of the IMG share that is shown."""
    doors: Floats
    """Probability that a J-1 is offered."""

    @property
    def mean(self) -> float:
        """Mean logit of the share."""
        return float(self.logits.mean()) if len(self.logits) else 0.0

    def chances(self, intercept: float, slope: float, visa: bool) -> Floats:
        """The middle of the chance at each program."""
        at = blurred(intercept + slope * (self.logits - self.mean))
        return at * self.doors if visa else at

    def fitted(self, rate: float, slope: float, visa: bool) -> tuple[float, float]:
        """Intercept and inner slope with which the middles, the visa mixed in, have this mean
        over all programs and follow the share with this slope.

        The slope of a logistic regression of the middles on the share, programs without a
        chance left out: those who refuse the visa say nothing of the share.
        """
        if len(self.logits) < FEW:
            return self._intercept(rate, slope, visa), slope
        low, high = slope - 1.0, slope + 1.0
        for _ in range(STEPS):
            inner = (low + high) / 2
            intercept = self._intercept(rate, inner, visa)
            steep = self.outer(self.chances(intercept, inner, visa)) > slope
            low, high = (low, inner) if steep else (inner, high)
        return intercept, inner

    def _intercept(self, rate: float, slope: float, visa: bool) -> float:
        at = log(rate / (1 - rate))
        for _ in range(ROUNDS):
            # The mean rises a little less than exp(intercept), so each round leaves a tenth.
            at += log(rate / self.chances(at, slope, visa).mean())
        return at

    def outer(self, chances: Floats) -> float:
        """The slope that a logistic regression of these chances on the share has (Newton)."""
        known = chances > 0
        chance, at = chances[known], self.logits[known] - self.mean
        if len(chance) < 3 or float(at.std()) < 0.01:
            return 0.0
        level, slope = log(chance.mean() / (1 - chance.mean())), 0.0
        for _ in range(8):
            fitted = 1 / (1 + np.exp(-(level + slope * at)))
            weight, miss = fitted * (1 - fitted), chance - fitted
            a, b, c = weight.sum(), (weight * at).sum(), (weight * at * at).sum()
            one_up, slope_up = miss.sum(), (miss * at).sum()
            level += (c * one_up - b * slope_up) / (a * c - b * b)
            slope += (a * slope_up - b * one_up) / (a * c - b * b)
        return float(slope)


def shares(programs: Iterable[Program]) -> dict[str, Shares]:
    """By specialty: the programs that take first-year residents of any kind."""
    rows: dict[str, list[tuple[float, float]]] = {}
    for program in programs:
        share = program.share_mid if program.img_share is None else program.img_share
        if program.first_residency and not program.military and share is not None:
            row = (share_logit(share), _door(program))
            rows.setdefault(program.specialty, []).append(row)
    return {
        name: Shares(*(np.array(column) for column in zip(*of_it, strict=True)))
        for name, of_it in rows.items()
    }


def _door(program: Program) -> float:
    fact = visa_evidence(program, "j1")
    answer = visa_answer(fact)
    if answer is not None:
        return float(answer)
    return 0.5 if fact.probability is None else fact.probability


def blurred(logits: Floats, spread: float = SPREAD) -> Floats:
    """Means of expit over a normal around each logit, by the nodes of `coach.scoring.chance`."""
    total = MIDDLE / (1 + np.exp(-logits))
    for at, weight in NODES:
        for move in (-at * spread, at * spread):
            total = total + weight / (1 + np.exp(-(logits + move)))
    return np.asarray(total)


def _expit(logit: float) -> float:
    return float(blurred(np.array(logit)))


def _table(statistics: Iterable[Statistic], name: str) -> list[dict[str, str]]:
    return [
        dict(statistic.values) | {"source": statistic.source}
        for statistic in statistics
        if statistic.table == name
    ]
