"""The pages, each declared once: its key, command, palette entry and home of what is found.

A page's module, screens/pages/ID.py, is loaded when the page is first visited; its class says
`page = ID`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
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
    made_by: type[Page] | None = None
    """Its class, once its module is loaded."""

    @property
    def going(self) -> str:
        """The action that goes there."""
        return f"go('{self.id}')"

    def open(self) -> Page:
        """The page, made."""
        if self.made_by is None:
            import_module(f"screens.pages.{self.id}")
        if self.made_by is None:
            raise LookupError(f"screens/pages/{self.id}.py has no class with page = “{self.id}”")
        return self.made_by()


# 4 and 5 belong to Season and Prepare, which are not built yet.
PAGES: Final = {
    page.id: page
    for page in (
        PageRow("week", "Week", "1", "what do I do this week?"),
        PageRow("journey", "Journey", "2", "where am I on the road?", "task"),
        PageRow("programs", "Programs", "3", "where should I apply?", "program"),
        PageRow("applying", "Application list"),
        PageRow("library", "Library", "6", "which resource helps me now?", "resource"),
        PageRow("profile", "Profile", "7", "who am I?"),
    )
}
