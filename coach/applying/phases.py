"""Where applying stands in a season on a day, and what is left of the season's invitations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, Literal

from coach.records import MatchResult, Record, Span
from coach.rules.degree import LATE_DAYS

Phase = Literal[
    "early", "ahead", "open", "late", "few", "ended", "waiting", "over", "bound", "matched"
]
REVIEW: Final = "eras_programs_review"
EARLY_DAYS: Final = 270
"""Before a season opens, more days than these are too early to check facts (a judgement)."""
FEW_FROM: Final = (11, 1)
"""Month and day from which only a few applications are proposed, and no first year anew."""
MOST_LATE: Final = 30
"""Applications proposed from then on, whatever the budget (a judgement)."""
TO_COME: Final = ((0, 1.0), (15, 0.82), (46, 0.35), (76, 0.13), (131, 0.02), (161, 0.0))
"""Share of invitations still to come by days since programs began to read: 18 % went out in
September, 47 % in October, 22 % in November (program directors, 2018, second-hand: pd2018); then
our own line to the rank lists."""
READ_LAST: Final = 0.5
"""The least of that share that a late file has, as it is read after those in time (a judgement)."""
USUAL: Final = 0.7
"""What is reckoned with between both ends (a judgement)."""
WHOLE: Final = Span(1.0, 1.0, 1.0)
GONE: Final = Span(0.0, 0.0, 0.0)
PASSED: Final = ("late", "few", "ended", "waiting", "over")
"""Phases in which what one decides now serves the next season."""
MOST: Final[Mapping[str, int]] = {"few": MOST_LATE, "ended": 0, "waiting": 0, "over": 0} | {
    phase: 0 for phase in ("bound", "matched")
}


class Stand(Record):
    """Where applying stands in one season."""

    season: int
    phase: Phase
    left: Span
    """Share of the season's invitations that an application sent now may still get."""

    @property
    def most(self) -> int | None:
        """The most applications that are proposed; None: as many as the room allows."""
        return MOST.get(self.phase)

    @property
    def passed(self) -> bool:
        """Whether the time to apply is behind, so that what opens doors serves a later season."""
        return self.phase in PASSED


def stand_at(days: Mapping[str, date], today: date, result: MatchResult | None) -> Stand:
    """Where applying stands; `days` are those of a season's events by key."""
    phase = _phase(days, today, result)
    left = WHOLE if phase in ("early", "ahead", "open") else GONE
    if phase in ("late", "few", "ended"):
        left = to_come((today - days[REVIEW]).days)
    return Stand(days["residency_start"].year, phase, left)


def _phase(days: Mapping[str, date], today: date, result: MatchResult | None) -> Phase:
    if result == "matched":
        return "matched"
    if result == "advanced_only" and today >= days["match_status_monday"]:
        return "bound"
    begins: tuple[tuple[Phase, date], ...] = (
        ("over", days["match_day"] + timedelta(1)),
        ("waiting", days["nrmp_rol_deadline"] + timedelta(1)),
        ("ended", days["interview_season_end"] + timedelta(1)),
        ("few", date(days[REVIEW].year, *FEW_FROM)),
        ("late", days[REVIEW] + timedelta(LATE_DAYS)),
        ("open", days["eras_submit_opens"]),
        ("ahead", days["eras_season_opens"] - timedelta(EARLY_DAYS)),
    )
    return next((phase for phase, day in begins if today >= day), "early")


def to_come(days: int) -> Span:
    """The share of invitations still to come so many days after programs began to read."""
    share = 0.0
    for (first, before), (last, after) in zip(TO_COME, TO_COME[1:], strict=False):
        if first <= days < last:
            share = before + (after - before) * (days - first) / (last - first)
    return Span(READ_LAST * share, USUAL * share, share)
