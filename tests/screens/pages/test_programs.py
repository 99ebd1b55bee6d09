"""The Programs page: rows that differ never read the same, reasons are whole, ties are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from coach.saying.table import CLAUSE, clauses
from screens.app import CoachApp
from screens.pages.programs import ProgramsPage
from screens.widgets.row_line import lay_out, needs, row_parts
from tests.screens.hands import press, text

Make = Callable[..., CoachApp]


def page(app: CoachApp) -> ProgramsPage:
    assert isinstance(app.screen, ProgramsPage)
    return app.screen


async def test_no_two_rows_read_the_same_at_any_width(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        programs = page(app)
        rows = [programs.row(key, item) for key, item in programs.items.items()]
        columns = programs.rows.columns
        telling = [place for place, c in enumerate(columns) if c.key in ("program", "specialty")]
        for width in range(55, 196, 5):
            placed = lay_out(columns, width, needs(columns, rows, ()))
            names = tuple(each for each in placed if each.index in telling)
            shown = [
                "".join(part for part, _ in parts)
                for row in rows
                if (parts := list(row_parts(row, names, 0, cursor=False, active=True)))
            ]
            states = [item.program.state for item in programs.items.values()]
            assert len(set(zip(shown, states, strict=True))) == len(rows) > 1000


async def test_a_name_stays_as_it_is_while_one_filters(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "/", *"macomb")
        first = page(app).rows.selected
        assert first and "Henry…Macomb Hospital" in text(app)
        await press(pilot, "escape", "escape")
        assert "Henry…Macomb Hospital" in text(app)


@given(
    pieces=st.lists(st.text("ab ~%", min_size=1, max_size=9), min_size=1, max_size=5),
    width=st.integers(1, 30),
)
def test_a_reason_loses_whole_clauses(pieces: list[str], width: int) -> None:
    whole = CLAUSE.join(pieces)
    shown = clauses(whole, width)
    assert len(shown) <= width
    if len(pieces[0]) <= width:
        assert whole == shown or whole.startswith(shown + CLAUSE)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_no_reason_on_the_page_ends_in_dots(app: CoachApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "3")
        for row in app.screen._compositor.render_strips()[3:14]:
            assert "IMG" not in row.text or "…" not in row.text.partition("IMG")[2][:24]


async def test_a_tie_says_with_how_many_and_what_would_part_them(make_app: Make) -> None:
    app = make_app(new=True)
    app.coach.profile.change({"specialties": "Pediatrics", "visa": "j1", "us_status": "abroad"})
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "3")
        programs = page(app)
        tied = next(key for key, place in programs._place.items() if place.endswith("="))
        programs.go_to(tied)
        await pilot.pause()
        assert " Tied " in text(app)
        line = next(
            each for each in programs.text(tied, programs.items[tied]) if each.label == "Tied"
        )
        assert "; what would tell them apart: " in line.text
        alone = next(key for key, place in programs._place.items() if not place.endswith("="))
        programs.go_to(alone)
        await pilot.pause()
        assert " Tied " not in text(app)


async def test_failed_unknown_and_passed_gates_have_their_signs(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        programs = page(app)
        key, item = next(iter(programs.items.items()))
        tones = {tone: part for line in programs.text(key, item) for part, tone in line.parts}
        assert tones["good"].startswith("✓ ") and tones["warn"].startswith("? ")
        closed = next(each for each in programs._ranked if each.numbers.failed)
        parts = [part for line in programs.text(key, closed) for part in line.parts]
        assert any(text.startswith("✗ ") and tone == "bad" for text, tone in parts)
