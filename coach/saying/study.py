"""Study in words: the plan by weeks, the band and what it rests on, another day, mistakes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, cast

from coach.journey.compared import Pair
from coach.rules.exams import OET_TASKS, STEP_TASKS
from coach.saying.ready import asks_result, brief, plotted, record, row_exams as row_exams, sourced
from coach.saying.rules import way_on
from coach.saying.table import Col, table
from coach.saying.text import ROOM, Line, head, labelled, notes, rows
from coach.subjects.coach import Coach
from coach.subjects.study import (
    MOST_TOOLS,
    NAMES,
    ExamEntry,
    Plan,
    PracticeTest,
    Replan,
    Session,
    Slip,
    due_on,
)
from coach.wording import hours, narrow, short

APPLY: Final = "Nothing was changed; with --apply it is."
SHOWN_WEEKS: Final = 26
BANK: Final = "How many questions does your bank show? It changes often: read it in your account"
COLUMNS: Final = (
    Col("week of", left=True),
    Col("hours"),
    Col("blocks of 20"),
    Col("left", keep=0),
    Col("practice test", left=True, least=12),
)


def plan(coach: Coach, plan: Plan) -> list[Line]:
    """The plan of an exam by weeks."""
    left, cells = plan.left, []
    for week in plan.weeks[:SHOWN_WEEKS]:
        left = max(left - week.questions, 0)
        tests = "; ".join(week.tests)
        day = short(week.week_of, coach.today)
        cells.append((day, f"{week.hours:.0f}", str(week.blocks), str(left), tests))
    more = len(plan.weeks) - len(cells)
    return [
        *plan_lines(coach, plan),
        Line(),
        *table(COLUMNS, cells, ROOM - 2),
        *rows([f"and {more} more weeks"] * (more > 0)),
        *tools_lines(coach, plan.exam),
        *notes(
            "Blocks of 20 in 30 minutes; looking through them takes twice that time "
            f"({sourced(coach, coach.library.rules['qbank_method'])}). "
            f"Practice tests: {sourced(coach, coach.library.rules['practice_tests'])}."
        ),
    ]


def plan_lines(coach: Coach, plan: Plan) -> list[Line]:
    """Whether a plan fits, and by how much not."""
    name, today = NAMES[plan.exam], coach.today
    if plan.passed:
        return [head(f"{name} is passed.")]
    if plan.sat_on:
        return [head(asks_result(coach, plan.exam, plan.sat_on))]
    when = f" on {short(plan.planned, today)}" if plan.planned else ", no day planned"
    ahead, steps = coach.ahead.kept(), STEP_TASKS.get(plan.exam)
    chance = ahead.tasks.get(steps[0]) if ahead and steps and not plan.sat_on else None
    return [
        head(f"{name}{when}: {_fits(coach, plan)}"),
        *labelled(
            ("Bank", f"{plan.done} of {plan.bank} done, {plan.left} left" if plan.bank else BANK),
            ("Pace", _pace(plan)),
            ("Baseline", f"{plan.baseline:g}, your first form" if plan.baseline else ""),
            ("Hours", f"{hours(round(plan.hours_needed))} needed, {_ahead(coach, plan)}"),
            ("Fits by", _fits_by(coach, plan)),
            ("Road", f"in time beside all other steps: {chance}" if chance else ""),
            ("Next test", _next_test(coach, plan)),
        ),
    ]


def _fits(coach: Coach, plan: Plan) -> str:
    if plan.planned == coach.today:
        return "today; all the best"
    if plan.bank is None:
        return f"how many questions has your bank? a: exam {plan.exam} bank 4000"
    if not plan.has_hours:
        return "what fits is told once your hours a week are answered"
    if plan.fits is None:
        return "what fits is told once a day is planned"
    if plan.fits:
        return "fits, if all of your hours go to it"
    return f"{hours(round(plan.hours_short))} more than fit"


def _pace(plan: Plan) -> str:
    """What an even pace would have done by now, beside what is done."""
    if not plan.by_now:
        return ""
    behind = plan.by_now - plan.done
    how = f"behind by {behind}" if behind > 0 else "in time"
    return f"an even one since your first session has {plan.by_now} questions by now: {how}"


def _ahead(coach: Coach, plan: Plan) -> str:
    if not plan.has_hours:
        return "your hours a week are not answered: page Profile (7)"
    if plan.planned is None:
        return "no day yet"
    return f"{hours(round(plan.hours_ahead))} until the day"


def _fits_by(coach: Coach, plan: Plan) -> str:
    if plan.bank is None or plan.fits or not plan.has_hours:
        return ""
    weeks = f"; {plan.weeks_behind:.1f} of your weeks are missing" if plan.weeks_behind else ""
    day = short(plan.fits_on, coach.today) if plan.fits_on else "no day within two years"
    return f"{day}{weeks}"


def _next_test(coach: Coach, plan: Plan) -> str:
    if not plan.slots:
        return ""
    day, slot = plan.slots[0]
    when = "now" if day <= coach.today else f"from {short(day, coach.today)}"
    return f"{when}: {slot.what} ({sourced(coach, slot)})"


def tests_ahead(coach: Coach, plan: Plan) -> list[dict[str, object]]:
    """The practice tests still to sit, for JSON."""
    return [
        {"day": day, "what": slot.what, "status": slot.status, "source": slot.source}
        for day, slot in plan.slots
    ]


def tools_of(coach: Coach, plan: Plan) -> list[str]:
    """The main tools in use, for JSON."""
    return list(coach.study.tools(plan.exam))


def tools_lines(coach: Coach, exam: str) -> list[Line]:
    """A warning where more tools are in use than are finished."""
    tools = coach.study.tools(exam)
    if len(tools) <= MOST_TOOLS:
        return []
    words = f"{len(tools)} main tools in use ({', '.join(tools)}): "
    return [Line.of(f"{words}two or three, used to the end, teach more.", "warn")]


def replan(coach: Coach, would: Replan) -> list[Line]:
    """An exam on another day: the plan, what it costs and gains, what moves on the road."""
    name, today = NAMES[would.exam], coach.today
    was = f" in place of {short(would.was, today)}" if would.was else ""
    moved = "moved to" if would.changed else "on"
    return [
        head(f"{name} {moved} {short(would.day, today)}{was}: {_fits(coach, would.plan)}"),
        *labelled(
            ("Pass", _both(would)),
            ("Start by", _starts(coach, would)),
            ("Counts", would.window.words if would.window else ""),
            ("Counted", would.window_was.name if would.window_was else ""),
            *(("Costs", f"{rule.detail} {way_on(rule)}".strip()) for rule in would.worse),
            *(("Gains", f"no longer: {rule.detail}") for rule in would.better),
        ),
        Line(),
        head("On the road"),
        *(Line.of(sentence, indent=2, hang=2) for sentence in _on_the_road(would)),
        *notes("" if would.changed else APPLY),
    ]


def _both(would: Replan) -> str:
    if would.passing is None or would.passing_was is None:
        return ""
    return f"your chance is {would.passing.now} in place of {would.passing_was.now}; no promise"


def _starts(coach: Coach, would: Replan) -> str:
    """The latest start of its own tasks on both roads."""
    return "; ".join(
        f"{pair.new.task.title} {short(pair.new.latest_start, coach.today)} in place of "
        f"{short(pair.old.latest_start, coach.today)}"
        for pair in _own_tasks(would)
        if pair.new.latest_start and pair.old.latest_start != pair.new.latest_start < would.day
    )


def _own_tasks(would: Replan) -> list[Pair]:
    tasks = STEP_TASKS.get(would.exam, OET_TASKS)
    return [pair for pair in would.compared.pairs if pair.new.task.key in tasks]


def _on_the_road(would: Replan) -> list[str]:
    """What moves, without the exam's own tasks that are due by it: from when they have to begin
    is said."""
    known = tuple(f"{pair.new.task.title}: due" for pair in _own_tasks(would))
    return [each for each in would.compared.sentences if not each.startswith(known)]


def answered(coach: Coach, slip: Slip) -> list[Line]:
    """When a mistake comes again."""
    return rows([f"It comes again on {short(slip.due, coach.today)}: {slip.lesson}"])


# What the pages of the logs say


def beside_exams(coach: Coach, exam: ExamEntry) -> list[Line]:
    """The plan, the band, until when it counts, and rules that ask for something."""
    window, rules = coach.study.beside(exam.key)
    asking = [(rule.outcome, f"{rule.detail} {way_on(rule)}".strip()) for rule in rules]
    ready = coach.study.readiness(exam.key)
    band = f"{ready.band.low} to {ready.band.high}; v tells more" if ready.band else ""
    return [
        *plan_lines(coach, coach.study.plan(exam.key)),
        *labelled(
            ("Range", band),
            ("Counts", window.words if window else ""),
            ("Own record", record(ready)),
            *asking,
        ),
        *tools_lines(coach, exam.key),
    ]


def short_exams(coach: Coach) -> str:
    """The next exam and how its plan stands."""
    if not coach.logs["exams"].entries():
        return ""
    plan = coach.study.plan()
    if plan.sat_on:
        return f"{NAMES[plan.exam]}: what came on {short(plan.sat_on, coach.today)}?"
    day = f" {short(plan.planned, coach.today)}" if plan.planned else ""
    return f"{NAMES[plan.exam]}{day}: {_fits(coach, plan)}"


def beside_tests(coach: Coach, test: PracticeTest) -> list[Line]:
    """What was said at this test, then how near the exam is, drawn."""
    ready = coach.study.readiness(test.exam)
    first, *others = brief(coach, ready)
    told = f"{test.low} to {test.high}, told on {short(test.told_on, coach.today)}"
    if test.told_on is None:
        told = "no range came of it: its form's precision is not published"
    form = Line.labelled("This form", told)
    return [first, form, *plotted(coach, ready), Line(), *others]


def standing_tests(coach: Coach) -> list[Line]:
    """How near the exam of the last practice test is."""
    last = _last_test(coach)
    return brief(coach, coach.study.readiness(last.exam if last else None))


def _last_test(coach: Coach) -> PracticeTest | None:
    tests = cast("Iterable[PracticeTest]", coach.logs["tests"].entries().values())
    return max(tests, key=lambda test: test.day or date.min, default=None)


def short_tests(coach: Coach) -> str:
    """The range for the exam of the last test, else that test."""
    last = _last_test(coach)
    if last is None:
        return ""
    ready = coach.study.readiness(last.exam)
    if ready.band is None:
        return f"{NAMES[last.exam]}: {last.form} on {short(last.day, coach.today)}"
    return f"{NAMES[ready.exam]}: {ready.band.low} to {ready.band.high}"


def short_sessions(coach: Coach) -> str:
    """The hours of the last seven days."""
    sessions = cast("Iterable[Session]", coach.logs["sessions"].entries().values())
    since = coach.today - timedelta(days=7)
    done = [(each.hours or 0.0) * (each.day is None or each.day > since) for each in sessions]
    return f"{hours(sum(done))} in the last seven days" if done else ""


def beside_sessions(coach: Coach, session: Session) -> list[Line]:
    """How the plan of its exam stands."""
    exam = session.exam
    return [*plan_lines(coach, coach.study.plan(exam)), *tools_lines(coach, exam)]


def beside_errors(coach: Coach, slip: Slip) -> list[Line]:
    """When it comes again, and where most goes wrong."""
    due, today = due_on(slip), coach.study.due().get(coach.today, ())
    again = f"due {short(due, coach.today)}" if due else "not due"
    counts = ", ".join(f"{subject} {count}" for subject, count in coach.study.subjects()[:6])
    about = filter(None, (NAMES.get(slip.exam), slip.subject, slip.cause))
    return [
        head(slip.lesson),
        *labelled(
            ("Again", f"{again}; {len(today)} today (r asks them)"),
            ("About", " · ".join(about)),
            ("Worst", counts),
        ),
        Line.of("In your own words; never a question of an exam, nor a recalled one.", "dim"),
    ]


def row_errors(coach: Coach, slip: Slip, name: str) -> str:
    """The day on which it comes again, before it was ever looked at too."""
    return narrow(due_on(slip) if name == "due" else None, coach.today)


def short_errors(coach: Coach) -> str:
    """How many come again today, and the worst subject."""
    worst = coach.study.subjects()[:1]
    due = len(coach.study.due().get(coach.today, ()))
    return f"{due} to look at today" + "".join(f"; worst: {each}" for each, _ in worst)
