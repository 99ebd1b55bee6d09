"""What the applicant lacks at this stage, worked out once for tasks and resources alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from coach.records import STAGES, Applicant, Need, NeedRule
from coach.rules.conditions import all_hold

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
    order = list(STAGES)
    if stage in stages:
        return 1.0
    after = order[order.index(stage) + 1 : order.index(stage) + 2]
    return AHEAD if after and after[0] in stages else 0.0
