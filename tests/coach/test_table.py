"""Tables in text: within their room, columns by importance, no two rows the same for being cut."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, strategies as st

from coach.saying.table import LEAST_TITLE, Col, table
from coach.subjects.coach import Coach

words = st.text("abc é", max_size=40)
columns = st.lists(
    st.builds(Col, title=st.text("xy", max_size=6), keep=st.integers(0, 5), left=st.booleans()),
    max_size=5,
)


@given(st.data(), columns, st.integers(40, 120))
def test_no_line_is_wider_than_its_room(data: st.DataObject, others: list[Col], width: int) -> None:
    cells = st.tuples(words, *(st.text("0123", max_size=8) for _ in others))
    rows = data.draw(st.lists(cells, min_size=1, max_size=6))
    lines = table((Col("what", least=9), *others), rows, width)
    assert all(len(line.text) <= width for line in lines)


def test_columns_leave_by_importance_and_numbers_end_in_one_column() -> None:
    cols = (
        Col(least=10),
        Col("", 1, "now", left=True),
        Col("in %", 3, "now", joined=True),
        Col("due", 2),
    )
    rows = [("Sit Step 1", "██", "5-10", "3 Mar 27"), ("Rank", "█▏", "<5", "12 Nov 26")]

    def shown(width: int) -> list[str]:
        return [line.text for line in table(cols, rows, width)]

    assert shown(40) == [
        "            now",
        "               in %        due",
        "Sit Step 1  ██ 5-10   3 Mar 27",
        "Rank        █▏   <5  12 Nov 26",
    ]
    assert shown(28) == [
        "            now",
        "            in %        due",
        "Sit Step 1  5-10   3 Mar 27",
        "Rank          <5  12 Nov 26",
    ]
    assert shown(20)[-1] == "Rank          <5"
    assert shown(12)[-2:] == ["Sit S…  5-10", "Rank      <5"], "figures never leave a title alone"


def test_no_two_steps_are_cut_to_the_same_words(open_coach: Callable[..., Coach]) -> None:
    titles = [task.title for task in open_coach().road.tasks.values()]
    assert len({title[: LEAST_TITLE - 1] for title in titles}) == len(titles)
