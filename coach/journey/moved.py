"""What moved between two roads, by how many days, and why, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from coach.journey.plan import Road
from coach.journey.standing import Step
from coach.records import Record
from coach.wording import hours, short


class Moved(Record):
    """One task whose expected end moved; days are positive when it is later."""

    key: str
    title: str
    days: int
    because: str

    def __str__(self) -> str:
        """`Sit OET moved 12 days later, because Prepare for OET was finished 12 days late.`"""
        count = abs(self.days)
        side = "later" if self.days > 0 else "earlier"
        unit = "day" if count == 1 else "days"
        return f"{self.title} moved {count} {unit} {side}, because {self.because}."


def moved(before: Road, after: Road) -> list[Moved]:
    """Unfinished tasks whose expected end differs, the largest move first."""
    then = {step.task.key: step for step in before.steps}
    now = {step.task.key: step for step in after.steps}
    moves = []
    for key, step in now.items():
        old = then.get(key)
        if old and old.early_finish and step.early_finish and step.early_finish != old.early_finish:
            days = (step.early_finish - old.early_finish).days
            because = _why(key, days, before, after, then, now)
            moves.append(Moved(key, step.task.title, days, because))
    return sorted(moves, key=lambda move: (-abs(move.days), move.key))


def _why(
    key: str,
    days: int,
    before: Road,
    after: Road,
    then: Mapping[str, Step],
    now: Mapping[str, Step],
) -> str:
    """The cause, followed back along the chain to the task where it begins."""
    root = _root(key, then, now)
    old, new = then.get(root), now[root]
    name = "it" if root == key else new.task.title
    if old is None:
        return f"{name} was added before it"
    if told := _told(name, old, new):
        return told
    if after.hours != before.hours:
        return f"you have {hours(after.hours)} a week in place of {hours(before.hours)}"
    if round(after.pace, 2) != round(before.pace, 2):
        return f"your weeks take {after.pace:.1f} times the usual hours"
    if old.opens != new.opens and new.opens:
        return f"{name} opens on {short(new.opens, after.today)}"
    if after.today > before.today and days > 0:
        return f"{name} is not done yet"
    return f"the dates of {name} changed" if name != "it" else "its dates changed"


def _root(key: str, then: Mapping[str, Step], now: Mapping[str, Step]) -> str:
    """The first task of the chain that holds this one up or let it go."""
    while True:
        step, old = now[key], then.get(key)
        if old is None or _told("it", old, step):
            return key
        drivers = (_driver(old, then), _driver(step, now))
        moving = [
            driver for driver in drivers if driver and driver in now and _differs(driver, then, now)
        ]
        if not moving:
            return key
        key = moving[0]


def _driver(step: Step, steps: Mapping[str, Step]) -> str | None:
    """The task whose end is the beginning of this one."""
    ends = [
        (end, key)
        for key in step.blocked_by
        if key in steps and (end := steps[key].early_finish) is not None
    ]
    if not ends or max(ends)[0] != step.early_start:
        return None
    return max(ends)[1]


def _differs(key: str, then: Mapping[str, Step], now: Mapping[str, Step]) -> bool:
    return key not in then or then[key].early_finish != now[key].early_finish


def _told(name: str, old: Step, new: Step) -> str:
    """What the applicant told of one task that moved it; "" for nothing."""
    if new.finished and not old.finished:
        return _over(name, old, new)
    if old.finished and not new.finished:
        return f"{name} is open again"
    told, was = new.told, old.told
    if told.expected != was.expected and told.expected:
        return f"{name} is expected back on {_day(told.expected)}"
    if told.snoozed != was.snoozed and told.snoozed:
        return f"{name} was put off until {_day(told.snoozed)}"
    if told.started != was.started and told.started:
        return f"{name} starts on {_day(told.started)}"
    if new.waits_since and not old.waits_since:
        return f"{name} waits for others since {_day(new.waits_since)}"
    if told.hours_done != was.hours_done:
        return f"{hours(told.hours_done)} of {name} are done"
    return ""


def _over(name: str, old: Step, new: Step) -> str:
    if new.state == "skipped":
        return f"{name} is not needed"
    if not new.done_at or old.early_finish is None:
        return f"{name} is done"
    days = (date.fromisoformat(new.done_at[:10]) - old.early_finish).days
    if days == 0:
        return f"{name} was finished as planned"
    unit = "day" if abs(days) == 1 else "days"
    side = "later" if days > 0 else "earlier"
    return f"{name} was finished {abs(days)} {unit} {side} than planned"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
