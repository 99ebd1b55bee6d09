"""SOAP: who may apply to what, places that stayed open, the order of picks, a list that is read."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from coach.calendar.dates import season_calendar
from coach.calendar.match_week import match_week
from coach.facts.book import Facts
from coach.records import CoachError
from coach.season.pasted import lines_of
from coach.soap.picks import MOST, Picked, ordered
from coach.soap.reading import named
from coach.soap.standing import OPEN, kind_of, standing
from coach.soap.steps import HOUR, moment_typed, next_step, step_by
from coach.soap.unfilled import left, unfilled
from coach.subjects.coach import Coach

EASTERN = ZoneInfo("America/New_York")
OpenCoach = Callable[..., Coach]
SEED = Path(__file__).parents[3] / "seed_data"


def test_where_one_stands_opens_its_kinds_and_no_others() -> None:
    stands = {
        (None, False): "waiting",
        ("partly", False): "waiting",
        ("not_matched", False): "eligible",
        ("not_matched", True): "not_eligible",
        (None, True): "not_eligible",
        ("advanced_only", False): "advanced_only",
        ("first_year_only", False): "first_year_only",
        ("matched", False): "matched",
    }
    for (result, is_excluded), who in stands.items():
        assert standing(result, is_excluded=is_excluded) == who
    assert OPEN["advanced_only"] == ("preliminary",) and OPEN["first_year_only"] == ("advanced",)
    assert not OPEN["matched"] and not OPEN["not_eligible"]
    assert [kind_of(code) for code in ("1007040C0", "1007040P0", "1007040A1", "1007040R0", "")] == [
        *("categorical", "preliminary", "advanced", "", "")
    ]


def test_every_row_names_events_of_the_calendar_and_nobody_is_without_a_next_step(
    facts: Facts,
) -> None:
    events = {e.key: e for e in season_calendar(facts.events, facts.calendar_rules, 2027)}
    for row in facts.soap.values():
        assert {*HOUR.findall(row.text), *filter(None, [row.since])} <= set(events), row.key
    hours = match_week(events.values())
    for who in OPEN:
        for hour in hours:
            assert next_step(facts.soap.values(), events, hour.start, who).title
    assert not any("saved for SOAP" in row.text for row in facts.soap.values())


def test_the_map_adds_up_to_the_published_places(facts: Facts) -> None:
    programs = facts.programs()
    rows = unfilled(programs, lambda _: {"visa": "unknown"})
    places = sum(map(left, programs))
    assert sum(row.unfilled for row in rows) == places == 4615
    assert sum(row.at for row in rows) == 1006
    whole = {row.specialty: row for row in rows}["Family Medicine"]
    assert whole.unfilled == sum(map(left, facts.programs(["Family Medicine"])))
    assert 6 < whole.per_100 < 7 and whole.open == whole.at and not whole.visa_stated


def test_no_count_by_program_is_later_than_2022_so_no_order_is_shown(facts: Facts) -> None:
    """An order would have to beat one rate for each specialty on later counts: there are none."""
    with (SEED / "programs.csv").open() as file:
        columns = next(csv.reader(file))
    counts = [name for name in columns if "filled" in name or "offered" in name]
    assert counts == ["offered_2018_2022", "filled_2018_2022"]
    later = [
        values
        for row in facts.statistics
        if row.table == "match_rates" and (values := dict(row.values)).get("positions_filled")
        if values["specialty"] != "ALL" and str(values["year"]) > "2022"
    ]
    assert not later
    assert "not shown" in facts.soap["list_order"].text


@given(st.lists(st.tuples(st.integers(0, 100), st.booleans(), st.booleans()), max_size=120))
def test_an_order_has_at_most_45_in_each_service_and_loses_nothing(
    facts: Facts, rows: list[tuple[int, bool, bool]]
) -> None:
    programs = facts.programs(["Family Medicine"])
    picked = [
        Picked(program, "categorical", "ERAS" if is_eras else "ResidencyCAS", (), visa, score)
        for program, (score, is_eras, fits) in zip(programs, rows, strict=False)
        for visa in ["pass" if fits else "unknown"]
    ]
    seats = ordered(picked, ("categorical",))
    assert {seat.id for seat in seats} == {each.program.id for each in picked}
    for service in ("ERAS", "ResidencyCAS"):
        places = [seat.place for seat in seats if seat.service == service and seat.place]
        of_it = sum(each.service == service for each in picked)
        assert sorted(places) == list(range(1, min(MOST, of_it) + 1))
    assert all("below the line" in seat.why for seat in seats if not seat.place)


def test_a_kind_that_is_not_open_and_a_closed_gate_are_left_out_with_their_reason(
    facts: Facts,
) -> None:
    first, second, third = facts.programs(["Family Medicine"])[:3]
    seats = ordered(
        [
            Picked(first, "categorical", "ERAS", (), "pass", 90),
            Picked(second, "preliminary", "ERAS", ("it asks for Step 3",), "pass", 80),
            Picked(third, "preliminary", "ERAS", (), "unknown", 10),
        ],
        OPEN["advanced_only"],
    )
    assert [(seat.id, seat.place) for seat in seats] == [
        *((third.id, 1), (first.id, 0), (second.id, 0))
    ]
    assert "not a kind" in seats[1].why and seats[2].why == "it asks for Step 3"


RAGGED = """2027 Main Residency Match   List of Unfilled Programs

  1)  1007140P0\tUAB Medical Center  Medicine-Preliminary ... 2 \u2022
* BronxCare Health System Program — Internal Medicine
>>> 1403511253,  ,, x
"""


def test_ragged_text_survives() -> None:
    rows = named(RAGGED, 2027, lines_of)
    assert [row.code for row in rows if row.code] == ["1007140P0"]
    assert any("BronxCare" in row.line for row in rows)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        assert all(row.line for row in named(text, 2027, lines_of))
    except CoachError as error:
        assert str(error)


def test_a_list_of_another_year_is_refused_by_its_line() -> None:
    with pytest.raises(CoachError, match=r"Line 1 is of 2026: “2026 Main Residency Match"):
        named(RAGGED.replace("2027", "2026"), 2027, lines_of)
    assert named(RAGGED + "\n(c) 2026", 2027, lines_of)


def test_a_moment_is_typed_as_one_says_it_and_steps_by_the_hour(facts: Facts) -> None:
    hours = match_week(season_calendar(facts.events, facts.calendar_rules, 2027))
    assert moment_typed("monday 10:00", hours) == hours[0].start
    assert moment_typed(" Thu 9 ", hours) == datetime(2027, 3, 18, 9, tzinfo=EASTERN)
    for wrong in ("sunday 10:00", "10:00", "monday", "mon 25:00", ""):
        with pytest.raises(CoachError, match="monday 10:00"):
            moment_typed(wrong, hours)
    assert step_by(hours[0].start, hours, 1) == hours[1].start
    assert step_by(hours[0].start, hours, -9) == datetime(2027, 3, 15, 9, tzinfo=EASTERN)
    assert step_by(hours[0].start, hours, 999) == datetime(2027, 3, 19, 18, tzinfo=EASTERN)
