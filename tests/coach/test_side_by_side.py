"""Programs side by side: the same scale for all, in any width, the numbers always there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coach.records import replace
from coach.saying.chance import DRAWN, Scale
from coach.saying.side_by_side import compare_lines
from coach.subjects.coach import Coach
from coach.subjects.programs import Standing


@pytest.fixture
def ranked(open_coach: Callable[..., Coach]) -> tuple[Coach, list[Standing]]:
    coach = open_coach(specialties="IM", visa="j1", us_status="abroad", match_year=2028)
    return coach, coach.programs.ranked(["Internal Medicine"])


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("count", [2, 3, 4])
def test_every_line_fits_and_has_its_numbers(
    ranked: tuple[Coach, list[Standing]], width: int, count: int
) -> None:
    coach, programs = ranked
    chosen = programs[:: len(programs) // count][:count]
    lines = compare_lines(chosen, coach, width)
    assert max(len(line.text) for line in lines) <= width - 2
    score = next(line.text for line in lines if line.text.startswith("score"))
    assert [int(word) for word in score.split() if word.isdigit()] == [
        round(standing.numbers.score) for standing in chosen
    ]


def test_a_better_chance_reaches_farther_on_the_scale_of_all(
    ranked: tuple[Coach, list[Standing]],
) -> None:
    coach, programs = ranked
    first, last = programs[0], programs[-1]
    assert first.numbers.chance and last.numbers.chance
    lines = compare_lines([first, last], coach, 120)
    row = next(line.text for line in lines if line.text.startswith("~chance"))
    ends = [row.index("●"), row.rindex("●") - 35]
    assert (ends[0] > ends[1]) == (first.numbers.chance.mid > last.numbers.chance.mid)


def test_the_scale_of_a_list_holds_every_range_and_marks_the_average(
    ranked: tuple[Coach, list[Standing]],
) -> None:
    numbers = [each.numbers for each in ranked[1] if not each.numbers.failed]
    scale = Scale.of(numbers)
    chances = [each.chance for each in numbers if each.chance]
    assert max(chance.high for chance in chances) <= scale.top
    assert scale.average == pytest.approx(sum(chance.mid for chance in chances) / len(chances))
    assert len(scale.head) == DRAWN and "↓" in scale.head and scale.head.endswith("%")
    assert all(len(scale.drawn(each)) == DRAWN for each in numbers)
    closed = replace(numbers[0], failed=True)
    assert scale.drawn(closed) == "" and Scale.of([closed]).average is None
