"""How each task stands on a day, what it waits for left out: its dates, state, what is left."""

from __future__ import annotations

from datetime import date

from coach.journey.exams import CERTIFYING, Band, OpenExam, anchored_day
from coach.journey.gates import OWN, first_hour, gate_of, in_reach
from coach.journey.over import is_behind, is_shut, serves_next
from coach.journey.situation import Situation, hours_left, state_of, wait_left, waits_since
from coach.records import Event, Record, Task, TaskState, TaskStateName, Told, replace


class Step(Record):
    """One task as it stands for this applicant today."""

    task: Task
    state: TaskStateName
    due: date | None
    opens: date | None
    behind: bool = False
    """Of an earlier stage with its date gone, or of one that is over: not planned, only listed."""
    blocked_by: tuple[str, ...] = ()
    unblocks: int = 0
    """Unfinished tasks that wait for it, directly or not."""
    note: str = ""
    """Why it was skipped, or what was said when it was ticked."""
    done_at: str = ""
    done_before: bool = False
    """Whether it was done before the applicant came, as far as one knows: it was due by then, and
    ticked on the first day with no other day said."""
    latest_start: date | None = None
    slack_days: int | None = None
    early_start: date | None = None
    """The first day on which it can begin; None for what is over, as with all below."""
    early_finish: date | None = None
    late_finish: date | None = None
    float_days: int | None = None
    """Total float: how far it can slip before a date breaks."""
    spare_days: int | None = None
    """How far it can slip before this Match year is out of reach; None where that hangs on
    something else."""
    free_days: int | None = None
    """How far it can slip before another task moves."""
    hours_left: float = 0.0
    """Usual hours of the applicant's own that are left of it."""
    wait_left: float = 0.0
    """Usual days of others that are left of it."""
    told: Told = Told("")
    window: int | None = None
    """Days between its opening and its end by the calendar, None without both."""
    waits_since: date | None = None
    """The day on which the wait for others began, where the applicant said so."""
    last_day: date | None = None
    """The day on which its gate shuts, later than `due`; None where nothing shuts."""
    gate: Event | None = None
    """The event on whose day its gate shuts."""
    shut: bool = False
    """Whether its gate has shut: its hour has gone by everywhere."""
    late_days: int = 0
    """Days by which it is late, the one value of every text: since its own day, or since the last
    on which the rest had time. 0 for what was late already when the applicant came."""
    gone_days: int = 0
    """Days since its own day went by, whoever was there."""
    before_came: bool = False
    """Whether it was due before the applicant said anything: that is no lateness of theirs."""
    was_due: bool = False
    """Whether that is said: nothing was due for a Match year that nobody chose."""
    band: Band | None = None
    """Of what leads to a needed exam that presses: how far the exam can still count."""
    again: bool = False
    """Whether its exam is sat again."""
    begins: Event | None = None
    """The event with whose hour it begins, where its day is the calendar's."""
    sits_on: date | None = None
    """The coming day on which the applicant sits this exam, however far the study is."""
    lead: int | None = None
    """Its place among what leads the week in this part of the season."""
    forbidden: bool = False
    """Whether a rule allows it no more."""
    missed: tuple[str, ...] = ()
    """Tasks that it needs and whose gate shut before they were done: no chance is reckoned."""

    @property
    def title(self) -> str:
        """Its name for the applicant alone: that an exam is sat again is private."""
        return f"{self.task.title}, again" if self.again else self.task.title

    @property
    def end(self) -> date | None:
        """The day that stands for it in a list: of the test, its due day, or how long it counts."""
        return self.sits_on or self.due or (self.band.until if self.band else None)

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The tasks that hold its beginning up: none where its day is fixed."""
        return () if self.sits_on else self.blocked_by

    @property
    def is_begun(self) -> bool:
        """Whether it can be worked on today, or others are at work on it."""
        return self.state == "open" or (self.state == "waiting" and self.waits_since is not None)

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do."""
        return self.state in ("done", "skipped")

    @property
    def done_day(self) -> str:
        """The day on which it was finished; "" before."""
        return self.done_at[:10]


def is_of_match_week(step: Step) -> bool:
    """Whether it belongs to the days of SOAP and after, in which nobody is told to be late."""
    return step.task.stage == "match_soap" and step.task.source != OWN


