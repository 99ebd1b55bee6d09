"""Scenarios and filters of the applicant's own, read by the declarations of the release's.

The readers raise ValueError with the key that is wrong; who calls them adds the file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from coach.facts.reading import read_one
from coach.facts.tables import Tables
from coach.records import Preset, Scenario, replace
from coach.rules.countries import Countries, ask, meant

OWN: Final = {"source": "you", "status": "unverified"}
"""What a file of the applicant's own need not say."""
OWN_EXPIRES: Final = timedelta(days=183)
"""Half a year after its date an own scenario asks to be looked at again (a judgement)."""


def read_scenario(
    cells: Mapping[str, object], countries: Countries, tasks: Collection[str], name: str
) -> Scenario:
    """The scenario of an own file of that name."""
    day = str(cells.get("date"))[:10]
    with suppress(ValueError):
        cells = {"expires": date.fromisoformat(day) + OWN_EXPIRES, **cells}
    table = {**OWN, "name": name, **cells, "as_of": str(cells.get("as_of", day))}
    return with_names(read_one(Tables.scenarios, table, {"tasks": tasks}), countries)


def with_names(scenario: Scenario, countries: Countries) -> Scenario:
    """The scenario with the names of the countries that it concerns. Raises ValueError."""
    named = {name for name, country in countries.items() if country.extent == scenario.extent}
    listed = named if scenario.extent else set()
    for word in scenario.citizenship:
        if len(names := meant(word, countries)) != 1:
            raise ValueError(f"only_for.citizenship: {ask(word, countries)}")
        listed = listed.union(names)
    return replace(scenario, citizenship=tuple(sorted(listed)))


def read_preset(cells: Mapping[str, object]) -> Preset:
    """A filter of an own file."""
    as_of = str(cells.get("as_of", "yours"))
    return read_one(Tables.presets, {**OWN, "habit": "Your own.", **cells, "as_of": as_of}, {})
