"""The first screen of a new applicant: what this is, what it keeps, and how to begin."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from coach.saying.text import Line
from coach.subjects.profile import first_questions
from screens.keys import Hint
from screens.widgets.detail import Detail
from screens.widgets.frame import Footer, Title

TEXT = (
    Line(),
    Line.of("Welcome.", "strong"),
    Line(),
    Line.of(
        "coach takes you from “where do I start?” to Match Day, one week at a time: what to "
        "do now and why, which programs can take you, which dates cannot wait."
    ),
    Line(),
    Line.of(
        "Everything stays in one file on this machine. There is no account and no network; "
        "nobody else sees your scores, your visa or your plans."
    ),
    Line(),
    Line.of(
        "It says what it knows and how sure it is. What nobody has stated is unknown, which "
        "is not a no. It gives general information, no promises and no legal advice."
    ),
    Line(),
    Line.of(
        f"{len(first_questions({}))} short questions come first. Each can be left open with Enter; "
        "Esc stops, and 7 then r goes on another day."
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
        yield Detail(TEXT)
        yield Footer((Hint("Enter", "begin", 1), Hint("Esc", "later", 99)))
