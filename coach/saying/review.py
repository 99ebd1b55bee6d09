"""Weeks looked back on, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from coach.journey.review import LookBack, Pace
from coach.saying.text import DONE, OPEN, Line, head, notes, parted
from coach.subjects.coach import Coach
from coach.wording import hours, narrow

ASK: Final = 'What would help next week? Keep your answer: coach review --save "…"'


def look_back(back: LookBack, pace: Pace, most: int | None = None) -> list[Line]:
    """A week in the order of the four questions, and what the weeks say of the pace. At most so
    many tasks are named under one heading."""
    sunday = back.monday + timedelta(days=6)
    across = "%B %Y" if back.monday.year != sunday.year else "%B"
    days = f"{back.monday.day} {back.monday:{across}} to {sunday.day} {sunday:{across}}"
    done = f"{hours(back.worth_hours)} done of {hours(back.planned_hours)} planned"
    ticked = [step.task.title for step in back.done]
    slipped = [f"{slip.step.task.title}: {slip.why}" for slip in back.slipped]
    nothing = "Nothing is ticked; every week begins anew."
    ahead = [planned.step.task.title for planned in back.next]
    lines = [
        Line.of(f"Week of {days}: {done}."),
        *_named("What got done?", DONE, ticked, nothing, most),
        *_named("What slipped, and why?", OPEN, slipped, "Nothing slipped.", most),
        *_named("What is next?", OPEN, ahead, "Nothing presses.", most),
    ]
    if review := back.review:
        answers = [*filter(None, [review.text]), f"It took {hours(review.spent_hours)}."]
        lines += _named("What you said", "", answers, "")
    return parted(lines, pace_line(pace))


def _named(
    title: str, sign: str, items: Sequence[str], nothing: str, most: int | None = None
) -> list[Line]:
    """A heading with its items, or the first of them and how many more there are."""
    listed = [Line.of(f"{sign} {item}".strip(), indent=2, hang=2) for item in items[:most]]
    if len(items) > len(listed):
        listed.append(Line.of(f"and {len(items) - len(listed)} more", indent=4))
    return [Line(), head(title), *(listed or [Line.of(nothing, indent=2)])]


def pace_line(pace: Pace) -> list[Line]:
    """What the weeks say of the applicant's hours; nothing where they are as planned."""
    words = str(pace)
    return [Line.of(f"{words[0].upper()}{words[1:]}.")] if words else []


def review(coach: Coach, back: LookBack) -> list[Line]:
    """A week looked back on, and how to keep it."""
    ask = [] if back.review else [Line.of(ASK)]
    remarks = notes(f"Kept: week of {back.monday}." if back.is_new else "")
    return [*look_back(back, coach.week.pace), Line(), *ask, *remarks]


def weeks(coach: Coach, told: object) -> list[Line]:
    """The weeks that were kept, the newest first."""
    return history(coach, "No week is reviewed yet; `coach review` begins.")


def history(coach: Coach, none: str) -> list[Line]:
    """One entry per week that was kept, the newest first, and the pace they show, or `none`."""
    lines, paced = [], pace_line(coach.week.pace)
    for review in reversed(coach.week.reviews()):
        done = f"{hours(review.worth_hours)} done of {hours(review.planned_hours)} planned"
        counts = f"{len(review.done)} done, {len(review.slipped)} slipped"
        words = f"{done}, took {hours(review.spent_hours)} · {counts}"
        lines.append(Line.labelled(narrow(review.monday, coach.today), words))
        if review.text:
            lines.append(Line.labelled(" ", (review.text, "dim")))
    return parted(paced, lines) or [Line.of(none)]
