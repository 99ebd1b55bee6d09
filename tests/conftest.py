"""Real facts, real SQLite, frozen time: what every test stands on."""

from __future__ import annotations

import gc
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings
from msgspec.msgpack import encode

from coach import places
from coach.derived import derived
from coach.facts.book import Facts
from coach.facts.compile import compiled
from coach.scoring.programs import Basis
from coach.state import State
from coach.store.store import Store
from coach.subjects.coach import Coach, at

TODAY = date(2026, 11, 22)
# Compiled files are kept, also those of the processes that tests start: compiling took each worker
# as long as a hundred tests.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# A machine with much to do is slow; that says nothing about the program.
DRAWN: Final = 500 if os.environ.get("COACH_SOAK") == "full" else 10
"""Cases that a property is tried with where its test names no number."""
SHARE: Final = 1 if os.environ.get("COACH_SOAK") == "full" else 4
"""Of long sets of texts one in so many is read in each run, all of them with COACH_SOAK=full."""
settings.register_profile(
    "coach", max_examples=DRAWN, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("coach")


def pytest_collection_finish() -> None:
    """What was loaded stays: looking at it again for rubbish took a twentieth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


class OpenFacts(Facts):
    """The facts of the release, read once: what one test has read the next need not."""

    def close(self) -> None:
        """Stays open for the next coach."""


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The compiled facts of the release, in one database for all workers of a run."""
    folder = tmp_path_factory.getbasetemp().parent / "coach-cache"
    folder.mkdir(exist_ok=True)
    with closing(sqlite3.connect(folder / "lock", timeout=120)) as lock:
        # The first worker makes it, the others wait.
        lock.execute("BEGIN EXCLUSIVE")
        book = OpenFacts(compiled(folder, folder))
    yield book
    Facts.close(book)


@pytest.fixture(autouse=True, scope="session")
def cache(release: Facts) -> Iterator[Path]:
    """The folder of the facts that every coach of a run opens; none of the user's own folders."""
    patch = pytest.MonkeyPatch()
    patch.setenv("COACH_CACHE", str(release.path.parent))
    for name in ("COACH_HOME", "COACH_TODAY"):
        patch.delenv(name, raising=False)
    patch.setattr(
        "coach.subjects.coach.Facts",
        lambda path: release if path == release.path else Facts(path),
    )
    yield release.path.parent
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _new_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A new coach begins with a copy of an empty database: making one takes as long as a test."""
    empty = tmp_path_factory.mktemp("empty")
    Store.open(empty, at(TODAY)()).close()
    content = (empty / places.DATABASE).read_bytes()

    class Copied(Store):
        @classmethod
        def open(cls, home: Path, now: datetime, window: str = "") -> Store:
            file = places.make_private(home) / places.DATABASE
            if not file.exists():
                file.touch(0o600)
                file.write_bytes(content)
            return super().open(home, now, window)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("coach.subjects.coach.Store", Copied)
        yield


@pytest.fixture(autouse=True, scope="session")
def _one_ranking_of_each_profile(release: Facts) -> Iterator[None]:
    """Coaches share what hangs on the profile, the day and the release: it is worked out once."""
    known: dict[object, list[Basis]] = {}

    def bases(state: State, specialty: str) -> list[Basis]:
        panel = state.plain_panel
        if state.facts is not release:
            return panel.bases(state.facts.programs((specialty,)))
        key = encode(panel.applicant), panel.today, specialty
        if key not in known:
            known[key] = panel.bases(release.programs((specialty,)))
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(State, "bases", derived.by_key(bases))
        yield


@pytest.fixture(scope="session")
def facts(release: Facts) -> Facts:
    """The facts of the release, as every coach has them."""
    return release


@pytest.fixture
def open_coach(tmp_path: Path) -> Iterator[Callable[..., Coach]]:
    """Opens coaches with answers on a day; closes them all."""
    opened: list[Coach] = []

    def open_one(day: date = TODAY, home: str = "home", **answers: Any) -> Coach:
        coach = Coach.open(tmp_path / home, at(day))
        opened.append(coach)
        if answers:
            coach.profile.change({key.replace("__", "."): value for key, value in answers.items()})
        return coach

    yield open_one
    for coach in opened:
        coach.close()


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, Any, str]]:
    """Runs a command in this process: exit status, stdout (parsed with --json), stderr."""
    from screens.start import main

    def run_one(*words: str, day: str = "2026-11-22") -> tuple[int, Any, str]:
        capsys.readouterr()
        try:
            status = main(["--home", str(tmp_path / "home"), "--today", day, *words])
        except SystemExit as left:
            status = int(left.code or 0)
        out, err = capsys.readouterr()
        return status, json.loads(out) if "--json" in words and out else out, err

    return run_one
