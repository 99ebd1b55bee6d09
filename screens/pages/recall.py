"""Said otherwise: what did I rely on that changed?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from coach.saying import recall as saying
from coach.saying.text import Line
from screens.pages.list_page import ListPage
from screens.registry import PAGES
from screens.widgets.rows import Column, Row

if TYPE_CHECKING:
    from coach.records import Notice


class RecallPage(ListPage["Notice"]):
    """What a later release corrects or takes back of what decisions stood on."""

    page = "recall"
    reading = "Said otherwise"
    columns = (
        Column("thing", "what", keep=9, min_width=20),
        Column("changed", "said otherwise", keep=8, min_width=12, tone="dim"),
        Column("who", "on it", width=12, keep=4, tone="dim"),
    )
    has_header = True
    text_height = 11
    on_item: ClassVar = ("recall.open", "recall.look")
    no_item = "nothing is said otherwise"

    def listed(self) -> dict[str, Notice]:
        listed = self.coach.recall.listed()
        return {each.id: each for each in listed if self.fits(saying.title(self.coach, each))}

    def row(self, key: str, item: Notice) -> Row:
        cells = (saying.title(self.coach, item), saying.what(item), saying.who(item))
        return Row(key, cells, mark=("!", "warn"))

    def text(self, key: str, item: Notice) -> list[Line]:
        return saying.text(self.coach, item)

    def explain_line(self) -> list[Line]:
        return self.text("", self.item) if self.item else []

    def empty(self) -> str:
        return saying.NOTHING

    def action_open(self) -> None:
        """Goes to the first that stood on it."""
        if self.item:
            to, key = saying.place(self.item)
            self.my_app.jump(to, key)

    async def action_look(self) -> None:
        """Keeps that it was looked at again."""
        if item := self.item:
            words = f"Looked at again: {saying.title(self.coach, item)}"
            await self.attempt(words, self.coach.recall.look, item.id)

    def action_back(self) -> None:
        """Gives up the filter, else goes back to Week."""
        if self.words or self.let_be():
            super().action_back()
        else:
            self.action_go(PAGES[self.page].under)
