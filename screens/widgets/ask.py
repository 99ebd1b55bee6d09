"""Questions: small dialogs at the foot of the page, without a box; Esc always goes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, Final, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import ModalScreen
from textual.widget import Widget

from coach.records import CoachError
from coach.saying.text import YES, Line
from screens.keys import Hint
from screens.registry import TABS
from screens.widgets.detail import Detail
from screens.widgets.frame import Footer, Title
from screens.widgets.prompt import Field, Lines
from screens.widgets.rows import Column, Row, RowList

CHOICES = 12
"""Rows of a list to pick from before it scrolls; it never takes more than half a screen."""

Answer = TypeVar("Answer")
Choices = Mapping[str, str]
"""What can be chosen: value to text."""
NONE: Final[Choices] = MappingProxyType({})
HELP: Final = ": help"
"""How the title ends of what explains."""
BEFORE: Final = "\x1b[Z"
"""In place of an answer: the question before is asked for. What is typed holds no such letter."""


TURNS: Final = tuple(Binding(page.key, f"turn('{page.id}')", show=False) for page in TABS)
"""The digits, for what is only read."""


def turn(reading: ModalScreen[Answer], page: str) -> None:
    """Leaves what is read for another page."""
    reading.dismiss(None)
    reading.app.call_later(reading.app.run_action, f"go('{page}')")


class Sheet(ModalScreen[Answer]):
    """A dialog in the last lines of the screen; the page stays in sight above it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]
    DEFAULT_CSS = """
    Sheet { align: left bottom; background: transparent; }
    Sheet #sheet {
        height: auto; max-height: 100%; padding-top: 1;
        background: ansi_default; color: ansi_default; layout: vertical;
    }
    Sheet #sheet Detail { height: auto; max-height: 12; }
    Sheet #sheet Footer { dock: none; }
    """

    question: str
    leaving = "back"
    """What Esc does, in a word."""
    hints: ClassVar[tuple[Hint, ...]] = ()

    def __init__(self) -> None:
        super().__init__()
        # Kept, not looked for: a dialog may be gone before its parts are there.
        self._footer = Footer(self.hints)

    def body(self) -> Sequence[Widget]:
        """What stands between question and footer."""
        raise NotImplementedError

    def of_many(self) -> None:
        """It is asked once for many rows: what is kept of the first is not proposed."""

    def takes(self, answer: Answer | None) -> None:
        """Takes the answer that another row got. Raises CoachError where it will not do here."""

    def compose(self) -> ComposeResult:
        with Container(id="sheet"):
            yield Detail([Line.of(self.question, "strong")])
            yield from self.body()
            yield self._footer

    def action_back(self) -> None:
        """Goes back without an answer."""
        self.dismiss(None)


