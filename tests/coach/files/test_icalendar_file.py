"""The calendar file: read back by a parser, stable ids, updates, alarms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coach.calendar.dates import season_calendar
from coach.facts.book import Facts
from coach.files.icalendar_file import Deadline, as_ics, write
from coach.records import CoachError, replace

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DUE = Deadline("oet_sit", "Sit OET, all parts; one day", date(2026, 12, 31), "Plan it.\nThen go.")


def entries(text: bytes) -> dict[str, Any]:
    from icalendar import Calendar

    return {str(one["uid"]): one for one in Calendar.from_ical(text).walk("VEVENT")}


def test_dates_and_tasks_come_back_as_they_went(facts: Facts) -> None:
    events = season_calendar(facts.events, facts.calendar_rules, 2027)
    found = entries(as_ics(events, NOW, [DUE], 3))
    assert len(found) == len(events) + 1
    rank = found["2027-nrmp_rol_deadline@coach"]
    assert rank["dtstart"].dt.isoformat() == "2027-03-03T21:00:00-05:00"
    match = found["2027-match_day@coach"]
    assert match["dtstart"].dt.isoformat() == "2027-03-19T12:00:00-04:00"
    assert match["dtstart"].params["TZID"] == "America/New_York"
    task = found["task-oet_sit@coach"]
    assert (task["dtstart"].dt, task["dtend"].dt) == (date(2026, 12, 31), date(2027, 1, 1))
    assert str(task["summary"]) == f"Due: {DUE.title}" and str(task["description"]) == DUE.text
    expected = [one for one in events if one.status == "projected"]
    assert all("(expected)" in found[f"2027-{one.key}@coach"]["summary"] for one in expected)


def test_each_entry_rings_a_week_and_a_day_before() -> None:
    (task,) = entries(as_ics([], NOW, [DUE])).values()
    rings = [alarm["trigger"].dt for alarm in task.walk("VALARM")]
    assert rings == [timedelta(days=-7, hours=9), timedelta(days=-1, hours=9)]
    (gone,) = entries(as_ics([], NOW, [replace(DUE, cancelled=True)])).values()
    assert gone["status"] == "CANCELLED" and not gone.walk("VALARM")


def test_a_second_file_updates_and_never_doubles() -> None:
    first = entries(as_ics([], NOW, [DUE], 3))
    moved = replace(DUE, day=date(2027, 1, 9))
    second = entries(as_ics([], NOW, [moved], 4))
    third = entries(as_ics([], NOW + timedelta(days=1), [moved], 4))
    assert set(first) == set(second) == set(third) == {"task-oet_sit@coach"}
    numbers = [int(one["task-oet_sit@coach"]["sequence"]) for one in (first, second, third)]
    assert numbers == sorted(set(numbers))
    assert third["task-oet_sit@coach"]["last-modified"].dt == NOW + timedelta(days=1)


def test_the_command_writes_both_and_cancels_what_is_done(
    run: Callable[..., tuple[int, Any, str]], tmp_path: Path
) -> None:
    run("profile", "set", "specialties=IM", "visa=j1", "match_year=2027", "hours_per_week=12")
    file = tmp_path / "coach.ics"
    assert run("calendar", "--ics", str(file))[0] == 0
    before = entries(file.read_bytes())["task-nrmp_register@coach"]
    run("do", "nrmp_register")
    run("calendar", "--ics", str(file))
    after = entries(file.read_bytes())["task-nrmp_register@coach"]
    assert "status" not in before and after["status"] == "CANCELLED"
    assert int(after["sequence"]) > int(before["sequence"])


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match="cannot be written"):
        write(tmp_path / "no" / "file.ics", as_ics([], NOW))