def stands(task: Task, on: Situation) -> Step:
    """A task by what was ticked and told of it, the profile and the days."""
    tick, told = on.ticks.get(task.key), on.told.get(task.key, Told(task.key))
    first, end = anchored_day(task.opens, on.days), anchored_day(task.due, on.days)
    opens = max(filter(None, (first, told.snoozed, on.not_before.get(task.key))), default=None)
    state, since = state_of(task, tick, opens, on), waits_since(tick, told)
    gate = gate_of(task, told, on.events, on.today)
    step = Step(
        task=task,
        state=state,
        due=told.due or end,
        opens=opens,
        note=tick.note if tick else "",
        done_at=_done_at(tick, told) if state == "done" else "",
        done_before=_done_before(tick, told, end, on),
        hours_left=0.0 if since else hours_left(task, told),
        wait_left=wait_left(task, told, since, on.today),
        told=told,
        window=(end - first).days if first and end else None,
        waits_since=since,
        last_day=gate.day if gate and in_reach(task) else None,
        gate=gate,
        begins=first_hour(task, on.events),
        shut=gate is not None and is_shut(task, gate, on),
        again=task.key in on.again,
        lead=on.leading.index(task.key) if task.key in on.leading else None,
    )
    step = _late(_of_exam(step, on), on)
    if step.finished:
        return step
    if task.key in on.forbidden:
        return replace(step, behind=True, forbidden=True)
    past = is_behind(task, step.due, is_reachable(step, on.today), on)
    return replace(step, behind=step.behind or past or step.shut)


def _late(step: Step, on: Situation) -> Step:
    """What its own day says of it once that has gone by."""
    if step.finished or step.due is None or step.due >= on.today:
        return step
    before, gone = step.due < on.came and not step.told.due, on.today - step.due
    is_gentle = before or is_of_match_week(step)
    late = 0 if is_gentle or is_reachable(step, on.today) else gone.days
    was_due = before and on.applicant.match_year is not None
    return replace(step, before_came=before, was_due=was_due, late_days=late, gone_days=gone.days)


def _of_exam(step: Step, on: Situation) -> Step:
    """A task that leads to a needed exam: its day, and how far the exam can count."""
    exam, key = on.exams.get(step.task.key), step.task.key
    if key in CERTIFYING and serves_next(exam, on):
        # It serves the next season now, which no day of this one binds.
        return replace(step, due=step.told.due, last_day=None, gate=None, shut=False)
    if exam is None or step.finished:
        return step
    if exam.is_lost:
        return replace(step, band=exam.band, behind=True)
    due = step.told.due or exam.due(key, step.due, on.today)
    step = replace(step, due=due, band=_counts(step, exam, on.today))
    if key == exam.window.tasks[-1]:
        return _sitting(step, exam)
    return _preparing(step, exam, on.today) if key in exam.window.tasks else step


def _counts(step: Step, exam: OpenExam, today: date) -> Band | None:
    """How far the exam can count, once it presses and the task can begin."""
    if not exam.is_active or (step.opens and step.opens > today):
        return None
    if step.task.key in exam.window.tasks:
        return exam.band
    return replace(exam.band, words=f"{exam.window.name} waits for it", own=False)


def _preparing(step: Step, exam: OpenExam, today: date) -> Step:
    """What leads to a test day: nothing is left to prepare from then on."""
    if exam.sat or exam.planned == today:
        return replace(step, behind=True, band=None)
    return replace(step, last_day=step.due) if exam.planned else step


def _sitting(step: Step, exam: OpenExam) -> Step:
    if exam.planned:
        day = step.told.day or exam.planned
        return replace(step, sits_on=exam.planned, told=replace(step.told, day=day))
    if exam.sat and not step.waits_since:
        return replace(step, state="waiting", waits_since=exam.sat, hours_left=0.0)
    return step


def _done_before(tick: TaskState | None, told: Told, due: date | None, on: Situation) -> bool:
    if tick is None or told.finished or due is None or on.began is None:
        return False
    return due < on.began and tick.at[:10] <= str(on.began)


def _done_at(tick: TaskState | None, told: Told) -> str:
    return str(told.finished or (tick.at if tick else ""))


def is_reachable(step: Step, today: date) -> bool:
    """Whether its gate is still open, however long its own date has gone by."""
    if step.last_day is None or step.shut:
        return False
    return step.gate is not None or step.last_day >= today
