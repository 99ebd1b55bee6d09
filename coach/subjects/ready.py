"""Whether one is ready for an exam: which tests count, what was said of it, whether that held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from coach.facts.book import Facts
from coach.logs.exams import NAMES, ExamEntry
from coach.logs.tests import TESTS, PracticeTest
from coach.prepare import readiness
from coach.prepare.forms import form_of
from coach.prepare.readiness import Band, Graded, Range, Shown
from coach.prepare.study import without_result
from coach.records import PracticeForm, Record, Rule, Statistic, replace
from coach.state import State, studying

ERROR: Final = "standard_error_of_measurement"
PASSING: Final = "passing_score"
BY_PERCENT: Final = ("step1", "oet")
"""Exams whose practice tests are held against a percent."""
STEP1_PERCENT: Final = 65
"""Of three forms in a row (rule `step1_ready` of the facts)."""
IN_A_ROW: Final = {"step1": 3}
"""Forms above the target that are asked for; of other exams two."""


class Target(Record):
    """What is aimed at: a score, or a percent of the forms; and who says so."""

    value: int
    why: str
    published: Statistic | Rule | None = None


class Aim(Record):
    """A score, the chance of it, and what one more form of the same level would make that."""

    value: int
    now: Range
    after: Range


class Readiness(Record):
    """How near an exam is: the last forms against the target, the band, and the chances."""

    exam: str
    day: date
    """The day that it is reckoned for: the planned one, or today."""
    tests: tuple[PracticeTest, ...]
    target: Target | None
    above: tuple[bool, ...]
    """Of the forms that are held against the target, the newest last."""
    band: Band | None
    graded: Graded | None
    passing: Aim | None
    reaching: Aim | None
    sat_on: date | None
    """A day of the exam that is past, where nobody said what came of it."""
    passed: bool = False
    form: PracticeForm | None = None
    """The one whose precision carries the band."""

    @property
    def needed(self) -> int:
        """Forms in a row that have to be above the target."""
        return IN_A_ROW.get(self.exam, 2)

    @property
    def missing(self) -> int:
        """How many of them are still to come, after those that are above it now."""
        last = list(reversed(self.above))
        return max(self.needed - (last.index(False) if False in last else len(last)), 0)

    @property
    def ready(self) -> bool | None:
        """Whether the last forms are above the target; None while there are too few."""
        if len(self.above) < self.needed:
            return None
        return all(self.above[-self.needed :])


def readiness_of(state: State, exam: str) -> Readiness:
    """How near an exam is, by its practice tests and on its planned day."""
    kept, entry = studying.kept_of(state, exam), studying.exam_of(state, exam)
    day, target = max(entry.planned or state.today, state.today), _target(state, entry)
    is_passed, sat_on = studying.is_passed(state, exam), without_result(entry, state.today)
    band = None if is_passed or sat_on else outlook_of(state, entry, kept.tests, day)
    mark = published(state.facts, exam, PASSING)
    return Readiness(
        exam=exam,
        day=day,
        tests=kept.tests,
        target=target,
        above=tuple(value >= target.value for value in results(exam, kept.tests) if value)
        if target
        else (),
        band=band,
        graded=graded_of(entry, state.kept(TESTS).values()),
        passing=_aim(band, mark),
        reaching=_aim(band, target.value if target else None),
        sat_on=sat_on,
        passed=is_passed,
        form=next((form for _, form in counted(kept.tests, state.facts)), None),
    )


def results(exam: str, tests: Iterable[PracticeTest]) -> list[float | None]:
    """The result of each test that compares with the target of its exam."""
    return [test.percent if exam in BY_PERCENT else test.score for test in tests]


def _aim(band: Band | None, value: float | None) -> Aim | None:
    if band is None or value is None:
        return None
    return Aim(int(value), band.chance(value), band.chance(value, is_after=True))


def _target(state: State, exam: ExamEntry) -> Target | None:
    """The target that was typed, else the one that is published."""
    if exam.target and (exam.key not in BY_PERCENT or exam.target <= 100):
        return Target(exam.target, "as you said")
    return _published_target(state, exam.key)


def _published_target(state: State, exam: str) -> Target | None:
    if exam == "step1":
        rule = state.facts.rules["step1_ready"]
        return Target(STEP1_PERCENT, "percent, a rule of thumb", rule)
    specialty = next(iter(state.applicant.specialties), "")
    rows = [
        (values, row)
        for row in state.facts.statistics
        if row.table == "specialty_outcomes"
        and (values := dict(row.values))["specialty"] == specialty
    ]
    if exam != "step2ck" or not rows or not rows[-1][0]["step2ck_matched_median"]:
        return None
    values, row = rows[-1]
    quarter = values["step2ck_matched_q1"]
    why = f"the median of matched non-US IMGs; a quarter had under {quarter}"
    return Target(int(values["step2ck_matched_median"]), why, row)


def published(facts: Facts, exam: str, measure: str) -> float | None:
    """The newest published figure of an exam."""
    tables = (dict(row.values) for row in facts.statistics if row.table == "usmle")
    rows = [row for row in tables if (row["exam"], row["measure"]) == (NAMES[exam], measure)]
    return float(rows[-1]["value"]) if rows else None


def counted(tests: Iterable[PracticeTest], facts: Facts) -> list[tuple[PracticeTest, PracticeForm]]:
    """The tests with a score whose form has a published precision."""
    known = {(str(form.exam), form.name): form for form in facts.forms.values() if form.precision}
    named = [(test, known.get((test.exam, test.form.rpartition(" ")[0]))) for test in tests]
    return [(test, form) for test, form in named if form and test.score and test.day]


def outlook_of(
    state: State, exam: ExamEntry, tests: Iterable[PracticeTest], day: date
) -> Band | None:
    """What tests since the last attempt say of an exam on a day; None where none counts."""
    error, all_tests = published(state.facts, exam.key, ERROR), list(tests)
    shown = [
        Shown(test.day, test.score, readiness.standard_error(form.precision))
        for test, form in counted(all_tests, state.facts)
        if test.day and test.score and form.precision and test.day > (exam.day or date.min)
    ]
    graded = graded_of(exam, state.kept(TESTS).values())
    shown.sort(key=lambda each: each.day)
    return readiness.outlook(shown, day, error, graded) if error else None


def graded_of(exam: ExamEntry, tests: Iterable[PracticeTest]) -> Graded | None:
    """The last band that was said before the day of a result, beside that result."""
    result = exam.day or date.min
    told = [
        Graded(test.low, test.high, exam.score, test.told_on)
        for test in sorted(tests, key=lambda test: (str(test.told_on), str(test.day)))
        if test.exam == exam.key and exam.score and test.told_on and test.low and test.high
    ]
    return next((each for each in reversed(told) if each.told_on < result), None)


def settled(state: State, test: PracticeTest, kept: Mapping[str, PracticeTest]) -> PracticeTest:
    """A practice test with the band that is told today. Raises CoachError for an unknown form. A
    band that was told stays, as long as nothing of the test is corrected."""
    before, facts = kept.get(test.key), state.facts
    if before and _about(before) == _about(test):
        return test
    form_of(test.exam, test.form, facts.forms.values())
    if before is None and test.told_on and test.told_on < state.today:
        return test  # from a file of one's own
    return _with_band(state, test, [each for key, each in kept.items() if key != test.key])


def _with_band(state: State, test: PracticeTest, others: Iterable[PracticeTest]) -> PracticeTest:
    """With what it and the tests before it say of the exam; nothing where its form says none."""
    exam, day = studying.exam_of(state, test.exam), test.day or state.today
    earlier = [each for each in others if each.exam == exam.key and (each.day or day) <= day]
    told = outlook_of(state, exam, [*earlier, test], max(exam.planned or day, day))
    if told is None or not counted([test], state.facts):
        return replace(test, low=None, high=None, told_on=None)
    return replace(test, low=told.low, high=told.high, told_on=state.today)


def _about(test: PracticeTest) -> tuple[object, ...]:
    return test.exam, test.form, test.score, test.percent, test.day
