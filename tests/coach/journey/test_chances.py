"""Chances as ranges: deterministic, never certain, never raised by a delay."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from coach.journey.chances import DRAWS, OnTime, chances, draw, gates, on_time
from coach.journey.plan import Road, road
from coach.journey.situation import Situation
from coach.records import Anchor, Applicant, Event, Span, Task, TaskState, Told, replace

TODAY = date(2026, 11, 22)
EXAM = Event(
    2028, "exam", "Exam", date(2027, 6, 1), "", "", source="RULE", as_of="2026", status="projected"
)
MATCH = replace(EXAM, key="match", day=date(2028, 3, 17))
PLAIN = Task(
    "plain",
    "Plain",
    "exams",
    "how",
    "why",
    (),
    Span(10, 20, 40),
    Span(0, 0, 0),
    None,
    None,
    (),
    (),
    (),
    (),
    (),
    False,
    source="GK",
    as_of="2026-11-22",
    status="unverified",
)
TASKS = [
    replace(PLAIN, key="papers", hours=Span(3, 6, 12), wait_days=Span(28, 90, 180)),
    replace(PLAIN, key="study", hours=Span(100, 200, 300)),
    replace(
        PLAIN,
        key="sit",
        after=("papers", "study"),
        hours=Span(8, 10, 12),
        wait_days=Span(14, 28, 56),
        due=Anchor("exam", 0),
    ),
    replace(PLAIN, key="free"),
]
WHO = Applicant(hours_per_week=12)


def make(
    told: dict[str, Told] | None = None,
    said: dict[str, TaskState] | None = None,
    who: Applicant = WHO,
) -> Road:
    return way_of(TASKS, who, EXAM, MATCH, ticks=said or {}, told=told or {})


def way_of(tasks: list[Task], who: Applicant, *events: Event, **told: object) -> Road:
    by_key = {one.key: one for one in tasks}
    dated = {event.key: event for event in events}
    return road(Situation(by_key, who, dated, "exams", TODAY, **told))


def test_the_same_seed_gives_the_same_chances_and_another_one_nearly() -> None:
    way = make()
    first = chances(way, draw(way, 7))
    assert first == chances(way, draw(way, 7))
    other = chances(way, draw(way, 8))
    assert abs(first["sit"].mid - other["sit"].mid) < 0.05


def test_only_what_a_date_hangs_on_has_a_chance() -> None:
    found = chances(make(), draw(make()))
    assert set(found) == {"papers", "study", "sit"}
    assert found["papers"] == found["study"] == found["sit"]


def test_more_hours_a_week_help() -> None:
    few, many = (make(who=Applicant(hours_per_week=hours)) for hours in (7, 25))
    assert chances(few, draw(few))["sit"].high <= chances(many, draw(many))["sit"].low


def test_two_tasks_of_the_same_person_share_its_hours() -> None:
    both = [replace(PLAIN, key=key, hours=Span(90, 100, 110)) for key in ("a", "b")]
    end = replace(PLAIN, key="end", after=("a", "b"), hours=Span(0, 0, 0), due=Anchor("exam", 0))
    # 200 hours at 10 a week are 140 usual days; side by side they would be 70.
    exam = replace(EXAM, day=TODAY + timedelta(days=84))
    way = way_of([*both, end], Applicant(hours_per_week=10), exam)
    assert str(chances(way, draw(way))["end"]) == "under 5 %"


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (0, "under 5 %"),
        (10, "under 5 %"),
        (2000, "over 95 %"),
        (1990, "over 95 %"),
        (1700, "80-90 %"),
        (1000, "45-55 %"),
        (95, "under 10 %"),
        (1905, "over 90 %"),
        (120, "5-10 %"),
    ],
)
def test_a_chance_is_said_as_a_range_and_never_as_none_or_all(made: int, said: str) -> None:
    assert str(on_time(made, DRAWS)) == said


@given(st.integers(0, DRAWS), st.integers(0, DRAWS))
def test_ranges_hold_the_middle_rise_with_it_and_are_five_points_wide(a: int, b: int) -> None:
    low, high = on_time(min(a, b), DRAWS), on_time(max(a, b), DRAWS)
    assert low.low <= low.mid <= low.high
    assert (low.low, low.mid, low.high) <= (high.low, high.mid, high.high)
    assert low.low > 0 and low.high < 1 and "100 %" not in str(low) and " 0 %" not in str(low)


def _after(chance: OnTime, other: OnTime) -> bool:
    return chance.mid <= other.mid and chance.low <= other.low and chance.high <= other.high


@settings(deadline=None)
@given(
    key=st.sampled_from(["papers", "study", "sit"]),
    first=st.integers(0, 200),
    later=st.integers(0, 200),
    how=st.sampled_from(["started", "snoozed", "expected"]),
)
def test_finishing_later_never_raises_a_chance(key: str, first: int, later: int, how: str) -> None:
    early, late = (
        make({key: replace(Told(key), **{how: TODAY + timedelta(days=days)})})
        for days in (first, first + later)
    )
    was, now = (chances(way, draw(way, draws=300)) for way in (early, late))
    assert all(_after(now[one], was[one]) for one in now)


def test_what_is_done_raises_the_chance_of_what_waits() -> None:
    done = {"study": TaskState("study", "done", str(TODAY))}
    was, now = make(), make(said=done)
    assert _after(chances(was, draw(was))["sit"], chances(now, draw(now))["sit"])
    assert "study" not in chances(now, draw(now))


def test_a_wait_that_began_long_ago_is_shorter() -> None:
    waits = {"papers": TaskState("papers", "waiting", "2026-08-01")}
    was, now = make(), make(said=waits)
    papers = now.step("papers")
    assert papers and papers.waits_since == date(2026, 8, 1) and papers.hours_left == 0
    assert draw(now).ends["papers"].mean() < draw(was).ends["papers"].mean()


def test_a_gate_is_made_when_all_its_tasks_are() -> None:
    way = make()
    drawn = draw(way)
    (gate,) = gates(way, drawn, [EXAM])
    assert gate.tasks == ("sit",) and gate.chance == chances(way, drawn)["sit"]
    (none,) = gates(way, drawn, [MATCH])
    assert none.tasks == () and none.chance is None
