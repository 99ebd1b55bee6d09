"""What the logs ask for next, as tasks that close themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, Literal

from coach.records import OF_A_LOG, Record, Span, StageKey, Task, TaskState, Told, replace
from coach.wording import short


class NextStep(Record):
    """A step that a log asks for; it is there as long as the log says so."""

    key: str
    """Of the log, the entry, what it is and, where it comes again, when: `letters/khan/remind`."""
    title: str
    why: str
    how: str
    stage: StageKey = "application_year"
    kind: Literal["missing", "waits", "next"] = "next"
    """Missing for the list, waiting for others, or to be done now: only that is a task."""
    entry: str = ""
    """The key of the entry that it is about."""
    hours: float = 0.3
    due: date | None = None
    opens: date | None = None
    """Not before this day."""
    outreach: bool = False
    """Whether it starts contact with a program: hidden while that is forbidden."""
    sets: str = ""
    """The field of the entry that a tick fills; "" where a tick says only that it is done."""
    value: str = ""
    """What a tick puts there in place of the day, which goes to `asked_on` for `asked`."""

    @property
    def log(self) -> str:
        """The log that asks for it."""
        return self.key.partition("/")[0]


def gently(step: NextStep, today: date) -> NextStep:
    """A step whose day went by, as one of this week: its log may have been told of it only now."""
    if step.kind != "next" or step.due is None or step.due >= today:
        return step
    why = f"{step.why} Its day was {short(step.due, today)}."
    return replace(step, due=today + timedelta(days=6 - today.weekday()), why=why)


def as_task(step: NextStep) -> Task:
    """A step of a log as a task of the road."""
    return Task(
        key=step.key,
        title=step.title,
        stage=step.stage,
        how=step.how,
        why=step.why,
        after=(),
        hours=Span(step.hours, step.hours, step.hours),
        wait_days=Span(0, 0, 0),
        due=None,
        opens=None,
        who=(OF_A_LOG,),
        done_if=(),
        needs=(),
        resources=(),
        rules=(),
        outreach=step.outreach,
        source="you",
        as_of="",
        status="confirmed",
    )


STAGES_OF_LOGS: Final[dict[str, StageKey]] = {
    **dict.fromkeys(("exams", "sessions", "tests", "errors"), "exams"),
    **dict.fromkeys(("experience", "outreach"), "clinical_experience"),
}
"""Of what was done for a log; the others are of the application."""


def as_done(tick: TaskState) -> Task:
    """A step that was ticked, which no log asks for any more."""
    log = tick.key.partition("/")[0]
    title = tick.note or f"A step of your {log}"
    step = NextStep(tick.key, title, "Your log asked for it.", "It is kept in your log.")
    return as_task(replace(step, stage=STAGES_OF_LOGS.get(log, step.stage)))


def with_days(told: Mapping[str, Told], step: NextStep, today: date) -> Told:
    """What was told of a step of a log, with its own days where none were."""
    kept = told.get(step.key, Told(step.key))
    opens = step.opens if step.opens and step.opens > today else None
    return replace(kept, due=kept.due or step.due, snoozed=kept.snoozed or opens)
