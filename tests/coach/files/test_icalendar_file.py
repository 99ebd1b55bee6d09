"""The calendar file, read by a library that did not write it: stable ids, updates, what it leaves
out, alarms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject

from coach.calendar.dates import season_calendar
from coach.facts.book import Facts
from coach.files.icalendar_file import Dated, as_ics, deadline, event_dated, news, write
from coach.records import CoachError, replace

Run = Callable[..., tuple[int, Any, str]]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEXT = "Plan it.\nThen go."
DUE = deadline("oet_sit", "Sit OET, all parts; one day", date(2026, 12, 31), TEXT)


def entries(text: bytes) -> dict[str, Any]:
    calendar = vobject.readOne(text.decode())
    return {str(one.uid.value): one for one in calendar.contents.get("vevent", [])}


def exported(*files: list[Dated], now: datetime = NOW) -> list[Dated]:
    """What stands in the last of several files written after each other."""
    told, before = [], {}
    for every in files:
        told, before = news(every, before, now, lambda uid: True)
    return told


def test_dates_and_tasks_come_back_as_they_went(facts: Facts) -> None:
    events = season_calendar(facts.events, facts.calendar_rules, 2027)
    every = [*map(event_dated, events), DUE]
    found = entries(as_ics(every, NOW, 3))
    assert len(found) == len(events) + 1
    rank = found["2027-nrmp_rol_deadline@coach"].dtstart.value
    assert rank.isoformat() == "2027-03-04T02:00:00+00:00"  # 3 March 21:00 Eastern
    match = found["2027-match_day@coach"].dtstart.value
    assert match.isoformat() == "2027-03-19T16:00:00+00:00"  # noon Eastern, in summer time
    task = found["task-oet_sit@coach"]
    assert (task.dtstart.value, task.dtend.value) == (date(2026, 12, 31), date(2027, 1, 1))
    assert (task.summary.value, task.description.value) == (DUE.title, TEXT)
    expected = [one for one in events if one.status == "projected"]
    assert all("(expected)" in found[f"2027-{one.key}@coach"].summary.value for one in expected)


def test_each_entry_rings_a_week_and_a_day_before() -> None:
    (task,) = entries(as_ics([DUE], NOW)).values()
    rings = [alarm.trigger.value for alarm in task.valarm_list]
    assert rings == [timedelta(days=-7, hours=9), timedelta(days=-1, hours=9)]
    (gone,) = entries(as_ics([replace(DUE, is_off=True)], NOW)).values()
    assert gone.status.value == "CANCELLED" and "valarm" not in gone.contents


def test_a_second_file_updates_and_never_doubles() -> None:
    moved = replace(DUE, at=date(2027, 1, 9))
    files = (as_ics([DUE], NOW, 3), as_ics([moved], NOW, 4), as_ics([moved], NOW + DAY, 4))
    found = [entries(file) for file in files]
    assert all(set(each) == {"task-oet_sit@coach"} for each in found)
    numbers = [int(each["task-oet_sit@coach"].sequence.value) for each in found]
    assert numbers == sorted(set(numbers))
    assert found[2]["task-oet_sit@coach"].last_modified.value == NOW + DAY


DAY = timedelta(days=1)
DONE, OVER = replace(DUE, is_off=True), replace(DUE, at=date(2026, 11, 20))


def test_a_file_holds_what_is_ahead_or_changed_and_cancels_once_what_a_calendar_has() -> None:
    assert exported([DUE]) == exported([DUE], [DUE]) == [DUE]
    assert exported([DONE]) == exported([OVER]) == exported([]) == []
    assert exported([DUE], [DONE]) == [DONE] and exported([DUE], [DONE], [DONE]) == []
    assert exported([DUE], [OVER]) == [OVER] and exported([DUE], [OVER], [OVER]) == []
    (gone,) = exported([DUE], [])
    assert gone.is_off and gone.uid == DUE.uid and exported([DUE], [], []) == []
    assert exported([DUE], [DONE], [DUE]) == [DUE]
    later = datetime(2027, 1, 5, tzinfo=UTC)
    _, before = news([DUE], {}, NOW, lambda uid: True)
    assert news([DONE], before, later, lambda uid: True) == ([], {})
    assert news([], before, NOW, lambda uid: False) == ([], before)


def test_the_command_cancels_what_is_done_and_leaves_out_what_was_never_there(
    run: Run, tmp_path: Path
) -> None:
    run("profile", "set", "specialties=IM", "visa=j1", "match_year=2027", "hours_per_week=12")
    file = tmp_path / "coach.ics"
    run("do", "oet_book")
    assert run("calendar", "--ics", str(file))[0] == 0
    first = entries(file.read_bytes())
    assert not any("status" in each.contents for each in first.values())
    day = datetime(2026, 11, 22, tzinfo=UTC)
    starts = [each.dtstart.value for each in first.values()]
    assert min(date(at.year, at.month, at.day) for at in starts) >= day.date()
    run("do", "nrmp_register")
    run("calendar", "--ics", str(file))
    after = entries(file.read_bytes())
    was, now = first["task-nrmp_register@coach"], after["task-nrmp_register@coach"]
    assert now.status.value == "CANCELLED" and now.summary.value == was.summary.value
    assert int(now.sequence.value) > int(was.sequence.value)
    assert [uid for uid, each in after.items() if "status" in each.contents] == [
        "task-nrmp_register@coach"
    ]
    _, printed, remark = run("calendar", "--ics", "-")
    assert "task-nrmp_register@coach" not in entries(printed.encode())
    assert "standard output" in remark and not Path("-").exists()
    run("undo")
    run("calendar", "--ics", str(file))
    assert "status" not in entries(file.read_bytes())["task-nrmp_register@coach"].contents


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(CoachError, match="cannot be written"):
        write(tmp_path / "no" / "file.ics", as_ics([], NOW))
