"""The chance by length, held against what is published."""

from __future__ import annotations

from math import ceil, floor

import pytest

from coach.facts.book import Facts
from coach.ranking.length import TABLE, Lengths, Row, chance, curve, published, shape
from coach.records import replace

SPECIALTIES = 17
"""Specialties of which the lengths of both groups are printed."""


@pytest.fixture(scope="module")
def rows(facts: Facts) -> dict[str, Row]:
    """Every specialty whose lengths are printed."""
    names = {dict(row.values)["specialty"] for row in facts.statistics if row.table == TABLE}
    found = {name: published(facts.statistics, name, "non_us_img") for name in names}
    return {name: row for name, row in found.items() if row}


def test_over_all_lengths_the_published_rate_comes_out_in_every_specialty(
    rows: dict[str, Row],
) -> None:
    assert len(rows) == SPECIALTIES
    for name, row in rows.items():
        people = row.matched.people + row.unmatched.people
        points = curve(row)
        reckoned = sum(here * share for here, share in points) / people
        assert sum(here for here, _ in points) == pytest.approx(people), name
        assert abs(reckoned - row.matched.people / people) < 0.005, name


def test_the_lengths_have_the_printed_mean_and_quartiles(rows: dict[str, Row]) -> None:
    for name, row in rows.items():
        for group in (row.matched, row.unmatched):
            shares = shape(group)
            mean = sum(ranks * share for ranks, share in enumerate(shares, 1))
            assert mean == pytest.approx(group.mean, abs=0.45), name
            for level, value in group.quarters:
                slack = 0.01 if group.sd else 1
                assert sum(shares[: ceil(value) - 1]) <= level + slack, (name, group)
                assert sum(shares[: floor(value)]) >= level - slack, (name, group)


def test_a_longer_list_never_has_the_lower_share_and_a_range_holds_its_middle(
    facts: Facts, rows: dict[str, Row]
) -> None:
    for name in rows:
        ranges = [chance(facts.statistics, name, ranks) for ranks in (1, 2, 3, 5, 8, 13, 30, 400)]
        told = [share for share in ranges if share]
        assert len(told) == len(ranges)
        assert all(0 < share.low < share.mid < share.high < 1 for share in told), name
        for pick in ("low", "mid", "high"):
            values = [getattr(share, pick) for share in told]
            assert values == sorted(values), (name, pick)


def test_few_applicants_make_a_wide_range(facts: Facts) -> None:
    few = chance(facts.statistics, "Child Neurology", 3)
    many = chance(facts.statistics, "Internal Medicine", 3)
    assert few and many
    assert few.high - few.low > 3 * (many.high - many.low)
    assert (many.year, many.source, many.people) == (2026, "co2026_nonus", 5379)


@pytest.mark.parametrize(
    ("specialty", "ranks", "applicant_type"),
    [
        ("Internal Medicine", 5, "us_img"),
        ("Dermatology", 5, "non_us_img"),
        ("Thoracic Surgery (Integrated)", 5, "non_us_img"),
        ("Nothing of that name", 5, "non_us_img"),
        ("Internal Medicine", 0, "non_us_img"),
        ("Internal Medicine", -1, "non_us_img"),
    ],
)
def test_nothing_is_told_where_nothing_is_published(
    facts: Facts, specialty: str, ranks: int, applicant_type: str
) -> None:
    assert chance(facts.statistics, specialty, ranks, applicant_type) is None


def test_the_newest_year_is_told_when_it_prints_both_groups(facts: Facts) -> None:
    row = next(
        row
        for row in facts.statistics
        if row.table == TABLE and dict(row.values)["specialty"] == "Neurology"
    )
    values = dict(row.values)
    older = replace(row, values=tuple({**values, "year": "2025", "matched": "1"}.items()))
    empty = replace(row, values=tuple({**values, "year": "2027", "ranks_matched_sd": ""}.items()))
    told = published([older, row, empty], "Neurology", "non_us_img")
    assert told and (told.year, told.matched.people) == (2026, 166)


def test_a_group_whose_lists_all_had_one_rank_has_that_length() -> None:
    assert shape(Lengths(5, 1.0, 0.0, ()))[0] > 0.99
