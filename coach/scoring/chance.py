"""The chance of an invitation, as a range: a logit of what has published figures, no more.

logit p = level of the specialty + a weak slope on the IMG share + Step 2 CK + failed exams + tie
+ signal. An applicant factor that no figure explains is shared by all their applications (normal,
SD 0.7), so programs succeed or fail together. Programs differ more than anything published
explains: most of a range comes from that. Graduation year, US experience, letters and research
have no published coefficient: they act through gates and needs only.
"""

from __future__ import annotations

from math import exp, expm1, log, log1p
from typing import Final, get_args

from coach.records import Applicant, Chance, Exam, Odds, Record, Tier
from coach.rules.conditions import failed_exams, needs_visa, step2ck_passed

TIE: Final = log(1.59)
"""Published odds ratio of a geographic preference (US seniors, interview offer, kotlier2024)."""
FAILED_EXAM: Final = {"non_us_img": -0.5, "us_img": -0.26}
"""Logit per failed exam: half of the published unadjusted effect (matched after two Step 1
attempts 25 % and 40 %, against 47.6 % and 53.1 % of all in 2013). The halving is a judgement."""
SPREAD: Final = 0.7
"""SD of the shared applicant factor: the spread of published list lengths beyond chance."""
SCORE_SD: Final = 14.0
"""Points of Step 2 CK: SD of past applicants' scores (specialty_outcomes.csv)."""
NINETY: Final = 1.2816
"""Normal quantile that leaves a tenth above it."""
EXPECTED_SD: Final = 8.0
"""Points by which an expected score misses (a judgement)."""
RANKED: Final = 0.9
"""Share of invitations that end on the rank order list."""
TOO_FEW: Final = 30
"""Past applicants below which no share who matched is shown."""
SHARE_LIMITS: Final = (0.02, 0.98)
"""Shares are clipped to these before they are taken as logits."""
LIKELIER, REACH = 1.5, 0.5
"""Times the specialty's mean from which a program is likelier, below which a reach."""
SURE_OPEN: Final = 0.9
"""A program whose visa gate is less sure than this is never called likelier."""
TIERS: Final = tuple(tier for tier in get_args(Tier) if tier)
TIER_ALIASES: Final[dict[str, Tier]] = {
    "safety": "likelier",
    "safer": "likelier",
    "target": "usual",
}
"""What others call them, in input only."""
INVITED: Final[dict[str, float]] = {"likelier": 4.2, "usual": 3.0, "reach": 1.1}
"""Invitations per hundred applications of non-US IMGs by tier, on 1,474 programs of 13 specialties
that the model was not fitted to (TP24)."""
TIER_MEANS: Final = {
    "likelier": f"{LIKELIER:g} times the specialty's mean or more, the visa {SURE_OPEN:.0%} sure",
    "usual": "around the specialty's mean",
    "reach": "under half of the specialty's mean",
    "": "none",
}
MIDDLE: Final = 0.45714285714285713
NODES: Final = (
    (1.1544053947399682, 0.24012317860501253),
    (2.366759410734541, 0.030757123967586),
    (3.7504397177257425, 0.0005482688559722),
)
"""Nodes and weights that take a mean over a standard normal; each node stands for two."""
NOT_COUNTED: Final = "graduation year, US clinical experience, letters, research, the statement"


class Standpoint(Record):
    """What the applicant brings to one specialty, in logits."""

    odds: Odds | None
    """None where no level is known: chances give an order and no more."""
    base: float
    """Level with score and failed exams counted, at the mean IMG share."""
    worst: float = 0.0
    """What the things not said could take from it; never above 0."""
    best: float = 0.0
    """What they could add."""
    unsaid: tuple[str, ...] = ()
    """Those of them that are taken at their lower end, in words."""
    attempts: tuple[str, ...] = ()
    """Exams of which the number of attempts is not said: taken as passed at the first."""
    counted: tuple[str, ...] = ()
    """What the profile says that the chance counts, in words."""


def share_logit(percent: float) -> float:
    """The logit of a share in percent, clipped."""
    low, high = SHARE_LIMITS
    share = min(max(percent / 100, low), high)
    return logit_of(share)


def logit_of(chance: float) -> float:
    """The logit of a probability above 0."""
    return log(chance / (1 - chance))


def expit(logit: float) -> float:
    """The probability of a logit."""
    return 1 / (1 + exp(-logit)) if logit > -700 else 0.0


def blurred(logit: float, spread: float) -> float:
    """The mean of expit over a normal around the logit (Gauss-Hermite, 7 nodes). Within 0.2 % of
    the mean itself for spreads up to 1.5."""
    if not spread:
        return expit(logit)
    total = MIDDLE * expit(logit)
    for at, weight in NODES:
        move = at * spread
        total += weight * (expit(logit - move) + expit(logit + move))
    return total


