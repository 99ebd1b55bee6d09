"""What would open more, what a rule would change, this year or next, and how a filter sees you.

Composes the front door with the rules of coach/applying; nothing here changes anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from coach.answers import Answers
from coach.applying import effort, filters, scenarios, years
from coach.applying.doors import Doors
from coach.applying.fees import prices, schedules
from coach.applying.levers import Changes, Flips, Lever, Move, flips, inputs, minimal
from coach.applying.scenarios import Delay, Look, Side
from coach.applying.weighing import Ranked, Worth, candidates, weigh
from coach.applying.years import Year, Years
from coach.facts.check_deciding import read_preset, read_scenario
from coach.journey.left import hours_a_week
from coach.journey.plan import DEFAULT_HOURS
from coach.profile.applicant import applicant as applicant_of
from coach.records import Applicant, CoachError, Preset, Program, Record, Scenario, Span, replace
from coach.scoring.conditions import passed
from coach.scoring.evidence import Overlay
from coach.scoring.programs import Panel

SCENARIOS: Final = "scenarios"
"""Folder of the applicant's own scenarios in the data folder, one per .toml file."""
FILTERS: Final = "filters.toml"
"""The applicant's own filters in the data folder."""
LARGEST_FILE: Final = 100_000
"""Bytes; a scenario has about one thousand."""
DO_NOTHING: Final = "Do nothing"


class _Scale(Record):
    """Whatever weighing one applicant's list again and again needs."""

    coach: Answers
    season: int

    def programs(self, applicant: Applicant) -> list[Program]:
        """The programs of an applicant's specialties."""
        return self.coach.facts.programs(applicant.specialties)

    def doors(self, applicant: Applicant) -> Doors:
        """Every gate for an applicant, on this day, with the facts that were read."""
        return Doors(applicant, self.coach.overlays, self.coach.today)

    def rank(self, applicant: Applicant) -> list[Ranked]:
        """The programs of an applicant's specialties, ranked for them."""
        return self.coach.panel_of(applicant).rank(self.programs(applicant))

    def weigh(
        self,
        ranked: Sequence[Ranked],
        applicant: Applicant,
        wishes: Mapping[str, float] | None = None,
    ) -> Worth:
        """What the best list of a ranking is worth for the applicant's money."""
        facts = self.coach.facts
        names = dict.fromkeys(program.specialty for program, _ in ranked)
        lists = prices(names, facts.specialties, schedules(facts.fees, self.season))
        given = candidates(ranked, self.coach.marked_programs, wishes)
        return weigh(given, lists, applicant.budget)


def _scale(coach: Answers) -> _Scale:
    if not coach.applicant.specialties:
        raise CoachError('No specialty yet: `coach profile set specialties="Internal Medicine"`.')
    return _Scale(coach, coach.season)


def changed(profile: Mapping[str, Any], changes: Mapping[str, Any]) -> Applicant:
    """The applicant of these answers with some of them changed (None takes one away)."""
    after = {key: value for key, value in {**profile, **changes}.items() if value is not None}
    return applicant_of(after)


# --- levers -----------------------------------------------------------------


def levers(coach: Answers) -> list[Lever]:
    """What would open most, after the row of doing nothing. Raises CoachError.

    Most gain in the value of the list first; then most programs.
    """
    scale = _scale(coach)
    applicant = coach.applicant
    programs = scale.programs(applicant)
    base = scale.weigh(scale.rank(applicant), applicant)
    found = [_lever(scale, move, base) for move in _moves(scale, programs)]
    found.sort(key=lambda one: (-one.gain, -len(one.opened) - len(one.sure), one.title))
    return [Lever(DO_NOTHING, {}, (), (), base, 0.0, effort.NOTHING), *found]


def _moves(scale: _Scale, programs: list[Program]) -> list[Move]:
    coach = scale.coach
    before = scale.doors(coach.applicant).outcomes

    def flips_of(changes: Changes) -> Flips:
        after = scale.doors(changed(coach.profile, dict(changes))).outcomes
        return flips(programs, before, after)

    titles = {key: one.title for key, one in coach.facts.lever_costs.items()}
    asked = [
        float(facts["experience_months"].value)
        for facts in coach.overlays.values()
        if "experience_months" in facts
    ]
    return minimal(inputs(coach.applicant, titles, asked, coach.today), flips_of)


def _lever(scale: _Scale, move: Move, base: Worth) -> Lever:
    after = changed(scale.coach.profile, move.changes)
    ranked = scale.rank(after)
    worth = scale.weigh(ranked, after)
    opened = {program for program, _ in move.flips.opened}
    sure = {program for program, _ in move.flips.sure}
    return Lever(
        move.title,
        move.changes,
        tuple(program.id for program, _ in ranked if program.id in opened),
        tuple(program.id for program, _ in ranked if program.id in sure),
        worth,
        worth.value - base.value,
        _effort(scale, move, after),
    )


