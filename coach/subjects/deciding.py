"""Deciding: what would open more, what a rule would change, this year or next, filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Annotated

from coach.applying import scenarios, years
from coach.applying.doors import Doors
from coach.applying.levers import Lever
from coach.applying.scenarios import Delay, Look, Side
from coach.applying.weighing import Ranked
from coach.applying.years import Year, Years
from coach.records import Applicant, CoachError, Preset, Record, Scenario, replace
from coach.rules.conditions import passed
from coach.rules.filters import PLAUSIBLE, Change, Seen, best_changes, see
from coach.state import State
from coach.subjects.ahead import ways_of
from coach.subjects.options import Opt, Subject
from coach.subjects.own_files import own_presets, own_scenarios
from coach.subjects.profile import ProfileSubject
from coach.subjects.stands import in_time, settled
from coach.subjects.weighed import ranking, side, worth


class Looks(Record):
    """The scenario that was asked for, where it was one, and all that were looked at."""

    scenario: Look | None
    scenarios: tuple[Look, ...]


class AsSeen(Record):
    """Every filter before the applicant, and the single changes that pass most of them."""

    filters: tuple[Seen, ...]
    changes: tuple[Change, ...]
    label: str = PLAUSIBLE


class DecidingSubject(Subject):
    """What another answer, another rule or another year would change; nothing is changed."""

    _profile: ProfileSubject

    def levers(self) -> list[Lever]:
        """What would open most, after the row of doing nothing. Raises CoachError. Most gain in the
        value of the list first; then most programs."""
        from coach.subjects.levers import levers

        return levers(self._state)

    def scenarios(self) -> dict[str, Scenario]:
        """The scenarios of the release and the applicant's own, by key. Raises CoachError."""
        own = {scenario.key: scenario for scenario in own_scenarios(self._state)}
        return {**self._state.facts.scenarios, **own}

    def looks(self, scenarios: Iterable[Scenario]) -> list[Look]:
        """Scenarios before the applicant: programs and list without and within.

        The wishes stay those of today: only doors open or close. Once it is late for a season, the
        list is that of the next. Raises CoachError.
        """
        state = in_time(self._state)
        ranked = ranking(state)
        without = side(state, ranked, state.doors)
        return [_look(state, scenario, ranked, without) for scenario in scenarios]

    def scenario(
        self,
        name: Annotated[
            str | None, Opt("the scenario; without, all of them in short", "NAME", flag="name")
        ] = None,
    ) -> Looks:
        """What one dated rule would change for this applicant, or each. Raises CoachError."""
        known = self.scenarios()
        if name and name not in known:
            raise CoachError(f"There is no scenario {name}; there are {', '.join(known)}.")
        looks = self.looks([known[name]] if name else known.values())
        return Looks(looks[0] if name else None, tuple(looks))

    def years(
        self,
        edits: Annotated[
            Mapping[str, object] | None,
            Opt(
                "an answer that holds next year only (repeat)",
                "KEY=VALUE",
                flag="--set",
                like="step3.passed=yes",
            ),
        ] = None,
    ) -> Years:
        """This season and the next; `edits` are answers that hold next year only."""
        checked = self._checked(edits or {})
        state = self._state
        if "specialties" not in checked:
            ranking(state)
        plain = edited = _next_year(state)
        if checked:
            edited = _next_year(state.assuming(checked))
        change = edited.programs.open - plain.programs.open, edited.worth.value - plain.worth.value
        this = _year(state, state.applicant, state.season)
        # The road is walked by the applicant as they are, a year later.
        road = state.assuming({**checked, "match_year": state.season + 1}).road
        this = replace(this, spare_days=state.road.spare)
        edited = replace(edited, spare_days=road.spare)
        first = way.year if (way := ways_of(state)) else None
        return Years(this, edited, checked, change, bool(settled(state)), first)

    def presets(self) -> list[Preset]:
        """The filters of the release, overridden or extended by the applicant's."""
        own = {preset.key: preset for preset in own_presets(self._state)}
        return list({**self._state.facts.presets, **own}.values())

    def filters(self) -> AsSeen:
        """Every filter before the applicant, and the single changes that pass most of them."""
        known = self.presets()
        who, today = self._state.applicant, self._state.today

        def with_answer(key: str, value: object) -> Applicant:
            """The applicant with one answer changed."""
            return self._state.assuming({key: value}).applicant

        seen = tuple(see(preset, who, today) for preset in known)
        return AsSeen(seen, tuple(best_changes(known, who, with_answer, today)))

    def _checked(self, edits: Mapping[str, object]) -> dict[str, object]:
        from coach.profile.reading import check_whole, read

        if "match_year" in edits:
            raise CoachError("match_year is not an edit here: next year is the season after yours.")
        # What is done by next year may carry a day of next year.
        then, names = self._state.today + timedelta(days=365), self._profile.names
        checked = {key: read(key, value, names, then) for key, value in edits.items()}
        if "specialties" in checked and not checked["specialties"]:
            raise CoachError("specialties: next year needs one as well; name it, or leave it out.")
        after = {**self._state.answers, **checked}
        check_whole({key: value for key, value in after.items() if value is not None})
        return checked


