"""Applications: to which programs, with which signal, and what became of each."""

from datetime import date
from typing import Annotated, Final, Literal

from coach.logs.fields import also, ask, links, private
from coach.logs.log import Log
from coach.logs.of_a_season import OfASeason, settled_application

States = Literal[
    "planned", "submitted", "invited", "waitlisted", "declined", "interviewed", "ranked"
]
INVITED: Final = ("invited", "interviewed", "ranked")
"""States of an application that brought an invitation."""


class Application(OfASeason, kw_only=True):
    """An application to a program, from the plan to the rank list."""

    program: Annotated[str, links("program"), ask("To which program?")]
    state: Annotated[
        States,
        also(
            applied="submitted",
            sent="submitted",
            rejected="declined",
            rejection="declined",
            waitlist="waitlisted",
            interview="invited",
        ),
    ] = "submitted"
    signal: Annotated[Literal["", "signal", "gold", "silver"], ask("With a signal?")] = ""
    submitted: Annotated[date | None, also(on="submitted"), ask("Sent on which day?")] = None
    answered: Annotated[date | None, ask("On which day did the answer come?")] = None
    note: Annotated[str, private] = ""
    settled = settled_application


APPLICATIONS = Log(
    "applications",
    Application,
    title=lambda application: application.title,
    line="applied {program} {state} {signal} submitted {submitted} answered {answered}",
    columns=("program", "state", "signal", "submitted", "answered"),
    demo=(
        "applied BronxCare IM invited signal submitted 60 days ago answered 20 days ago",
        "applied Maimonides IM submitted 60 days ago",
        "applied Hurley IM signal submitted 60 days ago",
    ),
)
