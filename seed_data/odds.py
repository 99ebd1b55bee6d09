"""Works out seed_data/odds.csv and its back-test: `python -m seed_data.odds`.

From published outcomes (matched, unmatched, list lengths, scores), numbers of applications
and the programs' IMG shares: the level of the chance of an invitation per specialty, the
weight of Step 2 CK, and the chance to match at a program that is ranked.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from pathlib import Path
from typing import Final, Literal

from msgspec.structs import astuple

from coach.facts.check import load
from coach.records import Odds, Program, Signals, Statistic
from coach.scoring.chance import (
    IMG_SLOPE,
    RANKED,
    SIGNAL,
    SPREAD,
    TOO_FEW,
    UNSURE,
    blurred,
    share_logit,
    share_spread,
)

FOLDER: Final = Path(__file__).parent
LONGEST: Final = 60
"""Ranks up to which list lengths are summed."""
LARGEST_PART: Final = 0.5
"""Most of a specialty's programs that one applicant is reckoned to apply to (a judgement)."""
ENOUGH: Final = 100
"""Applicants from which a specialty's own curve stands alone; below it is mixed with the pool."""
SEASON: Final = 2026
"""Season of the outcomes; its signals are the ones past applicants had."""


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
    weight = min(1.0, n / ENOUGH)
    return [
        (people, weight * share + (1 - weight) * common)
        for (people, share), (_, common) in zip(own, pool, strict=True)
    ]


def slopes(group: Sequence[Outcome]) -> dict[str, float]:
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


@dataclass(frozen=True, slots=True)
class Shares:
    """Logit shares of a specialty's programs with their SDs, weighted by applications."""

    weighted: tuple[tuple[float, float, float, float], ...]
    """Weight, logit share, its SD, probability that a J-1 is offered."""
    programs: int

    @property
    def mean(self) -> float:
        """Mean logit of the programs applied to."""
        return sum(weight * logit for weight, logit, _, _ in self.weighted)

    def invitations(self, level: float, applications: float, signals: int) -> float:
        """Invitations of an average applicant at this level, who needs a J-1 as most do."""
        sent = min(signals, applications)
        total = 0.0
        for weight, logit, own, offered in self.weighted:
            spread = sqrt(SPREAD**2 + UNSURE**2 + (IMG_SLOPE * own) ** 2)
            at = level + IMG_SLOPE * (logit - self.mean)
            total += (
                weight
                * offered
                * (
                    sent * blurred(at + SIGNAL, spread)
                    + (applications - sent) * blurred(at, spread)
                )
            )
        return total

    def level(self, invitations: float, applications: float, signals: int) -> float:
        """The level that gives so many invitations (bisection)."""
        low, high = -12.0, 6.0
        for _ in range(60):
            middle = (low + high) / 2
            few = self.invitations(middle, applications, signals) < invitations
            low, high = (middle, high) if few else (low, middle)
        return low


def shares(programs: Iterable[Program]) -> dict[str, Shares]:
    """By specialty. Applications go where IMGs are and no J-1 is refused: in proportion to the
    share (a judgement). Spread evenly they would give programs full of IMGs chances of one in
    three, more invitations than such programs send."""
    by_specialty: dict[str, list[tuple[float, float, float, float]]] = {}
    for program in programs:
        if not program.first_residency or program.military or program.visa_j1 == "no":
            continue
        if program.img_share is not None:
            share, spread = program.img_share, 0.0
        elif (
            program.share_mid is not None
            and program.share_low is not None
            and program.share_high is not None
        ):
            spread = share_spread(program.share_low, program.share_high)
            share = program.share_mid
        else:
            continue
        offered = 1.0 if program.visa_j1 == "yes" else program.j1_probability or 0.0
        row = (share, share_logit(share), spread, offered)
        by_specialty.setdefault(program.specialty, []).append(row)
    shares_of = {}
    for name, rows in by_specialty.items():
        total = sum(weight for weight, *_ in rows) or 1.0
        weighted = tuple((row[0] / total, row[1], row[2], row[3]) for row in rows)
        shares_of[name] = Shares(weighted, len(rows))
    return shares_of


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


def signals_of(season: int, name: str, known: Iterable[Signals]) -> int:
    """Signals per applicant in the newest season up to this one."""
    fitting = [
        signals for signals in known if signals.specialty == name and signals.season <= season
    ]
    return max(fitting, key=lambda signals: signals.season).total if fitting else 0


def rows() -> tuple[list[Odds], list[Outcome]]:
    """All odds, and the outcomes behind them."""
    seed = load(FOLDER)
    group, where = outcomes(seed.statistics), shares(seed.programs)
    sent, longer, steps = applications(seed.statistics), us_factor(seed.statistics), slopes(group)
    pool = curve(group)
    odds = []
    for outcome in group:
        mine = where.get(outcome.specialty)
        if mine is None:
            continue
        count = min(sent, LARGEST_PART * mine.programs)
        signals = signals_of(SEASON, outcome.specialty, seed.signals)
        chance = per_rank(mixed(curve([outcome]), pool, outcome.n))
        kinds: tuple[tuple[Literal["non_us_img", "us_img"], float], ...]
        kinds = (("non_us_img", 1.0), ("us_img", longer))
        for kind, factor in kinds:
            length = outcome.rank_length * factor
            level = mine.level(length / RANKED, count, signals)
            odds.append(
                Odds(
                    outcome.specialty,
                    kind,
                    outcome.matched,
                    outcome.unmatched,
                    round(length, 3),
                    count,
                    signals,
                    round(mine.mean, 4),
                    round(level, 4),
                    round(steps[outcome.specialty], 4),
                    round(outcome.score, 1),
                    outcome.score_top,
                    chance,
                    source=f"{outcome.source};aaim_infl;outside2020",
                    as_of=outcome.as_of,
                    status="estimated",
                )
            )
    return odds, group


