"""By what a list is ordered: Enter makes it the first, space the second, again turns it round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from screens.keys import Hint
from screens.widgets.ask import Choices, Pick
from screens.widgets.rows import Row

THEN = "then"


class SortBy(Pick):
    """Gives what was chosen, with THEN behind it where it is the second."""

    more: ClassVar[tuple[Hint, ...]] = (Hint("space", "then by it", 2),)

    def __init__(self, words: Choices, signs: Mapping[str, str]) -> None:
        """`signs`: which way round it is by what now."""
        question = "In which order? The same again turns it round."
        super().__init__(question, words, chosen=[*signs] or [*words])
        self._signs = signs

    def _row(self, key: str) -> Row:
        return Row(key, (f"{self._choices[key]} {self._signs.get(key, '')}".rstrip(),))

    def action_mark(self) -> None:
        """Takes the one under the cursor as the second."""
        if key := self.rows.selected:
            self.dismiss((key, THEN))
