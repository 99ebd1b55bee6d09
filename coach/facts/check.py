"""Seed rows turned into records, each row checked: source, date, status, known names, no twins."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from coach.facts.cells import Cells, read, table
from coach.facts.check_deciding import lever_costs, presets, scenarios
from coach.facts.check_odds import odds
from coach.facts.check_programs import programs
from coach.facts.check_tasks import OWN_EVENTS, check_network
from coach.records import (
    DOMAINS,
    STAGES,
    CalendarRule,
    Country,
    Event,
    Fee,
    LeverCost,
    NeedRule,
    Odds,
    Preset,
    Program,
    Record,
    Resource,
    Rule,
    Scenario,
    Signals,
    Source,
    Specialty,
    State,
    Statistic,
    Synonym,
    Task,
)
from coach.rules.conditions import is_condition

RESOURCE_KINDS: Final = ("official", "professional", "community", "commercial")
TOPICS: Final = ("exams", "certification", "visas", "norms", "conduct")
SERVICES: Final = ("ERAS", "ResidencyCAS", "SF Match", "SF Match / ERAS PGY-1", "AUA", "none")
MOVES: Final = ("", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "work+", "work-")
STATISTICS: Final = (
    "applications",
    "img_share_by_specialty",
    "img_share_links",
    "match_rates",
    "pd_survey",
    "published_effects",
    "rol_length",
    "specialty_outcomes",
    "usmle",
    "visa_links",
    "visas",
)


class Seed(Record):
    """All facts of a release, checked."""

    sources: tuple[Source, ...]
    states: tuple[State, ...]
    countries: tuple[Country, ...]
    specialties: tuple[Specialty, ...]
    programs: tuple[Program, ...]
    needs: tuple[NeedRule, ...]
    resources: tuple[Resource, ...]
    calendar_rules: tuple[CalendarRule, ...]
    events: tuple[Event, ...]
    fees: tuple[Fee, ...]
    signals: tuple[Signals, ...]
    rules: tuple[Rule, ...]
    tasks: tuple[Task, ...]
    synonyms: tuple[Synonym, ...]
    statistics: tuple[Statistic, ...]
    odds: tuple[Odds, ...]
    scenarios: tuple[Scenario, ...]
    presets: tuple[Preset, ...]
    levers: tuple[LeverCost, ...]


def load(folder: Path) -> Seed:
    """Every table of the folder, checked. Raises FactError with file and line."""
    sources = tuple(table(folder, "sources.csv", _source, "key"))
    known = {source.key for source in sources}
    states = tuple(table(folder, "states.csv", lambda c: _state(c, known), "code"))
    specialties = tuple(table(folder, "specialties.csv", lambda c: _specialty(c, known), "name"))
    names, codes = {one.name for one in specialties}, {state.code for state in states}
    needs = tuple(table(folder, "needs.csv", lambda c: _need(c, known), "key"))
    lacks = {need.key for need in needs}
    resources = tuple(table(folder, "resources.csv", lambda c: _resource(c, known, lacks), "id"))
    calendar_rules = tuple(
        table(folder, "calendar_rules.csv", lambda c: _calendar_rule(c, known), "key")
    )
    dated = {rule.key for rule in calendar_rules}
    events = tuple(table(folder, "calendar.csv", lambda c: _event(c, known), "season", "key"))
    rules = tuple(table(folder, "rules.csv", lambda c: _rule(c, known), "key"))
    ids, rule_keys = {one.id for one in resources}, {rule.key for rule in rules}
    countries = tuple(table(folder, "countries.csv", lambda c: _country(c, known), "name"))
    fees = tuple(table(folder, "fees.csv", lambda c: _fee(c, known), "key", "season"))
    tasks = _tasks(folder, known, dated, lacks, ids, rule_keys, events)
    steps = {task.key for task in tasks}
    return Seed(
        sources=sources,
        states=states,
        countries=countries,
        specialties=specialties,
        programs=programs(folder, known, names, codes),
        needs=needs,
        resources=resources,
        calendar_rules=calendar_rules,
        events=events,
        fees=fees,
        signals=tuple(
            table(folder, "signals.csv", lambda c: _signals(c, known, names), "season", "specialty")
        ),
        rules=rules,
        tasks=tasks,
        synonyms=tuple(table(folder, "synonyms.csv", lambda c: _synonym(c, known), "term")),
        statistics=tuple(
            _statistic(name, cells, known)
            for name in STATISTICS
            for cells in read(folder, f"statistics/{name}.csv")
        ),
        odds=tuple(odds(folder, known, names)),
        scenarios=tuple(scenarios(folder, known, countries, steps)),
        presets=tuple(presets(folder, known)),
        levers=tuple(lever_costs(folder, known, steps, {fee.key for fee in fees})),
    )


def _source(c: Cells) -> Source:
    return Source(c.need("source"), c.one_of("grade", "ABCDU"), c.need("title"), c.text("where"))


def _state(c: Cells, sources: set[str]) -> State:
    c.status(), c.as_of(), c.source(sources)
    return State(c.need("state"), c.need("name"), c.need("division"))


def _country(c: Cells, sources: set[str]) -> Country:
    return Country(
        c.need("country"),
        c.several("aliases"),
        c.one_of("list", ("full", "partial")),
        c.need("what"),
        c.source(sources),
        c.as_of(),
        c.status(),
    )


def _specialty(c: Cells, sources: set[str]) -> Specialty:
    return Specialty(
        c.need("specialty"),
        c.several("aliases"),
        c.one_of("service", SERVICES),
        c.one_of("entry", ("first", "later")) == "first",
        c.source(sources),
        c.as_of(),
        c.status(),
    )


def _year(c: Cells, name: str) -> int:
    year = c.whole(name, 2000, 2100)
    if year is None:
        raise c.fail(f"{name} is empty")
    return year


def _need(c: Cells, sources: set[str]) -> NeedRule:
    return NeedRule(
        c.need("need"),
        c.need("title"),
        c.several("lacking", _Conditions()),
        c.several("stages", STAGES),
        c.number("weight", 0, 1) or 0.0,
        c.source(sources),
        c.as_of(),
        c.status(),
    )


def _resource(c: Cells, sources: set[str], needs: set[str]) -> Resource:
    return Resource(
        id=c.need("resource_id"),
        name=c.need("name"),
        url=c.text("url"),
        domain=c.one_of("domain", DOMAINS),
        cost=c.need("cost"),
        kind=c.one_of("kind", RESOURCE_KINDS),
        stages=c.several("stages", STAGES),
        what_for=c.need("what_for"),
        tip=c.need("tip"),
        needs=c.several("needs", needs),
        synonyms=c.several("synonyms"),
        url_status=c.one_of("url_status", ("verified", "unverified", "none")),
        source=c.source(sources),
        as_of=c.as_of(),
        status=c.status(),
    )


def _calendar_rule(c: Cells, sources: set[str]) -> CalendarRule:
    return CalendarRule(
        key=c.need("event_key"),
        title=c.need("event"),
        year=c.whole("year", -1, 0) or 0,
        month=c.whole("month", 1, 12),
        day=c.whole("day", 1, 31),
        move=c.one_of("move", MOVES),
        anchor=c.text("anchor"),
        days=int(c.number("days", -400, 400) or 0),
        time=c.text("time"),
        zone=c.text("timezone"),
        rule=c.need("rule"),
        source=c.source(sources),
        as_of=c.as_of(),
        status=c.status(),
    )


def _event(c: Cells, sources: set[str]) -> Event:
    c.as_of()
    return Event(
        _year(c, "season"),
        c.need("event_key"),
        c.need("event"),
        c.day("date"),
        c.text("time"),
        c.text("timezone"),
        c.status(),
        c.source(sources),
        c.text("note"),
    )


def _fee(c: Cells, sources: set[str]) -> Fee:
    return Fee(
        c.need("fee_key"),
        c.need("item"),
        c.need("season"),
        c.number("amount"),
        c.need("currency"),
        c.need("unit"),
        c.text("rule"),
        c.source(sources),
        c.as_of(),
        c.status(),
        c.text("note"),
    )


def _signals(c: Cells, sources: set[str], specialties: set[str]) -> Signals:
    return Signals(
        _year(c, "season"),
        c.one_of("specialty", specialties),
        c.whole("gold"),
        c.whole("silver"),
        c.whole("single_tier"),
        c.whole("total") or 0,
        c.one_of("service", SERVICES),
        c.source(sources),
        c.as_of(),
        c.status(),
        c.text("note"),
    )


def _rule(c: Cells, sources: set[str]) -> Rule:
    return Rule(
        c.need("rule_key"),
        c.one_of("topic", TOPICS),
        c.need("title"),
        c.need("text"),
        c.source(sources),
        c.as_of(),
        c.status(),
    )


def _synonym(c: Cells, sources: set[str]) -> Synonym:
    c.status(), c.as_of(), c.source(sources)
    return Synonym(c.need("term"), c.need("meaning"))


def _statistic(table: str, c: Cells, sources: set[str]) -> Statistic:
    apart = ("source", "as_of", "status")
    values = tuple((name, c.text(name)) for name in c.values if name not in apart)
    return Statistic(table, values, c.source(sources), c.as_of(), c.status())


class _Conditions:
    """Answers `in` for condition words."""

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and is_condition(word)


def _tasks(
    folder: Path,
    sources: set[str],
    events: set[str],
    needs: set[str],
    resources: set[str],
    rules: set[str],
    calendar: Iterable[Event],
) -> tuple[Task, ...]:
    rows = list(read(folder, "tasks.toml"))
    anchors = events | set(OWN_EVENTS)
    keys = {str(row.values.get("key")) for row in rows}

    def make(c: Cells) -> Task:
        return Task(
            key=c.need("key"),
            title=c.need("title"),
            stage=c.one_of("stage", STAGES),
            how=c.need("how"),
            why=c.need("why"),
            after=c.several("after", keys),
            hours=c.span("hours"),
            wait_days=c.span("wait_days"),
            due=c.anchor("due", anchors),
            opens=c.anchor("opens", anchors),
            who=c.several("who", _Conditions()),
            done_if=c.several("done_if", _Conditions()),
            needs=c.several("needs", needs),
            resources=c.several("resources", resources),
            rules=c.several("rules", rules),
            outreach=bool(c.values.get("outreach", False)),
            source=c.source(sources),
            as_of=c.as_of(),
            status=c.status(),
        )

    tasks = tuple(table(folder, "tasks.toml", make, "key"))
    check_network(tasks, {str(row.values["key"]): row for row in rows}, calendar)
    return tasks