def standpoint(applicant: Applicant, odds: Odds | None, others: Odds | None = None) -> Standpoint:
    """Where an applicant stands in a specialty; `others`: US IMGs' odds, for whom does not say
    which they are.

    What is not said is taken at its lower end, so saying less never looks better; attempts at an
    exam that is behind are taken as one, and whoever shows the chance says what a failure costs.
    """
    if odds is None:
        return Standpoint(None, -4.0)
    failure = FAILED_EXAM[odds.graduate_type]
    score = _score(applicant.step2ck, odds)
    failed, unsure = failed_exams(applicant), _unsure_exams(applicant)
    base = odds.intercept + failure * failed + score.middle
    worst, best = failure * len(unsure), score.most - score.middle
    unsaid, counted = [*score.unsaid], [*score.counted]
    if score.ahead:
        # Neither passed nor failed yet: as if it took two attempts, until it is behind you.
        base, best = base + failure, best - failure
    if failed or not unsure:
        counted.append("failed exams" if failed else "no failed exam")
    if applicant.graduate_type is None and others is not None:
        unsaid.append("US citizen or not")
        best += max(0.0, others.intercept - odds.intercept)
    if needs_visa(applicant) is None:
        unsaid.append("which visa you need")
    return Standpoint(
        odds, base, worst, best, tuple(unsaid), attempts=tuple(unsure), counted=tuple(counted)
    )


class _Score(Record):
    """Logits of a Step 2 CK score: taken at, and the most that it may be."""

    middle: float = 0.0
    most: float = 0.0
    unsaid: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    ahead: bool = False
    """Whether the exam is still to be passed."""


def _score(exam: Exam, odds: Odds) -> _Score:
    """Without a score the lower end of what eight in ten past applicants had; of an expected
    one the lower end of what it may turn out to be."""
    ahead = step2ck_passed(exam) is None
    unsaid = ("Step 2 CK passed",) if ahead else ()
    if ahead and exam.score is not None:
        unsaid = (f"the day of Step 2 CK ({exam.score} may be no pass)",)
    if odds.step2_mean is None or odds.step2_slope == 0:
        return _Score(unsaid=unsaid, ahead=ahead)
    if exam.score is not None:
        at = _score_logit(exam.score, odds)
        return _Score(at, at, unsaid, ("Step 2 CK",), ahead)
    counted: tuple[str, ...] = ()
    middle, off = odds.step2_mean, NINETY * SCORE_SD
    if exam.expected is not None:
        middle, off = exam.expected, NINETY * EXPECTED_SD
        counted = (f"the lower end of the {exam.expected} that you expect",)
    return _Score(
        middle=_score_logit(middle - off, odds),
        most=_score_logit(middle + off, odds),
        unsaid=unsaid or ("Step 2 CK score",),
        counted=counted,
        ahead=ahead,
    )


def _score_logit(score: float, odds: Odds) -> float:
    """What a score adds to the mean one; above the upper quartile of those who matched no more."""
    mean = odds.step2_mean or score
    return odds.step2_slope * (min(score, odds.step2_top or score) - mean) / 10


def _unsure_exams(applicant: Applicant) -> list[str]:
    """Steps of which nobody has said how many attempts they took."""
    steps = (("Step 1", applicant.step1), ("Step 2 CK", applicant.step2ck))
    return [
        name
        for name, exam in steps
        if not exam.attempts and (name == "Step 1" or step2ck_passed(exam) is not None)
    ]


def signal_effects(odds: Odds) -> dict[str, float]:
    """Logits of a signal by tier beside the average application; "" is one without."""
    without = odds.unsignalled
    return {
        "": without,
        "gold": without + odds.gold,
        "silver": without + odds.silver,
        "single": without + odds.single,
    }


def signal_logit(odds: Odds | None, tier: str | None) -> float:
    """Logits that a signal of this tier moves a chance by; "": an application without one;
    None: not decided, the average of past applications."""
    if odds is None or tier is None:
        return 0.0
    return signal_effects(odds)[tier]


def invitation(stands: Standpoint, share: float, open_gate: float, extra: float = 0.0) -> Chance:
    """The chance at one program. share: logit of its IMG share; open_gate: probability that the
    visa gate is open; extra: logits of tie and signal."""
    odds = stands.odds
    if odds is None:
        mid = open_gate * blurred(stands.base + share + extra, SPREAD)
        return Chance(0.0, mid, 1.0, mid, open_gate, 0.0)
    logit = stands.base + odds.share_slope * (share - odds.mean_logit) + extra
    mid = open_gate * blurred(logit, SPREAD)
    low = open_gate * blurred(logit + stands.worst, SPREAD) if stands.worst else mid
    high = open_gate * blurred(logit + stands.best, SPREAD) if stands.best else mid
    return Chance(
        low=low * odds.ratio_low,
        mid=mid,
        high=-expm1(odds.ratio_high * log1p(-high)),
        centre=expit(logit),
        open=open_gate,
        taken=RANKED * odds.matched_per_rank,
    )


CLOSED: Final = Chance(0.0, 0.0, 0.005, 0.0, 0.0, 0.0)
"""A gate fails. The facts behind gates age, so the range does not say never."""


def tier(chance: Chance, odds: Odds) -> Tier:
    """likelier, usual or reach, as `TIER_MEANS` says."""
    if chance.mid < REACH * odds.rate:
        return "reach"
    if chance.mid >= LIKELIER * odds.rate and chance.open >= SURE_OPEN:
        return "likelier"
    return "usual"
