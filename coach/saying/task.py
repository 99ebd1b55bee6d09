"""A task in words: for the pane below a list, and with every number's rule for `?`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Final

from coach.journey.chances import DRAWS, LATE_DAYS, PACE_SPREAD, STEP, OnTime
from coach.journey.order import missed_of
from coach.journey.plan import Road
from coach.journey.standing import Step
from coach.records import STAGES, CoachError, Reason, Span, Task
from coach.saying.rules import way_on
from coach.saying.text import DOT, Answer, Line, head, labelled, parted, rows
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.subjects.road import Acted, Dated
from coach.wording import STATUS_WORDS, cut, hours, in_days, short

BUT_WORDS: Final = 30
"""Characters below which a sentence says little by itself (judgement)."""
MANY_WAIT: Final = 2
"""Steps that wait for a task from which it is worth a line (judgement)."""
CHANCE_RULE: Final = (
    f"of {DRAWS:,} draws of the road, the share in which it is over in time. Hours and days of "
    "others are drawn between low and high around the usual, your pace with a spread of "
    f"{PACE_SPREAD:.0%}, late answers up to {LATE_DAYS:g} days (judgements). A range in steps of "
    f"{STEP} points, not a promise"
)
"""What stands behind every chance on time (coach/journey/chances.py)."""
JUDGED_RULE: Final = (
    "most of its time is the wait for others, and only a judgement says how long they take, so a "
    "percentage would claim what nobody knows. Ask early, and note the day they name: then it is "
    "reckoned from that"
)
"""What stands in place of a percentage (coach/journey/chances.py)."""


def chance_words(chance: OnTime | None, of: str) -> str:
    """A chance with its rule; "" for none."""
    if chance is None:
        return ""
    return (
        f"{chance}: {JUDGED_RULE}" if chance.is_said_in_words else f"~{chance} {of}: {CHANCE_RULE}"
    )


def has_chance(step: Step, today: date) -> bool:
    """Whether a list says its chance: what is late needs no number, what only leads to another
    task has that one's, and saying it at each would frighten for nothing."""
    end = step.last_day or step.due
    return end is not None and end >= today and not (step.finished or step.behind)


def when(step: Step) -> str:
    """Due day and latest safe start in one line; "" where nothing is dated. What is late has one
    number, and no safe start any more."""
    if step.before_came and not step.was_due:
        return ""
    pieces = [f"due {step.due.day} {step.due:%b %Y}"] if step.due else []
    days, start = step.slack_days or 0, step.latest_start
    if step.before_came:
        pieces = [f"was {pieces[0]}, before you came"]
    if step.late_days:
        pieces.append(f"{in_days(step.late_days)} late")
    elif start and not step.finished:
        safe = f"latest safe start {start.day} {start:%b %Y}, in {in_days(days)}"
        pieces.append(safe if days >= 0 else "should begin now")
    return f" {DOT} ".join(pieces)


def waits_for(coach: Coach, step: Step) -> list[Line]:
    """The tasks that come first, in a line."""
    titles = (coach.road.tasks[key].title for key in step.blocked_by)
    return labelled(("After", "; ".join(titles)))


def first_words(how: str, room: int) -> str:
    """What is to be done in a sentence, in two where the first is but a word or two; only as many
    of its clauses as have room, "…" for the others."""
    first, *rest = how.removesuffix(".").split(". ")
    words = f"{'. '.join([first, *rest[:1]] if len(first) < BUT_WORDS else [first])}."
    if len(words) <= room:
        return words
    fits = words[: room - 1]
    ends = [fits.rfind(sign) for sign in (", ", "; ", ": ", ". ")]
    return f"{words[: max(ends)]} …" if max(ends) >= BUT_WORDS else cut(words, room)


def unblocks(coach: Coach, step: Step) -> list[Line]:
    """What the task opens, in a line, where that is worth one."""
    told = ("opens", "unblocks") if step.unblocks >= MANY_WAIT else ("opens",)
    reasons = {reason.key: reason.text for reason in coach.road.assessment(step).reasons}
    return labelled(("Then", f" {DOT} ".join(reasons[key] for key in told if key in reasons)))


