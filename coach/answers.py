"""The half of the front door that answers: the applicant, their dates, and what the core says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from coach.calendar.dates import contact_locked, season_at, season_calendar
from coach.facts.book import Facts
from coach.journey.opening import opens
from coach.journey.own import as_tasks, with_own_dates
from coach.journey.pace import Pace, pace
from coach.journey.plan import Road, road
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
    Numbers,
    Program,
    ReadFact,
    Record,
    Resource,
    Task,
    Told,
    replace,
)
from coach.scoring.evidence import Overlay, overlays
from coach.scoring.needs import needs
from coach.scoring.programs import Panel, Ranked
from coach.scoring.resources import rank_resources
from coach.scoring.wishes import Map
from coach.store.store import Store

if TYPE_CHECKING:
    from coach.profile.reading import Names


class Standing(Record, dict=True):
    """A program with its numbers and what the applicant said of it; reasons on demand."""

    program: Program
    numbers: Numbers
    mark: Mark | None
    panel: Panel

    @cached_property
    def assessment(self) -> Assessment:
        """Gates and reasons behind the numbers, made when somebody first looks."""
        return self.panel.assess(self.program, self.numbers)


class Answers:
    """What there is to know of one applicant; worked out once, until something changes.

    `now` is asked at each use: a session outlives midnight.
    """

    def __init__(self, facts: Facts, store: Store, now: Callable[[], datetime], home: Path) -> None:
        self.facts = facts
        self.store = store
        self.now = now
        self.home = home
        self._kept: dict[str, Any] = {}
        self.generation = 0
        """Grows whenever what was worked out before may no longer hold."""
        self._seen = store.version()
        self._day = self.today

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
        self.forget()
        return True

    def forget(self) -> None:
        """Works everything out anew when it is next asked for."""
        self.generation += 1
        self._kept.clear()

    def _once(self, key: str, make: Callable[[], Any]) -> Any:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def keep(self, key: str, make: Callable[[], Any]) -> Any:
        """What `make` gives, worked out once until something changes."""
        return self._once(f"kept {key}", make)

    def stamp(self) -> str:
        """The time of an act, as rows keep it."""
        return self.now().isoformat(timespec="minutes")

    def change_mark(self, row: Mark) -> bool:
        """Keeps a mark; whether anything changed."""
        kept = self.store.marks(row.kind).get(row.id)
        if kept and replace(kept, at=row.at) == row:
            return False
        title = f"{row.mark or 'Unmarked'}: {row.title}"
        changed = self.store.change_mark(title, row, self.now())
        self.generation += 1
        for key in ("marks", "resources", "resource marks"):
            self._kept.pop(key, None)
        return changed

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
        """Whether Match Week forbids to start contact with programs.

        That of the season that runs, whichever season is planned for.
        """
        running = {event.key: event.day for event in self.calendar(season_at(self.today))}
        return self.applicant.match_result != "matched" and contact_locked(running, self.today)

    @property
    def in_match_week(self) -> bool:
        """Whether it is Match Week for this applicant, who takes part in the Match that runs."""
        years, result = (None, season_at(self.today)), self.applicant.match_result
        return self.locked and (self.applicant.match_year in years or result == "not_matched")

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
    def tasks(self) -> dict[str, Task]:
        """The tasks of the road and the applicant's own, by key."""
        return self._once(  # type: ignore[no-any-return]
            "tasks", lambda: self.facts.tasks | as_tasks(self.store.own_tasks())
        )

    @property
    def told(self) -> dict[str, Told]:
        """What was told of the plan of tasks, by key, with the dates of own tasks."""
        return self._once(  # type: ignore[no-any-return]
            "told", lambda: with_own_dates(self.store.told(), self.store.own_tasks())
        )

    @property
    def pace(self) -> Pace:
        """What the weeks looked back on say of the applicant's hours."""
        return self._once("pace", lambda: pace(self.store.reviews()))  # type: ignore[no-any-return]

    @property
    def road(self) -> Road:
        """Every task that applies, in its state."""
        return self._once(  # type: ignore[no-any-return]
            "road",
            lambda: road(
                self.tasks.values(),
                self.applicant,
                self.store.tasks(),
                self.days,
                self.place.stage,
                self.today,
                self.told,
                self.pace.factor,
                self.store.ticked_for(),
            ),
        )

    def week(self, hours: float | None = None) -> Week:
        """The plan for this week; `hours` replaces what the profile says."""
        return plan_week(
            self.road,
            self.needs,
            self.place.stage,
            hours,
            self.today,
            self.locked,
            self.applicant,
            self.opens,
        )

    @property
    def opens(self) -> dict[str, int]:
        """Programs that are closed now and that a task would open, by its key."""
        return self._once(  # type: ignore[no-any-return]
            "opens",
            lambda: opens(
                self.applicant,
                self.facts.visas(self.applicant.specialties),
                self.overlays.values(),
            ),
        )

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
        if (step := self.road.step(_MET.get(key, ""))) and step.finished:
            return False
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

    @property
    def panel(self) -> Panel:
        """The applicant as programs are held against them."""
        return self._once("panel", lambda: self.panel_of(self.applicant))  # type: ignore[no-any-return]

    def panel_of(self, applicant: Applicant) -> Panel:
        """The same facts held against somebody else: the applicant with one answer changed."""
        return Panel(applicant, self.map, self.facts.odds, self.overlays, self.today)

    def programs(
        self,
        specialties: Iterable[str] | None = None,
        states: Iterable[str] = (),
        weights: Mapping[str, float] | None = None,
    ) -> list[Standing]:
        """Programs ranked, best first, also those that a gate fails.

        `specialties` None: the profile's; empty: all. Never programs that start after another
        residency. `weights` replace the applicant's for this once.
        """
        names = self.applicant.specialties if specialties is None else tuple(specialties)
        wanted, marks, panel = set(states), self.marked_programs, self.panel
        if weights is None:
            ranked = self._ranked(names)
        else:
            panel = self.panel_of(replace(self.applicant, weights=tuple(weights.items())))
            ranked = panel.rank(self.facts.programs(names))
        return [
            Standing(program, numbers, marks.get(program.id), panel)
            for program, numbers in ranked
            if not wanted or program.state in wanted
        ]

    def _ranked(self, names: tuple[str, ...]) -> list[Ranked]:
        return self._once(  # type: ignore[no-any-return]
            f"ranked {names}", lambda: self.panel.rank(self.facts.programs(names))
        )

    def program(self, program_id: str) -> Standing:
        """One program assessed. Raises CoachError when there is none of that id."""
        program = self.facts.program(program_id)
        if program is None:
            raise CoachError(f"There is no program {program_id}; `coach search` finds one by name.")
        peers = self._once(
            f"numbers {program.specialty}",
            lambda: {one.id: numbers for one, numbers in self._ranked((program.specialty,))},
        )
        numbers = peers.get(program_id) or self.panel.alone(program)
        return Standing(program, numbers, self.marked_programs.get(program_id), self.panel)

    def resources(self) -> list[tuple[Resource, Assessment]]:
        """The catalogue, what helps now first."""
        return self._once(  # type: ignore[no-any-return]
            "resources",
            lambda: rank_resources(
                self.facts.resources.values(),
                self.needs,
                self.place.stage,
                self.marked_resources,
            ),
        )

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


_MINOR: Final = (
    "nrmp_quota_change_deadline",
    "interview_season_start",
    "interview_season_end",
    "soap_list_opens",
    "soap_round_2",
    "soap_round_3",
    "soap_round_4",
    "ecfmg_documents_advised",
    "residencycas_scores_request",
    "residencycas_transcripts",
    "pathways_school_attestation_deadline",
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
}
"""Events that are behind an applicant once this task is."""
_CERTIFICATION: Final = (
    "pathways_deadline",
    "pathways_opens",
    "oet_last_test_advised",
    "ecfmg_exam_requirements_due",
)
