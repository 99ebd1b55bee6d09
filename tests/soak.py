"""Presses keys at random for as long as one likes, and holds latency and memory flat.

    python -m tests.soak --keys 100000 [--seed 1]

All pages, with changes of the window's size; the clock goes on with the keys, from the last minutes
before midnight on, over the end of daylight saving time in New York and then over its beginning.
Latency is the processor time of the app between a key and the moment at which nothing is left to be
done.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests" / "screens" / "terminal"))
os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")

from textual.driver import Driver  # noqa: E402

from coach.subjects.coach import Coach  # noqa: E402
from screens.app import CoachApp  # noqa: E402

KEYS: Final = (
    *"1234567",
    *"jjjjjjjjjjkkkkkkJKGhl" * 4,
    *("g", "ctrl+d", "ctrl+u", "tab", "enter", "enter", "space", "slash", "question_mark"),
    *"ayxfoismcrHvieuUZ.RtL+-pwn",
    *("escape",) * 12,
    *("backspace", "ctrl+p", "ctrl+o", "ctrl+l"),
)
SIZES: Final = ((80, 24), (60, 20), (120, 36), (200, 50), (79, 24))
RESIZED_EVERY: Final = 60
SPAN: Final = timedelta(hours=30)
"""By which the clock goes on with each half of the keys, over two midnights."""
BEGINS: Final = (datetime(2026, 10, 31, 23, 40), datetime(2027, 3, 13, 23, 40))
"""The evenings before the clock goes back and forth in the United States."""
PIECE: Final = 10
"""The keys are looked at in so many pieces."""

MOST_SLOWER: Final = 1.5
MOST_GROWN_MIB: Final = 24


@dataclass
class Soaked:
    """What was measured, piece by piece."""

    latencies: list[list[float]] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    """Bytes after each piece."""
    days: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)

    @property
    def medians(self) -> list[float]:
        """Milliseconds by piece."""
        return [1000 * statistics.median(piece) for piece in self.latencies]

    @property
    def slowest(self) -> list[float]:
        """The 99th of a hundred, by piece."""
        return [1000 * sorted(piece)[int(len(piece) * 0.99)] for piece in self.latencies]

    @property
    def grown(self) -> float:
        """MiB from the third piece to the last: what was warmed up before does not count."""
        return (self.memory[-1] - self.memory[2]) / 2**20

    def faults(self) -> list[str]:
        """What did not stay flat, and what was not reached."""
        early, late = statistics.mean(self.medians[2:5]), statistics.mean(self.medians[-3:])
        said = []
        if late > early * MOST_SLOWER + 2:
            said.append(f"slower: {early:.1f} ms, then {late:.1f} ms")
        if self.grown > MOST_GROWN_MIB:
            said.append(f"memory grows: {self.grown:.0f} MiB")
        if len(self.days) < 6 or len(self.pages) < 6:
            said.append(f"not reached: {sorted(self.days)}, {sorted(self.pages)}")
        return said


def resident() -> int:
    """Bytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


async def soak(home: Path, keys: int, seed: int) -> Soaked:
    """Presses so many keys on the app in a folder."""
    from soak import press

    chance, soaked, clock, pressed = random.Random(seed), Soaked(), [BEGINS[0]], 0
    coach = Coach.open(home, lambda: clock[0])
    app = CoachApp(coach, {})
    async with app.run_test(size=SIZES[0]) as pilot:
        driver = app._driver
        assert isinstance(driver, Driver)
        for number in range(PIECE):
            latencies: list[float] = []
            for _ in range(keys // PIECE):
                pressed += 1
                half, rest = divmod(2 * pressed / (keys + 1), 1)
                clock[0] = BEGINS[int(half)] + SPAN * rest
                if chance.randrange(RESIZED_EVERY) == 0:
                    await pilot.resize_terminal(*chance.choice(SIZES))
                began = time.thread_time()
                press(driver, chance.choice(KEYS))
                await settled(app)
                latencies.append(time.thread_time() - began)
                soaked.days.add(str(coach.today))
                soaked.pages.add(app.current_mode)
            gc.collect()
            soaked.latencies.append(latencies)
            soaked.memory.append(resident())
            if keys > 20_000:
                print(f"{number + 1}/{PIECE}", file=sys.stderr, flush=True)
    coach.close()
    return soaked


async def settled(app: CoachApp) -> None:
    """Waits until the key and what it caused are done."""
    quiet = 0
    while quiet < 3:
        await asyncio.sleep(0)
        quiet = 0 if app._typed or app._is_busy() else quiet + 1


def main() -> int:
    """Soaks; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--keys", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="coach-soak-") as name:
        folder = Path(name)
        os.environ.setdefault("COACH_CACHE", str(folder / "cache"))
        # The zone of the clock that goes back and forth; what is exported ends up in the folder.
        os.environ["TZ"] = "America/New_York"
        time.tzset()
        os.chdir(folder)
        write_example(folder / "home")
        soaked = asyncio.run(soak(folder / "home", args.keys, args.seed))
    medians, slowest = soaked.medians, soaked.slowest
    memory = [round(size / 2**20) for size in soaked.memory]
    print(f"{args.keys:,} keys on {len(soaked.pages)} pages, {len(soaked.days)} days")
    print("half of the keys, ms:      ", *[f"{each:.1f}" for each in medians])
    print("ninety-nine of a hundred:  ", *[f"{each:.0f}" for each in slowest])
    print("memory, MiB:               ", *memory)
    for fault in (faults := soaked.faults()):
        print(fault)
    return bool(faults)


def write_example(home: Path) -> None:
    """The example applicant on the first day."""
    from coach.demo import write

    coach = Coach.open(home, lambda: BEGINS[0])
    write(coach)
    coach.close()


if __name__ == "__main__":
    sys.exit(main())
