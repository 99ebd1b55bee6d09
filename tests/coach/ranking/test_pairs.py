"""The order that choices make, circles, and which pair to ask next."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from time import perf_counter

from hypothesis import given, strategies as st

from coach.ranking.pairs import RIDGE, Choice, fitted, next_pair, ordered

NAMES = [f"program {number}" for number in range(7)]
CHOICES = st.lists(
    st.builds(
        Choice,
        better=st.sampled_from(NAMES),
        worse=st.sampled_from(NAMES),
        strength=st.integers(1, 3),
    ).filter(lambda choice: choice.better != choice.worse),
    max_size=20,
)


@given(CHOICES)
def test_no_choice_outside_a_circle_is_contradicted_and_every_circle_goes_round(
    choices: list[Choice],
) -> None:
    result = ordered(choices, NAMES)
    assert sorted(result.order) == NAMES
    steps = {(choice.better, choice.worse) for choice in choices}
    round_steps = set()
    for circle in result.circles:
        assert len(set(circle)) == len(circle) >= 2
        round_steps |= set(pairwise((*circle, circle[0])))
    assert round_steps <= steps
    for better, worse in steps - round_steps:
        assert result.order.index(better) < result.order.index(worse)


@given(CHOICES)
def test_strengths_are_the_best_ones_and_depend_on_nothing_but_the_choices(
    choices: list[Choice],
) -> None:
    strengths = fitted(NAMES, choices)
    assert abs(sum(strengths.values())) < 1e-6
    mixed = Random(1).sample(choices, len(choices))
    again = fitted(NAMES[::-1], mixed)
    assert all(abs(strengths[name] - again[name]) < 1e-6 for name in NAMES)
    assert all(abs(strength) <= 3 * 20 / RIDGE for strength in strengths.values())


def test_a_choice_by_far_moves_more_than_one_by_a_little() -> None:
    gaps = [ordered([Choice("A", "B", by)]).strengths["A"] for by in (1, 2, 3)]
    assert 0 < gaps[0] < gaps[1] < gaps[2]


def test_the_smallest_circle_is_named_once() -> None:
    choices = [Choice("A", "B"), Choice("B", "C"), Choice("C", "A"), Choice("C", "D", 3)]
    assert ordered(choices).circles == (("A", "B", "C"),)
    assert ordered([*choices, Choice("B", "A")]).circles == (("A", "B"), ("B", "C", "A"))
    assert ordered(choices[:2]).circles == ()
    assert ordered([Choice("A", "A")]).order == ("A",)


def test_programs_without_a_choice_keep_the_order_given() -> None:
    assert ordered([], ["C", "A", "B"]).order == ("C", "A", "B")
    assert ordered([Choice("B", "A")], ["C", "A", "B"]).order == ("B", "C", "A")


def test_a_weak_choice_holds_against_many_strong_ones_elsewhere() -> None:
    choices = [Choice("A", "B"), *(Choice("B", other, 3) for other in "CDEFG")]
    assert ordered(choices).order[:2] == ("A", "B")


def test_twelve_programs_are_in_order_after_few_choices_asked_for() -> None:
    for seed in range(10):
        true = [f"p{number}" for number in range(12)]
        shown = Random(seed).sample(true, 12)
        choices: list[Choice] = []
        while pair := next_pair(shown, choices):
            better, worse = sorted(pair, key=true.index)
            choices.append(Choice(better, worse, 1 + (true.index(worse) - true.index(better)) // 4))
        assert list(ordered(choices, shown).order) == true
        assert len(choices) <= 45


def test_sixty_choices_over_fifteen_programs_take_under_fifty_milliseconds() -> None:
    random = Random(3)
    names = [f"p{number}" for number in range(15)]
    choices = [Choice(*random.sample(names, 2), random.randint(1, 3)) for _ in range(60)]
    times = []
    for _ in range(5):
        start = perf_counter()
        ordered(choices, names)
        next_pair(names, choices)
        times.append(perf_counter() - start)
    assert min(times) < 0.05
    circle = [Choice(*pair, 3) for pair in pairwise([*names, names[0]])]
    assert max(map(abs, ordered(circle).strengths.values())) < 1e-6