def _effort(scale: _Scale, move: Move, after: Applicant) -> effort.Effort:
    coach = scale.coach
    costs = [coach.facts.lever_costs[one.key] for one in move.inputs]
    tasks = dict(coach.facts.tasks)
    for one in move.inputs:
        if one.key == "experience":
            days = one.amount * effort.DAYS_A_MONTH
            tasks["usce_do"] = replace(tasks["usce_do"], wait_days=Span(days, days, days))
    finished = {step.task.key for step in coach.road.steps if step.finished}
    left = effort.left_to_do(
        [key for cost in costs for key in cost.tasks],
        tasks,
        finished,
        (coach.applicant, after),
        coach.place.stage,
        coach.today,
    )
    abroad = coach.applicant.us_status in ("abroad", None)
    every = coach.facts.lever_costs.values()
    paid, fee_sources = effort.dollars(costs, every, left, coach.facts.fees, scale.season, abroad)
    sources = [*fee_sources, *(task.source for task in left.values())]
    keys = dict.fromkeys(key for one in sources for key in one.split(";"))
    pace = hours_a_week(coach.applicant) or DEFAULT_HOURS
    return effort.Effort(effort.weeks(left, pace), paid, tuple(left), tuple(keys))


# --- scenarios --------------------------------------------------------------


def scenario_list(coach: Answers) -> dict[str, Scenario]:
    """The scenarios of the release and the applicant's own, by key. Raises CoachError."""
    own = [_own_scenario(coach, file) for file in sorted((coach.home / SCENARIOS).glob("*.toml"))]
    return {**coach.facts.scenarios, **{one.key: one for one in own}}


def _own_scenario(coach: Answers, file: Path) -> Scenario:
    table = _toml(file)
    known = {one.name: one for one in coach.facts.countries.values()}
    try:
        return read_scenario(table, known.values(), coach.tasks, name=file.stem)
    except ValueError as error:
        raise CoachError(f"{file}: {error}. Correct it, or move the file away.") from None


def look(coach: Answers, scenario: Scenario) -> Look:
    """One scenario before the applicant. Raises CoachError."""
    return looks(coach, [scenario])[0]


def looks(coach: Answers, chosen: Iterable[Scenario]) -> list[Look]:
    """Scenarios before the applicant: programs and list without and within. Raises CoachError.

    The wishes stay those of today: only doors open or close.
    """
    scale = _scale(coach)
    applicant = coach.applicant
    ranked = scale.rank(applicant)
    without = _side(scale, applicant, ranked, scale.doors(applicant))
    return [_look(scale, one, ranked, without) for one in chosen]


def _look(scale: _Scale, scenario: Scenario, ranked: Sequence[Ranked], without: Side) -> Look:
    coach, applicant = scale.coach, scale.coach.applicant
    known = coach.facts.countries
    concerned = scenarios.concerned(scenario, applicant, known)
    doors = bool(scenario.visas_closed or scenario.h1b_abroad)
    within = _within(scale, scenario, ranked, without) if concerned and doors else without
    return Look(
        scenario,
        concerned,
        scenarios.missing(scenario, applicant, known),
        scenarios.expired(scenario, coach.today),
        without,
        within,
        _delays(coach, scenario),
        bool(concerned)
        and scenarios.visas_left(scenario, applicant) == "h1b"
        and bool(scenario.visas_closed)
        and not passed(applicant.step3),
        scenarios.passport(scenario, applicant, known) if concerned is None else "",
    )


def _side(
    scale: _Scale,
    applicant: Applicant,
    ranked: Sequence[Ranked],
    doors: Doors,
    wishes: Mapping[str, float] | None = None,
) -> Side:
    counted = doors.counted(program for program, _ in ranked)
    return Side(counted, scale.weigh(ranked, applicant, wishes))


def _within(scale: _Scale, scenario: Scenario, ranked: Sequence[Ranked], without: Side) -> Side:
    coach, applicant = scale.coach, scale.coach.applicant
    wishes = {program.id: numbers.fit for program, numbers in ranked}
    visa = scenarios.visas_left(scenario, applicant)
    if visa is None:
        shut = scenarios.all_closed(ranked)
        nobody = replace(without.programs, open=0, unknown=0, visa_unknown=0, closed=len(shut))
        return Side(nobody, scale.weigh(shut, applicant, wishes))
    after = replace(applicant, visa=visa)
    overlays = scenarios.overlays_as_ruled(scenario, coach.overlays)
    programs = scenarios.as_ruled(scenario, scale.programs(applicant), coach.overlays)
    again = _panel(coach, after, overlays).rank(programs)
    return _side(scale, after, again, Doors(after, overlays, coach.today), wishes)


