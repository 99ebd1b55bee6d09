"""A command as it is declared, for keys, help and the command line."""

from typing import Final

from coach.records.words import Record

LIST: Final = "list"
"""In every list."""
DETAIL: Final = "detail"
"""In the text below a list."""


class Command(Record):
    """One thing the user can do."""

    id: str
    """Its name for rebinding: "task.finish"."""
    key: str = ""
    """The keys that do it, separated by commas; the footer shows the first."""
    label: str = ""
    """One word for the footer."""
    text: str = ""
    """One sentence for help, palette and usage."""
    action: str = ""
    """An `action_…` method of the page or app, with its arguments if any; or, with a dot, a
    function of a module of screens/pages: it gets the page and, without `()`, what is selected."""
    pages: tuple[str, ...] = ()
    """Where it is possible; nothing means everywhere."""
    rank: int = 0
    """Its place in the footer; 0 keeps it out."""
    words: str = ""
    """On the command line: "move", "task add"; none for what only a screen does."""
    act: str = ""
    """`road.move`: an act of a subject, `undo`: of the coach; `saying.week.week`: a function over
    the coach; with ":word" of that log. Its typed signature gives the options, its typed
    answer the JSON."""
    says: str = ""
    """`task.acted`: the function of coach/saying that puts the answer into words."""
    gives: str = ""
    """The key of the answer in JSON, where it has no keys of its own."""
    many: bool = False
    """Whether it is done to every row that is marked, asked once; it acts by `Page.attempt`."""

    @property
    def binding(self) -> str:
        """What Textual runs: a page looks first whether the command is possible now."""
        on_a_page = self.pages and not {LIST, DETAIL} & set(self.pages)
        return f"do('{self.id}')" if on_a_page else self.action
