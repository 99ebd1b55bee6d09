"""The applicant's own road: which tasks apply, in which state, due when, to be started when.

Latest starts come from a backward pass: a task must be finished by its own date and before
the latest start of every task that waits for it. A duration is the usual hours at the
applicant's pace plus the usual days that others take.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from coach.records import STAGES, Anchor, Applicant, Task, TaskState
from coach.scoring.conditions import all_hold
from coach.wording import short

DEFAULT_HOURS: Final = 10.0
"""Hours a week reckoned with until the applicant says how many."""
GRACE_DAYS: Final = 14
"""Days after its date for which an unticked task of an earlier stage still counts as open."""
CLOSED: Final = ("match_soap", "pre_residency")
"""Stages in which what came before is closed for good: no list is certified after its hour."""


@dataclass(frozen=True, slots=True)
class Step:
    """One task as it stands for this applicant today."""

    task: Task
    state: str
    """open, waiting, blocked, done or skipped."""
    due: date | None
    latest_start: date | None
    slack_days: int | None
    opens: date | None
    blocked_by: tuple[str, ...]
    unblocks: int
    """Unfinished tasks that wait for it, directly or not."""
    behind: bool
    """Of an earlier stage with its date gone, or of one that is over: not planned, only listed."""
    note: str = ""
    done_at: str = ""

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do."""
        return self.state in ("done", "skipped")


def deadline(step: Step, today: date) -> str:
    """`by 17 Dec`, `now` where the day has gone by, or "" for a task without a date."""
    if step.due is None:
        return ""
    return "now" if step.due < today else f"by {short(step.due, today)}"


@dataclass(frozen=True, slots=True)
class Road:
    """Every task that applies, in the order of the road, and the chain with the least slack."""

    steps: tuple[Step, ...]
    critical: tuple[str, ...]

    def step(self, key: str) -> Step | None:
        """The step of this task, None when it does not apply."""
        return next((step for step in self.steps if step.task.key == key), None)


def road(
    tasks: Iterable[Task],
    applicant: Applicant,
    said: Mapping[str, TaskState],
    days: Mapping[str, date],
    stage: str,
    today: date,
) -> Road:
    """The road on this day; `days` are the season's events, `said` what was ticked."""
    mine = {task.key: task for task in tasks if _applies(task, applicant, said, stage, today)}
    done = {key for key, task in mine.items() if _done(task, applicant, said, stage, today)}
    skipped = {key for key in mine if key in said and said[key].state == "skipped"} - done
    due = {key: _day(task.due, days) for key, task in mine.items()}
    gone = {
        key for key, task in mine.items()
        if key not in done and key not in skipped and _behind(task, due[key], stage, today)
    }  # fmt: skip
    over = done | skipped | gone
    before = {key: tuple(one for one in task.after if one in mine) for key, task in mine.items()}
    after: dict[str, set[str]] = {key: set() for key in mine}
    for key, earlier in before.items():
        for one in earlier:
            after[one].add(key)
    start = _latest_starts(mine, due, after, over, applicant.hours_per_week or DEFAULT_HOURS)
    steps = []
    for key, task in mine.items():
        blocked = tuple(one for one in before[key] if one not in over)
        opens = _day(task.opens, days)
        state = (
            "done" if key in done
            else "skipped" if key in skipped
            else "blocked" if blocked
            else "waiting" if _waiting(key, said, opens, today)
            else "open"
        )  # fmt: skip
        latest = None if key in over else start[key]
        steps.append(
            Step(
                task, state, due[key], latest,
                None if latest is None else (latest - today).days,
                opens, blocked, _unblocks(key, after, over), key in gone,
                said[key].note if key in said else "",
                said[key].at if key in done and key in said else "",
            )  # fmt: skip
        )
    return Road(tuple(steps), _critical(steps))


def _applies(
    task: Task, applicant: Applicant, said: Mapping[str, TaskState], stage: str, today: date
) -> bool:
    """By its conditions; a task on which something was ticked stays on the list."""
    return task.key in said or all_hold(task.who, applicant, today, stage)


def _done(
    task: Task, applicant: Applicant, said: Mapping[str, TaskState], stage: str, today: date
) -> bool:
    if task.key in said:
        return said[task.key].state == "done"
    return bool(task.done_if) and all_hold(task.done_if, applicant, today, stage)


def _waiting(
    key: str, said: Mapping[str, TaskState], opens: date | None, today: date
) -> bool:
    told = key in said and said[key].state == "waiting"
    return told or (opens is not None and opens > today)


def _behind(task: Task, due: date | None, stage: str, today: date) -> bool:
    order = list(STAGES)
    if order.index(task.stage) >= order.index(stage):
        return False
    grace = 0 if stage in CLOSED else GRACE_DAYS
    return due is not None and due < today - timedelta(days=grace)


def _day(anchor: Anchor | None, days: Mapping[str, date]) -> date | None:
    if anchor is None or anchor.event not in days:
        return None
    return days[anchor.event] + timedelta(days=anchor.offset_days)


def duration_days(task: Task, hours_per_week: float) -> float:
    """Usual days from start to finish at this pace."""
    return task.hours.usual / max(hours_per_week, 0.5) * 7 + task.wait_days.usual


def _latest_starts(
    mine: Mapping[str, Task],
    due: Mapping[str, date | None],
    after: Mapping[str, set[str]],
    over: set[str],
    hours_per_week: float,
) -> dict[str, date | None]:
    found: dict[str, date | None] = {}

    def latest(key: str) -> date | None:
        if key not in found:
            ends = [latest(one) for one in after[key] if one not in over]
            known = [end for end in (due[key], *ends) if end is not None]
            days = duration_days(mine[key], hours_per_week)
            found[key] = min(known) - timedelta(days=round(days)) if known else None
        return found[key]

    for key in mine:
        latest(key)
    return found


def _unblocks(key: str, after: Mapping[str, set[str]], over: set[str]) -> int:
    seen: set[str] = set()
    todo = [key]
    while todo:
        for one in after[todo.pop()]:
            if one not in seen and one not in over:
                seen.add(one)
                todo.append(one)
    return len(seen)


def _critical(steps: Iterable[Step]) -> tuple[str, ...]:
    """The unfinished chain with the least slack, in the order in which it is walked."""
    left = {
        step.task.key: step
        for step in steps
        if not step.finished and not step.behind and step.slack_days is not None
    }
    if not left:
        return ()

    def slack(key: str) -> tuple[int, str]:
        return left[key].slack_days or 0, key

    chain = [min(left, key=slack)]
    while earlier := [key for key in left[chain[0]].blocked_by if key in left]:
        chain.insert(0, min(earlier, key=slack))
    while later := [key for key, step in left.items() if chain[-1] in step.blocked_by]:
        chain.append(min(later, key=slack))
    return tuple(chain)
