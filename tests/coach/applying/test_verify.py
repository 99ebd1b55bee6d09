"""A fact is worth what its answer would change."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from coach.applying.market import Candidate
from coach.applying.optimum.adding import worth
from coach.applying.optimum.chances import odds
from coach.applying.verify import worth_knowing
from coach.records import replace


def value(listed: list[Candidate], spread: float) -> float:
    values = np.array([one.value for one in listed])
    return worth(odds(listed, spread), values, list(range(len(listed)))) if listed else 0.0


def brute(market: list[Candidate], listed: set[str], it: Candidate, spread: float) -> float:
    """The best swap that brings it on after a yes or takes it off after a no, less the list."""

    def best(answer: float) -> tuple[float, float]:
        told = {one.id: replace(one, open=answer) if one is it else one for one in market}
        same = value([told[key] for key in listed], spread)
        swaps = [
            (listed - {out}) | {into}
            for out in listed
            for into in set(told) - listed
            if it.id == (into if answer else out)
            and told[out].specialty == told[into].specialty
            and (told[out].lock != "in" or out == it.id)
        ]
        return same, max([same] + [value([told[key] for key in some], spread) for some in swaps])

    (yes, yes_best), (no, no_best) = best(1.0), best(0.0)
    return it.open * (yes_best - yes) + (1 - it.open) * (no_best - no)


markets = st.lists(
    st.tuples(
        st.sampled_from(["IM", "FM"]),
        st.floats(0, 100),
        st.floats(0.01, 0.95),
        st.sampled_from([0.2, 0.7, 1.0]),
        st.booleans(),
        st.sampled_from(["", "", "in"]),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)
@given(markets, st.sampled_from([0.0, 0.7]))
def test_the_worth_of_an_answer_equals_trying_every_swap(
    rows: list[tuple[str, float, float, float, bool, str]], spread: float
) -> None:
    market = [
        Candidate(str(place), name, value_, chance, open=open_, lock=lock if on else "")
        for place, (name, value_, chance, open_, on, lock) in enumerate(rows)
    ]
    listed = {one.id for one, row in zip(market, rows, strict=True) if row[4]}
    found = {one.id: one for one in worth_knowing(market, listed, spread)}
    assert set(found) == {one.id for one in market if one.open < 1}
    for one in market:
        if one.id in found:
            assert found[one.id].p_yes == one.open
            assert found[one.id].value >= 0
            if one.id in listed or one.open < 1:
                assert found[one.id].value == pytest.approx(
                    brute(market, listed, one, spread), abs=1e-7
                )


def test_what_decides_nothing_is_worth_nothing_and_comes_last() -> None:
    market = [
        Candidate("good", "IM", 90.0, 0.5, open=0.5),
        Candidate("spare", "IM", 80.0, 0.5),
        Candidate("poor", "IM", 1.0, 0.01, open=0.5),
    ]
    found = worth_knowing(market, {"good"}, 0.0)
    assert [one.id for one in found] == ["good", "poor"]
    assert found[0].value == pytest.approx(0.5 * 80 * 0.5)
    assert found[1].value == 0


def test_a_list_that_holds_everybody_has_nothing_to_ask() -> None:
    market = [Candidate(str(place), "IM", 5.0, 0.3, open=0.5) for place in range(4)]
    assert all(one.value == 0 for one in worth_knowing(market, {"0", "1", "2", "3"}))
