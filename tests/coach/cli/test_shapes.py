"""Every row of a command names words that exist, and every shape a record that exists."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import coach
from coach.cli.rows import LINES
from coach.cli.shapes import SHAPES
from coach.records import Record


def test_what_a_row_says_is_a_function_of_saying() -> None:
    for command in LINES:
        if command.says and not command.act.startswith("saying."):
            room, _, name = command.says.rpartition(".")
            assert callable(getattr(import_module(f"coach.saying.{room}"), name)), command.id


def test_every_shape_is_of_a_record() -> None:
    known = set()
    for module in pkgutil.walk_packages(coach.__path__, "coach."):
        for name, kind in vars(import_module(module.name)).items():
            if isinstance(kind, type) and issubclass(kind, Record):
                known.add(f"{kind.__module__.split('.')[1]}.{name}")
    assert set(SHAPES) <= known, set(SHAPES) - known
