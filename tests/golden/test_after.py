"""Five applicants from Match Day to July: what the first day hangs on, whom to ask, what is left.

The texts are kept word for word beside; `GOLDEN=write python -m pytest -n0 tests/golden` makes
them anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from coach.saying.after import after
from coach.subjects.coach import Coach, at
from screens.start import main

KEPT: Final = Path(__file__).parent / "after"
DAYS: Final = ("2027-03-20", "2027-04-24", "2027-05-29", "2027-07-02")
CLOSED, MET, SILENT = "1403511253", "1403511263", "1403511273"
BASE: Final = (
    "match_year=2027 graduate_type=non_us_img citizenship=Pakistan specialties=IM certified=yes "
    "graduation_date=2022-06-15 step1.passed=yes step2ck.score=241 hours_per_week=12 us_status="
)
FILES: Final = tuple(f"do {key}" for key in ("contract", "housing", "first_pay", "credentialing"))
PEOPLE: Final = {
    "j1": (
        f"profile set {BASE}abroad visa=j1 match_result=matched",
        *("2027-04-02 do contract", "2027-04-20 do statement_of_need"),
        "2027-04-23 task set j1_sponsorship --started 2027-04-23 --waiting --expected 2027-05-24",
        *("2027-05-25 do j1_sponsorship", "2027-05-28 do ds2019_sevis"),
        *(f"2027-05-28 {line}" for line in FILES),
    ),
    "h1b": (
        f"profile set {BASE}work visa=h1b step3.passed=yes match_result=matched",
        "2027-04-02 do contract",
        "2027-04-10 task set h1b_path --started 2027-04-10 --waiting",
    ),
    "green_card": (
        f"profile set {BASE}permanent visa=none match_result=matched",
        *(f"2027-05-20 {line}" for line in FILES),
    ),
    "fled": (f"profile set {BASE}pending visa=j1 match_result=first_year_only",),
    "not_matched": (
        f"profile set {BASE}visitor visa=j1 status_until=2027-08-30 match_result=not_matched",
        f"fact {CLOSED} graduation_year_limit 3 --source phone",
        *(f"applications add {key} submitted 24 sep 2026" for key in (CLOSED, MET, SILENT)),
        f"interviews add {MET} 8 dec 2026 held",
        "2027-06-05 profile set match_year=2028",
    ),
}


def through(name: str, home: Path) -> Iterator[tuple[str, Coach]]:
    """The applicant's coach on each day, after all that they did until then."""
    acts = [line if line[:4] == "2027" else f"{DAYS[0]} {line}" for line in PEOPLE[name]]
    for day in DAYS:
        while acts and acts[0][:10] <= day:
            on, _, line = acts.pop(0).partition(" ")
            assert not main(["--home", str(home), "--today", on, *line.split()]), line
        coach = Coach.open(home, at(date.fromisoformat(day)))
        yield day, coach
        coach.close()


@pytest.mark.parametrize("name", PEOPLE)
def test_from_match_day_to_july(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    for day, coach in through(name, tmp_path):
        words = [
            f"{'':{line.indent}}{line.label} {line.text}".rstrip() for line in after(coach).text
        ]
        told += [f"= {day}", *words, ""]
    file = KEPT / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        file.write_text("\n".join(told), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == "\n".join(told)


Asked = Callable[..., dict[str, dict[str, Any]]]


@pytest.fixture
def asked(run: Callable[..., tuple[int, Any, str]]) -> Asked:
    """What is asked of whom on a day, by its key, for the base with some answers."""

    def on(day: str, *answers: str) -> dict[str, dict[str, Any]]:
        words = f"{BASE}abroad".split()
        assert not run("profile", "set", *words, *answers, day="2027-03-20")[0]
        return {row["key"]: row for row in run("after", "--json", day=day)[1]["asks"]}

    return on


def test_a_late_start_comes_before_deferral_and_a_waiver_last(asked: Asked) -> None:
    rows = asked("2027-04-20", "visa=j1", "match_result=matched")
    opens = [rows[key]["opens"] for key in ("late_start", "deferral", "waiver")]
    assert opens == sorted(opens) and len(set(opens)) == 3
    assert rows["waiver"]["due"] == "2027-07-01" and rows["granted"]["opens"] is None


def test_who_fled_is_never_sent_to_a_ministry(asked: Asked) -> None:
    rows = asked("2027-04-20", "visa=j1", "match_result=matched", "us_status=pending")
    assert rows["need_fled"]["whom"] == "ECFMG alone" and "need" not in rows


def test_who_needs_no_visa_reads_of_no_consulate(asked: Asked) -> None:
    rows = asked("2027-04-20", "visa=none", "match_result=matched", "us_status=permanent")
    assert not {"post", "need", "petition", "refused", "new_days"} & set(rows)
    assert {"permit", "late_start", "deferral", "waiver"} <= set(rows)


def test_before_a_result_is_told_nothing_follows(asked: Asked) -> None:
    assert not asked("2027-04-20", "visa=j1")
