"""Builds what is handed out, and uses it as a user does.

    python -m tests.delivery --oldest | --newest [--python PYTHON]

The wheel is installed outside of the checkout with the lowest version of everything that
`pyproject.toml` allows, or the highest that there is, on the oldest or the newest Python found on
the path; it is used, then the tests of what leans on others run there.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests" / "screens" / "terminal"))
PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
DAY: Final = "2026-11-22"
ROUND: Final = (
    "tests/coach/store",  # SQLite, sqlite-utils
    "tests/coach/files",  # openpyxl, calamine, icalendar, charset-normalizer
    "tests/coach/calendar",
    "tests/coach/test_typed_days.py",  # dateutil
    "tests/coach/test_search.py",  # rapidfuzz
    "tests/coach/test_places.py",  # platformdirs
    "tests/coach/applying",  # numpy
    "tests/coach/prepare/test_recall.py",  # fsrs
    "tests/test_docs.py::test_every_answer_has_its_promised_keys_and_no_unpromised_one",
    "tests/screens/test_start.py",
    "tests/screens/pages/test_pages.py",  # Textual
)
"""What leans on others: the store, each kind of file, one of each command, the app, its pages."""


def build(folder: Path, source: Path = ROOT, *kinds: str) -> dict[str, Path]:
    """The sdist and the wheel of a folder of sources, by what their names end in."""
    targets = [word for kind in kinds or ("sdist", "wheel") for word in ("-t", kind)]
    run(sys.executable, "-m", "hatchling", "build", "-d", str(folder), *targets, at=source)
    return {file.suffix: file for file in folder.iterdir()}


def borrowing(folder: Path, wheel: Path) -> Path:
    """The scripts of a new environment with the wheel, and what it needs from the one that runs."""
    run(sys.executable, "-m", "venv", "--without-pip", str(folder))
    scripts = folder / "bin"
    pip = (sys.executable, "-m", "pip", "--python", str(scripts / "python"))
    run(*pip, "install", "-q", "--no-deps", "--no-index", str(wheel))
    kept = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    site = next(folder.glob("lib/python*/site-packages"))
    (site / "borrowed.pth").write_text("\n".join(kept))
    return scripts


def whole(folder: Path, wheel: Path, python: str, pins: Sequence[str]) -> Path:
    """The scripts of a new environment with the wheel and all that it and its tests need."""
    run(python, "-m", "venv", str(folder))
    scripts = folder / "bin"
    (folder / "pins.txt").write_text("\n".join(pins))
    pinned = ("-c", str(folder / "pins.txt"), f"{wheel}[test]")
    run(str(scripts / "python"), "-m", "pip", "install", "-q", *pinned)
    return scripts


def lowest() -> list[str]:
    """The least version of everything that is needed, as pins."""
    needs = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    parts = [re.fullmatch(r"([\w-]+)>=([\d.]+)[^;]*(;.*)?", need) for need in needs]
    assert all(parts), "each names its least version first"
    return [f"{part[1]}=={part[2]}{part[3] or ''}" for part in parts if part]


def use(scripts: Path, home: Path) -> None:
    """Takes the steps of a new user, with nothing of the checkout in reach."""
    from session import Session

    environ = {"HOME": str(home), "COACH_TODAY": DAY, "PYTHONPATH": "", "LANG": "C.UTF-8"}
    coach = str(scripts / "coach")

    def says(*words: str) -> str:
        return run(*words, at=home, environ=environ)

    where = says(str(scripts / "python"), "-c", "import coach, screens; print(coach.__file__)")
    assert Path(where).is_relative_to(scripts.parent), where
    from coach import VERSION

    assert says(coach, "--version").strip() == f"coach {VERSION}"
    says(coach, "demo", "--write")
    assert says(coach, "today").startswith("Sun 22 Nov")
    assert "UWorld" in says(coach, "search", "uworld")
    checked = says(coach, "doctor")
    assert "check: ok" in checked and str(home) in checked and str(ROOT) not in checked
    folder = Path.cwd()
    os.chdir(home)
    try:
        app = Session(coach, environ=environ | {"PATH": os.defpath})
    finally:
        os.chdir(folder)
    with app:
        app.until(lambda: "This week" in app.emulator.text, limit=60)
        app.press("q")
        assert app.wait_end() == 0
        app.assert_given_back()


def run(*words: str, at: Path = ROOT, environ: dict[str, str] | None = None) -> str:
    """What a program prints; fails with all of it where the program fails."""
    done = subprocess.run(
        words, cwd=at, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert done.returncode == 0, f"{words}:\n{done.stdout[-3000:]}"
    return done.stdout


def pythons() -> dict[int, str]:
    """The Pythons on the path that may run it, by their minor version."""
    runs = {sys.version_info.minor: sys.executable}
    for minor in range(int(PROJECT["requires-python"].removeprefix(">=3.")), 30):
        path = shutil.which(f"python3.{minor}")
        asked = [path or "", "-c", "import ensurepip, venv"]
        if path and subprocess.run(asked, capture_output=True).returncode == 0:
            runs.setdefault(minor, path)
    return runs


def main() -> int:
    """Builds, installs, uses and tests with the oldest or the newest."""
    asked = argparse.ArgumentParser(description=__doc__, usage=argparse.SUPPRESS)
    which = asked.add_mutually_exclusive_group(required=True)
    which.add_argument("--oldest", action="store_true")
    which.add_argument("--newest", action="store_true")
    asked.add_argument("--python")
    args = asked.parse_args()
    runs = pythons()
    python = args.python or runs[min(runs) if args.oldest else max(runs)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(python, "-m", "venv", str(folder / "builder"))
        pip = (str(folder / "builder" / "bin" / "pip"), "wheel", "-q", "--no-deps")
        run(*pip, "-w", str(folder), str(ROOT))
        wheel = next(folder.glob("*.whl"))
        scripts = whole(folder / "venv", wheel, python, lowest() if args.oldest else [])
        print(run(str(scripts / "pip"), "freeze").replace("\n", " "))
        (folder / "home").mkdir()
        use(scripts, folder / "home")
        print(run(str(scripts / "python"), "--version").strip(), "installed and used", flush=True)
        line = ["-m", "pytest", "-n2", "-p", "no:cacheprovider", "--basetemp", name + "/tests"]
        return subprocess.run([str(scripts / "python"), *line, *ROUND], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
