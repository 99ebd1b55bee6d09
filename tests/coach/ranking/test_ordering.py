"""Orders that are proposed and taken over; what is said of the whole; 1 July once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.logs.interviews import MARKS, Interview
from coach.ranking import weighted
from coach.records import CoachError
from coach.saying.ordering import chance as chance_words, pairs as pair_words
from coach.saying.rank_checks import checks as check_words, july as july_words
from coach.subjects.coach import Coach
from coach.subjects.ordering import Told as Chosen
from coach.subjects.ranking import Placed, Told

Run = Callable[..., tuple[int, Any, str]]
OpenCoach = Callable[..., Coach]
FEBRUARY = date(2027, 2, 10)


@pytest.fixture
def coach(open_coach: OpenCoach) -> Coach:
    """Six programs that were interviewed with, ranked in the order of the days."""
    coach = open_coach(day=FEBRUARY)
    coach.profile.change({"match_year": 2027, "specialties": ["Internal Medicine"], "visa": "j1"})
    talks = []
    for number, program in enumerate(coach.programs.mine[:6]):
        marks = {name: 1 + (number + step) % 5 for step, name in enumerate(MARKS)}
        day = date(2026, 12, 1 + number)
        talks.append(Interview(program=program.id, day=day, state="held", **marks))
    coach.logs["interviews"].keep("Interviews", talks)
    coach.ranking.add_held()
    return coach


def order(coach: Coach) -> list[str]:
    return [rank.program for rank in coach.ranking.listed]


def test_choices_of_two_propose_an_order_that_one_act_takes_over(coach: Coach) -> None:
    before = order(coach)
    coach.ordering.pairs(Chosen(better=before[5], worse=before[0], strength=3))
    assert order(coach) == before
    proposed = coach.ordering.proposed()
    names = [rank.program for rank in proposed.order]
    assert names.index(before[5]) < names.index(before[0]) and proposed.choices == 1
    coach.ordering.take(proposed)
    assert order(coach) == names
    coach.undo()
    assert order(coach) == before


def test_choices_that_go_round_are_named(coach: Coach) -> None:
    first, second, third = order(coach)[:3]
    for better, worse in ((first, second), (second, third), (third, first)):
        coach.ordering.choose(better, worse, 2)
    (circle,) = coach.ordering.proposed().circles
    assert {rank.program for rank in circle} == {first, second, third}
    assert any("go round" in line.text for line in pair_words(coach, coach.ordering.proposed()))
    coach.ordering.choose(first, third, 1)
    assert not coach.ordering.proposed().circles


def test_a_choice_of_one_that_left_the_list_does_not_count(coach: Coach) -> None:
    first, second = order(coach)[:2]
    coach.ordering.choose(second, first, 1)
    coach.ranking.remove(first)
    assert coach.ordering.choices == []
    with pytest.raises(CoachError, match="two different"):
        coach.ordering.choose(second, second, 1)


@given(st.lists(st.integers(0, 100), min_size=5, max_size=5).filter(any))
def test_weights_order_by_the_mean_that_they_make(values: list[int]) -> None:
    weights = dict(zip(MARKS, map(float, values), strict=True))
    assert weighted.read(weighted.words_of(weights), MARKS) == weights
    marks = {"low": (1, 1, 1, 1, 1), "high": (5, 5, 5, 5, 5), "none": ()}
    by_score = weighted.scores(marks, MARKS, weights)
    assert weighted.order(["none", "low", "high"], by_score) == ["high", "low", "none"]
    assert by_score["low"] == pytest.approx(1) and by_score["high"] == pytest.approx(5)


@pytest.mark.parametrize("text", ["", "gut", "gut x", "joy 3", "gut 0", "gut 101", "t"])
def test_weights_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(CoachError):
        weighted.read(text, MARKS)


def test_weights_are_kept_and_their_order_taken_over(coach: Coach) -> None:
    proposed = coach.ordering.weighed("gut 5", take=True)
    guts = [coach.ranking.held[program].gut or 0 for program in order(coach)]
    assert guts == sorted(guts, reverse=True) and proposed.changed
    assert coach.ordering.weighed().weights == "teaching 0 people 0 work 0 place 0 gut 5"


def test_the_replay_finds_no_better_order_on_ones_own_list(coach: Coach) -> None:
    played = coach.ordering.replay()
    assert played.better_orders == 0 < played.tried
    coach.ranking.reorder([])
    assert coach.ordering.replay() == played


def test_the_chance_by_length_is_a_range_with_source_and_year(coach: Coach) -> None:
    length = coach.ordering.chance(8)
    assert length.range and length.range.low < length.range.mid < length.range.high
    words = " ".join(line.text for line in chance_words(coach, length))
    assert "2026" in words and "does not cause" in words
    assert coach.ordering.chance(8, "im").specialty == "Internal Medicine"
    with pytest.raises(CoachError, match="no specialty as we know it"):
        coach.ordering.chance(8, "gardening")


def test_certified_is_what_stood_there_and_a_move_undoes_it(coach: Coach) -> None:
    def certified() -> str:
        return next(row.outcome for row in coach.ranking.check() if row.rule == "certified")

    assert certified() == "unknown"
    coach.ranking.certify()
    assert certified() == "pass"
    states = [each["state"] for each in coach.logs["applications"].rows()]
    assert states == ["ranked"] * 6
    coach.ranking.shift(coach.ranking.listed[0].key, 1)
    assert certified() == "broken"
    coach.undo()
    assert certified() == "pass"


def test_nothing_is_certified_before_the_ranking_opens(open_coach: OpenCoach) -> None:
    coach = open_coach(day=date(2027, 1, 31), match_year=2027)
    with pytest.raises(CoachError, match="Nobody is ranked yet"):
        coach.ranking.certify()
    coach.ranking.place(coach.programs.listed()[0].id, 1, Placed(anyway=True))
    with pytest.raises(CoachError, match="R3 takes rank lists from 1 Feb on"):
        coach.ranking.certify()


def test_what_the_check_asks_is_told_of_one_or_of_the_whole_list(coach: Coach) -> None:
    first = coach.ranking.listed[0]
    coach.ranking.tell(first.program, Told(would_go="no", visa="1 feb 2027"))
    assert coach.ranking.listed[0].visa_in_writing == date(2027, 2, 1)
    outcomes = {row.rule: row.outcome for row in coach.ranking.check()}
    assert outcomes["acceptable"] == "broken"
    keys = [rank.key for rank in coach.ranking.listed]
    coach.ranking.answer("would_go", keys)
    coach.ranking.answer("visa_in_writing", keys)
    assert coach.ranking.listed[0].visa_in_writing == date(2027, 2, 1)
    assert coach.ranking.listed[1].visa_in_writing == FEBRUARY
    outcomes = {row.rule: row.outcome for row in coach.ranking.check()}
    assert (outcomes["acceptable"], outcomes["visa"]) == ("pass", "pass")
    words = [line.text for line in check_words(coach, coach.ranking.check())]
    assert any("not known yet" in line for line in words)


def test_the_first_of_july_is_read_once_after_the_order_is_true(coach: Coach) -> None:
    with pytest.raises(CoachError, match="say that the order is true"):
        coach.ranking.july()
    coach.ranking.is_true()
    page = coach.ranking.july()
    assert [each.program_id for each in page.programs] == order(coach)
    for stands in page.programs:
        assert not any("%" in fact.says for fact in stands.facts)
    words = " ".join(line.text for line in july_words(coach, page))
    assert "how often it is approved is not published" in words
    assert page.chance and page.deferred and page.chance.mid <= page.deferred.mid
    assert coach.ranking.july() == page
    coach.ranking.shift(coach.ranking.listed[0].key, 1)
    coach.ranking.is_true()
    with pytest.raises(CoachError, match="no list is made of it"):
        coach.ranking.july()
    coach.undo()
    coach.undo()
    assert coach.ranking.july() == page


def test_a_rank_list_is_printed_without_what_one_felt(run: Run, coach: Coach) -> None:
    coach.ranking.note(coach.ranking.listed[0].key, "my quiet secret")
    coach.close()
    where = ("--home", str(coach.home), "--today", str(FEBRUARY))
    status, printed, _ = run(*where, "export", "ranks", "-", "--format", "md")
    assert status == 0 and "| primary | 1 |" in printed and "secret" not in printed
    assert "my quiet secret" in run(*where, "export", "ranks", "-", "--notes")[1]
