"""What if: two roads beside each other, with their chances, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from coach.journey.chances import OnTime
from coach.journey.exams import SITTINGS
from coach.journey.gates import SEASONAL
from coach.journey.plan import Road
from coach.journey.standing import Step
from coach.records import Record
from coach.wording import NO_HOURS, hours, in_days, short, spare

TOLD: Final = 8
"""Sentences on single tasks; more would bury the answer (judgement)."""


class Pair(Record):
    """A dated step on both roads."""

    old: Step
    new: Step
    was: OnTime
    would: OnTime

    @property
    def gain(self) -> float:
        """What the chance to be in time gains."""
        return self.would.mid - self.was.mid

    @property
    def shift(self) -> int:
        """Days between both expected ends."""
        if self.old.early_finish is None or self.new.early_finish is None:
            return 0
        return abs((self.new.early_finish - self.old.early_finish).days)


class Compared(Record):
    """The road as it is and the road as it would be."""

    now: Road
    then: Road
    chances_now: Mapping[str, OnTime]
    chances_then: Mapping[str, OnTime]
    changed: bool = False
    """Nothing is, by asking."""

    @property
    def pairs(self) -> list[Pair]:
        """The dated steps of both roads, those that differ most first."""
        pairs = [
            Pair(self.now.by_key[key], step, self.chances_now[key], self.chances_then[key])
            for key, step in self.then.by_key.items()
            if key in self.chances_now.keys() & self.chances_then.keys()
        ]
        return sorted(pairs, key=lambda pair: (-abs(pair.gain), -pair.shift, pair.new.task.key))

    @property
    def sentences(self) -> tuple[str, ...]:
        """What differs: the whole in one sentence, then the tasks that differ most."""
        told = list(filter(None, map(_sentence, self.pairs)))[:TOLD]
        sentences = self.whole, again(self.now, self.then), *told, gone(self.now, self.then)
        return tuple(filter(None, sentences))

    @property
    def whole(self) -> str:
        """What it comes to, in one sentence."""
        if not self.chances_now:
            more = f" With the other choice {len(self.chances_then)} dated steps would have one."
            return NO_HOURS + more * bool(self.chances_then)
        return _whole([pair.gain for pair in self.pairs], self.now, self.then)


FEES: Final = {
    "token": "ERAS token",
    "photo_transcript": "USMLE transcript",
    "submit": "ERAS applications",
    "residencycas_submit": "ResidencyCAS applications",
    "nrmp_register": "NRMP registration",
}
"""What is paid anew each season, by the step at which it is paid (fees.csv)."""
DAYS_TOLD: Final = {
    "expected": "is expected back on",
    "snoozed": "was put off until",
    "started": "starts on",
}
"""Days that are told of a task, in words."""
TOLERANCE: Final = 0.025
"""Chances nearer than the sampling error are the same."""


def come_again(now: Road, then: Road) -> list[Step]:
    """Steps of a season that are done for this one and would be open for the other."""
    done = {step.task.key for step in now.steps if step.state == "done"}
    left = (step for step in then.steps if step.task.key in done and not step.finished)
    return [step for step in left if step.task.stage in SEASONAL]


def again(now: Road, then: Road) -> str:
    """Which steps would come again, and what is paid again with them; "" for none."""
    steps = come_again(now, then)
    if not steps:
        return ""
    keys = {step.task.key for step in steps}
    first = "; ".join(step.task.title for step in steps[:3])
    more = f" and {len(steps) - 3} more." if len(steps) > 3 else "."
    paid = [fee for key, fee in FEES.items() if key in keys]
    come = "fee comes" if len(paid) == 1 else "fees come"
    fees = f" {len(paid)} {come} again with them: {', '.join(paid)}." if paid else ""
    come = "step comes" if len(steps) == 1 else "steps come"
    return f"{len(steps)} {come} again: {first}{more}{fees}"


def gone(now: Road, then: Road) -> str:
    """How many steps would not apply; "" for none."""
    left = [step for step in now.steps if then.step(step.task.key) is None]
    if not left:
        return ""
    return f"{len(left)} steps would not apply, among them {left[0].task.title}."


def _whole(gains: list[float], now: Road, then: Road) -> str:
    dated = len(gains)
    better = sum(gain > TOLERANCE for gain in gains)
    worse = sum(gain < -TOLERANCE for gain in gains)
    if not better and not worse:
        return f"None of {dated} dated steps becomes likelier or less likely to be in time."
    parts = [f"{better} become likelier to be in time"] if better else []
    parts += [f"{worse} less likely"] if worse else []
    tight = [spare(road.spare) for road in (now, then) if road.spare is not None]
    slack = f"; the road goes from {' to '.join(tight)}" if len({*tight}) > 1 else ""
    return f"Of {dated} dated steps {', '.join(parts)}{slack}."


def _sentence(pair: Pair) -> str:
    """One task's difference; "" where nothing is worth saying."""
    old, new, parts = pair.old, pair.new, []
    if str(pair.was) != str(pair.would):
        parts.append(f"in time {pair.would} in place of {pair.was}")
    if pair.shift:
        parts.append(f"done about {_day(new.early_finish)} in place of {_day(old.early_finish)}")
    if old.due != new.due:
        parts.append(f"{_due(new)} in place of {_due(old).removeprefix('due ')}")
    return f"{new.task.title}: {'; '.join(parts)}." if parts else ""


