"""Scenarios, filters and levers: one reader for the release's files and the applicant's own.

The readers raise ValueError with the key that is wrong; who calls them adds the file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final, TypeVar

from coach.facts.cells import Cells, read
from coach.records import STATUSES, Country, LeverCost, Preset, Scenario, Status

R = TypeVar("R", Scenario, Preset, LeverCost)
Table = Mapping[str, object]
VISAS: Final = ("j1", "h1b")
OWN: Final = {"source": "you", "status": "unverified"}
"""What a file of the applicant's own need not say."""
OWN_EXPIRES: Final = timedelta(days=183)
"""Half a year after its date an own scenario asks to be looked at again (a judgement)."""
LONGEST_DELAY: Final = 730
NUMBER_RULES: Final = {
    "step2ck_min": (1.0, 300.0),
    "attempts_max": (1.0, 4.0),
    "graduated_within_years": (0.0, 40.0),
    "us_experience_months_min": (0.5, 36.0),
    "us_letters_min": (1.0, 10.0),
}
"""Rules of a filter with a number, and what is possible."""
WORD_RULES: Final = {"visa": ("none", "j1"), "certified": ("yes",)}
SCENARIO_KEYS: Final = (
    "name",
    "title",
    "text",
    "date",
    "expires",
    "only_for",
    "visas_closed",
    "h1b_abroad",
    "delay_days",
    "source",
    "as_of",
    "status",
)
PRESET_KEYS: Final = ("key", "title", "habit", "rules", "source", "as_of", "status")
LEVER_KEYS: Final = (
    "key",
    "title",
    "tasks",
    "fees",
    "fees_abroad",
    "free",
    "source",
    "as_of",
    "status",
)


def scenarios(
    folder: Path, sources: set[str], countries: Iterable[Country], tasks: Collection[str]
) -> Iterator[Scenario]:
    """The scenarios of the release. Raises FactError with file and line."""
    known = list(countries)
    return _rows(
        folder, "scenarios.toml", sources, lambda given: read_scenario(given, known, tasks)
    )


def presets(folder: Path, sources: set[str]) -> Iterator[Preset]:
    """The filters of the release. Raises FactError with file and line."""
    return _rows(folder, "filters.toml", sources, read_preset)


def lever_costs(
    folder: Path, sources: set[str], tasks: Collection[str], fees: Collection[str]
) -> Iterator[LeverCost]:
    """What levers take, by the release. Raises FactError with file and line."""
    return _rows(folder, "levers.toml", sources, lambda given: _read_lever(given, tasks, fees))


def _rows(folder: Path, name: str, sources: set[str], make: Callable[[Table], R]) -> Iterator[R]:
    seen: set[str] = set()
    for cells in read(folder, name):
        cells.source(sources), cells.status(), cells.as_of()
        record = _made(cells, make)
        if record.key in seen:
            raise cells.fail(f"{record.key} stands twice")
        seen.add(record.key)
        yield record


def _made(cells: Cells, make: Callable[[Table], R]) -> R:
    try:
        return make(cells.values)
    except ValueError as error:
        raise cells.fail(str(error)) from None


def read_scenario(
    given: Table, countries: Iterable[Country], tasks: Collection[str], name: str = ""
) -> Scenario:
    """A scenario from a table. `name` stands in for the key of that name (own files)."""
    _only(given, SCENARIO_KEYS)
    table = (OWN | {"name": name} | dict(given)) if name else dict(given)
    day = _day(table, "date")
    if name:
        table = {"expires": day + OWN_EXPIRES, "as_of": str(day)} | table
    abroad, nations = _concerned(_table(table, "only_for"), list(countries))
    return Scenario(
        key=_word(table, "name"),
        title=_word(table, "title"),
        text=_word(table, "text"),
        day=day,
        expires=_day(table, "expires"),
        abroad=abroad,
        citizenship=nations,
        visas_closed=_words(table, "visas_closed", VISAS),
        h1b_abroad=_one_of(table, "h1b_abroad", ("", "unknown"), ""),
        delays=tuple(_delays(_table(table, "delay_days"), tasks)),
        source=_word(table, "source"),
        as_of=str(table.get("as_of", "")),
        status=_status(table),
    )


def _concerned(given: Table, countries: list[Country]) -> tuple[bool, tuple[str, ...]]:
    _only(given, ("abroad", "citizenship", "list"), "only_for.")
    abroad = given.get("abroad", False)
    if not isinstance(abroad, bool):
        raise ValueError("only_for.abroad should be true or false")
    extent = _one_of(given, "list", ("", "full", "partial"), "", "only_for.")
    named = {name.casefold() for name in _words(given, "citizenship", None, "only_for.")}
    nations = [one for one in countries if one.extent == extent or named & _names(one)]
    found = set().union(named, *map(_names, nations))
    return abroad, tuple(sorted(found))