def _look(state: State, scenario: Scenario, ranked: Sequence[Ranked], without: Side) -> Look:
    who, known = state.applicant, state.facts.countries
    concern = scenarios.concern(scenario, who, known)
    concerned = concern.concerned
    doors = bool(scenario.visas_closed or scenario.h1b_abroad)
    visa = scenarios.visas_left(scenario, who)
    return Look(
        scenario=scenario,
        concerned=concerned,
        missing=concern.missing,
        expired=scenarios.expired(scenario, state.today),
        without=without,
        within=_within(state, scenario, ranked, without) if concerned and doors else without,
        delays=_delays(state, scenario),
        needs_step3=bool(concerned and scenario.visas_closed)
        and visa == "h1b"
        and not passed(who.step3),
        passport=concern.passport,
    )


def _within(state: State, scenario: Scenario, ranked: Sequence[Ranked], without: Side) -> Side:
    wishes = {program.id: numbers.fit for program, numbers in ranked}
    visa = scenarios.visas_left(scenario, state.applicant)
    if visa is None:
        shut = scenarios.all_closed(ranked)
        nobody = replace(without.programs, open=0, unknown=0, visa_unknown=0, closed=len(shut))
        return Side(nobody, worth(state, shut, wishes=wishes))
    after = replace(state.applicant, visa=visa)
    ruled = scenarios.overlays_as_ruled(scenario, state.overlays)
    listed = state.facts.programs(after.specialties)
    programs = scenarios.as_ruled(scenario, listed, state.overlays)
    again = state.panel_of(after, ruled).rank(programs)
    return side(state, again, Doors(after, ruled, state.today), wishes=wishes)


def _delays(state: State, scenario: Scenario) -> tuple[Delay, ...]:
    titles = {key: task.title for key, task in state.tasks.items()}
    slack = {each.task.key: each.slack_days for each in state.road.steps if not each.finished}
    delays = scenario.delays.items()
    return tuple(Delay(key, titles.get(key, key), days, slack.get(key)) for key, days in delays)


def _next_year(state: State) -> Year:
    then = state.assuming(who=years.a_year_on(state.applicant))
    return _year(then, state.applicant, state.season + 1)


def _year(state: State, who: Applicant, season: int) -> Year:
    """One season of a state, whose applicant is as gates see them in it; `who`: as of today."""
    calendar, known = state.calendar(season), state.facts.specialties
    services = {known[name].service for name in who.specialties}
    over, ahead = years.dates(calendar, state.today, services, bool(who.certified))
    ranked = state.ranked(who.specialties) if who.specialties else []
    counted = side(state, ranked, state.doors, season)
    age = years.graduation_age(who.graduation_date, calendar)
    return Year(season, counted.programs, counted.worth, over, ahead, age)
