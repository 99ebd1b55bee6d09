"""Find anything by a few letters: a program, a task, a resource, a page, a command."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from coach.records import Entry, Hit
from coach.saying.library import told_apart
from coach.saying.names import ProgramNames
from coach.subjects.coach import Coach
from screens.keys import Hint
from screens.widgets.frame import Footer, Title
from screens.widgets.prompt import Field
from screens.widgets.rows import Column, Row, RowList

FILE: Final = re.compile(r"\s*(?:coach )?import +(\S.*[./\\~].*)", re.IGNORECASE)
"""A file to take in, as one types the command."""


class Anything(ModalScreen[Hit]):
    """A line to type in and what it may mean; Enter goes there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("down,ctrl+n", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
    ]

    def __init__(self, coach: Coach, extra: Sequence[Entry]) -> None:
        super().__init__()
        self._coach, self._finder = coach, coach.finder(extra)
        self._field = Field(placeholder="a few letters of a program, a task, a resource, a page")
        columns = [
            Column("kind", width=9, keep=2, tone="dim"),
            Column("title", keep=3, min_width=24, shorten=self._short),
            Column("why", keep=1, min_width=16, tone="dim"),
        ]
        self._rows = RowList(columns, marks=0, empty="")
        self._rows.can_focus = False
        self._hits: dict[str, Hit] = {}
        self._told: dict[str, tuple[str, str, str]] = {}
        self._names = ProgramNames(())

    def compose(self) -> ComposeResult:
        yield Title("", "Find anything")
        yield self._field
        yield self._rows
        yield Footer((Hint("Enter", "go there", 1), Hint("Esc", "back", 99)))

    def on_mount(self) -> None:
        self._field.focus()
        # 40 ms, once: not at the letter that makes a question of what is typed.
        self.call_after_refresh(self._coach.answers_to, "?")

    @property
    def typed(self) -> str:
        """What is asked."""
        return self._field.text

    def action_step(self, step: int) -> None:
        self._rows.action_move(step)

    @on(Field.Changed)
    def _letters(self, event: Field.Changed) -> None:
        event.stop()
        if named := FILE.fullmatch(event.text):
            hits = [Hit("file", named[1].strip(), f"Take in {named[1].strip()}", 100.0, "import")]
        else:
            hits = self._coach.with_answers(event.text, self._finder.find(event.text, 30))
        self._hits = {f"{hit.kind} {hit.id}": hit for hit in hits}
        self._rows.empty = "Nothing fits. Other words, or an abbreviation?" if event.text else ""
        keys = list(self._hits)
        self._names, told = told_apart(self._coach, hits)
        self._told = dict(zip(keys, told, strict=True))
        self._rows.show(keys, self._row, keep=keys[0] if keys else None)

    def _row(self, key: str) -> Row:
        return Row(key, self._told[key], underlined=tuple(self._field.text.split()))

    def _short(self, title: str, width: int) -> str:
        return self._names.short(title, width)

    @on(Field.Submitted)
    @on(RowList.Chosen)
    def _take(self, event: Field.Submitted | RowList.Chosen) -> None:
        event.stop()
        if self._rows.selected:
            self.dismiss(self._hits[self._rows.selected])
