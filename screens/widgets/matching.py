"""Which program each of several rows means: the likeliest are proposed, Enter takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from coach.saying.text import YES, Line
from screens.keys import Hint
from screens.widgets.ask import Choices, Pick
from screens.widgets.rows import Column, Row, RowList

NONE: Final = {"": "another, or none: leave the row"}


class Match(Pick):
    """Rows with what each may mean; gives `ROW=MEANING` of all that are marked."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("c,l,right", "change", show=False)]
    more = (Hint("c", "change it", 3),)
    leaving = "leave them out"

    def __init__(
        self, question: str, typed: Choices, reasons: Choices, meanings: Mapping[str, Choices]
    ) -> None:
        """`typed`: what stands in each row; `reasons`: why it is asked; `meanings`: the likeliest
        first. Where it is like none there is no reason, and it is not marked."""
        super().__init__(question, typed, several=True, chosen=[*reasons])
        self._reasons, self._meanings = reasons, meanings
        self._now = {key: next(iter(meanings[key])) for key in typed}
        self.rows = RowList(
            [Column("typed", keep=1, min_width=16), Column("meant", keep=2, min_width=24)]
        )

    def _meant(self, key: str) -> str:
        return self._meanings[key][self._now[key]]

    def _row(self, key: str) -> Row:
        mark = YES if key in self._chosen else " "
        return Row(key, (self._choices[key], self._meant(key)), mark=mark)

    def _in_full(self, key: str) -> list[Line]:
        """The whole of the row, and why it is asked."""
        reason = self._reasons.get(key, "like none that we know; the nearest is shown")
        words = f"{self._choices[key]}: {self._meant(key)}"
        return [Line.of(words, indent=3), Line.of(reason, "dim", indent=3)]

    def _answer(self, key: str) -> str:
        return f"{key}={self._now[key]}"

    def action_change(self) -> None:
        """Asks for another meaning of the row under the cursor."""
        if key := self.rows.selected:
            question = Pick(self._choices[key], {**self._meanings[key], **NONE})
            self.app.push_screen(question, lambda answer: self._change(key, answer))

    def _change(self, key: str, answer: tuple[str, ...] | None) -> None:
        for meaning in answer or ():
            self._now[key] = meaning or self._now[key]
            self._chosen = self._chosen | {key} if meaning else self._chosen - {key}
            self.rows.repaint(key)
            self._whole.show(self._in_full(key))
