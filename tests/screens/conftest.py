"""The real app on real facts: the example applicant, or a new one, on a frozen day."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual import _wait

from coach.demo import write
from coach.subjects.coach import Coach, at
from screens.app import CoachApp

if TYPE_CHECKING:
    from session import Session

TODAY = date(2026, 11, 22)
# A pilot sleeps twice this long after each key until the app is idle: 40 ms a key, a minute in all.
_wait.SLEEP_GRANULARITY = 1 / 125
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20
# `session` and `emulator`: a terminal with somebody who looks at it.
sys.path.insert(0, str(Path(__file__).parent / "terminal"))


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """A folder with the example applicant."""
    home = tmp_path_factory.mktemp("example")
    coach = Coach.open(home, at(TODAY))
    write(coach)
    coach.close()
    return home


@pytest.fixture
def make_app(example: Path, tmp_path: Path) -> Iterator[Callable[..., CoachApp]]:
    """Makes the app on a copy of the example, or on an empty folder."""
    opened: list[Coach] = []

    def make(new: bool = False, day: date = TODAY) -> CoachApp:
        # The Profile page shows the path: the same in every run.
        home = tmp_path / "home"
        if not new and not home.exists():
            shutil.copytree(example, home)
        coach = Coach.open(home, at(day))
        opened.append(coach)
        return CoachApp(coach, {})

    yield make
    for coach in opened:
        coach.close()


@pytest.fixture
def app(make_app: Callable[..., CoachApp]) -> CoachApp:
    """The app on the example applicant."""
    return make_app()


@pytest.fixture
def home(example: Path, tmp_path: Path) -> Path:
    """The example applicant's folder, for this test alone."""
    folder = tmp_path / "home"
    shutil.copytree(example, folder)
    return folder


@pytest.fixture
def start(home: Path, cache: Path) -> Iterator[Callable[..., Session]]:
    """Starts `coach` in a terminal."""
    from session import Session  # not where there is no pty

    sessions: list[Session] = []

    def start_program(
        *words: str, size: tuple[int, int] = (80, 24), at_home: bool = True, **environ: str
    ) -> Session:
        where = ["--home", str(home)] if at_home else []
        session = Session(
            sys.executable,
            "-m",
            "screens.start",
            *where,
            *words,
            size=size,
            environ={"COACH_CACHE": str(cache), **environ},
        )
        sessions.append(session)
        return session

    yield start_program
    for session in sessions:
        session.close()
