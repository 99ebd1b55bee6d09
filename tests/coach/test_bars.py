"""Small drawings: as wide as asked for, never more or less than the number, the same in ASCII."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from coach.saying import bars
from coach.saying.signs import IN_ASCII

shares = st.floats(0, 1)
widths = st.integers(1, 40)


def in_ascii(text: str) -> str:
    return text.translate(str.maketrans(IN_ASCII))


def eighths(drawn: str) -> int:
    return sum(max(bars.EIGHTHS.find(cell), 0) for cell in drawn)


@given(shares, shares, widths)
def test_a_bar_has_its_width_and_grows_with_its_share(low: float, high: float, width: int) -> None:
    low, high = sorted((low, high))
    first, then = bars.bar(low, width), bars.bar(high, width)
    assert len(first) == len(then) == len(in_ascii(then)) == width
    assert eighths(first) <= eighths(then)
    assert abs(eighths(then) - 8 * width * high) <= 1


@given(shares, widths)
def test_something_is_never_drawn_as_nothing_nor_nearly_all_as_all(
    share: float, width: int
) -> None:
    for drawn in (bars.bar(share, width), bars.bar(share, width, bars.DOT)):
        assert (eighths(drawn) > 0) == (share > 0)
        assert (eighths(drawn) == 8 * width) == (share == 1)
        plain = in_ascii(drawn)
        assert plain.isascii()
        assert (plain.strip(" -") != "") == (share > 0)
        assert (set(plain) == {"#"}) == (share == 1)


@given(st.lists(shares, min_size=3, max_size=3), st.lists(shares, min_size=3, max_size=3), widths)
def test_a_range_stays_on_its_scale_and_its_signs_go_right_as_it_grows(
    some: list[float], more: list[float], width: int
) -> None:
    before, after = (
        sorted(some),
        [max(pair) for pair in zip(sorted(some), sorted(more), strict=True)],
    )
    drawn = [bars.span(*ends, width) for ends in (before, after)]
    assert all(len(text) == width == len(in_ascii(text)) for text in drawn)
    assert all(text.count(bars.MIDDLE) == 1 for text in drawn)
    for place in (str.lstrip, str.rstrip):
        before_cells, after_cells = (len(place(text)) for text in drawn)
        assert before_cells >= after_cells if place is str.lstrip else before_cells <= after_cells
    assert drawn[0].index(bars.MIDDLE) <= drawn[1].index(bars.MIDDLE)


@given(st.sampled_from(bars.TOPS), st.integers(8, 40), shares)
def test_the_head_of_a_scale_says_both_ends_and_marks_the_average_where_its_range_stands(
    top: float, width: int, average: float
) -> None:
    head = bars.scale(top, width, average * top)
    assert len(head) == len(in_ascii(head)) == width
    assert head.endswith(f"{100 * top:g} %") and head.count(bars.AVERAGE) == 1
    mark = bars.span(0, average * top, top, width, top).index(bars.MIDDLE)
    assert head.index(bars.AVERAGE) == min(mark, width - len(f"{100 * top:g} %") - 1)


def test_drawings_look_like_this() -> None:
    assert bars.bar(0.44, 10) == "████▍     "
    assert bars.bar(0.7, 5, bars.DOT) == "███▌·"
    assert bars.span(0.02, 0.03, 0.08, 13, 0.1) == "  ├●──────┤  "
    assert bars.scale(0.1, 15, 0.03) == "0···↓··5···10 %"
    assert in_ascii(bars.bar(0.7, 5, bars.DOT)) == "###>-"


@pytest.mark.parametrize(
    ("highest", "top"), [(0.0, 0.02), (0.02, 0.02), (0.021, 0.05), (0.3, 0.3), (0.4, 0.5), (1, 1)]
)
def test_a_scale_ends_at_a_short_number_not_far_above(highest: float, top: float) -> None:
    assert bars.top_of(highest) == top
