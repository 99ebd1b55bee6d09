"""A task in words, for the pane below a list and for `?`; and the ticking of one."""

from __future__ import annotations

from coach.coach import Coach
from coach.journey.plan import Step
from coach.records import STAGES
from coach.scoring.tasks import assess_task
from coach.wording import STATUS_WORDS
from screens.pages.page import Page
from screens.widgets.detail import Line
from screens.widgets.style import signs

WORDS = {
    "open": "open", "waiting": "waiting", "blocked": "blocked", "done": "done",
    "skipped": "skipped",
}  # fmt: skip


def sign(state: str) -> str:
    """The mark of a state."""
    return {"done": signs().done, "skipped": "-", "blocked": signs().dot, "waiting": "~"}.get(
        state, signs().open
    )


def when(step: Step) -> str:
    """Due day, latest safe start and slack in one line; "" where nothing is dated."""
    if step.due is None and step.latest_start is None:
        return ""
    pieces = []
    if step.due:
        pieces.append(f"due {step.due.day} {step.due:%b %Y}")
    if step.latest_start and not step.finished:
        pieces.append(f"latest safe start {step.latest_start.day} {step.latest_start:%b %Y}")
        slack = step.slack_days or 0
        pieces.append(f"{slack} days of slack" if slack >= 0 else f"{-slack} days late")
    return " · ".join(pieces)


def short_lines(coach: Coach, step: Step) -> list[Line]:
    """The pane below a list, in few bytes: what to do, and what is in the way."""
    lines = [Line.of(step.task.how, indent=2)]
    if step.blocked_by:
        titles = [coach.facts.tasks[key].title for key in step.blocked_by]
        lines.append(Line.labelled("After", "; ".join(titles)))
    return lines


def _long_lines(coach: Coach, step: Step) -> list[Line]:
    lines = [Line.of(step.task.how, indent=2), Line.labelled("Why", step.task.why)]
    if dated := when(step):
        lines.append(Line.labelled("When", dated))
    if step.blocked_by:
        titles = [coach.facts.tasks[key].title for key in step.blocked_by]
        lines.append(Line.labelled("After", "; ".join(titles)))
    lines += [
        Line.labelled("Helps", coach.facts.resources[key].name) for key in step.task.resources[:2]
    ]
    source = f"{step.task.source} · {STATUS_WORDS[step.task.status]} · {step.task.as_of}"
    lines.append(Line.labelled("Source", (source, "dim")))
    return lines


def task_lines(coach: Coach, step: Step) -> list[Line]:
    """Everything behind one task."""
    task = step.task
    assessment = assess_task(task, step.slack_days, step.unblocks, coach.place.stage, coach.needs)
    lines = [
        Line.of(task.title, "strong"),
        Line.of(f"{STAGES[task.stage]} · {WORDS[step.state]}", "dim"),
        Line(),
        *_long_lines(coach, step),
        Line.labelled("Takes", f"{task.hours.low:g}-{task.hours.high:g} hours of yours"
                      + (f", then {task.wait_days.low:g}-{task.wait_days.high:g} days of others"
                         if task.wait_days.high else "")),
        Line(),
        Line.of(f"Urgency {assessment.score:.0f}: why it stands here", "strong"),
    ]  # fmt: skip
    lines += [
        Line.labelled(f"{one.contribution:+.0f}", one.text) for one in assessment.reasons
    ]
    rules = [coach.facts.rules[key] for key in task.rules]
    if rules:
        lines += [Line(), Line.of("The rules behind it", "strong")]
        for rule in rules:
            tail = f" ({STATUS_WORDS[rule.status]}, {rule.as_of}, {rule.source})"
            parts = ((f"{rule.title}: {rule.text}", ""), (tail, "dim"))
            lines.append(Line(parts, indent=2, hang=2))
    for key in task.source.split(";"):
        if source := coach.facts.sources.get(key):
            lines.append(Line.labelled(key, (f"{source.title} {source.where}".strip(), "dim")))
    return lines


def finish(page: Page, key: str | None, state: str | None) -> None:
    """Ticks the task under the cursor and says so."""
    if key is None:
        return
    title = page.coach.facts.tasks[key].title
    words = {"done": "Done", "skipped": "Skipped", None: "Open again"}[state]
    page.attempt(lambda: page.coach.set_task(key, state), f"{words}: {title}")