def match_rate(points: Sequence[tuple[float, float]], chance: float) -> float:
    """The share that matches at this chance per rank, over the published list lengths."""
    people = sum(count for count, _ in points)
    return sum(c * (1 - (1 - chance) ** k) for k, (c, _) in enumerate(points, 1)) / people


def report(odds: Sequence[Odds], group: Sequence[Outcome]) -> str:
    """The back-test as Markdown."""
    where = shares(load(FOLDER).programs)
    pool = curve(group)
    lines = [
        "# Odds: how they are made, and their back-test",
        "",
        "Made by `python -m seed_data.odds`; every figure below is printed by it. The model is",
        "described in `coach/scoring/chance.py`. Non-US IMGs, outcomes of 2026.",
        "",
        "Pooled share who matched, by programs ranked (Bayes on list lengths): "
        + ", ".join(f"{k} → {pool[k - 1][1]:.0%}" for k in (1, 3, 5, 10))
        + f"; one draw per rank of {per_rank(pool):.3f} fits best.",
        "",
        "Identity: the model's mean list length and match rate beside the published ones.",
        "Left out: the match rate predicted when the chance per rank comes from all other",
        "specialties. Invitations: mean per application reckoned with.",
        "",
        "| specialty | n | applications | mean chance | list length, model / published "
        "| match rate, model / published | left out | per rank | Step 2 per 10 |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    errors, weights, within = [], [], []
    mine = {row.specialty: row for row in odds if row.graduate_type == "non_us_img"}
    for outcome in group:
        if outcome.specialty not in mine:
            continue
        own = mine[outcome.specialty]
        got = where[outcome.specialty].invitations(own.intercept, own.applications, own.signals)
        points, real = curve([outcome]), outcome.matched / outcome.n
        rate = match_rate(points, own.matched_per_rank)
        out = match_rate(points, per_rank(curve([o for o in group if o is not outcome])))
        if outcome.n >= TOO_FEW:
            errors.append(abs(out - real))
            within.append(abs(rate - real))
            weights.append(outcome.n)
        few = "" if outcome.n >= TOO_FEW else " (too few: no number is shown)"
        lines.append(
            f"| {outcome.specialty}{few} | {outcome.n} | {own.applications:.0f} | "
            f"{got / own.applications:.1%} | {got * RANKED:.2f} / {outcome.rank_length:.2f} | "
            f"{rate:.0%} / {real:.0%} | {out:.0%} | {own.matched_per_rank:.2f} | "
            f"{own.step2_slope:.2f} |"
        )
    total = sum(weights)
    lines += [
        "",
        f"Mean error of the match rate over specialties with at least {TOO_FEW} applicants, "
        f"weighted by applicants: {100 * _mean(within, weights, total):.1f} points inside, "
        f"{100 * _mean(errors, weights, total):.1f} points with the specialty left out "
        f"(largest {100 * max(errors):.0f}).",
        "",
        *_years(),
        "",
        "What it cannot know: nobody publishes invitations per application of IMGs, so the level "
        "rests on published list lengths, one published number of applications (internal "
        "medicine, 2016) and the judgement that applications go where IMGs are (in proportion to "
        "the share) and that those who sent them need a J-1. The list lengths of "
        "past applicants include what their signals brought: a chance without a signal is lower. "
        "Effects of "
        "signals and ties come from US seniors. The shared applicant factor (SD 0.7) carries "
        "what is left.",
        "",
    ]
    return "\n".join(lines)


def _mean(values: Sequence[float], weights: Sequence[int], total: int) -> float:
    return sum(v * w for v, w in zip(values, weights, strict=True)) / total


def _years() -> list[str]:
    rates = {
        (row["year"], row["applicant_type"]): float(row["match_rate_pct"])
        for row in (dict(o.values) for o in load(FOLDER).statistics if o.table == "match_rates")
        if row["outcome_definition"] == "PGY1_any" and row["match_rate_pct"]
    }
    return [
        "2025 → 2026: last year's overall rate as the forecast. "
        + "; ".join(
            f"{words} {rates['2025', kind]:.1f} % forecast, {rates['2026', kind]:.1f} % happened"
            for kind, words in (("non_us_img", "non-US IMGs"), ("us_img", "US IMGs"))
        )
        + ". Outcomes of 2025 by specialty are not among the facts, so specialties cannot be "
        "tested across years.",
    ]


def write(odds: Iterable[Odds]) -> None:
    """Writes odds.csv beside this file."""
    with (FOLDER / "odds.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(Odds.__struct_fields__)
        lines.writerows(map(astuple, odds))


if __name__ == "__main__":
    odds, behind = rows()
    write(odds)
    text = report(odds, behind)
    (FOLDER / "odds.md").write_text(text, encoding="utf-8")
    print(text)