def _names(country: Country) -> set[str]:
    return {word.casefold() for word in (country.name, *country.aliases)}


def _delays(given: Table, tasks: Collection[str]) -> Iterator[tuple[str, int]]:
    for key, days in given.items():
        if key not in tasks:
            raise ValueError(f"delay_days: there is no task “{key}”")
        if not isinstance(days, int) or isinstance(days, bool) or not 0 < days <= LONGEST_DELAY:
            raise ValueError(f"delay_days.{key} should be days from 1 to {LONGEST_DELAY}")
        yield key, days


def read_preset(given: Table, own: bool = False) -> Preset:
    """A filter from a table; `own`: by the applicant, who need not name a source."""
    _only(given, PRESET_KEYS)
    table = (OWN | {"habit": "Your own.", "as_of": "yours"} | dict(given)) if own else dict(given)
    rules = tuple(_rule(key, value) for key, value in _table(table, "rules").items())
    if not rules:
        raise ValueError("rules is empty")
    return Preset(
        _word(table, "key"),
        _word(table, "title"),
        _word(table, "habit"),
        rules,
        _word(table, "source"),
        str(table.get("as_of", "")),
        _status(table),
    )


def _rule(key: str, value: object) -> tuple[str, float | str]:
    if key in NUMBER_RULES:
        low, high = NUMBER_RULES[key]
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or (not low <= value <= high)
        ):
            raise ValueError(f"rules.{key} should be a number from {low:g} to {high:g}")
        return key, float(value)
    if key not in WORD_RULES:
        known = ", ".join((*NUMBER_RULES, *WORD_RULES))
        raise ValueError(f"rules has no key “{key}”; known are {known}")
    word = "yes" if value is True else value
    if word not in WORD_RULES[key]:
        raise ValueError(f"rules.{key} should be {' or '.join(WORD_RULES[key])}")
    return key, str(word)


def _read_lever(given: Table, tasks: Collection[str], fees: Collection[str]) -> LeverCost:
    _only(given, LEVER_KEYS)
    free = given.get("free", False)
    if not isinstance(free, bool):
        raise ValueError("free should be true or false")
    return LeverCost(
        key=_word(given, "key"),
        title=_word(given, "title"),
        tasks=_words(given, "tasks", tasks),
        fees=tuple(_fees(_table(given, "fees"), tasks, fees)),
        fees_abroad=tuple(_fees(_table(given, "fees_abroad"), tasks, fees)),
        free=free,
        source=_word(given, "source"),
        as_of=_word(given, "as_of"),
        status=_status(given),
    )


def _fees(
    given: Table, tasks: Collection[str], fees: Collection[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for task in given:
        if task not in tasks:
            raise ValueError(f"fees: there is no task “{task}”")
        yield task, _words(given, task, fees)


def _only(given: Table, keys: Collection[str], where: str = "") -> None:
    if unknown := [key for key in given if key not in keys]:
        raise ValueError(f"“{where}{unknown[0]}” is not a key; known are {', '.join(keys)}")


def _word(given: Table, key: str) -> str:
    value = given.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key} should be words in quotes" if value else f"{key} is missing")
    return value.strip()


def _words(
    given: Table, key: str, allowed: Collection[str] | None, where: str = ""
) -> tuple[str, ...]:
    value = given.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError(f"{where}{key} should be a list of words in quotes")
    for one in value:
        if allowed is not None and one not in allowed:
            raise ValueError(f"{where}{key}: “{one}” is not known")
    return tuple(value)


def _one_of(given: Table, key: str, allowed: Collection[str], default: str, where: str = "") -> str:
    value = given.get(key, default)
    if not isinstance(value, str) or value not in allowed:
        known = " or ".join(f"“{one}”" for one in allowed if one)
        raise ValueError(f"{where}{key} should be {known}")
    return value


def _table(given: Table, key: str) -> Table:
    value = given.get(key, {})
    if not isinstance(value, Mapping):
        raise ValueError(f"{key} should be a table like {{ name = value }}")
    return value


def _day(given: Table, key: str) -> date:
    value = given.get(key)
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        return date(day.year, day.month, day.day)
    except ValueError:
        said = "is missing" if value is None else f"“{value}” is not a date like 2026-09-18"
        raise ValueError(f"{key} {said}") from None


def _status(given: Table) -> Status:
    value = given.get("status")
    for status in STATUSES:
        if value == status:
            return status
    raise ValueError(f"status “{value}” is not one of {', '.join(STATUSES)}")
