"""What is said once of a week: the head of its list, what slipped, why it looks so at first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Final

from coach.calendar.dates import in_zone
from coach.cells import padded, width_of
from coach.journey.deadlines import dated as dated
from coach.journey.standing import Step
from coach.journey.week import Planned, Week
from coach.records import Event
from coach.rules.conditions import PRIVATE
from coach.saying.clock import clock_lines, in_public
from coach.saying.plan import (
    BY_COMMANDS,
    HIDDEN,
    SOAP_CHECK,
    before_words,
    bound,
    nothing_planned,
    on_top,
    over,
    season_over,
    slipped,
    somebody_to_talk_to,
    too_long,
)
from coach.saying.rules import broken, needed
from coach.saying.states import sign
from coach.saying.text import DONE, DOT, OPEN, WIDTH, Answer, Line, head as head_line, notes, rows
from coach.subjects.coach import Coach
from coach.subjects.options import Force, Opt
from coach.typed_days import date_words
from coach.wording import cut, hours, public

BANNER: Final = 5
"""Lines of a login banner."""
SUNDAY: Final = 6
NOON: Final = 12
FRIDAY: Final = 4
REVIEW: Final = "Review the week? r, two minutes"
NARROW: Final = 72
"""Columns below which the head of the list has room for half of that."""
MANY_OPEN: Final = 5
"""Open questions above which the plan knows too little of the applicant (judgement)."""


def head(coach: Coach, plan: Week, width: int) -> Line:
    """How full the week is and, once a week, that it can be looked back on; in one line."""
    title, is_said = ("This week", "strong"), coach.profile.applicant.hours_a_week is not None
    words = f"   {plan.planned_hours:g} of {hours(plan.hours)} planned"
    if many_open(coach):
        asked = f"{len(coach.profile.first_questions)} questions are open; 7 r answers them"
        return Line((title, (f"{words} {DOT} {asked}" if is_said else f"   {asked}", "")))
    words += _first_days(coach, plan)
    if not is_said:
        words = f"   {plan.planned_hours:g} h planned, until you say how many you have (7)"
    if review_due(coach):
        review = REVIEW if width >= NARROW else REVIEW.split(",")[0]
        return Line((title, (f"{words} {DOT} ", "dim"), (review, "")))
    way = f" {DOT} i what if" * (width >= NARROW)
    more = f" {DOT} {len(plan.more)} more wait{way}" * bool(plan.more)
    return Line((title, (words + more, "dim")))


def said_otherwise(coach: Coach, way: str = "`coach recall`") -> list[Line]:
    """That something which was relied on is said otherwise now; else nothing."""
    if not coach.week.has_recalls or not (count := len(coach.recall.listed())):
        return []
    words = "1 thing you relied on is" if count == 1 else f"{count} things you relied on are"
    return [Line((("! ", "warn"), (f"{words} said otherwise now: {way}", "strong")), hang=2)]


def done_words(title: str, came: Sequence[Planned], room: int) -> str:
    """That a task is done, and what moved up into the week in its place, in so many cells. `Done:
    Register with the NRMP in: Step 3, Wed 2 h`"""
    done, first = f"Done: {title}", came[0] if came else None
    if first is None or first.day is None:
        return cut(done, room)
    more = f" and {len(came) - 1} more" if len(came) > 1 else ""
    end = f", {first.day:%a} {hours(first.hours)}{more}"
    left = room - len("   in: ") - len(end)
    done = cut(done, max(left - width_of(first.step.title), left // 2))
    return f"{done}   in: {cut(first.step.title, left - width_of(done))}{end}"


def folded(coach: Coach, plan: Week) -> str:
    """How much was done, in the one line that stands for it."""
    return f"{len(plan.done)} done {'today' if plan.monday > coach.today else 'this week'}"


def many_open(coach: Coach) -> bool:
    """Whether so little is said that what the plan says of lateness is half a truth."""
    return len(coach.profile.first_questions) > MANY_OPEN


def _first_days(coach: Coach, plan: Week) -> str:
    """Of how many days the first week is, where it began within it; "" for others."""
    began = _began_by(coach, str(coach.today)) and str(coach.history.first_change)[:10]
    if not began or began <= str(plan.monday) or coach.profile.applicant.hours_by_day:
        return ""
    days = 7 - date.fromisoformat(began).weekday()
    return f" for {days} days" if days > 1 else " for a day"


def review_due(coach: Coach) -> bool:
    """Whether it is Sunday afternoon and a week that began with a plan is not looked at yet."""
    now = coach.now
    if now.weekday() != SUNDAY or now.hour < NOON:
        return False
    monday = coach.today - timedelta(days=SUNDAY)
    if not _began_by(coach, str(monday + timedelta(days=FRIDAY))):
        return False
    return all(review.monday != monday for review in coach.week.reviews())


def _began_by(coach: Coach, day: str) -> bool:
    """Whether the applicant said anything by the end of a day."""
    first = coach.history.first_change
    return bool(first) and str(first)[:10] <= day


def said_once(coach: Coach, plan: Week, quiet: bool = False) -> str:
    """A clock that runs backwards, the lock, what slipped or what was carried over: the first.
    `quiet`: nothing of what is late."""
    if note := coach.history.clock_note:
        return note
    if first := on_top(coach) or over(coach) or somebody_to_talk_to(coach):
        return first
    return "" if quiet else _late_or_carried(coach, plan)


def _late_or_carried(coach: Coach, plan: Week) -> str:
    last_week = coach.week.last_plan()
    carried = [planned for planned in plan.planned if planned.step.task.key in last_week]
    if slip := _new_here(coach, with_room=True) or slipped(coach, plan):
        carry = f"{len(carried)} carried over from last week"
        return f"{slip.rstrip('.')}. {carry}" if carried else slip
    return _carried(carried)


def _new_here(coach: Coach, with_room: bool) -> str:
    """In the first seven days what was due before the applicant came; "" later."""
    a_week_ago = str(coach.today - timedelta(days=7))
    return "" if _began_by(coach, a_week_ago) else before_words(coach, with_room)


def _carried(carried: list[Planned]) -> str:
    if not carried:
        return ""
    first = min(carried, key=lambda planned: (planned.step.hours_left, planned.step.task.key))
    title, left = first.step.task.title, hours(min(first.hours, first.step.hours_left))
    if len(carried) == 1:
        return f"Carried over  {title}, from last week. Cheapest repair: {left} of it; p counts it"
    return f"Carried over  {len(carried)} from last week. Cheapest repair: {title}, {left}"


def week(
    coach: Coach,
    hours: Annotated[float | None, Opt("hours you have this week", "H", low=0, high=112)] = None,
    markdown: Annotated[
        str | None, Opt("as Markdown, on the screen or into a file", "FILE", bare="-")
    ] = None,
    force: Force = False,
) -> Answer:
    """The plan for this week, also into a file."""
    plan, remarks = coach.week.plan(hours), notes(coach.history.clock_note)
    if markdown is None:
        return Answer(plan, [*_plan(coach, plan), *remarks])
    # With zip and hashes: 20 ms and 5 MiB that no start needs.
    from coach.saying.paper import write

    return Answer(plan, [*write(coach, plan, markdown, force=force)[1], *remarks])


def _plan(coach: Coach, week: Week) -> list[Line]:
    """The week for a command: each task with its reason, what slipped, the next dates."""
    days = f"{week.monday.day} {week.monday:%B}"
    full = f"{hours(week.planned_hours)} of {hours(week.hours)} planned{_first_days(coach, week)}"
    stage = coach.road.place.name.lower()
    title = Line.of(f"Week of {days} · season {coach.season.year} · {stage} · {full}")
    lines = [*broken(coach), *said_otherwise(coach), *clock_lines(coach), title, Line()]
    for planned in week.planned:
        by = dated(planned.step, coach.today, planned.day)
        day = f"{planned.day:%a}" if planned.day else ""
        mark = sign(planned.step, coach.today)
        row = f"  {mark} {day} {padded(planned.step.title, 44)} {hours(planned.hours):>7}  {by}"
        lines += rows([row.rstrip()])
        lines.append(Line.of(planned.why, "dim", indent=10))
    lines += rows(f"  {DONE} {padded(step.task.title, 48)}    done" for step in week.done)
    more = f"… {len(week.more)} more would fit a longer week" if week.more else ""
    nothing = "" if week.planned else nothing_planned(week.hours)
    remarks = (more, nothing, str(coach.week.pace))
    lines += [Line.of(remark, indent=2) for remark in remarks if remark]
    once = [Line.of(words) for words in _once_a_week(coach, week)]
    lines += [Line(), *once] if once else []
    return [*lines, Line(), head_line("Next dates"), *rows(_dates(coach))]


def _once_a_week(coach: Coach, week: Week) -> list[str]:
    """What is to be asked or known before all tasks: which part matched, the lock, what slipped."""
    first = bound(coach, BY_COMMANDS)
    late = over(coach, BY_COMMANDS) or slipped(coach, week, BY_COMMANDS)
    may_take_part = any(words.endswith(HIDDEN) for words in first)
    more = [SOAP_CHECK] * may_take_part if coach.season.in_match_week else [late]
    return [*first, *filter(None, [*more, _new_here(coach, not late), somebody_to_talk_to(coach)])]


def days_to(coach: Coach, event: Event) -> int:
    """How many days are left to a date."""
    return (event.day - coach.today).days


def _dates(coach: Coach) -> list[str]:
    lines = []
    for event in coach.season.next_dates:
        days = f"{max(days_to(coach, event), 0):4} d"
        when = in_zone(event, coach.profile.applicant.time_zone, coach.today)
        sure = " (expected)" if event.status == "projected" else ""
        lines.append(f"  {days}  {when}  {event.title}{sure}")
    return lines


def _for_all_eyes(week: Week) -> list[str]:
    """The first lines of the week in a banner, none that tells of a failed exam or Match, or of a
    flight: the next one stands in its place, but where its hour is the calendar's."""
    shown = [each for each in week.planned if each.step.task.fixed or not _tells(each)]
    return [_public_line(each) for each in (shown[:3] or week.planned[:1])]