def _due(step: Step) -> str:
    """Its day as a list says it: of an exam that presses how far it can count."""
    if step.task.key in SITTINGS and (band := step.band) and not step.told.due:
        return f"{band.name} until {_day(band.until)}"
    return f"due {_day(step.due)}"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else "no date"


class Moved(Record):
    """One task whose expected end moved; days are positive when it is later."""

    key: str
    title: str
    days: int
    because: str

    def __str__(self) -> str:
        """`Sit OET moved 12 days later, because Prepare for OET was finished 12 days late.`"""
        return f"{self.title} moved {_later(self.days)}, because {self.because}."


def moved(before: Road, after: Road) -> list[Moved]:
    """Unfinished tasks whose expected end differs, the largest move first."""
    moves = []
    for key, step in after.by_key.items():
        old = before.step(key)
        if old and old.early_finish and step.early_finish and step.early_finish != old.early_finish:
            days = (step.early_finish - old.early_finish).days
            moves.append(Moved(key, step.task.title, days, _why(key, days, before, after)))
    return sorted(moves, key=lambda move: (-abs(move.days), move.key))


def _why(key: str, days: int, before: Road, after: Road) -> str:
    """The cause, followed back along the chain to the task where it begins."""
    root = _root(key, before.by_key, after.by_key)
    old, new = before.step(root), after.by_key[root]
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
        drivers = (driver for driver in (_driver(old, then), _driver(step, now)) if driver in now)
        moving = next((driver for driver in drivers if driver and _differs(driver, then, now)), "")
        if not moving:
            return key
        key = moving


def _driver(step: Step, steps: Mapping[str, Step]) -> str | None:
    before = (steps[key] for key in step.blocked_by if key in steps)
    ends = [(first.early_finish, first.task.key) for first in before if first.early_finish]
    end, key = max(ends, default=(None, None))
    return key if end == step.early_start else None


def _differs(key: str, then: Mapping[str, Step], now: Mapping[str, Step]) -> bool:
    return key not in then or then[key].early_finish != now[key].early_finish


def _told(name: str, old: Step, new: Step) -> str:
    """What the applicant told of one task that moved it; "" for nothing."""
    if new.finished and not old.finished:
        return _over(name, old, new)
    if old.finished and not new.finished:
        return f"{name} is open again"
    told, was = new.told, old.told
    if new.sits_on and new.sits_on != old.sits_on:
        return f"{name} is planned for {_day(new.sits_on)}"
    for field, words in DAYS_TOLD.items():
        day: date | None = getattr(told, field)
        if day and day != getattr(was, field):
            return f"{name} {words} {_day(day)}"
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
    return f"{name} was finished {f'{_later(days)} than' if days else 'as'} planned"


def _later(days: int) -> str:
    return f"{in_days(abs(days))} {'later' if days > 0 else 'earlier'}"
