"""Writes odds.csv and odds.md in seed_data, and prints the latter."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from msgspec.structs import astuple

from coach.facts.check import Seed, load
from coach.records import Odds, Signals
from seed_data.odds.invitations import (
    Kind,
    Level,
    Shares,
    effects,
    ends,
    levels,
    shares,
    signalling,
    slopes,
    tops,
    unmeasured,
)
from seed_data.odds.outcomes import (
    Outcome,
    applications,
    curve,
    mixed,
    outcomes,
    per_rank,
    score_slopes,
    us_factor,
)

FOLDER: Final = Path(__file__).parent.parent
LARGEST_PART: Final = 0.5
"""Most of a specialty's programs that one applicant is reckoned to apply to (a judgement)."""
KINDS: Final[tuple[Kind, ...]] = ("non_us_img", "us_img")


@dataclass(frozen=True, slots=True)
class Fit:
    """Everything that the odds rest on."""

    outcomes: Mapping[str, Outcome]
    levels: Mapping[tuple[str, str], Level]
    slope: float
    """Logit per logit of the share, of all specialties."""
    slopes: Mapping[str, float]
    tops: Mapping[str, float]
    """Published 90th percentile of a program's rate over its prediction."""
    effects: Mapping[str, Mapping[str, float]]
    shares: Mapping[str, Shares]
    signals: Mapping[str, Signals]
    """The newest season's, by specialty."""
    sent: float
    """Applications per IMG in one specialty."""
    longer: float
    """Times by which lists of US IMGs are longer."""


def fit(seed: Seed) -> Fit:
    """All that the published tables say."""
    published = outcomes(seed.statistics)
    slope, by_specialty = slopes(seed.statistics)
    return Fit(
        outcomes={outcome.specialty: outcome for outcome in published},
        levels=levels(seed.statistics),
        slope=slope,
        slopes=by_specialty,
        tops=tops(seed.statistics),
        effects=effects(seed.statistics),
        shares=shares(seed.programs),
        signals=newest(seed.signals),
        sent=applications(seed.statistics),
        longer=us_factor(seed.statistics),
    )


def newest(signals: Iterable[Signals]) -> dict[str, Signals]:
    """The signals of each specialty in the last season that is known."""
    return {row.specialty: row for row in sorted(signals, key=lambda row: row.season)}


def rows(fitted: Fit) -> list[Odds]:
    """The odds of every specialty that has programs, of both kinds of graduates."""
    pool = curve(list(fitted.outcomes.values()))
    steps = score_slopes(list(fitted.outcomes.values()))
    odds = []
    for specialty in sorted(fitted.shares):
        for kind in KINDS:
            odds.append(_odds(fitted, specialty, kind, steps.get(specialty, 0.0), pool))
    return odds


def _odds(
    fitted: Fit,
    specialty: str,
    kind: Kind,
    step2: float,
    pool: Sequence[tuple[float, float]],
) -> Odds:
    mine, outcome = fitted.shares[specialty], fitted.outcomes.get(specialty)
    known = fitted.levels.get((specialty, kind))
    level = known or unmeasured(level for (_, of), level in fitted.levels.items() if of == kind)
    outer = fitted.slopes.get(specialty, fitted.slope)
    intercept, slope = mine.fitted(level.rate, outer, kind == "non_us_img")
    low, high = ends(level)
    row = fitted.signals.get(specialty)
    tiers = {"gold": row.gold, "silver": row.silver, "single": row.single} if row else {}
    signal = signalling(
        level.rate,
        fitted.effects.get(specialty, fitted.effects[""]),
        {tier: count for tier, count in tiers.items() if count},
        min(fitted.sent, LARGEST_PART * len(mine.logits)),
    )
    points = mixed(curve([outcome]), pool, outcome.n) if outcome else pool
    longer = fitted.longer if kind == "us_img" else 1.0
    return Odds(
        specialty=specialty,
        graduate_type=kind,
        programs=level.programs,
        rate=round(level.rate, 5),
        mean_logit=round(mine.mean, 4),
        intercept=round(intercept, 4),
        share_slope=round(slope, 4),
        ratio_low=round(low, 4),
        ratio_high=round(high, 3),
        signalled=round(signal.part, 4),
        unsignalled=round(signal.unsignalled, 4),
        gold=round(signal.gold, 4),
        silver=round(signal.silver, 4),
        single=round(signal.single, 4),
        step2_slope=round(step2, 4),
        step2_mean=round(outcome.score, 1) if outcome else None,
        step2_top=outcome.score_top if outcome else None,
        matched=outcome.matched if outcome else 0,
        unmatched=outcome.unmatched if outcome else 0,
        rank_length=round(outcome.rank_length * longer, 3) if outcome else None,
        matched_per_rank=per_rank(points),
        source=f"TP24;{outcome.source};romanoski2025" if outcome else "TP24;romanoski2025",
        as_of="2024",
        status="estimated",
    )


def write(odds: Iterable[Odds], folder: Path = FOLDER) -> None:
    """Writes odds.csv into a folder."""
    with (folder / "odds.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(Odds.__struct_fields__)
        lines.writerows(map(astuple, odds))


if __name__ == "__main__":
    from seed_data.odds.report import report

    seed = load(FOLDER)
    fitted = fit(seed)
    odds = rows(fitted)
    write(odds)
    text = report(fitted, odds, seed.programs)
    (FOLDER / "odds.md").write_text(text, encoding="utf-8")
    print(text)
