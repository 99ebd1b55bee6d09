"""A page that is yet to be built: one line says what will be there."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from screens.pages.page import Page
from screens.registry import PAGES
from screens.widgets.rows import RowList


class ComingPage(Page):
    """Says what will be there."""

    def body(self) -> Sequence[Widget]:
        rows = RowList((), empty=PAGES[self.page].coming)
        rows.styles.margin = (1, 0, 0, 0)
        return [rows]

    def reload(self) -> None:
        self.show_title()
