"""The last days that nobody can move, and what is lost to those who missed one.

Most tasks have a date that is wise; a few lead to a gate that closes. Such a task stays on the
plan after its own date, until its gate is shut; afterwards what comes after it has no chance
that could be reckoned.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from coach.journey.exams import WINDOWS
from coach.journey.network import in_order
from coach.records import Event, Record, Task, Told

SEASONAL: Final = ("application_year", "interviews", "ranking", "match_soap")
"""Stages whose steps and fees belong to one season."""
OWN: Final = "you"
"""Source of the applicant's own tasks, which belong to no season."""


class Shut(Record):
    """What shuts for the tasks that are dated by one event."""

    event: str
    """The event on whose day it shuts."""
    reach: int
    """Tasks due so many days before the event, or fewer, can still be done until then."""
    office: str
    """Whom to ask afterwards."""
    late: str = ""
    """What being late costs, where it is known (fees.csv: nrmp_late)."""
    least: int = 0
    """Only for tasks due at least so many days before the event."""


SHUT: Final = {
    "pathways_deadline": Shut("pathways_deadline", 60, "ECFMG"),
    "nrmp_standard_registration_deadline": Shut("nrmp_rol_deadline", 21, "the NRMP", "costs more"),
    "nrmp_rol_deadline": Shut("nrmp_rol_deadline", 21, "the NRMP"),
    "ecfmg_exam_requirements_due": Shut("ecfmg_exam_requirements_due", 21, "ECFMG"),
    "match_status_monday": Shut("match_status_monday", 21, "the NRMP", least=1),
    "eras_season_ends": Shut("eras_season_ends", 21, "the programs"),
    **{
        key: Shut("soap_ends", 21, "the NRMP")
        for key in ("soap_list_opens", "soap_applications_open", "soap_round_1", "soap_round_4")
    },
}
"""Gates by the event that dates a task (sources S10, S26, S33, S36); the reach is a judgement."""
ALWAYS: Final = 9999
"""Days that no wise date comes before its gate."""
OF_EXAMS: Final = {
    task: Shut(window.lost, ALWAYS, window.office) if task == window.tasks[-1] else None
    for window in WINDOWS
    for task in window.tasks
}
"""Gates of exams by task: the day on which a result is lost; what leads to it has none."""


def shut_by(task: Task) -> Shut | None:
    """The gate to which a task leads."""
    if task.key in OF_EXAMS:
        return OF_EXAMS[task.key]
    return SHUT.get(task.due.event) if task.due else None


def gate_of(task: Task, told: Told, events: Mapping[str, Event], today: date) -> Event | None:
    """The event on whose day the gate of a task shuts; None without one or with an own due day. It
    is the event that dates it, and once that has gone by the last one of all."""
    due, gate = task.due, shut_by(task)
    if gate and task.key in OF_EXAMS:
        return events.get(gate.event)
    if due is None or gate is None or told.due or due.offset_days > -gate.least:
        return None
    first = events.get(due.event)
    return first if first and first.day >= today else events.get(gate.event)


def first_hour(task: Task, events: Mapping[str, Event]) -> Event | None:
    """The event with whose hour a task begins whose day is the calendar's."""
    return events.get(task.opens.event) if task.fixed and task.opens else None


def in_reach(task: Task) -> bool:
    """Whether it can still be done between its own date and its gate."""
    due, gate = task.due, shut_by(task)
    return due is not None and gate is not None and -due.offset_days <= gate.reach


def leads(task: Task) -> bool:
    """Whether its gate is worth more than other work: not what only makes a day easier."""
    gate = shut_by(task)
    return gate is not None and not gate.least


def late_words(task: Task, due: date, today: date) -> str:
    """What being late costs on this day; "" for nothing that is known."""
    gate = shut_by(task)
    if task.due is None or gate is None:
        return ""
    return gate.late if due - timedelta(days=task.due.offset_days) < today else ""


def lost(after: Mapping[str, Iterable[str]], gone: Container[str]) -> dict[str, tuple[str, ...]]:
    """The missed tasks that each unfinished one needs, directly or not. `after`: the unfinished
    ones with those they wait for; `gone`: those whose gate shut."""
    needs: dict[str, set[str]] = {}
    for key in in_order(after):
        needs[key] = set().union(
            *({first} if first in gone else needs[first] for first in after[key])
        )
    return {key: tuple(sorted(missed)) for key, missed in needs.items()}
