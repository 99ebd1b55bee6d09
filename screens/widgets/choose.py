"""A question with a known set of answers: what is typed finds them, and says what it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from coach.records import CoachError
from coach.typed_words import Known, Typed, completed, either, typed
from screens.keys import Hint
from screens.widgets.ask import Ask
from screens.widgets.rows import Column, Row, RowList

SUGGESTIONS: Final = 6
"""Rows kept for suggestions: the question stays on a screen of 20 lines with its page."""
AROUND: Final = 9
"""Rows of a low screen that the rest of the question takes."""
NAMED: Final = 3
"""Suggestions that a sentence names."""
TAB: Final = "Tab takes"
OPEN: Final = ("", "leave it open")


class Choose(Ask):
    """A question whose answers are known: those that fit what is typed are listed below it.

    Enter takes what surely is meant, or the row that one went to; Tab writes the row under the
    cursor into the line. Of several answers the last, behind its comma, is the one that is
    looked for. The first row leaves the question open, where it `may_stay_open`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "up", show=False),
        Binding("down,ctrl+n", "step(1)", show=False),
        Binding("ctrl+p", "step(-1)", show=False),
        Binding("tab", "complete", show=False),
    ]
    hints = (Hint("Enter", "take it", 1), Hint("Tab", "complete", 2), Hint("Esc", "back", 99))
    _takes_any = False
    """Whether what means nothing of the set will do as well."""

    def __init__(
        self,
        question: str,
        answers: Known,
        *,
        value: str = "",
        may_stay_open: bool = True,
        hint: str = "",
        check: Callable[[str], object] | None = None,
    ) -> None:
        """`value`: the answer as it stands, a value of the set or several in words."""
        is_row = not answers.has_several and value in answers.words
        super().__init__(question, value="" if is_row else value, hint=hint, check=check)
        self._answers = answers
        self._first = value if is_row else ""
        self._has_stepped = False
        self._written = ("", "")
        """What Tab wrote, and the row that it is: two rows may read alike."""
        self._open = dict([OPEN]) if may_stay_open else {}
        self._now = typed(self._field.text, answers)
        empty = "" if self._takes_any else "Nothing is like that."
        self._rows = RowList([Column("text")], marks=0, empty=empty)
        self._rows.can_focus = False

    def body(self) -> Sequence[Widget]:
        self.on_resize()
        return [self._field, self._hint, self._rows]

    def on_resize(self) -> None:
        """Gives the suggestions what a low screen leaves."""
        most = min(SUGGESTIONS, len(self._answers.words) + len(self._open))
        self._rows.styles.height = max(1, min(most, self.app.size.height - AROUND))

    def _typed(self, text: str) -> None:
        self._now = typed(text, self._answers)
        stays_open = bool(self._open) and self._now.is_open
        self._has_stepped = stays_open  # its row is surely meant
        keys = [*self._open] if stays_open or not text.strip() else []
        keys += [] if stays_open else self._now.rows
        first = keys[0] if keys else None
        self._rows.show(keys, self._row, keep=first if text.strip() else self._first or first)
        self._tell("left open" if stays_open else self._now.words)

    def _row(self, key: str) -> Row:
        words = self._answers.words.get(key, OPEN[1])
        return Row(key, (words,), underlined=tuple(self._now.last.split()))

    def action_up(self) -> None:
        """Goes up the suggestions, and from the first to the question before."""
        if self._rows.selected in (None, *self._rows.keys[:1]):
            self.action_before()
        else:
            self.action_step(-1)

    def action_step(self, step: int) -> None:
        """Goes through the suggestions."""
        self._has_stepped = True
        self._rows.action_move(step)

    def action_complete(self) -> None:
        """Writes the suggestion under the cursor into the line."""
        if key := self._rows.selected:
            self._field.text = completed(self._field.text, key, self._answers)
            self._typed(self._field.text)
            self._written = (self._field.text, key)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        """A row was clicked."""
        event.stop()
        self._has_stepped = True
        self._take(self._field.text)

    def _take(self, answer: str) -> None:
        row = self._chosen_row(answer)
        if not answer.strip() or self._has_stepped:
            is_part = self._answers.has_several and row
            answer = completed(answer, row, self._answers) if is_part and row else row or ""
        elif self._takes_any:
            pass
        elif self._now.doubt is not None:
            self._tell(refusal(self._now, self._asked_back(answer)), "warn")
            return
        elif not self._answers.has_several:
            answer = self._now.rows[0]
        super()._take(answer)

    def _asked_back(self, answer: str) -> str:
        """What the reader of the answer says of it."""
        try:
            if self._check:
                self._check(answer)
        except CoachError as error:
            return str(error)
        return "" if self._open else f"Nothing is like “{answer}”; empty it to see all."

    def _chosen_row(self, answer: str) -> str | None:
        """The row under the cursor; what Tab wrote is the row that it wrote."""
        text, key = self._written
        if answer == text and key and not self._answers.has_several:
            self._has_stepped = True
            return key
        return self._rows.selected


class ChooseOrType(Choose):
    """A question with the usual answers, for which any other words will do."""

    _takes_any = True


def refusal(now: Typed, reason: str) -> str:
    """Why Enter did not take what is typed, and which key takes what may be meant."""
    rows = [f"“{now.of.words[value]}”" for value in now.rows[:NAMED]]
    if now.doubt != now.last or not rows:
        return reason or f"Nothing is like “{now.doubt}”; empty it to leave the question open."
    which = "it" if len(now.rows) == 1 else "the one under the cursor"
    return f"Did you mean {either(rows)}? {TAB} {which}."
