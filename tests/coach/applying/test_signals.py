"""Signals go where they add most, within what a specialty gives."""

from __future__ import annotations

from itertools import permutations
from math import log

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from coach.applying.market import Candidate
from coach.applying.optimum.adding import worth
from coach.applying.optimum.chances import odds
from coach.applying.rounds import rounds, tiers
from coach.applying.signals import give_signals, per_chance
from coach.facts.book import Facts
from coach.records import replace

ODDS_TIMES = {"gold": 4.0, "silver": 3.0, "single": 4.0}
EFFECTS = {"IM": {tier: log(times) for tier, times in ODDS_TIMES.items()}}
"""As if the chances were those without a signal."""


def with_odds(one: Candidate, times: float) -> Candidate:
    return replace(one, chance=one.chance * times / (1 - one.chance + one.chance * times))


def value(market: list[Candidate], spread: float) -> float:
    values = np.array([one.value for one in market])
    return worth(odds(market, spread), values, list(range(len(market))))


markets = st.lists(
    st.tuples(st.floats(0, 100), st.floats(0.01, 0.9), st.floats(0.1, 1)), min_size=1, max_size=6
).map(
    lambda rows: [
        Candidate(str(place), "IM", value, chance, open=open_)
        for place, (value, chance, open_) in enumerate(rows)
    ]
)


@settings(deadline=None)
@given(markets, st.sampled_from([0.0, 0.7]))
def test_a_gain_is_the_difference_of_two_lists(market: list[Candidate], spread: float) -> None:
    allowed = {"IM": {"gold": 1, "silver": 2}}
    now = market
    for signal in give_signals(market, allowed, EFFECTS, spread):
        times = ODDS_TIMES[signal.tier]
        after = [with_odds(one, times) if one.id == signal.program_id else one for one in now]
        assert signal.gain == pytest.approx(value(after, spread) - value(now, spread), abs=1e-9)
        assert 0 <= signal.chance_without < signal.chance_with <= 1
        now = after


@settings(deadline=None)
@given(markets)
def test_the_first_signal_is_the_best_single_one_and_few_are_never_far_from_the_best(
    market: list[Candidate],
) -> None:
    given_ = give_signals(market, {"IM": {"gold": 1, "silver": 1}}, EFFECTS, 0.0)
    before = value(market, 0.0)
    best = max(
        value(
            [
                with_odds(one, dict(zip(pair, (4.0, 3.0), strict=True)).get(one.id, 1.0))
                for one in market
            ],
            0.0,
        )
        - before
        for pair in permutations([one.id for one in market] + ["nobody"], 2)
    )
    assert sum(one.gain for one in given_) >= best / 2 - 1e-9
    singles = [
        value([with_odds(one, 4.0) if one is it else one for one in market], 0.0) for it in market
    ]
    if given_:
        assert given_[0].gain == pytest.approx(max(singles) - before)


@settings(deadline=None)
@given(markets)
def test_what_a_chance_is_worth_is_the_slope_of_the_value(market: list[Candidate]) -> None:
    slopes = per_chance(
        odds(market, 0).taken, np.array([one.value for one in market], dtype=float)
    )[0]
    for place, one in enumerate(market):
        certain = [*market[:place], replace(one, chance=1.0, open=1.0), *market[place + 1 :]]
        never = [*market[:place], replace(one, chance=0.0), *market[place + 1 :]]
        assert slopes[place] == pytest.approx(value(certain, 0) - value(never, 0), abs=1e-9)


def test_a_sure_and_a_hopeless_program_get_none_and_a_given_signal_counts() -> None:
    market = [
        Candidate("sure", "IM", 50.0, 0.999),
        Candidate("hopeless", "IM", 60.0, 0.0),
        Candidate("even", "IM", 55.0, 0.4),
        Candidate("has", "IM", 40.0, 0.4, signal="single"),
    ]
    found = give_signals(market, {"IM": {"single": 2}}, EFFECTS, 0.0)
    assert [one.program_id for one in found] == ["even"]
    assert give_signals(market, {"FM": {"single": 2}}, EFFECTS, 0.0) == []


def test_an_application_without_a_signal_stands_below_the_average_one() -> None:
    """The chance of a candidate is the average of past applications, some with a signal."""
    market = [Candidate("even", "IM", 55.0, 0.04)]
    effects = {"IM": {"": log(0.7), "single": log(0.7) + log(5)}}
    (signal,) = give_signals(market, {"IM": {"single": 1}}, effects, 0.0)
    assert signal.chance_without < 0.04 < signal.chance_with
    odds_ratio = (signal.chance_with / (1 - signal.chance_with)) / (
        signal.chance_without / (1 - signal.chance_without)
    )
    assert odds_ratio == pytest.approx(5)


def test_the_signals_of_the_newest_season_known(facts: Facts) -> None:
    known = rounds(facts.signals, 2029)
    assert known["Internal Medicine"].season == 2027
    assert tiers(known["Internal Medicine"]) == {"gold": 3, "silver": 12}
    assert tiers(known["Ophthalmology"]) == {}
    assert rounds(facts.signals, 2025)["Emergency Medicine"].season == 2025
