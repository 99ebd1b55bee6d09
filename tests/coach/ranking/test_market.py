"""The algorithm, held against a library and against trying every result."""

from __future__ import annotations

import warnings
from random import Random

from hypothesis import given, settings

from coach.ranking.market import Listed, single
from tests.coach.ranking.markets import (
    Couple,
    Programs,
    Rankings,
    could,
    coupled,
    fits,
    markets,
    matched,
    paired,
    settled,
    stable_results,
)


def by_the_library(rankings: Rankings, programs: Programs) -> dict[str, str]:
    """The best stable result for applicants, as `matching` finds it; it wants lists that agree."""
    from matching.games import HospitalResident

    lists = {
        name: [key for key in lines if name in programs[key].ranking]
        for name, lines in rankings.items()
    }
    lists = {name: lines for name, lines in lists.items() if lines}
    other_lists = {
        key: [name for name in program.ranking if key in lists.get(name, ())]
        for key, program in programs.items()
    }
    other_lists = {key: names for key, names in other_lists.items() if names}
    if not lists:
        return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        places = {key: programs[key].places for key in other_lists}
        game = HospitalResident.create_from_dictionaries(lists, other_lists, places)
        result = game.solve(optimal="resident")
    return {str(name): str(key) for key, names in result.items() for name in names}


@settings(max_examples=300, deadline=None)
@given(markets())
def test_the_result_is_that_of_an_established_library(market: tuple[Rankings, Programs]) -> None:
    assert matched(*market) == by_the_library(*market)


@settings(max_examples=100, deadline=None)
@given(markets(most=5))
def test_a_single_market_is_the_best_of_all_stable_ones_and_entry_changes_nothing(
    market: tuple[Rankings, Programs],
) -> None:
    rankings, programs = market
    result = matched(rankings, programs)
    entrants = [single(name, lines) for name, lines in rankings.items()]
    stable = stable_results(entrants, programs)
    assert result in stable
    for name, lines in rankings.items():
        reached = [lines.index(held[name]) for held in stable if name in held]
        assert (name in result) == bool(reached)
        assert not reached or lines.index(result[name]) == min(reached)
    assert matched(dict(reversed(rankings.items())), programs) == result


@settings(max_examples=400, deadline=None)
@given(coupled())
def test_with_couples_the_result_is_among_all_stable_ones_where_there_is_any(
    market: tuple[Rankings, Programs, list[Couple]],
) -> None:
    rankings, programs, couples = market
    entrants = [single(name, lines) for name, lines in rankings.items()]
    stable = stable_results(entrants + [paired(couple) for couple in couples], programs)
    ended = settled(rankings, programs, couples)
    assert ended.is_stable == bool(stable)
    assert not stable or ended.matched in stable


PROGRAMS = {
    "Mercy": Listed(1, ("Ann", "Ben", "Cem")),
    "City": Listed(1, ("Cem", "Ben", "Ann")),
}


def test_a_couple_gets_the_first_line_that_fits_both() -> None:
    pairs = (("Mercy", "Mercy"), ("City", "Mercy"), ("Mercy", "City"))
    couple = Couple("Ann", "Ben", pairs)
    assert matched({}, PROGRAMS, [couple]) == {"Ann": "City", "Ben": "Mercy"}
    assert matched({"Cem": ("City",)}, PROGRAMS, [couple]) == {"Cem": "City"}


def test_the_no_match_code_lets_the_other_go_on_alone() -> None:
    couple = Couple("Ann", "Ben", (("City", "Mercy"), ("Mercy", "")))
    assert matched({"Cem": ("City",)}, PROGRAMS, [couple]) == {"Ann": "Mercy", "Cem": "City"}


def test_no_line_fits_and_neither_matches_whatever_the_lists_of_each_alone_say() -> None:
    couple = Couple("Ann", "Ben", (("City", "Mercy"),))
    rankings = {"Ann": ("Mercy",), "Ben": ("Mercy",), "Cem": ("City",)}
    assert matched(rankings, PROGRAMS, [couple]) == {"Cem": "City"}


def test_a_place_that_a_couple_gives_back_goes_to_who_was_turned_away_from_it() -> None:
    programs = {
        "City": Listed(1, ("Ann", "Fred")),
        "State": Listed(1, ("Gil", "Ben")),
        "Far": Listed(1, ("Fred",)),
    }
    rankings = {"Fred": ("City", "Far"), "Gil": ("State",)}
    couple = Couple("Ann", "Ben", (("City", "State"),))
    assert matched(rankings, programs, [couple]) == {"Fred": "City", "Gil": "State"}


def test_a_market_without_a_stable_result_says_so() -> None:
    programs = {"Mercy": Listed(1, ("Ann", "Cem")), "City": Listed(1, ("Cem", "Ben"))}
    couple = Couple("Ann", "Ben", (("Mercy", "City"),))
    ended = settled({"Cem": ("Mercy", "City")}, programs, [couple])
    assert not ended.is_stable
    assert not stable_results([single("Cem", ("Mercy", "City")), paired(couple)], programs)


def test_a_program_that_nobody_knows_takes_nobody() -> None:
    assert matched({"Ann": ("Elsewhere", "Mercy")}, PROGRAMS) == {"Ann": "Mercy"}
    assert matched({}, {}) == {}


def test_larger_markets_with_couples_mostly_come_to_rest_and_then_nobody_could_do_better() -> None:
    rested = 0
    for seed in range(25):
        random = Random(seed)
        keys = [f"program {number}" for number in range(20)]
        names = [f"applicant {number}" for number in range(64)]
        rankings = {name: tuple(random.sample(keys, 5)) for name in names[4:]}
        pairs = [tuple((random.choice(keys), random.choice(keys)) for _ in range(12)) for _ in "12"]
        joint = [Couple(*names[:2], pairs[0]), Couple(*names[2:4], pairs[1])]
        programs = {key: Listed(3, tuple(random.sample(names, 64))) for key in keys}
        ended = settled(rankings, programs, joint)
        assert all(fits(ended.matched, key, program) for key, program in programs.items())
        entrants = [single(name, lines) for name, lines in rankings.items()]
        for entrant in entrants + [paired(couple) for couple in joint] if ended.is_stable else ():
            got = tuple(ended.matched.get(name, "") for name in entrant.members)
            held = entrant.lines.index(got) if got in entrant.lines else len(entrant.lines)
            assert not any(could(ended.matched, entrant, line, programs) for line in range(held))
        rested += ended.is_stable
    assert rested > 15
