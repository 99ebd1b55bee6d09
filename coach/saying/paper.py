"""The week on one page of paper, and what came back from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final

from coach.calendar.dates import in_zone
from coach.cells import padded
from coach.files.texts import read_text
from coach.journey.week import Week
from coach.saying.files import answerable
from coach.saying.plan import nothing_planned
from coach.saying.sheets import Ticked
from coach.saying.text import Answer, Line, notes, rows
from coach.subjects.coach import Coach
from coach.subjects.options import Force, Opt
from coach.wording import counted, cut, hours, outward, public, short
from coach.writing import place, write_file

MOST: Final = 34
"""Tasks on a page, which has 60 lines with the dates and what stands around them."""
TITLE: Final = 38
"""Cells of a title, so that a line has 78."""
MOST_OTHER: Final = 300
"""Characters of what belongs to no line: the head of a mail, a greeting."""
NAMELESS: Final = "Steps of your logs stand there without names; --people adds them."


def week(
    coach: Coach,
    file: Annotated[str, Opt("a text, .txt or .md; - for the screen", "FILE", flag="file")] = "-",
    people: Annotated[bool, Opt("with steps of your logs, which name people")] = False,
    force: Force = False,
) -> Answer:
    """Writes the week as one page to print: boxes, codes, hours and days."""
    plan = coach.week.plan()
    codes, remarks = write(coach, plan, file, people, force)
    tasks = [{"code": code, "key": key} for key, code in codes.items()]
    return Answer({"week_of": plan.monday, "tasks": tasks}, remarks)


def write(
    coach: Coach, plan: Week, file: str, people: bool = False, force: bool = False
) -> tuple[dict[str, str], list[Line]]:
    """Writes the page; the code of each task on it, and what is to say of it."""
    codes = coach.paper.codes(planned.step.task.key for planned in plan.planned[:MOST])
    write_file(Path(file), "\n".join([*_page(coach, plan, codes, people), ""]).encode(), force)
    nameless = not people and any("/" in key for key in codes)  # steps of logs
    return codes, notes(f"Written to {place(file)}, one page to print.", NAMELESS * nameless)


def _page(coach: Coach, plan: Week, codes: dict[str, str], people: bool) -> Iterator[str]:
    """The lines: a text that is Markdown too, with boxes that can be ticked there."""
    yield f"# Week of {plan.monday.day} {plan.monday:%B %Y}\n"
    if plan.planned:
        full = f"{hours(plan.planned_hours)} of {hours(plan.hours)} planned."
        yield f"{full} On Sunday: `coach paper done`, codes that you ticked.\n"
    else:
        yield f"{nothing_planned(plan.hours)}\n"
    for planned in plan.planned[:MOST]:
        task, due = planned.step.task, planned.step.due
        title = cut(task.title if people else outward(task), TITLE)
        days = " ".join(f"{day:%a}"[:2] for day, _ in planned.parts)
        by = f"by {short(due, coach.today)}" if due else ""
        title = padded(title, TITLE)
        row = f"- [ ] {codes[task.key]}  {title} {hours(planned.hours):>6} {days:8} {by}"
        yield row.rstrip()
    yield from (f"- [x] {outward(step.task)}" for step in plan.done)
    yield "\n## Next dates\n"
    for event in coach.season.next_dates:
        when = in_zone(event, coach.profile.applicant.time_zone, coach.today)
        title = event.title if people else public(event)
        yield f"- {when}: {title}{' (expected)' * (event.status == 'projected')}"


def between(coach: Coach, told: Mapping[str, str], other: str) -> list[str]:
    """What a mentor wrote, each below its line, and what belongs to none."""
    names = dict(answerable(coach, Ticked(True, True, True, True)))
    lines = [f"  {names.get(name, name)}\n    {words}" for name, words in told.items()]
    return [*lines, *[f"Kept nowhere: {cut(other, MOST_OTHER)}"] * bool(other)]


def done(
    coach: Coach, codes: Annotated[str, Opt("three letters each", "CODE", joined=True)]
) -> Answer:
    """Ticks what the codes of a printed page stand for, in one act. Raises CoachError."""
    steps = coach.paper.steps(codes)
    ticked = coach.paper.tick(steps.values())
    left = [code for code, step in steps.items() if step not in ticked]
    lines = [f"{counted(len(ticked), 'task')} done.", *(f"  {outward(s.task)}" for s in ticked)]
    lines += [f"Finished before, or not asked any more: {', '.join(left)}."] * bool(left)
    data = {"done": [step.task.key for step in ticked], "left": left}
    return Answer(data, [*rows(lines), *notes("`coach undo` takes it back." * bool(ticked))])


def read(
    coach: Coach,
    file: Annotated[Path, Opt("the letter as it came back; - reads what is typed", "FILE")],
    only_preview: Annotated[bool, Opt("show what would change, only", flag="--preview")] = False,
) -> Answer:
    """Keeps what a mentor wrote between the lines of `coach export summary`, in one act."""
    told, other = coach.paper.between(read_text(file))
    changed = not only_preview and coach.paper.keep(told)
    lines = [
        f"{counted(len(told), 'note')}{' to keep' * only_preview}.",
        *between(coach, told, other),
    ]
    data = {"notes": told, "other": other, "changed": changed}
    return Answer(data, [*rows(lines), *notes("`coach undo` takes it back." * changed)])
