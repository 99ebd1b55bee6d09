"""What all commands answer to six applicants, kept word for word.

`GOLDEN=write python -m pytest -n0 tests/golden` makes the files anew; look at each difference.
"""

from __future__ import annotations

import json
import os
import platform
import shlex
import shutil
import sqlite3
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from coach import VERSION
from coach.subjects.coach import Coach, at
from screens.start import main
from tests.conftest import SHARE
from tests.golden.applicants import APPLICANTS, FACTS, MARKS, Applicant
from tests.golden.lines import CHANGES, FILES, OF_VERSION_3, READ, REFUSED, UNDOS
from tests.golden.told import cut, difference, json_lines

KEPT = Path(__file__).parent
TODAY = "2026-11-22"
AGAIN = "`GOLDEN=write python -m pytest -n0 tests/golden` keeps what is said now"
MARKET = [{"id": number, "f": number / 10, "t": 10 - number} for number in range(1, 6)]


class Teller:
    """Runs command lines of one applicant in a folder and writes down what they answer."""

    def __init__(self, who: Applicant, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.who, self.folder, self.capsys = who, folder, capsys
        self.lines: list[str] = []

    def run(self, line: str, home: str = "home", day: str = TODAY) -> tuple[int, str, str]:
        """Exit status, stdout and stderr of one line."""
        words = shlex.split(line.format(**self.who._asdict()))
        self.capsys.readouterr()
        try:
            status = main(["--home", str(self.folder / home), "--today", day, *words])
        except SystemExit as left:
            status = int(left.code or 0)
        out, err = self.capsys.readouterr()
        return status, self._anywhere(out), self._anywhere(err)

    def ask(self, lines: Iterable[str]) -> None:
        """Writes down what lines that only read answer, each as text and as JSON.

        All ask one open coach, as the pages do: what is worked out for a line serves the next.
        """
        with pytest.MonkeyPatch.context() as patch:
            coach = Coach.open(self.folder / "home", at(date.fromisoformat(TODAY)))
            close = coach.close
            patch.setattr(coach, "close", lambda: None)
            patch.setattr(Coach, "open", lambda *where: coach)
            for line in lines:
                self.tell(line)
                self.tell(line, as_json=True)
            close()

    def tell(self, line: str, home: str = "home", as_json: bool = False) -> None:
        """Runs one line and writes its answer down."""
        status, out, err = self.run(line + " --json" * as_json, home)
        self.lines.append(f"$ {line}{' --json' * as_json}{f'  = {status}' * bool(status)}")
        self.lines += [f"! {note}" for note in err.splitlines()]
        if as_json and out:
            # The order of keys in an object is no promise.
            answer = json.dumps(_without_the_machine(json.loads(out)), sort_keys=True)
            self.lines += cut(json_lines(json.loads(answer), " "))
        else:
            self.lines += [f" {said}".rstrip() for said in cut(_lasting(out.splitlines()))]

    def files(self) -> None:
        """Writes down what stands in the files that a row left, and takes them away."""
        for name in FILES:
            if (file := self.folder / name).exists():
                text = file.read_text(encoding="utf-8")
                self.lines += [f"@ {name}", *cut([f" {said}" for said in text.splitlines()])]
                file.unlink()

    def _anywhere(self, text: str) -> str:
        """The text without what differs from machine to machine."""
        text = text.replace(str(self.folder), "~")
        versions = {
            f"coach {VERSION}": "coach V",
            f"Python {platform.python_version()}": "Python V",
            f"SQLite {sqlite3.sqlite_version}": "SQLite V",
        }
        for now, lasting in versions.items():
            text = text.replace(now, lasting)
        return text


def _without_the_machine(answer: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    doctor = answer.get("doctor")
    if isinstance(doctor, dict):
        for key in ("version", "python", "sqlite", "terminal"):
            doctor.pop(key, None)
    return answer


def _lasting(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if not line.startswith(("Terminal ", "Chosen   "))]


def prepared(teller: Teller) -> None:
    """The applicant's home, made by the commands of the days before."""
    who, folder = teller.who, teller.folder
    (folder / "me.toml").write_text(who.answers)
    (folder / "facts.csv").write_text(FACTS.format(**who._asdict()))
    (folder / "more.csv").write_text(f"ACGME ID,H1B,positions\n{who.second},yes,31\n1,no,2\n")
    (folder / "marks.csv").write_text(MARKS.format(**who._asdict()))
    (folder / f"{who.second}.csv").write_text(f"ACGME ID,mark,note\n{who.second},no,too far\n")
    (folder / "market.json").write_text(json.dumps({"programs": MARKET}))
    for day, _, line in [
        (who.told, "", "profile import me.toml"),
        *(act.partition(" ") for act in who.acts),
    ]:
        status, _, err = teller.run(line, day=day)
        assert status == 0, f"{line}: {err}"
    (folder / "me.toml").unlink()


NOW = [*APPLICANTS][:: 1 if SHARE == 1 or "GOLDEN" in os.environ else 2]
"""Those of each run; all of them with COACH_SOAK=full, and when they are written."""


@pytest.mark.parametrize("name", NOW)
def test_every_command_answers_as_before(
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    teller = Teller(APPLICANTS[name], tmp_path, capsys)
    prepared(teller)
    teller.ask(READ)
    for number, row in enumerate(CHANGES):
        for as_json in (False, True):
            home = f"home{number}"
            shutil.rmtree(tmp_path / home, ignore_errors=True)
            shutil.copytree(tmp_path / "home", tmp_path / home)
            for line in row:
                teller.tell(line, home, as_json)
            if as_json:
                teller.tell("log --limit 6", home, as_json)
            else:
                teller.files()
            for left in (*FILES, "all.db"):
                (tmp_path / left).unlink(missing_ok=True)
    for line in REFUSED:
        teller.tell(line)
    compare(name, teller.lines)


def test_a_database_of_version_3_opens_whole_with_its_history(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    teller = Teller(APPLICANTS["mid_season"], tmp_path, capsys)
    (tmp_path / "home").mkdir(mode=0o700)
    shutil.copyfile(KEPT / "version3.db", tmp_path / "home" / "coach.db")
    teller.ask(OF_VERSION_3)
    for _ in range(UNDOS):
        teller.tell("undo --json")
        for line in ("profile show", "weeks", "export facts -", "export week -"):
            teller.tell(line)
    teller.tell("journey", as_json=True)
    teller.tell("log --limit 70", as_json=True)
    compare("version3", teller.lines)


def compare(name: str, lines: list[str]) -> None:
    """Fails where lines differ from those that are kept under a name; or keeps them."""
    kept, now = KEPT / f"{name}.txt", "\n".join(lines) + "\n"
    if os.environ.get("GOLDEN") == "write":
        kept.write_text(now, encoding="utf-8")
    told = difference(kept.read_text(encoding="utf-8"), now)
    if told:
        pytest.fail(f"{kept.name} differs ({AGAIN}):\n{told}", pytrace=False)
