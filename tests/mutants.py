"""Changes important lines one by one in a copy of the house, and shows that tests notice.

    python -m tests.mutants [--only WORD]

A mutant that lives on is told, and the status is 1: it needs a test. A line that stands nowhere any
more, or more than once, is told by `tests/test_mutants.py`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[1]
LONGEST_S: Final = 600
"""A test that ends no more has noticed too."""


class Mutant(NamedTuple):
    """One line, what is put in its place, and the tests that must fail then."""

    file: str
    line: str
    changed: str
    tests: str


GATES = "tests/coach/rules/test_gates.py"
PERSON = "tests/coach/rules/test_person.py"
STORE = "tests/coach/store"
MUTANTS: Final = (
    # Gates
    Mutant("coach/rules/programs.py", "if True in answers:", "if answers:", GATES),
    Mutant(
        "coach/rules/programs.py",
        "answers == [None, True] and not passed",
        "answers == [None, True] and passed",
        GATES,
    ),
    Mutant(
        "coach/rules/programs.py",
        "if limit < years < limit + 1:",
        "if limit < years < limit:",
        GATES,
    ),
    Mutant("coach/rules/programs.py", "judged(years <= limit", "judged(years <= limit + 2", GATES),
    Mutant("coach/rules/programs.py", "judged(most <= limit", "judged(most < limit", GATES),
    Mutant(
        "coach/rules/programs.py",
        "judged(exam.score >= minimum",
        "judged(exam.score > minimum",
        GATES,
    ),
    Mutant("coach/rules/programs.py", "judged(months >= asked", "judged(months > asked", GATES),
    Mutant(
        "coach/rules/programs.py", "if used_up(case.applicant):", "if not case.applicant:", GATES
    ),
    Mutant("coach/rules/programs.py", "if not program.military:", "if program:", GATES),
    Mutant("coach/rules/attempts.py", "MOST: Final = 4", "MOST: Final = 5", PERSON),
    Mutant(
        "coach/rules/attempts.py",
        "return max(days[0] + TWELVE_MONTHS, days[-1] + SIX_MONTHS)",
        "return min(days[0] + TWELVE_MONTHS, days[-1] + SIX_MONTHS)",
        PERSON,
    ),
    Mutant(
        "coach/rules/exams.py",
        "SEVEN_YEARS: Final = relative.relativedelta(years=7)",
        "SEVEN_YEARS: Final = relative.relativedelta(years=8)",
        PERSON,
    ),
    # Fees
    Mutant(
        "coach/applying/fees.py",
        "tier for tier in self.tiers if number >= tier.first",
        "tier for tier in self.tiers if number > tier.first",
        "tests/coach/applying/test_fees.py",
    ),
    Mutant(
        "coach/applying/fees.py",
        "if not tier.flat or number == tier.first else 0.0",
        "if not tier.flat or number >= tier.first else 0.0",
        "tests/coach/applying/test_fees.py",
    ),
    Mutant(
        "coach/applying/fees.py",
        "for number in range(1, count + 1))",
        "for number in range(1, count))",
        "tests/coach/applying/test_fees.py",
    ),
    Mutant(
        "coach/applying/fees.py",
        'status: Status = "projected"\n    if year == season:',
        'status: Status = "projected"\n    if year:',
        "tests/coach/applying/test_fees.py",
    ),
    # Slack
    Mutant(
        "coach/journey/network.py",
        "max(0.0, activity.opens or 0.0, *begins)",
        "max(0.0, *begins)",
        "tests/coach/journey/test_network.py",
    ),
    Mutant(
        "coach/journey/network.py",
        "finish - listed[follower].duration",
        "finish",
        "tests/coach/journey/test_network.py",
    ),
    Mutant(
        "coach/journey/network.py",
        "None if latest is None else latest - finish",
        "None if latest is None else latest - start",
        "tests/coach/journey/test_network.py",
    ),
    Mutant(
        "coach/journey/network.py",
        "limit = min(nexts) if nexts else activity.deadline",
        "limit = max(nexts) if nexts else activity.deadline",
        "tests/coach/journey/test_network.py",
    ),
    # History and undo
    Mutant(
        "coach/store/changes.py",
        "whole._before.setdefault(row, before)",
        "whole._before[row] = before",
        f"{STORE} tests/coach/subjects",
    ),
    Mutant(
        "coach/store/changes.py",
        "if not changed and undoes is None:",
        "if changed is None:",
        f"{STORE} tests/coach/logs",
    ),
    Mutant("coach/store/changes.py", "if size > LARGEST_ROW:", "if size < 0:", STORE),
    Mutant(
        "coach/store/back_and_forth.py",
        "if done.last > here.last and not done.back",
        "if done.last >= here.last and not done.back",
        STORE,
    ),
    Mutant("coach/store/back_and_forth.py", "self._check(done, back)", "self._left(back)", STORE),
    Mutant(
        "coach/store/back_and_forth.py",
        "if [*shown] != [done.number for done in falling]:",
        "if not falling:",
        f"{STORE} tests/coach/subjects",
    ),
    Mutant(
        "coach/store/schema.py",
        "AND EXISTS (SELECT 1 FROM acts WHERE undoes = NEW.undoes) ",
        "AND 1 = 0 ",
        STORE,
    ),
    Mutant(
        "coach/store/database.py", "PRAGMA synchronous = FULL", "PRAGMA synchronous = OFF", STORE
    ),
    Mutant(
        "coach/store/database.py",
        "if version > VERSION:",
        "if version < 0:",
        f"{STORE} tests/golden",
    ),
    # Backup
    Mutant(
        "coach/store/database.py",
        "_counts(copy) != expected",
        "_counts(copy) is expected",
        f"{STORE} tests/coach/test_writing.py",
    ),
    Mutant(
        "coach/store/database.py",
        "take_out(copy, NEVER_COPIED)",
        "_counts(copy)",
        f"{STORE} tests/coach/soap",
    ),
    # Files
    Mutant(
        "coach/writing.py",
        "_place(draft, target)",
        "draft.replace(target)",
        "tests/coach/test_writing.py",
    ),
    Mutant(
        "coach/writing.py",
        "if (match := draft.fullmatch(name)) and not _runs(int(match[1])):",
        "if draft.fullmatch(name):",
        "tests/coach/test_writing.py",
    ),
    Mutant(
        "coach/files/tables.py",
        'return f"\'{text}" if text.lstrip("\'").startswith(FORMULA) else text',
        "return text",
        "tests/coach/files",
    ),
    # Lock of Match Week
    Mutant(
        "coach/soap/lock.py",
        "return held if held.holds(now) else None",
        "return None if held.holds(now) else held",
        "tests/coach/soap",
    ),
    Mutant(
        "coach/soap/lock.py",
        "day = event.day + timedelta(days=is_end)",
        "day = event.day",
        "tests/coach/soap",
    ),
    # The terminal
    Mutant(
        "screens/terminal/firstframe.py",
        'if not (final and final in "HABCDKm"):',
        "if not final:",
        "tests/screens/terminal/test_firstframe.py",
    ),
    Mutant(
        "screens/terminal/firstframe.py",
        "ours = about.st_uid == os.getuid() and not about.st_mode & 0o022",
        "ours = True",
        "tests/screens/terminal/test_firstframe.py",
    ),
    Mutant(
        "screens/terminal/keyboard.py",
        "if self._is_pasting or piece in _PASTE:",
        "if piece in _PASTE:",
        "tests/screens/terminal/test_keyboard.py",
    ),
    Mutant(
        "screens/terminal/keyboard.py",
        "is_late = now - self._came_at > _LATE_S",
        "is_late = False",
        "tests/screens/terminal/test_keyboard.py",
    ),
    Mutant(
        "screens/terminal/ending.py",
        "self._handlers[number] = signal.signal(number, self._signalled)",
        "self._handlers[number] = signal.getsignal(number)",
        "tests/screens/test_start.py",
    ),
    # Days that are typed
    Mutant(
        "coach/typed_days.py",
        "except (LookupError, OverflowError):",
        "except LookupError:",
        "tests/coach/test_typed_days.py",
    ),
)


@contextmanager
def house() -> Iterator[Path]:
    """A copy of the house, in which lines may be changed."""
    with tempfile.TemporaryDirectory(prefix="coach-mutants-") as folder:
        copy = Path(folder) / "house"
        left_out = shutil.ignore_patterns(".git", "__pycache__", ".venv", ".hypothesis", ".*_cache")
        shutil.copytree(ROOT, copy, ignore=left_out, symlinks=True)
        yield copy


def is_noticed(mutant: Mutant, copy: Path) -> bool:
    """Whether its tests fail with the line changed. Raises ValueError where they cannot run."""
    file = copy / mutant.file
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(mutant.line, mutant.changed), encoding="utf-8")
    line = [sys.executable, "-m", "pytest", "-n0", "-x", "-q", "-p", "no:cacheprovider"]
    line += [f"--basetemp={copy.parent / 'base' / 'run'}", *mutant.tests.split()]
    (copy.parent / "base").mkdir(exist_ok=True)
    environ = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            line, cwd=copy, env=environ, capture_output=True, text=True, timeout=LONGEST_S
        )
    except subprocess.TimeoutExpired:
        return True
    finally:
        file.write_text(text, encoding="utf-8")
    if done.returncode not in (0, 1, 2):
        raise ValueError(f"{mutant.tests}: {done.stdout[-800:]}{done.stderr[-800:]}")
    return done.returncode != 0


def places(mutant: Mutant) -> int:
    """How often its line stands in its file."""
    return (ROOT / mutant.file).read_text(encoding="utf-8").count(mutant.line)


def main() -> int:
    """Tries every mutant; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("--only", default="", help="those whose file or line has these letters")
    args = parser.parse_args()
    tried = [each for each in MUTANTS if args.only in each.file or args.only in each.line]
    living, began = [], time.monotonic()
    with house() as copy:
        for mutant in tried:
            if places(mutant) != 1:
                print(f"stands not once: {mutant.file}: {mutant.line}")
                living.append(mutant)
            elif not is_noticed(mutant, copy):
                print(f"lives on: {mutant.file}: {mutant.changed}", flush=True)
                living.append(mutant)
    took = time.monotonic() - began
    print(f"{len(tried) - len(living)} of {len(tried)} mutants caught in {took:.0f} s")
    return bool(living)


if __name__ == "__main__":
    sys.exit(main())
