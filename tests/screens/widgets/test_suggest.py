from __future__ import annotations

from hypothesis import given, strategies as st

from screens.widgets.words import suggest

STATES = ["Maine", "Maryland", "Massachusetts", "Michigan", "New Jersey", "New Mexico", "New York"]


def names(typed: str, limit: int = 4) -> list[str]:
    return [STATES[number] for number in suggest(typed, STATES, limit)]


def test_nothing_typed_gives_the_first_ones() -> None:
    assert names("", 2) == ["Maine", "Maryland"]


def test_beginnings_come_before_words_before_parts() -> None:
    assert names("m")[:4] == ["Maine", "Maryland", "Massachusetts", "Michigan"]
    assert names("m", 7)[4] == "New Mexico"
    assert names("york") == ["New York"]


def test_a_misspelt_word_finds_its_like() -> None:
    assert names("massachusets")[0] == "Massachusetts"
    assert names("nwe york")[0] == "New York"


@given(st.text(max_size=8), st.lists(st.text(max_size=12), max_size=20), st.integers(1, 6))
def test_every_suggestion_is_a_choice_and_none_comes_twice(
    typed: str, choices: list[str], limit: int
) -> None:
    found = suggest(typed, choices, limit)
    assert len(found) == len(set(found)) <= limit
    assert all(0 <= number < len(choices) for number in found)
