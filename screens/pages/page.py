"""What every page shares: its list, its prompt, and how an act is tried, said and undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic
from typing import ClassVar, ParamSpec, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.widget import Widget

from coach.commands import DETAIL
from coach.records import CoachError
from screens.keys import EVERYWHERE, Hint, bindings, command_of, commands, hints
from screens.pages.asking import ASIDE, LEFT, Asks, begin, in_turn, told
from screens.pages.turning import Turns
from screens.registry import PAGES
from screens.widgets.prompt import Prompt
from screens.widgets.rows import RowList

Given = ParamSpec("Given")
Result = TypeVar("Result")

Planned = tuple[str | Callable[..., str], Callable[[], object]]
"""What an act says of what it came to, and the act."""
HELD_S = 0.1
"""Seconds between moves under which a key counts as held; terminals repeat every 33 ms."""
ON_PAGES = ("page.find", "rules", "help", "undo", "redo", "back", "pane.next")
"""Commands for everywhere that each page does for itself."""


class Page(Asks, Turns):
    """A page: one list, a pane of text below it, and a frame around them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(DETAIL, {}),
        *(binding for binding in bindings(EVERYWHERE, {}) if binding.id in ON_PAGES),
    ]
    AUTO_FOCUS = "RowList"

    def __init_subclass__(cls, **options: bool) -> None:
        if page := vars(cls).get("page"):
            cls.BINDINGS = list(bindings(page, {}))
            PAGES[page].made_by = cls
        super().__init_subclass__(**options)

    def __init__(self) -> None:
        super().__init__()
        self.prompt = Prompt()
        self.words = ""
        """What `/` filters the page by."""
        self.asks_first = False
        """Whether the first questions are being asked on top of it."""
        self.planned: list[Planned] | None = None
        """While an act on many rows is told: what it would do to one of them."""
        self._moved_at = 0.0
        self._later: Timer | None = None

    @property
    def sought(self) -> str:
        return f"/{self.words}" if self.words and not self.prompt.is_open else ""

    # What a page fills in

    def body(self) -> Sequence[Widget]:
        """Its widgets between title and footer."""
        raise NotImplementedError

    def impossible(self) -> dict[str, str]:
        """Ids of commands that make no sense now, with the reason.

        The footer leaves them out; help, and the key itself, say why.
        """
        return {}

    def labels(self) -> dict[str, str]:
        """What the footer calls commands that do something else on this row."""
        return {}

    def go_to(self, key: str) -> None:
        """Puts the cursor on a row by its key, where the page has it."""
        self.filter_by("")
        self.rows.go_to(key)

    def freshen(self) -> None:
        """Shows the page as a start does."""
        self.footer.hush()
        row = self.rows.selected
        self.rows.action_first()
        self.reload()
        self.rows.go_to(row or "")

    def leaving(self) -> dict[str, str]:
        """What it can come back to at the next start."""
        return {"words": self.words, "row": self.rows.selected or ""}

    def show_text(self, brief: bool = False) -> None:
        """Shows the text of the line under the cursor; `brief` while a key is held."""

    def selected(self) -> object:
        """What is under the cursor; None for nothing."""
        return self.rows.selected

    def copies(self) -> dict[str, str]:
        """What can be copied of the row under the cursor, by its name, the usual one first."""
        return {}

    def fits(self, text: str) -> bool:
        """Whether a text holds every word that the page is filtered by."""
        folded = text.casefold()
        return all(word in folded for word in self.words.casefold().split())

    @on(RowList.Moved)
    def _cursor_moved(self) -> None:
        """Shows the line under the cursor; on a slow line, while a key is held, only briefly."""
        now = monotonic()
        held = self.my_app.line.slow and now - self._moved_at < HELD_S
        self._moved_at = now
        if self._later:
            self._later.stop()
        self._later = self.set_timer(HELD_S, self.show_text) if held else None
        self.show_text(held)
        self.show_footer()

    @on(RowList.Chosen)
    async def _chosen(self) -> None:
        """Does what the page declares for Enter."""
        for command in commands(self.page):
            if "enter" in command.key.split(","):
                await self.action_do(command.id)

    # The frame

    def compose(self) -> ComposeResult:
        yield self.title_line
        yield from self.body()
        yield self.footer
        yield self.prompt

    @property
    def rows(self) -> RowList:
        """The page's list."""
        return self.query_one(RowList)

    def on_screen_resume(self) -> None:
        self.coach.refresh()
        self.reload()
        self.show_footer()

    def on_key(self, event: events.Key) -> None:
        self.footer.hush()
        if self.coach.refresh():
            self.reload()
        is_ours = event.is_printable and (event.character or "").isascii()
        if is_ours and event.key not in self.active_bindings:
            self.footer.say(f"“{event.character}” is no key here; {self.key_of('help')} lists all.")

    def without(self) -> set[str]:
        """Ids of commands that the footer leaves out now."""
        return {*self.impossible()}

    def hints(self) -> Sequence[Hint]:
        """What the footer shows beside its commands."""
        return ()

    def show_footer(self) -> None:
        """Shows what is possible now."""
        without = self.without()
        if not self.my_app.has_jumped_to(self.page):
            without.add("return")
        shown = hints(self.page, self.my_app.keymap, without, self.labels())
        self.footer.show([*shown, *self.hints()])

    @on(RowList.Pending)
    def _keys_pending(self, event: RowList.Pending) -> None:
        self.footer.pend(event.keys)

    def filter_by(self, words: str) -> None:
        """Lists only what holds these words."""
        self.words = words
        self.reload()

    def typed(self, text: str) -> None:
        """What the prompt says has changed: by itself, the words to find."""
        self.filter_by(text)

    def typed_last(self, text: str, kept: bool) -> None:
        """The prompt is closed, with its text or given up."""
        self.typed(text)

    @on(Prompt.Changed)
    def _prompt_typed(self, event: Prompt.Changed) -> None:
        self.typed(event.text)

    @on(Prompt.Cut)
    def _prompt_cut(self, event: Prompt.Cut) -> None:
        self.footer.say(event.words, "warn")

    @on(Prompt.Closed)
    def _prompt_closed(self, event: Prompt.Closed) -> None:
        self.typed_last(event.text, event.kept)
        self.show_footer()

    # Acts

    async def action_do(self, command_id: str) -> None:
        """Does what a command of the page declares, or says why not now."""
        if reason := self.impossible().get(command_id):
            self.footer.say(f"Not now: {reason}.")
        elif asking := told(self, command_of(command_id)):
            begin(self, asking)

    @property
    def meant(self) -> Sequence[str]:
        """The keys of the rows that an act is about."""
        return [self.rows.selected] if self.rows.selected else []

    def called(self, title: str) -> str:
        """What a question calls the row that an act is about."""
        return title

    async def attempt(
        self,
        done: str | Callable[[Result], str],
        act: Callable[Given, Result],
        /,
        *words: Given.args,
        **more: Given.kwargs,
    ) -> Result | None:
        """Acts, shows it and says `done`; the result, or None where it could not be done.

        Why not is said in one sentence. An act that gives what is false changed nothing.
        """
        if self.planned is not None:
            self.planned.append((done, partial(act, *words, **more)))
            return None
        try:
            result = await in_turn(self, partial(act, *words, **more))
        except CoachError as error:
            self.footer.say(str(error), "warn")
            return None
        self.reload()
        self.show_footer()
        if result is None or result:
            told = done if isinstance(done, str) else done(result)
            self.say_turned(told)
        return result

    def action_find(self) -> None:
        self.prompt.open(self.words)

    def let_be(self) -> bool:
        """Ends what is being worked out; whether there was anything."""
        is_working = bool(self.workers.cancel_group(self, ASIDE))
        if is_working:
            self.footer.say(LEFT)
        return is_working

    def action_leave(self) -> None:
        """Esc."""
        self.action_back()

    def action_back(self) -> None:
        """Ends what is being worked out; else gives up the filter, if there is one."""
        if self.let_be():
            return
        if self.words:
            self.filter_by("")
        self.show_footer()

    def action_go(self, page: str) -> None:
        self.my_app.action_go(page)

    def action_next_pane(self) -> None:
        self.focus_next()

    def action_help(self) -> None:
        from screens.pages.help import help_lines
        from screens.widgets.ask import HELP

        self.read(f"{self.name_of_page}{HELP}", help_lines(self), label_width=16)
