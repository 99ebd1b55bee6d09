"""Names held against each other: what is the same, what is only written otherwise, what is not."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from coach.prepare.names import FAULTS, WORDS, Name, differences, weight

PASSPORT = Name("Khan", "Muhammad Ahmad")


@pytest.mark.parametrize(
    ("true", "other"),
    [
        (PASSPORT, Name("KHAN", "MUHAMMAD  AHMAD")),
        (Name("Núñez García", "José"), Name("Nunez Garcia", "Jose")),
        (Name("Özdemir", "İpek"), Name("OZDEMIR", "Ipek")),
        (Name("O’Neil", "Síle"), Name("O'Neil", "Sile")),
        (PASSPORT, Name(whole="Khan Muhammad Ahmad")),
        (PASSPORT, Name(whole="Muhammad Ahmad Khan")),
        (PASSPORT, Name("Khan")),
    ],
)
def test_case_and_accents_are_no_difference(true: Name, other: Name) -> None:
    assert differences(true, other) == ()


@pytest.mark.parametrize(
    ("true", "other", "kinds"),
    [
        (PASSPORT, Name("Khan", "Mohammed Ahmed"), ("spelling",)),
        (PASSPORT, Name("Muhammad", "Ahmad Khan"), ("order",)),
        (PASSPORT, Name("Khan Muhammad", "Ahmad"), ("order",)),
        (PASSPORT, Name("Ahmad Khan", "Muhammad"), ("split",)),
        (PASSPORT, Name("Khan", "Muhammad"), ("shorter",)),
        (PASSPORT, Name("Khan", "M Ahmad"), ("initial",)),
        (PASSPORT, Name("Khan", "Muhammad Ahmad Raza"), ("longer",)),
        (PASSPORT, Name("Khan", "Muhammad Ahmad s/o Rashid"), ("father",)),
        (PASSPORT, Name(whole="Mohammad Ahmad Khan S/O Rashid Khan"), ("spelling", "father")),
        (Name("Al-Sayed", "Omar"), Name("Alsayed", "Omar"), ("joined",)),
        (Name("Al-Sayed", "Omar"), Name("Al Sayed", "Omar"), ("joined",)),
        (Name("El Sayed", "Omar"), Name("Al Sayed", "Omar"), ("spelling",)),
        (Name("Rahman", "Abdul"), Name("", "Abdulrahman"), ("no surname", "joined")),
        (Name("FNU", "Priya"), Name("Priya", "FNU"), ("no given name",)),
        (Name("Priya", "FNU"), Name("FNU", "Priya"), ("split",)),
        (PASSPORT, Name("LNU", "Muhammad Ahmad Khan"), ("no surname",)),
        (Name("Müller", "Jörg"), Name("Mueller", "Joerg"), ("spelling",)),
        (Name("Chowdhury", "Tanvir"), Name("Choudhury", "Tanveer"), ("spelling",)),
        (Name("Ivanov", "Dmitry"), Name("Ivanoff", "Dmitri"), ("spelling",)),
        (PASSPORT, Name("Kahn", "Muhammad Ahmad"), ("letters",)),
        (PASSPORT, Name("Malik", "Muhammad Ahmad"), ("other",)),
        (Name("Smith", "Mary"), Name("Jones", "Mary"), ("other",)),
        (PASSPORT, Name("خان", "محمد احمد"), ("script",)),
        (Name("Khan", "Md. Tanvir"), Name("Khan", "Mohammad Tanvir"), ("spelling",)),
        (Name("Khan"), Name("Kahn"), ("letters",)),
    ],
)
def test_each_way_of_writing_is_told_apart(true: Name, other: Name, kinds: tuple[str, ...]) -> None:
    assert differences(true, other) == kinds


WORD = st.text("abcdefghiklmnorstuyz", min_size=2, max_size=9)
NAMES = st.builds(
    lambda last, rest: Name(last.title(), " ".join(rest).title()),
    WORD,
    st.lists(WORD, min_size=1, max_size=3),
)


@given(NAMES)
def test_a_name_never_differs_from_itself(name: Name) -> None:
    assert differences(name, Name(name.surname, name.first and name.first.upper())) == ()


@given(NAMES, NAMES)
def test_two_names_differ_both_ways_or_neither(mine: Name, its: Name) -> None:
    ways, back = differences(mine, its), differences(its, mine)
    assert bool(ways) == bool(back)
    assert {*ways, *back} <= {*WORDS}


@given(NAMES)
def test_words_in_another_order_are_never_called_another_name(name: Name) -> None:
    first, last = name.first or "", name.surname or ""
    assert not {*differences(name, Name(first, last))} & {*FAULTS}


@pytest.mark.parametrize(
    ("other", "held"),
    [
        (Name("KHAN", "Muhammad Ahmad"), "same"),
        (Name("Ahmad", "Muhammad Khan"), "explains"),
        (Name("Khan", "Mohammed Ahmed"), "explains"),
        (Name("Khan", "Muhammad"), "explains"),
        (Name(whole="Muhammad Ahmad Raza Khan"), "explains"),
        (Name("Kahn", "Muhammad Ahmad"), "differs"),
        (Name("Khan Lodhi", "Muhammad Ahmad"), "differs"),
        (Name("", "Muhammad Ahmad Khan"), "differs"),
    ],
)
def test_a_surname_that_is_another_or_lacks_weighs_more(other: Name, held: str) -> None:
    assert weight(differences(PASSPORT, other)) == held
