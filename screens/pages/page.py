"""What every page shares: title, footer, prompt, and how an act is tried, said and undone."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import partial, wraps
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker

from coach.journey.left import hours_a_week
from coach.records import STAGES, CoachError
from coach.saying.text import Line
from screens.keys import DETAIL, PAGES, bindings, commands, hints, key_names
from screens.widgets.detail import Detail
from screens.widgets.frame import Footer, Title
from screens.widgets.prompt import Prompt
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.subjects.coach import Coach
    from screens.terminal.environment import Line as TerminalLine


HELD_S = 0.12
"""Seconds between moves under which a key counts as held; terminals repeat every 33 ms."""
ON_PAGES = ("page.find", "help", "undo", "back", "pane.next")
"""Commands for everywhere that each page does for itself."""


def possible(command: str) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Lets an action run only while its command is possible, and says the reason otherwise."""

    def wrap(act: Callable[[Any], None]) -> Callable[[Any], None]:
        @wraps(act)
        def tried(page: Any) -> None:
            reason = page.impossible().get(command)
            if reason:
                page.footer.say(f"Not now: {reason}.")
            else:
                act(page)

        return tried

    return wrap


def pane(height: int, above: int = 0) -> Detail:
    """A text pane of fixed height with blank lines above it.

    Not by a style sheet of the page: each one has all styles worked out again (7 ms).
    """
    made = Detail()
    made.styles.height = height
    made.styles.margin = (above, 0, 0, 0)
    return made


class Host(Protocol):
    """What a page asks of its app."""

    coach: Coach
    keymap: Mapping[str, str]
    line: TerminalLine

    def action_go(self, page: str) -> None:
        """Goes to a page."""


