"""The template of a page that is one list and a pane with the text of the line under the cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.widget import Widget

from coach.saying.text import Line
from screens.pages.page import Page
from screens.widgets.detail import pane
from screens.widgets.rows import Column, Row, RowList

Item = TypeVar("Item")


class ListPage(Page, Generic[Item]):
    """A page of things listed by key: what each row and its text say; the rest is here."""

    columns: ClassVar[Sequence[Column]]
    has_header: ClassVar[bool] = False
    marks: ClassVar[int] = 1
    """Cells for the rows' marks."""
    text_height: ClassVar[int] = 5
    brief_lines: ClassVar[int] = 1
    """Lines of the text that are shown while a key is held on a slow line."""
    heads: Mapping[str, str] = {}
    """Headings by the keys that `keys` gives them."""
    on_item: ClassVar[Sequence[str]] = ()
    """Ids of commands that need something under the cursor."""
    no_item: ClassVar[str] = "nothing is under the cursor"
    """Why they are not possible without."""

    def __init__(self) -> None:
        super().__init__()
        self.items: Mapping[str, Item] = {}
        self.pane = pane(self.text_height, above=1)

    # What a page fills in

    def listed(self) -> Mapping[str, Item]:
        """What is listed now, in its order."""
        raise NotImplementedError

    def row(self, key: str, item: Item) -> Row:
        """One of them as a row."""
        raise NotImplementedError

    def text(self, key: str, item: Item) -> Sequence[Line]:
        """Its text in short."""
        return ()

    def context(self) -> str:
        """What the title says of the list."""
        return f"{len(self.items)}"

    def empty(self) -> str:
        """What stands where nothing is listed."""
        return "Nothing fits; Esc shows everything."

    def keys(self) -> Sequence[str]:
        """The keys in their order, those of headings among them."""
        return list(self.items)

    def first(self) -> str | None:
        """The key to put the cursor on; None leaves it where it is."""
        return None

    # What follows from it

    def body(self) -> Sequence[Widget]:
        rows = RowList(self.columns, header=self.has_header, empty="", marks=self.marks)
        return [rows, self.pane]

    def reload(self) -> None:
        self.items = self.listed()
        self.show_title(self.context())
        self.rows.empty = self.empty()
        self.rows.show(self.keys(), self._row, keep=self.first())
        self.show_text()

    def _row(self, key: str) -> Row:
        if head := self.heads.get(key):
            return Row(key, (head,), section=True)
        return self.row(key, self.items[key])

    @property
    def item(self) -> Item | None:
        """What is listed under the cursor."""
        return self.items.get(self.rows.selected or "")

    def selected(self) -> object:
        return self.item

    def show_text(self, brief: bool = False) -> None:
        item = self.item
        lines = [] if item is None else self.text(self.rows.selected or "", item)
        self.pane.show(lines[: self.brief_lines] if brief else lines)

    def impossible(self) -> dict[str, str]:
        return dict.fromkeys(self.on_item, self.no_item) if self.item is None else {}
