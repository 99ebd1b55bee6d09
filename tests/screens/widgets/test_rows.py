from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App
from textual.events import Key
from textual.widget import Widget

from screens.widgets import words
from screens.widgets.row_line import MEASURED
from screens.widgets.rows import Column, Row, RowList
from screens.widgets.style import use_signs

Lines = Callable[[App[Any]], list[str]]
AppWith = Callable[..., App[None]]
PaintedLines = Callable[[type[Widget]], list[int]]

PROGRAMS = (
    Column("rank", width=4, align="right", keep=5),
    Column("program", "program", keep=9, min_width=16, gap=1),
    Column("score", "score", width=5, align="right", keep=8),
    Column("why", "why, in a word", keep=4, min_width=12),
)
TASKS = (Column("task", keep=9), Column("hours", width=6, align="right"), Column("due", width=8))


def program(key: str) -> Row:
    return Row(key, (str(int(key) + 1), f"Hospital {key}", str(99 - int(key) % 50), "IMG share"))


def task(key: str) -> Row:
    if key.isupper():
        return Row(key, (key.title(),), section=True)
    return Row(key, (f"Task {key}", "0.5 h", "29 Jan"), mark="○")


def keys(count: int) -> list[str]:
    return [str(number) for number in range(count)]


@pytest.fixture
def programs() -> RowList:
    rows = RowList(PROGRAMS, header=True, marks=0)
    rows.show(keys(100), program)
    return rows


@pytest.fixture
def tasks() -> RowList:
    rows = RowList(TASKS)
    rows.show(["THIS WEEK", "a", "b", "LATER", "MUCH LATER", "c"], task)
    return rows


async def test_a_list_shows_its_titles_and_rows_in_columns(
    programs: RowList, app_with: AppWith, lines_of: Lines
) -> None:
    app = app_with(programs)
    async with app.run_test(size=(60, 20)):
        lines = lines_of(app)
        assert lines[0] == "       program      score  why, in a word"
        assert lines[1] == " ▌   1 Hospital 0      99  IMG share"
        assert lines[2] == "     2 Hospital 1      98  IMG share"
        assert lines[19].endswith("↓")


async def test_a_move_paints_two_rows_and_no_more(
    programs: RowList, app_with: AppWith, painted_lines: PaintedLines
) -> None:
    async with app_with(programs).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        painted = painted_lines(RowList)
        await pilot.press("j")
        assert sorted(painted) == [1, 2]
        painted.clear()
        await pilot.press("k")
        assert sorted(painted) == [1, 2]
        painted.clear()
        await pilot.press("k")  # it is at the top already
        assert painted == []


async def test_a_held_key_seldom_turns_the_list(
    programs: RowList, app_with: AppWith, painted_lines: PaintedLines
) -> None:
    async with app_with(programs).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        painted = painted_lines(RowList)
        turns = 0
        for _ in range(60):
            painted.clear()
            await pilot.press("j")
            await pilot.pause()
            turns += len(painted) > 2
        assert programs.selected == "60"
        assert turns == 4  # 23 rows: it turns at the 23rd row, then at each 12th


async def test_six_thousand_rows_are_not_all_made(app_with: AppWith) -> None:
    made: list[str] = []

    def noted(key: str) -> Row:
        made.append(key)
        return program(key)

    rows = RowList(PROGRAMS)
    async with app_with(rows).run_test(size=(80, 24)) as pilot:
        rows.show(keys(6000), noted)
        await pilot.pause()
        assert len(set(made)) == MEASURED, "to measure the columns; the screen has 24"
        made.clear()
        await pilot.press("G")
        assert rows.selected == "5999"
        assert len(set(made)) <= 25, "a move makes those on the screen"
        rows.show(keys(6000), noted)
        assert rows.selected == "5999"


async def test_the_movement_keys(programs: RowList, app_with: AppWith) -> None:
    async with app_with(programs).run_test(size=(80, 24)) as pilot:
        for key, expected in [
            ("down", "1"),
            ("j", "2"),
            ("up", "1"),
            ("ctrl+d", "12"),
            ("ctrl+u", "1"),
            ("pagedown", "24"),
            ("pageup", "1"),
            ("G", "99"),
            ("home", "0"),
            ("end", "99"),
        ]:
            await pilot.press(key)
            assert programs.selected == expected, key
            assert programs.top <= programs.cursor < programs.top + programs.height
        await pilot.press("g", "g")
        assert programs.selected == "0"


