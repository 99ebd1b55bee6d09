"""Names in few cells: told apart, never too wide, the same whatever the order of the list."""

from __future__ import annotations

import random
from collections import defaultdict
from unicodedata import east_asian_width

import pytest
from hypothesis import given, strategies as st

from coach.facts.book import Facts
from coach.records import Program, replace
from coach.saying.names import ProgramNames
from coach.wording import cut, short_name, specialty_letters

WIDTHS = range(18, 47)
SHARED = "HCA Florida Healthcare/USF Morsani College of Medicine"
words = st.text("abAB ()/-–é", min_size=1, max_size=12)
names = st.lists(st.sampled_from([SHARED, "University of", "Oakland"]) | words, min_size=1).map(
    " ".join
)


@pytest.fixture(scope="module")
def programs(release: Facts) -> list[Program]:
    return [*release.programs(), *release.closed_programs()]


@st.composite
def lists(draw: st.DrawFn, some: Program) -> list[Program]:
    """Programs of random names in few towns, states and specialties."""
    rows = draw(
        st.lists(
            st.tuples(
                names,
                st.sampled_from(["Orlando", "Ocala", "Warrensville Heights", ""]),
                st.sampled_from(["FL", "MI"]),
                st.sampled_from(["Internal Medicine", "Family Medicine"]),
            ),
            max_size=30,
        )
    )
    return [
        replace(some, id=f"14{place:08}", name=name, city=city, state=state, specialty=specialty)
        for place, (name, city, state, specialty) in enumerate(rows)
    ]


@given(data=st.data(), width=st.sampled_from(WIDTHS))
def test_no_two_rows_of_a_list_read_the_same(
    release: Facts, data: st.DataObject, width: int
) -> None:
    listed = data.draw(lists(release.programs(["Family Medicine"])[0]))
    called = ProgramNames(listed)
    rows = [
        (each.state, each.specialty, called.short(called.whole(each), width)) for each in listed
    ]
    assert len(set(rows)) == len(rows)
    assert all(len(name) <= width for *_, name in rows)
    random.Random(0).shuffle(listed)
    again = ProgramNames(listed)
    assert all(again.whole(each) == called.whole(each) for each in listed)
    assert {(e.state, e.specialty, again.short(again.whole(e), width)) for e in listed} == set(rows)


@given(data=st.data())
def test_a_name_that_fits_is_whole_and_one_told_apart_by_its_beginning_is_only_cut(
    release: Facts, data: st.DataObject
) -> None:
    listed = data.draw(lists(release.programs(["Family Medicine"])[0]))
    called = ProgramNames(listed)
    whole = {called.whole(each) for each in listed}
    for name in whole:
        beginnings = [cut(other, 25) for other in whole]
        if len(name) <= 25 or beginnings.count(cut(name, 25)) == 1:
            assert called.short(name, 25) == cut(name, 25)


def test_no_two_programs_of_the_release_read_the_same(
    release: Facts, programs: list[Program]
) -> None:
    letters = {name: specialty_letters(row) for name, row in release.specialties.items()}
    by_specialty: dict[str, list[Program]] = defaultdict(list)
    for program in programs:
        by_specialty[program.specialty].append(program)
    for listed in (*by_specialty.values(), programs):
        called = ProgramNames(listed)
        for width in WIDTHS:
            rows = [
                (each.state, letters[each.specialty], called.short(called.whole(each), width))
                for each in listed
            ]
            assert len(set(rows)) == len(rows)
            assert max(len(name) for *_, name in rows) <= width


def test_where_a_column_has_room_no_program_of_a_specialty_is_called_by_its_number(
    release: Facts,
) -> None:
    for specialty in release.specialties:
        listed = release.programs([specialty])
        called = ProgramNames(listed)
        assert not [
            program.name
            for program in listed
            if called.short(called.whole(program), 25).endswith(program.id)
        ]


def test_a_short_name_keeps_the_part_or_the_town_that_tells(release: Facts) -> None:
    listed = release.programs(["Internal Medicine", "Family Medicine"])
    called = ProgramNames(listed)
    short = {called.short(called.whole(program), 25): program.city for program in listed}
    for name in ("HCA Florida…Brandon", "Florida State…Sarasota", "McGaw Medical…Delnor"):
        assert name in short
    assert short["HCA Florida… Hudson"] == "Hudson"
    assert short["Advocate Health… Chicago"] == "Chicago"


def test_a_name_in_two_towns_from_which_all_others_go_on_is_cut(release: Facts) -> None:
    some = release.programs(["Family Medicine"])[0]
    begins = "Cleveland Clinic Foundation"
    names = [begins, f"{begins}/Akron General", f"{begins}/Fairview Hospital"]
    listed = [replace(some, id=f"14{at}", name=name) for at, name in enumerate(names)]
    listed.append(replace(some, id="149", name=begins, city="Weston", state="FL"))
    called = ProgramNames(listed)
    assert [called.short(name, 24) for name in names] == [
        "Cleveland Clinic Founda…",
        "Cleveland…Akron General",
        "Clevel…Fairview Hospital",
    ]


def test_namesakes_in_one_state_and_specialty_carry_their_town(release: Facts) -> None:
    listed = release.programs(["Family Medicine"])
    called = ProgramNames(listed)
    whole = {called.whole(program) for program in listed if "McLaren" in program.name}
    assert {
        "McLaren Health Care Corporation (Petoskey)",
        "McLaren Health Care Corporation (Port Huron)",
    } <= whole


def test_letters_of_names_are_one_cell_wide(programs: list[Program]) -> None:
    letters = {letter for program in programs for letter in short_name(program)}
    assert not [letter for letter in letters if east_asian_width(letter) in "WF"]
    assert all(letter.isprintable() for letter in letters)
