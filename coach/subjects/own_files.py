"""Scenarios and filters that the applicant wrote in files of the data folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from coach.facts.own import read_preset, read_scenario
from coach.records import CoachError, Preset, Scenario
from coach.state import State
from coach.writing import read_toml

SCENARIOS: Final = "scenarios"
"""Folder of the applicant's own scenarios in the data folder, one per .toml file."""
FILTERS: Final = "filters.toml"
"""The applicant's own filters in the data folder."""


def own_scenarios(state: State) -> list[Scenario]:
    """The applicant's own scenarios in the order of their files. Raises CoachError."""
    files = sorted((state.home / SCENARIOS).glob("*.toml"))
    return [_scenario(state, file) for file in files]


def own_presets(state: State) -> list[Preset]:
    """The applicant's own filters. Raises CoachError."""
    file = state.home / FILTERS
    if not file.exists():
        return []
    table = read_toml(file)
    try:
        return [read_preset(row) for row in _listed(table)]
    except ValueError as error:
        raise CoachError(f"{file}: {error}. Correct it, or move the file away.") from None


def _scenario(state: State, file: Path) -> Scenario:
    table = read_toml(file)
    try:
        return read_scenario(table, state.facts.countries, state.tasks, name=file.stem)
    except ValueError as error:
        raise CoachError(f"{file}: {error}. Correct it, or move the file away.") from None


def _listed(table: Mapping[str, object]) -> list[Mapping[str, object]]:
    if unknown := [key for key in table if key != "preset"]:
        raise ValueError(f"“{unknown[0]}” is not known here; filters stand under [[preset]]")
    listed = table.get("preset", [])
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
        raise ValueError("preset should be written as [[preset]]")
    return listed
