"""Mistakes come again: spread over days of study, no wall after a break, the clock set back."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as some

from coach.logs.errors import Slip
from coach.prepare.recall import ANSWERS, answered, by_subject, most, queue, risk
from coach.records import CoachError

TODAY = date(2026, 11, 23)  # a Monday
FREE = Counter[date]()


def studies(day: date) -> float:
    """Two hours a day, Sundays off."""
    return 0.0 if day.weekday() == 6 else 2.0


def test_good_waits_longer_than_hard_and_again_comes_soon() -> None:
    slip = Slip(key="a", lesson="pulsus paradoxus", day=TODAY)
    due = [answered(slip, word, TODAY, studies, FREE).due or TODAY for word in ANSWERS]
    assert TODAY < due[0] <= due[1] <= due[2] < due[3]
    assert due[0] - TODAY <= timedelta(days=3)


def test_remembered_again_and_again_it_comes_ever_later() -> None:
    slip, day, waits = Slip(key="a", lesson="x", day=TODAY), TODAY, []
    for _ in range(5):
        slip = answered(slip, "good", day, studies, FREE)
        assert slip.due
        waits.append((slip.due - day).days)
        day = slip.due
    assert waits == sorted(waits) and waits[-1] > 20
    assert slip.reviewed and slip.stability and slip.difficulty


def test_no_wall_after_a_break_and_the_most_at_risk_come_first() -> None:
    old = [
        Slip(
            key=f"{number:03}",
            lesson="x",
            day=TODAY - timedelta(days=90),
            reviewed=TODAY - timedelta(days=60),
            due=TODAY - timedelta(days=50 - number % 7),
            stability=1.0 + number % 9,
            difficulty=5.0,
        )
        for number in range(120)
    ]
    days = queue(old, TODAY, studies)
    assert all(len(slips) <= most(studies(day)) for day, slips in days.items())
    assert all(day.weekday() != 6 for day in days)
    assert sum(map(len, days.values())) == 120  # nothing is lost
    today = days[TODAY]
    least = min(risk(slip, TODAY) for slip in today)
    assert all(risk(slip, TODAY) <= least for slip in old if slip not in today)


@given(
    some.lists(some.integers(-60, 30), max_size=60),
    some.sampled_from(ANSWERS),
    some.integers(1, 400),
)
def test_it_comes_again_on_a_day_of_study(due: list[int], word: str, stability: int) -> None:
    load = Counter(TODAY + timedelta(days=days) for days in due)
    slip = Slip(
        key="a",
        lesson="x",
        reviewed=TODAY - timedelta(days=9),
        due=TODAY,
        stability=float(stability),
        difficulty=5.0,
    )
    again = answered(slip, word, TODAY, studies, load)
    assert again.due and again.due > TODAY and studies(again.due)


def test_a_clock_set_back_is_said_and_nothing_is_changed() -> None:
    slip = Slip(key="a", lesson="x", reviewed=TODAY + timedelta(days=2), stability=2.0)
    with pytest.raises(CoachError, match="is the clock right"):
        answered(slip, "good", TODAY, studies, FREE)


def test_the_worst_subject_comes_first() -> None:
    subjects = ["cardiology", "renal", "cardiology", ""]
    slips = [Slip(key=str(place), lesson="x", subject=each) for place, each in enumerate(subjects)]
    assert by_subject(slips) == [("cardiology", 2), ("renal", 1)]
