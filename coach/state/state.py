"""What there is to know of one applicant: derived from their rows, the facts and the day. "What if"
and "what moved" are the same state with other rows or another day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from coach.calendar.dates import is_ahead, season_at, season_calendar
from coach.derived import derived
from coach.journey.clock import Clock, Known, Moment, clock, leading
from coach.journey.days import monday_of
from coach.journey.plan import Road, concerns, road
from coach.journey.review import Pace, pace
from coach.journey.situation import Situation
from coach.journey.stages import Place, in_season, place, result_year
from coach.journey.standing import Step
from coach.journey.urgency import opens
from coach.journey.week import Week, plan_week
from coach.logs.marks import MARKS
from coach.logs.read_facts import READ_FACTS
from coach.logs.reviews import REVIEWS
from coach.logs.season import answered_days, counted
from coach.logs.ticks import TICKS
from coach.profile.applicant import applicant
from coach.records import (
    Applicant,
    Assessment,
    CoachError,
    Event,
    Held,
    Mark,
    Need,
    ReadFact,
    Resource,
    replace,
)
from coach.rules.conditions import PART_OPEN, needs_visa
from coach.rules.degree import first_match
from coach.rules.fields import Overlay, overlays
from coach.rules.person import Person, hold
from coach.scoring.programs import Basis, Panel, Ranked, merged
from coach.scoring.resources import VISA, needs, rank_resources
from coach.state.contact import Contact

if TYPE_CHECKING:
    from coach.applying.doors import Doors

RESULTS_OUT: Final = "match_status_monday"
"""The event on whose day the results of a Match are out."""


class State(Contact):
    """One applicant on one day; everything is worked out once, until what it hangs on changes."""

    @derived
    def answered(self) -> Applicant:
        """The applicant of the answers, their result with the Match that it is of."""
        who = self.who or replace(applicant(self.answers), logged=self.logged)
        if who.match_result and not who.result_year:
            return replace(who, result_year=self.result_year(who.match_year))
        return who

    @derived
    def applicant(self) -> Applicant:
        """The applicant of the answers, as they stand in the season planned for."""
        who = in_season(self.answered, self.season)
        return who if self.who else counted(who, self.kept, self.season)

    @derived
    def season(self) -> int:
        """The Match year planned for, once SOAP is over for those whom it concerns; else that of a
        match or of the places still open, or the next one that can be reached."""
        who, year = self.answered, self.answered.result_year
        open_until = "soap_ends" if who.match_year else "eras_season_ends"
        if year and who.match_result in PART_OPEN and self.today <= self.days_of(year)[open_until]:
            return year
        if who.match_year:
            return who.match_year
        return year if year and who.match_result != "not_matched" else self.coming

    @derived
    def coming(self) -> int:
        """The next Match year whose applications are ahead, for a student after the degree."""
        running, first = season_at(self.today), first_match(self.answered)
        return max(first, running + (self.today >= self.days_of(running)["eras_submit_opens"]))

    def result_year(self, planned: int | None) -> int:
        """The Match year of a result that is told today by somebody who plans for a year."""
        return result_year(planned, self.today, self.days_of(self.today.year)[RESULTS_OUT])

    def days_of(self, season: int) -> dict[str, date]:
        """The days of a season's events by key."""
        return {event.key: event.day for event in self.calendar(season)}

    @derived.by_key
    def calendar(self, season: int) -> list[Event]:
        """The dates of a season in order."""
        return season_calendar(self.facts.events, self.facts.calendar_rules, season)

    @derived
    def events(self) -> dict[str, Event]:
        """The season's events by key, in order."""
        return {event.key: event for event in self.calendar(self.season)}

    @derived
    def days(self) -> dict[str, date]:
        """The days of the season's events by key."""
        return {key: event.day for key, event in self.events.items()}

    @derived
    def held(self) -> list[Held]:
        """Every rule for a person held against the applicant, the worst first."""
        person = Person(self.applicant, self.today, self.season, self.events, self.facts.countries)
        return hold(person, self.facts.rules)

    @derived
    def place(self) -> Place:
        """The stage, and why."""
        return place(self.applicant, self.days, self.today)

    @derived
    def dates(self) -> list[Event]:
        """The season's dates from today on that concern this applicant."""
        known, who = self.facts.specialties, self.applicant
        services = {known[name].service for name in who.specialties}
        ahead = [event for event in self.events.values() if is_ahead(event, self.hour)]
        return [event for event in ahead if concerns(event, who, services, self.road)]

    @derived
    def moment(self) -> Moment:
        """Where the applicant stands in the season; what the profile shows done is left out."""
        done = frozenset(key for key, tick in self.kept(TICKS).items() if tick.state == "done")
        answered = answered_days(self.kept, self.season, self.today)
        known = Known(answered, done, frozenset(self.answers))
        return Moment(self.applicant, self.events, known, self.today)

    @derived
    def clock(self) -> Clock | None:
        """What comes first in this part of the season, and what is asked."""
        done = frozenset(step.task.key for step in self.road.steps if step.state == "done")
        at = replace(self.moment, known=replace(self.moment.known, done=done))
        return clock(self.facts.clock.values(), at)

    @derived
    def needs(self) -> dict[str, Need]:
        """What the applicant lacks now, heaviest first."""
        return needs(self.facts.needs, self.applicant, self.place.stage, self.today)

    @derived
    def pace(self) -> Pace:
        """What the weeks looked back on say of the applicant's hours."""
        return pace(list(self.kept(REVIEWS).values()))

    @derived
    def road(self) -> Road:
        """Every task that applies, in its state."""
        return road(
            Situation(
                tasks=self.tasks,
                applicant=self.applicant,
                events=self.events,
                stage=self.place.stage,
                today=self.today,
                began=self.began,
                chosen=self.chosen,
                ticks=self.ticks,
                told=self.told,
                pace=self.pace.factor,
                ticked_for=self.ticked_for,
                leading=leading(self.facts.clock.values(), self.moment),
                reopened=frozenset(key for rule in self.held for key in rule.reopens),
                forbidden=frozenset(key for rule in self.held for key in rule.forbids),
                not_before={
                    key: rule.until for rule in self.held if rule.until for key in rule.delays
                },
            )
        )

    @derived.by_key
    def week(self, hours: float | None = None) -> Week:
        """The plan for this week; `hours` replaces what the profile says."""
        return plan_week(self.road, self.needs, hours, self.without_contact, self.opens)

    @derived
    def last_plan(self) -> frozenset[str]:
        """Keys of the plan with which last week began; empty where there was none."""
        last = monday_of(self.today) - timedelta(days=7)
        if self.began is None or self.began > last + timedelta(days=6):
            return frozenset()
        self.read("review")  # all of the past that can still change
        with self.unnoted():
            week = self.at(datetime.combine(last, time())).week()
        return frozenset(item.step.task.key for item in week.planned if week.monday == last)

    @derived
    def opens(self) -> dict[str, int]:
        """Programs that are closed now and that a task would open, by its key."""
        visas = self.facts.visas(self.applicant.specialties)
        return opens(self.applicant, visas, self.overlays.values())

    def step(self, key: str) -> Step:
        """The step of a task key. Raises CoachError."""
        step = self.road.step(key)
        if step is None:
            known = "does not apply to you" if key in self.tasks else "does not exist"
            if "/" in key:
                known = "is not asked for now (done, not due yet, or no contact in Match Week)"
            raise CoachError(f"The task {key} {known}; `coach journey` lists yours.")
        return step

    @derived
    def overlays(self) -> dict[str, dict[str, ReadFact]]:
        """Program facts that the applicant read, by program."""
        return overlays(self.kept(READ_FACTS).values())

    @derived.by_key
    def overlays_of(self, specialty: str) -> dict[str, Overlay]:
        """Program facts that the applicant read of one specialty, by program."""
        known = {key: self.facts.program(key) for key in self.overlays}
        return {
            key: self.overlays[key]
            for key, program in known.items()
            if program and program.specialty == specialty
        }

    @derived
    def plain_panel(self) -> Panel:
        """The applicant as programs are held against them, own facts left out."""
        return Panel(self.applicant, self.facts.states, self.facts.odds, {}, self.today)

    @derived
    def panel(self) -> Panel:
        """The applicant as programs are held against them."""
        return self.plain_panel.over(self.overlays, self.there)

    def panel_of(self, who: Applicant, facts: Mapping[str, Overlay] | None = None) -> Panel:
        """Programs held against somebody else: the applicant with one answer changed."""
        own = self.overlays if facts is None else facts
        plain = Panel(who, self.facts.states, self.facts.odds, {}, self.today)
        return plain.over(own, self.there)

    @derived
    def doors(self) -> Doors:
        """Every gate for the applicant, on this day, with the facts that were read."""
        from coach.applying.doors import Doors  # not for the first picture

        return Doors(self.applicant, self.overlays, self.today)

    @derived.by_key
    def bases(self, specialty: str) -> list[Basis]:
        """The programs of one specialty before they are held against each other."""
        return self.plain_panel.bases(self.facts.programs((specialty,)))

    @derived.by_key
    def ranking(self, specialty: str) -> list[Ranked]:
        """The programs of one specialty, best first; lists of several are merged from these."""
        panel = self.plain_panel.over(self.overlays_of(specialty), self.there_of(specialty))
        return panel.order(self.bases(specialty))

    @derived.by_key
    def ranked(self, names: tuple[str, ...]) -> list[Ranked]:
        """The programs of these specialties, best first; of all where none is named."""
        if not names:
            return self.panel.rank(self.facts.programs())
        return merged(self.ranking(name) for name in dict.fromkeys(names))

    @derived
    def program_marks(self) -> dict[str, Mark]:
        """Marks by the program's number of today; a vanished program keeps its old one. Marks of
        programs that were renumbered are found again by name, town and specialty."""
        marks: dict[str, Mark] = {}
        for mark in self._marks("program"):
            now = self.facts.program(mark.id) or self.facts.program_like(
                mark.title, mark.city, mark.specialty
            )
            marks[now.id if now else mark.id] = mark
        return marks

    @derived
    def resource_marks(self) -> dict[str, Mark]:
        """Marks of resources by id."""
        return {mark.id: mark for mark in self._marks("resource")}

    def _marks(self, kind: str) -> Iterable[Mark]:
        return [mark for mark in self.kept(MARKS).values() if mark.kind == kind]

    @derived
    def resources(self) -> dict[str, tuple[Resource, Assessment]]:
        """The catalogue by id, what helps now first."""
        stage, unasked = self.place.stage, VISA * (needs_visa(self.applicant) is False)
        resources, marks = self.facts.resources.values(), self.resource_marks
        ranked = rank_resources(resources, self.needs, stage, marks, unasked)
        return {resource.id: (resource, assessment) for resource, assessment in ranked}
