"""The one front door: answers what the core says of an applicant, and records what they do.

Commands and pages both speak to this class and to nothing below it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

from coach import places
from coach.answers import Answers, Standing
from coach.facts.book import Facts
from coach.facts.compile import compiled
from coach.journey.plan import Step
from coach.records import CoachError, Mark, ReadFact, TaskState
from coach.scoring.evidence import LABELS, checked
from coach.store.store import Store

__all__ = ["Coach", "Standing", "at"]

PROGRAM_MARKS: Final = ("apply", "maybe", "no")
RESOURCE_MARKS: Final = ("using", "done", "no")


class Coach(Answers):
    """One applicant's coach: everything it answers, and every act that changes it."""

    @classmethod
    def open(cls, home: Path, now: Callable[[], datetime]) -> Coach:
        """The coach of the applicant in this folder. Raises CoachError."""
        store = Store.open(home, now())
        try:
            facts = Facts(compiled(places.cache(os.environ), home))
        except BaseException:
            store.close()
            raise
        return cls(facts, store, now, home)

    def close(self) -> None:
        """Lets go of both files."""
        self.store.close()
        self.facts.close()

    def set_profile(self, given: Mapping[str, object], title: str = "") -> bool:
        """Checks and keeps answers (dotted keys; empty ones are taken away).

        Raises CoachError for the first that is impossible; nothing is changed then.
        """
        from coach.profile.reading import check_whole, read

        names = self.names
        values = {key: read(key, value, names, self.today) for key, value in given.items()}
        after = {k: v for k, v in (self.profile | values).items() if v is not None}
        check_whole(after)
        done = self.store.change_profile(
            title or f"Profile: {', '.join(values)}", values, self.now()
        )
        self.forget()
        return done

    def step(self, key: str) -> Step:
        """The step of a task key. Raises CoachError."""
        step = self.road.step(key)
        if step is None:
            known = "does not apply to you" if key in self.tasks else "does not exist"
            raise CoachError(f"The task {key} {known}; `coach journey` lists yours.")
        return step

    def set_task(self, key: str, state: str | None, note: str = "") -> bool:
        """done, skipped, waiting, or None to open it again; whether anything changed."""
        step = self.step(key)
        if step.state == state or (state is None and not step.finished and step.state != "waiting"):
            return False
        words = {"done": "Done", "skipped": "Skipped", "waiting": "Waiting", None: "Reopened"}
        at = self.now()
        reopened = state is None and bool(step.task.done_if)
        told = state or ("open" if reopened else None)
        row = TaskState(key, told, at.isoformat(timespec="minutes"), note) if told else None
        title = f"{words[state]}: {step.task.title}"
        # A day on which it was finished belongs to a tick that is taken away.
        plan = self.store.told().get(key)
        again = [plan._replace(finished=None)] if plan and plan.finished else []
        changed = self.store.change_plan(title, at, {key: row}, again)
        self.forget()
        return changed

    def mark_program(self, program_id: str, mark: str, note: str = "") -> bool:
        """apply, maybe or no; "" takes the mark away; whether anything changed."""
        program = self.program(program_id).program
        if mark and mark not in PROGRAM_MARKS:
            raise CoachError(f"A program is marked {', '.join(PROGRAM_MARKS)}, not {mark}.")
        kept = self.marked_programs.get(program_id)
        row = Mark(
            "program",
            kept.id if kept else program_id,
            mark,
            program.name,
            program.city,
            program.specialty,
            note,
            self._stamp(),
        )
        return self._mark(row)

    def mark_resource(self, resource_id: str, mark: str, note: str = "") -> bool:
        """using, done or no; "" takes the mark away; whether anything changed."""
        resource, _ = self.resource(resource_id)
        if mark and mark not in RESOURCE_MARKS:
            raise CoachError(f"A resource is marked {', '.join(RESOURCE_MARKS)}, not {mark}.")
        return self._mark(
            Mark("resource", resource_id, mark, resource.name, note=note, at=self._stamp())
        )

    def _mark(self, row: Mark) -> bool:
        kept = self.store.marks(row.kind).get(row.id)
        if kept and kept._replace(at=row.at) == row:
            return False
        title = f"{row.mark or 'Unmarked'}: {row.title}"
        changed = self.store.change_mark(title, row, self.now())
        self.generation += 1
        self._kept.pop("marks", None)
        self._kept.pop("resources", None)
        self._kept.pop("resource marks", None)
        return changed

    def record_fact(
        self, program_id: str, field: str, value: str, source: str = "", day: str = ""
    ) -> bool:
        """Records what the applicant read of a program; "" takes it away. Raises CoachError."""
        program = self.program(program_id).program
        kept = checked(field, value.strip())
        if day:
            try:
                read_on = date.fromisoformat(day)
            except ValueError:
                raise CoachError(f"“{day}” is not a date like 2026-11-22.") from None
            if read_on > self.today:
                raise CoachError(f"{day} is still to come; on which day did you read it?")
        fact = ReadFact(
            program_id, field, kept, source or "you", day or str(self.today), self._stamp()
        )
        title = f"Fact: {LABELS[field]} {kept or 'taken back'}, {program.name}"
        changed = self.store.change_fact(title, fact, self.now())
        self.forget()
        return changed

    def record_facts(self, title: str, facts: Iterable[ReadFact]) -> bool:
        """Records many facts that the applicant read in one act; whether anything changed.

        Raises CoachError for the first that is impossible; nothing is changed then.
        """
        stamp = self._stamp()
        kept = [one._replace(value=checked(one.field, one.value), at=stamp) for one in facts]
        changed = self.store.change_facts(title, kept, self.now())
        self.forget()
        return changed

    def mark_programs(self, title: str, marks: Iterable[Mark]) -> bool:
        """Marks many programs in one act; whether anything changed. Raises CoachError."""
        kept = [one._replace(at=self._stamp()) for one in marks]
        if unknown := {one.mark for one in kept} - {"", *PROGRAM_MARKS}:
            raise CoachError(
                f"A program is marked {', '.join(PROGRAM_MARKS)}, not {', '.join(sorted(unknown))}."
            )
        changed = self.store.change_marks(title, kept, self.now())
        self.forget()
        return changed

    def undo(self) -> str | None:
        """Takes the last change back; its title, or None when nothing is left."""
        title = self.store.undo(self.now())
        self.forget()
        return title

    def _stamp(self) -> str:
        return self.now().isoformat(timespec="minutes")


def at(day: date | None) -> Callable[[], datetime]:
    """The clock: of the machine, or noon of one day when a day is given."""
    if day is None:
        return datetime.now
    noon = datetime.combine(day, time(12))
    return lambda: noon
