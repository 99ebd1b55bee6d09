"""Days of cells that could be a year."""

from __future__ import annotations

from datetime import date

import pytest

from coach.files.days import day_in

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Oct 14", "2026-10-14"),
        ("14 Oct", "2026-10-14"),
        ("Oct 24", "2024-10-01"),
        ("Oct 2014", "2014-10-01"),
    ],
)
def test_a_number_behind_a_month_is_a_year_only_where_one_can_be_meant(text: str, day: str) -> None:
    assert day_in(text, None, TODAY) == date.fromisoformat(day)
