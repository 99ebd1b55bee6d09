"""Questions that went wrong: subject, what was learnt, and when it is looked at again."""

from datetime import date
from typing import Annotated, Literal

from coach.logs.fields import ask, named
from coach.logs.log import Entry, Log
from coach.logs.settling import settled_slip


class Slip(Entry, kw_only=True):
    """A thing that went wrong in a question, in words of one's own; never the question."""

    lesson: Annotated[str, ask("What will you remember? (never the question itself)")]
    exam: Annotated[str, named("exam"), ask("For which exam?")] = ""
    subject: Annotated[str, named("subject"), ask("Which subject?")] = ""
    cause: Literal["", "knowledge", "misread", "reasoning", "time", "changed"] = ""
    day: date | None = None
    due: date | None = None
    reviewed: date | None = None
    state: Literal["", "learning", "review", "relearning"] = ""
    step: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    never = "What you learnt, never the question itself."
    settled = settled_slip

    @property
    def order(self) -> float:
        """What is to be looked at first."""
        return self.due.toordinal() if self.due else 0


ERRORS = Log(
    "errors",
    Slip,
    title=lambda slip: slip.lesson,
    line="error {exam} {subject} {cause} {lesson} {day}",
    columns=("lesson", "subject", "due"),
    demo=("error step3 cardiology reasoning tamponade: pulsus paradoxus before the echo",),
)
