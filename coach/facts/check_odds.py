"""Rows of odds.csv turned into records, each one checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coach.facts.cells import Cells, read
from coach.records import Odds

GRADUATES = ("non_us_img", "us_img")


def odds(folder: Path, sources: set[str], specialties: set[str]) -> Iterator[Odds]:
    """The odds of every specialty and type of graduate. Raises FactError with file and line."""
    for cells in read(folder, "odds.csv"):
        yield _odds(cells, sources, specialties)


def _odds(c: Cells, sources: set[str], specialties: set[str]) -> Odds:
    if c.status() != "estimated":
        raise c.fail("odds are computed, so their status is estimated")
    return Odds(
        specialty=c.one_of("specialty", specialties),
        graduate_type=c.one_of("graduate_type", GRADUATES),
        matched=c.whole("matched") or 0,
        unmatched=c.whole("unmatched") or 0,
        rank_length=_given(c, "rank_length", 1, 300),
        applications=_given(c, "applications", 1, 500),
        signals=c.whole("signals", 0, 100) or 0,
        mean_logit=_given(c, "mean_logit", -5, 5),
        intercept=_given(c, "intercept", -12, 6),
        step2_slope=_given(c, "step2_slope", 0, 2),
        step2_mean=c.number("step2_mean", 100, 300),
        step2_top=c.number("step2_top", 100, 300),
        matched_per_rank=_given(c, "matched_per_rank", 0, 1),
        source=c.source(sources),
        as_of=c.as_of(),
        status="estimated",
    )


def _given(c: Cells, name: str, low: float, high: float) -> float:
    value = c.number(name, low, high)
    if value is None:
        raise c.fail(f"{name} is empty")
    return value
