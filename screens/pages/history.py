"""History: what was done when, and back to any point of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from coach.saying import history as saying
from coach.saying.text import Line
from screens.pages.asking import LeftOpen, answer_to, begin
from screens.pages.list_page import ListPage
from screens.pages.turning import BACK, FORWARD
from screens.widgets.confirm import GoAhead
from screens.widgets.rows import Column, Row

if TYPE_CHECKING:
    from coach.records import Done


class HistoryPage(ListPage["Done"]):
    """Every act that can be taken back, what was done last first."""

    page = "history"
    reading = "History"
    has_header = True
    columns = (
        Column("did", "what", keep=9, min_width=20),
        Column("back", "", width=10, keep=6),
        Column("window", "window", min_width=5, keep=4, tone="dim"),
        Column("at", "when", width=12, keep=8, tone="dim"),
    )
    text_height = 4
    on_item: ClassVar = ("history.back",)
    no_item = "nothing has been done yet"

    def __init__(self) -> None:
        super().__init__()
        self._every: list[Done] = []

    def listed(self) -> dict[str, Done]:
        self._every = self.coach.history.history(saying.WHOLE)
        return {str(done.number): done for done in self._every if self.fits(done.title)}

    def row(self, key: str, item: Done) -> Row:
        where = self.coach.history.elsewhere(item.window).removeprefix("window ")
        cells = (
            item.title,
            "taken back" if item.back else "",
            where,
            saying.shortly(item.at, self.coach.today),
        )
        return Row(key, cells, tone="dim" if item.back else "")

    def text(self, key: str, item: Done) -> list[Line]:
        falls, keys = saying.falls(self._every, item), (self.key_of("undo"), self.key_of("redo"))
        return saying.about(self.coach, item, falls, keys)

    def explain_line(self) -> list[Line]:
        return [] if self.item is None else self.text("", self.item)

    def empty(self) -> str:
        return "Nothing was done yet."

    def action_undo(self) -> None:
        begin(self, self.action_back_to_here())

    async def action_back_to_here(self) -> None:
        """Says what would be taken back, and after Enter takes it back; the act that was done last
        goes by itself, as everywhere."""
        if (here := self.item) is None or here.back:
            again = f"that is taken back; {self.key_of('redo')} does it again"
            self.footer.say(f"Not now: {again if here else self.no_item}.")
        elif falls := saying.falls(self._every, here):
            words = saying.fall_words(self.coach, falls)
            question = f"Back to “{here.title}”? {words} would be taken back:"
            listed = "\n".join(saying.fall_lines(self.coach, falls))
            if not await answer_to(GoAhead(question, listed, yes="take them back")):
                raise LeftOpen
            numbers = [done.number for done in falls]
            await self.take_turn(
                lambda: self.coach.history.back(here.number, numbers),
                lambda fallen: f"Taken back: {saying.fall_words(self.coach, fallen).rstrip(',')}",
                *BACK,
            )
        else:
            await self.undo()
            stands = (key for key, done in self.items.items() if not done.back)
            self.rows.go_to(next(stands, ""))

    def action_redo(self) -> None:
        here = self.item
        number = here.number if here and here.back else None
        turn = self.take_turn(partial(self.coach.redo, number), saying.again_words, *FORWARD)
        begin(self, turn)

    def action_back(self) -> None:
        """Gives up the filter, else goes back to where one came from."""
        if self.words or self.let_be():
            super().action_back()
        elif self.my_app.has_jumped_to(self.page):
            self.my_app.action_return()
        else:
            self.action_go("week")
