"""How many program signals a season gives, by specialty and tier."""

from __future__ import annotations

from collections.abc import Iterable

from coach.records import Signals


def rounds(signals: Iterable[Signals], season: int) -> dict[str, Signals]:
    """The signals of each specialty in a season, or in the newest one before it."""
    rows = sorted((row for row in signals if row.season <= season), key=lambda row: row.season)
    return {row.specialty: row for row in rows}


def tiers(row: Signals) -> dict[str, int]:
    """How many signals of each tier an applicant has in a specialty."""
    counts = {"gold": row.gold, "silver": row.silver, "single": row.single}
    return {tier: count for tier, count in counts.items() if count}
