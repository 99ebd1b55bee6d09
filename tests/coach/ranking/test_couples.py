"""Two lists made into one, and the file that one hands to a partner."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies as st

from coach.facts.book import Facts
from coach.ranking.couples import (
    MOST_LINES,
    RULES,
    Pair,
    Spot,
    Wishes,
    by_hand,
    joint,
    miles_between,
    put,
    read,
    replayed,
    sign_of,
    towns,
    written,
)
from coach.records import CoachError

FLINT, DETROIT, TAMPA = (Spot(f"{town} Hospital, IM", f"{town} X") for town in "FDT")
PLACES = {"F X": (43.01, -83.69), "D X": (42.33, -83.05), "T X": (27.95, -82.46)}
ORDERS = st.lists(st.integers(0, 12), min_size=1, max_size=8, unique=True).map(
    lambda numbers: [Spot(f"Hospital {number}, IM", f"Town {number % 5}") for number in numbers]
)


@given(ORDERS, st.integers(2027, 2035))
def test_what_is_handed_over_is_read_as_it_was_and_has_nothing_else(
    order: list[Spot], season: int
) -> None:
    text = written(season, order)
    assert read(text, season, "list.json") == tuple(order)
    plain = json.loads(text)
    assert set(plain) == {"season", "order"}
    assert {key for line in plain["order"] for key in line} == {"name", "town"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (written(2026, [FLINT]), "the list of 2026, yours is of 2027"),
        (written(2027, [FLINT, TAMPA, FLINT]), "F Hospital, IM twice"),
        (written(2027, [FLINT, Spot(FLINT.name.upper(), FLINT.town)]), "twice"),
        (written(2027, []), "no program"),
        ("", "no list that a partner's coach wrote"),
        ("[" * 5_000, "no list that a partner's coach wrote"),
        ('{"season": 2027}', "missing required field `order`"),
        ('{"season": 2027, "order": [{"name": "A", "note": "x"}]}', "unknown field `note`"),
        ('{"season": 2027, "order": [{"name": ""}]}', "no list that a partner's coach wrote"),
        (" " * 200_001, "too large"),
    ],
)
def test_a_file_that_is_none_is_refused_by_name(text: str, words: str) -> None:
    with pytest.raises(CoachError, match="theirs.json") as refusal:
        read(text, 2027, "theirs.json")
    assert words in str(refusal.value)


@given(ORDERS, ORDERS, st.floats(0, 1), st.floats(0, 10))
def test_the_joint_list_has_every_pair_once_and_never_puts_a_worse_one_first(
    first: list[Spot], second: list[Spot], weight: float, far: float
) -> None:
    lines = joint(first, second, {}, Wishes(weight, far, alone=("first", "second"))).lines
    pairs = [(line.first, line.second) for line in lines]
    assert len(set(pairs)) == len(pairs) == len(first) * len(second) + len(first) + len(second)
    whole = [pair for pair in pairs if None not in pair]
    assert pairs[: len(whole)] == whole
    for number, (mine, theirs) in enumerate(whole):
        for before, other in whole[:number]:
            assert first.index(before) < first.index(mine) or second.index(other) < second.index(
                theirs
            )
    assert [mine for mine, theirs in pairs if theirs is None] == first


def test_the_weight_of_one_decides_and_distance_counts() -> None:
    near = joint([FLINT, TAMPA], [DETROIT, TAMPA], PLACES, Wishes(far=1)).lines
    assert [(line.first, line.second) for line in near[:2]] == [(FLINT, DETROIT), (TAMPA, TAMPA)]
    nearest = joint([FLINT, TAMPA], [DETROIT, TAMPA], PLACES, Wishes(far=5)).lines
    assert [(line.first, line.second) for line in nearest[:2]] == [
        (TAMPA, TAMPA),
        (FLINT, DETROIT),
    ]
    assert near[0].miles == pytest.approx(57, abs=2)
    assert near[1].miles == 0
    mine = joint([FLINT, TAMPA], [DETROIT, TAMPA], PLACES, Wishes(1.0, 0.0)).lines
    assert [line.first for line in mine] == [FLINT, FLINT, TAMPA, TAMPA]
    theirs = joint([FLINT, TAMPA], [DETROIT, TAMPA], PLACES, Wishes(0.0, 0.0)).lines
    assert [line.second for line in theirs] == [DETROIT, DETROIT, TAMPA, TAMPA]


def test_pairs_too_far_apart_are_left_out_and_counted_but_unknown_towns_stay() -> None:
    unknown = Spot("Elsewhere, IM")
    result = joint([FLINT, unknown], [DETROIT, TAMPA], PLACES, Wishes(farthest=200))
    assert result.too_far == 1
    assert Pair(FLINT, TAMPA, miles_between(PLACES["F X"], PLACES["T X"])) not in result.lines
    assert sum(line.miles is None for line in result.lines) == 2


def test_nobody_stays_alone_unless_it_is_wished() -> None:
    assert None not in [
        spot for line in joint([FLINT], [TAMPA], PLACES).lines for spot in (line.first, line.second)
    ]
    alone = joint([FLINT, DETROIT], [TAMPA], PLACES, Wishes(alone=("second",))).lines
    assert alone[-1] == Pair(None, TAMPA)
    assert len(alone) == 3


def test_a_list_past_the_limit_says_how_much_is_cut() -> None:
    many = [Spot(f"Hospital {number}") for number in range(20)]
    result = joint(many, many, {})
    assert (len(result.lines), result.past_the_limit) == (MOST_LINES, 100)
    safe = joint(many, many, {}, Wishes(alone=("first", "second")))
    assert (len(safe.lines), safe.past_the_limit) == (MOST_LINES, 140)
    assert sum(None in (line.first, line.second) for line in safe.lines) == 40


@given(ORDERS, ORDERS, st.data())
def test_a_line_moved_by_hand_stays_where_it_was_put_no_match_lines_included(
    first: list[Spot], second: list[Spot], data: st.DataObject
) -> None:
    lines = joint(first, second, {}, Wishes(alone=("first", "second"))).lines
    line, place = (data.draw(st.integers(1, len(lines))) for _ in range(2))
    moved = put(lines, line, place)
    rest = [each for each in lines if each != lines[line - 1]]
    assert moved[place - 1] == lines[line - 1]
    assert [each for each in moved if each != moved[place - 1]] == rest
    signs = [sign_of(each) for each in moved]
    assert by_hand(lines, signs) == moved
    fewer = joint(first, second[:-1], {}, Wishes(alone=("first", "second"))).lines
    kept = [each for each in moved if each in fewer]
    assert list(by_hand(fewer, signs)) == kept
    assert sorted(by_hand(moved, [sign_of(each) for each in kept]), key=repr) == sorted(
        moved, key=repr
    )


def test_a_line_that_is_not_there_is_refused_by_its_number() -> None:
    lines = joint([FLINT, TAMPA], [DETROIT], {}).lines
    for line, place in ((3, 1), (1, 400)):
        with pytest.raises(CoachError, match="There is no line .*: lines go from 1 to 2"):
            put(lines, line, place)


def test_every_town_of_the_facts_has_a_place_and_the_rules_stand_there(facts: Facts) -> None:
    programs = facts.programs(["Internal Medicine"])
    known = towns(programs)
    assert len(known) > 300
    assert all(facts.rules[key] for key in RULES)
    assert str(MOST_LINES) in facts.rules[RULES[0]].text


def test_in_replay_a_couple_is_matched_to_a_pair_or_one_of_them_where_that_is_listed() -> None:
    lines = joint([FLINT, DETROIT, TAMPA], [TAMPA, FLINT], PLACES, Wishes(alone=("first",))).lines
    result = replayed(lines, 3, 60)
    assert 0 < result.both < result.rested <= result.markets
    assert result.alone > 0
    assert result.worse_orders > result.better_orders
    assert result == replayed(lines, 3, 60)
    pairs_only = [line for line in lines if line.second]
    assert replayed(pairs_only, 3, 60).alone == 0
    assert replayed([], 3).rested == 0
