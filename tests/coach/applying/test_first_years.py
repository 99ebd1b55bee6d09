"""First years beside advanced posts: in the same money, by the same core, or a word why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from coach.applying.answers import FirstYears, Listed, Room
from coach.applying.fees import Schedule, Tier
from coach.applying.first_years import LEAST, MOST, SHARE, beside
from coach.applying.market import Candidate
from coach.applying.plan import application_list
from coach.facts.book import Facts
from coach.records import replace
from coach.rules.conditions import ADVANCED
from coach.rules.starting import FIRST_YEARS, is_advanced, start_of
from coach.subjects import worked_list
from coach.subjects.applying import Limits
from coach.subjects.coach import Coach

ERAS = Schedule(
    "ERAS", 2027, (Tier(1, 30, 11, False), Tier(31, None, 30, False)), "official", "", "", ""
)
PRICES = {"Radiology-Diagnostic": ERAS, FIRST_YEARS: ERAS}
SEPTEMBER, NOVEMBER = date(2026, 9, 10), date(2026, 11, 1)
READY: dict[str, Any] = {
    "graduate_type": "non_us_img",
    "match_year": 2027,
    "visa": "j1",
    "us_status": "abroad",
    "step1__passed": True,
    "step2ck__score": 250,
    "certified": True,
}


def programs(specialty: str, most: int) -> st.SearchStrategy[list[Candidate]]:
    chances, values = st.floats(0.01, 0.5), st.integers(5, 100)
    locks = st.sampled_from(["", "", "", "", "in", "out"])
    rows = st.lists(st.tuples(values, chances, locks), min_size=1, max_size=most)
    return rows.map(
        lambda rows: [
            Candidate(f"{specialty[:2]}{place}", specialty, value, chance, 0.3, lock=lock)
            for place, (value, chance, lock) in enumerate(rows)
        ]
    )


@settings(max_examples=60)
@given(
    others=programs("Radiology-Diagnostic", 40),
    firsts=programs(FIRST_YEARS, 15),
    budget=st.one_of(st.none(), st.integers(10, 900)),
    count=st.one_of(st.none(), st.integers(1, 60)),
    advanced=st.integers(1, 40),
)
def test_money_and_number_hold_for_both_together(
    others: list[Candidate], firsts: list[Candidate], budget: int, count: int, advanced: int
) -> None:
    room = Room(budget, count)
    together = beside(others, firsts, PRICES, room, advanced)
    if together is None:
        return
    first, order = together.first_year, together.order
    assert isinstance(first, FirstYears)
    assert (together.budget, together.count) == (budget, count)
    assert budget is None or together.spent <= budget
    assert count is None or len(order) <= count
    assert together.spent == order[-1].total_cost == sum(step.cost or 0 for step in order)
    kept = sum(each.lock == "in" for each in firsts)
    assert 1 <= first.count <= max(kept, min(MOST, max(LEAST, advanced)))
    if count is not None:
        assert first.count <= max(kept, SHARE * count)
    if budget is not None:
        assert first.usd <= max(11 * kept, SHARE * budget)
    main, rest = order[: -first.count], order[-first.count :]
    assert {step.specialty for step in rest} == {FIRST_YEARS} and main
    assert FIRST_YEARS not in {step.specialty for step in main}
    assert {(step.value, step.gain, step.p_none) for step in rest} == {
        (main[-1].value, 0.0, main[-1].p_none)
    }
    assert {each.id for each in (*others, *firsts) if each.lock == "in"} <= {
        step.id for step in order
    }


def test_marked_programs_that_take_all_the_money_leave_no_first_year() -> None:
    others = [
        Candidate(str(place), "Radiology-Diagnostic", 50, 0.1, 0.3, lock="in") for place in range(5)
    ]
    firsts = [Candidate("t", FIRST_YEARS, 50, 0.1, 0.3)]
    assert beside(others, firsts, PRICES, Room(60), 5) is None
    assert beside(others, firsts, PRICES, Room(66), 5) is not None


def sworn(coach: Coach, limits: Limits) -> tuple[Listed, int, list[str]]:
    """The list, how many of its programs are advanced, and the remarks."""
    told = worked_list.listed(coach._state, limits)
    facts = coach._state.facts
    listed = [facts.program(str(step.id)) for step in told.answer.order]
    advanced = sum(is_advanced(start_of(each, facts.specialties)) for each in listed if each)
    return told.answer, advanced, told.notes


@settings(max_examples=15, deadline=None)
@given(
    specialties=st.lists(
        st.sampled_from(["Radiology-Diagnostic", "Neurology", "PM&R", "Family Medicine", "TY"]),
        min_size=1,
        max_size=2,
        unique=True,
    ),
    budget=st.one_of(st.none(), st.integers(15, 2500)),
    count=st.one_of(st.none(), st.integers(1, 90)),
    day=st.sampled_from([SEPTEMBER, NOVEMBER]),
)
def test_an_advanced_post_on_the_list_has_first_years_beside_it_or_a_word_why_not(
    tmp_path_factory: pytest.TempPathFactory,
    specialties: list[str],
    budget: int | None,
    count: int | None,
    day: date,
) -> None:
    from coach.subjects.coach import at

    coach = Coach.open(tmp_path_factory.mktemp("home"), at(day))
    coach.profile.change({key.replace("__", "."): value for key, value in READY.items()})
    try:
        answer, advanced, notes = sworn(coach, Limits(budget, count, tuple(specialties)))
        first = answer.first_year
        assert budget is None or answer.spent <= budget
        assert count is None or len(answer.order) <= count
        if not isinstance(first, FirstYears):
            assert not advanced
            assert "first year" not in " ".join(notes)
            return
        assert "an advanced place alone does not start on 1 July" in first.says[0]
        if not first.count:
            assert first.says[0].startswith("No first-year program")
            assert "Preliminary tracks are not in the facts" in notes[-2]
    finally:
        coach.close()


@pytest.mark.parametrize("names", ["Internal Medicine", "FM,psych", "TY", "Pathology"])
def test_a_list_without_an_advanced_post_is_the_list_that_it_was(
    open_coach: Callable[..., Coach], names: str
) -> None:
    coach = open_coach(SEPTEMBER, specialties=names, budget=150, **READY)
    running, answer, _ = worked_list.planned(coach._state, Limits())
    prices = worked_list._prices(coach._state, running.candidates)
    assert answer == application_list(running.candidates, prices, Room(150.0, None))
    assert not isinstance(answer.first_year, FirstYears) and not running.firsts


def test_in_september_the_list_keeps_money_for_first_years(
    run: Callable[..., tuple[int, Any, str]], open_coach: Callable[..., Coach]
) -> None:
    open_coach(SEPTEMBER, specialties="Radiology-Diagnostic", budget=1200, **READY)
    _, data, said = run("list", "--json", day=str(SEPTEMBER))
    first, order = data["first_year"], data["order"]
    assert first["count"] == MOST and first["usd"] == 110
    assert {step["specialty"] for step in order[-MOST:]} == {FIRST_YEARS}
    assert data["spent"] == order[-1]["total_cost"] <= 1200
    assert data["split"][-1] == {"specialty": FIRST_YEARS, "count": MOST, "cost": 110}
    assert "whether they have one" in said and "one signal covers" in said
    _, text, _ = run("list", day=str(SEPTEMBER))
    assert "1st year" in text and "first years, which an advanced place needs" in text
    _, data, _ = run("signals", "--json", day=str(SEPTEMBER))
    assert {signal["specialty"] for signal in data["signals"]} == {
        "Radiology-Diagnostic",
        FIRST_YEARS,
    }
    _, table, _ = run("export", "list", "-", day=str(SEPTEMBER))
    assert table.count(FIRST_YEARS) == MOST
    assert run("verify", day=str(SEPTEMBER))[0] == 0


def test_from_november_on_first_years_are_checked_and_no_money_is_moved(
    run: Callable[..., tuple[int, Any, str]], open_coach: Callable[..., Coach]
) -> None:
    coach = open_coach(NOVEMBER, specialties="Radiology-Diagnostic", budget=600, **READY)
    plain = sworn(coach, Limits())[0]
    _, data, _ = run("list", "--json", day=str(NOVEMBER))
    assert {step["specialty"] for step in data["order"]} == {"Radiology-Diagnostic"}
    assert "Mark those you applied to" in data["first_year"]["says"][0]
    first = coach.programs.ranked((FIRST_YEARS,))[0].program
    coach.programs.mark(first.id, "apply")
    marked = sworn(coach, Limits())[0]
    assert marked.order == plain.order
    assert isinstance(marked.first_year, FirstYears) and marked.first_year.count == 1
    assert marked.first_year.says[0].startswith("First-year programs marked to apply to: 1")


def test_a_first_year_marked_to_apply_to_is_kept_and_one_left_out_stays_out(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(SEPTEMBER, specialties="Dermatology", budget=300, **READY)
    ranked = coach.programs.ranked((FIRST_YEARS,))
    best, last = ranked[0].program.id, ranked[-1].program.id
    coach.programs.mark(best, "no")
    coach.programs.mark(last, "apply")
    listed = {str(step.id) for step in sworn(coach, Limits())[0].order}
    assert last in listed and best not in listed


def test_who_names_transitional_years_among_the_specialties_keeps_that_list(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(SEPTEMBER, specialties="TY,Dermatology", budget=1500, **READY)
    running, answer, _ = worked_list.planned(coach._state, Limits())
    first = answer.first_year
    assert isinstance(first, FirstYears) and first.usd == 0
    prices = worked_list._prices(coach._state, running.candidates)
    plain = application_list(running.candidates, prices, Room(1500.0, None))
    assert answer == replace(plain, first_year=first)


def test_advanced_specialties_of_conditions_are_those_of_the_facts(facts: Facts) -> None:
    named = {name for name, each in facts.specialties.items() if each.start in ("advanced", "both")}
    assert named == set(ADVANCED)


def test_in_september_the_road_says_so_to_those_whom_it_concerns(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(SEPTEMBER, specialties="Radiology-Diagnostic", **READY)
    step = coach.road.step("first_years")
    assert step.due is not None and step.due < date(2026, 9, 23)
    assert coach.road.step("rank_first_year").due == date(2027, 2, 24)
    coach.profile.change({"specialties": "Family Medicine"})
    assert not {"first_years", "rank_first_year"} & set(coach.road.plan.by_key)
