"""The frame that every page stands in: its title, its footer, and the texts read in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.screen import Screen

from coach.saying.text import Line
from screens.registry import PAGES
from screens.widgets.detail import Detail
from screens.widgets.frame import Footer, Title

if TYPE_CHECKING:
    from coach.subjects.coach import Coach
    from screens.app import CoachApp


class Framed(Screen[None]):
    """A screen between title and footer, with texts to read over it or in its panes."""

    page: ClassVar[str]
    """The id of its row in screens/registry.py."""
    reading: ClassVar[str] = ""
    """The title of the line under the cursor when it is read in full."""
    label_width: ClassVar[int] = 12

    def __init__(self) -> None:
        super().__init__()
        self.title_line = Title(self.tab)
        self.footer = Footer()

    @property
    def name_of_page(self) -> str:
        """Its title."""
        return PAGES[self.page].title

    @property
    def tab(self) -> str:
        """The page that the title marks: itself, or the one that leads to it."""
        return PAGES[self.page].under or self.page

    @property
    def coach(self) -> Coach:
        """The front door."""
        return self.my_app.coach

    @property
    def my_app(self) -> CoachApp:
        """The app."""
        return cast("CoachApp", self.app)

    @property
    def sought(self) -> str:
        """The words that the page is filtered by, where nothing else shows them."""
        return ""

    def show_title(self, context: str = "", *, brief: bool = False) -> None:
        """Says the day, the season and, unless `brief`, the stage, and the page's own context."""
        today = self.coach.today
        place = [f"{today:%a} {today.day} {today:%b %Y}"]
        place += [f"season {self.coach.season.year}"]
        place += [] if brief else [self.coach.road.place.name.lower()]
        context = " · ".join(filter(None, [self.sought, context]))
        if not PAGES[self.page].key:
            context, place = place[0], [self.name_of_page, context]
        self.title_line.show(" · ".join(filter(None, place)), context)

    @on(Title.Turned)
    def _title_turned(self, event: Title.Turned) -> None:
        self.my_app.action_go(event.page)

    # What is read

    def explain_line(self) -> list[Line]:
        """The line under the cursor, explained for `?`."""
        return []

    def action_explain(self) -> None:
        self.read(self.reading, self.explain_line(), self.label_width)

    def read(self, title: str, lines: list[Line], label_width: int = 12) -> None:
        """Shows text to read over the whole screen; Esc comes back."""
        from screens.widgets.ask import Help  # 12 ms, not needed for the first page

        if lines:
            self.app.push_screen(Help(title, lines, self.tab, label_width=label_width))

    def say_whole(self, *lines: str) -> None:
        """Says what was written in the last line; what is too long for it is read whole."""
        if len(words := " ".join(lines)) < self.size.width - 1:
            self.footer.say(words)
        else:
            self.read("Written", [Line.of(words)])

    def action_rules(self) -> None:
        from coach.saying.rules import rules

        self.read("Rules", rules(self.coach, self.coach.profile.rules()))

    def _longer(self) -> Detail | None:
        return next((detail for detail in self.query(Detail) if detail.is_longer), None)

    def action_read(self, lines: int) -> None:
        if detail := self._longer():
            detail.action_read(lines)

    def action_leaf(self, pages: int) -> None:
        if detail := self._longer():
            detail.action_leaf(pages)
