"""odds.md: how the odds are made, what they were held against, and what they cannot know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp, log
from statistics import fmean
from typing import TYPE_CHECKING, Final

from coach.records import Odds, Program
from coach.scoring.chance import INVITED, TOO_FEW
from seed_data.odds.invitations import ends, shares
from seed_data.odds.outcomes import curve, match_rate, per_rank

if TYPE_CHECKING:
    from seed_data.odds.__main__ import Fit

PUBLISHED_ENDS: Final = 0.0
"""Shared factor in the published spread of programs: their mixes of applicants have none."""


def report(fitted: Fit, odds: Sequence[Odds], programs: Sequence[Program]) -> str:
    """The document."""
    mine = {row.specialty: row for row in odds if row.graduate_type == "non_us_img"}
    measured = {name: row for name, row in mine.items() if row.programs}
    lines = [
        "# Odds: how they are made, and what they were held against",
        "",
        "Made by `python -m seed_data.odds`; every figure below is printed by it. The model is",
        "described in `coach/scoring/chance.py`. Rates: of the IMGs who applied to a program, how",
        "many it invited, mean over programs, about season 2024 (TP24).",
        "",
        "## The model against itself",
        "",
        "The level is matched after the visa is mixed in, for a non-US IMG who needs a J-1, so",
        "published and model agree by construction. The slope is the published one on the share",
        f"shown, shrunk to {fitted.slope:.2f}; `inner` is what gives it once the visa is mixed in.",
        "",
        "| specialty | programs behind it | rate published | model | slope published, shrunk "
        "| inner | range: times the middle | applications with a signal | chance without one "
        "| with (gold, silver or single) |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *(_level(fitted, row) for row in measured.values()),
        "",
        _unmeasured(mine.values()),
        "",
        "## Against data",
        "",
        *_left_out_sponsors(fitted, measured, programs),
        "",
        *_left_out_specialties(fitted),
        "",
        *_spread(fitted),
        "",
        "The same kind of model (level and one slope of 0.23, no visa) on 1,474 programs of other",
        "sponsors, 13 specialties, which this project does not hold: log loss 0.1335 beside 0.1347",
        "for one rate per specialty, calibration slope 0.90, predicted over actual mean 0.94;",
        "upper, middle and lower third by prediction invited 4.1, 3.0 and 2.1 %; ranges of 0 to",
        "2.69 times the prediction held 91 %. Invitations per hundred there: likelier "
        f"{INVITED['likelier']:g}, usual {INVITED['usual']:g}, reach {INVITED['reach']:g}.",
        "",
        "## What follows an invitation",
        "",
        *_matches(fitted, mine),
        "",
        "## What it cannot know",
        "",
        "Rates are those of the mix of people who applied to a program, about season 2024, in",
        "whole percents. Judgements: the shared applicant factor (SD 0.7), the halving of the",
        "Step 2 CK slope and of failed exams, signals halfway between what was seen of all",
        "applicants and what is published adjusted for US graduates, a silver signal where no",
        "figure is published, one number of applications per IMG (internal medicine, 2016). A tie",
        "counts as a geographic preference of US seniors. Nobody publishes the effect of",
        "graduation year, US experience, letters or research on an IMG's invitation.",
        "",
    ]
    return "\n".join(lines)


def _level(fitted: Fit, row: Odds) -> str:
    of_it = fitted.shares[row.specialty]
    got = float(of_it.chances(row.intercept, row.share_slope, visa=True).mean())
    published = fitted.slopes.get(row.specialty, fitted.slope)
    without, *with_one = (
        float(of_it.chances(row.intercept + row.unsignalled + effect, row.share_slope, True).mean())
        for effect in (0.0, *dict.fromkeys((row.gold, row.silver)))
    )
    return (
        f"| {row.specialty} | {row.programs} | {row.rate:.2%} | {got:.2%} | {published:.2f} | "
        f"{row.share_slope:.2f} | {row.ratio_low:.2f} to {row.ratio_high:.2f} | "
        f"{row.signalled:.0%} | {without:.2%} | "
        f"{' or '.join(f'{chance:.1%}' for chance in with_one)} |"
    )


def _unmeasured(odds: Iterable[Odds]) -> str:
    row = next(row for row in odds if not row.programs)
    return (
        "Every other specialty has not been measured: the lower end of those above (one in ten is "
        f"lower), {row.rate:.2%}, and a range of 0 to {row.ratio_high:.2f} times that, since the "
        "levels above differ by as much. The app says so."
    )


def _left_out_sponsors(
    fitted: Fit, measured: Mapping[str, Odds], programs: Sequence[Program]
) -> list[str]:
    """Levels matched on half of the sponsors, held against the programs of the other half."""
    halves = [shares(program for program in programs if _half(program) == half) for half in (0, 1)]
    ratios, weights, slopes = [], [], []
    for name, row in measured.items():
        for fit_on, held in (halves, halves[::-1]):
            if name not in fit_on or name not in held or len(held[name].logits) < 10:
                continue
            intercept, slope = fit_on[name].fitted(row.rate, fitted.slopes.get(name, 0.2), True)
            # The slope holds at the mean of the half that it was matched on.
            moved = intercept + slope * (held[name].mean - fit_on[name].mean)
            got = held[name].chances(moved, slope, visa=True)
            ratios.append(float(got.mean()) / row.rate)
            weights.append(len(got))
            slopes.append(held[name].outer(got) - fitted.slopes.get(name, 0.2))
    mean = sum(r * w for r, w in zip(ratios, weights, strict=True)) / sum(weights)
    return [
        "Sponsors left out: matched on the programs of every other sponsor (by number), the mean",
        f"chance at the programs of the others is {mean:.2f} times the published rate (each "
        f"specialty {min(ratios):.2f} to {max(ratios):.2f}), and their slope misses the published "
        f"one by {fmean(abs(slope) for slope in slopes):.2f} on average.",
    ]


def _half(program: Program) -> int:
    digits = "".join(letter for letter in program.nrmp_code[:4] if letter.isdigit())
    return (int(digits) if digits else len(program.name)) % 2


def _left_out_specialties(fitted: Fit) -> list[str]:
    """Each specialty's slope and level from all the others."""
    known = {name: level for (name, kind), level in fitted.levels.items() if kind == "non_us_img"}
    misses = []
    for name, level in known.items():
        others = [log(other.rate) for key, other in known.items() if key != name]
        misses.append(abs(log(level.rate) - fmean(others)))
    inside = fmean(miss <= 1.2816 * 0.64 for miss in misses)
    return [
        "Specialties left out, as a specialty is that nobody has measured: the level from the",
        f"others misses by a factor of {exp(fmean(misses)):.1f} on average; "
        f"{inside:.0%} lie within the 80 % range that its level is given.",
    ]


