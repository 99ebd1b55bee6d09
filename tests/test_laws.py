"""The laws of the house: what may import what, how large a file may grow."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = [
    {"screens.start"},
    {"screens"},
    {"coach.cli"},
    {"coach.commands"},
    {"coach.demo"},
    {"coach.saying"},
    {"coach.subjects"},
    {"coach.applications", "coach.deciding", "coach.moves", "coach.outlook"},
    {"coach.answers"},
    {"coach.finding"},
    {"coach.files"},
    {"coach.applying", "coach.journey", "coach.calendar", "coach.search", "coach.profile"},
    {"coach.scoring", "coach.wording"},
    {"coach.facts", "coach.store"},
    {"coach.places"},
    {"coach.records", "coach", "seed_data"},
]
"""The house from the roof down; a file imports only rooms below its own."""
SIDEWAYS = {("coach.facts", "coach.scoring")}
"""Allowed all the same: the words of conditions are checked while the facts are compiled."""
LARGEST = 430


def files() -> list[Path]:
    return [path for room in ("coach", "screens") for path in (ROOT / room).rglob("*.py")]


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def room(name: str) -> tuple[int, str]:
    """The floor and the room of a module: the longest name that fits."""
    fitting = [
        (len(one), floor, one)
        for floor, names in enumerate(ROOMS)
        for one in names
        if name == one or name.startswith(f"{one}.")
    ]
    _, floor, one = max(fitting)
    return floor, one


def imports(path: Path) -> set[str]:
    """Modules of the project that a file imports when it runs, also inside functions."""
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            inner = {name for name in whole if (ROOT / (name.replace(".", "/") + ".py")).exists()}
            found |= inner or {node.module}
    return {name for name in found if name.split(".")[0] in ("coach", "screens", "seed_data")}


@pytest.mark.parametrize("path", files(), ids=module)
def test_imports_go_down(path: Path) -> None:
    floor, mine = room(module(path))
    for name in imports(path):
        below, other = room(name)
        if other != mine and (mine, other) not in SIDEWAYS:
            assert below > floor, f"{module(path)} imports {name}"


@pytest.mark.parametrize("path", files(), ids=module)
def test_a_file_is_one_idea(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LARGEST


@pytest.mark.parametrize("path", files(), ids=module)
def test_only_store_and_facts_know_sql(path: Path) -> None:
    if room(module(path))[1] in ("coach.store", "coach.facts"):
        return
    text = path.read_text(encoding="utf-8")
    assert "execute(" not in text
    assert "sqlite3" not in text.replace("sqlite3.sqlite_version", "").replace(
        "import sqlite3\nimport sys", ""
    )


def loaded(*words: str) -> set[str]:
    """Top-level modules that a command loads."""
    code = (
        "import sys, json\nfrom screens.start import main\n"
        f"try:\n    main({list(words)!r})\nexcept SystemExit:\n    pass\n"
        "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_coach_without_a_screen_loads_no_screen() -> None:
    code = (
        "import importlib, pkgutil, sys, coach\n"
        "for one in pkgutil.walk_packages(coach.__path__, 'coach.'):\n"
        "    importlib.import_module(one.name)\n"
        "print({'textual', 'rich', 'screens'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(
    "words",
    [["today"], ["search", "uworld"], ["week"], ["programs", "--specialty", "IM"], ["--help"]],
)
def test_commands_load_neither_textual_nor_sqlite_utils(tmp_path: Path, words: list[str]) -> None:
    home = ["--home", str(tmp_path), "--today", "2026-11-22"]
    if words != ["--help"]:
        loaded(*home, "today")  # makes the data folder, which does need sqlite_utils
    names = loaded(*home, *words)
    assert not names & {"textual", "rich", "sqlite_utils", "numpy", "dateutil", "icalendar"}


def test_scoring_imports_only_records_and_itself() -> None:
    for path in (ROOT / "coach" / "scoring").rglob("*.py"):
        assert all(name.startswith(("coach.scoring", "coach.records")) for name in imports(path)), (
            path
        )


def test_the_readme_map_names_every_room() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in files()} - {"coach", "screens"}
    assert len(rooms) > 10
    for name in rooms:
        assert f"{name}/" in readme, name
