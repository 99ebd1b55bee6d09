"""The pages, each declared once: its key, command, palette entry and home of what is found.

A page's module, screens/pages/ID.py, is loaded when the page is first visited; its class says
`page = ID`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

from coach.commands import Command
from coach.subjects.kept import OF_THE_SEASON, titles, with_words

if TYPE_CHECKING:
    from coach.subjects.kept import Entry, Log
    from screens.pages.page import Page


@dataclass(slots=True)
class PageRow:
    """One page, before it is loaded."""

    id: str
    title: str
    key: str = ""
    """The key that goes to it from everywhere; none for one that another page leads to."""
    text: str = ""
    """The question that it answers, for help and palette."""
    home_of: str = ""
    """The kind of things found that are shown on it."""
    own: tuple[Command, ...] = ()
    """Commands of this page alone: those of a log."""
    under: str = ""
    """The page that leads to it, where it has no key of its own."""
    made_by: type[Page] | None = None
    """Its class, once its module is loaded."""

    @property
    def going(self) -> str:
        """The action that goes there."""
        return f"go('{self.id}')"

    def open(self) -> Page:
        """The page, made."""
        if self.made_by is None and self.own:
            from screens.pages.log_page import page_of

            self.made_by = page_of(self.id)
        if self.made_by is None:
            import_module(f"screens.pages.{self.id}")
        if self.made_by is None:
            raise LookupError(f"screens/pages/{self.id}.py has no class with page = “{self.id}”")
        return self.made_by()


PAGES: Final = {
    page.id: page
    for page in (
        PageRow("week", "Week", "1", "what do I do this week?"),
        PageRow("calendar", "Calendar", text="what is due when?", home_of="date", under="week"),
        PageRow("recall", "Said otherwise", text="what did I rely on that changed?", under="week"),
        PageRow("journey", "Journey", "2", "where am I on the road?", "task"),
        PageRow("programs", "Programs", "3", "where should I apply?", "program"),
        PageRow("applying", "Application list", under="programs"),
        PageRow("season", "Season", "4", "what did the programs answer?"),
        PageRow("ranking", "Rank list", text="in which order?", under="season"),
        PageRow("soap", "SOAP", under="season"),
        PageRow("prepare", "Prepare", "5", "what do I study, collect and write?"),
        PageRow("library", "Library", "6", "which resource helps me now?", "resource"),
        PageRow("profile", "Profile", "7", "who am I?"),
        PageRow("history", "History", text="what did I do, and what falls back?"),
    )
}

TABS: Final = tuple(page for page in PAGES.values() if page.key)
"""The pages as the title names them."""
ACTS: Final = (
    ("add", "a,plus", "add", "Add one by a line of plain typing."),
    ("edit", "e", "edit", "Change a field of the one under the cursor."),
    ("why", "enter", "read", "Read all that is known of the one under the cursor."),
    ("remove", "d", "remove", "Take the one under the cursor away."),
    ("import", "i", "import", "Take rows in from a table."),
    ("export", "w", "write", "Write all of them to a file."),
    ("sort", "o", "sort", "Choose the order: any column, either way round, then a second."),
)
ON_MANY: Final = ("edit", "remove")
"""Those that are done to every marked entry."""
NAMED: Final = {
    "why": "explain",
    "import": "importing.read_log()",
    "export": "importing.write_log()",
}
"""Acts that a page calls otherwise."""


def log_row(log: Log[Entry]) -> PageRow:
    """The page of a log, reached by the palette and by what is found of it."""
    own = tuple(
        Command(
            *(f"{log.name}.{act}", key, label, text, NAMED.get(act, act), (log.name,), rank),
            many=act in ON_MANY,
        )
        for rank, (act, key, label, text) in enumerate(ACTS, 10)
        if (act, log.name) != ("sort", "versions")  # they tell how a text grew
    )
    title, text = titles().get(log.name, log.name.capitalize()), log.about
    under = "season" if log.name in OF_THE_SEASON else "prepare"
    return PageRow(log.name, title, text=text, home_of=log.word, own=own, under=under)


PAGES.update({name: log_row(log) for name, log in with_words().items()})