def _public_line(planned: Planned) -> str:
    title, reason = planned.step.task.title, planned.reason
    if _tells(planned):
        title, reason = "A step of yours", "`coach week` names it"
    return f"{OPEN} {title} · {hours(planned.hours)} · {reason}"


def _tells(planned: Planned) -> bool:
    who = planned.step.task.who
    return "fled" in who or any(PRIVATE.get(word) in ("failures", "people") for word in who)


def today(coach: Coach, week: Week) -> list[Line]:
    """At most five lines for a login banner."""
    first = in_public(coach) or coach.road.place.name
    lines = [f"{coach.today:%a} {coach.today.day} {coach.today:%b} · {first}"]
    lines += [way] if (way := season_over(coach, BY_COMMANDS)) else []
    lines += _for_all_eyes(week) or [nothing_planned(week.hours)]
    lines += [
        f"{max(days_to(coach, event), 0)} days: {public(event)}"
        for event in coach.season.nearest(1)
    ]
    lines = [*filter(None, [needed(coach)]), *lines]
    return rows(cut(line, WIDTH) for line in lines[:BANNER])


SHOWN = 3
"""Tasks of the week that are named."""


def first_week(coach: Coach) -> list[Line]:
    """The first tasks of the week, what leads, and which date it serves; before them, and in
    place of the reason, that the road is too long for the Match year that was chosen."""
    plan = coach.week.plan()
    if not plan.planned:
        return [Line.of(nothing_planned(plan.hours))]
    days = [(f"{entry.day:%a}" if entry.day else "", entry) for entry in plan.planned[:SHOWN]]
    words = (f"{day:3}  {entry.step.title}, {hours(entry.hours)}" for day, entry in days)
    tasks = [Line.of(each, indent=2) for each in words]
    if (honest := too_long(coach)) and slipped(coach, plan) == honest:
        return [Line.of(f"{honest}."), Line(), *tasks]
    first = plan.planned[0].step
    why = f"First “{first.title}”: {first.task.why[:1].lower()}{first.task.why[1:]}"
    return [*tasks, Line(), Line.of(f"{why.rstrip('.')}. {serves(coach, first)}")]


def serves(coach: Coach, step: Step) -> str:
    """The date that a task serves, in a sentence."""
    today, match = coach.today, f"the Match of March {coach.season.year}"
    if step.gate and step.gate.day and step.gate.day >= today:
        return f"It serves {date_words(step.gate.day)}: {step.gate.title}."
    if step.due and step.due >= today:
        return f"It is due by {date_words(step.due)}."
    if step.due:
        return f"It was due on {date_words(step.due)}; it still helps, so it comes soon."
    if step.unblocks:
        wait = "another task waits" if step.unblocks == 1 else f"{step.unblocks} tasks wait"
        return f"No date presses it, but {wait} for it on the way to {match}."
    return f"No date presses; the road leads to {match}."
