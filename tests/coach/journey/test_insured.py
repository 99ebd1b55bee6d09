"""The buffer market on small roads: brute force finds nothing better, buying never harms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, partial
from itertools import combinations

import pytest
from hypothesis import given, settings, strategies as st

from coach.applying.insurance import Point, market
from coach.journey.chances import draw
from coach.journey.insured import Watched, eases, in_time, starts, watched
from coach.journey.luck import Ease
from coach.records import Applicant, Offer, Span, Told, replace
from tests.coach.journey.test_chances import EXAM, PLAIN, TODAY, way_of

FACT = {"source": "GK", "as_of": "2026-11-29", "status": "unverified"}
DAYS = {
    "pathways_deadline": date(2027, 1, 31),
    "ecfmg_exam_requirements_due": date(2027, 3, 3),
    "residency_start": date(2027, 7, 1),
}
KEYS = ("papers", "study", "oet_sit", "pathway_apply", "ecfmg_reported")
TASKS = [
    replace(PLAIN, key="papers", hours=Span(3, 6, 12), wait_days=Span(7, 21, 60)),
    replace(PLAIN, key="study", hours=Span(20, 40, 80)),
    replace(
        PLAIN, key="oet_sit", after=("study",), hours=Span(5, 6, 12), wait_days=Span(14, 18, 25)
    ),
    replace(PLAIN, key="pathway_apply", after=("papers", "oet_sit"), hours=Span(2, 4, 8)),
    replace(PLAIN, key="ecfmg_reported", after=("pathway_apply",), wait_days=Span(7, 14, 30)),
    replace(PLAIN, key="beside", hours=Span(10, 20, 40)),
]


def small(hours: float = 12, told: Mapping[str, Told] | None = None) -> Watched:
    way = way_of(TASKS, Applicant(hours_per_week=hours), EXAM, told=dict(told or {}))
    return watched(way, DAYS)


def offer(key: str, *tasks: str, **what: object) -> Offer:
    return Offer(key, key, "why", tasks, **what, **FACT)


SEAT = offer(
    "seat", "oet_sit", short=0.3, again_days=Span(28, 42, 70), booked_days=Span(14, 21, 35)
)
days = st.integers(0, 60).map(float)
offers = st.lists(
    st.builds(
        lambda tasks, less, most, hours: offer(
            "", *tasks, less_days=less, most_days=most, hours=hours
        ),
        st.lists(st.sampled_from(KEYS), min_size=1, max_size=2, unique=True),
        days,
        st.integers(0, 90).map(float),
        st.sampled_from([0.0, 0.0, 4.0]),
    ),
    max_size=3,
).map(lambda row: [SEAT, *(replace(each, key=f"o{place}") for place, each in enumerate(row))])
costs = st.lists(st.sampled_from([0.0, 85.0, 110.0, 455.0]), min_size=4, max_size=4)
curves = st.lists(st.tuples(st.sampled_from([11.0, 30.0, 200.0]), st.floats(0, 9)), max_size=13)


def curve_of(steps: list[tuple[float, float]], start: float) -> list[Point]:
    points = [Point(0.0, start)]
    for usd, value in steps:
        last = points[-1]
        points.append(Point(last.usd + usd, last.value + value))
    return points


def chances(on: Watched, known: list[Offer], seed: int = 1):
    return cache(partial(in_time, on, known, seed=seed))


@settings(max_examples=40, deadline=None)
@given(offers, costs, curves, st.floats(0, 30), st.sampled_from([None, 0.0, 400.0, 900.0]))
def test_the_market_is_worth_what_brute_force_finds(known, usd, steps, start, budget) -> None:
    chance, curve = chances(small(), known), curve_of(steps, start)
    goods = {each.key: price for each, price in zip(known, usd, strict=False)}
    bought = market(goods, chance, curve, budget)
    spent = sum(each.usd for each in bought)
    best = max(
        chance(frozenset(some)) * point.value
        for size in range(len(goods) + 1)
        for some in combinations(goods, size)
        for point in curve
        if budget is None or sum(goods[key] for key in some) + point.usd <= budget
    )
    before = chance(frozenset()) * start
    assert before + sum(each.value for each in bought) == pytest.approx(best)
    assert budget is None or spent <= budget
    assert [each.total for each in bought] == pytest.approx(
        [sum(each.usd for each in bought[: place + 1]) for place in range(len(bought))]
    )
    assert all(each.after >= each.before for each in bought)
    assert market(goods, chance, curve, budget) == bought


def test_dearer_applications_and_an_offer_between_stand_in_rows_of_their_own() -> None:
    curve = curve_of([(11.0, 1.0)] * 30 + [(30.0, 1.0)] * 25, 0.0)
    rows = market({"seat": 400.0}, lambda bought: 0.6 + 0.3 * bool(bought), curve, None)
    assert [(row.key, row.first, row.last, row.usd) for row in rows] == [
        ("applications", 0, 30, 330.0),
        ("seat", 0, 0, 400.0),
        ("applications", 30, 55, 750.0),
    ]
    assert rows[1].value == pytest.approx(0.3 * 30)


@settings(max_examples=30, deadline=None)
@given(offers, st.integers(1, 99))
def test_buying_never_lowers_a_chance_of_any_task(known, seed) -> None:
    on = small()
    keys = [each.key for each in known]
    for size in range(len(keys)):
        for some in combinations(keys, size):
            for more in set(keys).difference(some):
                few, many = eases(known, some), eases(known, {*some, more})
                first, then = draw(on.road, seed, eased=few), draw(on.road, seed, eased=many)
                assert all((then.ends[key] <= first.ends[key] + 1e-9).all() for key in first.ends)
                chance = chances(on, known, seed)
                assert chance(frozenset({*some, more})) >= chance(frozenset(some))


@settings(max_examples=25, deadline=None)
@given(offers, costs, curves, st.integers(0, 3), st.sampled_from([50.0, 400.0]))
def test_a_higher_price_never_helps(known, usd, steps, place, more) -> None:
    chance, curve = chances(small(), known), curve_of(steps, 5.0)
    goods = {each.key: price for each, price in zip(known, usd, strict=False)}
    dearer = {key: usd + more * (at == place) for at, (key, usd) in enumerate(goods.items())}
    cheap, dear = (
        sum(each.value for each in market(row, chance, curve, 600.0)) for row in (goods, dearer)
    )
    assert dear <= cheap + 1e-9


def test_what_is_bought_touches_no_other_luck() -> None:
    on = small()
    plain = draw(on.road, 3)
    eased = draw(on.road, 3, eased={"papers": Ease(most=10)})
    assert (eased.ends["study"] == plain.ends["study"]).all()
    assert (eased.ends["papers"] <= plain.ends["papers"]).all()
    assert eased.ends["papers"].sum() < plain.ends["papers"].sum()


def test_the_part_of_the_road_that_is_watched_is_drawn_as_in_the_whole() -> None:
    way = way_of(TASKS, Applicant(hours_per_week=12), EXAM)
    on = watched(way, DAYS)
    assert "beside" not in on.road.by_key and set(on.until) == {"pathway_apply", "ecfmg_reported"}
    whole, part = draw(way, 5), draw(on.road, 5)
    assert all((part.ends[key] == whole.ends[key]).all() for key in on.until)


def test_a_first_try_that_falls_short_is_a_risk_that_a_seat_makes_smaller() -> None:
    on = small()
    chance = chances(on, [SEAT])
    sure = in_time(on, (), (), 1)
    assert chance(frozenset()) < chance(frozenset({"seat"})) < sure
    assert chance(frozenset()) > 0.7 * sure - 0.03


def test_booked_days_are_no_longer_than_those_without() -> None:
    with pytest.raises(ValueError, match="no longer"):
        offer("seat", "oet_sit", short=0.3, booked_days=Span(1, 2, 3))


def test_a_start_is_held_against_one_in_two_weeks_or_on_the_planned_day() -> None:
    planned = TODAY + timedelta(30)
    told = {"study": Told("study", started=planned)}
    on = small(8, told)
    gains = {step.task.key: (then, now) for step, then, now in starts(on, (), 1)}
    as_planned = in_time(on, (), (), 1)
    assert gains["study"][0] == as_planned < gains["study"][1]
    assert gains["papers"][0] <= as_planned == gains["papers"][1]
    assert "pathway_apply" not in gains  # it waits for others


def test_with_everything_done_nothing_is_watched() -> None:
    way = way_of(TASKS[:2], Applicant(hours_per_week=12), EXAM)
    assert not watched(way, DAYS).until
