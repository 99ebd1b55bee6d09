"""Pasted lists: prices, bullets and emoji go, each line is one program or is asked about."""

from __future__ import annotations

import pytest

from coach.records import Entry
from coach.season.hours import hour_typed
from coach.season.pasted import lines_of, meant

BRONX = Entry(
    "program",
    "1403511263",
    "BronxCare Health System Program",
    "Internal Medicine · Bronx, NY",
    ("NY", "New York", "Internal Medicine", "IM"),
)
BRONX_FM = Entry(
    "program",
    "1203521465",
    "BronxCare Health System Program",
    "Family Medicine · Bronx, NY",
    ("NY", "New York", "Family Medicine", "FM"),
)
HURLEY = Entry(
    "program",
    "1402521216",
    "Hurley Medical Center/Michigan State University Program",
    "Internal Medicine · Flint, MI",
    ("MI", "Michigan", "Internal Medicine", "IM"),
)
ALL = (BRONX, BRONX_FM, HURLEY)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("1. 🏥 BronxCare Health System — $11", "BronxCare Health System"),
        ("• Hurley (Flint)  USD 11", "Hurley (Flint)"),
        ("[x] Hurley 30$", "Hurley"),
        ("✅ Hurley, https://hurley.example/apply 95 %", "Hurley"),
        ("1403511263", "1403511263"),
    ],
)
def test_what_stands_around_a_name_goes(line: str, name: str) -> None:
    assert lines_of(f"\n{line}\n---\n$11\n") == [name]


def test_a_line_is_one_program_or_is_asked_about() -> None:
    assert meant("Hurley (Flint)", ALL, (), ()).sure == HURLEY
    assert meant("bronxcare IM", ALL, (), ()).sure == BRONX
    both = meant("BronxCare Health System", ALL, ("Internal Medicine", "Family Medicine"), ())
    assert both.sure is None and both.likely == (BRONX, BRONX_FM)


def test_ones_own_specialty_and_list_decide_where_a_name_is_of_several() -> None:
    assert meant("BronxCare", ALL, ("Family Medicine",), ()).sure == BRONX_FM
    assert meant("BronxCare", ALL, (), (BRONX.id,)).sure == BRONX


def test_another_hospital_is_never_taken_for_one_that_is_known() -> None:
    assert meant("Henry Ford Hospital", ALL, (), ()).sure is None
    assert meant("BronxCare, Flint", ALL, (), ()).sure is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("9am", "09:00"),
        ("12 pm", "12:00"),
        ("12:30 a.m.", "00:30"),
        ("14:30", "14:30"),
        ("noon", "12:00"),
        ("9", None),
        ("25:00", None),
        ("13 pm", None),
        ("9:75", None),
    ],
)
def test_an_hour_is_read_only_where_its_half_of_the_day_is_sure(
    text: str, hour: str | None
) -> None:
    assert hour_typed(text) == hour
