"""A task in words: for the pane below a list, and with every number's rule for `?`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from coach.journey.chances import DRAWS, LATE_DAYS, PACE_SPREAD, STEP, OnTime
from coach.journey.standing import Step
from coach.journey.week import missed_of
from coach.records import STAGES, CoachError, Reason
from coach.saying.text import DOT, STATE_SIGNS, Line
from coach.subjects.coach import Coach
from coach.wording import STATUS_WORDS, hours, short

WORDS: Final = {
    "open": "open",
    "waiting": "waiting",
    "blocked": "blocked",
    "done": "done",
    "skipped": "skipped",
}
MANY_WAIT: Final = 2
"""Steps that wait for a task from which it is worth a line (judgement)."""
CHANCE_RULE: Final = (
    f"of {DRAWS:,} draws of the road, the share in which it is over in time. Hours and days of "
    "others are drawn between low and high around the usual, your pace with a spread of "
    f"{PACE_SPREAD:.0%}, late answers up to {LATE_DAYS:g} days (judgements). A range in steps of "
    f"{STEP} points, not a promise"
)
"""What stands behind every chance on time (coach/journey/chances.py)."""


def sign(state: str) -> str:
    """The mark of a state."""
    return STATE_SIGNS[state]


def when(step: Step) -> str:
    """Due day and latest safe start in one line; "" where nothing is dated."""
    if step.due is None and step.latest_start is None:
        return ""
    pieces = []
    if step.due:
        pieces.append(f"due {step.due.day} {step.due:%b %Y}")
    if step.latest_start and not step.finished:
        days = step.slack_days or 0
        reached = f"in {days} days" if days >= 0 else f"{-days} days ago"
        start = f"{step.latest_start.day} {step.latest_start:%b %Y}"
        pieces.append(f"latest safe start {start}, {reached}")
    return " · ".join(pieces)


def waits_for(coach: Coach, step: Step) -> list[Line]:
    """What comes before the task, in a line; none where it can begin."""
    titles = [coach.road.tasks[key].title for key in step.blocked_by]
    return [Line.labelled("After", "; ".join(titles))] if titles else []


def unblocks(coach: Coach, step: Step) -> list[Line]:
    """What the task opens, in a line, where that is worth one."""
    reasons = coach.road.assessment(step).reasons
    opened = [reason.text for reason in reasons if reason.key == "opens"]
    opened += [
        reason.text for reason in reasons if reason.key == "unblocks" and step.unblocks >= MANY_WAIT
    ]
    return [Line.labelled("Then", f" {DOT} ".join(opened))] if opened else []


def told_lines(coach: Coach, step: Step) -> list[Line]:
    """What the applicant said of the task: days, hours, reason, note, links."""
    told, today = step.told, coach.today
    days = (
        ("begun", told.started),
        ("moved to", told.day),
        ("put off until", told.snoozed),
        ("answer expected", told.expected),
        ("last day", told.due),
        ("finished", told.finished),
    )
    told_days = [f"{words} {short(day, today)}" for words, day in days if day]
    if told.hours_done:
        told_days.append(f"{hours(told.hours_done)} behind you")
    lines = [Line.labelled("You said", f" {DOT} ".join(told_days))] if told_days else []
    if step.note:
        lines.append(Line.labelled("Reason", step.note))
    if told.note:
        lines.append(Line.labelled("Note", told.note))
    return lines + [Line.labelled("Link", linked(coach, link)) for link in told.links]


def linked(coach: Coach, link: str) -> str:
    """A link with the name of what it leads to, as far as that is known."""
    kind, _, what = link.partition(":")
    try:
        if kind == "program":
            return f"program {coach.programs.standing(what).program.name}"
        if kind == "resource":
            return f"resource {coach.library.resource(what)[0].name}"
        if kind == "task":
            return f"task {coach.road.step(what).task.title}"
    except CoachError:
        return f"{kind} {what}, which is not there any more"
    return f"{kind} {what}"


def short_lines(coach: Coach, step: Step) -> list[Line]:
    """The pane below a list, in few bytes: what to do, and what is in the way."""
    return [Line.of(step.task.how, indent=2), *waits_for(coach, step), *missed_lines(coach, [step])]


def missed_lines(coach: Coach, steps: Iterable[Step]) -> list[Line]:
    """Which missed task these steps need, in place of a chance; none where nothing was missed."""
    missed = [missed_of(step, coach.road.plan) for step in steps if not step.behind]
    first = next((words for words in missed if words), "")
    return [Line.labelled("Missed", first)] if first else []


def _long_lines(coach: Coach, step: Step) -> list[Line]:
    # 4 ms, and only where somebody reads on.
    lines = [Line.of(step.task.how, indent=2), Line.labelled("Why", step.task.why)]
    if dated := when(step):
        lines.append(Line.labelled("When", dated))
    lines += [*waits_for(coach, step), *missed_lines(coach, [step]), *unblocks(coach, step)]
    lines += told_lines(coach, step)
    lines += [
        Line.labelled("Helps", resource.name)
        for resource, _ in coach.library.helps_task(step.task.key)
    ]
    source = dict.fromkeys((step.task.source, STATUS_WORDS[step.task.status], step.task.as_of))
    lines.append(Line.labelled("Source", (" · ".join(source), "dim")))
    return lines


def takes(coach: Coach, step: Step) -> list[Line]:
    """How long the task takes, with where the hours come from."""
    task = step.task
    words = f"{task.hours.low:g}-{task.hours.high:g} hours of yours, usually {task.hours.usual:g}"
    if task.wait_days.high:
        words += (
            f", then {task.wait_days.low:g}-{task.wait_days.high:g} days of others, usually "
            f"{task.wait_days.usual:g}"
        )
    lines = [Line.labelled("Takes", words)]
    if not step.finished and step.hours_left != task.hours.usual:
        lines.append(Line.labelled("Left", f"about {hours(step.hours_left)} of yours"))
    return lines


def time_lines(coach: Coach, step: Step, chance: OnTime | None) -> list[Line]:
    """Slack, earliest days and chance, each with its rule; none for what nothing is dated by."""
    if step.finished or step.early_start is None:
        return []
    way, lines = coach.road.plan, [Line(), Line.of("The numbers, and their rules", "strong")]
    pace = f", times {way.pace:.2f} for your pace" if round(way.pace, 2) != 1 else ""
    begins, ends = short(step.early_start, way.today), short(step.early_finish, way.today)
    lines.append(
        Line.labelled(
            "Earliest",
            f"begins {begins}, over about {ends}: after what it waits for, "
            f"{hours(step.hours_left)} at {hours(way.hours)} a week{pace}, then "
            f"{step.wait_left:g} days of others",
        )
    )
    if step.float_days is not None:
        last = short(step.late_finish, way.today)
        words = (
            f"{step.float_days} days: it must be over by {last}, for itself or what waits for it"
        )
        if step.free_days is not None:
            words += f"; {step.free_days} before another task moves"
        lines.append(Line.labelled("Slack", words))
    if chance:
        lines.append(Line.labelled("Chance", f"~{chance} on time: {CHANCE_RULE}"))
    return lines


def task_lines(coach: Coach, step: Step, chance: OnTime | None = None) -> list[Line]:
    """Everything behind one task; `chance` where it is worked out."""
    task, assessment = step.task, coach.road.assessment(step)
    return [
        Line.of(task.title, "strong"),
        Line.of(f"{STAGES[task.stage]} · {WORDS[step.state]}", "dim"),
        Line(),
        *_long_lines(coach, step),
        *takes(coach, step),
        *time_lines(coach, step, chance),
        Line(),
        Line.of(f"Urgency {assessment.score:.0f}: why it stands here", "strong"),
        *(
            Line.labelled(f"{reason.contribution:+.0f}", _reason(reason, step))
            for reason in assessment.reasons
        ),
        *_source_lines(coach, step),
    ]


def _reason(reason: Reason, step: Step) -> str:
    """A reason in words that do not call two numbers slack: this one counts from today."""
    if reason.key != "slack" or step.slack_days is None or step.slack_days <= 0:
        return reason.text
    return f"its latest safe start is in {step.slack_days} days"


def _source_lines(coach: Coach, step: Step) -> list[Line]:
    lines = []
    rules = [coach.library.rules[key] for key in step.task.rules]
    if rules:
        lines += [Line(), Line.of("The rules behind it", "strong")]
        for rule in rules:
            tail = f" ({STATUS_WORDS[rule.status]}, {rule.as_of}, {rule.source})"
            parts = ((f"{rule.title}: {rule.text}", ""), (tail, "dim"))
            lines.append(Line(parts, indent=2, hang=2))
    for key in step.task.source.split(";"):
        if source := coach.library.sources.get(key):
            lines.append(Line.labelled(key, (f"{source.title} {source.where}".strip(), "dim")))
    return lines
