"""Practice tests: form, score or percent, and the range for the real exam that they gave."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from coach.logs.fields import ask, named, unit
from coach.logs.log import Entry, Log
from coach.logs.settling import settled_test
from coach.records import EXAM_NAMES


class PracticeTest(Entry, kw_only=True):
    """A practice test: which form, when, with what result."""

    exam: Annotated[str, named("exam"), ask("For which exam?")]
    form: Annotated[str, named("form"), ask("Which form? (NBME 31, UWSA 1, Free 120, own: …)")]
    score: Annotated[int, Meta(ge=1, le=300)] | None = None
    percent: Annotated[float, Meta(ge=0, le=100), unit("%")] | None = None
    day: date | None = None
    note: str = ""
    low: int | None = None
    high: int | None = None
    is_sought = False
    told_on: date | None = None
    settled = settled_test


TESTS = Log(
    "tests",
    PracticeTest,
    title=lambda test: f"{test.form}, {EXAM_NAMES.get(test.exam, test.exam)}",
    line="test {exam} {form} {score} {percent} {day}",
    columns=("form", "exam", "score", "percent", "day"),
    demo=("test step3 UWSA 1 224 yesterday",),
)
