"""`coach journey`, `week`, `today`, `calendar`, `log`, and the ticking of tasks."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from coach.cli.answer import Answer, iso
from coach.coach import Coach
from coach.journey.plan import Step, deadline
from coach.journey.saying import MATCH_WEEK, nothing_planned, slipped
from coach.journey.week import Week
from coach.records import STAGES, CoachError, Event
from coach.season.calendar import in_zone, season_at
from coach.wording import cut, hours, short

SIGNS = {"open": "○", "waiting": "~", "blocked": "·", "done": "●", "skipped": "-"}


def add_journey(parser: ArgumentParser) -> None:
    """Options of `coach journey`."""
    parser.add_argument("--stage", choices=list(STAGES), metavar="S", help=", ".join(STAGES))


def journey(coach: Coach, args: Namespace) -> Answer:
    """The stages with their checklists."""
    order = list(STAGES)
    here = coach.place.stage
    stages = []
    lines = [f"You are in: {STAGES[here]} ({coach.place.why})."]
    for key, title in STAGES.items():
        if args.stage not in (None, key):
            continue
        steps = [step for step in coach.road.steps if step.task.stage == key]
        where = order.index(key) - order.index(here)
        state = "current" if where == 0 else "ahead" if where > 0 else "behind"
        if where < 0 and all(step.finished for step in steps):
            state = "done"
        stages.append({
            "key": key, "title": title, "state": state,
            "tasks": [step_data(step) for step in steps],
        })  # fmt: skip
        finished = sum(step.finished for step in steps)
        mark = " ← here" if where == 0 else ""
        lines += ["", f"{title}  {finished} of {len(steps)} done{mark}"]
        lines += [_step_line(coach, step) for step in steps]
    return Answer({"stages": stages, "critical": list(coach.road.critical)}, lines)


def step_data(step: Step) -> dict[str, Any]:
    """One task in the promised keys."""
    return {
        "key": step.task.key,
        "title": step.task.title,
        "state": step.state,
        "due": iso(step.due),
        "latest_start": iso(step.latest_start),
        "slack_days": step.slack_days,
        "p_on_time": None,
        "blocked_by": list(step.blocked_by),
        "needs_hours": step.task.hours.usual,
        "behind": step.behind,
        "source": step.task.source,
        "status": step.task.status,
    }


def _step_line(coach: Coach, step: Step) -> str:
    due = f"due {short(step.due, coach.today)}" if step.due else ""
    return f"  {SIGNS[step.state]} {step.task.title:44} {due:16} {step.task.key}"


def add_key(parser: ArgumentParser) -> None:
    """The task that is ticked."""
    parser.add_argument("key", metavar="KEY", help="a task's key, as `coach journey` prints it")


def do(coach: Coach, args: Namespace) -> Answer:
    """Ticks a task; a blocked one too."""
    return _tick(coach, args.key, "done")


def skip(coach: Coach, args: Namespace) -> Answer:
    """Marks a task as not needed."""
    return _tick(coach, args.key, "skipped")


def reopen(coach: Coach, args: Namespace) -> Answer:
    """Opens a done or skipped task again."""
    return _tick(coach, args.key, None)


def _tick(coach: Coach, key: str, state: str | None) -> Answer:
    changed = coach.set_task(key, state)
    step = coach.step(key)
    said = f"{step.task.title}: {step.state}." if changed else f"It was {step.state} already."
    return Answer({"task": step_data(step), "changed": changed}, [said])


def undo(coach: Coach, args: Namespace) -> Answer:
    """Takes the last change back."""
    title = coach.undo()
    return Answer({"undone": title}, [f"Taken back: {title}" if title else "Nothing to undo."])


def add_week(parser: ArgumentParser) -> None:
    """Options of `coach week`."""
    parser.add_argument("--hours", type=float, metavar="H", help="hours you have this week")


def week(coach: Coach, args: Namespace) -> Answer:
    """The plan for this week."""
    if args.hours is not None and not 0 <= args.hours <= 112:
        raise CoachError("--hours should be between 0 and 112.")
    plan = coach.week(args.hours)
    monday = f"{plan.monday.day} {plan.monday:%B}"
    lines = [
        f"Week of {monday} · season {coach.season} · {STAGES[coach.place.stage].lower()} · "
        f"{hours(plan.planned_hours)} of {hours(plan.hours)} planned",
        "",
    ]
    for one in plan.planned:
        by = deadline(one.step, coach.today)
        lines.append(f"  ○ {one.step.task.title:44} {hours(one.hours):>7}  {by}".rstrip())
        lines.append(f"      {one.step.task.why}")
    lines += [f"  ● {step.task.title:44}    done" for step in plan.done]
    if plan.more:
        lines.append(f"  … {len(plan.more)} more would fit a longer week")
    if not plan.planned:
        lines.append("  " + nothing_planned(plan.hours))
    if coach.locked:
        lines += ["", MATCH_WEEK]
    elif text := slipped(plan, coach.applicant):
        lines += ["", text]
    lines += ["", "Next dates", *(_date_line(coach, event) for event in coach.dates(5))]
    return Answer(week_data(coach, plan), lines)


def week_data(coach: Coach, plan: Week) -> dict[str, Any]:
    """The week in the promised keys."""
    return {
        "week_of": plan.monday.isoformat(),
        "stage": coach.place.stage,
        "hours": plan.hours,
        "planned_hours": round(plan.planned_hours, 2),
        "tasks": [
            {
                "key": one.step.task.key, "title": one.step.task.title,
                "hours": one.hours, "reason": one.reason,
            }
            for one in plan.planned
        ],
        "slipped": [step.task.key for step in plan.slipped],
        "dates": [
            {
                "event": event.key, "title": event.title, "date": event.day.isoformat(),
                "days_left": (event.day - coach.today).days, "status": event.status,
            }
            for event in coach.dates(5)
        ],
    }  # fmt: skip


def _date_line(coach: Coach, event: Event) -> str:
    days = (event.day - coach.today).days
    sure = " (expected)" if event.status == "projected" else ""
    when = in_zone(event, coach.applicant.time_zone)
    return f"  {days:4} d  {when}  {event.title}{sure}"


def today(coach: Coach, args: Namespace) -> Answer:
    """At most five lines for a login banner."""
    plan = coach.week()
    lines = [f"{coach.today:%a} {coach.today.day} {coach.today:%b} · {STAGES[coach.place.stage]}"]
    lines += [
        cut(f"○ {one.step.task.title} · {hours(one.hours)} · {one.reason}")
        for one in plan.planned[:3]
    ] or [nothing_planned(plan.hours)]
    if ahead := coach.dates(1):
        days = (ahead[0].day - coach.today).days
        lines.append(cut(f"{days} days: {ahead[0].title}"))
    return Answer(week_data(coach, plan), lines[:5])


def add_calendar(parser: ArgumentParser) -> None:
    """Options of `coach calendar`."""
    parser.add_argument("--season", type=int, metavar="Y", help="year in which residency starts")
    parser.add_argument("--ics", type=Path, metavar="FILE", help="write the dates as iCalendar")


def calendar(coach: Coach, args: Namespace) -> Answer:
    """The dates of a season."""
    if args.season is not None and not 2023 <= args.season <= 2100:
        raise CoachError(f"Season {args.season}: dates are known or projected from 2023 to 2100.")
    season = args.season or coach.applicant.match_year or season_at(coach.today)
    events = coach.calendar(season)
    notes = []
    if args.ics:
        from coach.exchange.icalendar_file import write

        write(args.ics, events, coach.now())
        notes.append(f"Written to {args.ics}: {len(events)} dates.")
    lines = [
        f"{event.day}  {event.time or '     '}  {event.status:12} {event.title}"
        for event in events
    ]
    data = [
        {
            "key": event.key, "title": event.title, "date": event.day.isoformat(),
            "time": event.time or None, "timezone": event.zone or None, "status": event.status,
            "source": event.source, "note": event.note or None,
        }
        for event in events
    ]  # fmt: skip
    return Answer({"season": season, "events": data}, lines, notes)


def add_log(parser: ArgumentParser) -> None:
    """Options of `coach log`."""
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="the newest N changes")


def log(coach: Coach, args: Namespace) -> Answer:
    """What changed, when."""
    changes = coach.store.changes(max(0, args.limit))
    data = [
        {
            "at": one.at, "act": one.act, "table": one.table, "key": one.key,
            "before": one.before, "after": one.after, "undone": one.undone,
        }
        for one in changes
    ]  # fmt: skip
    lines = [f"{one.at[:16]}  {one.act}{' (taken back)' if one.undone else ''}" for one in changes]
    return Answer({"changes": data}, lines or ["Nothing has changed yet."])
