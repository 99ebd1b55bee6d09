"""The exams: what was sat and passed, what is planned, and what its study rests on."""

from datetime import date
from typing import Annotated, Final

from msgspec import Meta

from coach.logs.fields import ask, flags, named, unit
from coach.logs.log import Entry, Log
from coach.logs.settling import settled_exam
from coach.records import EXAM_NAMES

NAMES: Final = EXAM_NAMES
"""Every exam, as it is called."""
Score = Annotated[int, Meta(ge=1, le=500)]
Questions = Annotated[int, Meta(ge=0, le=20_000), unit("q", "questions")]


class ExamEntry(Entry, kw_only=True):
    """An exam: passed or planned, its score and attempts, and what its study rests on."""

    key: Annotated[str, named("exam"), ask("Which exam?")]
    passed: Annotated[bool | None, flags("passed", "failed")] = None
    score: Score | None = None
    attempts: Annotated[int, Meta(ge=0, le=9)] | None = None
    day: date | None = None
    planned: date | None = None
    expected: Score | None = None
    attempt_days: tuple[date, ...] = ()
    permit_from: date | None = None
    permit_until: date | None = None
    one_sitting: bool | None = None
    target: Annotated[Score | None, ask("Which score do you want at least?")] = None
    bank: Annotated[Questions | None, ask("How many questions does your bank show?")] = None
    days_off: Annotated[int, Meta(ge=0, le=6), ask("Days a week without study?")] = 1
    settled = settled_exam

    @property
    def passed_words(self) -> str:
        """How it went; an exam that was not sat is not passed yet."""
        if self.passed is None:
            return ""
        is_sat = self.attempts or self.day or self.score
        return "passed" if self.passed else "failed" if is_sat else "not yet"

    @property
    def order(self) -> float:
        """In the order of the road."""
        return list(NAMES).index(self.key) if self.key in NAMES else len(NAMES)


EXAMS = Log(
    "exams",
    ExamEntry,
    title=lambda exam: NAMES.get(exam.key, exam.key),
    line="exam {key} {passed} {score} {day} {bank}",
    columns=("key", "passed", "score", "day", "planned"),
    empty=lambda exam: exam == ExamEntry(key=exam.key),
)
