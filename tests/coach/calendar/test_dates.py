"""Season dates: as published, and by rule where nothing is published."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from coach.calendar.dates import (
    in_zone,
    is_ahead,
    projected_day,
    season_at,
    season_calendar,
)
from coach.calendar.match_week import match_week
from coach.facts.book import Facts
from coach.wording import day_in, hour_words, moment, narrow, short

KNOWN_EXCEPTION = {("pathways_deadline", 2024)}
"""Moved to 15 February in that one season."""


def test_the_published_dates_of_2027_stand_as_they_are(facts: Facts) -> None:
    days = {e.key: e for e in season_calendar(facts.events, facts.calendar_rules, 2027)}
    assert days["nrmp_standard_registration_deadline"].day == date(2027, 1, 29)
    assert days["pathways_deadline"].day == date(2027, 1, 31)
    assert (days["nrmp_rol_deadline"].day, days["nrmp_rol_deadline"].time) == (
        date(2027, 3, 3),
        "21:00",
    )
    assert days["match_day"].day == date(2027, 3, 19)
    assert days["match_day"].status == "second-hand"


def test_the_rules_reproduce_every_published_date(facts: Facts) -> None:
    checked = 0
    for event in facts.events:
        published = event.status in ("official", "quoted", "second-hand")
        if published and event.key in facts.calendar_rules:
            if (event.key, event.season) in KNOWN_EXCEPTION:
                continue
            day = projected_day(facts.calendar_rules, event.key, event.season)
            assert day == event.day, f"{event.key} {event.season}"
            checked += 1
    assert checked > 80


@given(season=st.integers(2023, 2080))
def test_any_season_has_its_dates_in_order(facts: Facts, season: int) -> None:
    events = season_calendar(facts.events, facts.calendar_rules, season)
    days = {event.key: event.day for event in events}
    assert [event.day for event in events] == sorted(event.day for event in events)
    assert days["eras_season_opens"] < days["eras_submit_opens"] < days["eras_programs_review"]
    assert days["nrmp_ranking_opens"] < days["nrmp_rol_deadline"] < days["match_status_monday"]
    assert days["match_day"].weekday() == 4
    assert (days["match_day"] - days["nrmp_rol_deadline"]).days == 16
    assert days.pop("oet_earliest_test").year == season - 2
    assert all(day.year in (season - 1, season) for day in days.values())


def test_a_season_beyond_the_published_ones_is_expected_only(facts: Facts) -> None:
    later = season_calendar(facts.events, facts.calendar_rules, 2031)
    assert {event.status for event in later} <= {"projected", "unverified", "uncertain"}


def test_a_deadline_is_said_in_the_applicants_own_zone(facts: Facts) -> None:
    days = {e.key: e for e in season_calendar(facts.events, facts.calendar_rules, 2027)}
    today = date(2027, 2, 1)
    for key, zone, words in (
        ("nrmp_rol_deadline", "Asia/Karachi", "3 Mar 21:00 ET (4 Mar 07:00 yours)"),
        # Match Week lies behind the change to daylight saving time.
        ("match_day", "Asia/Karachi", "19 Mar 12:00 ET (21:00 yours)"),
        ("residency_start", "Asia/Karachi", "1 Jul"),
        ("match_day", None, "19 Mar 12:00 ET"),
    ):
        assert in_zone(days[key], zone, today) == words
    before = in_zone(days["nrmp_rol_deadline"], "Asia/Karachi", date(2026, 11, 23))
    assert before == "3 Mar 27 21:00 ET (4 Mar 07:00 yours)"


@pytest.mark.parametrize(
    ("zone", "now", "is_over"),
    [
        ("Asia/Karachi", datetime(2027, 3, 4, 6), False),
        ("Asia/Karachi", datetime(2027, 3, 4, 8), True),
        ("America/New_York", datetime(2027, 3, 3, 23), False),
        ("America/New_York", datetime(2027, 3, 4, 0, 30), True),
        ("Pacific/Auckland", datetime(2027, 3, 4, 14), False),
    ],
)
def test_a_date_is_ahead_until_its_hour_has_gone_by_where_it_counts(
    facts: Facts, zone: str, now: datetime, is_over: bool
) -> None:
    events = {e.key: e for e in season_calendar(facts.events, facts.calendar_rules, 2027)}
    there = now.replace(tzinfo=ZoneInfo(zone))
    assert is_ahead(events["nrmp_rol_deadline"], there) is not is_over
    assert not is_ahead(events["oet_last_test_advised"], there)


def test_an_hour_falls_on_the_day_of_where_one_lives(facts: Facts) -> None:
    events = {e.key: e for e in season_calendar(facts.events, facts.calendar_rules, 2027)}
    begins = events["soap_applications_open"]
    assert day_in(begins, None) == day_in(begins, "America/Chicago") == date(2027, 3, 15)
    assert day_in(begins, "Asia/Tokyo") == date(2027, 3, 16)
    assert day_in(events["residency_start"], "Asia/Tokyo") == date(2027, 7, 1)


@pytest.mark.parametrize(
    ("today", "season"),
    [(date(2026, 6, 30), 2026), (date(2026, 7, 1), 2027), (date(2027, 1, 1), 2027)],
)
def test_the_season_that_runs(today: date, season: int) -> None:
    assert season_at(today) == season


def test_whole_days_have_no_moment(facts: Facts) -> None:
    events = season_calendar(facts.events, facts.calendar_rules, 2028)
    assert {bool(event.time) for event in events if moment(event)} == {True}


def test_projected_dates_are_marked_and_the_published_ones_of_2027_are_as_in_the_facts(
    facts: Facts,
) -> None:
    published = {one.key: one for one in facts.events if one.season == 2027}
    shown = {one.key: one for one in season_calendar(facts.events, facts.calendar_rules, 2027)}
    for key, event in published.items():
        assert (shown[key].day, shown[key].time, shown[key].status) == (
            event.day,
            event.time,
            event.status,
        )
    assert {shown[key].status for key in set(shown) - set(published)} == {"projected"}


def test_match_week_hour_by_hour_in_both_zones(facts: Facts) -> None:
    hours = match_week(season_calendar(facts.events, facts.calendar_rules, 2027))
    assert [one.key for one in hours] == [
        "match_status_monday",
        "soap_applications_open",
        "soap_programs_review",
        "soap_round_1",
        "soap_round_2",
        "soap_round_3",
        "soap_round_4",
        "soap_ends",
        "match_day",
    ]
    assert [f"{one.start:%a %H:%M}" for one in hours] == [
        "Mon 10:00",
        "Mon 11:00",
        "Tue 08:00",
        "Thu 09:00",
        "Thu 12:00",
        "Thu 15:00",
        "Thu 18:00",
        "Thu 21:00",
        "Fri 12:00",
    ]
    assert all((one.end - one.start).seconds == 7200 for one in hours if "round" in one.key)
    # Daylight saving began the day before; Karachi has none.
    assert (
        hour_words(hours[0].start, "Asia/Karachi", weekday=True)
        == "Mon 15 Mar 10:00 ET (19:00 yours)"
    )
    assert (
        hour_words(hours[5].start, "Asia/Karachi", weekday=True)
        == "Thu 18 Mar 15:00 ET (Fri 19 Mar 00:00 yours)"
    )
    assert hour_words(hours[0].start, None, weekday=True) == "Mon 15 Mar 10:00 ET"
    locked = [one for one in hours if "Start no contact" in one.allowed]
    assert [one.key for one in locked] == [one.key for one in hours[:3]]
    assert all(one.what and one.allowed and one.source for one in hours)


def test_a_projected_match_week_is_marked(facts: Facts) -> None:
    hours = match_week(season_calendar(facts.events, facts.calendar_rules, 2031))
    assert len(hours) == 9 and {one.status for one in hours} == {"projected"}


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(-500, 500))
def test_a_day_of_another_year_or_long_past_carries_its_year(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    is_other = day.year != today.year or ahead < -182
    assert short(day, today).endswith(f" {day.year}") == is_other
    assert narrow(day, today).endswith(f"{day:%b %y}") == is_other
    assert len(narrow(day, today)) <= len("29 Jan 27") and not narrow(None, today)
