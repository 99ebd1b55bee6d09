"""What every page shares: title, footer, prompt, and how an act is tried, said and undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget

from coach.records import STAGES, CoachError
from screens.keys import DETAIL, PAGES, bindings, commands, hints, key_names
from screens.widgets.detail import Detail, Line
from screens.widgets.frame import Footer, Title
from screens.widgets.prompt import Prompt
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from coach.coach import Coach
    from screens.app import CoachApp


ON_PAGES = ("page.find", "help", "undo", "back", "pane.next")
"""Commands for everywhere that each page does for itself."""


def pane(height: int, above: int = 0) -> Detail:
    """A text pane of fixed height with blank lines above it.

    Not by a style sheet of the page: each one has all styles worked out again (7 ms).
    """
    made = Detail()
    made.styles.height = height
    made.styles.margin = (above, 0, 0, 0)
    return made


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

    @property
    def coach(self) -> Coach:
        """The front door."""
        return self.my_app.coach

    @property
    def my_app(self) -> CoachApp:
        """The app, by its own type."""
        return cast("CoachApp", self.app)

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

    def impossible(self) -> set[str]:
        """Ids of commands that make no sense now; the footer leaves them out."""
        return set()

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
        applicant = self.coach.applicant
        hours = f"{applicant.hours_per_week:g} h" if applicant.hours_per_week is not None else ""
        pieces = [f"season {self.coach.season}", STAGES[self.coach.place.stage].lower(), hours]
        status = " · ".join(piece for piece in pieces if piece)
        self.title_line.show(PAGES[self.page], context, status)

    @on(RowList.Pending)
    def _keys_pending(self, event: RowList.Pending) -> None:
        self.footer.pend(event.keys)

    @on(Prompt.Typed)
    def _prompt_typed(self, event: Prompt.Typed) -> None:
        self.found = event.text
        self.reload()

    @on(Prompt.Closed)
    def _prompt_closed(self, event: Prompt.Closed) -> None:
        self.found = event.text
        self.reload()
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

    def action_back(self) -> None:
        """Gives up the filter, if there is one."""
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
        for title, place in ((f"On {PAGES[self.page]}", self.page), ("Everywhere", "")):
            lines.append(Line.of(title, "strong"))
            lines += [
                Line.labelled(", ".join(key_names(one, self.my_app.keymap)), one.text)
                for one in commands(place)
            ]
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
