"""The first screen of a new applicant: what this is, what it keeps, and how to begin."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from coach.saying.text import Line
from screens.keys import Hint
from screens.widgets.detail import Detail
from screens.widgets.frame import Footer, Title

TEXT = (
    Line(),
    Line.of("Welcome.", "strong"),
    Line.of(
        "coach takes international medical graduates from “where do I start?” to a residency in "
        "the US, one week at a time: what to do now and why, which programs take you, which dates "
        "cannot wait until Match Day."
    ),
    Line(),
    Line.of(
        "A dozen short questions come first, two minutes. Enter alone leaves one open, Shift+Tab "
        "goes back, Esc stops; 7 then r goes on another day."
    ),
    Line(),
    Line.labelled("Pages", "the digits in the first line go to them"),
    Line.labelled("Keys", "? explains, ctrl+p finds anything, u takes back"),
    Line(),
    Line.of(
        "All stays in one file on this machine: no account, no network. What nobody has stated "
        "is unknown, which is not a no. General information, no promises, no legal advice."
    ),
)


class Welcome(ModalScreen[bool]):
    """Enter begins the questions, Esc leaves them for later."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", show=False),
        Binding("escape", "dismiss(False)", show=False),
    ]

    def compose(self) -> ComposeResult:
        yield Title("", "Welcome")
        yield Detail(TEXT, label_width=7)
        yield Footer((Hint("Enter", "begin", 1), Hint("Esc", "later", 99)))
