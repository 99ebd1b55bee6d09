"""The one front door: loads an applicant with the facts, assesses, and records what they do.

Commands and pages both speak to this class and to nothing below it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from coach import places
from coach.facts.book import Facts
from coach.facts.compile import compiled
from coach.journey.plan import Road, Step, road
from coach.journey.stages import Place, place
from coach.journey.week import Week, plan_week
from coach.profile.applicant import applicant
from coach.records import (
    Applicant,
    Assessment,
    CoachError,
    Event,
    Mark,
    Need,
    Program,
    ReadFact,
    Resource,
    TaskState,
)
from coach.scoring.evidence import LABELS, NUMBERS, WORDS, Overlay, overlays
from coach.scoring.needs import needs
from coach.scoring.programs import Map, assess, rank
from coach.scoring.resources import rank_resources
from coach.season.calendar import contact_locked, season_at, season_calendar
from coach.store.store import Store

if TYPE_CHECKING:
    from coach.profile.reading import Names
    from coach.search.entry import Hit
    from coach.search.finder import Finder

PROGRAM_MARKS: Final = ("apply", "maybe", "no")
RESOURCE_MARKS: Final = ("using", "done", "no")


@dataclass(frozen=True, slots=True)
class Standing:
    """A program with its assessment and what the applicant said of it."""

    program: Program
    assessment: Assessment
    mark: Mark | None


class Coach:
    """One applicant's coach. `now` is asked at each use: a session outlives midnight."""

    def __init__(self, facts: Facts, store: Store, now: Callable[[], datetime], home: Path) -> None:
        self.facts = facts
        self.store = store
        self.now = now
        self.home = home
        self._kept: dict[str, Any] = {}
        self._seen = store.version()
        self._day = self.today

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

    @property
    def today(self) -> date:
        """The day as it is now."""
        return self.now().date()

    def refresh(self) -> bool:
        """Forgets what was worked out when the day or another window's change overtook it."""
        version, day = self.store.version(), self.today
        if (version, day) == (self._seen, self._day):
            return False
        self._seen, self._day = version, day
        self._kept.clear()
        return True

    def _once(self, key: str, make: Callable[[], Any]) -> Any:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def _changed(self) -> None:
        self._kept.clear()

    # --- who and when -------------------------------------------------------

    @property
    def profile(self) -> dict[str, Any]:
        """The answers by dotted key, as they are kept."""
        return self._once("profile", self.store.profile)  # type: ignore[no-any-return]

    @property
    def applicant(self) -> Applicant:
        """The applicant of the answers."""
        return self._once("applicant", lambda: applicant(self.profile))  # type: ignore[no-any-return]

    @property
    def season(self) -> int:
        """The Match year planned for; else the next one whose applications are still ahead."""
        if self.applicant.match_year:
            return self.applicant.match_year
        running = season_at(self.today)
        days = {event.key: event.day for event in self.calendar(running)}
        return running if self.today < days["eras_submit_opens"] else running + 1

    def calendar(self, season: int | None = None) -> list[Event]:
        """The dates of a season in order."""
        year = self.season if season is None else season
        return self._once(  # type: ignore[no-any-return]
            f"calendar {year}",
            lambda: season_calendar(self.facts.events, self.facts.calendar_rules, year),
        )

    @property
    def days(self) -> dict[str, date]:
        """The days of the season's events by key."""
        return {event.key: event.day for event in self.calendar()}

    @property
    def place(self) -> Place:
        """The stage, and why."""
        return self._once("place", lambda: place(self.applicant, self.days, self.today))  # type: ignore[no-any-return]

    @property
    def locked(self) -> bool:
        """Whether Match Week forbids to start contact with programs."""
        return self.applicant.match_result != "matched" and contact_locked(self.days, self.today)

    @property
    def names(self) -> Names:
        """The names that answers may use, in lower case, abbreviations included."""
        from coach.profile.reading import Names

        specialties = {
            word.lower(): one.name
            for one in self.facts.specialties.values()
            if one.first_residency
            for word in (*one.aliases, one.name)
        }
        states = {
            word.lower(): one.code
            for one in self.facts.states.values()
            for word in (one.code, one.name)
        }
        return Names(specialties, states)

    # --- what the core says -------------------------------------------------

    @property
    def needs(self) -> dict[str, Need]:
        """What the applicant lacks now, heaviest first."""
        return self._once(  # type: ignore[no-any-return]
            "needs",
            lambda: needs(self.facts.needs, self.applicant, self.place.stage, self.today),
        )

    @property
    def road(self) -> Road:
        """Every task that applies, in its state."""
        return self._once(  # type: ignore[no-any-return]
            "road",
            lambda: road(
                self.facts.tasks.values(), self.applicant, self.store.tasks(),
                self.days, self.place.stage, self.today,
            ),
        )  # fmt: skip

    def week(self, hours: float | None = None) -> Week:
        """The plan for this week; `hours` replaces what the profile says."""
        room = self.applicant.hours_per_week if hours is None else hours
        return plan_week(self.road, self.needs, self.place.stage, room, self.today, self.locked)

    def dates(self, limit: int | None = None) -> list[Event]:
        """The season's dates from today on that concern this applicant."""
        ahead = [
            event
            for event in self.calendar()
            if event.day >= self.today and self._concerns(event.key)
        ]
        return ahead[:limit]

    def _concerns(self, key: str) -> bool:
        certified = bool(self.applicant.certified)
        if key in _MINOR or (certified and key in _CERTIFICATION):
            return False
        chosen = [self.facts.specialties[name] for name in self.applicant.specialties]
        if key.startswith("residencycas"):
            return any(one.service == "ResidencyCAS" for one in chosen)
        return not (self.applicant.match_result == "matched" and key.startswith("soap"))

    @cached_property
    def map(self) -> Map:
        """States for the core."""
        states = self.facts.states.values()
        return Map({s.code: s.name for s in states}, {s.code: s.division for s in states})

    @property
    def overlays(self) -> dict[str, dict[str, ReadFact]]:
        """Program facts that the applicant read, by program."""
        return self._once("overlays", lambda: overlays(self.store.read_facts()))  # type: ignore[no-any-return]

    def overlay(self, program_id: str) -> Overlay:
        """The applicant's own facts of one program."""
        return self.overlays.get(program_id, {})

    def programs(
        self, specialties: Iterable[str] | None = None, states: Iterable[str] = ()
    ) -> list[Standing]:
        """Programs ranked, best first, also those that a gate fails.

        `specialties` None: the profile's; empty: all. Never programs that start after another
        residency.
        """
        names = self.applicant.specialties if specialties is None else tuple(specialties)
        ranked = self._once(
            f"ranked {names}",
            lambda: rank(
                self.facts.programs(names), self.applicant, self.overlays, self.map, self.today
            ),
        )
        wanted, marks = set(states), self.marked_programs
        return [
            Standing(program, assessment, marks.get(program.id))
            for program, assessment in ranked
            if not wanted or program.state in wanted
        ]

    def program(self, program_id: str) -> Standing:
        """One program assessed. Raises CoachError when there is none of that id."""
        program = self.facts.program(program_id)
        if program is None:
            raise CoachError(f"There is no program {program_id}; `coach search` finds one by name.")
        assessment = assess(
            program, self.applicant, self.overlay(program_id), self.map, self.today
        )
        return Standing(program, assessment, self.marked_programs.get(program_id))

    def resources(self) -> list[tuple[Resource, Assessment]]:
        """The catalogue, what helps now first."""
        return self._once(  # type: ignore[no-any-return]
            "resources",
            lambda: rank_resources(
                self.facts.resources.values(), self.needs, self.place.stage,
                self.marked_resources,
            ),
        )  # fmt: skip

    def resource(self, resource_id: str) -> tuple[Resource, Assessment]:
        """One resource assessed. Raises CoachError when there is none of that id."""
        for resource, assessment in self.resources():
            if resource.id == resource_id:
                return resource, assessment
        raise CoachError(f"There is no resource {resource_id}; `coach search` finds one by name.")

    @property
    def marked_resources(self) -> dict[str, Mark]:
        """Marks of resources by id."""
        return self._once("resource marks", lambda: self.store.marks("resource"))  # type: ignore[no-any-return]

    @property
    def marked_programs(self) -> dict[str, Mark]:
        """Marks by the program's number of today; a vanished program keeps its old one."""
        return self._once("marks", self._follow_marks)  # type: ignore[no-any-return]

    def _follow_marks(self) -> dict[str, Mark]:
        """Marks of programs that were renumbered are found again by name, town and specialty."""
        found: dict[str, Mark] = {}
        for mark in self.store.marks("program").values():
            now = self.facts.program(mark.id) or self.facts.program_like(
                mark.title, mark.city, mark.specialty
            )
            found[now.id if now else mark.id] = mark
        return found

    @cached_property
    def finder(self) -> Finder:
        """Search over everything."""
        from coach.finding import finder

        return finder(self.facts)

    def find(self, query: str, kind: str | None = None, limit: int = 10) -> list[Hit]:
        """What a few letters may mean, best first."""
        return self.finder.find(query, kind=kind, limit=limit)

    # --- what the applicant does --------------------------------------------

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
        self._changed()
        return done

    def step(self, key: str) -> Step:
        """The step of a task key. Raises CoachError."""
        step = self.road.step(key)
        if step is None:
            known = "does not apply to you" if key in self.facts.tasks else "does not exist"
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
        row = told and TaskState(key, told, at.isoformat(timespec="minutes"), note)
        title = f"{words[state]}: {step.task.title}"
        changed = self.store.change_task(title, row or None, key, at)
        self._changed()
        return changed

    def mark_program(self, program_id: str, mark: str, note: str = "") -> bool:
        """apply, maybe or no; "" takes the mark away; whether anything changed."""
        program = self.program(program_id).program
        if mark and mark not in PROGRAM_MARKS:
            raise CoachError(f"A program is marked {', '.join(PROGRAM_MARKS)}, not {mark}.")
        kept = self.marked_programs.get(program_id)
        row = Mark(
            "program", kept.id if kept else program_id, mark, program.name, program.city,
            program.specialty, note, self._stamp(),
        )  # fmt: skip
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
        if kept and replace(kept, at=row.at) == row:
            return False
        title = f"{row.mark or 'Unmarked'}: {row.title}"
        changed = self.store.change_mark(title, row, self.now())
        self._kept.pop("marks", None)
        self._kept.pop("resources", None)
        self._kept.pop("resource marks", None)
        return changed

    def record_fact(
        self, program_id: str, field: str, value: str, source: str = "", day: str = ""
    ) -> bool:
        """Records what the applicant read of a program; "" takes it away. Raises CoachError."""
        program = self.program(program_id).program
        checked = _fact_value(field, value.strip())
        if day:
            try:
                date.fromisoformat(day)
            except ValueError:
                raise CoachError(f"“{day}” is not a date like 2026-11-22.") from None
        fact = ReadFact(
            program_id, field, checked, source or "you", day or str(self.today), self._stamp()
        )
        title = f"Fact: {LABELS[field]} {checked or 'taken back'}, {program.name}"
        changed = self.store.change_fact(title, fact, self.now())
        self._changed()
        return changed

    def undo(self) -> str | None:
        """Takes the last change back; its title, or None when nothing is left."""
        title = self.store.undo(self.now())
        self._changed()
        return title

    def _stamp(self) -> str:
        return self.now().isoformat(timespec="minutes")


