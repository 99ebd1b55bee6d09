from __future__ import annotations

from hypothesis import given, strategies as st

from coach.cells import clean, width_of
from coach.saying.text import Line
from screens.widgets.words import wrap

parts = st.lists(st.tuples(st.text(max_size=30), st.sampled_from(["", "dim"])), max_size=5)


def text_of(line: Line, width: int) -> list[str]:
    return ["".join(text for text, _ in broken).rstrip() for broken in wrap(line, width)]


def test_a_labelled_line_hangs_under_its_text() -> None:
    line = Line.labelled("Visa", "J-1 yes   stated 2025 · H-1B no   stated 2025")
    assert text_of(line, 40) == [
        "  Visa     J-1 yes   stated 2025 · H-1B",
        "           no   stated 2025",
    ]


def test_a_long_label_pushes_its_text_but_not_the_lines_below() -> None:
    line = Line.labelled("Certification", "pathway six, then the OET result")
    assert text_of(line, 36) == [
        "  Certification pathway six, then",
        "           the OET result",
    ]


def test_tones_stay_with_their_words() -> None:
    line = Line((("Chance ", ""), ("7-18", "strong"), (" % of past applicants", "dim")))
    assert wrap(line, 14) == [
        [("", ""), ("Chance", ""), (" ", ""), ("7-18", "strong"), (" ", "dim"), ("%", "dim")],
        [("", ""), ("of", "dim"), (" ", "dim"), ("past", "dim")],
        [("", ""), ("applicants", "dim")],
    ]


def test_a_word_of_two_tones_is_not_torn() -> None:
    assert text_of(Line((("chance 7-", ""), ("18", "strong"), (" %", ""))), 10) == [
        "chance",
        "7-18 %",
    ]


def test_a_word_wider_than_the_line_is_chopped() -> None:
    assert text_of(Line.of("see https://example.org/a/long/address here"), 16) == [
        "see",
        "https://example.",
        "org/a/long/addre",
        "ss here",
    ]


def test_a_letter_wider_than_the_pane_becomes_the_sign_for_more() -> None:
    assert text_of(Line.of("日本"), 1) == ["…", "…"]


def test_an_empty_line_is_one_line() -> None:
    assert text_of(Line.of(), 20) == [""]


@given(parts, st.text(max_size=12), st.integers(0, 20), st.integers(1, 80))
def test_no_line_is_wider_than_the_pane(
    made: list[tuple[str, str]], label: str, indent: int, width: int
) -> None:
    for broken in wrap(Line(tuple(made), label, indent), width):
        assert sum(width_of(text) for text, _ in broken) <= width


@given(parts, st.integers(2, 80))
def test_no_letter_is_lost(made: list[tuple[str, str]], width: int) -> None:
    broken = wrap(Line(tuple(made)), width)
    shown = "".join(text for line in broken for text, _ in line)
    asked = "".join(clean(text) for text, _ in made)
    assert "".join(shown.split()) == "".join(asked.split())


def test_every_piece_of_an_address_leads_to_the_whole() -> None:
    link = "https://www.nrmp.org/" + "x" * 60
    broken = wrap(Line.of(f"See {link}."), 30)
    pieces = [part for line in broken for part in line if part[1]]
    assert len(pieces) > 2 and {tone.strip() for _, tone in pieces} == {link}
    assert "".join(text for text, _ in pieces) == link
    assert broken[-1][-1] == (".", "")
