from __future__ import annotations

from hypothesis import given, strategies as st

from coach.cells import width_of
from screens.widgets.prompt import EDITS, Entry, window

keys = st.lists(st.one_of(st.sampled_from(sorted(EDITS)), st.text(min_size=1, max_size=1)))


def pressed(*keys: str) -> Entry:
    entry = Entry()
    for key in keys:
        entry = EDITS[key](entry) if key in EDITS else entry.typed(key)
    return entry


def test_letters_go_where_the_cursor_is() -> None:
    assert pressed(*"hrley", "home", "right", "u") == Entry("hurley", 2)


def test_the_keys_of_a_shell_delete_words_and_ends() -> None:
    assert pressed(*"new york city", "ctrl+w").text == "new york "
    assert pressed(*"new york", "left", "left", "ctrl+k").text == "new yo"
    assert pressed(*"new york", "left", "left", "ctrl+u") == Entry("rk", 0)
    assert pressed(*"abc", "home", "delete").text == "bc"


@given(keys)
def test_the_cursor_stays_in_the_text(made: list[str]) -> None:
    entry = pressed(*made)
    assert 0 <= entry.cursor <= len(entry.text)
    assert entry.before + entry.after == entry.text


@given(st.text(max_size=60), st.integers(0, 60), st.integers(3, 30), st.integers(0, 60))
def test_the_part_shown_holds_the_cursor_and_fits(
    text: str, cursor: int, width: int, start: int
) -> None:
    entry = Entry().typed(text).at(cursor)
    first, end = window(entry, width, start)
    assert first <= entry.cursor <= end
    assert width_of(entry.text[first:end]) <= width
