"""The template of a page that is one list and a pane with the text of the line under the cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from textual import on
from textual.widget import Widget

from coach.records import replace
from coach.saying.text import Line
from screens.keys import Hint, command_of, commands, keys_of
from screens.pages.asking import begin
from screens.pages.ordered import Item, Ordered
from screens.widgets.detail import Detail
from screens.widgets.row_line import MARGIN, indent, main_of, text_of, wanted
from screens.widgets.rows import Column, Row, RowList

BESIDE: Final = 120
"""Columns of a screen from which the text stands beside the list."""
FAR: Final = 160
"""Those where the list itself is wide."""
LEAST: Final = 79
"""Columns of a list at least that has its text beside it."""
NARROWEST: Final = 40
"""Columns of a text beside it at least, and at most: longer lines are hard to read."""
WIDEST: Final = 76
GAP: Final = 2
LOW: Final = 24
"""Lines of a screen on which a text has its declared height; below, what is said once gives way."""
TALL: Final = 30
EMPTY: Final = 3
"""Lines that a list keeps, for what is said where it is empty."""
NO_FIT: Final = "Nothing fits; Esc shows everything."


class ListPage(Ordered[Item]):
    """A page of things listed by key: what each row and its text say; the rest is here."""

    columns: ClassVar[Sequence[Column]]
    has_header: ClassVar[bool] = False
    marks: ClassVar[int] = 1
    """Cells for the rows' marks."""
    text_height: ClassVar[int] = 5
    beside_from: ClassVar[int] = BESIDE
    """Columns of the screen from which it stands beside the list."""
    widest: ClassVar[int] = WIDEST
    """Columns of it at most."""
    above: ClassVar[int] = 3
    """Lines above a text that stands beside the list."""
    brief_lines: ClassVar[int] = 1
    """Lines of the text that are shown while a key is held on a slow line."""
    heads: Mapping[str, tuple[str, ...]] = {}
    """Headings, each with a note or without, by the keys that `keys` gives them."""
    on_item: ClassVar[Sequence[str]] = ()
    """Ids of commands that need something under the cursor."""
    no_item: ClassVar[str] = "nothing is under the cursor"
    """Why they are not possible without."""
    noun: ClassVar[str] = "rows"
    """What many of its rows are called."""

    def __init__(self) -> None:
        super().__init__()
        self.items: Mapping[str, Item] = {}
        self.pane = Detail()
        self.turn = ""
        """The marked row that an act is about just now, and all those that it is about."""
        self.many: Sequence[str] = ()
        self.names: dict[str, str] = {}
        """What marked rows are called, for when they are not listed any more."""

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
        """What stands where nothing is listed, and not because of the words filtered by."""
        return NO_FIT

    def keys(self) -> Sequence[str]:
        """The keys in their order, those of headings among them."""
        return list(self.items)

    def first(self) -> str | None:
        """The key to put the cursor on; None leaves it where it is."""
        return None

    # What follows from it

    def body(self) -> Sequence[Widget]:
        self.set_out()
        rows = RowList(self.columns, header=self.has_header, empty="", marks=self.marks)
        if any(command.many for command in commands(self.page)):
            rows.can_mark = self.can_mark
        return [rows, self.pane]

    def on_resize(self) -> None:
        self.set_out()

    def set_out(self) -> None:
        """Places list and text as the size of the screen wants it."""
        self.stand(self.pane, self.text_lines, beside=self.is_wide)

    @property
    def is_wide(self) -> bool:
        """Whether there is room for a text beside the list; a slow line has none to spare for
        the longer text that stands there."""
        return self.app.size.width >= self.beside_from and not self.my_app.line.slow

    def stand(self, text: Widget, height: int, *, beside: bool) -> None:
        """Places a text in so many lines under the list, or on the right of it."""
        (width, lines), styles = self.app.size, text.styles
        if beside:
            rest = width - self.left - GAP - self.right
            styles.dock, styles.margin = "right", (self.above, rest, 1, GAP)
            styles.width, styles.height = self.right, lines - self.above - 1
        else:
            styles.dock, styles.margin = "none", (1, 0, 0, 0)
            styles.width, styles.height = "1fr", height

    @property
    def has_room(self) -> bool:
        """Whether the screen is tall and the line good: a text may be longer."""
        return self.app.size.height >= TALL and not self.my_app.line.slow

    @property
    def text_lines(self) -> int:
        """Lines of the text under the list: more on a tall screen, if the line is good."""
        more = 0 if self.my_app.line.slow else max(0, self.app.size.height - LOW) // 4
        return self.text_height + more

    @property
    def left(self) -> int:
        """Columns of the list and what stands under it: what its rows want, and no less than
        the text beside it leaves."""
        width = self.app.size.width
        if not self.is_wide:
            return width
        return min(max(self.rows_want, LEAST), width - GAP - NARROWEST)

    @property
    def right(self) -> int:
        """Columns of what stands beside the list."""
        return min(self.app.size.width - self.left - GAP, self.widest)

    @property
    def rows_want(self) -> int:
        """Columns of the list in which no row is cut, as far as that is known."""
        if not self.is_mounted:
            return 0
        rows = self.rows
        gaps = sum(column.gap for column in rows.columns[1:])
        return indent(rows.marks) + sum(wanted(rows.columns, rows.needs)) + gaps + MARGIN

    def reload(self) -> None:
        for key in self.rows.marked:
            if key in self.items and key not in self.names:
                self.names[key] = self.name_of(key)
        self.items = self.arranged(self.listed())
        self._show_count()
        self.rows.empty = NO_FIT if self.words else self.empty()
        keys, row, self.row_left = self.keys(), self.row_left, ""
        self.rows.show(keys, self._row, keep=row if row in keys else self.first())
        self.set_out()
        self._end_list()
        self.show_text()

    def _end_list(self) -> None:
        """Ends the list with its last row, so that the text stands right under it. Not while one
        types what to filter by: every letter would move the text."""
        most = max(EMPTY, len(self.rows.keys) + self.has_header)
        height = self.app.size.height
        if most >= height or not self.prompt.is_open:
            self.rows.styles.max_height = min(most, height)

    def copies(self) -> dict[str, str]:
        """The row, all of it."""
        key = self.rows.selected
        return {} if key is None else {"line": " ".join(self._row(key).text.split())}

    def _row(self, key: str) -> Row:
        if head := self.heads.get(key):
            return Row(key, head, section=True)
        row = self.row(key, self.items[key])
        return replace(row, underlined=tuple(self.words.split())) if self.words else row

    @property
    def at(self) -> str:
        """The key of the row that an act is about: the one under the cursor, or of those that are
        marked the one whose turn it is."""
        return self.turn or self.rows.selected or ""

    @property
    def item(self) -> Item | None:
        """What is listed there."""
        return self.items.get(self.at)

    def selected(self) -> object:
        return self.item

    def show_text(self, brief: bool = False) -> None:
        item = self.item
        lines = [] if item is None else self.text(self.rows.selected or "", item)
        self.pane.show(lines[: self.brief_lines] if brief else lines)

    def impossible(self) -> dict[str, str]:
        return dict.fromkeys(self.on_item, self.no_item) if self.item is None else {}

    # Many at once

    def can_mark(self, key: str) -> bool:
        """Whether a row can be marked: headings and the like cannot."""
        return key in self.items

    def name_of(self, key: str) -> str:
        """What a row is called: what stands in the column that it never loses."""
        return text_of(self._row(key).cells[main_of(self.rows.columns)])

    def stood(self, act: str, key: str) -> str:
        """What a row is that an act turns into something else, in a word."""
        return ""

    @property
    def meant(self) -> Sequence[str]:
        """The keys of the rows that an act is about: of all that are marked and listed, else of
        the one under the cursor."""
        marked = self.rows.marked
        if not (marked or self.many):
            return super().meant
        return self.many or [key for key in self.items if key in marked]

    @property
    def hidden(self) -> list[str]:
        """What the marked rows are called that are not listed."""
        return [self.names[key] for key in self.rows.marked if key not in self.items]

    def called(self, title: str) -> str:
        count = len(self.meant)
        return f"{count} {self.noun}" if self.rows.marked and count > 1 else title

    @on(RowList.Marked)
    def _marked(self, event: RowList.Marked) -> None:
        if event.possible:
            self._show_count()
            self.show_footer()
        else:
            self.footer.say("Not now: no key of this page works on several rows.")

    def _show_count(self) -> None:
        """Says in the title how many are marked, before the page's own words; how many are
        listed stays longer than their order, which the heads show as well."""
        count = len(self.rows.marked)
        listed, _, more = self.context().partition(" · ")
        words = [f"{count} marked" if count else "", listed, order := self.order_words(), more]
        self.show_title(" · ".join(filter(None, words)), brief=bool(order))

    def without(self) -> set[str]:
        # What all pages have gives way to what is done to the marked.
        return {*self._for_one, "page.find", "quit"} if self.rows.marked else super().without()

    @property
    def _for_one(self) -> list[str]:
        """Ids of the acts that change one row only; Enter reads it, whatever is marked."""
        acts = [command for command in commands(self.page) if command.id in self.on_item]
        return [each.id for each in acts if not each.many and "enter" not in keys_of(each.key)]

    def hints(self) -> list[Hint]:
        """What ends marking."""
        if not self.rows.marked:
            return []
        ends = [Hint(self.key_of("list.range"), "end range", 93)] * bool(self.rows.marked.begun)
        return [*ends, Hint(self.key_of("back"), "unmark", 94)]

    async def action_do(self, command_id: str) -> None:
        command, count = command_of(command_id), len(self.rows.marked)
        if count and command.many:
            from screens.pages.on_many import on_many

            begin(self, on_many(self, command))
        elif count and command_id in self._for_one:
            self.footer.say(f"Not now: it is for one row, and {count} are marked; Esc unmarks.")
        else:
            await super().action_do(command_id)

    def action_leave(self) -> None:
        if not self.rows.unmark():
            super().action_leave()

    def freshen(self) -> None:
        self.rows.unmark()
        super().freshen()
