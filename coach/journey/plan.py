"""The applicant's own road: which tasks apply, in which state, due when, to be started when.

Earliest and latest times come from the two passes of coach/journey/network.py over everything
unfinished. A duration is the usual hours at the applicant's pace plus the usual days that
others take; what the applicant told of a task (begun, hours behind them, expected back, an own
date) takes the place of the estimate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from coach.journey.bottleneck import Bottleneck, bottleneck
from coach.journey.exams import SITTINGS
from coach.journey.gates import OWN, lost
from coach.journey.network import Activity, Times, needed, schedule
from coach.journey.over import CLOSED, is_unverified, with_sent
from coach.journey.situation import Situation, of_this_attempt, of_this_season, with_exams
from coach.journey.standing import Step, is_of_match_week, is_reachable, stands
from coach.records import Applicant, Event, Record, StageKey, replace
from coach.rules.conditions import BINDING

CERTIFICATE: Final = "certificate"
"""The task that everybody needs who begins."""
DAY_HOURS: Final = 4.0
"""Hours that one finds on a day that a date fixes, whatever the usual week holds (judgement)."""
CATCH_UP_DAYS: Final = 21
"""Days by which a chain may be too long before the year is out of reach (judgement)."""
FURTHEST_YEARS: Final = 12
"""Nobody plans a single day further ahead: a Match year may be so far off."""


class Road(Record, dict=True):
    """Every task that applies, in the order of the road, and the chain with the least slack."""

    steps: tuple[Step, ...]
    critical: tuple[str, ...]
    """From what can be worked on now to the end that decides whether the Match year is reached."""
    foremost: frozenset[str]
    """What has the hours of a week first: the critical chain, and what the first exam hangs on."""
    applicant: Applicant
    stage: StageKey
    today: date
    hours: float
    """Hours a week that were reckoned with."""
    pace: float
    """What the applicant's hours were multiplied by, from their own history."""
    began: date | None = None
    """The day on which the applicant first said anything."""
    lost: tuple[str, ...] = ()
    """What this Match year is lost by, once the rank list deadline has gone by."""
    unverified: bool = False
    """Whether there was no match, and nothing told by which ECFMG verified them in time."""
    sent: frozenset[str] = frozenset()
    """Tasks that are settled by an application of this season."""

    @cached_property
    def spare(self) -> int | None:
        """Days that are left beside the critical chain; below 0 it is too long. What only opens
        later has few days however many hours there are: it counts where they are too few."""
        chain = (self.by_key[key] for key in self.critical)
        spare = (step.spare_days for step in chain if step.is_begun or (step.spare_days or 0) < 0)
        return min((days for days in spare if days is not None), default=None)

    @cached_property
    def by_key(self) -> Mapping[str, Step]:
        """The steps by the key of their task."""
        return {step.task.key: step for step in self.steps}

    @property
    def is_out_of_reach(self) -> bool:
        """Whether the chain is too long for the Match year, by more than a plan catches up."""
        return self.spare is not None and self.spare < -CATCH_UP_DAYS

    @property
    def end(self) -> Step | None:
        """The step by which the critical chain is told: its last exam, else the last of all."""
        chain = (self.by_key[key] for key in reversed(self.critical))
        ends = [step for step in chain if step.spare_days == self.spare]
        return next((step for step in ends if step.task.key in SITTINGS), next(iter(ends), None))

    def step(self, key: str) -> Step | None:
        """The step of this task, None when it does not apply."""
        return self.by_key.get(key)


def road(situation: Situation) -> Road:
    """The road on this day."""
    attempt = of_this_attempt(of_this_season(situation))
    on = with_sent(with_exams(attempt))
    alone = {key: stands(task, on) for key, task in attempt.listed.items()}
    alone |= _after_match(alone, on)
    planned = {key for key, step in alone.items() if not (step.finished or step.behind)}
    steps = {key: _behind_others(step, planned) for key, step in alone.items()}
    to_plan = [step for key, step in steps.items() if key in planned]
    activities = [_activity(step, on) for step in to_plan]
    times, missed = _late_by_days(schedule(activities), steps), _missed(alone, on)
    neck = bottleneck(activities, steps, on)
    waiting = _waiting_for(to_plan)
    return Road(
        steps=tuple(
            _timed(
                replace(step, unblocks=waiting[key], missed=missed.get(key, ())),
                times.get(key),
                neck,
                on,
            )
            for key, step in steps.items()
        ),
        critical=neck.chain,
        foremost=neck.foremost,
        applicant=on.applicant,
        stage=on.stage,
        today=on.today,
        hours=on.hours,
        pace=on.pace,
        began=on.began,
        lost=on.lost,
        unverified=is_unverified(on),
        sent=on.sent,
    )


def _after_match(alone: Mapping[str, Step], on: Situation) -> dict[str, Step]:
    """What came before a match that binds: still to do where the start waits for it, else over."""
    if on.stage not in CLOSED or on.applicant.match_result not in BINDING:
        return {}
    left = {key: step for key, step in alone.items() if not (step.finished or _is_lost(step))}
    serves = _serving(left)
    return {
        key: replace(step, behind=key not in serves)
        for key, step in left.items()
        if step.task.stage not in CLOSED and step.task.source != OWN
    }


def _is_lost(step: Step) -> bool:
    return step.shut or step.forbidden or (step.behind and step.band is not None)


def _serving(left: Mapping[str, Step]) -> set[str]:
    """Tasks before residency and the certificate, with all of these that they wait for."""
    to_come = {key for key, step in left.items() if step.task.stage == "pre_residency"}
    to_come |= {CERTIFICATE} & left.keys()
    after = {key: [each for each in step.task.after if each in left] for key, step in left.items()}
    above = needed(after)
    return to_come.union(*(above[key] for key in to_come))


