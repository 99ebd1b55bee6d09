"""The tasks of the road: those of the facts, the applicant's own, and what the logs ask for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, cast

from coach.derived import derived
from coach.logs.documents import DOCUMENTS
from coach.logs.funds import FUNDS
from coach.logs.letters import LETTERS
from coach.logs.outreach import OUTREACH
from coach.logs.own_tasks import OWN_TASKS, as_task, with_own_dates
from coach.logs.people import PEOPLE
from coach.logs.shown import Kept, shown
from coach.logs.ticks import TICKS
from coach.logs.told import TOLD
from coach.logs.versions import VERSIONS
from coach.prepare.step import NextStep, as_done, as_task as as_task_of_log, with_days
from coach.records import Task, TaskState, Told
from coach.state.rows import Given

if TYPE_CHECKING:
    from coach.state.state import State

DONE_SHOWN: Final = timedelta(days=14)
"""How long a step of a log is seen as done."""


DRAFT_LASTS: Final = timedelta(days=330)
"""A statement is written anew for each season (judgement)."""


class Prepared(Given):
    """What there is to do, before it is planned."""

    @derived
    def logged(self) -> frozenset[str]:
        """What the logs show to be done, as words of conditions."""
        since = str(self.today - DRAFT_LASTS)
        kept = (self.kept(LETTERS), self.kept(PEOPLE), self.kept(OUTREACH))
        more = (self.kept(DOCUMENTS), self.kept(VERSIONS), self.kept(FUNDS))
        return shown(Kept(*kept, *more, since))

    @derived.by_key
    def asked_of(self, room: str) -> tuple[NextStep, ...]:
        """What the logs of one room ask for."""
        from coach.state.steps import ROOMS

        return tuple(ROOMS[room](cast("State", self)))

    @derived
    def next_steps(self) -> tuple[NextStep, ...]:
        """What the logs ask for, the soonest first."""
        from coach.state.steps import next_steps

        return next_steps(cast("State", self))

    @derived
    def asked_by_logs(self) -> dict[str, NextStep]:
        """The steps of logs that are tasks, by key."""
        return {step.key: step for step in self.next_steps if step.kind == "next"}

    @derived
    def tasks(self) -> dict[str, Task]:
        """The tasks of the road, the applicant's own and those of the logs, by key."""
        own = {key: as_task(task) for key, task in self.kept(OWN_TASKS).items()}
        asked = {key: as_task_of_log(step) for key, step in self.asked_by_logs.items()}
        since = str(self.today - DONE_SHOWN)
        done = {
            key: as_done(tick)
            for key, tick in self.ticks.items()
            if "/" in key and key not in asked and tick.state == "done" and tick.at >= since
        }
        return self.facts.tasks | own | asked | done

    @derived
    def ticks(self) -> dict[str, TaskState]:
        """The ticks by task, without those on steps that a log asks for once more."""
        asked = {key for key, step in self.asked_by_logs.items() if step.sets}
        ticks = self.kept(TICKS).items()
        return {key: tick for key, tick in ticks if not (key in asked and tick.state == "done")}

    @derived
    def told(self) -> dict[str, Told]:
        """What was told of the plan of tasks, by key, with the dates of own tasks and of logs."""
        told = with_own_dates(self.kept(TOLD), self.kept(OWN_TASKS))
        return told | {
            key: with_days(told, step, self.today) for key, step in self.asked_by_logs.items()
        }
