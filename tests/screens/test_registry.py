"""Adding a page is one row and one class: key, help, palette and search follow from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from screens.app import CoachApp
from screens.keys import EVERYWHERE, bindings, commands, conflicts
from screens.pages.list_page import ListPage
from screens.pages.page import ON_PAGES, Page
from screens.registry import PAGES, PageRow
from screens.widgets.rows import Column, Row


@pytest.fixture
def app(make_app: Callable[..., CoachApp]) -> Iterator[CoachApp]:
    """The app with one page more, which is the home of what is found of resources."""
    home, PAGES["library"].home_of = PAGES["library"].home_of, ""
    PAGES["shelf"] = PageRow("shelf", "Bookshelf", "8", "what is on it?", "resource")

    class ShelfPage(ListPage[str]):
        page = "shelf"
        columns = (Column("name", keep=1, min_width=9),)

        def listed(self) -> dict[str, str]:
            resources = self.coach.library.catalogue.values()
            return {each.id: each.name for each in resources if self.fits(each.name)}

        def row(self, key: str, item: str) -> Row:
            return Row(key, (item,))

    class AppWithOneMore(CoachApp):
        BINDINGS = [each for each in bindings(EVERYWHERE, {}) if each.id not in ON_PAGES]

    yield AppWithOneMore(make_app().coach, {})
    del PAGES["shelf"]
    PAGES["library"].home_of = home


def here(app: CoachApp) -> Page:
    assert isinstance(app.screen, Page)
    return app.screen


async def test_a_page_more_is_reached_by_key_palette_and_search(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("8")
        await pilot.pause()
        assert here(app).page == "shelf" and len(here(app).rows.keys) > 50
        await pilot.press("slash", *"uworld", "enter")
        assert 0 < len(here(app).rows.keys) < 10
        await pilot.press("1", "ctrl+p", *"bookshelf", "enter")
        await pilot.pause()
        assert here(app).page == "shelf"
        await pilot.press("1", "ctrl+p", *"pathoma", "enter")
        await pilot.pause()
        assert here(app).page == "shelf" and here(app).rows.selected == "pathoma"


@pytest.mark.usefixtures("app")
def test_its_key_is_in_help_and_clashes_are_seen() -> None:
    going = next(each for each in commands(EVERYWHERE) if each.id == "go.shelf")
    assert (going.key, going.text) == ("8", "Go to Bookshelf: what is on it?")
    assert conflicts({"go.shelf": "7"}) == [
        "Keys: 7 is both “go to profile” and “go to bookshelf” on every page."
    ]


def test_a_row_without_a_class_says_so() -> None:
    with pytest.raises(LookupError, match="no class with page = “typed”"):
        PageRow("typed", "Typed").open()
