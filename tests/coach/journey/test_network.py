"""The critical path method on networks with floats that were worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from coach.journey.network import Activity, critical_path, in_order, schedule
from coach.records import replace

HOUSE = [
    Activity("a", 3),
    Activity("b", 4),
    Activity("c", 2, ("a",)),
    Activity("d", 5, ("a",)),
    Activity("e", 1, ("c",)),
    Activity("f", 2, ("c",)),
    Activity("g", 4, ("b", "d")),
    Activity("h", 3, ("e", "f", "g")),
]
"""Eight activities: a-d-g-h takes 3+5+4+3 = 15."""

OFFICE = [
    Activity("plan", 6),
    Activity("order", 2, ("plan",)),
    Activity("hire", 3, ("plan",)),
    Activity("install", 2, ("order",)),
    Activity("train", 4, ("hire",)),
    Activity("test", 1, ("install",)),
    Activity("open", 2, ("train", "test")),
]
"""Seven activities: plan-hire-train-open takes 6+3+4+2 = 15; the other branch has 2 to spare."""


def whole(network: list[Activity]) -> float:
    """The first moment at which everything can be over."""
    return max(times.early_finish for times in schedule(network).values())


def held(network: list[Activity], end: float) -> list[Activity]:
    """A project that must be over by its end."""
    return [replace(one, deadline=end) for one in network]


def test_the_first_network_has_the_floats_worked_out_by_hand() -> None:
    end = whole(HOUSE)
    times = schedule(held(HOUSE, end))
    assert end == 15
    assert {key: one.early_start for key, one in times.items()} == {
        "a": 0,
        "b": 0,
        "c": 3,
        "d": 3,
        "e": 5,
        "f": 5,
        "g": 8,
        "h": 12,
    }
    assert {key: one.late_start for key, one in times.items()} == {
        "a": 0,
        "b": 4,
        "c": 8,
        "d": 3,
        "e": 11,
        "f": 10,
        "g": 8,
        "h": 12,
    }
    assert {key: one.total_float for key, one in times.items()} == {
        "a": 0,
        "b": 4,
        "c": 5,
        "d": 0,
        "e": 6,
        "f": 5,
        "g": 0,
        "h": 0,
    }
    assert {key: one.free_float for key, one in times.items()} == {
        "a": 0,
        "b": 4,
        "c": 0,
        "d": 0,
        "e": 6,
        "f": 5,
        "g": 0,
        "h": 0,
    }
    assert critical_path(times, HOUSE) == ("a", "d", "g", "h")


def test_the_second_network_has_two_to_spare_on_one_branch() -> None:
    times = schedule(held(OFFICE, whole(OFFICE)))
    assert {key: one.total_float for key, one in times.items()} == {
        "plan": 0,
        "order": 2,
        "hire": 0,
        "install": 2,
        "train": 0,
        "test": 2,
        "open": 0,
    }
    assert [times[key].free_float for key in ("order", "install", "test")] == [0, 0, 2]
    assert critical_path(times, OFFICE) == ("plan", "hire", "train", "open")


def test_a_deadline_inside_the_network_binds_what_comes_before_and_nothing_else() -> None:
    times = schedule(
        [
            Activity("paper", 3),
            Activity("exam", 2, ("paper",), deadline=7),
            Activity("free", 1, ("paper",)),
            Activity("later", 1, opens=20),
        ]
    )
    assert times["exam"].total_float == times["paper"].total_float == 2
    assert times["free"].total_float is None and times["free"].late_start is None
    assert times["later"].early_start == 20


def test_a_deadline_that_cannot_be_made_has_a_negative_float() -> None:
    times = schedule([Activity("a", 5), Activity("b", 5, ("a",), deadline=8)])
    assert times["a"].total_float == times["b"].total_float == -2


def test_a_circle_and_a_stranger_are_refused() -> None:
    with pytest.raises(ValueError, match="wait for each other: a, b"):
        in_order({"a": ["b"], "b": ["a"]})
    with pytest.raises(ValueError, match="not in the network"):
        in_order({"a": ["nobody"]})


def test_no_date_at_all_means_no_critical_path() -> None:
    assert critical_path(schedule(HOUSE), HOUSE) == ()


@st.composite
def networks(draw: st.DrawFn) -> list[Activity]:
    count = draw(st.integers(1, 10))
    found = []
    for number in range(count):
        earlier = draw(st.sets(st.integers(0, number - 1), max_size=3)) if number else set()
        found.append(
            Activity(
                str(number),
                draw(st.integers(0, 20)),
                tuple(str(one) for one in earlier),
                draw(st.none() | st.integers(0, 30)),
                draw(st.none() | st.integers(0, 90)),
            )
        )
    return found


@given(networks())
def test_no_float_is_negative_where_a_feasible_schedule_exists(network: list[Activity]) -> None:
    times = schedule(network)
    feasible = all(
        one.deadline is None or times[one.key].early_finish <= one.deadline for one in network
    )
    floats = [one.total_float for one in times.values() if one.total_float is not None]
    assert feasible == all(one >= 0 for one in floats)


@given(networks())
def test_free_float_never_exceeds_total_float_and_slipping_by_it_moves_nobody(
    network: list[Activity],
) -> None:
    end = whole(network)
    times = schedule(held(network, end))
    for one in network:
        mine = times[one.key]
        assert mine.free_float is not None and mine.total_float is not None
        assert 0 <= mine.free_float <= mine.total_float
        late = [
            replace(each, opens=mine.early_start + mine.free_float) if each is one else each
            for each in network
        ]
        moved = schedule(late)
        assert all(
            moved[key].early_start == times[key].early_start for key in times if key != one.key
        )
