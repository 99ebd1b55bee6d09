from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.widget import Widget

from coach.saying.text import Line
from screens.widgets.detail import Detail
from screens.widgets.rows import Column, Row, RowList

Lines = Callable[[App[Any]], list[str]]
AppWith = Callable[..., App[None]]
PaintedLines = Callable[[type[Widget]], list[int]]


def about(name: str, share: str = "80 %") -> list[Line]:
    return [
        Line.of(name, "strong"),
        Line.labelled("Visa", "J-1 yes   stated 2025"),
        Line.labelled("IMG", (share, "strong"), "      stated 2025"),
    ]


async def test_a_pane_shows_labelled_lines(app_with: AppWith, lines_of: Lines) -> None:
    app = app_with(Detail(about("Hurley Medical Center/MSU")))
    async with app.run_test(size=(60, 20)):
        assert lines_of(app)[:4] == [
            " Hurley Medical Center/MSU",
            "   Visa     J-1 yes   stated 2025",
            "   IMG      80 %      stated 2025",
            "",
        ]


async def test_only_lines_that_changed_are_painted(
    app_with: AppWith, painted_lines: PaintedLines
) -> None:
    pane = Detail(about("Hurley"))
    async with app_with(pane).run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        painted = painted_lines(Detail)
        pane.show(about("Hurley", "71 %"))
        await pilot.pause()
        assert painted == [2]
        painted.clear()
        pane.show(about("Hurley", "71 %"))
        await pilot.pause()
        assert painted == []


async def test_a_longer_text_scrolls_and_says_that_it_goes_on(
    app_with: AppWith, lines_of: Lines
) -> None:
    pane = Detail([Line.of(f"line {number}") for number in range(30)])
    app = app_with(pane)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("tab")
        assert pane.has_focus
        assert lines_of(app)[9] == " line 9" + " " * 32 + "↓"
        await pilot.press("ctrl+f", "J", "J", "K")
        lines = lines_of(app)
        assert (lines[0], pane.top) == (" line 10" + " " * 31 + "↑", 10)
        await pilot.press("G")
        assert lines_of(app)[9] == " line 29"
        pane.show([Line.of(f"line {number}") for number in range(40)], stay=True)
        assert pane.top == 20
        pane.show(about("short"))
        await pilot.pause()
        assert (pane.top, lines_of(app)[0]) == (0, " short")


async def test_tab_passes_over_a_text_that_fits(app_with: AppWith) -> None:
    rows = RowList([Column("name")])
    rows.show(["a"], lambda key: Row(key, (key,)))
    pane = Detail(about("short"))
    app = app_with(rows, pane)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("tab")
        assert app.focused is rows


async def test_a_narrower_window_breaks_the_lines_anew(app_with: AppWith, lines_of: Lines) -> None:
    app = app_with(Detail([Line.labelled("Next", "check the graduation-year rule")]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.resize_terminal(30, 20)
        await pilot.pause()
        assert lines_of(app)[:2] == ["   Next     check the", "            graduation-year"]


async def test_a_list_and_its_text_are_one_frame(app_with: AppWith, monkeypatch: Any) -> None:
    pane = Detail()
    pane.styles.height = 5

    rows = RowList([Column("name")])
    rows.show(["Hurley", "Maimonides", "Unity"], lambda key: Row(key, (key,)))
    app = app_with(rows, pane)

    async with app.run_test(size=(60, 20)) as pilot:
        screen = app.screen
        monkeypatch.setattr(
            type(screen),
            "on_row_list_moved",
            lambda self, event: pane.show(about(event.key)),
            raising=False,
        )
        await pilot.pause()
        frames: list[object] = []
        display = app._display
        monkeypatch.setattr(
            app,
            "_display",
            lambda screen, update: (update and frames.append(update), display(screen, update)),
        )
        await pilot.press("j")
        await pilot.pause()
        assert pane._lines[0].parts == (("Maimonides", "strong"),)
        assert len(frames) == 1
