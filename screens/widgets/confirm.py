"""A last question before what cannot be undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from coach.saying.text import Line
from screens.keys import Hint
from screens.widgets.ask import Sheet
from screens.widgets.detail import Detail


class Confirm(Sheet[bool]):
    """Only `y` does it, anything else does not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", show=False),
        Binding("n,enter,q", "answer(False)", show=False),
    ]

    key: ClassVar[str] = "y"

    def __init__(self, question: str, text: str, *, yes: str) -> None:
        super().__init__()
        self.question = question
        self._text = text
        self._answers = (Hint(self.key, yes, 1), Hint("n", "leave it as it is", 2))

    def body(self) -> Sequence[Widget]:
        lines = [Line.of(text) for text in self._text.splitlines()]
        return [Detail(lines)] if lines else []

    def on_mount(self) -> None:
        self._footer.show((*self._answers, Hint("Esc", "back", 99)))

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)

    def action_back(self) -> None:
        self.dismiss(False)


class GoAhead(Confirm):
    """A question before what can be taken back again: Enter does it."""

    key = "Enter"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "answer(True)", show=False)]
