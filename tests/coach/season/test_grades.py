"""Records of forecasts over drawn seasons: calibrated ones pass, wrong ones are said to be so."""

from __future__ import annotations

import random
from datetime import date, timedelta
from statistics import mean

import pytest

from coach.logs.forecasts import Forecast, is_due
from coach.records import replace
from coach.season.forecast import Season, Sent
from coach.season.grades import Grades, grades
from tests.coach.season.test_forecast import applications, drawn_season

BEGAN = date(2026, 9, 23)
LATER = date(2040, 1, 1)


def day_of(season: int, day: int) -> date:
    return date(season - 1, 9, 23) + timedelta(day)


def forecast(sent: list[Sent], season: int, day: int) -> Forecast:
    model, until = Season(sent), day + 28
    return Forecast(
        day=day_of(season, day),
        season=season,
        inputs="",
        core="",
        low=0,
        mid=0,
        high=0,
        until=day_of(season, until),
        spread=model.spread(day, until),
        chances=tuple(model.chances(day, until).items()),
    )


def drawn_record(draw: random.Random, moved: float, seasons: int) -> Grades:
    """The record of an applicant after so many seasons; `moved`: logits nobody forecast."""
    rows, came = [], {}
    for season in range(2027, 2027 + seasons):
        sent = drawn_season(applications(draw), draw, moved)
        rows += [forecast(sent, season, day) for day in (5, 33, 61)]
        came |= {
            (season, each.candidate.id): day_of(season, each.came)
            for each in sent
            if each.came is not None
        }
    return grades(rows, came, {}, LATER)


def test_calibrated_forecasts_are_graded_so_and_their_line_is_flat() -> None:
    draw = random.Random(11)
    records = [drawn_record(draw, 0.0, 2) for _ in range(60)]
    assert mean(each.widen > 1 for each in records) <= 0.1
    assert sum(each.came for each in records) == pytest.approx(
        sum(each.expected for each in records), rel=0.15
    )
    bands = [band for each in records for band in each.bands]
    for low in (0.0, 0.02, 0.05, 0.1):
        some = [band for band in bands if band.low == low]
        outcomes = sum(band.n for band in some)
        came = sum(band.n * band.share for band in some) / outcomes
        said = sum(band.n * band.expected for band in some) / outcomes
        assert came == pytest.approx(said, rel=0.3), low


def test_forecasts_that_are_far_too_low_are_found_out_and_widen_the_range() -> None:
    draw = random.Random(12)
    records = [drawn_record(draw, 2.2, 3) for _ in range(20)]
    assert mean(each.widen > 1 for each in records) >= 0.8
    sent = applications(draw)
    usual, wide = (Season(sent, widen).expected() for widen in (1.0, records[0].widen))
    assert wide.high - wide.low > usual.high - usual.low


def test_sure_forecasts_of_what_never_comes_are_found_out() -> None:
    rows = [_row(day, [(str(number), 0.5) for number in range(20)]) for day in (0, 30)]
    record = grades(rows, {}, {}, LATER)
    assert (record.n, record.brier, record.came) == (40, 0.25, 0)
    assert record.widen > 1 and record.bands[0].is_off


def _row(day: int, chances: list[tuple[str, float]], spread: float = 0.0) -> Forecast:
    whole = forecast([], 2027, day)
    return replace(whole, chances=tuple(chances), spread=spread)


def test_a_forecast_made_after_the_outcome_never_counts() -> None:
    chances = [(name, 0.3) for name in "abcdef"]
    row = _row(10, chances)
    came = {(2027, "a"): day_of(2027, 10), (2027, "b"): day_of(2027, 11)}
    record = grades([row], came, {}, LATER)
    assert (record.n, record.came) == (5, 1)
    sent = {(2027, "b"): day_of(2027, 12)}
    before_it_was_sent = grades([row], came, sent, LATER)
    assert (before_it_was_sent.n, before_it_was_sent.brier) == (4, None)


def test_nothing_is_graded_before_its_time_is_over_nor_twice() -> None:
    rows = [_row(day, [(name, 0.1) for name in "abcdef"]) for day in (0, 7, 14, 28)]
    assert grades(rows, {}, {}, day_of(2027, 28)).n == 0
    assert grades(rows, {}, {}, day_of(2027, 29)).n == 6
    assert grades(rows, {}, {}, LATER).n == 12


@pytest.mark.parametrize(
    ("days", "inputs", "due"),
    [(0, "new", False), (1, "old", False), (1, "new", True), (6, "old", False), (7, "old", True)],
)
def test_a_forecast_is_kept_once_a_day_when_its_inputs_change(
    days: int, inputs: str, due: bool
) -> None:
    row = replace(_row(0, []), inputs="old")
    assert is_due([row], inputs, row.day + timedelta(days)) == due
    assert is_due([], inputs, row.day)
