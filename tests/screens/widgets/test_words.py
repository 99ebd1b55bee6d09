from __future__ import annotations

from hypothesis import given, strategies as st

from coach.cells import break_word, clean, cut, fit, width_of
from screens.widgets.words import in_ascii, split_found

texts = st.text(max_size=60)
widths = st.integers(0, 40)


def test_what_is_cut_says_so() -> None:
    assert cut("Maimonides Medical Center", 12) == "Maimonides…"
    assert cut("Maimonides", 10) == "Maimonides"
    assert cut("Maimonides", 0) == ""


def test_wide_letters_count_two_cells() -> None:
    assert cut("日本語の病院", 6) == "日本…"
    assert fit("日本", 6, "right") == "  日本"


def test_escape_sequences_and_line_ends_of_imported_files_do_nothing() -> None:
    assert clean("a\x1b[2Jb\nc\u202ed\ufe0f") == "a [2Jb cd"
    assert clean("Universität\u00a0Wien") == "Universität Wien"


@given(texts, widths)
def test_a_cut_text_is_never_wider(text: str, width: int) -> None:
    assert width_of(cut(text, width)) <= width


@given(texts, widths)
def test_a_fitted_text_is_exactly_as_wide(text: str, width: int) -> None:
    assert width_of(fit(text, width)) == width_of(fit(text, width, "right")) == width


@given(texts)
def test_a_clean_text_moves_no_cursor(text: str) -> None:
    assert all(character.isprintable() for character in clean(text))
    assert clean(clean(text)) == clean(text)


@given(texts, widths)
def test_a_broken_word_fits_and_is_whole(text: str, width: int) -> None:
    piece, rest = break_word(text, width)
    assert width_of(piece) <= width
    assert piece + rest == text


@given(texts, st.lists(st.text(max_size=4), max_size=3))
def test_the_pieces_found_make_up_the_text(text: str, words: list[str]) -> None:
    assert "".join(piece for piece, _ in split_found(text, words)) == text


def test_words_are_found_whatever_their_case() -> None:
    assert split_found("Bronx and bronx", ["BRONX"]) == [
        ("Bronx", True),
        (" and ", False),
        ("bronx", True),
    ]


@given(texts)
def test_ascii_is_as_wide_as_it_was(text: str) -> None:
    text = clean(text)
    plain = in_ascii(text)
    assert plain.isascii()
    assert width_of(plain) == width_of(text)


def test_ascii_keeps_letters_readable() -> None:
    assert in_ascii("São Paulo – 5 × “résumé”") == 'Sao Paulo - 5 x "resume"'
