"""The timeline of the critical chain in text, and which chain it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, strategies as st

from coach.journey.standing import Step
from coach.records import Span, Task
from coach.subjects.coach import Coach
from screens.pages import chain
from screens.widgets.words import in_ascii

TODAY = date(2026, 11, 22)
TASK = Task(
    "one",
    "One",
    "exams",
    "",
    "",
    (),
    Span(1, 1, 1),
    Span(0, 0, 0),
    None,
    None,
    (),
    (),
    (),
    (),
    (),
    False,
    source="you",
    as_of="",
    status="confirmed",
)


def step(start: int, finish: int, late: int, due: int | None = None) -> Step:
    days = [TODAY + timedelta(days=number) for number in (start, finish, late)]
    last = None if due is None else TODAY + timedelta(days=due)
    return Step(
        TASK,
        "open",
        last,
        None,
        (),
        0,
        False,
        latest_start=days[0],
        slack_days=0,
        early_start=days[0],
        early_finish=days[1],
        late_finish=days[2],
    )


def test_work_slack_and_the_last_day_stand_where_they_are() -> None:
    end = TODAY + timedelta(days=19)
    assert in_ascii(chain.bar(step(0, 9, 17, 17), TODAY, end, 20)) == "==========.......|"
    assert in_ascii(chain.bar(step(10, 15, 12, 12), TODAY, end, 10)) == "     =|="
    assert in_ascii(chain.mark(end, TODAY, end, 10)) == "         |"


days = st.integers(0, 1500)


@given(days, days, st.integers(-200, 1500), st.none() | days, st.integers(1, 60), days)
def test_a_bar_never_leaves_its_column(
    start: int, work: int, late: int, due: int | None, width: int, length: int
) -> None:
    last = TODAY + timedelta(days=length)
    drawn = in_ascii(chain.bar(step(start, start + work, late, due), TODAY, last, width))
    assert 0 < len(drawn) <= width and set(drawn) <= set("=.| ")


@given(days, st.integers(3, 60))
def test_a_scale_fills_its_width_and_names_never_touch(length: int, width: int) -> None:
    drawn = chain.scale(TODAY, TODAY + timedelta(days=length), width)
    assert len(drawn) == width
    assert all(len(name) in (3, 4) for name in drawn.split())


def test_the_chain_is_in_order_and_says_by_how_much_the_year_is_reached(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(
        graduation_date="2022-06-01",
        match_year=2028,
        specialties="IM",
        visa="j1",
        us_status="abroad",
        step1__passed=True,
        hours_per_week=12,
    )
    plan = coach.road.plan
    chained = [plan.by_key[key] for key in plan.critical]
    assert len(chained) > 1
    for earlier, later in pairwise(chained):
        assert earlier.task.key in later.blocked_by
    assert plan.spare == chained[0].spare_days
    assert all(step.float_days is None or step.float_days <= plan.spare for step in chained[:1])
