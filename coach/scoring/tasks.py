"""How urgent a task is: its slack, what waits for it, which needs it serves, whether it fits."""

from __future__ import annotations

from collections.abc import Mapping

from coach.records import Assessment, Need, Reason, Task


def assess_task(
    task: Task,
    slack_days: float | None,
    unblocks: int,
    stage: str,
    needs: Mapping[str, Need],
    opens: int = 0,
) -> Assessment:
    """Score 0-100 with reasons that add up to it.

    slack_days: days until the latest safe start, negative when it has passed, None when no
    date hangs on the task. unblocks: open tasks that wait for it, directly or not. opens:
    programs that it would open, up to 10 points (judgement) and never past 100 in all.
    """
    urgency = _urgency(slack_days)
    reasons = [Reason("slack", _slack_text(slack_days), 0.6 * urgency)]
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
    score = sum(reason.contribution for reason in reasons)
    ordered = tuple(sorted(reasons, key=lambda reason: -reason.contribution))
    return Assessment(task.key, score, urgency=urgency, reasons=ordered)


def _urgency(slack_days: float | None) -> float:
    """100 from the latest safe start on, 50 a month before, 10 where nothing is dated."""
    if slack_days is None:
        return 10.0
    if slack_days <= 0:
        return 100.0
    return 100.0 / (1.0 + slack_days / 30.0)


def _slack_text(slack_days: float | None) -> str:
    if slack_days is None:
        return "no date hangs on it"
    days = round(slack_days)
    if days < 0:
        return "its latest safe start has passed"
    if days == 0:
        return "today is its latest safe start"
    return f"{days} day{'' if days == 1 else 's'} of slack"
