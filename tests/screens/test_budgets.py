"""What the line is charged: bytes, writes and silence, on the real app with the real facts."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there is no pty", allow_module_level=True)

from session import Session

ROOT = Path(__file__).parents[2]
SIZE = (120, 36)


class Counted(Session):
    """A session that knows how many pieces an answer came in."""

    def counted(self, key: str) -> tuple[int, int]:
        """Bytes and reads."""
        reads = self.reads
        return self.press(key), self.reads - reads


@pytest.fixture(scope="module")
def running(
    example: Path, cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Counted]:
    """The app on the example applicant, on its first page."""
    import compileall
    import shutil

    # As an installed program is: compiling at the start would be measured as its memory.
    for room in ("coach", "screens", "seed_data"):
        compileall.compile_dir(ROOT / room, quiet=1)
    home = tmp_path_factory.mktemp("budgets") / "home"
    shutil.copytree(example, home)
    environ = {"COACH_CACHE": str(cache)}
    with Counted(
        sys.executable, "-m", "screens.start", "--home", str(home), size=SIZE, environ=environ
    ) as one:
        one.wait_for("This week")
        one.settle(quiet=0.4)
        yield one


def test_a_start_costs_8_kB(running: Counted) -> None:
    assert len(running.received) <= 8000


@pytest.mark.parametrize(
    ("page", "shows", "keys", "budget"),
    [
        ("3", "chance", "j" * 30, 550),
        ("6", "official", "j" * 20, 400),
        ("2", "you are here", "j" * 12, 400),
        ("1", "This week", "jjjkkk", 450),
        ("7", "Graduate", "j" * 12, 400),
    ],
)
def test_keys_keep_their_budget(
    running: Counted, page: str, shows: str, keys: str, budget: int
) -> None:
    before = len(running.received)
    running.press(page)
    running.wait_for(shows)
    assert len(running.received) - before <= 8000
    answers = [running.counted(key) for key in keys]
    assert statistics.median(size for size, _ in answers) <= budget
    assert statistics.median(reads for _, reads in answers) == 1


def test_a_typed_letter_costs_900_bytes(running: Counted) -> None:
    running.press("6")
    running.wait_for("official")
    running.press("/")
    sizes = [running.counted(letter)[0] for letter in "visa lawyer"]
    running.press("escape")
    assert statistics.median(sizes) <= 900


def test_nobody_at_the_keyboard_costs_nothing(running: Counted) -> None:
    running.settle(quiet=0.3)
    before = len(running.received)
    end = time.monotonic() + 2
    while time.monotonic() < end:
        running._read(0.1)
    assert len(running.received) == before


def memory_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        pytest.skip("no /proc here")
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def test_the_memory_stays_small(running: Counted) -> None:
    assert memory_mib(running.pid) <= 60


def test_a_hundred_held_keys_are_answered_in_few_pictures(running: Counted) -> None:
    running.press("3")
    running.wait_for("chance")
    running.press("g", "g")
    reads = running.reads
    os.write(running.terminal, b"j" * 100)
    running.wait_for(" 101 ")
    assert running.reads - reads <= 100


def test_the_application_list_keeps_its_budget(running: Counted) -> None:
    running.press("3")
    running.wait_for("chance")
    before = len(running.received)
    running.press("L")
    running.wait_for("At most")
    running.settle(quiet=0.4)
    assert len(running.received) - before <= 8000
    for turn, shown in (("", "At most"), ("l", " without and with"), ("l", " worth")):
        if turn:
            running.press(turn)
        running.wait_for(shown)
        running.settle(quiet=0.4)
        sizes = [running.counted(key)[0] for key in "j" * 10]
        assert statistics.median(sizes) <= 400
    running.press("escape")
    # The vectors (numpy) stay in the process of the command that was asked.
    assert memory_mib(running.pid) <= 60