def _behind_others(step: Step, planned: set[str]) -> Step:
    before = tuple(first for first in step.task.after if first in planned)
    is_blocked = before and not (step.finished or step.sits_on or step.task.fixed)
    return replace(step, blocked_by=before, state="blocked" if is_blocked else step.state)


def _waiting_for(planned: Iterable[Step]) -> Counter[str]:
    above = needed({step.task.key: step.blocked_by for step in planned})
    return Counter(first for firsts in above.values() for first in firsts)


def _missed(alone: Mapping[str, Step], on: Situation) -> Mapping[str, tuple[str, ...]]:
    """The missed tasks that each one needs; who has a result was certified enough for it."""
    if on.applicant.match_result:
        return {}
    unfinished = {key: step for key, step in alone.items() if not step.finished}
    after = {
        key: [first for first in step.task.after if first in unfinished]
        for key, step in unfinished.items()
    }
    return lost(after, {key for key, step in unfinished.items() if _is_gone(step)})


def _is_gone(step: Step) -> bool:
    return bool(step.forbidden or (step.behind and (step.band or step.shut)))


def _activity(step: Step, on: Situation) -> Activity:
    """What the plan reckons with: first and last day, and the usual days between. A task with a
    short window is given the hours that it needs within it."""
    today, own = on.today, step.hours_left * on.pace / max(on.hours, 0.5) * 7
    if step.window is not None and step.hours_left <= DAY_HOURS * (step.window + 1):
        own = min(own, step.window)
    if step.sits_on:
        own = 0
    starts = [day for day in (step.opens, step.told.started, step.sits_on) if day and day > today]
    return Activity(
        step.task.key,
        round(own + step.wait_left),
        step.waits_for,
        _offset(max(starts, default=None), today),
        _offset(_held_to(step, today), today),
    )


def _held_to(step: Step, today: date) -> date | None:
    """Its own day; once that has gone by its gate, and of what was due before the applicant came
    nothing else."""
    if step.due and step.due < today and is_reachable(step, today):
        return step.last_day
    return None if step.before_came else step.due


def _late_by_days(times: Mapping[str, Times], steps: Mapping[str, Step]) -> dict[str, Times]:
    """The times; of a task whose own day has gone by the float is what it is late by."""
    return {
        key: replace(known, total_float=-float(late)) if (late := steps[key].late_days) else known
        for key, known in times.items()
    }


def _timed(step: Step, times: Times | None, neck: Bottleneck, on: Situation) -> Step:
    """The step with its times and floats, where it is part of the plan.

    One that is late has no safe start any more, and its slack is what it is late by. So is that
    of one that had time enough when the applicant came.
    """
    if times is None:
        return step
    today, since = on.today, (on.today - on.came).days
    late, latest = step.late_days, _day_at(times.late_start, today)
    slack, left = (latest - today).days if latest else None, times.total_float
    if late:
        latest, slack = None, -late
    elif left is not None and 0 < -round(left) <= since and not step.before_came:
        late = 0 if is_of_match_week(step) else -round(left)
    return replace(
        step,
        late_days=late,
        latest_start=latest,
        slack_days=slack,
        early_start=_day_at(times.early_start, today),
        early_finish=_day_at(times.early_finish, today),
        late_finish=_day_at(times.late_finish, today),
        float_days=None if times.total_float is None else round(times.total_float),
        spare_days=neck.spare.get(step.task.key),
        free_days=None if times.free_float is None else round(times.free_float),
    )


def _offset(day: date | None, today: date) -> float | None:
    return None if day is None else float((day - today).days)


def _day_at(offset: float | None, today: date) -> date | None:
    return None if offset is None else today + timedelta(days=round(offset))


_MINOR: Final = (
    *("nrmp_quota_change_deadline", "interview_season_start", "interview_season_end"),
    *("soap_list_opens", "soap_round_2", "soap_round_3", "soap_round_4"),
    *("ecfmg_documents_advised", "residencycas_scores_request", "residencycas_transcripts"),
    *("pathways_school_attestation_deadline", "oet_earliest_test"),
)
"""Events that stand in the calendar but not among an applicant's next dates."""
_MET: Final = {
    "oet_last_test_advised": "oet_sit",
    "pathways_deadline": "pathway_apply",
    "pathways_opens": "pathway_apply",
    "ecfmg_token_available": "token",
    "nrmp_registration_opens": "nrmp_register",
    "nrmp_standard_registration_deadline": "nrmp_register",
    "ecfmg_exam_requirements_due": "ecfmg_reported",
    "eras_submit_opens": "submit",
    "residencycas_submit_opens": "residencycas_submit",
    "residencycas_submit_deadline": "residencycas_submit",
    "nrmp_rol_deadline": "rank_certify",
}
"""Events that are behind an applicant once this task is."""
_CERTIFICATION: Final = (
    *("pathways_deadline", "pathways_opens"),
    *("oet_last_test_advised", "ecfmg_exam_requirements_due"),
)


def concerns(event: Event, applicant: Applicant, services: Container[str], road: Road) -> bool:
    """Whether an event is worth naming among the next dates; `services`: of the specialties."""
    key, certified = event.key, bool(applicant.certified)
    if key in _MINOR or (certified and key in _CERTIFICATION):
        return False
    if key.startswith("residencycas"):
        return "ResidencyCAS" in services
    if (step := road.step(_MET.get(key, ""))) and step.finished:
        return False
    if key == "residency_start" and applicant.match_result == "not_matched":
        return False
    return not (applicant.match_result == "matched" and key.startswith("soap"))
