"""Widths in cells, once for commands and pages, held against the table of wcwidth."""

from __future__ import annotations

from hypothesis import given, strategies as st
from rich.cells import cell_len

from coach.cells import clean, cut, fit, padded, width_of, wrapped
from coach.cli.plain import plain
from coach.saying.table import Col, table
from coach.saying.text import Line

LETTERS = "aé–…王東학교कि👍🏥e\u0301\u0301 \u200d\ufe0f\x1b\tZ"
WORDS = st.text(st.one_of(st.sampled_from(LETTERS), st.characters(codec="utf-8")), max_size=30)
ROWS = st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=5)


def test_every_letter_is_as_wide_as_the_table_of_wcwidth_says() -> None:
    """Textual lays out by that table, as Rich has it."""
    printable = [chr(code) for code in range(0x20, 0x110000) if chr(code).isprintable()]
    assert not [each for each in printable if width_of(each) != cell_len(each)]


@given(WORDS, st.integers(0, 40))
def test_a_text_is_cut_and_fitted_to_its_cells(text: str, width: int) -> None:
    assert width_of(cut(text, width)) <= width
    assert width_of(fit(text, width)) == width_of(fit(text, width, "right")) == width
    assert width_of(text) == width_of(clean(text)) or clean(text) != text


@given(ROWS)
def test_the_columns_of_a_table_stand_below_each_other(rows: list[tuple[str, str, str]]) -> None:
    columns = (Col("name", least=6), Col("left", left=True), Col("number"))
    marked = [(name.replace("|", ""), f"|{word}", f"{number}|") for name, word, number in rows]
    _, *lines = [line.text for line in table(columns, marked, 200)]
    assert len({cell_len(line[: line.index("|")]) for line in lines}) == 1
    assert len({cell_len(line) for line in lines}) == 1


@given(WORDS, st.integers(24, 60))
def test_a_printed_text_keeps_its_words_and_the_width(text: str, width: int) -> None:
    lines = list(plain([Line.of(text, indent=2, hang=2)], width))
    assert "".join(lines).split() == " ".join(lines).split() or len(lines) > 1
    assert " ".join(" ".join(lines).split()) == " ".join(clean(text).split())
    assert all(width_of(line) <= max(width, 28) or " " not in line.strip() for line in lines)


def test_wide_names_stand_in_columns() -> None:
    rows = [("王小明 (NY)", "3"), ("José\u0301 Núñez", "12"), ("👍 Lee", "7")]
    lines = [line.text for line in table((Col("who", least=4), Col("n")), rows, 40)]
    assert [cell_len(line) for line in lines] == [15, 15, 15, 15]
    assert [padded(name, 12) + "|" for name, _ in rows] == [
        "王小明 (NY) |",
        "José\u0301 Núñez  |",
        "👍 Lee      |",
    ]
    assert wrapped("王小明 王小明", 8, "- ", "  ") == ["- 王小明", "  王小明"]