class Ask(Sheet[str]):
    """One question with a line to type the answer in; None if there was none.

    `check` reads the answer; where it raises CoachError, its sentence is said and asked again.
    `understood` says while typing how the answer will be read, "" where there is nothing to say.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("up,shift+tab", "before", show=False)]
    hints: ClassVar[tuple[Hint, ...]] = (Hint("Enter", "take it", 1), Hint("Esc", "back", 99))

    goes_back = False
    """Whether there is a question before this one."""
    typed_in: ClassVar[type[Field]] = Field

    def __init__(
        self,
        question: str,
        *,
        value: str = "",
        hint: str = "",
        check: Callable[[str], object] | None = None,
        understood: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__()
        self._understood = understood
        self.question = question
        self._hint_words = hint
        self._check = check
        self._field = self.typed_in(value, proposed=True)
        self._hint = Detail([Line.of(hint, "dim")])

    def body(self) -> Sequence[Widget]:
        return [self._field, self._hint]

    def of_many(self) -> None:
        self._field.text = ""

    def takes(self, answer: str | None) -> None:
        if self._check:
            self._check(answer or "")

    def on_mount(self) -> None:
        more = (Hint("Shift+Tab", "before", 3),) if self.goes_back else ()
        self._footer.show((*self.hints[:-1], *more, Hint("Esc", self.leaving, 99)))
        self._field.focus()
        self._typed(self._field.text)

    def on_key(self, event: events.Key) -> None:
        # Letters that came with the key that opened the question are not lost.
        if event.is_printable and event.character:
            event.stop()
            self._field.type(event.character)

    def action_before(self) -> None:
        """Goes to the question before, where there is one."""
        if self.goes_back:
            self.dismiss(BEFORE)

    @on(Field.Changed)
    def _changed(self, event: Field.Changed) -> None:
        event.stop()
        self._typed(event.text)

    def _typed(self, text: str) -> None:
        self._tell(self._understood(text) if self._understood else "")

    def _tell(self, words: str, tone: str = "dim") -> None:
        self._hint.show([Line.of(words or self._hint_words, tone)])

    @on(Field.Cut)
    def _was_cut(self, event: Field.Cut) -> None:
        event.stop()
        self._tell(event.words, "warn")

    @on(Field.Submitted)
    def _submitted(self, event: Field.Submitted) -> None:
        event.stop()
        self._take(event.text)

    def _take(self, answer: str) -> None:
        try:
            if self._check:
                self._check(answer)
        except CoachError as error:
            sentence = str(error)
            self._tell(sentence[:1].upper() + sentence[1:], "warn")
        else:
            self.dismiss(answer)


class AskLines(Ask):
    """A question whose answer is pasted and keeps its lines."""

    typed_in = Lines


class Pick(Sheet[tuple[str, ...]]):
    """A list to choose from, one or several; gives the values in the order of the list."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "mark", show=False)]
    more: ClassVar[tuple[Hint, ...]] = ()

    def __init__(
        self, question: str, choices: Choices, *, several: bool = False, chosen: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self.question = question
        self._choices = choices
        self.has_several = several
        self._chosen = set(chosen)
        self._first = chosen[0] if chosen else None
        self.rows = RowList([Column("text")], empty="There is nothing to choose from.")
        self._whole = Detail()

    def body(self) -> Sequence[Widget]:
        half = max(3, self.app.size.height // 2)
        self.rows.styles.height = max(1, min(len(self._choices), CHOICES, half))
        return [self.rows, self._whole]

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        """Shows more of the row under the cursor."""
        self._whole.show(self._in_full(event.key) if event.key else [])

    def _in_full(self, key: str) -> list[Line]:
        """The whole of a row that is cut."""
        is_cut = len(words := self._choices.get(key, "")) > self.rows.size.width - 3  # its mark
        return [Line.of(words, indent=3)] if is_cut else []

    def takes(self, answer: tuple[str, ...] | None) -> None:
        if not self._choices.keys() >= {*(answer or ())}:
            raise CoachError("that cannot be chosen here")

    def _answer(self, key: str) -> str:
        """What a row that is marked answers."""
        return key

    def on_mount(self) -> None:
        take = (Hint("Enter", "take them" if self.has_several else "take it", 1),)
        mark = (Hint("space", "mark", 2),) if self.has_several else ()
        self._footer.show((*take, *mark, *self.more, Hint("Esc", self.leaving, 99)))
        self.rows.show(list(self._choices), self._row, keep=self._first)
        self.rows.focus()

    def _row(self, key: str) -> Row:
        return Row(key, (self._choices[key],), mark=YES if key in self._chosen else " ")

    def action_mark(self) -> None:
        """Marks the row under the cursor, or takes its mark away."""
        key = self.rows.selected
        if key and self.has_several:
            self._chosen ^= {key}
            self.rows.repaint(key)
        elif key:
            self.dismiss((key,))

    @on(RowList.Chosen)
    def _taken(self, event: RowList.Chosen) -> None:
        event.stop()
        if self.has_several:
            self.dismiss(tuple(self._answer(key) for key in self._choices if key in self._chosen))
        else:
            self.dismiss((event.key,))


class Help(ModalScreen[str]):
    """A page of text to read, over the whole screen; the keys of `acts` are its answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "back", show=False),
        Binding("question_mark", "help", show=False, id="help"),
        Binding("ctrl+p", "app.find_anything", show=False, id="find.anything"),
        Binding("Y", "app.copy", show=False, id="copy"),
        *TURNS,
    ]
    DEFAULT_CSS = "Help { background: ansi_default; }"

    def __init__(
        self,
        title: str,
        lines: Sequence[Line],
        page: str,
        *,
        label_width: int = 12,
        acts: Choices = NONE,
    ) -> None:
        """`page` is the one that it belongs to; `acts`: what keys do, in a word."""
        super().__init__()
        self._page = page
        self._title = Title(page, title)
        self._detail = Detail(lines, label_width=label_width)
        self._acts = acts

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._detail
        acts = [Hint(key.replace("enter", "Enter"), act, 0) for key, act in self._acts.items()]
        yield Footer((*acts, Hint("j", "down", 1), Hint("k", "up", 2), Hint("Esc", "back", 99)))

    def action_help(self) -> None:
        """Explains the text; over what explains, `?` goes back."""
        from screens.pages.help import keys_of_text

        if (title := self._title.said[0].text).endswith(HELP):
            return self.action_back()
        lines = keys_of_text(self._page, self._detail.said, self._acts)
        self.app.push_screen(Help(f"{title}{HELP}", lines, self._page))

    def on_key(self, event: events.Key) -> None:
        key = event.key if event.key in self._acts else event.character
        if key in self._acts:
            event.stop()
            self.dismiss(key)

    def action_turn(self, page: str) -> None:
        """Goes to another page."""
        turn(self, page)

    @on(Title.Turned)
    def _title_turned(self, event: Title.Turned) -> None:
        self.action_turn(event.page)

    def on_resize(self) -> None:
        # Text that fits cannot be focused, so the pane is asked again when the size changes.
        self.call_after_refresh(self._detail.focus)

    def action_back(self) -> None:
        self.dismiss(None)
