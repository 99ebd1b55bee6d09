"""How many of a hundred pass each gate of the road, from published rates alone.

Groups are those that the NRMP and ECFMG print (non-US IMGs, US IMGs, and by the specialty that was
ranked first), never a country or a school. What nobody prints has no number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from coach.ranking.length import TABLE as BY_SPECIALTY
from coach.records import Record, Statistic

RATES: Final = "match_rates"
AGAIN: Final = "repeat_attempts"
ANY_FIRST_YEAR: Final = "PGY1_any"
WITH_NO_LIST: Final = "PGY1_any_incl_no_rank_list"
"""The same rate among all who registered, with or without a certified list."""
YEARS_BACK: Final = 5
"""Matches of which a range is made, the newest first (a judgement)."""
EARLIER: Final = {
    "us_md_graduate": "US MD graduates of earlier years",
    "us_do_graduate": "US DO graduates of earlier years",
}
"""Groups of whom most apply again."""


class Count(Record):
    """How many of a hundred, and who says so."""

    of_100: int
    year: str
    source: str
    status: str
    people: int | None = None
    """Applicants who were counted; None where the table prints a rate alone."""


class Cohort(Record):
    """People somewhat like those who apply again, and how many of a hundred matched."""

    who: str
    low: int
    high: int
    years: str
    source: str
    status: str
    note: str = ""


Values = dict[str, str]


def of_100(matched: float, people: float) -> int:
    """Dots of a hundred; what is neither none nor all keeps a dot of either."""
    whole = int(100 * matched / people + 0.5)
    return min(max(whole, int(matched > 0)), 100 - int(matched < people))


def rates(
    rows: Iterable[Statistic], table: str, **wanted: str
) -> Iterator[tuple[Statistic, Values]]:
    """The rows of a table with these values, the newest first."""
    named = [(row, dict(row.values)) for row in rows if row.table == table]
    mine = [(row, values) for row, values in named if wanted.items() <= values.items()]
    return iter(sorted(mine, key=lambda each: each[1]["year"], reverse=True))


def counted(row: Statistic, values: Values) -> Count | None:
    """A row as dots: by its counts where both are printed, else by its rate."""
    matched, people = values["matched"], values.get("applicants", "")
    if row.table == BY_SPECIALTY:
        people = str(int(matched) + int(values["unmatched"]))
    if matched and people:
        dots = of_100(int(matched), int(people))
    elif rate := values.get("match_rate_pct"):
        dots = of_100(float(rate), 100)
    else:
        return None
    return Count(dots, values["year"], row.source, row.status, int(people) if people else None)


def matched(rows: Iterable[Statistic], kind: str, year: str = "") -> Count | None:
    """Who certified a list and matched to any first year; without a year, the newest."""
    wanted = {"applicant_type": kind, "outcome_definition": ANY_FIRST_YEAR}
    return _newest(rates(rows, RATES, **wanted, **({"year": year} if year else {})))


def in_specialty(rows: Iterable[Statistic], kind: str, specialty: str) -> Count | None:
    """Who ranked a specialty first and matched in it."""
    return _newest(rates(rows, BY_SPECIALTY, applicant_type=kind, specialty=specialty))


def ranked(rows: Iterable[Statistic], kind: str) -> Count | None:
    """Who registered and certified a list: one printed rate over the other, of the same year."""
    rows = list(rows)
    for row, values in rates(rows, RATES, applicant_type=kind, outcome_definition=WITH_NO_LIST):
        wanted = {"applicant_type": kind, "outcome_definition": ANY_FIRST_YEAR}
        for _, listed in rates(rows, RATES, **wanted, year=values["year"]):
            dots = of_100(float(values["match_rate_pct"]), float(listed["match_rate_pct"]))
            return Count(dots, values["year"], row.source, "estimated")
    return None


def years(rows: Iterable[Statistic], kind: str) -> list[str]:
    """The Matches of which a rate of this group is printed, the newest first."""
    wanted = {"applicant_type": kind, "outcome_definition": ANY_FIRST_YEAR}
    return [values["year"] for row, values in rates(rows, RATES, **wanted) if counted(row, values)]


def grid(count: Count | None, passed: str, failed: str, unknown: str) -> list[str]:
    """Ten lines of ten dots."""
    dots = unknown * 100 if count is None else passed * count.of_100 + failed * 100
    return [dots[start : start + 10] for start in range(0, 100, 10)]


def cohorts(rows: Iterable[Statistic], kind: str, group: str) -> list[Cohort]:
    """The nearest that is printed to one more attempt; of IMGs who apply again there is nothing."""
    rows = list(rows)
    again = [
        Cohort(
            f"Repeat applicants in {values['specialty']}, every kind of school",
            low=round(float(values["match_rate_pct"])),
            high=round(float(values["match_rate_pct"])),
            years=values["year"],
            source=row.source,
            status=row.status,
            note=values["note"],
        )
        for row, values in rates(rows, AGAIN, measure="repeat")
    ]
    others = [_cohort(rows, key, who) for key, who in EARLIER.items()]
    everybody = _cohort(rows, kind, f"All {group}, first and later attempts together")
    return [each for each in (*again, *others, everybody) if each]


def _cohort(rows: list[Statistic], kind: str, who: str) -> Cohort | None:
    """One group over its newest Matches."""
    counts = (matched(rows, kind, year) for year in years(rows, kind)[:YEARS_BACK])
    newest = [count for count in counts if count]
    if not newest:
        return None
    dots = [each.of_100 for each in newest]
    first, last = newest[-1].year, newest[0].year
    span = first if first == last else f"{first}-{last}"
    return Cohort(who, min(dots), max(dots), span, newest[0].source, newest[0].status)


def _newest(rows: Iterable[tuple[Statistic, Values]]) -> Count | None:
    return next((count for row, values in rows if (count := counted(row, values))), None)
