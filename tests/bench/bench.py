"""Measures coach as the person at the other end of a line would, beside others in the same run.

    python tests/bench/bench.py [--runs 5] [--write]

Bytes, writes and idle are exact. Times are medians and depend on the machine, so each is
given as a ratio to a Textual program that only says hello (the app) or to `python -c pass`
(the commands and acts), measured in turn in the same run. --write keeps the results beside this
file; "before" there holds what the house before its redesign (1663202) cost, measured the same way.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent / "screens" / "terminal"), str(ROOT)]

from session import Session  # noqa: E402

SIZE: Final = (120, 36)
HELLO: Final = (
    "from textual.app import App\n"
    "from textual.widgets import Static\n"
    "class Hello(App):\n"
    "    BINDINGS = [('q', 'quit', 'q')]\n"
    "    def compose(self): yield Static('hello')\n"
    "Hello().run()\n"
)
COACH: Final = (sys.executable, "-m", "screens.start")


class Watched(Session):
    """A session that notes when each piece arrived."""

    def __init__(self, *argv: str, **given: Any) -> None:
        self.started = time.monotonic()
        self.arrived: list[tuple[float, int]] = []
        super().__init__(*argv, size=SIZE, **given)

    def _read(self, wait: float) -> bool:
        before = len(self.received)
        found = super()._read(wait)
        if len(self.received) > before:
            self.arrived.append((time.monotonic(), len(self.received) - before))
        return found

    def answer_to(self, key: str) -> tuple[float, int, int]:
        """Milliseconds until the last byte of the answer, bytes, and reads it came in."""
        count, before, sent = len(self.arrived), len(self.received), time.monotonic()
        self.press(key)
        new = self.arrived[count:]
        last = max((at for at, _ in new), default=sent)
        return (last - sent) * 1000, len(self.received) - before, len(new)

    def memory_mib(self) -> float:
        """Peak resident memory."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024


def median_of(runs: int, measure: Callable[[], float]) -> float:
    """The median of so many measurements."""
    return statistics.median(measure() for _ in range(runs))


