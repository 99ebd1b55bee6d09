"""Exams and checks that a season waits for: until when each can count, in calm words.

A test day is safe while even a slow result comes in time, at risk while a usual one does, and very
unlikely after that. Nothing is lost before the hour has gone by everywhere without a report, and
nothing ever by a day that was not published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final, Literal

from coach.records import Anchor, Applicant, Event, Exam, Record, Task
from coach.rules.conditions import JUDGES
from coach.rules.exams import NAMES, OET_TASKS, PAUSE_DAYS, STEP_TASKS
from coach.wording import hour, short

BandName = Literal["safe", "at risk", "very unlikely", "lost"]
RANK_LIST: Final = "nrmp_rol_deadline"
STEPS_WHY: Final = (
    "a result takes about four weeks, allow eight, and ECFMG must have reported it by {by}"
)


class Window(Record):
    """One exam or check, and until when its result serves a season."""

    tasks: tuple[str, ...]
    """Its own tasks: studying first where there is any, the one that ends with the result last."""
    by: str
    """The event by which the result is needed."""
    slow_days: int
    """Days before that event until which even a slow result is in time."""
    usual_days: int
    """Days before it until which a usual one is."""
    why: str
    """What lies between; `{by}` stands for the day of the event, `{are}` for are or were,
    `{year}` for the Match year."""
    lost: str = RANK_LIST
    """The event on whose day it is lost for the season, unless it was reported."""
    office: str = "ECFMG"
    """Whom to ask then."""
    name: str = "the certificate"
    """What waits for its tasks, for one that is not its own."""
    exam: str = ""
    """The exam in the profile; "" for a check that is no exam."""
    who: tuple[str, ...] = ("!certified",)
    """For whom it is needed (coach/rules/conditions.py)."""
    beside: str = "the {next} season is beside it"
    """The way on, said as soon as it is not safe."""

    def of(self, applicant: Applicant) -> Exam:
        """What the applicant said of it."""
        exam: Exam = getattr(applicant, self.exam) if self.exam else Exam()
        return exam


class Band(Record):
    """How far an exam can still count, and until when that holds."""

    name: BandName
    until: date
    words: str
    end: date
    """The day on which it is lost unless it was reported."""
    rank: int
    """The place of its exam among those that lead a week."""
    leads: bool
    """Whether the rank list waits for it: it comes before all else."""
    own: bool = True
    """Whether it is said of the exam's own tasks, not of papers that it waits for."""


class OpenExam(Record):
    """A needed exam that is open: it keeps what leads to it on the plan."""

    window: Window
    band: Band
    is_active: bool
    """Whether it presses: failed, or a wise date has gone by, or the safe days near their end, all
    in its season; or its day is named."""
    planned: date | None
    """The coming test day that the applicant named."""
    sat: date | None
    """The day on which it was sat, while the result is not known."""

    @property
    def is_lost(self) -> bool:
        """Whether its day has gone by without a report."""
        return self.band.name == "lost"

    def due(self, task: str, wise: date | None, today: date) -> date | None:
        """The last sensible day of a task: the planned one, the wise one, then what remains. What
        leads to the exam has no day of its own any more: it is planned backwards from it."""
        window, is_sitting = self.window, task == self.window.tasks[-1]
        if self.planned and task in window.tasks and not is_sitting:
            return self.planned
        if wise is None or wise >= today or not self.is_active or self.is_lost:
            return wise
        if not is_sitting:
            return None
        if self.sat:
            return self.band.end
        return min(self.band.until + timedelta(window.usual_days), self.band.end)