def _told_lines(coach: Coach, step: Step) -> list[Line]:
    told = step.told
    days = {
        "begun": told.started,
        "moved to": told.day,
        "put off until": told.snoozed,
        "answer expected": told.expected,
        "last day": told.due,
        "finished": told.finished,
    }
    words = [f"{what} {short(day, coach.today)}" for what, day in days.items() if day]
    if told.hours_done:
        words.append(f"{hours(told.hours_done)} behind you")
    return labelled(
        ("You said", f" {DOT} ".join(words)),
        ("Reason", step.note),
        ("Note", told.note),
        *(("Link", _linked(coach, link)) for link in told.links),
    )


def _linked(coach: Coach, link: str) -> str:
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
    how = Line.of(step.task.how, indent=2)
    before = labelled(("Due", "earlier, before you came" * (step.was_due and not step.behind)))
    waits = [*before, *_taken(coach, step), *counts(step), *waits_for(coach, step)]
    return [how, *_opened_again(coach, step), *waits, *missed_lines(coach, [step])]


def counts(step: Step) -> list[Line]:
    """How far a needed exam can still count, for what leads to it."""
    return labelled(("Counts", step.band.words if step.band and not step.finished else ""))


def _opened_again(coach: Coach, step: Step) -> list[Line]:
    """The broken rules for which a task is open again."""
    rules = [held for held in coach.profile.pressing if step.task.key in held.reopens]
    return labelled(*(("Rule", f"{held.detail} {way_on(held)}") for held in rules))


def _taken(coach: Coach, step: Step) -> list[Line]:
    """Why a step is done that nobody ticked."""
    is_taken = step.finished and step.task.key in coach.road.plan.sent
    return labelled(("Taken", "as done with the application that you sent" * is_taken))


def missed_lines(coach: Coach, steps: Iterable[Step]) -> list[Line]:
    """Which missed task these steps need, in place of a chance; none where nothing was missed."""
    missed = [missed_of(step, coach.road.plan) for step in steps if not step.behind]
    return labelled(("Missed", next(filter(None, missed), "")))


def _span(span: Span, unit: str) -> str:
    """From, to and usual; one figure where they are the same."""
    if span.low == span.high:
        return f"{span.usual:g} {unit}"
    return f"{span.low:g}-{span.high:g} {unit}, usually {span.usual:g}"


def _long_lines(coach: Coach, step: Step) -> list[Line]:
    task = step.task
    source = dict.fromkeys(
        (coach.library.named(task.source), STATUS_WORDS[task.status], task.as_of)
    )
    takes = _span(task.hours, "hours of yours")
    if (wait := task.wait_days).high:
        takes += f", then {_span(wait, 'days of others')}"
        takes += f" ({STATUS_WORDS[task.status]})" * (task.status == "unverified")
    left = not step.finished and step.hours_left != task.hours.usual
    planned = coach.week.plan().line(task.key)
    order = planned.before if planned else None
    return [
        Line.of(task.how, indent=2),
        *_opened_again(coach, step),
        *_taken(coach, step),
        *labelled(
            ("Why", task.why),
            ("Before", f"“{order.step.title}”: {order.why}" if order else ""),
            ("When", when(step)),
        ),
        *counts(step),
        *waits_for(coach, step),
        *missed_lines(coach, [step]),
        *unblocks(coach, step),
        *_told_lines(coach, step),
        *labelled(
            *(("Helps", resource.name) for resource, _ in coach.library.helps_task(task.key)),
            ("Source", [(" · ".join(source), "dim")]),
            ("Takes", takes),
            ("Left", f"about {hours(step.hours_left)} of yours" if left else ""),
        ),
    ]


def _time_lines(coach: Coach, step: Step, chance: OnTime | None) -> list[Line]:
    """Slack, earliest days and chance, each with its rule; none for what nothing is dated by."""
    if step.finished or step.early_start is None:
        return []
    way = coach.road.plan
    pace = f", times {way.pace:.2f} for your pace" if round(way.pace, 2) != 1 else ""
    begins, ends = short(step.early_start, way.today), short(step.early_finish, way.today)
    earliest = (
        f"begins {begins}, over about {ends}: after what it waits for, "
        f"{hours(step.hours_left)} at {hours(way.hours)} a week{pace}, then "
        f"{step.wait_left:g} days of others"
    )
    slack = _slack_words(step, way)
    on_time = chance_words(chance, "on time")
    numbers = labelled(("Earliest", earliest), ("Slack", slack), ("Chance", on_time))
    return [head("The numbers, and their rules"), *numbers]


