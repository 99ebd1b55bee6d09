"""Two of a kind side by side, and by one key which of them and how clearly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.widget import Widget

from coach.saying.text import Line
from screens.keys import Hint
from screens.widgets.ask import Sheet
from screens.widgets.detail import Detail

BACK: Final = 0
"""In place of a choice: the one before is taken back."""
CHOICES: Final = {"1": 3, "2": 2, "3": 1, "4": -1, "5": -2, "6": -3}
"""Each key with its choice: above nothing for the first, the more the clearer."""
WORDS: Final = (
    "1 by far · 2 clearly · 3 a little",
    "4 a little · 5 clearly · 6 by far",
)


class ThisOrThat(Sheet[int]):
    """Which of two, and how clearly; Esc ends the choosing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace", "choose(0)", show=False),
        *(Binding(key, f"choose({mark})", show=False) for key, mark in CHOICES.items()),
    ]
    hints = (
        Hint("1-6", "choose", 1),
        Hint("Backspace", "take the last back", 2),
        Hint("Esc", "see the order", 99),
    )

    def __init__(self, sides: Sequence[Sequence[str]], count: str) -> None:
        """`sides`: the lines of each; `count`: how many choices there are, and will be."""
        super().__init__()
        self.question = f"Where would you rather be?   ({count})"
        self._sides = sides

    def body(self) -> Sequence[Widget]:
        lines: list[Line] = []
        for (name, *more), keys in zip(self._sides, WORDS, strict=True):
            lines += [
                Line.of(name, "strong", indent=1),
                *(Line.of(line, "dim", indent=3) for line in more),
                Line.of(keys, indent=3),
            ]
        return [Detail(lines)]

    def on_mount(self) -> None:
        self._footer.show(self.hints)

    def action_choose(self, mark: int) -> None:
        """Takes the choice."""
        self.dismiss(mark)