async def test_a_waiting_g_is_told_and_ended_by_any_other_key(app_with: AppWith) -> None:
    waits: list[str] = []

    class Told(RowList):
        def on_row_list_pending(self, event: RowList.Pending) -> None:
            waits.append(event.keys)

    rows = Told(PROGRAMS)
    rows.show(keys(50), program)
    async with app_with(rows).run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "g")
        assert waits == ["g"]
        await pilot.press("x")
        assert waits == ["g", ""]
        await pilot.press("g", "j")
        assert rows.selected == "2"
        await pilot.press("g", "g")
        assert (rows.selected, waits[-1]) == ("0", "")


async def test_two_g_that_arrive_together_are_two(programs: RowList, app_with: AppWith) -> None:
    app = app_with(programs)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G")
        for _ in range(2):
            app.post_message(Key("g", "g"))
        await pilot.pause()
        assert programs.selected == "0"


async def test_the_cursor_passes_over_headings(
    tasks: RowList, app_with: AppWith, lines_of: Lines
) -> None:
    app = app_with(tasks)
    async with app.run_test(size=(60, 20)) as pilot:
        assert lines_of(app)[:4] == [
            " THIS WEEK",
            " ▌○ Task a  0.5 h  29 Jan",
            "  ○ Task b  0.5 h  29 Jan",
            " LATER",
        ]
        visited = [tasks.selected]
        for key in ("j", "j", "j", "k", "k", "k"):
            await pilot.press(key)
            visited.append(tasks.selected)
        assert visited == ["a", "b", "c", "c", "b", "a", "a"]


async def test_a_heading_above_the_first_row_can_be_seen_again(
    app_with: AppWith, lines_of: Lines
) -> None:
    rows = RowList(TASKS)
    rows.show(["TOP", *"abcdefghijklmnop"], task)
    app = app_with(rows)
    async with app.run_test(size=(60, 8)) as pilot:
        await pilot.press("G", *["k"] * 20)
        assert rows.selected == "a"
        assert lines_of(app)[0].startswith(" TOP")


async def test_new_rows_keep_the_cursor_on_its_row(programs: RowList, app_with: AppWith) -> None:
    async with app_with(programs).run_test(size=(80, 24)) as pilot:
        programs.go_to("50")
        line = programs.cursor - programs.top
        programs.show(keys(100)[::-1], program)
        await pilot.pause()
        assert programs.selected == "50"
        assert programs.cursor - programs.top == line


async def test_a_row_that_goes_hands_the_cursor_to_the_next(
    programs: RowList, app_with: AppWith
) -> None:
    async with app_with(programs).run_test(size=(80, 24)):
        programs.go_to("50")
        programs.show([key for key in keys(100) if key not in ("50", "51")], program)
        assert programs.selected == "52"
        programs.show(keys(40), program)
        assert programs.selected == "39"


