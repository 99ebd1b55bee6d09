"""What a page does with the order of its list: asked for, shown at its heads and in the title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events

from screens.pages.asking import answer_to
from screens.pages.page import Page
from screens.pages.sorting import By, Order, in_order
from screens.widgets.row_line import MARGIN, indent, lay_out, with_sign
from screens.widgets.rows import Column, RowList

Item = TypeVar("Item")


class Ordered(Page, Generic[Item]):
    """A page whose list can be put in other orders."""

    own: ClassVar[str] = ""
    """The order in which it comes by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.sorts: Mapping[str, By[Item]] = {}
        """What the list can be ordered by."""
        self._order = ""
        self.row_left = ""
        """The row of the cursor when it was left, until it is shown again."""
        self._was_seen = False

    def on_screen_resume(self) -> None:
        if not self._was_seen:
            self._was_seen = True
            self.come_back(self.my_app.left.pages.get(self.page, {}))

    def leaving(self) -> dict[str, str]:
        return super().leaving() | {"order": self._order}

    def come_back(self, left: Mapping[str, str]) -> None:
        """Filters and orders it as it was left."""
        self.words, self._order = left.get("words", ""), left.get("order", "")
        self.row_left = left.get("row", "")

    @property
    def order(self) -> Order:
        """What the list is ordered by."""
        return Order.of(self._order or self.own, self.sorts)

    def put_in(self, order: str) -> None:
        """Orders the list otherwise from now on."""
        self._order = order

    def arranged(self, items: Mapping[str, Item]) -> Mapping[str, Item]:
        """What is listed, in that order."""
        return in_order(items, self.order, self.sorts) if self.order.keys else items

    def headed(self, columns: Sequence[Column]) -> Sequence[Column]:
        """Columns with the signs of the order at their heads."""
        if str(order := self.order) == self.own:
            return columns
        signs = order.signs(self.sorts)
        at = {by.column: signs[key] for key, by in self.sorts.items() if key in signs}
        return [with_sign(each, at[each.key]) if each.key in at else each for each in columns]

    def order_words(self) -> str:
        """`by state ▲, score ▼2`."""
        signs = self.order.signs(self.sorts)
        words = [f"{self.sorts[key].words.split(',')[0]} {sign[0]}" for key, sign in signs.items()]
        return "" if str(self.order) == self.own else f"by {', '.join(words)}"

    async def action_sort(self) -> None:
        """Asks for a column; the same again turns it round, space makes it the second."""
        from screens.widgets.sort_by import SortBy

        words = {key: by.words for key, by in self.sorts.items()}
        usual = {} if self.own else {"": "as it comes by itself"}
        key, *then = await answer_to(SortBy(usual | words, self.order.signs(self.sorts)))
        order = self.order.then(key) if then else self.order.first(key)
        self._stand_in(str(order) if key else self.own)

    def on_click(self, event: events.Click) -> None:
        """A click on the head of a column orders by it; again, the other way round."""
        if event.widget is self.rows and event.y < self.rows.has_header:
            column = _column_at(self.rows, event.x)
            key = next(
                (key for key, by in self.sorts.items() if column and by.column == column), ""
            )
            if key:
                self._stand_in(str(self.order.first(key)))

    def _stand_in(self, order: str) -> None:
        self.put_in(order)
        self.reload()
        self.rows.action_first()
        self.show_footer()


def _column_at(rows: RowList, x: int) -> str:
    """The column whose head stands at a place; "" for none."""
    first = indent(rows.marks)
    placed = lay_out(rows.columns, rows.size.width - first - MARGIN, rows.needs)
    return next((at.column.key for at in placed if at.x <= x - first < at.x + at.width), "")
