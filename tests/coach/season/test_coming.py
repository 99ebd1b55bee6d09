"""What is ahead: each thing on one day, in its month, none lost and none too late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from coach.calendar.dates import is_ahead, season_calendar
from coach.facts.book import Facts
from coach.logs.interviews import Interview
from coach.records import Event
from coach.saying.months import left, month_head, months, shortened, what
from coach.saying.week import today
from coach.season.coming import Coming, Here, of_event, of_interview
from coach.subjects.coach import Coach
from coach.subjects.road import NewTask

OpenCoach = Callable[..., Coach]
KNOWN = {
    "graduate_type": "non_us_img",
    "match_year": 2027,
    "specialties": "IM",
    "hours_per_week": 9,
    "certified": "no",
    "time_zone": "Asia/Karachi",
}
DUE = ("2026-11-28", "2027-02-28")
ZONES = st.sampled_from(
    (None, "Asia/Karachi", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago")
)


def at(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, datetime.min.time()) + timedelta(hours=hour)


def event(day: date, time: str, zone: str = "America/New_York") -> Event:
    return Event(2027, "e", "An event", day, time, zone, source="S", as_of="", status="official")


def interview(day: date, time: str, zone: str) -> Interview:
    return Interview(key="a", program="1", name="Hurley, IM", day=day, time=time, zone=zone)


@pytest.mark.parametrize(
    ("day", "time", "zone", "stands"),
    [
        (date(2027, 3, 3), "21:00", "Asia/Karachi", date(2027, 3, 3)),
        (date(2027, 3, 3), "21:00", "Pacific/Pago_Pago", date(2027, 3, 3)),
        (date(2027, 3, 3), "02:00", "Pacific/Pago_Pago", date(2027, 3, 2)),
        (date(2027, 3, 1), "00:30", "America/Chicago", date(2027, 2, 28)),
        (date(2027, 3, 14), "02:30", "America/Los_Angeles", date(2027, 3, 13)),
        (date(2027, 3, 31), "23:59", "Pacific/Kiritimati", date(2027, 3, 31)),
        (date(2027, 7, 1), "", "Pacific/Kiritimati", date(2027, 7, 1)),
        (date(2027, 3, 3), "21:00", None, date(2027, 3, 3)),
    ],
)
def test_a_date_stands_on_the_earlier_of_its_day_here_and_there(
    day: date, time: str, zone: str | None, stands: date
) -> None:
    assert of_event(event(day, time), (), Here(at(date(2027, 1, 1)), zone)).day == stands


def test_a_date_whose_hour_is_still_to_come_there_stands_on_today() -> None:
    here = Here(at(date(2027, 3, 4), 6), "Asia/Karachi")
    assert of_event(event(date(2027, 3, 3), "21:00"), (), here).day == date(2027, 3, 4)


@pytest.mark.parametrize(
    ("time", "zone", "own", "day"),
    [
        ("13:00", "America/Chicago", "Asia/Karachi", date(2026, 12, 9)),
        ("09:00", "America/New_York", "Asia/Karachi", date(2026, 12, 8)),
        ("08:00", "Pacific/Auckland", "America/Chicago", date(2026, 12, 7)),
        ("", "", "Asia/Karachi", date(2026, 12, 8)),
        ("13:00", "America/Chicago", None, date(2026, 12, 8)),
    ],
)
def test_an_interview_stands_on_its_day_here(
    time: str, zone: str, own: str | None, day: date
) -> None:
    coming = of_interview(
        interview(date(2026, 12, 8), time, zone), Here(at(date(2026, 12, 1)), own)
    )
    assert coming is not None and coming.day == day and coming.title == "Interview: Hurley"
    over = of_interview(interview(date(2026, 12, 8), time, zone), Here(at(date(2026, 12, 10)), own))
    assert over is None


@given(st.datetimes(datetime(2026, 9, 1), datetime(2027, 7, 1)), ZONES)
def test_every_date_ahead_is_in_one_month_in_order_and_never_late(
    facts: Facts, now: datetime, zone: str | None
) -> None:
    events = season_calendar(facts.events, facts.calendar_rules, 2027)
    ahead = [each for each in events if is_ahead(each, now)]
    here = Here(now, zone)
    listed = sorted((of_event(each, (), here) for each in ahead), key=lambda each: each.order)
    days = {each.key: each.day for each in listed}
    assert days.keys() == {each.key for each in ahead}
    for each in ahead:
        assert here.today <= days[each.key] <= max(each.day, here.today)
    groups = [(month, list(group)) for month, group in groupby(listed, key=lambda c: c.month)]
    assert [month for month, _ in groups] == sorted({each.month for each in listed})
    assert [each for _, group in groups for each in group] == listed
    for month, group in groups:
        assert {(each.day.year, each.day.month) for each in group} == {(month.year, month.month)}


@given(
    st.text("ab ", max_size=60),
    st.sampled_from(("", "21:00 ET (Thu 07:00 yours)")),
    st.integers(1, 90),
)
def test_a_row_is_shortened_to_its_room_and_keeps_its_hour(
    title: str, hour: str, width: int
) -> None:
    words = f"{' '.join(title.split())}  {hour}".rstrip()
    short = shortened(words, width)
    assert len(short) <= width
    assert not hour or width <= len(hour) + 2 or short.endswith(hour)


def ahead(coach: Coach) -> dict[str, Coming]:
    return {coming.id: coming for coming in coach.calendar.ahead}


def test_an_interview_is_a_next_date_and_is_named_to_nobody_else(open_coach: OpenCoach) -> None:
    coach = open_coach(date(2026, 11, 29), **KNOWN)
    coach.logs["interviews"].add("interview Hurley IM 3 dec 2026 1:00 pm CT video")
    first = coach.season.nearest(1)[0]
    assert first.title.startswith("Interview: Hurley") and first.time == "14:00"
    banner = "\n".join(line.text for line in today(coach, coach.week.plan()))
    assert "4 days: An interview" in banner and "Hurley" not in banner


@pytest.mark.parametrize("day", [date(2026, 9, 30), date(2026, 11, 29), date(2027, 3, 5)])
def test_no_task_date_or_interview_with_a_day_ahead_is_lost(
    open_coach: OpenCoach, day: date
) -> None:
    coach = open_coach(day, **KNOWN)
    if day.year == 2026:  # none is booked after the rank lists
        coach.logs["interviews"].add("interview Hurley IM 2 mar 2027 1:00 pm CT video")
    coach.logs["documents"].add("document passport expires 2 jun 2027")
    listed = ahead(coach)
    assert {"interviews:" + key for key in coach.logs["interviews"].entries()} <= listed.keys()
    assert {f"date:{each.key}" for each in coach.season.dates()} <= listed.keys()
    assert listed["documents:passport"].day == date(2027, 6, 2)
    steps = [each for each in coach.road.plan.steps if not (each.finished or each.behind)]
    dated = [each for each in steps if each.end and each.end >= day]
    assert dated and {f"task:{each.task.key}" for each in dated} <= listed.keys()
    tasks = [each for each in listed.values() if each.kind == "task"]
    assert len(steps) == len(tasks) + coach.calendar.undated
    assert len(listed) == len(coach.calendar.ahead)
    assert all(each.day >= day for each in listed.values())


def test_what_has_to_begin_this_week_cannot_wait_and_what_waits_for_others_does(
    open_coach: OpenCoach,
) -> None:
    coach = open_coach(date(2026, 11, 27), **KNOWN)
    new = {due: coach.road.add(NewTask(f"By {due}", due=due)).key for due in DUE}
    listed = ahead(coach)
    assert [listed[f"task:{new[due]}"].cannot_wait for due in DUE] == [True, False]
    for each in listed.values():
        if each.cannot_wait and each.kind == "task":
            step = coach.road.step(each.key)
            assert step.state == "open" and (each.start or each.day) <= coach.calendar.here.sunday


def test_a_month_says_that_this_week_is_in_it(open_coach: OpenCoach) -> None:
    coach = open_coach(date(2026, 11, 27), **KNOWN)
    heads = [month_head(coach, date(2026, month, 1), ()) for month in (10, 11, 12)]
    assert [note for _, note in heads] == ["", "this week, to Sun 29", ""]
    # On a Sunday one plans the coming week, and this one has two months.
    sunday = open_coach(date(2026, 11, 29), "other", **KNOWN)
    heads = [month_head(sunday, date(2026, month, 1), ()) for month in (11, 12)]
    assert heads == [("November 2026", "this week"), ("December 2026", "this week, to Sun 6")]


def test_hours_are_eastern_and_ones_own_and_said_once_to_be_eastern_where_no_zone_is_known(
    open_coach: OpenCoach,
) -> None:
    coach = open_coach(date(2026, 11, 29), **KNOWN)
    due = ahead(coach)["date:nrmp_rol_deadline"]
    assert what(coach, due) == "Rank list due  21:00 ET (Thu 07:00 yours)"
    assert what(coach, due, is_narrow=True) == "Rank list due  Thu 07:00 yours"
    # Behind the change to daylight saving time there, which Karachi does not know.
    assert what(coach, ahead(coach)["date:match_day"]) == "Match Day  12:00 ET (21:00 yours)"
    assert not any("Eastern" in line.text for line in months(coach))
    coach.profile.change({"time_zone": ""})
    assert what(coach, due) == "Rank list due  21:00 ET"
    assert sum("Eastern" in line.text for line in months(coach)) == 1


def test_a_night_between_two_days_is_said_with_both(open_coach: OpenCoach) -> None:
    coach = open_coach(date(2026, 12, 1), **KNOWN)
    coach.logs["interviews"].add("interview Hurley IM 8 dec 2026 1:00 pm CT video")
    (talk,) = [each for each in coach.calendar.ahead if each.kind == "interviews"]
    assert what(coach, talk).endswith("  Tue 14:00 ET (Wed 00:00 yours)")
    assert what(coach, talk, is_narrow=True).endswith("  00:00 yours")
    assert left(coach, talk) == "8 d"


def test_the_command_has_the_months_and_a_named_season_its_list(
    run: Any, open_coach: OpenCoach
) -> None:
    open_coach(**KNOWN)
    _, text, _ = run("calendar")
    assert "ahead" in text.splitlines()[0] and "\nMarch 2027" in text
    assert all(len(line) < 80 for line in text.splitlines())
    _, data, _ = run("calendar", "--json")
    assert data["timezone"] == "Asia/Karachi" and data["events"]
    due = next(each for each in data["ahead"] if each["key"] == "nrmp_rol_deadline")
    assert (due["day"], due["at"]) == ("2027-03-03", "2027-03-03T21:00:00-05:00")
    _, listed, _ = run("calendar", "--season", "2027")
    assert "2027-03-03  21:00" in listed


def test_a_day_in_a_zone_is_that_of_its_clock() -> None:
    moment = datetime(2027, 3, 14, 6, 59, tzinfo=ZoneInfo("UTC"))
    days = {
        zone: Here(at(date(2027, 1, 1)), zone).day_of(moment)
        for zone in ("America/New_York", "Pacific/Pago_Pago")
    }
    assert days == {"America/New_York": date(2027, 3, 14), "Pacific/Pago_Pago": date(2027, 3, 13)}
