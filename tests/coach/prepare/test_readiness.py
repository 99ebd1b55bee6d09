"""The band of the real exam: it holds four in five, is never tighter than a form, grades itself."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import example, given, strategies as some

from coach.prepare.readiness import Graded, Shown, outlook, standard_error

FIRST = date(2026, 1, 5)
ERROR = standard_error(8)
EXAM = 6.0
Growth = Callable[[random.Random], Callable[[float], float]]


def steady(luck: random.Random) -> Callable[[float], float]:
    return lambda weeks: 0.0


def growing(luck: random.Random) -> Callable[[float], float]:
    pace = luck.uniform(0.5, 2.0)
    return lambda weeks: pace * weeks


def tiring(luck: random.Random) -> Callable[[float], float]:
    gain = luck.uniform(5, 25)
    return lambda weeks: gain * (1 - 2 ** (-weeks / 5))


@pytest.mark.parametrize("growth", [steady, growing, tiring])
@pytest.mark.parametrize(("weeks", "exam"), [((0, 5, 9, 11), 13), ((0,), 4), ((0, 6), 10)])
def test_the_band_holds_four_in_five(growth: Growth, weeks: tuple[int, ...], exam: int) -> None:
    luck = random.Random(f"{growth.__name__} {weeks}")  # other draws than those of the tuning
    held, draws = 0, 2500
    for _ in range(draws):
        base, gained = luck.uniform(205, 250), growth(luck)
        tests = [
            Shown(
                FIRST + timedelta(weeks=week),
                round(luck.gauss(base + gained(week), ERROR)),
                ERROR,
            )
            for week in weeks
        ]
        told = outlook(tests, FIRST + timedelta(weeks=exam), EXAM)
        assert told
        score = round(luck.gauss(base + gained(exam), EXAM))
        held += told.low <= score <= told.high
    assert held / draws >= 0.8


tests_of_a_road = some.lists(
    some.tuples(some.integers(0, 200), some.integers(150, 290)), min_size=1, max_size=12
)


@given(tests_of_a_road, some.integers(0, 120))
@example([(0, 150), (18, 238), (62, 290)], 120)
def test_the_band_is_never_tighter_than_one_form_by_itself(
    road: list[tuple[int, int]], ahead: int
) -> None:
    tests = [Shown(FIRST + timedelta(days=day), score, ERROR) for day, score in sorted(road)]
    told = outlook(tests, tests[-1].day + timedelta(days=ahead), EXAM)
    assert told and told.low <= told.mid
    assert told.high == 300 or told.high - told.low >= 2 * 1.28 * ERROR
    later = outlook(tests, tests[-1].day + timedelta(days=ahead + 60), EXAM)
    assert later and later.spread >= told.spread


@given(some.integers(150, 299), some.integers(150, 299))
def test_a_higher_mark_is_never_likelier(least: int, more: int) -> None:
    told = outlook([Shown(FIRST, 230, ERROR)], FIRST, EXAM)
    assert told
    low, high = sorted((least, more))
    assert told.chance(high).low <= told.chance(low).low
    for chance in (told.chance(least), told.chance(least, is_after=True)):
        assert 0 < chance.low < chance.high < 1


def test_a_band_that_missed_makes_the_next_one_wider() -> None:
    tests = [Shown(FIRST, 230, ERROR)]
    plain = outlook(tests, FIRST, EXAM)
    missed = outlook(tests, FIRST, EXAM, Graded(220, 240, 250, FIRST))
    held = outlook(tests, FIRST, EXAM, Graded(220, 240, 231, FIRST))
    assert plain and missed and held
    assert held.spread == plain.spread
    assert missed.spread == pytest.approx(2 * plain.spread)
    assert missed.graded and not missed.graded.held


def test_without_a_form_that_counts_there_is_no_band() -> None:
    assert outlook([], FIRST, EXAM) is None
