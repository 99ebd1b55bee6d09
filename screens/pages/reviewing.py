"""The weekly review: four questions in two minutes, then a calm summary; and the weeks before."""

from __future__ import annotations

from datetime import date
from typing import Final

from coach.journey.review import LookBack
from coach.journey.saying import slipped
from coach.records import Review
from coach.saying.text import Line
from coach.subjects.coach import Coach
from coach.wording import hours
from screens.pages.page import Page
from screens.pages.task_asks import LEFT, checked, number, series
from screens.widgets.ask import Ask, Pick

MOST_NAMED: Final = 6
"""Tasks named under one heading; more would bury what matters (judgement)."""


def ask_review(page: Page) -> None:
    """Goes through the four questions, keeps the answers and shows the week."""
    back = page.coach.week.look_back()
    still_open = {slip.step.task.key: slip.step.task.title for slip in back.slipped}
    if not still_open:
        _ask_rest(page, back, (), 1)
        return

    def ticked(keys: tuple[str, ...] | None) -> None:
        if keys is None:
            page.footer.say(LEFT)
        else:
            _ask_rest(page, back, keys, 2)

    question = f"1 of 4  Week of {_day(back.monday)}: what of this got done?"
    page.app.push_screen(Pick(question, still_open, several=True), ticked)


def _ask_rest(page: Page, back: LookBack, ticked: tuple[str, ...], first: int) -> None:
    """The questions after the ticks; `first` is the number of the first of them."""
    of = f"of {first + 2}"
    late = slipped(page.coach.week.plan(), page.coach.profile.applicant)
    slips = [
        f"{slip.step.task.title} ({slip.why})"
        for slip in back.slipped
        if slip.step.task.key not in ticked
    ]
    ahead = [one.step.task.title for one in back.next if one.step.task.key not in ticked]
    nothing = f"{late}." if late else "Nothing slipped."
    open_still = f"Open still: {'; '.join(slips)}." if slips else nothing
    coming = f"Next: {'; '.join(ahead)}." if ahead else "Nothing presses."
    series(
        page,
        [
            Ask(f"{first} {of}  What slipped, and why?", hint=f"{open_still} Empty is fine."),
            Ask(
                f"{first + 1} {of}  How many hours did the week take?",
                hint=f"{hours(back.planned_hours)} were planned. Empty: as planned.",
                check=checked(spent_hours),
            ),
            Ask(f"{first + 2} {of}  What is next, or would help?", hint=f"{coming} Empty is fine."),
        ],
        lambda answers: _keep(page, back, ticked, answers),
    )


def _keep(page: Page, back: LookBack, ticked: tuple[str, ...], answers: list[str]) -> None:
    coach = page.coach
    why, spent, coming = answers
    said = "; ".join(part for part in (why, f"next: {coming}" if coming else "") if part)
    kept: list[Review] = []

    def save() -> None:
        for key in ticked:
            coach.road.finish(key)
        kept.append(coach.week.keep_review(said, spent_hours(spent), back.monday))

    page.attempt(save, f"Kept: week of {_day(back.monday)}")
    if kept:
        page.read(f"Week of {_day(back.monday)}", summary(coach, back.monday))


def spent_hours(text: str) -> float | None:
    """Hours as typed, 0 among them; None for no answer. Raises CoachError."""
    return (number(text) if text.strip(" 0") else 0.0) if text.strip() else None


def summary(coach: Coach, monday: date) -> list[Line]:
    """A week that was kept, in the order of the questions, and what it says of the pace."""
    back = coach.week.look_back(monday)
    done = [step.task.title for step in back.done]
    lines = [
        Line.of(f"{hours(back.worth_hours)} done of {hours(back.planned_hours)} planned."),
        Line(),
        *_named("What got done", done, "Nothing is ticked; every week begins anew."),
        *_named(
            "What slipped, and why",
            [f"{slip.step.task.title}: {slip.why}" for slip in back.slipped],
            "Nothing.",
        ),
        *_named("What is next", [one.step.task.title for one in back.next], "Nothing presses."),
    ]
    if known := back.review:
        said = [known.text] if known.text else []
        lines += _named("What you said", [*said, f"It took {hours(known.spent_hours)}."], "")
    if said_of_pace := str(coach.week.pace):
        lines.append(Line.of(f"{said_of_pace[:1].upper()}{said_of_pace[1:]}."))
    return [*lines, Line.of("Rest is part of the plan. u takes the review back.", "dim")]


def _named(head: str, items: list[str], nothing: str) -> list[Line]:
    """A heading with a few items under it, and how many more there are."""
    shown = items[:MOST_NAMED] or [nothing]
    if len(items) > MOST_NAMED:
        shown.append(f"and {len(items) - MOST_NAMED} more")
    return [Line.of(head, "strong"), *(Line.of(one, indent=2, hang=2) for one in shown), Line()]


def read_history(page: Page) -> None:
    """Shows the weeks that were kept, the newest first."""
    page.read("Weeks", history(page.coach), label_width=10)


def history(coach: Coach) -> list[Line]:
    """One entry per week that was kept, and the pace they show."""
    kept = coach.week.reviews()[::-1]
    if not kept:
        return [Line.of("No week is kept yet: r looks back on the last one, in two minutes.")]
    lines = []
    if said := str(coach.week.pace):
        lines += [Line.of(f"{said[:1].upper()}{said[1:]}."), Line()]
    for one in kept:
        lines.append(
            Line.labelled(
                _day(one.monday),
                f"{hours(one.worth_hours)} done of {hours(one.planned_hours)} planned, took "
                f"{hours(one.spent_hours)} · {len(one.done)} done, {len(one.slipped)} slipped",
            )
        )
        if one.text:
            lines.append(Line.labelled("", (one.text, "dim")))
    return lines


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"
