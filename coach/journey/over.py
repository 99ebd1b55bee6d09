"""What is over: a gate that has shut, a stage or season left behind, a Match that is lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from coach.journey.exams import OpenExam, anchored_day, leading_to
from coach.journey.situation import Situation
from coach.records import STAGE_KEYS, Event, Task, replace
from coach.rules.conditions import BINDING, passes_there

GRACE_DAYS: Final = 14
"""Days after its date for which an unticked task of an earlier stage still counts as open."""
CLOSED: Final = ("match_soap", "pre_residency")
"""Stages in which what came before is closed for good: no list is certified after its hour."""
AFTER_RANKING: Final = ("ranking", "pre_residency")
OF_SOAP: Final = ("soap_documents", "match_week_clear")
"""What is for those alone whom ECFMG verified in time, with the stages above."""
IN_SOAP: Final = (*OF_SOAP, "soap_rules", "soap_apply", "soap_calls", "soap_offers")
"""What is for those alone who may take part in SOAP."""
SENDING: Final = ("submit", "residencycas_submit")
"""Tasks by which an application is sent."""
WRITTEN: Final = frozenset(("statement_drafted",))
"""Proofs that nobody who applied is without, whether or not the coach was shown them."""
ELSEWHERE: Final = ("sf_match", "aua_match")
"""Matches of their own, of which an application of this one says nothing."""


def with_sent(on: Situation) -> Situation:
    """With what is settled for who applied: nobody sends an application without it.

    That is all that sending waits for, and what else of that stage has its date gone. A step with
    a proof of its own keeps to that, and of two ways to apply each is ticked by itself.
    """
    if not _has_applied(on):
        return on
    ways = (leading_to(key, on.tasks) for key in SENDING if key in on.tasks)
    waits_for = set[str]().union(*ways)
    open_to_it = {key: each for key, each in on.tasks.items() if WRITTEN.issuperset(each.done_if)}
    settled = {
        key for key, task in open_to_it.items() if key in waits_for or _is_past_sending(task, on)
    }
    return replace(on, sent=frozenset(settled.difference(SENDING, ELSEWHERE)))


def _has_applied(on: Situation) -> bool:
    """Whether an application of this season was sent, by its number or else by a tick."""
    if on.applicant.applied is not None:
        return on.applicant.applied > 0
    return any(key in on.ticks and on.ticks[key].state == "done" for key in SENDING)


def _is_past_sending(task: Task, on: Situation) -> bool:
    due = anchored_day(task.due, on.days)
    return task.stage == "application_year" and due is not None and due < on.today


def serves_next(exam: OpenExam | None, on: Situation) -> bool:
    """Whether this Match is over for the applicant, and the exam is not what it was lost by."""
    is_lost = bool(on.lost) and not (exam and exam.is_lost)
    start, result = on.days.get("residency_start"), on.applicant.match_result
    is_over = bool(start and start <= on.today) and result not in BINDING
    return is_lost or is_over or result == "not_matched"


def is_unverified(on: Situation) -> bool:
    """Whether they did not match, and told nothing by which ECFMG verified them in time."""
    who, tick = on.applicant, on.ticks.get("ecfmg_reported")
    is_reported = passes_there(who) or bool(tick and tick.state == "done")
    return who.match_result == "not_matched" and not is_reported


def is_shut(task: Task, gate: Event, on: Situation) -> bool:
    """Whether a gate has shut; one whose day is not published only when the season moved on."""
    if task.stage == "match_soap" and task.due and task.due.offset_days < 0:
        # What only prepares for Match Week is of no use in its last hours.
        return on.today > gate.day
    return gate.is_over(on.today) and (gate.status != "projected" or on.stage in CLOSED)


def is_behind(task: Task, due: date | None, is_open: bool, on: Situation) -> bool:
    """Whether it is of a stage or a season that is over; `is_open`: its gate, until it shuts."""
    if _is_of_others(task, on):
        return True
    return due is not None and (
        _of_past_season(task, due, on) or _of_past_stage(task, due, is_open, on)
    )


def _is_of_others(task: Task, on: Situation) -> bool:
    if task.key == "match_status":
        # Who applied to none and took no part in SOAP has no result to tell.
        return on.applicant.applied == 0 and on.today > on.days["match_day"]
    if task.key in IN_SOAP and is_unverified(on):
        return True
    return bool(on.lost) and (task.stage in AFTER_RANKING or task.key in OF_SOAP)


def _of_past_season(task: Task, due: date, on: Situation) -> bool:
    start, told = on.days.get("residency_start"), on.told.get(task.key)
    return bool(start and due < start <= on.today and not (told and told.due))


def _of_past_stage(task: Task, due: date, is_open: bool, on: Situation) -> bool:
    is_closed = on.stage in CLOSED or on.lists_closed
    here = max(on.stage, "match_soap" if is_closed else on.stage, key=STAGE_KEYS.index)
    if STAGE_KEYS.index(task.stage) >= STAGE_KEYS.index(here):
        return False
    is_open = is_open and on.applicant.match_result != "not_matched"
    return due < on.today - timedelta(days=0 if is_closed else GRACE_DAYS) and not is_open
