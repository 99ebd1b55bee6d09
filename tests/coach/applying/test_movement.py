"""What moved and why: the past is rebuilt exactly, and each input is told what it does alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from coach.applying.movement import (
    MOST_INPUTS,
    GateMoved,
    last_acts,
)
from coach.logs.answers import ANSWERS, values_of
from coach.logs.read_facts import READ_FACTS
from coach.records import CoachError, ReadFact
from coach.saying.moved import input_words, summary
from coach.store.database import in_memory
from coach.store.store import Store
from coach.subjects.coach import Coach, at
from tests.keeping import change_profile, put

MONDAY = date(2026, 11, 16)
acts = st.one_of(
    st.tuples(
        st.just("profile"),
        st.sampled_from(["visa", "states", "step2ck.score"]),
        st.sampled_from([None, "j1", ["NY"], 240]),
    ),
    st.tuples(
        st.just("fact"),
        st.sampled_from(["1:visa_j1", "2:positions"]),
        st.sampled_from(["", "yes", "12"]),
    ),
    st.tuples(st.just("undo"), st.just(""), st.just("")),
)


def act(store: Store, what: str, key: str, value: object, when: datetime) -> None:
    if what == "profile":
        change_profile(store, "Profile", {key: value}, when)
    elif what == "fact":
        program, _, field = key.partition(":")
        put(store, "Fact", when, (READ_FACTS, ReadFact(program, field, str(value), "s", "d", "a")))
    else:
        store.undo(when)


def everything(store: Store, at: datetime | int | None = None) -> object:
    return values_of(store.rows(ANSWERS, at)), store.rows(READ_FACTS, at)


def last_act(store: Store) -> int:
    return max((change.group for change in store.changes(1)), default=0)


@settings(max_examples=100, deadline=None)
@given(done=st.lists(acts, max_size=12), back=st.integers(0, 12))
def test_taking_changes_back_gives_the_rows_as_they_were(
    done: list[tuple[str, str, object]], back: int
) -> None:
    store = Store(in_memory())
    start = datetime(2026, 11, 16, 12)
    snapshots, numbers = [], []
    for place, (what, key, value) in enumerate(done):
        snapshots.append(everything(store))
        numbers.append(last_act(store))
        act(store, what, key, value, start + timedelta(hours=place))
    snapshots.append(everything(store))
    numbers.append(last_act(store))
    place = len(done) - min(back, len(done))
    moment = start + timedelta(hours=place, seconds=-1)
    assert everything(store, moment) == snapshots[place]
    assert everything(store, numbers[place] + 1) == snapshots[place]
    store.close()


@pytest.fixture
def coach(tmp_path: Path) -> Callable[[date], Coach]:
    opened = []

    def on(day: date) -> Coach:
        opened.append(Coach.open(tmp_path / "home", at(day)))
        return opened[-1]

    on(date(2026, 11, 1)).profile.change(
        {
            "specialties": "IM",
            "visa": "j1",
            "states": "NY, MI",
            "budget": 900,
        }
    )
    return on


def test_a_recorded_no_is_named_as_the_reason(coach: Callable[[date], Coach]) -> None:
    mine = coach(MONDAY)
    first = mine.programs.ranked()[0].program
    mine.programs.record_fact(first.id, "visa_j1", "no", "mail of the coordinator")
    found = mine.programs.moved("2026-11-16")
    assert [one.key for one in found.inputs] == [f"{first.id}:visa_j1"]
    top = found.moved[0]
    assert top.program.id == first.id
    assert (top.place_before, top.causes[0].gate) == (1, "closes")
    assert top.after and top.after.failed
    assert GateMoved("visa", "pass", "fail") in found.told[0].gates
    said = summary(mine, found)
    assert said.startswith("Since 16 Nov 1 program moved, because you recorded J-1 no at")
    assert "mail of the coordinator" in said


def test_each_input_is_told_alone_and_the_rest_is_together(coach: Callable[[date], Coach]) -> None:
    mine = coach(MONDAY)
    mine.profile.change({"states": "CA, NY"})
    mine.profile.change({"weights.place": 50, "weights.visa": 50})
    found = mine.programs.moved("2026-11-16")
    assert {one.key for one in found.inputs} == {"states", "weights.place", "weights.visa"}
    for one in found.moved[:50]:
        assert one.before and one.after
        told = sum(cause.score for cause in one.causes)
        assert told == pytest.approx(one.after.score - one.before.score, abs=0.4)
    assert any(cause.input is None for one in found.moved for cause in one.causes)


def test_a_score_that_moves_only_the_chance_is_a_cause_too(coach: Callable[[date], Coach]) -> None:
    mine = coach(MONDAY)
    mine.profile.change({"step2ck.score": 262, "step2ck.attempts": 1})
    before = mine.programs.moved("1")
    assert before.moved
    for one in before.moved:
        assert one.causes[0].input and one.causes[0].input.key == "step2ck.score"
        assert one.before and one.before.chance and one.after and one.after.chance
        told = sum(cause.chance for cause in one.causes)
        assert told == pytest.approx(one.after.chance.mid - one.before.chance.mid, abs=0.01)
    assert any(abs(one.causes[0].chance) >= 0.003 for one in before.moved)


def test_a_change_that_was_taken_back_moves_nothing(coach: Callable[[date], Coach]) -> None:
    mine = coach(MONDAY)
    mine.profile.change({"states": "CA"})
    mine.undo()
    found = mine.programs.moved("2026-11-16")
    assert (found.inputs, found.moved, found.shifted) == ((), (), 0)
    assert summary(mine, found) == "Since 16 Nov no program moved."


def test_the_last_acts_are_those_that_still_stand(coach: Callable[[date], Coach]) -> None:
    mine = coach(MONDAY)
    mine.profile.change({"states": "CA"})
    mine.profile.change({"ties": "TX"})
    mine.undo()
    assert [one.key for one in mine.programs.moved("1").inputs] == ["states"]
    assert last_acts([], 3) == []
    all_of_it = mine.programs.moved("99")
    assert all_of_it.began
    assert "no specialty was named" in summary(mine, all_of_it)


def test_the_day_itself_is_an_input(coach: Callable[[date], Coach]) -> None:
    coach(MONDAY).profile.change({"graduation_date": "2021-12-01"})
    first = coach(MONDAY).programs.ranked()[0].program.id
    coach(MONDAY).programs.record_fact(first, "graduation_year_limit", "4")
    later = coach(date(2026, 12, 20))
    found = later.programs.moved("2026-11-25")
    assert [one.table for one in found.inputs] == ["day"]
    assert [one.program.id for one in found.moved] == [first]
    assert input_words(later, found.inputs[0]) == "time went on (from 25 Nov to 20 Dec)"


def test_a_new_specialty_is_told_alone_also_among_many_changes(
    coach: Callable[[date], Coach],
) -> None:
    mine = coach(MONDAY)
    for number in range(MOST_INPUTS):
        mine.programs.record_fact(mine.programs.ranked()[number].program.id, "positions", "9")
    mine.profile.change({"specialties": "IM, Neurology"})
    found = mine.programs.moved("2026-11-16")
    new = [one for one in found.moved if one.program.specialty == "Neurology"]
    assert new and all(one.place_before is None for one in new)
    cause = new[0].causes[0].input
    assert cause and cause.key == "specialties"


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("the day we met", "neither a day"),
        ("2027-01-01", "still to come"),
        ("0", "looks back on nothing"),
        ("-3", "neither a day"),
        ("2026-02-31", "neither a day"),
    ],
)
def test_an_impossible_since_is_one_sentence(
    coach: Callable[[date], Coach], since: str, said: str
) -> None:
    with pytest.raises(CoachError, match=said):
        coach(MONDAY).programs.moved(since)


def test_a_fact_alone_is_told_the_same_whether_its_specialty_or_all_are_ranked_again(
    coach: Callable[[date], Coach],
) -> None:
    mine = coach(MONDAY)
    mine.profile.change({"specialties": "IM, FM"})
    first = mine.programs.ranked(["Family Medicine"])[0].program
    mine.programs.record_fact(first.id, "visa_j1", "no")
    by_itself = mine.programs.moved("1").moved
    mine.profile.change({"budget": 1000})
    with_another = mine.programs.moved("2").moved
    assert [one.program.id for one in by_itself] == [one.program.id for one in with_another]
    for one, two in zip(by_itself, with_another, strict=True):
        assert one.causes[0].score == pytest.approx(two.causes[0].score)
        assert two.causes[0].input and two.causes[0].input.table == "fact"
