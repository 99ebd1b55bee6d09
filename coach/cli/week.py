"""`coach week`, `today`, `review` and `weeks`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

from coach.calendar.dates import in_zone
from coach.cli.answer import Answer, Force, picked
from coach.journey.plan import deadline
from coach.journey.week import Week
from coach.records import STAGES, CoachError, Event, Review
from coach.saying.plan import MATCH_WEEK, SOAP_CHECK, nothing_planned, slipped
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.wording import cut, hours
from coach.writing import write_file


def week(
    coach: Coach,
    hours: Annotated[float | None, Opt("hours you have this week", "H", low=0, high=112)] = None,
    markdown: Annotated[
        str | None, Opt("as Markdown, on the screen or into a file", "FILE", bare="-")
    ] = None,
    force: Force = False,
) -> Answer:
    """The plan for this week."""
    plan = coach.week.plan(hours)
    data, note = week_data(coach, plan), coach.history.clock_note
    notes = [note] if note else []
    if markdown:
        lines = week_markdown(coach, plan)
        if markdown == "-":
            return Answer(data, lines, notes)
        write_file(Path(markdown), "\n".join([*lines, ""]).encode(), force)
        return Answer(data, [], [*notes, f"Written to {markdown}."])
    return Answer(data, _week_lines(coach, plan), notes)


def _week_lines(coach: Coach, plan: Week) -> list[str]:
    monday = f"{plan.monday.day} {plan.monday:%B}"
    lines = [
        f"Week of {monday} · season {coach.season.year} · "
        f"{STAGES[coach.road.place.stage].lower()} · "
        f"{hours(plan.planned_hours)} of {hours(plan.hours)} planned",
        "",
    ]
    for one in plan.planned:
        by = deadline(one.step, coach.today)
        day = f"{one.day:%a}" if one.day else ""
        lines.append(f"  ○ {day} {one.step.task.title:44} {hours(one.hours):>7}  {by}".rstrip())
        lines.append(f"          {one.reason.removeprefix(f'{by}: ')}")
    lines += [f"  ● {step.task.title:48}    done" for step in plan.done]
    if plan.more:
        lines.append(f"  … {len(plan.more)} more would fit a longer week")
    if not plan.planned:
        lines.append("  " + nothing_planned(plan.hours))
    lines += [f"  {sentence}" for sentence in (str(coach.week.pace),) if sentence]
    if coach.season.in_match_week:
        lines += ["", MATCH_WEEK, SOAP_CHECK]
    elif text := slipped(plan, coach.profile.applicant):
        lines += ["", text]
    return [
        *lines,
        "",
        "Next dates",
        *(_date_line(coach, event) for event in coach.season.dates(5)),
    ]


def week_data(coach: Coach, plan: Week) -> dict[str, Any]:
    """The week in the promised keys."""
    return {
        "week_of": plan.monday.isoformat(),
        "stage": coach.road.place.stage,
        "hours": plan.hours,
        "planned_hours": round(plan.planned_hours, 2),
        "pace": round(coach.week.pace.factor, 2),
        "tasks": [
            picked(
                planned,
                "key=step.task.key title=step.task.title hours reason day due=step.due",
            )
            | {"days": [{"day": day, "hours": round(part, 2)} for day, part in planned.parts]}
            for planned in plan.planned
        ],
        "done": [step.task.key for step in plan.done],
        "slipped": [step.task.key for step in plan.slipped],
        "dates": [
            picked(event, "event=key title date=day status")
            | {"days_left": (event.day - coach.today).days}
            for event in coach.season.dates(5)
        ],
    }


def week_markdown(coach: Coach, plan: Week) -> list[str]:
    """The week as Markdown, day by day, to print or to send to oneself."""
    lines = [
        f"# Week of {plan.monday.day} {plan.monday:%B %Y}",
        "",
        f"{hours(plan.planned_hours)} of {hours(plan.hours)} planned.",
        "",
    ]
    for day in sorted({day for one in plan.planned for day, _ in one.parts}):
        lines += [f"## {day:%A} {day.day} {day:%B}", ""]
        lines += [
            f"- [ ] {one.step.task.title} ({hours(part)}): {one.reason}"
            for one, part in plan.on(day)
        ]
        lines.append("")
    lines += [f"- [x] {step.task.title}" for step in plan.done] + [""] * bool(plan.done)
    if not plan.planned:
        lines += [nothing_planned(plan.hours), ""]
    return [
        *lines,
        "## Next dates",
        "",
        *(f"- {_date_line(coach, event).strip()}" for event in coach.season.dates(5)),
    ]


def _date_line(coach: Coach, event: Event) -> str:
    days = (event.day - coach.today).days
    sure = " (expected)" if event.status == "projected" else ""
    when = in_zone(event, coach.profile.applicant.time_zone)
    return f"  {days:4} d  {when}  {event.title}{sure}"


def today(coach: Coach) -> Answer:
    """At most five lines for a login banner."""
    plan = coach.week.plan()
    lines = [
        f"{coach.today:%a} {coach.today.day} {coach.today:%b} · {STAGES[coach.road.place.stage]}"
    ]
    lines += [
        cut(f"○ {one.step.task.title} · {hours(one.hours)} · {one.reason}")
        for one in plan.planned[:3]
    ] or [nothing_planned(plan.hours)]
    if ahead := coach.season.dates(1):
        days = (ahead[0].day - coach.today).days
        lines.append(cut(f"{days} days: {ahead[0].title}"))
    return Answer(week_data(coach, plan), lines[:5])


def review(
    coach: Coach,
    save: Annotated[str | None, Opt("keep the week with your answer", "TEXT")] = None,
    hours: Annotated[float | None, Opt("hours that the week took", "H")] = None,
    week: Annotated[str | None, Opt("a day of the week, if not the latest", "DAY")] = None,
) -> Answer:
    """The week looked back on; kept with --save."""
    from coach.journey.review import review_lines

    if hours is not None and save is None:
        raise CoachError('--hours goes with --save: add your answer, or --save "".')
    monday = _monday(week)
    notes = []
    if save is not None:
        kept = coach.week.keep_review(save, hours, monday)
        notes = [f"Kept: week of {kept.monday}."]
    back = coach.week.look_back(monday)
    data = {
        "week_of": back.monday.isoformat(),
        "planned_hours": round(back.planned_hours, 2),
        "done_hours": round(back.worth_hours, 2),
        "planned": [one.step.task.key for one in back.planned],
        "done": [step.task.key for step in back.done],
        "slipped": [{"key": one.step.task.key, "why": one.why} for one in back.slipped],
        "next": [one.step.task.key for one in back.next],
        "review": review_data(back.review) if back.review else None,
    }
    return Answer(data, review_lines(back), notes)


def _monday(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CoachError(f"--week: “{text}” is not a date like 2026-11-22.") from None


def review_data(kept: Review) -> dict[str, Any]:
    """A kept week in plain keys."""
    return picked(
        kept,
        "week_of=monday planned_hours done_hours=worth_hours spent_hours done slipped",
    ) | {"text": kept.text}


def weeks(coach: Coach) -> Answer:
    """The weeks looked back on, newest first, and what they say of your pace."""
    kept = coach.week.reviews()[::-1]
    lines = [
        f"{one.monday}  {hours(one.worth_hours):>7} done of {hours(one.planned_hours):>7} planned"
        f"  {len(one.done)} done, {len(one.slipped)} slipped  {one.text}".rstrip()
        for one in kept
    ]
    if said := str(coach.week.pace):
        lines += ["", said[0].upper() + said[1:] + "."]
    data = {"weeks": [review_data(one) for one in kept], "pace": round(coach.week.pace.factor, 3)}
    return Answer(data, lines or ["No week is reviewed yet; `coach review` begins."])
