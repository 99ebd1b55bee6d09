"""Pasted lists: prices, bullets and emoji go, each line is one program or is asked about."""

from __future__ import annotations

import pytest

from coach.facts.book import Facts
from coach.season.hours import hour_typed
from coach.season.pasted import Meant, lines_of, meant

BRONX, BRONX_FM, HURLEY = "1403511263", "1203521465", "1402531196"


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


def sure(meant: Meant) -> str:
    return meant.sure.id if meant.sure else ""


def test_a_line_is_one_program_or_is_asked_about(facts: Facts) -> None:
    naming = facts.naming
    assert sure(meant("Hurley (Flint) IM", naming, (), ())) == HURLEY
    assert sure(meant("bronxcare IM gold", naming, (), ())) == BRONX
    both = meant("BronxCare Health System", naming, ("Internal Medicine", "Family Medicine"), ())
    assert both.sure is None and {each.id for each in both.likely[:2]} == {BRONX, BRONX_FM}


def test_ones_own_specialty_and_list_decide_where_a_name_is_of_several(facts: Facts) -> None:
    assert sure(meant("BronxCare", facts.naming, ("Family Medicine",), ())) == BRONX_FM
    assert sure(meant("BronxCare", facts.naming, (), (BRONX,))) == BRONX


def test_another_hospital_is_never_taken_for_one_that_is_known(facts: Facts) -> None:
    assert meant("Henry Fjord Hospital Paris", facts.naming, (), ()).sure is None
    assert meant("BronxCare, Flint", facts.naming, (), ()).sure is None


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
