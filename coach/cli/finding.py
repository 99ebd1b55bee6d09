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
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.subjects.road import Step


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
