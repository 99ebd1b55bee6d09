"""What the logs ask for next, as tasks that close themselves."""

from __future__ import annotations

from datetime import date
from typing import Literal

from coach.records import OF_A_LOG, Record, Span, StageKey, Task, Told, replace


class NextStep(Record):
    """A step that a log asks for; it is there as long as the log says so."""

    key: str
    """Of the log, the entry, what it is and, where it comes again, when: `letters/khan/remind`."""
    title: str
    why: str
    how: str
    kind: Literal["missing", "waits", "next"]
    """Missing for the list, waiting for others, or to be done now: only that is a task."""
    stage: StageKey
    log: str
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
    """What a tick puts there in place of the day."""


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


def with_days(told: dict[str, Told], step: NextStep) -> Told:
    """What was told of a step of a log, with its own days where none were."""
    kept = told.get(step.key, Told(step.key))
    return replace(kept, due=kept.due or step.due, snoozed=kept.snoozed or step.opens)
