"""What `?` shows: the keys of the page, what every sign and word on it means, then its row."""

from __future__ import annotations

import re

import pytest

from coach.saying.bars import EIGHTHS
from coach.saying.legend import _rows, legend, legend_of
from coach.saying.text import Line
from screens.app import CoachApp
from screens.registry import PAGES
from screens.widgets.rows import RowList
from tests.screens.hands import press, text

QUOTES = "“”‘’–—−×"
SIZES = ((60, 20), (200, 50))
VIEWS = {"applying": ("l", "l", "l", "n"), "journey": ("c",), "season": ("h", "y"), "soap": ("r",)}
"""Keys that lead to other views of a page."""
FAMILY = dict.fromkeys(EIGHTHS.replace("▌", "").strip(), "█") | dict.fromkeys(
    map(chr, range(0x2800, 0x2900)), "⠒"
)
"""Signs that are drawn of one: bars of eighths, plots of dots."""
SCALES = ("range", "time")
"""Keys of columns whose head is a scale."""
NAMELESS = ("task", "what", "day", "drawn", "state", "back", "track", *SCALES)
"""Keys of columns that need no head: titles, days, drawings, and words of themselves."""


def unexplained(app: CoachApp, page: str) -> set[str]:
    """Signs and heads of columns on the screen that the page's legend does not hold, columns
    without a head, and keys of sources in place of their names, also where a row is read."""
    told = " ".join(line.label for line in legend(page))
    shown = "".join(strip.text for strip in app.screen._compositor.render_strips())
    signs = {FAMILY.get(sign, sign) for sign in shown if ord(sign) > 126 and not sign.isalpha()}
    heads = {
        "scale" if column.key in SCALES else column.title or f"without a head: {column.key}"
        for rows in app.screen.query(RowList)
        if rows.has_header
        for column in rows.columns
        if column.title or column.key not in NAMELESS
    }
    labels = {line.label for line in legend(page)} | {*told.split()}
    lines = getattr(app.screen, "explain_line", list)()
    read = " ".join(f"{line.label} {line.text}" for line in lines)
    keys = "|".join(map(re.escape, app.coach.library.sources))
    raw = set(re.findall(rf"\b(?:{keys})\b", f"{shown} {read}"))
    return {sign for sign in signs if sign not in told + QUOTES} | (heads - labels) | raw


@pytest.mark.parametrize("size", SIZES)
async def test_every_sign_and_every_head_of_a_column_is_explained(
    app: CoachApp, size: tuple[int, int]
) -> None:
    missing: dict[str, set[str]] = {}
    async with app.run_test(size=size) as pilot:
        for page in PAGES:
            app.action_go(page)
            for key in ("", *VIEWS.get(page, ())):
                await press(pilot, *[key] * bool(key))
                await app.workers.wait_for_complete()
                await pilot.pause()
                missing.setdefault(page, set()).update(unexplained(app, page))
            await press(pilot, "escape")
    unsaid = {page: words for page, words in missing.items() if words}
    assert not unsaid, f"rows in seed_data/legend.csv say what these are: {unsaid}"


async def test_keys_come_first_then_signs_then_the_line_under_the_cursor(app: CoachApp) -> None:
    async with app.run_test(size=(100, 200)) as pilot:
        await press(pilot, "5", "question_mark")
        shown = text(app)
        heads = (
            "On Prepare",
            "From Prepare to",
            "Move",
            "Everywhere",
            "Signs and words on Prepare",
        )
        places = [shown.index(f" {words} ") for words in (*heads, "The line under the cursor")]
        assert places == sorted(places)
        assert "e Go to the exams and what is planned." in shown
        assert "1-7 Go to Week: what do I do this week? Go to Journey" in shown


async def test_a_column_of_a_log_says_what_may_stand_in_it(app: CoachApp) -> None:
    told = {line.label: line.text for line in legend("letters")}
    assert told["Writer"] == "who writes it"
    assert told["State"].endswith("planned, asked, promised, uploaded, processed, declined")
    assert next(iter(told)) == "Writer"


async def test_no_meaning_hides_another_and_none_is_a_question() -> None:
    for pages, sign, means in _rows():
        assert not means.endswith("?")
        for page in pages:
            if page in PAGES:
                assert means in {line.label: line.text for line in legend(page)}[sign]
    for page in PAGES:
        asked = [line.label for line in legend(page) if line.text.endswith("?")]
        assert not asked, f"{page}: rows in seed_data/legend.csv say what these are: {asked}"


async def test_a_sign_of_a_text_is_not_taken_for_the_mark_of_its_page() -> None:
    told = {line.label: line.text for line in legend_of("programs", "?   J-1 or H-1B; ok: open")}
    assert told["?"] == "not known yet"


async def test_over_a_text_help_explains_its_words_and_goes_back(app: CoachApp) -> None:
    async with app.run_test(size=(80, 50)) as pilot:
        words = "Your road has to spare 14 d, ~9 w, Dates still ahead 6 of 8"
        app.screen.read("This year or next", [Line.of(words)])  # type: ignore[attr-defined]
        await press(pilot, "question_mark")
        shown = text(app)
        assert "This year or next: help" in shown and "Back to where it was opened" in shown
        assert "how long the whole plan can slip" in shown and "so many weeks" in shown
        assert "the line that the keys act on" not in shown and "988" in shown
        await press(pilot, "escape")
        assert words[:40] in text(app)
        await press(pilot, "question_mark", "question_mark")
        assert words[:40] in text(app)
