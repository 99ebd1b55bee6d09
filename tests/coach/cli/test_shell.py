"""What a shell is used to: “-”, an 8-bit locale, a full disk, a closed pipe, ctrl+c."""

from __future__ import annotations

import io
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, Any, str]]
ROOT = Path(__file__).parents[3]


@pytest.fixture
def shell(tmp_path: Path, run: Run) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs a line of a shell in which `coach` is the program over an applicant's data."""
    run("profile", "set", "specialties=IM", "visa=j1", "match_year=2027", "hours_per_week=12")
    program = f'"{sys.executable}" -m screens.start --home "{tmp_path / "home"}" --today 2026-11-22'

    def run_line(line: str, **more: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["bash", "-c", f'set -o pipefail; coach() {{ {program} "$@"; }}; {line}'],
            capture_output=True,
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)} | more,
        )

    return run_line


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Has a text stand on standard input."""
    return lambda text: monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()))
    )


def test_every_reading_command_takes_what_is_typed(
    run: Run, types: Callable[[str], None], tmp_path: Path
) -> None:
    types("hours_per_week = 9\n")
    assert run("profile", "import", "-")[0] == 0
    assert run("profile", "show", "--json")[1]["profile"]["hours_per_week"] == 9
    types("I chose medicine after a long winter in my village.")
    assert run("check", "statement", "-")[0] == 0
    types('{"programs": [{"id": 7, "f": 0.2, "t": 4}]}')
    assert run("list", "--market", "-", "--json")[1]["order"][0]["id"] == 7
    types("")
    status, _, error = run("check", "message", "-")
    assert (status, error) == (1, "coach: Nothing was typed.\n")


def test_every_writing_command_writes_to_the_pipe(
    shell: Callable[..., subprocess.CompletedProcess[bytes]], tmp_path: Path
) -> None:
    lines = (
        "profile export -",
        "backup -",
        "calendar --ics -",
        "week --markdown -",
        "export programs -",
        "export journey - --format xlsx",
        "exams export -",
    )
    for words in lines:
        name = words.split()[0]
        done = shell(f"coach {words} > {name}.out; coach {words} | cmp - {name}.out")
        if "xlsx" not in words:  # holds the second in which it was made
            assert done.returncode == 0, done.stderr
        assert done.stderr and b"Traceback" not in done.stderr
    assert not (tmp_path / "-").exists()
    copy = sqlite3.connect(tmp_path / "backup.out")
    assert copy.execute("SELECT count(*) FROM profile").fetchone() == (4,)
    copy.close()
    assert b"hours_per_week = 12" in (tmp_path / "profile.out").read_bytes()


def test_an_answer_that_cannot_be_written_or_is_not_read_on(
    shell: Callable[..., subprocess.CompletedProcess[bytes]],
) -> None:
    for words in (
        *("week", "week --json", "--help", "export journey -"),
        *("calendar --ics -", "paper"),
    ):
        full = shell(f"coach {words} > /dev/full")
        assert full.returncode == 1 and full.stderr.count(b"could not be written") == 1
        assert not re.search(b"Traceback|Exception|Written", full.stderr)
        pipe = shell(f"coach {words} | true; exit ${{PIPESTATUS[0]}}")
        assert pipe.returncode == 0 and b"rror" not in pipe.stderr
    closed = shell("coach week >&-")
    assert (closed.returncode, closed.stderr) == (0, b"")
    assert b"Chance" not in shell("coach programs --limit 1 2>&-").stdout


def test_dates_that_could_not_be_written_are_not_taken_for_exported(
    shell: Callable[..., subprocess.CompletedProcess[bytes]], tmp_path: Path
) -> None:
    assert shell("coach calendar --ics - > /dev/full").returncode == 1
    shell("coach do nrmp_register")
    assert b"CANCELLED" not in shell("coach calendar --ics -").stdout, "no calendar ever had it"
    shell("coach undo; coach calendar --ics mine.ics > /dev/full; coach do nrmp_register")
    assert b"CANCELLED" in shell("coach calendar --ics -").stdout, "the file was written"


def test_words_of_a_locale_without_an_encoding_are_kept_as_they_were_meant(
    shell: Callable[..., subprocess.CompletedProcess[bytes]],
) -> None:
    broken = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert shell("coach note 'lor Dr Müller IM us'", **broken).returncode == 0
    assert shell(r"coach note $'lor Dr Mu\xf1oz IM us'").returncode == 0
    assert b"Dr Muller" in shell("coach letters list", **broken).stdout
    names = shell("coach letters list --json").stdout.decode()
    assert "Dr Müller" in names and "Dr Muñoz" in names
    latin = shell("coach letters list", PYTHONIOENCODING="latin-1").stdout.decode("latin-1")
    assert "Dr Müller" in latin
    whole = shell("coach export journey -", PYTHONIOENCODING="latin-1")
    assert whole.stdout == shell("coach export journey -").stdout


def test_ctrl_c_ends_a_command_with_130_and_a_line(tmp_path: Path, run: Run) -> None:
    run("profile", "set", "specialties=IM")
    command = [sys.executable, "-m", "screens.start", "--home", str(tmp_path / "home"), "check"]
    started = subprocess.Popen(
        [*command, "statement", "-"],  # waits for what is typed
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    time.sleep(2)
    started.send_signal(signal.SIGINT)
    _, error = started.communicate(timeout=20)
    assert (started.returncode, error) == (130, b"coach: stopped.\n")
