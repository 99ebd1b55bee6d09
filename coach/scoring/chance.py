"""The chance of an invitation, as a range: a logit of what has published figures, no more.

logit p = level of the specialty + 0.8 × (logit share − specialty mean) + Step 2 CK + failed
exams + tie + signal. An applicant factor that no figure explains is shared by all their
applications (normal, SD 0.7), so programs succeed or fail together. Graduation year, US
experience, letters and research have no published coefficient: they act through gates and
needs only.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, log, sqrt
from typing import Final

from coach.records import Applicant, Chance, Odds, Record, Tier
from coach.rules.conditions import failed_exams

IMG_SLOPE: Final = 0.8
"""Logit per logit of the IMG share (a proportional-odds argument, shrunk; a judgement)."""
SIGNAL: Final = log(3.9)
"""Published odds ratio of a program signal 3.87 (US seniors, match at a program, iwai2025)."""
TIE: Final = log(1.59)
"""Published odds ratio of a geographic preference (US seniors, interview offer, kotlier2024)."""
FAILED_EXAM: Final = {"non_us_img": -0.5, "us_img": -0.26}
"""Logit per failed exam: half of the published unadjusted effect (matched after two Step 1
attempts 25 % and 40 %, against 47.6 % and 53.1 % of all in 2013). The halving is a judgement."""
SPREAD: Final = 0.7
"""SD of the shared applicant factor: the spread of published list lengths beyond chance."""
UNSURE: Final = 0.3
"""SD of the specialty's level: nobody publishes how many applications one sends (a judgement)."""
NO_SCORE: Final = 0.25
"""SD added while there is no Step 2 CK score: 14 points (one SD) at 0.18 per 10."""
EXPECTED_SCORE: Final = 0.15
"""SD added while the score is one that is expected: 8 points at 0.18 per 10 (a judgement)."""
RANKED: Final = 0.9
"""Share of invitations that end on the rank order list."""
TOO_FEW: Final = 30
"""Past applicants below which no number is given."""
LEAST_WIDTH: Final = 0.05
"""No range is narrower."""
SHARE_LIMITS: Final = (0.02, 0.98)
"""Shares are clipped to these before they are taken as logits."""
NINETY: Final = 1.2816
"""Normal quantile that leaves a tenth above it."""
SAFER, REACH = 1.5, 0.5
"""Times the average application's chance from which a program is safer, below which a reach."""
SURE_OPEN: Final = 0.9
"""A program whose visa gate is less sure than this is never called safer."""
TIERS: Final = ("reach", "target", "safer")
MIDDLE: Final = 0.45714285714285713
NODES: Final = (
    (1.1544053947399682, 0.24012317860501253),
    (2.366759410734541, 0.030757123967586),
    (3.7504397177257425, 0.0005482688559722),
)
"""Nodes and weights that take a mean over a standard normal; each node stands for two."""
COUNTED: Final = (
    "the program's IMG share, Step 2 CK, failed exams, a tie to the state, a program signal, "
    "whether it offers your visa"
)
NOT_COUNTED: Final = "graduation year, US clinical experience, letters, research, the statement"
TIER_RULE: Final = (
    f"safer: at least {SAFER:g} times the average application's chance and the visa gate at least "
    f"{SURE_OPEN:.0%} sure; reach: below {REACH:g} times; target: between. Safer is not safe."
)


class Standpoint(Record):
    """What the applicant brings to one specialty, in logits."""

    base: float
    """Level with score and failed exams counted, at a logit share of 0."""
    spread: float
    """SD of all that is not known and the same for every program."""
    odds: Odds | None


def share_logit(percent: float) -> float:
    """The logit of a share in percent, clipped."""
    low, high = SHARE_LIMITS
    share = min(max(percent / 100, low), high)
    return log(share / (1 - share))


def share_spread(low: float, high: float) -> float:
    """The SD, in logits, of an 80 % range of shares in percent."""
    return (share_logit(high) - share_logit(low)) / (2 * NINETY)