WINDOWS: Final = (
    *(
        Window(STEP_TASKS[exam], RANK_LIST, 56, 28, STEPS_WHY, name=NAMES[exam], exam=exam)
        for exam in ("step1", "step2ck")
    ),
    Window(
        OET_TASKS,
        by="pathways_deadline",
        slow_days=25,
        usual_days=14,
        why="a result takes two to four weeks, and the Pathway papers {are} due on {by} (check)",
        name="OET",
        exam="oet",
    ),
    Window(
        STEP_TASKS["step3"],
        by="residency_start",
        slow_days=146,
        usual_days=68,
        why="best by February of {year}, the Match year (habit, not law): an H-1B petition needs "
        "the pass some months before {by} (unverified)",
        lost="residency_start",
        office="the hospital",
        name="Step 3",
        exam="step3",
        who=("visa_h1b_only", "!step3_passed"),
        beside="ask the program what it can wait for",
    ),
    *(
        Window(
            (task,),
            by="residency_start",
            slow_days=slow_days,
            usual_days=42,
            why=f"{who} within one to six months, and the certificate is needed by {{by}}",
            lost="residency_start",
            beside="tell ECFMG and the program early",
        )
        for task, slow_days, who in (
            ("credentials_first", 194, "a school answers"),
            ("credentials_check", 194, "a school answers"),
            ("credentials_safely", 194, "other proofs are accepted"),
            ("credentials_after_graduation", 134, "a school answers"),
        )
    ),
)
"""In the order in which they lead a week (sources S42, S43, S50, S33, S26; the days before
residency starts are judgements)."""
SITTINGS: Final = {window.tasks[-1]: window for window in WINDOWS}
"""By the task that ends with the result."""
CERTIFYING: Final = {
    task for window in WINDOWS if window.who == ("!certified",) for task in window.tasks
}
"""Tasks of exams and checks that the certificate needs, in whatever season it serves."""


def leading_to(task: str, tasks: Mapping[str, Task]) -> Iterable[str]:
    """A task and all that it waits for, directly or not."""
    seen, todo = {task}, [task]
    while todo:
        new = [key for key in tasks[todo.pop()].after if key in tasks and key not in seen]
        seen.update(new)
        todo += new
    return seen


def anchored_day(anchor: Anchor | None, days: Mapping[str, date]) -> date | None:
    """The day that a date of the road stands for in a season; None where it has none."""
    if anchor is None or anchor.event not in days:
        return None
    return days[anchor.event] + timedelta(days=anchor.offset_days)


def is_passed(window: Window, applicant: Applicant) -> bool | None:
    """Whether its exam is passed; None while nobody knows, and for a check that is no exam."""
    return JUDGES[window.exam](window.of(applicant)) if window.exam else None


def band(window: Window, events: Mapping[str, Event], test_day: date | None, today: date) -> Band:
    """How far it can count: of the test day that was told, else of today."""
    by, last, season = events[window.by].day, events[window.lost], events[RANK_LIST].day.year
    lost, is_over = last.day, last.is_over(today)
    is_expected = "projected" in (events[window.by].status, last.status)
    name, until = _edge(window, by, lost, test_day or today)
    are = "were" if by < today else "are"
    why = f": {window.why.format(by=short(by, today), are=are, year=season)}"
    if is_over:
        name, until, words = _gone(window, last, is_expected, today)
    elif test_day and test_day > lost:
        words = f"your test day, {short(test_day, today)}, comes after {short(lost, today)}"
    elif test_day:
        what = "test day" if window.exam else "asked on"
        words = f"{what} {short(test_day, today)}, {name}{why}"
    elif name != "very unlikely":
        words = f"{name} until {short(until, today)}{why}"
    elif is_expected:
        words = f"{name}{why}"
    else:
        words = f"{name}, lost only if nothing is reported by {hour(last, today)}"
        words += why * (by != lost)
    if name != "safe":
        words += f"; {window.beside.format(next=season + 1)}"
    if is_expected and not is_over:
        words += "; the day is expected, not published"
    return Band(name, until, words, lost, WINDOWS.index(window), window.lost == RANK_LIST)


def _gone(
    window: Window, last: Event, is_expected: bool, today: date
) -> tuple[BandName, date, str]:
    """How it stands once the last hour has gone by: lost, unless the day was only projected."""
    if is_expected:
        words = f"very unlikely: the expected day, {short(last.day, today)}, has gone by; ask "
        return "very unlikely", last.day, f"{words}{window.office} for the published one"
    words = f"lost for {last.day.year}, unless it was reported by {hour(last, today)}: tick it if "
    return "lost", last.day, f"{words}it was, else ask {window.office}"


def _edge(window: Window, by: date, lost: date, day: date) -> tuple[BandName, date]:
    """How far a test on a day can count, and the last day of which that is true."""
    safe = by - timedelta(window.slow_days)
    if window.exam and safe.month == 1 and safe.day <= PAUSE_DAYS:
        safe -= timedelta(safe.day)  # no exam is held then
    if day <= safe:
        return "safe", safe
    usual = by - timedelta(window.usual_days)
    return ("at risk", usual) if day <= usual else ("very unlikely", lost)
