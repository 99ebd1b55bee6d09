"""Study: the plan of an exam, whether one is ready for it, and what went wrong in questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Annotated, Final

from coach.journey import asked
from coach.journey.compared import Compared
from coach.journey.exams import SITTINGS, Band as Window, band as window_of
from coach.logs.errors import ERRORS, Slip as Slip
from coach.logs.exams import EXAMS, NAMES as NAMES, ExamEntry as ExamEntry
from coach.logs.sessions import SESSIONS, Session as Session
from coach.logs.tests import PracticeTest as PracticeTest
from coach.prepare import recall, study
from coach.prepare.recall import ANSWERS, due_on as due_on
from coach.prepare.study import MOST_TOOLS as MOST_TOOLS, Plan as Plan
from coach.records import CoachError, Exam, Held, Record, replace
from coach.rules.conditions import JUDGES, all_hold
from coach.state import State, studying
from coach.subjects.ahead import outlook
from coach.subjects.options import Opt, Subject
from coach.subjects.ready import (
    BY_PERCENT as BY_PERCENT,
    Aim as Aim,
    Readiness as Readiness,
    readiness_of,
    results as results,
)

OUTCOMES: Final = ("pass", "unknown", "warns", "broken")
"""Of rules for a person, the best first."""
EXAM: Final = Opt("step1, step2ck, step3 or oet; the next one if not said", "EXAM", flag="EXAM")


class Replan(Record):
    """An exam on another day: the plan, what moves on the road, what it costs and gains."""

    exam: str
    was: date | None
    day: date
    plan: Plan
    compared: Compared
    worse: tuple[Held, ...]
    """Rules that would stand worse than now."""
    better: tuple[Held, ...]
    """Rules that stand worse now, as they do."""
    window: Window | None
    """How far the later day still counts for the season."""
    window_was: Window | None
    passing: Aim | None
    passing_was: Aim | None
    changed: bool = False


class StudySubject(Subject):
    """Plan, readiness and mistakes of the exams."""

    def exam_of(self, exam: str | None = None) -> str:
        """The exam that is meant: the named one, or the next. Raises CoachError for none such."""
        if exam:
            from coach.subjects.reading import LineReading

            known = LineReading(self._state).named("exam", exam)
            if known is None:
                raise CoachError(f"“{exam}” is no exam; there are {', '.join(NAMES)}.")
            return known
        kept, today = self._state.kept(EXAMS), self._state.today
        ahead = [each for each in kept.values() if each.planned and each.planned >= today]
        if ahead:
            return min(ahead, key=lambda each: each.planned or date.max).key
        who = self._state.applicant
        return next((key for key in NAMES if not JUDGES[key](getattr(who, key))), "step3")

    def plan(self, exam: Annotated[str | None, EXAM] = None) -> Plan:
        """The plan of an exam by weeks. Raises CoachError."""
        return studying.plan_of(self._state, self.exam_of(exam))

    def readiness(self, exam: Annotated[str | None, EXAM] = None) -> Readiness:
        """How near an exam is, by its practice tests. Raises CoachError."""
        return readiness_of(self._state, self.exam_of(exam))

    def replan(
        self,
        exam: Annotated[str, Opt("step1, step2ck, step3 or oet", "EXAM")],
        day: Annotated[
            str | None, Opt("the new day; the first that fits", "DAY", flag="DAY", joined=True)
        ] = None,
        apply: Annotated[bool, Opt("move the exam to that day")] = False,
    ) -> Replan:
        """An exam on a later day that fits, or a named one; moved only with `apply`. Raises
        CoachError where no day fits, or the day cannot be."""
        key, state = self.exam_of(exam), self._state
        now = studying.plan_of(state, key)
        if now.passed:
            raise CoachError(f"{NAMES[key]} is passed; no other day is needed.")
        to = asked.coming_day(day, state.today, "the new day") if day else now.fits_on
        if to is None:
            raise CoachError(_no_day(state, now))
        later = state.assuming(profile={f"{key}.planned": str(to)})
        would = Replan(
            exam=key,
            was=now.planned,
            day=to,
            plan=studying.plan_of(later, key),
            compared=Compared(
                state.road, later.road, outlook(state).chances, outlook(later).chances
            ),
            worse=_worse(state.held, later.held),
            better=_worse(later.held, state.held),
            window=_window(later, key),
            window_was=_window(state, key),
            passing=readiness_of(later, key).passing,
            passing_was=readiness_of(state, key).passing,
        )
        return replace(would, changed=self.move(key, to)) if apply else would

    def move(self, exam: str, day: str | date) -> bool:
        """Moves an exam to a day to come, with all that hangs on it: one act. Raises CoachError."""
        to = asked.coming_day(day, self._state.today, "the new day")
        if to is None:
            raise CoachError("Name the new day.")
        with self._state.act(f"{NAMES[exam]} moved to {to}") as act:
            entry = act.get(EXAMS, exam) or ExamEntry(key=exam)
            act.put(EXAMS, EXAMS.again(entry, planned=to))
        return act.changed

    def beside(self, exam: str) -> tuple[Window | None, list[Held]]:
        """Until when an exam counts for the season, and the rules that want something of it."""
        name = NAMES[exam]
        asking = [rule for rule in self._state.held if rule.outcome != "pass"]
        return _window(self._state, exam), [
            rule for rule in asking if name in f"{rule.detail} {rule.title}"
        ]

    def tools(self, exam: str) -> tuple[str, ...]:
        """The main tools in use for an exam."""
        marks, catalogue = self._state.resource_marks, self._state.facts.resources
        marked = [(catalogue[key], mark) for key, mark in marks.items() if key in catalogue]
        sessions = self._state.kept(SESSIONS).values()
        return study.tools(exam, sessions, marked, self._state.today)

    def due(self, ahead: int = 1) -> Mapping[date, Sequence[Slip]]:
        """The mistakes that are looked at today, or on each of so many days."""
        return studying.due(self._state, ahead)

    def answer(
        self,
        key: Annotated[str, Opt("a mistake, as `coach errors list` prints it", "KEY")],
        word: Annotated[str, Opt("how well it was remembered", "ANSWER", choices=ANSWERS)],
    ) -> Slip:
        """Keeps how well a mistake was remembered, and when it comes again. Raises CoachError."""
        state = self._state
        with state.act("") as act:
            slips = act.rows(ERRORS)
            if key not in slips:
                raise CoachError(f"There is no {key}; `coach errors list` shows the keys.")
            others = [slip for slip in slips.values() if slip.key != key]
            load = Counter(due for slip in others if (due := recall.due_on(slip)))
            hours = partial(studying.hours_on, state)
            slip = recall.answered(slips[key], word, state.today, hours, load)
            act.title = f"Looked at again ({word}): {slip.lesson}"
            act.put(ERRORS, slip)
        return slip

    def subjects(self) -> list[tuple[str, int]]:
        """How many mistakes there are of each subject, the worst first."""
        return recall.by_subject(self._state.kept(ERRORS).values())


def _no_day(state: State, plan: Plan) -> str:
    """Why no day fits, with what to say for one."""
    if state.applicant.hours_a_week is None:
        return "Say your hours a week first, on the page Profile (7)."
    if plan.bank is None:
        return f"Name a day, or say first what your bank holds: exam {plan.exam} 4000q."
    return (
        f"{plan.hours_needed:.0f} h do not fit into two years at your hours; name a day, have "
        "more hours, or a smaller bank."
    )


def _window(state: State, exam: str) -> Window | None:
    """How far an exam can still count; None for one that is passed, or that nothing waits for."""
    known = next((each for each in SITTINGS.values() if each.exam == exam), None)
    entry: Exam = getattr(state.applicant, exam)
    if known is None or JUDGES[exam](entry):
        return None
    if not all_hold(known.who, state.applicant, state.today, state.place.stage):
        return None
    day = entry.planned if entry.planned and entry.planned >= state.today else None
    return window_of(known, state.events, day, state.today)


def _worse(now: Sequence[Held], then: Sequence[Held]) -> tuple[Held, ...]:
    """Rules that would stand worse than now."""
    stood = {rule.rule: OUTCOMES.index(rule.outcome) for rule in now}
    return tuple(rule for rule in then if OUTCOMES.index(rule.outcome) > stood.get(rule.rule, 0))