def expit(logit: float) -> float:
    """The probability of a logit."""
    return 1 / (1 + exp(-logit)) if logit > -700 else 0.0


def blurred(logit: float, spread: float) -> float:
    """The mean of expit over a normal around the logit (Gauss-Hermite, 7 nodes).

    Within 0.2 % of the mean itself for spreads up to 1.5.
    """
    if not spread:
        return expit(logit)
    total = MIDDLE * expit(logit)
    for at, weight in NODES:
        move = at * spread
        total += weight * (expit(logit - move) + expit(logit + move))
    return total


def standpoint(applicant: Applicant, odds: Odds | None) -> Standpoint:
    """Where an applicant stands in a specialty; without published figures only an order."""
    if odds is None:
        return Standpoint(-2.5, SPREAD, None)
    kind = applicant.graduate_type or "non_us_img"
    base = odds.intercept - IMG_SLOPE * odds.mean_logit
    base += FAILED_EXAM[kind] * failed_exams(applicant)
    score = applicant.step2ck.score or applicant.step2ck.expected
    spread = SPREAD**2 + UNSURE**2
    if applicant.step2ck.score is None:
        spread += NO_SCORE**2 if score is None else EXPECTED_SCORE**2
    if score is not None and odds.step2_mean is not None:
        counted = min(score, odds.step2_top or score)
        base += odds.step2_slope * (counted - odds.step2_mean) / 10
    return Standpoint(base, sqrt(spread), odds)


def invitation(
    stands: Standpoint, share: float, share_sd: float, open_gate: float, extra: float = 0.0
) -> Chance:
    """The chance at one program.

    share: logit of its IMG share; share_sd: SD of that logit; open_gate: probability that the
    visa gate is open; extra: logits of tie and signal.
    """
    logit = stands.base + IMG_SLOPE * share + extra
    own = IMG_SLOPE * share_sd
    spread = sqrt(stands.spread * stands.spread + own * own)
    mid = open_gate * blurred(logit, spread)
    low_z, high_z = _quantiles(round(open_gate, 3))
    low = expit(logit + low_z * spread) if low_z is not None else 0.0
    high = expit(logit + high_z * spread) if high_z is not None else 0.0
    low = min(low, mid)
    high = max(high, mid, low + LEAST_WIDTH)
    taken = RANKED * stands.odds.matched_per_rank if stands.odds else 0.0
    return Chance(low, mid, high, blurred(logit, own), open_gate, taken)


CLOSED: Final = Chance(0.0, 0.0, LEAST_WIDTH, 0.0, 0.0, 0.0)
"""A gate fails. The facts behind gates age, so the range does not say never."""


@lru_cache(maxsize=1024)
def _quantiles(open_gate: float) -> tuple[float | None, float | None]:
    """Normal quantiles of the 10th and 90th percentile where some of the mass is at nought."""
    from statistics import NormalDist  # 4 ms, and only where chances are reckoned

    closed = 1 - open_gate
    normal = NormalDist()
    low = None if closed >= 0.1 else normal.inv_cdf((0.1 - closed) / open_gate)
    high = None if closed >= 0.9 else normal.inv_cdf((0.9 - closed) / open_gate)
    return low, high


def average(odds: Odds) -> float:
    """The chance of an average past application: invitations over applications."""
    return odds.rank_length / RANKED / odds.applications


def tier(chance: Chance, odds: Odds) -> Tier:
    """reach, target or safer by `TIER_RULE`."""
    usual = average(odds)
    if chance.mid < REACH * usual:
        return "reach"
    if chance.mid >= SAFER * usual and chance.open >= SURE_OPEN:
        return "safer"
    return "target"


def matched(ranks: float, odds: Odds) -> float:
    """The share of past applicants who matched with so many programs ranked."""
    return float(1 - (1 - odds.matched_per_rank) ** ranks)
