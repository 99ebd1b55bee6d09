"""`coach search` and `coach explain`."""

from __future__ import annotations

from typing import Annotated

from coach.cli.answer import Answer, picked
from coach.cli.journey import step_data
from coach.cli.programs import assessment_data, program_data
from coach.records import Assessment, CoachError, Resource
from coach.saying.library import about_resource
from coach.saying.program import all_lines
from coach.saying.task import task_lines
from coach.saying.text import rows
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.subjects.road import Step

KINDS = ("resource", "program", "task", "person", "command", "page")


def search(
    coach: Coach,
    query: Annotated[tuple[str, ...], Opt("a few letters of anything")],
    kind: Annotated[str | None, Opt(", ".join(KINDS), "KIND", choices=KINDS)] = None,
    limit: Annotated[int, Opt("at most N (10)", "N")] = 10,
) -> Answer:
    """Finds anything."""
    hits = coach.find(" ".join(query), kind, max(1, limit))
    data = [picked(hit, "kind id title score why") for hit in hits]
    lines = [f"{hit.kind:9} {hit.title[:60]:60} {hit.why}"[:119] for hit in hits]
    notes = [] if hits else ["Nothing fits. Try other words, or an abbreviation."]
    return Answer({"results": data}, rows(lines), notes)


def explain(
    coach: Coach, key: Annotated[str, Opt("of a program, a task or a resource", "ID")]
) -> Answer:
    """Everything behind one score."""
    if coach.programs.known(key):
        standing = coach.programs.standing(key)
        data = {"kind": "program", "id": key, **program_data(coach, standing)}
        return Answer({"assessment": data}, all_lines(standing, coach))
    if step := coach.road.plan.step(key):
        return _task(coach, step)
    if key in coach.library.catalogue:
        return _resource(coach, *coach.library.resource(key))
    raise CoachError(f"There is nothing with the id {key}; `coach search` finds ids.")


def _task(coach: Coach, step: Step) -> Answer:
    task = step.task
    assessment = coach.road.assessment(step)
    data = {
        "kind": "task",
        "id": task.key,
        **step_data(step),
        **assessment_data(assessment),
        **picked(task, "how why as_of"),
    }
    return Answer({"assessment": data}, task_lines(coach, step))


def _resource(coach: Coach, resource: Resource, assessment: Assessment) -> Answer:
    data = {
        "kind": "resource",
        **picked(resource, "id title=name url"),
        **assessment_data(assessment),
        **picked(resource, "what_for tip cost domain status source as_of"),
        "official": resource.kind == "official",
    }
    return Answer({"assessment": data}, about_resource(resource, assessment))