_MINOR: Final = (
    "nrmp_quota_change_deadline", "interview_season_start", "interview_season_end",
    "soap_list_opens", "soap_round_2", "soap_round_3", "soap_round_4",
    "ecfmg_documents_advised", "residencycas_scores_request", "residencycas_transcripts",
    "pathways_school_attestation_deadline",
)  # fmt: skip
"""Events that stand in the calendar but not among an applicant's next dates."""
_CERTIFICATION: Final = (
    "pathways_deadline", "pathways_opens", "oet_last_test_advised", "ecfmg_exam_requirements_due",
)  # fmt: skip


def _fact_value(field: str, value: str) -> str:
    if field in NUMBERS:
        low, high = NUMBERS[field]
        try:
            number = float(value.rstrip("% ")) if value else None
        except ValueError:
            raise CoachError(f"{LABELS[field]}: “{value}” is not a number.") from None
        if number is not None and not low <= number <= high:
            raise CoachError(f"{LABELS[field]}: {value} is outside {low:g} to {high:g}.")
        return "" if number is None else f"{number:g}"
    if field not in WORDS:
        raise CoachError(f"A program has no field {field}; fields: {', '.join(LABELS)}.")
    if value and value.lower() not in WORDS[field]:
        raise CoachError(f"{LABELS[field]} is one of {', '.join(WORDS[field])}, not “{value}”.")
    return value.lower()


def at(day: date | None) -> Callable[[], datetime]:
    """The clock: of the machine, or noon of one day when a day is given."""
    if day is None:
        return datetime.now
    noon = datetime.combine(day, time(12))
    return lambda: noon
