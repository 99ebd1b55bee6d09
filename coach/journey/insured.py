"""Whether everything is there in time that applications rest on, in draws of the road."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Final

from coach.journey.chances import DRAWS, draw, sampling
from coach.journey.luck import Ease
from coach.journey.network import needed
from coach.journey.plan import Road
from coach.journey.standing import Step
from coach.records import Offer, Record, replace

RESTS_ON: Final = {
    "pathway_apply": "pathways_deadline",
    "ecfmg_reported": "ecfmg_exam_requirements_due",
    "certificate": "residency_start",
}
"""Tasks without which every application of a season is worth nothing, and the event by which each
is over. What one's own hours decide, a file complete when programs begin to read, is not here."""
LATER: Final = 14
"""Days by which a start is put off, to see what starting now is worth (judgement)."""


class Watched(Record):
    """What is left of a season's needs, and all of the road that leads there."""

    whole: Road
    road: Road
    until: Mapping[str, date]
    """By task the last day; empty: nothing is left."""
    lost: tuple[str, ...] = ()
    """Tasks that can no longer be done in time, and without which nothing is."""

    def offered(self, offers: Iterable[Offer]) -> Iterator[Offer]:
        """Those with a task ahead, with those tasks alone; what brings a test day forward needs
        one that is named and far enough away."""
        for offer in offers:
            road = self.whole if offer.stands_outside else self.road
            first = road.today + timedelta(offer.sooner_days) if offer.sooner_days else None
            ahead = {
                step.task.key for step in _ahead(road) if not first or _sits_after(step, first)
            }
            if tasks := tuple(key for key in offer.tasks if key in ahead):
                yield replace(offer, tasks=tasks)


def _sits_after(step: Step, day: date) -> bool:
    return step.sits_on is not None and step.sits_on > day


def watched(road: Road, days: Mapping[str, date]) -> Watched:
    """What applications still rest on, by the days of the season's events."""
    steps = [step for key in RESTS_ON if (step := road.step(key)) and not step.finished]
    lost = dict.fromkeys(chain.from_iterable(map(_missed, steps)))
    until = {step.task.key: days[RESTS_ON[step.task.key]] for step in steps if not step.behind}
    above = needed({step.task.key: step.waits_for for step in _ahead(road)})
    part = set(until).union(*(above[key] for key in until))
    leading = tuple(step for step in _ahead(road) if step.task.key in part)
    return Watched(road, replace(road, steps=leading), until, tuple(lost))


def _missed(step: Step) -> Sequence[str]:
    return step.missed or [step.task.key] * step.behind


def _ahead(road: Road) -> Iterator[Step]:
    return (step for step in road.steps if not (step.finished or step.behind))


def in_time(watched: Watched, offers: Sequence[Offer], bought: Container[str], seed: int) -> float:
    """The share of draws in which all of it is over in time with what is bought of offers."""
    hours = sum(offer.hours for offer in offers if offer.key in bought)
    return _share(watched, eases(offers, bought), hours, seed)


def _share(watched: Watched, eased: Mapping[str, Ease], hours: float, seed: int) -> float:
    import numpy as np

    road = replace(watched.road, hours=watched.road.hours + hours)
    drawn = draw(road, seed, DRAWS, eased)
    together = np.ones(DRAWS, dtype=bool)
    for key, day in watched.until.items():
        together &= drawn.ends[key] < (day - road.today).days + 1
    return float(together.mean())


def gained(before: float, after: float) -> tuple[float, float, float]:
    """The chance that is added, between its ends: both are of the same draws, of which some move
    over."""
    low, high = sampling(after - before, DRAWS) if after > before else (0.0, 0.0)
    return low, after - before, high


def eases(offers: Iterable[Offer], bought: Container[str]) -> dict[str, Ease]:
    """What offers make of tasks; the risk that one insures is there with and without it."""
    eased: dict[str, Ease] = {}
    for offer in offers:
        has = offer.key in bought
        for task in offer.tasks:
            ease = eased.get(task, Ease())
            if offer.short:
                again = offer.booked_days if has else offer.again_days
                ease = replace(ease, short=offer.short, again=again)
            if has:
                ease = replace(
                    ease,
                    less=max(ease.less, offer.less_days),
                    most=min(ease.most, offer.most_days),
                    sooner=max(ease.sooner, offer.sooner_days),
                )
            eased[task] = ease
    return eased


def starts(watched: Watched, offers: Iterable[Offer], seed: int) -> list[tuple[Step, float, float]]:
    """What can be started this week, with the share of draws in time where it begins later, in two
    weeks or on the day that is planned, and where it begins now; what gains most first."""
    gains, eased, today = [], eases(offers, ()), watched.road.today
    for step in watched.road.steps:
        if step.state == "open" and step.hours_left and not step.sits_on:
            ease = eased.get(step.task.key, Ease())
            days = max(((step.told.started or today) - today).days, 0)
            then, now = (
                _share(watched, {**eased, step.task.key: replace(ease, sooner=sooner)}, 0, seed)
                for sooner in (days - max(days, LATER), days)
            )
            gains += [(step, then, now)] * (now > then)
    return sorted(gains, key=lambda gain: gain[1] - gain[2])