class Page(Screen[None]):
    """A page: one list, a pane of text below it, and a frame around them."""

    page: ClassVar[str]
    """Its id in screens/keys.py."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(DETAIL, {}),
        *(one for one in bindings("", {}) if one.id in ON_PAGES),
    ]
    AUTO_FOCUS = "RowList"

    def __init__(self) -> None:
        super().__init__()
        self.title_line = Title(PAGES[self.page])
        self.footer = Footer()
        self.prompt = Prompt()
        self.found = ""
        """What `/` filters the page by."""
        self._moved_at = 0.0
        self._later: Timer | None = None
        self._aside: Worker[None] | None = None

    @property
    def coach(self) -> Coach:
        """The front door."""
        return self.my_app.coach

    @property
    def my_app(self) -> Host:
        """The app, as far as a page knows it."""
        return cast(Host, self.app)

    # What a page fills in

    def body(self) -> Sequence[Widget]:
        """Its widgets between title and footer."""
        raise NotImplementedError

    def reload(self) -> None:
        """Shows everything as it is now; the cursor stays on its row."""
        raise NotImplementedError

    def explain_line(self) -> list[Line]:
        """The line under the cursor, explained for `?`."""
        return []

    def impossible(self) -> dict[str, str]:
        """Ids of commands that make no sense now, with the reason.

        The footer leaves them out; help, and the key itself, say why.
        """
        return {}

    def go_to(self, key: str) -> None:
        """Puts the cursor on a row by its key, where the page has it."""
        self.found = ""
        self.reload()
        self.rows.go_to(key)

    def freshen(self) -> None:
        """Shows the page as a start does."""
        self.found = ""
        self.footer.hush()
        self.rows.action_first()
        self.reload()

    def moved(self, show: Callable[[bool], None]) -> None:
        """Shows the line under the cursor; on a slow line, while a key is held, only briefly."""
        now = monotonic()
        held = self.my_app.line.slow and now - self._moved_at < HELD_S
        self._moved_at = now
        if self._later:
            self._later.stop()
            self._later = None
        if held:
            self._later = self.set_timer(HELD_S, partial(show, False))
        show(held)

    def read(self, title: str, lines: list[Line], label_width: int = 12) -> None:
        """Shows text to read over the whole screen; Esc comes back."""
        from screens.widgets.ask import Help  # 12 ms, not needed for the first page

        if lines:
            self.app.push_screen(Help(title, lines, label_width=label_width))

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

    def show_footer(self) -> None:
        """Shows what is possible now."""
        self.footer.show(hints(self.page, self.my_app.keymap, self.impossible()))

    def show_title(self, context: str = "") -> None:
        """Names the page and how things stand."""
        room = hours_a_week(self.coach.profile.applicant)
        hours = "" if room is None else f"{room:g} h"
        pieces = [
            f"season {self.coach.season.year}",
            STAGES[self.coach.road.place.stage].lower(),
            hours,
        ]
        status = " · ".join(piece for piece in pieces if piece)
        self.title_line.show(PAGES[self.page], context, status)

    @on(RowList.Pending)
    def _keys_pending(self, event: RowList.Pending) -> None:
        self.footer.pend(event.keys)

    def typed(self, text: str) -> None:
        """What the prompt says has changed: by itself, the words to find."""
        self.found = text
        self.reload()

    def typed_last(self, text: str, kept: bool) -> None:
        """The prompt is closed, with its text or given up."""
        self.typed(text)

    @on(Prompt.Typed)
    def _prompt_typed(self, event: Prompt.Typed) -> None:
        self.typed(event.text)

    @on(Prompt.Closed)
    def _prompt_closed(self, event: Prompt.Closed) -> None:
        self.typed_last(event.text, event.kept)
        self.show_footer()

    # Acts

    def attempt(self, act: Callable[[], object], said: str | Callable[[], str]) -> None:
        """Does something, shows it and says so; what cannot be done is said in one sentence."""
        try:
            changed = act()
        except CoachError as error:
            self.footer.say(str(error), "warn")
            return
        self.reload()
        self.show_footer()
        if changed is not False:
            undo = key_names(next(c for c in commands("") if c.id == "undo"), self.my_app.keymap)[0]
            self.footer.say(f"{said if isinstance(said, str) else said()}   {undo} undo")

    def action_undo(self) -> None:
        try:
            title = self.coach.undo()
        except CoachError as error:
            self.footer.say(str(error), "warn")
            return
        self.reload()
        self.footer.say(f"Taken back: {title}" if title else "Nothing to undo.")

    def action_find(self) -> None:
        self.prompt.open(self.found)

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Works something out while the keys stay free; Esc lets it be."""
        self._aside = self.run_worker(work, group="aside", exclusive=True, exit_on_error=False)

    def let_be(self) -> bool:
        """Ends what is being worked out; whether there was anything."""
        working = self._aside is not None and self._aside.is_running
        if working and self._aside:
            self._aside.cancel()
            self.footer.say("Left as it was.")
        self._aside = None
        return working

    def action_back(self) -> None:
        """Ends what is being worked out; else gives up the filter, if there is one."""
        if self.let_be():
            return
        if self.found:
            self.found = ""
            self.reload()
        self.show_footer()

    def action_next_pane(self) -> None:
        self.focus_next()

    def action_read(self, lines: int) -> None:
        for detail in self.query(Detail):
            if detail.is_longer:
                detail.action_read(lines)
                return

    def action_leaf(self, pages: int) -> None:
        for detail in self.query(Detail):
            if detail.is_longer:
                detail.action_leaf(pages)
                return

    def action_help(self) -> None:
        lines = self.explain_line()
        if lines:
            lines.append(Line())
        not_now = self.impossible()
        for title, place in ((f"On {PAGES[self.page]}", self.page), ("Everywhere", "")):
            lines.append(Line.of(title, "strong"))
            for one in commands(place):
                why = f" Not now: {not_now[one.id]}." if one.id in not_now else ""
                keys = ", ".join(key_names(one, self.my_app.keymap))
                lines.append(Line.labelled(keys, one.text, (why, "dim")))
            lines.append(Line())
        lines += [Line.of("In lists", "strong")]
        lines += [
            Line.labelled(", ".join(key_names(one, self.my_app.keymap)), one.text)
            for one in commands("list")
        ]
        lines += [Line(), *_HELP_LINES]
        self.read(f"{PAGES[self.page]}: help", lines, label_width=16)


_HELP_LINES = [
    Line.of("If it gets too much", "strong"),
    Line.of(
        "988 by call or text in the US, day and night. Physician Support Line 1-888-409-0141 "
        "(hours in US Eastern time on physiciansupportline.com). Elsewhere: findahelpline.com.",
        indent=2,
    ),
]