async def test_an_empty_list_says_so_and_takes_all_keys(app_with: AppWith, lines_of: Lines) -> None:
    rows = RowList(PROGRAMS, empty="No program is listed. Press f to change the filter.")
    app = app_with(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("j", "k", "G", "g", "g", "ctrl+d", "enter", "n", "pageup")
        assert rows.selected is None
        assert lines_of(app)[:2] == [
            "   No program is listed. Press f to",
            "   change the filter.",
        ]


async def test_a_list_of_headings_alone_has_no_cursor(app_with: AppWith, lines_of: Lines) -> None:
    rows = RowList(TASKS)
    rows.show(["A", "B"], task)
    app = app_with(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("j", "G", "enter")
        assert (rows.selected, rows.cursor) == (None, -1)
        assert lines_of(app)[0] == " A"


async def test_moves_and_choices_are_told(app_with: AppWith) -> None:
    told: list[tuple[str, str | None]] = []

    class Told(RowList):
        def on_row_list_moved(self, event: RowList.Moved) -> None:
            told.append(("moved", event.key))

        def on_row_list_chosen(self, event: RowList.Chosen) -> None:
            told.append(("chosen", event.key))

    rows = Told(PROGRAMS)
    async with app_with(rows).run_test(size=(80, 24)) as pilot:
        rows.show(keys(9), program)
        await pilot.press("j", "enter")
        rows.show([], program)
        await pilot.pause()
    assert told == [("moved", "0"), ("moved", "1"), ("chosen", "1"), ("moved", None)]


async def test_repaint_paints_the_rows_asked_for(
    programs: RowList, app_with: AppWith, painted_lines: PaintedLines
) -> None:
    async with app_with(programs).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        painted = painted_lines(RowList)
        programs.repaint("3", "5", "99", "no such row")
        await pilot.pause()
        assert sorted(painted) == [4, 6]


async def test_the_mouse_selects_chooses_and_turns(app_with: AppWith) -> None:
    chosen: list[str] = []

    class Told(RowList):
        def on_row_list_chosen(self, event: RowList.Chosen) -> None:
            chosen.append(event.key)

    rows = Told(PROGRAMS, header=True)
    rows.show(keys(100), program)
    async with app_with(rows).run_test(size=(80, 24)) as pilot:
        await pilot.click(rows, offset=(10, 5))
        assert (rows.selected, chosen) == ("4", [])
        await pilot.click(rows, offset=(10, 0))  # the titles
        assert rows.selected == "4"
        await pilot.double_click(rows, offset=(10, 8))
        assert chosen == ["7"]
        for _ in range(3):
            rows.on_mouse_scroll_down()
        assert (rows.top, rows.selected) == (9, "9")
        rows.on_mouse_scroll_up()
        assert (rows.top, rows.selected) == (6, "9")


async def test_a_list_without_the_focus_has_a_quiet_cursor(
    programs: RowList, app_with: AppWith
) -> None:
    other = RowList(TASKS)
    async with app_with(programs, other).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        row = programs.render_line(1)
        assert [s.text for s in row if s.style and s.style.bold] == ["▌", "Hospital 0"]
        other.focus()
        await pilot.pause()
        row = programs.render_line(1)
        assert [s.text for s in row if s.style and s.style.bold] == ["▌", "Hospital 0"]
        assert not any(s.style and s.style.reverse for s in row)
        programs.is_led = True
        assert [s.text for s in programs.render_line(1) if s.style and s.style.reverse]


async def test_words_found_are_underlined(app_with: AppWith) -> None:
    rows = RowList(TASKS)
    rows.show(["a", "b"], lambda key: Row(key, (f"Task {key}",), tone="dim", underlined=("task",)))
    async with app_with(rows).run_test(size=(60, 20)):
        underlined = [s.text for s in rows.render_line(1) if s.style and s.style.underline]
        assert underlined == ["Task"]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (20, 5), (3, 3), (1, 1)])
async def test_every_size_shows_the_row_under_the_cursor(
    programs: RowList, app_with: AppWith, lines_of: Lines, size: tuple[int, int]
) -> None:
    app = app_with(programs)
    async with app.run_test(size=size) as pilot:
        await pilot.press("j", "j", "G", "k")
        assert programs.selected == "98"
        shown = [line for line in lines_of(app) if "▌" in line]
        assert len(shown) == 1 or size <= (3, 3)
        assert size < (20, 5) or "Hospital 98" in shown[0]


async def test_a_smaller_window_keeps_the_cursor_in_sight(
    programs: RowList, app_with: AppWith, lines_of: Lines
) -> None:
    app = app_with(programs)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(*["j"] * 30)
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert sum("▌" in line for line in lines_of(app)) == 1


async def test_ascii_writes_every_sign_in_ascii(
    tasks: RowList, app_with: AppWith, lines_of: Lines
) -> None:
    use_signs(words.in_ascii)
    app = app_with(tasks)
    async with app.run_test(size=(60, 20)):
        assert lines_of(app)[1] == " >o Task a  0.5 h  29 Jan"
