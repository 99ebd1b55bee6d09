"""The bottleneck: the chain that decides whether a Match year is reached, and what leads a week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from coach.journey.exams import SITTINGS, OpenExam, leading_to
from coach.journey.network import Activity, critical_path, schedule
from coach.journey.over import SENDING
from coach.journey.situation import Situation
from coach.journey.standing import Step
from coach.records import Record, replace
from coach.rules.degree import LATE_DAYS

ENDS: Final = (
    *("step2_sit", "oet_sit", "pathway_apply", "submit", "residencycas_submit"),
    *("ecfmg_reported", "rank_certify", "certificate"),
)
"""What a season hangs on: a score and an application when programs read, a list that is certified,
a certificate before the start. What leads to them may be late by its own day and still in time."""
STARTS: Final = (
    *("visa_interview", "h1b_path", "j1_arrival", "arrival"),
    *("training_licence", "onboarding", "first_year_search"),
)
"""What the first day of residency hangs on: without it nobody starts."""
STEPS: Final = ("step1", "step2ck", "step3")
"""Exams of which the first that is needed and open leads the plan however far it is."""
LONG_SPARE: Final = 180
"""Days beside a chain from which it leads no week, where no exam is in it (judgement)."""
Steps = Mapping[str, Step]


class Bottleneck(Record):
    """How far each step can slip before the Match year breaks, and what is to be done first."""

    spare: Mapping[str, int]
    """Days by step; negative where the chain is too long."""
    chain: tuple[str, ...]
    """From what can be worked on now to the end that decides."""
    foremost: frozenset[str]
    """The chain, and what the first exam hangs on; nothing while neither a year nor a degree is
    said, since either may lie anywhere."""


def bottleneck(activities: Sequence[Activity], steps: Steps, on: Situation) -> Bottleneck:
    """The bottleneck of these activities."""
    held = [_of_the_season(activity, steps[activity.key], on) for activity in activities]
    if on.tasks.keys().isdisjoint(ENDS):
        # A road without an end of a season has its dates.
        held = list(activities)
    times = schedule(held)
    spare = {
        key: round(each.total_float) for key, each in times.items() if each.total_float is not None
    }
    # Hours change it, or it is too late whatever they are.
    through = [key for key, days in spare.items() if steps[key].is_begun or days < 0]
    chain = critical_path(times, held, through)
    foremost = _leading(chain, spare, through) | _first_exam(steps, spare, on)
    is_known = on.applicant.match_year is not None or on.applicant.graduation_date is not None
    return Bottleneck(spare, chain, foremost if is_known else frozenset())


def _leading(
    chain: Sequence[str], spare: Mapping[str, int], through: Sequence[str]
) -> frozenset[str]:
    """The chain, where it has its hours before others."""
    least = min((spare[key] for key in chain if key in through), default=0)
    leads = least <= LONG_SPARE or not SITTINGS.keys().isdisjoint(chain)
    return frozenset(chain if leads else ())


def _of_the_season(activity: Activity, step: Step, on: Situation) -> Activity:
    """The activity, bound by its date only where the season breaks when it is late.

    After the Match that is what the first day hangs on, held to that day. Step 3 binds those who
    can use nothing but an H-1B, until a usual result comes in time; studying where its test day
    is named.
    """
    exam, key = on.exams.get(step.task.key), step.task.key
    if exam and exam.planned and key in exam.window.tasks:
        return activity
    if last := _last_day(key, exam, on):
        return replace(activity, deadline=float((last - on.today).days))
    is_end = key in ENDS and on.stage != "pre_residency"
    return activity if is_end else replace(activity, deadline=None)


def _last_day(key: str, exam: OpenExam | None, on: Situation) -> date | None:
    """The day after which the season breaks, where that is not the step's own."""
    if exam and key == "step3_sit":
        return on.days[exam.window.by] - timedelta(exam.window.usual_days)
    if key in SENDING:
        # It is wise by its own day, and late only weeks after programs began to read.
        return on.days["eras_programs_review"] + timedelta(LATE_DAYS)
    if on.stage == "pre_residency" and key in STARTS:
        return on.days["residency_start"]
    return None


def _first_exam(steps: Steps, spare: Mapping[str, int], on: Situation) -> frozenset[str]:
    """The first exam that is needed and open, and the open steps that it hangs on: one to be sat
    again before others, since what nobody said of them is likelier behind than ahead."""
    for sitting, window in sorted(SITTINGS.items(), key=lambda item: item[0] not in on.again):
        if window.exam in STEPS and sitting in spare and not steps[sitting].waits_since:
            return frozenset(leading_to(sitting, on.tasks)) & spare.keys()
    return frozenset()
