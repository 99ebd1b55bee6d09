"""Slots against what is booked: in the applicant's own time, and never a clash proposed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from coach.season.clashes import ASSUMED, MARGIN, Busy, Hindrances, judged
from coach.season.offered import Slot

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
LAST = date(2027, 3, 3)
HOURS = st.integers(0, 24 * 60).map(lambda hour: NOW + timedelta(hours=hour / 2))
ZONES = st.sampled_from(["Asia/Kolkata", "Asia/Kathmandu", "America/New_York", "Pacific/Auckland"])


def slot(utc: datetime, minutes: int | None = None) -> Slot:
    return Slot(utc.date(), f"{utc:%H:%M}", "UTC", utc, minutes, sure=True)


def against(*booked: Busy, zone: str = "Asia/Karachi", days: dict[date, str] | None = None):  # type: ignore[no-untyped-def]
    return Hindrances(booked, days or {}, zone, NOW, LAST)


@given(st.lists(HOURS, min_size=1, max_size=6), st.lists(HOURS, max_size=4), ZONES)
def test_a_clash_is_never_proposed(
    offers: list[datetime], booked: list[datetime], zone: str
) -> None:
    busy = [Busy(f"Interview {number}", start) for number, start in enumerate(booked)]
    rows = judged([slot(each) for each in offers], against(*busy, zone=zone))
    best = [row for row in rows if row.is_best]
    for row in best:
        assert row.slot.utc and row.own
        length = timedelta(minutes=ASSUMED)
        for each in busy:
            assert abs(row.slot.utc - each.start) >= length + MARGIN
            assert each.start.astimezone(row.own.tzinfo).date() != row.own.date()
    assert len(best) == any(row.is_free for row in rows)


def test_takes_the_earliest_by_day() -> None:
    night, day, later = (datetime(2026, 12, 8, hour, tzinfo=UTC) for hour in (20, 13, 15))
    rows = judged([slot(night), slot(later), slot(day)], against())
    assert [row.is_best for row in rows] == [False, False, True]
    assert rows[0].marks == ("night where you are",)


def test_leaves_a_day_between_two_where_it_can() -> None:
    booked = Busy("Hurley", datetime(2026, 12, 8, 14, tzinfo=UTC), 120)
    beside, apart = (slot(datetime(2026, 12, day, 14, tzinfo=UTC)) for day in (9, 10))
    rows = judged([beside, apart], against(booked))
    assert [row.is_best for row in rows] == [False, True]
    assert rows[0].marks == ("the day after Hurley",)


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (datetime(2026, 11, 20, 14, tzinfo=UTC), "it is over"),
        (datetime(2027, 3, 8, 14, tzinfo=UTC), "after the rank list deadline, 3 March"),
        (datetime(2026, 12, 14, 14, tzinfo=UTC), "Step 3"),
    ],
)
def test_says_why_a_slot_cannot_be(start: datetime, words: str) -> None:
    row = judged([slot(start)], against(days={date(2026, 12, 14): "Step 3"}))[0]
    assert row.against == (words,)
    assert not row.is_best