def _slack_words(step: Step, way: Road) -> str:
    """How far it can slip, by what it is late, or how much too short the time was all along."""
    days, last = step.float_days, short(step.late_finish, way.today)
    end = f"over by {last}, for itself or what waits for it"
    if days is None:
        return ""
    if step.late_days:
        return f"{in_days(step.late_days)} late: it had to be {end}"
    if days < 0:
        few = f"{in_days(-days)} too few at {hours(way.hours)} a week"
        return f"{few}: more hours or a later year make room"
    free = step.free_days
    moves = "a day lost moves the next task" if not free else f"after {free} the next task moves"
    return f"{in_days(days)}: it must be {end}{f'; {moves}' * (free is not None)}"


def acted(coach: Coach, act: Acted) -> list[Line]:
    """What an act did to a task."""
    step = coach.road.step(act.key)
    if act.changed:
        return [Line.of(f"{step.task.title}: {act.words or step.state}.", is_row=True)]
    line = "Nothing to change." if act.words else f"It was {step.state} already."
    return [Line.of(line, is_row=True)]


def acted_on(coach: Coach, act: Acted) -> Dated:
    """The task of an act as it stands now."""
    return Dated(coach.road.step(act.key))


def remove(
    coach: Coach, key: Annotated[str, Opt("the key of a task of your own", "KEY")]
) -> Answer:
    """Takes a task of one's own away."""
    title = coach.road.remove(key).words
    return Answer({"changed": True, "removed": key}, rows([f"{title}: removed."]))


def task_lines(coach: Coach, step: Step, chance: OnTime | None = None) -> list[Line]:
    """Everything behind one task; `chance` where it is worked out."""
    task, assessment = step.task, coach.road.assessment(step)
    every = assessment.reasons
    reasons = ((f"{reason.contribution:+.0f}", _reason(reason, step)) for reason in every)
    about = parted(
        [head(step.title), Line.of(f"{STAGES[task.stage]} · {step.state}", "dim")],
        _long_lines(coach, step),
        _time_lines(coach, step, chance),
        [head(f"Urgency {assessment.score:.0f} of 100, and its parts"), *labelled(*reasons)],
        _rule_lines(coach, task),
    )
    return about + source_lines(coach, task.source.split(";"))


def source_lines(coach: Coach, keys: Iterable[str]) -> list[Line]:
    """The sources of these keys, each with its title and where it is."""
    known = coach.library.sources
    sources = [known[key] for key in keys if key in known]
    words = (f"{each.title} {each.where}".strip() for each in sources)
    return [head("Sources")] * bool(sources) + [
        Line.of(each, "dim", indent=2, hang=2) for each in words
    ]


def _reason(reason: Reason, step: Step) -> str:
    """A reason in words that do not call two numbers slack: this one counts from today."""
    if reason.key != "slack" or step.slack_days is None or step.slack_days <= 0:
        return reason.text
    return f"its latest safe start is in {step.slack_days} days"


def elsewhere_lines(coach: Coach, task: Task) -> list[Line]:
    """A task that is not on this road, for whoever looks it up."""
    where = f"{STAGES[task.stage]} · not on your road, by what you said so far"
    about = [Line.of(task.how, indent=2), *labelled(("Why", task.why))]
    return parted([head(task.title), Line.of(where, "dim")], about, _rule_lines(coach, task))


def _rule_lines(coach: Coach, task: Task) -> list[Line]:
    lines = [head("The rules behind it")] if task.rules else []
    for rule in (coach.library.rules[key] for key in task.rules):
        tail = f" ({STATUS_WORDS[rule.status]}, {rule.as_of}, {coach.library.named(rule.source)})"
        parts = ((f"{rule.title}: {rule.text}", ""), (tail, "dim"))
        lines.append(Line(parts, indent=2, hang=2))
    return lines
