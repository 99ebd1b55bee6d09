"""The true order is never beaten by another, in thousands of markets."""

from __future__ import annotations

import pytest

from coach.ranking.replay import YOU, drawn, name_of, replayed


@pytest.mark.parametrize(("length", "markets"), [(2, 1000), (4, 1500), (8, 300), (15, 100)])
def test_no_other_order_ever_gets_a_better_place(length: int, markets: int) -> None:
    result = replayed([f"p{number}" for number in range(length)], length, markets)
    assert result.better_orders == 0
    assert result.worse_orders > result.tried // 20
    assert markets // 4 < result.matched < markets
    assert result.tried > markets / 2


def test_the_same_seed_draws_the_same_markets() -> None:
    assert replayed("ABCDEF", 5, 20) == replayed("ABCDEF", 5, 20)
    assert replayed("ABCDEF", 5, 20) != replayed("ABCDEF", 6, 20)


def test_a_told_market_is_ones_own_list_step_by_step() -> None:
    shown = replayed(["Hurley", "Mercy", "City", "State", "Far"], 1, 1).shown
    assert shown
    assert shown.rankings[YOU] == ("Hurley", "Mercy", "City", "State")
    mine = [step for step in shown.steps if YOU in step.applicants]
    assert {step.programs[0] for step in mine} <= set(shown.rankings[YOU])
    held = [step.programs[0] for step in mine if step.is_held]
    assert shown.place == held[-1]
    assert any(not step.is_held for step in mine)


@pytest.mark.parametrize("order", [(), ("A",), ("A", "A")])
def test_a_list_that_has_no_other_order_is_told_all_the_same(order: tuple[str, ...]) -> None:
    result = replayed(order, 1, 10)
    assert (result.tried, result.better_orders, result.worse_orders) == (0, 0, 0)
    assert (result.shown is None) == (not order)


def test_thirty_others_have_thirty_names() -> None:
    assert len({name_of(number) for number in range(300)}) == 300


def test_a_program_ranks_only_whom_it_could_have_met() -> None:
    from random import Random

    market = drawn("ABC", Random(2))
    for key, program in market.programs.items():
        assert set(program.ranking) <= {
            YOU,
            *(name for name, lines in market.rankings.items() if key in lines),
        }