def _spread(fitted: Fit) -> list[str]:
    """The upper ends reckoned for programs beside the published 90th percentiles."""
    rows = []
    for (name, kind), level in fitted.levels.items():
        published = fitted.tops.get(name)
        if kind == "non_us_img" and published:
            rows.append((ends(level, PUBLISHED_ENDS)[1], published, level.programs))
    total = sum(programs for *_, programs in rows)
    ours = sum(top * programs for top, _, programs in rows) / total
    theirs = sum(top * programs for _, top, programs in rows) / total
    return [
        "Spread of programs: the 90th percentile of rate over prediction is published as "
        f"{theirs:.2f} (mean over programs); the lognormal with a part at nought gives {ours:.2f}, "
        "before the applicant's own factor is added.",
    ]


def _matches(fitted: Fit, mine: Mapping[str, Odds]) -> list[str]:
    group = list(fitted.outcomes.values())
    pool = curve(group)
    lines = [
        "Pooled share who matched, by programs ranked (Bayes on list lengths): "
        + ", ".join(f"{ranks} → {pool[ranks - 1][1]:.0%}" for ranks in (1, 3, 5, 10))
        + f"; one draw per rank of {per_rank(pool):.3f} fits best.",
        "",
        "Left out: the match rate predicted when the chance per rank comes from all other",
        "specialties.",
        "",
        "| specialty | applicants | match rate, model / published | left out | per rank "
        "| Step 2 CK per 10 |",
        "|---|---|---|---|---|---|",
    ]
    errors, weights, within = [], [], []
    for outcome in group:
        own = mine.get(outcome.specialty)
        if own is None:
            continue
        points, real = curve([outcome]), outcome.matched / outcome.n
        rate = match_rate(points, own.matched_per_rank)
        out = match_rate(points, per_rank(curve([other for other in group if other != outcome])))
        enough = outcome.n >= TOO_FEW
        if enough:
            errors.append(abs(out - real))
            within.append(abs(rate - real))
            weights.append(outcome.n)
        lines.append(
            f"| {outcome.specialty}{'' if enough else ' (too few: the pooled curve)'} | "
            f"{outcome.n} | {rate:.0%} / {real:.0%} | {out:.0%} | {own.matched_per_rank:.2f} | "
            f"{own.step2_slope:.2f} |"
        )
    return [
        *lines,
        "",
        f"Mean error over specialties with at least {TOO_FEW} applicants, weighted by applicants: "
        f"{100 * _mean(within, weights):.1f} points inside, {100 * _mean(errors, weights):.1f} "
        f"with the specialty left out (largest {100 * max(errors):.0f}).",
    ]


def _mean(values: Sequence[float], weights: Sequence[int]) -> float:
    return sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)
