"""Words that are typed: what is meant is sure, one of several, merely alike, or nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, strategies as st

from coach.typed_words import completed, doubt, folded, known, meant, several, typed

STATES = known(
    {name: name for name in ("Maine", "Maryland", "Michigan", "New Jersey", "New Mexico")}
    | {"NY": "New York"}
)
FIELDS = several(
    known(
        {
            name: name
            for name in (
                "Family Medicine",
                "Internal Medicine",
                "Interventional Radiology",
                "Psychiatry",
                "Psychiatry-Neurology",
                "Psychiatry-Family Medicine",
                "Obstetrics-Gynecology",
            )
        },
        {"Internal Medicine": ("IM", "int"), "Obstetrics-Gynecology": ("OB/GYN", "ob")},
    )
)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("ny", "NY"),
        ("n.y.", "NY"),
        ("new y", "NY"),
        ("york", "NY"),
        ("  MICHIGAN ", "Michigan"),
        ("mic", "Michigan"),
    ],
)
def test_a_name_a_code_and_a_clear_beginning_are_sure(word: str, value: str) -> None:
    assert meant(word, STATES).is_sure and meant(word, STATES).values[0] == value


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("IM", "Internal Medicine"),
        ("int", "Internal Medicine"),
        ("psych", "Psychiatry"),
        ("ob", "Obstetrics-Gynecology"),
        ("obgyn", "Obstetrics-Gynecology"),
        ("Ob-Gyn", "Obstetrics-Gynecology"),
        ("gyne", "Obstetrics-Gynecology"),
    ],
)
def test_short_words_and_the_simplest_of_combinations_are_sure(word: str, value: str) -> None:
    assert meant(word, FIELDS).is_sure and meant(word, FIELDS).values[0] == value


@pytest.mark.parametrize(
    ("word", "values", "equal"),
    [
        ("new", ("New Jersey", "New Mexico", "NY"), 3),
        ("m", ("Maine", "Maryland", "Michigan", "New Mexico"), 3),
        ("mi", ("Michigan",), 0),
        ("ichi", ("Michigan",), 0),
        ("mihcigan", ("Michigan",), 0),
        ("qqqq", (), 0),
        ("q", (), 0),
    ],
)
def test_what_is_weak_is_proposed_and_never_sure(
    word: str, values: tuple[str, ...], equal: int
) -> None:
    what = meant(word, STATES)
    assert (what.values, what.equal) == (values, equal) and not what.is_sure


def test_nothing_typed_gives_all_and_is_not_sure() -> None:
    assert meant(" ", STATES).values == tuple(STATES.words) and not meant("", STATES).is_sure


def test_a_doubt_names_what_may_be_meant() -> None:
    assert (
        doubt("new", STATES) == "“new” may be New Jersey, New Mexico or NY (New York): write which"
    )
    assert doubt("mihcigan", STATES) == "“mihcigan” is not one of the list; perhaps Michigan"
    assert doubt("qqqq", STATES) == "“qqqq” is not one of the list"


def test_of_several_each_part_is_read_and_the_last_looked_for() -> None:
    now = typed("IM, fam", FIELDS)
    assert now.doubt is None and now.words == "Internal Medicine, Family Medicine"
    assert now.last == "fam" and now.rows[0] == "Family Medicine"
    assert completed("IM, fam", "Family Medicine", FIELDS) == "IM, Family Medicine"
    assert completed("fam", "Family Medicine", FIELDS) == "Family Medicine"
    assert completed("IM, ", "Family Medicine", FIELDS) == "IM, Family Medicine"
    after = typed("IM, ", FIELDS)
    assert after.doubt is None and "Internal Medicine" not in after.rows and len(after.rows) == 6
    wrong = typed("xyz, IM", FIELDS)
    assert wrong.doubt == "xyz"
    assert wrong.words == "“xyz”?, Internal Medicine"


def test_names_joined_by_words_are_several_and_one_that_holds_the_word_is_one() -> None:
    both = typed("family medicine and psychiatry", FIELDS)
    assert both.doubt is None and both.words == "Family Medicine, Psychiatry"
    for text in ("fam/psych", "fam, then psych", "fam & psych", "fam, and psych"):
        assert typed(text, FIELDS).words == "Family Medicine, Psychiatry"
    assert typed("ob and gyn", FIELDS).words == "Obstetrics-Gynecology"
    assert completed("fam and ps", "Psychiatry", FIELDS) == "fam, Psychiatry"


def test_a_story_that_names_a_choice_proposes_it() -> None:
    assert meant("Michigan, where my aunt lives", STATES).values == ("Michigan",)
    assert not meant("Michigan, where my aunt lives", STATES).is_sure


def test_a_misspelt_word_is_all_that_loads_rapidfuzz() -> None:
    code = (
        "import sys; from coach.typed_words import known, meant\n"
        "of = known({'NY': 'New York'}); meant('new', of); print('rapidfuzz' in sys.modules)\n"
        "meant('nwe yrok', of); print('rapidfuzz' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.split() == ["False", "True"]


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=20, unique=True))
def test_any_word_means_values_of_the_set_once_each(word: str, names: list[str]) -> None:
    of = known({name: name for name in names})
    what = meant(word, of)
    assert len(set(what.values)) == len(what.values) and set(what.values) <= set(names)
    assert what.equal <= len(what.values)
    bare = [folded(name).replace(" ", "") for name in names]
    for name, letters in zip(names, bare, strict=True):
        if letters and bare.count(letters) == 1:
            assert meant(name, of).values[0] == name
    now = typed(word, several(of))
    assert set(now.rows) <= set(names)
