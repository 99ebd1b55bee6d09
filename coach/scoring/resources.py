"""Which resource helps now: needs it serves, the stage, its cost, what is in use already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from coach.records import (
    STAGE_KEYS,
    STAGES,
    Applicant,
    Assessment,
    Mark,
    Need,
    NeedRule,
    Reason,
    Resource,
    Task,
)
from coach.rules.conditions import all_hold

ENOUGH_TOOLS: Final = 3
"""Two or three tools in depth do more than many (seed): from here on a new one has to replace."""
UNASKED: Final = "unasked"
"""Key of the reason that something is not for such an applicant."""
OUT: Final = {
    "no": "you said it is not for you",
    "done": "you are done with it",
    UNASKED: "you need no visa",
}
"""Why something is of no help, by the key of the reason."""
VISA: Final = "visa"
"""The need of those whom a program has to sponsor; what serves it first is for nobody else."""
STUDY: Final = frozenset({"question_bank", "step1", "step2ck", "step3", "practice_exams"})


def assess_resource(
    resource: Resource,
    needs: Mapping[str, Need],
    stage: str,
    marks: Mapping[str, Mark],
    unasked: str = "",
) -> Assessment:
    """Score 0-100 with reasons that add up to it; the strongest first. `unasked`: a need that
    never comes up for the applicant."""
    reasons = [
        Reason(key, f"need: {needs[key].title}", 45.0 * needs[key].weight)
        for key in resource.needs
        if key in needs
    ]
    reasons = _diminish(sorted(reasons, key=lambda reason: -reason.contribution))
    if stage in resource.stages:
        reasons.append(Reason("stage", f"made for {STAGES[stage].lower()}", 20.0))
    if resource.kind == "official":
        reasons.append(Reason("official", "official", 10.0))
    elif resource.kind == "professional":
        reasons.append(Reason("kind", "professional", 5.0))
    if resource.cost.startswith("free"):
        reasons.append(Reason("cost", resource.cost, 6.0))
    mark = _mark(resource, marks)
    if mark == "using":
        reasons.append(Reason("using", "you use it already", 19.0))
    elif out := mark if mark in OUT else UNASKED * (resource.needs[:1] == (unasked,)):
        taken = sum(reason.contribution for reason in reasons)
        reasons.append(Reason(out, OUT[out], -taken))
    score = sum(reason.contribution for reason in reasons)
    return Assessment(score, tuple(sorted(reasons, key=lambda each: -abs(each.contribution))))


def _mark(resource: Resource, marks: Mapping[str, Mark]) -> str:
    return marks[resource.id].mark if resource.id in marks else ""


def _diminish(reasons: list[Reason]) -> list[Reason]:
    """The best-served need counts whole, two more a little: breadth alone is no help."""
    return [
        Reason(reason.key, reason.text, reason.contribution * (1.0 if place == 0 else 0.15))
        for place, reason in enumerate(reasons[:3])
    ]


def rank_resources(
    resources: Iterable[Resource],
    needs: Mapping[str, Need],
    stage: str,
    marks: Mapping[str, Mark],
    unasked: str = "",
) -> list[tuple[Resource, Assessment]]:
    """The catalogue with assessments, most helpful first."""
    assessed = [(each, assess_resource(each, needs, stage, marks, unasked)) for each in resources]
    return sorted(assessed, key=lambda each: (-round(each[1].score, 6), each[0].name))


BEST: Final = 3
"""Two or three in depth do more than many."""


def for_task(
    task: Task, ranked: Sequence[tuple[Resource, Assessment]], marks: Mapping[str, Mark]
) -> list[tuple[Resource, Assessment]]:
    """The best resources of one task: its own first, then what serves the same needs. What was
    marked as not for the applicant is left out, what they use already leads."""
    wanted = [each for each in ranked if not _is_unwanted(each[1])]
    serving = [each for each in wanted if set(each[0].needs) & set(task.needs)]
    using = [each for each in serving if _mark(each[0], marks) == "using"]
    own = [each for each in wanted if each[0].id in task.resources]
    best: dict[str, tuple[Resource, Assessment]] = {}
    for each in (*using, *own, *(serving if len(own) < 2 else ())):
        best.setdefault(each[0].id, each)
    return list(best.values())[:BEST]


def _is_unwanted(assessment: Assessment) -> bool:
    return not {"no", UNASKED}.isdisjoint(reason.key for reason in assessment.reasons)


def for_tasks(
    tasks: Iterable[Task], ranked: Sequence[tuple[Resource, Assessment]], marks: Mapping[str, Mark]
) -> list[tuple[Resource, Assessment, str]]:
    """What several tasks need, in their order, each once with the title of its first task."""
    by_id: dict[str, tuple[Resource, Assessment, str]] = {}
    for task in tasks:
        for resource, assessment in for_task(task, ranked, marks):
            by_id.setdefault(resource.id, (resource, assessment, task.title))
    return list(by_id.values())


def replaces(
    resource: Resource, catalogue: Mapping[str, Resource], marks: Mapping[str, Mark]
) -> str:
    """What a further study tool would have to replace, in a sentence; "" when there is room."""
    if not STUDY & set(resource.needs):
        return ""
    using = [
        catalogue[mark.id].name
        for mark in marks.values()
        if mark.mark == "using"
        and mark.id in catalogue
        and mark.id != resource.id
        and STUDY & set(catalogue[mark.id].needs)
    ]
    if len(using) < ENOUGH_TOOLS:
        return ""
    named = "; ".join(using)
    return f"Which one would it replace? You use {len(using)} study tools already: {named}"


AHEAD = 0.6
"""What a need counts one stage before its own: judgement, it leads the eye to what comes next."""


def needs(
    rules: Iterable[NeedRule], applicant: Applicant, stage: str, today: date
) -> dict[str, Need]:
    """Needs by key, heaviest first, with a weight of 0-1."""
    lacking: dict[str, Need] = {}
    for rule in rules:
        weight = rule.weight * _stage_weight(rule.stages, stage)
        if weight and all_hold(rule.lacking, applicant, today, stage):
            lacking[rule.key] = Need(rule.key, rule.title, weight, f"{STAGES[stage]}: {rule.title}")
    return dict(sorted(lacking.items(), key=lambda keyed: -keyed[1].weight))


def _stage_weight(stages: tuple[str, ...], stage: str) -> float:
    if stage in stages:
        return 1.0
    place = STAGE_KEYS.index(stage) + 1
    return AHEAD if STAGE_KEYS[place : place + 1] and STAGE_KEYS[place] in stages else 0.0
