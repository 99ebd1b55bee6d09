"""Looking ahead: the chance of each date, what if, what moved, what helps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from coach.answers import Answers
from coach.calendar.dates import contact_locked
from coach.journey import asked, chances
from coach.journey.chances import Gate, OnTime
from coach.journey.compared import Compared, compare
from coach.journey.left import hours_a_week
from coach.journey.moved import Moved, moved
from coach.journey.own import as_tasks, with_own_dates
from coach.journey.pace import pace
from coach.journey.plan import Road, Step, road
from coach.journey.stages import place
from coach.journey.week import Week, plan_week
from coach.profile.applicant import applicant
from coach.records import Applicant, CoachError, Record, TaskState, Told, replace
from coach.scoring.needs import needs
from coach.store.tables import Kept

SEED: Final = 1
"""The draws of every applicant: the same road always has the same chances."""


class Outlook(Record):
    """The chances of the road as it stands."""

    chances: Mapping[str, OnTime]
    gates: tuple[Gate, ...]
    """The season's dates to come, in order."""


def outlook(coach: Answers) -> Outlook:
    """The chance of each dated task and gate; worked out once until something changes."""
    kept: Outlook = coach.keep("outlook", lambda: _outlook(coach))
    return kept


def _outlook(coach: Answers) -> Outlook:
    if hours_a_week(coach.applicant) == 0:
        # Without hours no draw ends, and with a usual week in their place it would mislead.
        return Outlook({}, tuple(chances.Gate(event, (), None, None) for event in coach.dates()))
    drawn = chances.draw(coach.road, SEED)
    return Outlook(
        chances.chances(coach.road, drawn),
        tuple(chances.gates(coach.road, drawn, coach.dates())),
    )


class Picture(Record):
    """A road with its week, of an applicant who may differ from the present one."""

    road: Road
    week: Week
    told: Mapping[str, Told]


def picture(
    coach: Answers,
    who: Applicant,
    kept: Kept,
    today: date,
    factor: float,
    ticked: Mapping[str, int] | None = None,
) -> Picture:
    """Road and week of this applicant on a day, from what was kept and the pace of their hours."""
    season = who.match_year or coach.season
    days = {event.key: event.day for event in coach.calendar(season)}
    stage = place(who, days, today).stage
    told = with_own_dates(kept.told, kept.own)
    tasks = coach.facts.tasks | as_tasks(kept.own)
    way = road(
        tasks.values(),
        who,
        kept.states,
        days,
        stage,
        today,
        told,
        factor,
        coach.store.ticked_for() if ticked is None else ticked,
    )
    lacking = needs(coach.facts.needs, who, stage, today)
    locked = who.match_result != "matched" and contact_locked(days, today)
    return Picture(way, plan_week(way, lacking, stage, None, today, locked, who), told)


def what_if(
    coach: Answers,
    start: Mapping[str, date] | None = None,
    match_year: int | None = None,
    hours: float | None = None,
    done: Iterable[str] = (),
) -> Compared:
    """The road and its chances beside those of other choices; nothing is changed."""
    who = coach.applicant
    if match_year is not None:
        who = replace(who, match_year=asked.match_year(match_year, coach.today))
    if hours is not None:
        if not 0 < hours <= 112:
            raise CoachError("--hours should be more than 0 and at most 112.")
        who = replace(who, hours_per_week=hours, hours_by_day=())
    told = dict(coach.store.told())
    for key, day in (start or {}).items():
        _step(coach, key)
        begins = asked.coming_day(day, coach.today, f"the start of {key}")
        told[key] = replace(told.get(key, Told(key)), started=begins)
    states, ticked = dict(coach.store.tasks()), coach.store.ticked_for()
    for key in done:
        states[_step(coach, key).task.key] = TaskState(key, "done", str(coach.today))
        ticked[key] = who.match_year or coach.season
    kept = Kept(coach.profile, states, told, coach.store.own_tasks())
    then = picture(coach, who, kept, coach.today, coach.pace.factor, ticked).road
    would = chances.chances(then, chances.draw(then, SEED)) if hours_a_week(who) != 0 else {}
    return compare(coach.road, then, outlook(coach).chances, would)


def moved_since(coach: Answers, at: datetime) -> list[Moved]:
    """What moved on the road since a time, and why, the largest move first."""
    return moved(before(coach, at).road, coach.road)


def before(coach: Answers, at: datetime) -> Picture:
    """The road as it was: at that time, or when the applicant first said anything."""
    first = coach.store.first_change()
    if first and at.isoformat() <= first:
        at = datetime.combine(date.fromisoformat(first[:10]), time(23, 59, 59))
    kept = coach.store.kept_at(at)
    day = min(at.date(), coach.today)
    past = [one for one in coach.store.reviews() if one.monday + timedelta(days=7) <= day]
    return picture(coach, applicant(kept.profile), kept, day, pace(past).factor)


def _step(coach: Answers, key: str) -> Step:
    """The step of a task key. Raises CoachError."""
    step = coach.road.step(key)
    if step is None:
        known = "does not apply to you" if key in coach.tasks else "does not exist"
        raise CoachError(f"The task {key} {known}; `coach journey` lists yours.")
    return step
