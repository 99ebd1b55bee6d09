"""The rank list: places that make room, what is refused by name, one act and one undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.logs.interviews import Interview
from coach.logs.ranks import Rank
from coach.ranking.places import MOST, in_order, numbered, ordered, put
from coach.records import CoachError
from coach.subjects.coach import Coach
from coach.subjects.ranking import Placed

Run = Callable[..., tuple[int, Any, str]]
OpenCoach = Callable[..., Coach]
FEBRUARY = date(2027, 2, 10)
ANYWAY = Placed(anyway=True)
BEFORE = {"match_year": 2027, "specialties": ["Internal Medicine"]}


def rank(name: str, supplemental: bool = False) -> Rank:
    return Rank(2027, name, name=f"{name}, Internal Medicine", supplemental=supplemental)


def places(ranks: list[Rank]) -> list[str]:
    return [f"{'+' * each.supplemental}{each.place}{each.program}" for each in ordered(ranks)]


@pytest.fixture
def coach(open_coach: OpenCoach) -> Coach:
    coach = open_coach(day=FEBRUARY)
    coach.profile.change(BEFORE)
    return coach


def interviewed(coach: Coach, count: int) -> list[str]:
    """So many programs that were interviewed with, in the order of the days."""
    ids = [program.id for program in coach.programs.mine[:count]]
    days = (date(2026, 12, 1 + number % 28) for number in range(count))
    talks = [
        Interview(program=key, day=day, state="held") for key, day in zip(ids, days, strict=True)
    ]
    coach.logs["interviews"].keep("Interviews", talks)
    return ids


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans(), st.integers(1, 7)), max_size=12))
def test_places_are_those_of_two_lists_without_a_gap(moves: list[tuple[int, bool, int]]) -> None:
    ranks: list[Rank] = []
    for name, supplemental, place in moves:
        try:
            ranks = put(ranks, rank(str(name), supplemental), place)
        except CoachError:
            continue
        there = [each for each in ranks if each.program == str(name)]
        assert [(each.supplemental, each.place) for each in there] == [(supplemental, place)]
    for behind in (False, True):
        alike = [each.place for each in ordered(ranks) if each.supplemental == behind]
        assert alike == list(range(1, len(alike) + 1))


def test_an_order_taken_over_keeps_what_it_does_not_name_behind() -> None:
    ranks = numbered([rank("a"), rank("b"), rank("c"), rank("y", True), rank("z", True)])
    new = in_order(ranks, ["2027/c", "2027/z", "2027/a"])
    assert places(new) == ["1c", "2a", "3b", "+1z", "+2y"]


def test_more_ranks_than_the_nrmp_takes_are_refused_by_name() -> None:
    ranks = numbered([rank(str(number)) for number in range(MOST)])
    with pytest.raises(CoachError, match="300 ranks at most; more, Internal Medicine"):
        put(ranks, rank("more"), 1)


def test_a_program_is_placed_moved_and_taken_off_each_in_one_undo(coach: Coach) -> None:
    first, second, third = interviewed(coach, 3)
    assert [each.program for each in coach.ranking.add_held()] == [first, second, third]
    coach.ranking.place(third, 1, Placed(note="quiet town"))
    listed = coach.ranking.listed
    assert [(each.place, each.program) for each in listed] == [(1, third), (2, first), (3, second)]
    assert listed[0].note == "quiet town"
    coach.undo()
    assert [each.program for each in coach.ranking.listed] == [first, second, third]
    coach.ranking.remove(first)
    assert [(each.place, each.program) for each in coach.ranking.listed] == [
        (1, second),
        (2, third),
    ]
    coach.undo()
    coach.undo()
    assert coach.ranking.listed == [] and coach.ranking.not_listed == [first, second, third]


def test_what_cannot_be_is_refused_by_name_and_nothing_is_lost(coach: Coach) -> None:
    first, second, third = interviewed(coach, 3)
    coach.ranking.add_held()
    before = coach.ranking.listed
    stranger = coach.programs.mine[10].id
    for act, why in (
        (
            lambda: coach.ranking.place(first, 400),
            "place 400 for .*: places go from 1 to 3",
        ),
        (lambda: coach.ranking.place(first, 0), "There is no place 0"),
        (lambda: coach.ranking.place(stranger, 1), "No interview with .* is kept as held"),
        (lambda: coach.ranking.place("1", 1), "There is no program 1"),
        (lambda: coach.ranking.remove(stranger), "is not on your rank list"),
        (lambda: coach.ranking.place(first, 1, Placed(note="x" * 301)), "301"),
    ):
        with pytest.raises(CoachError, match=why):
            act()
    assert coach.ranking.listed == before


def test_one_program_twice_is_two_tracks_or_one_move(coach: Coach) -> None:
    first, second = interviewed(coach, 2)
    coach.ranking.add_held()
    coach.ranking.place(first, 2)
    assert [each.program for each in coach.ranking.listed] == [second, first]
    coach.ranking.place(first, 3, Placed(track="Primary  care"))
    assert [each.short[-12:] for each in coach.ranking.listed][2] == "Primary care"
    with pytest.raises(CoachError, match="without a track, Primary care: say --track"):
        coach.ranking.remove(first)
    coach.ranking.remove(first, "primary care")
    assert len(coach.ranking.listed) == 2


def test_the_list_of_another_season_is_not_this_one(coach: Coach) -> None:
    interviewed(coach, 2)
    coach.ranking.add_held()
    coach.profile.change({"match_year": 2028})
    assert coach.ranking.listed == []
    coach.profile.change({"match_year": 2027})
    assert len(coach.ranking.listed) == 2


def test_certified_and_true_tick_their_tasks_in_the_same_act_and_undo(coach: Coach) -> None:
    interviewed(coach, 2)
    coach.ranking.add_held()
    for act, key in (
        (coach.ranking.is_true, "rank_order"),
        (coach.ranking.certify, "rank_certify"),
    ):
        act()
        step = coach.road.step(key)
        assert step.state == "done"
        coach.undo()
        assert coach.road.step(key).state != "done"
    assert coach.ranking.certified is None and len(coach.ranking.listed) == 2


def test_a_list_that_one_has_is_taken_in_its_order_and_loses_nothing(coach: Coach) -> None:
    first, second, third = interviewed(coach, 3)
    coach.ranking.place(first, 1, Placed(note="quiet"))
    names = [coach.programs.known(key) for key in (third, second)]
    lines = [
        f'{n},"{each.name}",{each.city},{each.state},a note' for n, each in enumerate(names, 1)
    ]
    meant = coach.ordering.read("\n".join(["Rank,Program,City,State,Notes", *lines]))
    assert [each.sure.id for each in meant if each.sure] == [third, second]
    assert coach.ordering.take_list([third, second])
    assert [each.program for each in coach.ranking.listed] == [third, second, first]
    assert coach.ranking.listed[2].note == "quiet"
    coach.undo()
    assert [each.program for each in coach.ranking.listed] == [first]


def test_a_list_that_cannot_be_is_refused_by_name_and_nothing_is_lost(
    coach: Coach, tmp_path: Path
) -> None:
    first, second = interviewed(coach, 2)
    coach.ranking.add_held()
    before, stranger = coach.ranking.listed, coach.programs.mine[10].id
    file = tmp_path / "list.txt"
    for text, why in (
        ("\n".join([first] * 400), "400 programs, and the NRMP takes 300"),
        (f"{second}\n{first}\n{second}", "Twice on your list: .*Which place counts"),
        (f"{second}\n{stranger}", "No interview is kept as held with .*nothing was changed"),
        (f"{second}\nNowhere at all", "Which program is “Nowhere at all”"),
        ("Rank,Program,City", "No program is named"),
    ):
        file.write_text(text)
        with pytest.raises(CoachError, match=why):
            coach.ordering.paste(file)
        assert coach.ranking.listed == before
    file.write_text(f"{second}\n{stranger}")
    listed = coach.ordering.paste(file, anyway=True)
    assert [each.program for each in listed] == [second, stranger, first]
    assert {row.rule: row for row in coach.ranking.check()}["interviewed"].outcome == "warns"
    assert "more than you met" in {row.rule: row for row in coach.ranking.check()}["length"].says


def test_the_commands_answer_in_the_promised_keys(run: Run, coach: Coach) -> None:
    (first,) = interviewed(coach, 1)
    home = ("--home", str(coach.home), "--today", str(FEBRUARY))
    coach.close()
    assert run(*home, "rank", "--json")[1] == {"rank": []}
    status, data, _ = run(*home, "rank", "add", "--json")
    assert status == 0 and data["rank"][0]["program_id"] == first
    status, _, err = run(*home, "rank", "set", first, "7")
    assert status == 1 and "There is no place 7" in err


def test_a_certified_list_is_no_coming_date_and_says_what_its_check_still_asks(
    coach: Coach,
) -> None:
    from coach.saying.rank_checks import next_step

    interviewed(coach, 2)
    listed = [each.key for each in coach.ranking.add_held()]
    assert "nrmp_rol_deadline" in {event.key for event in coach.season.dates()}
    coach.ranking.answer("would_go", listed)
    assert (
        coach.answering.clock.about != "february_interviews" or not coach.answering.clock.question
    )
    coach.ranking.is_true()
    coach.ranking.certify()
    assert "nrmp_rol_deadline" not in {event.key for event in coach.season.dates()}
    assert next_step(coach).startswith("Certified 10 Feb; the check still asks ")
    coach.undo()
    assert "nrmp_rol_deadline" in {event.key for event in coach.season.dates()}


def test_a_list_of_invitations_takes_what_was_kept_as_sent_with_it(coach: Coach) -> None:
    first, second = (program.id for program in coach.programs.mine[:2])
    assert coach.pasting.keep({first: ""}, "submitted").new == 1
    taken = coach.pasting.keep({first: "", second: ""}, "invited")
    (name,) = taken.changed
    states = {each.program: each.state for each in coach.logs["applications"].entries().values()}
    assert taken.new == 1 and name and states == {first: "invited", second: "invited"}
    assert not coach.pasting.keep({first: "", second: ""}, "submitted")
    coach.undo()
    (kept,) = coach.logs["applications"].entries().values()
    assert kept.state == "submitted"


def test_one_more_year_is_priced_by_what_was_sent(coach: Coach) -> None:
    assert not coach.hundred.honest().are_sent
    ids = [program.id for program in coach.programs.mine[:13]]
    coach.pasting.keep(dict.fromkeys(ids, ""), "submitted")
    year = coach.hundred.honest()
    assert year.are_sent and sum(year.applications.values()) == 13