def _panel(coach: Answers, applicant: Applicant, overlays: Mapping[str, Overlay]) -> Panel:
    return Panel(applicant, coach.map, coach.facts.odds, overlays, coach.today)


def _delays(coach: Answers, scenario: Scenario) -> tuple[Delay, ...]:
    steps = {step.task.key: step for step in coach.road.steps if not step.finished}
    return tuple(
        Delay(
            key,
            coach.tasks[key].title if key in coach.tasks else key,
            days,
            steps[key].slack_days if key in steps else None,
        )
        for key, days in scenario.delays
    )


# --- this year or next ------------------------------------------------------


def compare_years(coach: Answers, edits: Mapping[str, object] | None = None) -> Years:
    """This season and the next; `edits` are answers that hold next year only. Raises CoachError."""
    checked = _edits(coach, edits or {})
    this = _Scale(coach, coach.season)
    if not coach.applicant.specialties and "specialties" not in checked:
        this = _scale(coach)
    later = _Scale(coach, coach.season + 1)
    plain = edited = _year(later, coach.applicant, years.a_year_on(coach.applicant))
    if checked:
        after = changed(coach.profile, checked)
        edited = _year(later, after, years.a_year_on(after))
    change = edited.programs.open - plain.programs.open, edited.worth.value - plain.worth.value
    now = _year(this, coach.applicant, coach.applicant)
    return Years(now, edited, checked, change)


def _edits(coach: Answers, given: Mapping[str, object]) -> dict[str, Any]:
    from coach.profile.reading import check_whole, read

    if "match_year" in given:
        raise CoachError("match_year is not an edit here: next year is the season after yours.")
    # What is done by next year may carry a day of next year.
    then = coach.today + timedelta(days=365)
    names = coach.names
    checked = {key: read(key, value, names, then) for key, value in given.items()}
    after = {key: value for key, value in {**coach.profile, **checked}.items() if value is not None}
    if "specialties" in checked and not checked["specialties"]:
        raise CoachError("specialties: next year needs one as well; name it, or leave it out.")
    check_whole(after)
    return checked


def _year(scale: _Scale, applicant: Applicant, then: Applicant) -> Year:
    """One season for an applicant; `then`: as gates see them in it."""
    coach = scale.coach
    calendar = coach.calendar(scale.season)
    known = coach.facts.specialties
    services = {known[name].service for name in applicant.specialties}
    over, ahead = years.dates(calendar, coach.today, services, bool(applicant.certified))
    ranked = scale.rank(then)
    side = _side(scale, then, ranked, scale.doors(then))
    age = years.graduation_age(applicant.graduation_date, calendar)
    return Year(scale.season, side.programs, side.worth, over, ahead, age)


# --- filters ----------------------------------------------------------------


def presets(coach: Answers) -> list[Preset]:
    """The filters of the release, overridden or extended by the applicant's. Raises CoachError."""
    file = coach.home / FILTERS
    own: list[Preset] = []
    if file.exists():
        table = _toml(file)
        try:
            own = [read_preset(one, own=True) for one in _listed(table)]
        except ValueError as error:
            raise CoachError(f"{file}: {error}. Correct it, or move the file away.") from None
    return list({**coach.facts.presets, **{one.key: one for one in own}}.values())


def _listed(table: Mapping[str, Any]) -> list[Mapping[str, object]]:
    if unknown := [key for key in table if key != "preset"]:
        raise ValueError(f"“{unknown[0]}” is not known here; filters stand under [[preset]]")
    listed = table.get("preset", [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise ValueError("preset should be written as [[preset]]")
    return listed


def seen(coach: Answers) -> tuple[list[filters.Seen], list[filters.Change]]:
    """Every filter before the applicant, and the single changes that pass most of them."""
    known = presets(coach)
    applicant, today = coach.applicant, coach.today

    def with_one(key: str, value: Any) -> Applicant:
        return changed(coach.profile, {key: value})

    found = [filters.see(preset, applicant, today) for preset in known]
    return found, filters.best_changes(known, applicant, with_one, today)


def _toml(file: Path) -> dict[str, Any]:
    import tomllib  # 4 ms, and only where a file of the applicant's own is there.

    try:
        if file.stat().st_size > LARGEST_FILE:
            raise CoachError(f"{file} is too large (more than {LARGEST_FILE:,} bytes).")
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CoachError(f"{file} cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CoachError(f"{file} is not a TOML file: {error}.") from None
