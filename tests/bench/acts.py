"""What one act costs, from the key to what its page shows anew: time, and calls of our own code.

    python tests/bench/acts.py HOME

On a home with the example applicant, whose two specialties have 1,499 programs. Used by bench.py,
which puts the times beside `python -c pass`.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import date
from functools import partial
from io import StringIO
from pathlib import Path
from types import FrameType
from typing import Final

ROOT: Final = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from coach.subjects.coach import Coach, at  # noqa: E402

DAY: Final = date(2026, 11, 22)
OWN: Final = (str(ROOT / "coach"), str(ROOT / "screens"))


class Acting:
    """A coach whose pages are warm, and the acts whose cost is asked for."""

    def __init__(self, home: Path) -> None:
        self.coach = Coach.open(home, at(DAY))
        self.show_programs()
        self.show_week()
        self.programs = [standing.program.id for standing in self.coach.programs.ranked()[:50]]
        self.tasks = [step.task.key for step in self.coach.road.plan.steps if step.state == "open"]
        self.count = 0

    def show_programs(self) -> None:
        """What the Programs page reads."""
        _ = [standing.numbers for standing in self.coach.programs.ranked()]

    def show_week(self) -> None:
        """What the Week page reads."""
        self.coach.week.plan()
        _ = self.coach.season.dates(5)

    def mark(self) -> None:
        """A mark on a program; its list is shown again."""
        self.count += 1
        self.coach.programs.mark(self.programs[self.count], "maybe")
        self.show_programs()

    def tick(self) -> None:
        """A task done; the week is shown again."""
        self.count += 1
        self.coach.road.finish(self.tasks[self.count])
        self.show_week()

    def fact(self) -> None:
        """A fact read about a program; the list is shown again."""
        self.count += 1
        self.coach.programs.record_fact(self.programs[self.count], "img_share", "41")
        self.show_programs()

    def answer(self) -> None:
        """An answer on the profile; the list and the week are worked out anew."""
        self.count += 1
        self.coach.profile.change({"step2ck.score": 220 + self.count % 40})
        self.show_programs()
        self.show_week()

    def programs_after_a_tick(self) -> None:
        """The Programs page after a task was done elsewhere; only the showing is timed."""
        self.show_programs()


ACTS: Final = {
    "mark cold": Acting.mark,
    "mark": Acting.mark,
    "tick": Acting.tick,
    "fact": Acting.fact,
    "answer": Acting.answer,
    "programs after a tick": Acting.programs_after_a_tick,
}


def milliseconds(act: Callable[[], object]) -> float:
    """How long one act takes."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def calls(act: Callable[[], object]) -> int:
    """How many functions of coach and screens one act calls."""
    count = 0

    def noted(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        if event == "call" and frame.f_code.co_filename.startswith(OWN):
            count += 1

    sys.setprofile(noted)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


def measured(
    home: Path, runs: int, measure: Callable[[Callable[[], object]], float]
) -> dict[str, float]:
    """The median cost of each act, each on its own copy of the home."""
    costs: dict[str, float] = {}
    for name, act in ACTS.items():
        with tempfile.TemporaryDirectory() as folder:
            values = []
            for number in range(runs):
                copy = Path(folder) / str(number if "cold" in name else 0)
                if not copy.exists():
                    shutil.copytree(home, copy)
                    acting = Acting(copy)
                    if name in ("mark", "tick", "fact"):
                        act(acting)  # the first pays for imports
                if name == "programs after a tick":
                    acting.tick()
                values.append(measure(partial(act, acting)))
                if "cold" in name:
                    acting.coach.close()
            acting.coach.close()
        costs[name] = round(statistics.median(values), 2)
    return costs


def week_as_json(home: Path) -> None:
    """`coach week --json`, in this process."""
    from screens.start import main

    with redirect_stdout(StringIO()):
        main(["--home", str(home), "--today", str(DAY), "week", "--json"])


if __name__ == "__main__":
    asked = Path(sys.argv[1])
    week_as_json(asked)
    counted = measured(asked, 3, calls) | {"week --json": calls(lambda: week_as_json(asked))}
    print(json.dumps({"ms": measured(asked, 7, milliseconds), "calls": counted}, indent=1))
