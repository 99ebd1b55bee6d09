"""How urgent a task is: its slack, what waits for it, which needs it serves, whether it fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import ceil
from typing import Final

from coach.journey.deadlines import BEFORE
from coach.journey.exams import Band
from coach.journey.gates import leads
from coach.journey.standing import Step
from coach.records import Applicant, Assessment, Need, ReadFact, Reason, StageKey
from coach.rules.conditions import passed
from coach.rules.visas import visa_wanted
from coach.wording import in_days

GATE_DAYS: Final = 14
"""Days before a gate shuts from which what leads to it comes before all else (judgement)."""
WEEK_DAYS: Final = 7
"""A day to which a task was moved holds in its week."""
FEW_DAYS: Final = 1
"""Days between opening and end of a task from which its day is fixed by the calendar."""


def assess_task(
    step: Step, stage: StageKey, needs: Mapping[str, Need], opens: int = 0
) -> Assessment:
    """Score 0-100 with reasons that add up to it. opens: programs that it would open, up to 10
    points (judgement) and never past 100 in all."""
    task, unblocks = step.task, step.unblocks
    text, urgency = _slack(step)
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
        programs += " that name an H-1B" * (task.key in OPENING["step3"])
        left = 100.0 - sum(reason.contribution for reason in reasons)
        reasons.append(Reason("opens", programs, max(0.0, min(10.0, opens / 4, left))))
    return Assessment.of(reasons)


def _slack(step: Step) -> tuple[str, float]:
    """In words, and as urgency: 100 from the latest safe start on, 50 a month before. What was due
    before the applicant came falls from 100 to 50 in the month after (judgement)."""
    days = step.slack_days
    if step.before_came and (days is None or days > min(step.gone_days, 30)):
        words = f"was {BEFORE}" if step.was_due else "no date hangs on it yet"
        return words, 100.0 / (1.0 + min(step.gone_days, 30) / 30.0)
    if days is None:
        return "no date hangs on it", 10.0
    if days < 0:
        late = step.late_days
        return f"{in_days(late)} late" if late else "should begin now", 100.0
    if days == 0:
        return "today is its latest safe start", 100.0
    return f"{in_days(days)} of slack", 100.0 / (1.0 + days / 30.0)


OPENING = {
    "step3": ("step3_decide", "step3_study", "step3_sit"),
    "certified": ("certificate", "certificate_early"),
}
"""The steps that lead to what programs ask for."""

Visas = Mapping[tuple[str, str], int]
"""Programs of the applicant's specialties by what their entries say of J-1 and H-1B."""


def opens(
    applicant: Applicant, visas: Visas, read: Iterable[Mapping[str, ReadFact]]
) -> dict[str, int]:
    """Programs that are closed now and would be open after it, by task. Step 3 opens those that
    offer only the H-1B; the certificate those of which the applicant read that they ask for it."""
    by_task: dict[str, int] = {}
    wanted = visa_wanted(applicant)
    if "h1b" in wanted and not passed(applicant.step3):
        shut = sum(
            count
            for (j1, h1b), count in visas.items()
            if h1b == "yes" and ("j1" not in wanted or j1 == "no")
        )
        by_task |= dict.fromkeys(OPENING["step3"], shut)
    if not applicant.certified:
        stated = (facts["certificate_needed"] for facts in read if "certificate_needed" in facts)
        asking = sum(fact.value == "yes" for fact in stated)
        by_task |= dict.fromkeys(OPENING["certified"], asking)
    return {key: count for key, count in by_task.items() if count}


def gate_first(step: Step, today: date) -> tuple[bool, date, int, int, date]:
    """Sorts first what is late or nearly so for a gate, the next one before others.

    So does what the calendar allows on a day or two only, before all else where it sets the hour.
    A task comes after those that it waits for, and what is quickly done before what is long.
    """
    if step.task.fixed:
        return False, date.min, 0, 0, date.min
    if step.band:
        return _exam_first(step, step.band)
    last = step.due or date.max
    if gate := _shuts(step, today):
        return False, gate, len(step.blocked_by), ceil(step.hours_left), last
    if step.told.day and step.told.day > today - timedelta(WEEK_DAYS):
        return True, date.min, 0, 0, step.told.day
    if step.task.first:
        return True, date.min, 0, 1, last
    if step.lead is not None:
        # Behind what shuts in these days or was moved here, before all that is only wise.
        return True, date.min, 1, step.lead, last
    return True, date.max, 0, 0, date.max


def _exam_first(step: Step, band: Band) -> tuple[bool, date, int, int, date]:
    """Sorts a needed exam by the day until which it counts, the test day itself first."""
    hours = 0 if step.sits_on else ceil(step.hours_left)
    return False, band.until, len(step.waits_for), hours, step.due or band.until


def _shuts(step: Step, today: date) -> date | None:
    """The day on which the gate of a task shuts, where it is near or the task is late for it."""
    gate, due = step.last_day if leads(step.task) else None, step.due
    if due and step.window is not None and step.window <= FEW_DAYS and gate is None:
        gate = due if due >= today else None
    left = (gate - today).days if gate else GATE_DAYS + 1
    # A day that is over here may still run elsewhere.
    is_far = due is None or left < -1 or (left > GATE_DAYS and due >= today)
    return None if is_far else gate
