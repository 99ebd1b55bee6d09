"""The state shows, after any acts and undos, what a fresh start on the same rows shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from coach.facts.book import Facts
from coach.logs import declared
from coach.logs.marks import MARKS
from coach.logs.read_facts import READ_FACTS
from coach.records import CoachError, Mark, ReadFact
from coach.state import State
from coach.store.database import in_memory
from coach.store.store import Store
from coach.subjects.coach import Coach, at
from coach.subjects.road import NewTask, Telling

TODAY = date(2026, 11, 22)
ANSWERS = {
    "specialties": ["Anesthesiology", "Neurology"],
    "visa": "j1",
    "match_year": 2027,
    "hours_per_week": 12,
    "graduation_date": "2022-06-15",
    "citizenship": ["Pakistan"],
}
KEYS = st.sampled_from(["oet_prepare", "rest_plan", "society_join", "my_call_the_dean"])
PLACES = st.integers(0, 3)
Act = Callable[[Coach], object]


def program_at(coach: Coach, place: int) -> str:
    ranked = coach.programs.ranked()
    if place >= len(ranked):
        raise CoachError("No specialty is named.")
    return ranked[place].program.id


LINES = (
    "lor Dr Khan IM us asked 2026-10-20",
    "person Dr Lee clinical",
    "rotation Hurley observership 1 jun 2026 28 jun 2026",
    "test step2ck nbme 14 231 yesterday",
    "exam step1 failed 3 may 2025",
    "exam step2ck 15 march 2027",
)


def tick_a_step(coach: Coach, place: int) -> None:
    """Ticks a step that a log asks for."""
    asked = sorted(coach._state.asked_by_logs)
    if asked:
        coach.road.finish(asked[place % len(asked)])


def acts() -> st.SearchStrategy[Act]:
    return st.one_of(
        st.builds(lambda key: lambda c: c.road.finish(key), KEYS),
        st.builds(lambda key: lambda c: c.road.reopen(key), KEYS),
        st.builds(lambda key: lambda c: c.road.skip(key, "not mine"), KEYS),
        st.builds(lambda key: lambda c: c.road.part(key, 1.5), KEYS),
        st.builds(lambda key: lambda c: c.road.tell(key, Telling(due="2027-01-05")), KEYS),
        st.builds(lambda key: lambda c: c.road.remove(key), KEYS),
        st.just(lambda c: c.road.add(NewTask("Call the dean", due="2026-12-24"))),
        st.just(lambda c: c.week.keep_review("Night shifts", 9)),
        st.builds(
            lambda place, mark: lambda c: c.programs.mark(program_at(c, place), mark),
            PLACES,
            st.sampled_from(["apply", "no", ""]),
        ),
        st.just(lambda c: c.library.mark(c.library.resources()[0][0].id, "using")),
        st.builds(
            lambda place, share: (
                lambda c: c.programs.record_fact(program_at(c, place), "img_share", share)
            ),
            PLACES,
            st.sampled_from(["5", "80", ""]),
        ),
        st.builds(
            lambda values: lambda c: c.profile.change(values),
            st.sampled_from(
                [
                    {"visa": "h1b"},
                    {"step3.passed": True},
                    {"hours_per_week": 30},
                    {"match_year": 2028},
                    {"specialties": ["Neurology"]},
                ]
            ),
        ),
        st.builds(lambda line: lambda c: c.prepare.add(line), st.sampled_from(LINES)),
        st.builds(lambda place: lambda c: tick_a_step(c, place), PLACES),
        st.just(lambda c: c.answering.count("applied", "60")),
        st.just(lambda c: c.undo()),
    )


def shown(coach: Coach) -> list[Any]:
    """All that pages show of the state."""
    state = coach._state
    ranked = coach.programs.ranked()
    return [
        state.applicant,
        state.clock,
        state.road,
        state.week(),
        state.dates,
        state.needs,
        state.opens,
        state.last_plan,
        [(each.program.id, each.numbers, each.mark) for each in ranked],
        [coach.programs.standing(each.program.id).numbers for each in ranked[:3]],
        state.resources,
        state.program_marks,
        list(state.overlays.items()),
        coach.week.reviews(),
    ]


@pytest.fixture
def open_on(facts: Facts) -> Iterator[Callable[[Store], Coach]]:
    stores: list[Store] = []

    def open_store(store: Store) -> Coach:
        stores.append(store)
        return Coach(State(facts, store, at(TODAY), Path("/nowhere")))

    yield open_store
    for store in dict.fromkeys(stores):
        store.close()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(done=st.lists(acts(), min_size=1, max_size=6))
def test_any_acts_and_undos_show_what_a_fresh_start_shows(
    open_on: Callable[[Store], Coach], done: list[Act]
) -> None:
    store = Store(in_memory())
    store.grow(declared().values())
    coach = open_on(store)
    coach.profile.change(ANSWERS)
    shown(coach)
    for act in done:
        with suppress(CoachError):
            act(coach)
        assert shown(coach) == shown(open_on(store))


def test_another_window_is_taken_in_row_by_row(open_coach: Callable[..., Coach]) -> None:
    here = open_coach(**ANSWERS)
    there = open_coach()
    ranked, week = here._state.ranking("Neurology"), here.week.plan()
    assert not here.refresh()
    there.road.finish(week.planned[0].step.task.key)
    assert here.refresh() and not here.refresh()
    assert here.week.plan() != week and here._state.ranking("Neurology") is ranked
    there.undo()
    assert here.refresh() and here.week.plan() == week
    there.set_setting("theme", "dark")
    assert not here.refresh()


@pytest.mark.parametrize(
    ("act", "old"),
    [
        (lambda c: c.programs.mark(program_at(c, 0), "apply"), {"program_marks"}),
        (
            lambda c: c.road.finish("rest_plan"),
            {"moment", "road", "dates", "week", "ticked_for", "ticks"},
        ),
        (
            lambda c: c.programs.record_fact(program_at(c, 0), "img_share", "60"),
            {"overlays", "overlays_of", "panel", "ranking", "ranked", "numbers", "doors"},
        ),
    ],
)
def test_an_act_makes_only_its_readers_old(
    open_coach: Callable[..., Coach], act: Act, old: set[str]
) -> None:
    coach = open_coach(**ANSWERS)
    shown(coach)
    act(coach)
    before = {node: kept.changed for node, kept in coach._state._kept.items()}
    shown(coach)
    changed = {
        node[0] for node, kept in coach._state._kept.items() if before.get(node, 0) != kept.changed
    }
    assert changed <= old and changed


def test_a_fact_leaves_the_other_specialties_alone(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**ANSWERS)
    other = coach._state.ranking("Neurology")
    first = coach._state.ranking("Anesthesiology")[0][0]
    coach.programs.record_fact(first.id, "img_share", "60")
    assert coach._state.ranking("Neurology") is other


def test_what_if_leaves_the_state_as_it_is(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**ANSWERS)
    before = shown(coach)
    later = coach._state.assuming({"match_year": 2028}, on=date(2027, 11, 22))
    assert (later.season, later.today) == (2028, date(2027, 11, 22))
    assert later.road != coach.road.plan and later.take_in() is False
    assert shown(coach) == before
    same = coach._state.assuming({"hours_per_week": 12})
    assert same.ranking("Neurology") is coach._state.ranking("Neurology")


def test_the_past_is_the_state_with_its_rows_of_then(open_coach: Callable[..., Coach]) -> None:
    first = open_coach(day=date(2026, 11, 2), **ANSWERS)
    week = first.week.plan()
    later = open_coach(day=TODAY)
    later.road.finish("rest_plan")
    program = program_at(later, 0)
    later.programs.record_fact(program, "img_share", "60")
    then = later._state.at(datetime(2026, 11, 2, 13))
    assert then.week() == week and then.overlays == {}
    assert later._state.overlays == {program: {"img_share": later.programs.read_facts[0]}}


def test_many_acts_at_once_are_one(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**ANSWERS)
    ids = [program_at(coach, place) for place in range(3)]
    marks = [Mark("program", key, "apply", key) for key in ids]
    assert coach._state.keep("Three", MARKS, marks) and len(coach.programs.marks) == 3
    facts = [ReadFact(key, "positions", "8", "you", "2026-11-20", "") for key in ids]
    assert coach._state.keep("Sizes", READ_FACTS, facts) and len(coach.programs.read_facts) == 3
    assert coach.undo() == "Sizes" and coach.undo() == "Three" and not coach.programs.marks
