"""`coach week`, `today`, `review` and `weeks`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from coach.cli.answer import Answer, Force, picked
from coach.cli.plain import WIDTH, plain
from coach.records import CoachError, Review
from coach.saying import review as reviewing, week as saying
from coach.saying.text import Line
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.subjects.week import Week
from coach.typed_days import parsed_day

ASK: Final = 'What would help next week? Keep your answer: coach review --save "…"'


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
    text = saying.plan(coach, plan) if markdown is None else saying.markdown(coach, plan)
    if markdown is None or markdown == "-":
        return Answer(data, text, notes)
    coach.files.write(Path(markdown), "\n".join([*plain(text), ""]).encode(), force)
    return Answer(data, [], [*notes, f"Written to {markdown}."])


def week_data(coach: Coach, plan: Week) -> dict[str, object]:
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


def today(coach: Coach) -> Answer:
    """At most five lines for a login banner."""
    plan = coach.week.plan()
    return Answer(week_data(coach, plan), saying.today(coach, plan, WIDTH))


def review(
    coach: Coach,
    save: Annotated[str | None, Opt("keep the week with your answer", "TEXT")] = None,
    hours: Annotated[float | None, Opt("hours that the week took", "H")] = None,
    week: Annotated[str | None, Opt("a day of the week, if not the latest", "DAY")] = None,
) -> Answer:
    """The week looked back on; kept with --save."""
    if hours is not None and save is None:
        raise CoachError('--hours goes with --save: add your answer, or --save "".')
    monday = parsed_day(week, coach.today, "past", "--week") if week else None
    notes = []
    if save is not None:
        kept = coach.week.keep_review(save, hours, monday)
        notes = [f"Kept: week of {kept.monday}."]
    back = coach.week.look_back(monday)
    data = {
        "week_of": back.monday.isoformat(),
        "planned_hours": round(back.planned_hours, 2),
        "done_hours": round(back.worth_hours, 2),
        "planned": [planned.step.task.key for planned in back.planned],
        "done": [step.task.key for step in back.done],
        "slipped": [{"key": slip.step.task.key, "why": slip.why} for slip in back.slipped],
        "next": [planned.step.task.key for planned in back.next],
        "review": review_data(back.review) if back.review else None,
    }
    text = [
        *reviewing.look_back(back, coach.week.pace),
        Line(),
        *([] if back.review else [Line.of(ASK)]),
    ]
    return Answer(data, text, notes)


def review_data(kept: Review) -> dict[str, object]:
    """A kept week in plain keys."""
    return picked(
        kept,
        "week_of=monday planned_hours done_hours=worth_hours spent_hours done slipped",
    ) | {"text": kept.text}


def weeks(coach: Coach) -> Answer:
    """The weeks looked back on, newest first, and what they say of your pace."""
    kept, pace = coach.week.reviews(), coach.week.pace
    data = {"weeks": [review_data(review) for review in kept[::-1]], "pace": round(pace.factor, 3)}
    text = reviewing.history(kept, pace, coach.today)
    return Answer(data, text or [Line.of("No week is reviewed yet; `coach review` begins.")])
