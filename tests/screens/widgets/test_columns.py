from __future__ import annotations

from hypothesis import given, strategies as st

from screens.widgets.row_line import Column, lay_out

PROGRAMS = (
    Column("rank", width=4, align="right", keep=5),
    Column("program", keep=9, min_width=16, gap=1),
    Column("state", width=2, keep=6),
    Column("score", width=5, align="right", keep=8),
    Column("chance", width=7, align="right", keep=7),
    Column("why", keep=4, min_width=12),
)

columns = st.lists(
    st.builds(
        Column,
        key=st.just("c"),
        width=st.integers(0, 30),
        keep=st.integers(0, 9),
        min_width=st.integers(0, 30),
        gap=st.integers(0, 3),
    ),
    min_size=1,
    max_size=8,
).map(tuple)
widths = st.integers(1, 200)


def kept(width: int) -> list[str]:
    return [place.column.key for place in lay_out(PROGRAMS, width)]


def test_a_narrowing_screen_loses_columns_by_importance() -> None:
    assert kept(76) == ["rank", "program", "state", "score", "chance", "why"]
    assert kept(54) == ["rank", "program", "state", "score", "chance"]
    assert kept(38) == ["program", "state", "score", "chance"]
    assert kept(20) == ["program"]


def test_the_columns_of_width_0_share_what_is_left_up_to_their_texts() -> None:
    needs = (4, 40, 2, 5, 7, 90)
    sizes = {place.column.key: place.width for place in lay_out(PROGRAMS, 116, needs)}
    assert sizes["program"] == 40
    assert sizes["why"] == 116 - (4 + 1 + 40 + 2 + 2 + 2 + 5 + 2 + 7 + 2)


def test_a_column_is_as_wide_as_its_texts_and_title() -> None:
    pair = (Column("name", keep=2, min_width=10), Column("due", "due by", width=12, keep=1))
    assert [place.width for place in lay_out(pair, 60, (7, 5))] == [7, 6]
    assert [place.width for place in lay_out(pair, 60, (30, 15))] == [30, 15]


@given(columns, widths, st.data())
def test_no_column_is_cut_while_another_has_room(
    made: tuple[Column, ...], width: int, data: st.DataObject
) -> None:
    needs = data.draw(st.tuples(*[st.integers(1, 60)] * len(made)))
    placed = lay_out(made, width, needs)
    assert all(place.width <= needs[place.index] for place in placed)
    cut = [place for place in placed if place.width < needs[place.index]]
    used = placed[-1].x + placed[-1].width
    assert not cut or used == width


def test_a_column_may_shrink_to_its_least_before_it_goes() -> None:
    pair = (Column("name", keep=2, min_width=10), Column("due", width=12, min_width=6, keep=1))
    assert [(p.column.key, p.width) for p in lay_out(pair, 20)] == [("name", 10), ("due", 8)]
    assert [(p.column.key, p.width) for p in lay_out(pair, 18)] == [("name", 10), ("due", 6)]
    assert [(p.column.key, p.width) for p in lay_out(pair, 17)] == [("name", 17)]


@given(columns, widths)
def test_the_columns_never_take_more_than_the_width(made: tuple[Column, ...], width: int) -> None:
    end = 0
    for number, place in enumerate(lay_out(made, width)):
        assert place.x >= end + (place.column.gap if number else 0)
        assert place.width >= 1
        end = place.x + place.width
    assert end <= width


@given(columns, widths)
def test_the_most_important_column_is_always_there(made: tuple[Column, ...], width: int) -> None:
    highest = max(column.keep for column in made)
    main = [place for place in lay_out(made, width) if place.is_main]
    assert [place.column.keep for place in main] == [highest]


@given(columns, widths)
def test_a_wider_screen_never_loses_a_column(made: tuple[Column, ...], width: int) -> None:
    narrow = {place.index for place in lay_out(made, width)}
    assert narrow <= {place.index for place in lay_out(made, width + 1)}


def test_no_columns_or_no_room_give_nothing() -> None:
    assert lay_out((), 80) == ()
    assert lay_out(PROGRAMS, 0) == ()


def test_a_column_that_says_nothing_takes_no_room() -> None:
    three = (Column("log", min_width=8), Column("what", keep=2), Column("when", keep=1))
    assert [(place.index, place.x) for place in lay_out(three, 40, (0, 20, 5))] == [(1, 0), (2, 22)]
    assert [place.index for place in lay_out(three, 40, (0, 0, 0))] == [0]
