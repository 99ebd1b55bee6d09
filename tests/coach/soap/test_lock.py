"""The lock of Match Week begins and ends with its hour, in every zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, strategies as st

from coach.calendar.dates import season_calendar
from coach.facts.book import Facts
from coach.records import Event, replace
from coach.soap.lock import in_week, is_near, lock
from coach.subjects.coach import Coach

EASTERN = ZoneInfo("America/New_York")
ZONES = sorted(available_timezones())
TEXT = "Dear Dr Brown, thank you for your time. I remain very interested in your program."


@pytest.fixture(scope="module")
def events(facts: Facts) -> list[Event]:
    return season_calendar(facts.events, facts.calendar_rules, 2027)


def test_it_begins_and_ends_with_its_hour_in_every_zone(events: list[Event]) -> None:
    for name in ZONES:
        zone = ZoneInfo(name)
        for at, holds in (
            (datetime(2027, 3, 15, 9, 59, 59, tzinfo=EASTERN), False),
            (datetime(2027, 3, 15, 10, tzinfo=EASTERN), True),
            (datetime(2027, 3, 18, 20, 59, 59, tzinfo=EASTERN), True),
            (datetime(2027, 3, 18, 21, tzinfo=EASTERN), False),
        ):
            assert bool(lock(events, at.astimezone(zone))) is holds, (name, at)


@given(
    st.sampled_from(range(2023, 2040)),
    st.sampled_from(ZONES),
    st.datetimes(datetime(2000, 3, 1), datetime(2000, 4, 10)),
)
def test_it_holds_between_two_moments_whatever_the_clock_on_the_wall(
    facts: Facts, season: int, zone: str, near: datetime
) -> None:
    listed = season_calendar(facts.events, facts.calendar_rules, season)
    days = {event.key: event.day for event in listed}
    start = datetime.combine(days["match_status_monday"], datetime.min.time(), EASTERN)
    end = datetime.combine(days["soap_ends"], datetime.min.time(), EASTERN)
    at = near.replace(year=season, tzinfo=ZoneInfo(zone))
    held = lock(listed, at)
    holds = start + timedelta(hours=10) <= at < end + timedelta(hours=21)
    assert (held is not None) is holds
    assert not holds or (is_near(listed, at) and (at.date() < start.date() or in_week(listed, at)))


def test_a_season_whose_hours_are_not_known_locks_whole_days(events: list[Event]) -> None:
    bare = [replace(event, time="") for event in events]
    assert not lock(bare, datetime(2027, 3, 14, 23, tzinfo=EASTERN))
    assert lock(bare, datetime(2027, 3, 15, 0, tzinfo=EASTERN))
    assert lock(bare, datetime(2027, 3, 18, 23, tzinfo=EASTERN))
    assert not lock(bare, datetime(2027, 3, 19, 0, tzinfo=EASTERN))


@pytest.mark.parametrize("result", ["not_matched", "advanced_only", "matched", None])
def test_the_same_text_changes_its_verdict_with_the_hour(
    result: str | None, tmp_path: Path, cache: Path
) -> None:
    clock = [datetime(2027, 3, 15, 9, 59, 59, tzinfo=EASTERN)]
    coach = Coach.open(tmp_path, lambda: clock[0].astimezone().replace(tzinfo=None))
    coach.profile.change({"match_year": "2027", **({"match_result": result} if result else {})})
    file = tmp_path / "mail.txt"
    file.write_text(TEXT)

    def verdict(hour: datetime) -> bool:
        clock[0] = hour
        coach.refresh()
        return any(finding.rule == "locked" for finding in coach.writing.message(file).findings)

    second = timedelta(seconds=1)
    start = datetime(2027, 3, 15, 10, tzinfo=EASTERN)
    end = datetime(2027, 3, 18, 21, tzinfo=EASTERN)
    assert [verdict(at) for at in (start - second, start, end - second, end)] == [
        *(False, True, True, False)
    ]
    coach.close()


def test_who_matched_in_an_earlier_year_is_not_locked(open_coach: Callable[..., Coach]) -> None:
    open_coach(datetime(2026, 4, 16).date(), match_result="matched")
    assert not open_coach(datetime(2027, 3, 16).date()).season.locked