def started(*argv: str, text: str, keys: str, environ: dict[str, str]) -> dict[str, float]:
    """One start and end: first byte and last byte in ms after exec, bytes, processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with Watched(*argv, environ=environ) as session:
        session.wait_for(text)
        session.settle(quiet=0.5, first=0.5)
        first = (session.arrived[0][0] - session.started) * 1000
        usable = (session.arrived[-1][0] - session.started) * 1000
        size = len(session.received)
        session.press(*keys)
        session.wait_end()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"first_ms": first, "usable_ms": usable, "bytes": size, "cpu_ms": spent * 1000}


def app_start(home: Path, environ: dict[str, str], runs: int) -> dict[str, Any]:
    """Start of the app, with its last picture and without, beside hello, in turn."""
    coach = (*COACH, "--home", str(home))
    todo = {
        "coach": (coach, "This week", "q"),
        "without_picture": (coach, "This week", "q"),
        "hello": ((sys.executable, "-c", HELLO), "hello", "q"),
    }
    if shutil.which("calcurse"):
        todo["calcurse"] = (("calcurse", "-D", str(home / "cal")), "Calendar", "qy")
    # As on any second start chances and forecast are kept: a child at work leaves no picture.
    for answer in ("ahead", "forecast"):
        beside = (sys.executable, "-m", "coach.subjects.beside", home, str(date.today()), answer)
        subprocess.run(beside, check=True, env=environ)
    started(*coach, text="This week", keys="q", environ=environ)
    times: dict[str, list[dict[str, float]]] = {name: [] for name in todo}
    for _ in range(runs):
        for name, (argv, text, keys) in todo.items():
            if name == "without_picture":
                (home / "frame").unlink(missing_ok=True)
            times[name].append(started(*argv, text=text, keys=keys, environ=environ))
    medians: dict[str, Any] = {
        name: {key: round(statistics.median(run[key] for run in many), 1) for key in many[0]}
        for name, many in times.items()
    }
    for name in ("coach", "without_picture"):
        for what in ("usable_ms", "cpu_ms"):
            pairs = zip(times[name], times["hello"], strict=True)
            ratio = statistics.median(own[what] / hello[what] for own, hello in pairs)
            medians[name][f"{what.removesuffix('_ms')}_to_hello"] = round(ratio, 2)
    return medians


def keys_of(one: Watched, page: str, keys: str) -> dict[str, Any]:
    """The keys of one page."""
    switch = one.answer_to(page)
    answers = [one.answer_to(key) for key in keys]
    times = sorted(at for at, _, _ in answers)
    return {
        "switch_bytes": switch[1],
        "key_bytes_p50": statistics.median(size for _, size, _ in answers),
        "key_ms_p50": round(statistics.median(times), 1),
        "key_ms_p95": round(times[int(len(times) * 0.95)], 1),
        "most_writes": max(reads for _, _, reads in answers),
    }


def app_keys(home: Path, environ: dict[str, str]) -> dict[str, Any]:
    """Cursor keys and typed letters on the pages, idle, memory."""
    with Watched(*COACH, "--home", str(home), environ=environ) as one:
        one.wait_for("This week")
        one.settle(quiet=0.5, first=0.5)
        found: dict[str, Any] = {
            "programs": keys_of(one, "3", "j" * 30),
            "journey": keys_of(one, "2", "j" * 20),
            "library": keys_of(one, "6", "j" * 20),
            "week": keys_of(one, "1", "jk" * 6),
        }
        one.press("6", "/")
        letters = [one.answer_to(letter) for letter in "visa lawyer"]
        found["letter_bytes_p50"] = statistics.median(size for _, size, _ in letters)
        found["letter_ms_p50"] = round(statistics.median(at for at, _, _ in letters), 1)
        one.press("escape")
        one.press("3", "w")
        weighed = [one.answer_to(key) for key in ("\x7f", "\x7f", "9", "0")]
        found["weight_to_list_ms_p50"] = round(statistics.median(at for at, _, _ in weighed), 1)
        one.press("escape")
        before, began = len(one.received), time.monotonic()
        one.settle(quiet=3, first=3, limit=3)
        found["idle_bytes_per_s"] = (len(one.received) - before) / (time.monotonic() - began)
        found["memory_mib"] = round(one.memory_mib(), 1)
        one.press("3", "L")
        one.wait_for("At most")
        one.settle(quiet=0.5)
        found["memory_with_list_mib"] = round(one.memory_mib(), 1)
        found["application_list"] = keys_of(one, "g", "j" * 20)
        one.press("escape")
        one.press("q")
        one.wait_end()
    return found


class SlowLine(Watched):
    """A line of so many bytes a second: what it does not take keeps the program waiting."""

    rate = 5000.0
    _free_at = 0.0

    def _read(self, wait: float) -> bool:
        pause = self._free_at - time.monotonic()
        if pause > wait:
            time.sleep(wait)
            return True  # the line is busy, which is not quiet
        time.sleep(max(0.0, pause))
        found = super()._read(max(0.0, wait - max(0.0, pause)))
        if found:
            self._free_at = time.monotonic() + self.arrived[-1][1] / self.rate
        return found


def held_key(home: Path, environ: dict[str, str], rtt_s: float = 0.3) -> dict[str, float]:
    """`j` held for 20 presses at 5 kB/s: how long after the last one the screen is right."""
    with SlowLine(*COACH, "--home", str(home), "--line", "slow", environ=environ) as one:
        one.wait_for("1 Week")  # wherever one was before
        one.press("3")
        one.press("gg")
        one.settle(quiet=1.0, first=1.0)
        before = len(one.received)
        for _ in range(20):
            os.write(one.terminal, b"j")
            end = time.monotonic() + 0.033
            while (left := end - time.monotonic()) > 0:
                one._read(left)
        last = time.monotonic()
        one.settle(quiet=0.6, first=0.6)
        right = max(one._free_at, one.arrived[-1][0]) - last
        one.press("q")
        one.wait_end()
        return {
            "right_after_ms": round(max(0.0, right) * 1000 + rtt_s * 1000),
            "bytes": len(one.received) - before,
        }


def commands(home: Path, environ: dict[str, str], runs: int) -> dict[str, Any]:
    """Commands beside `python -c pass`, in turn."""
    todo = {
        "pass": (sys.executable, "-c", "pass"),
        "today": (*COACH, "--home", str(home), "today"),
        "search": (*COACH, "--home", str(home), "search", "visa lawyer"),
        "help": (*COACH, "--help"),
    }
    times: dict[str, list[float]] = {name: [] for name in todo}
    whole = {**os.environ, **environ}
    whole.pop("PYTHONDONTWRITEBYTECODE", None)
    for _ in range(runs * 3):
        for name, argv in todo.items():
            began = time.perf_counter()
            subprocess.run(argv, stdout=subprocess.DEVNULL, check=True, env=whole, cwd=ROOT)
            times[name].append((time.perf_counter() - began) * 1000)
    found: dict[str, Any] = {n: {"ms": round(statistics.median(t), 1)} for n, t in times.items()}
    for name in todo:
        found[name]["to_pass"] = round(found[name]["ms"] / found["pass"]["ms"], 1)
    return found


TRIAL: Final = {
    "place": 10.0,
    "type": 10.0,
    "size": 10.0,
    "ties": 10.0,
    "visa": 10.0,
    "prospects": 50.0,
}


def _list(coach: Any) -> None:
    from coach.subjects.applying import Limits
    from coach.subjects.worked_list import planned

    planned(coach._state, Limits(2000, 400))  # a number is asked for: no season cuts it


def _large_list() -> float:
    """A list of 300 out of 5,923 programs, with the shared factor."""
    import random

    from coach.applying.answers import Room
    from coach.applying.market import Candidate
    from coach.applying.plan import application_list

    dice = random.Random(1)
    market = [
        Candidate(
            str(number),
            "Internal Medicine",
            dice.uniform(0, 100),
            dice.betavariate(1, 9),
            0.2,
            dice.choice((1.0, 0.7, 0.3)),
        )
        for number in range(5923)
    ]
    began = time.perf_counter()
    application_list(market, {}, Room(count=300))
    return (time.perf_counter() - began) * 1000


def in_process(home: Path, runs: int) -> dict[str, float]:
    """The core and the search without a process around them, in ms."""
    from datetime import date

    from coach.subjects.coach import Coach, at

    coach = Coach.open(home, at(date(2026, 11, 22)))

    def timed(act: Callable[[], object]) -> Callable[[], float]:
        def once() -> float:
            coach._state.change([("today", None)])
            began = time.perf_counter()
            act()
            return (time.perf_counter() - began) * 1000

        return once

    coach.find("warm up")
    found = {
        "rank_686_ms": median_of(runs, timed(lambda: coach.programs.ranked(["Internal Medicine"]))),
        "rank_5704_ms": median_of(runs, timed(lambda: coach.programs.ranked([]))),
        "week_ms": median_of(runs, timed(coach.week.plan)),
        "road_ms": median_of(runs, timed(lambda: coach.road.plan)),
        "draws_ms": median_of(runs, timed(coach.ahead.outlook)),
        "weights_ms": median_of(runs, timed(lambda: coach.programs.ranked(weights=TRIAL))),
        "list_of_profile_ms": median_of(runs, timed(lambda: _list(coach))),
        "list_300_of_5923_ms": median_of(runs, _large_list),
    }
    typed = ["v", "vi", "vis", "visa", "visa l", "visa la", "bron", "bronxc", "uwrold", "mentor"]
    queries = [timed(lambda text=text: coach.find(text))() for text in typed for _ in range(runs)]
    found["search_key_ms"] = statistics.median(queries)
    coach.close()
    return {name: round(value, 1) for name, value in found.items()}


def acts(home: Path, runs: int) -> dict[str, Any]:
    """What single acts cost, beside `python -c pass` in turn."""
    from acts import calls, measured, milliseconds, week_as_json

    week_as_json(home)
    counted = measured(home, 3, calls) | {"week --json": calls(lambda: week_as_json(home))}
    times: dict[str, list[float]] = {}
    for _ in range(runs):
        bare = median_of(
            5, lambda: milliseconds(lambda: subprocess.run([sys.executable, "-c", "pass"]))
        )
        times.setdefault("pass", []).append(bare)
        for name, cost in measured(home, 5, milliseconds).items():
            times.setdefault(name, []).append(cost)
    medians = {name: statistics.median(costs) for name, costs in times.items()}
    return {
        name: {
            "ms": round(cost, 2),
            "to_pass": round(cost / medians["pass"], 2),
            "calls": counted.get(name),
        }
        for name, cost in medians.items()
    } | {"week --json": {"calls": counted["week --json"]}}


def main() -> None:
    """Measures everything and prints it."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--runs", type=int, default=5)
    words.add_argument("--write", action="store_true", help="keep the results beside this file")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home, cache = Path(folder) / "home", Path(folder) / "cache"
        os.environ["COACH_CACHE"] = str(cache)
        environ = {"COACH_CACHE": str(cache), "HOME": folder, "TZ": "UTC"}
        subprocess.run(
            [*COACH, "--home", str(home), "demo", "--write"],
            check=True,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            env={**os.environ, **environ},
        )
        results = {
            "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
            f"Python {platform.python_version()}",
            "size": f"{SIZE[0]}x{SIZE[1]}",
            "start": app_start(home, environ, asked.runs),
            "keys": app_keys(home, environ),
            "held_key_5kB_300ms": held_key(home, environ),
            "commands": commands(home, environ, asked.runs),
            "in_process": in_process(home, asked.runs),
            "acts": acts(home, asked.runs),
        }
    text = json.dumps(results, indent=2)
    print(text)
    if asked.write:
        kept = json.loads((HERE / "results.json").read_text(encoding="utf-8"))
        text = json.dumps(results | {"before": kept["before"]}, indent=2)
        (HERE / "results.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
