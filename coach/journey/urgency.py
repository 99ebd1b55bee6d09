"""How urgent a task is: its slack, what waits for it, which needs it serves, whether it fits."""

from __future__ import annotations

from collections.abc import Mapping

from coach.journey.standing import Step
from coach.records import Assessment, Need, Reason, StageKey


def assess_task(
    step: Step, stage: StageKey, needs: Mapping[str, Need], opens: int = 0
) -> Assessment:
    """Score 0-100 with reasons that add up to it.

    opens: programs that it would open, up to 10 points (judgement) and never past 100 in all.
    """
    task, unblocks = step.task, step.unblocks
    text, urgency = _slack(step.slack_days)
    reasons = [Reason("slack", text, 0.6 * urgency)]
    if unblocks:
        waiting = "1 step waits for it" if unblocks == 1 else f"{unblocks} steps wait for it"
        reasons.append(Reason("unblocks", waiting, min(20.0, 2.5 * unblocks)))
    if task.stage == stage:
        reasons.append(Reason("stage", "belongs to where you are", 10.0))
    serves = sorted((needs[key] for key in task.needs if key in needs), key=lambda n: -n.weight)
    if serves:
        reasons.append(Reason("need", serves[0].title, 10.0 * serves[0].weight))
    if opens:
        programs = "opens 1 program" if opens == 1 else f"opens {opens} programs"
        left = 100.0 - sum(reason.contribution for reason in reasons)
        reasons.append(Reason("opens", programs, max(0.0, min(10.0, opens / 4, left))))
    return Assessment.of(reasons)


def _slack(days: int | None) -> tuple[str, float]:
    """In words, and as urgency: 100 from the latest safe start on, 50 a month before."""
    if days is None:
        return "no date hangs on it", 10.0
    if days < 0:
        return "its latest safe start has passed", 100.0
    if days == 0:
        return "today is its latest safe start", 100.0
    return f"{days} day{'' if days == 1 else 's'} of slack", 100.0 / (1.0 + days / 30.0)
