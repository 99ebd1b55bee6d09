"""Hours of study: what was done on a day, for which exam, with which tool."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from coach.logs.fields import ask, named, unit
from coach.logs.log import Entry, Log
from coach.logs.settling import settled_session
from coach.records import EXAM_NAMES


class Session(Entry, kw_only=True):
    """A piece of study: hours and questions on a day."""

    exam: Annotated[str, named("exam"), ask("For which exam?")]
    questions: Annotated[int, Meta(ge=0, le=1000), unit("q", "questions")] | None = None
    correct: Annotated[int, Meta(ge=0, le=100), unit("%")] | None = None
    hours: Annotated[float, Meta(ge=0, le=24), unit("h", "hours", "hrs")] | None = None
    tool: Annotated[str, ask("With which tool? (UWorld, First Aid)")] = ""
    subject: str = ""
    day: date | None = None
    is_sought = False
    settled = settled_session


SESSIONS = Log(
    "sessions",
    Session,
    title=lambda session: (
        f"{session.day}: {session.tool or 'study'}, {EXAM_NAMES.get(session.exam, session.exam)}"
    ),
    line="studied {exam} {questions} {hours} {correct} {tool} {day}",
    columns=("day", "exam", "questions", "hours", "correct", "tool"),
    demo=("studied step3 40q 2h UWorld yesterday",),
)
