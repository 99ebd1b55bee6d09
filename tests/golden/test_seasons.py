"""Twelve applicants by the months of a season: what the week says first, and what it never says.

The weeks are kept word for word beside; `GOLDEN=write python -m pytest -n0 tests/golden` makes
them anew: read each as an adviser would who has to sign it.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from coach.journey.clock import DECIDED
from coach.saying.week import week
from coach.subjects.coach import Coach, at
from screens.start import main
from tests.golden.seasons import DAYS, SEASONS, Season

KEPT: Final = Path(__file__).parent / "clock"
APPLYING: Final = ("application_year", "interviews", "ranking")
TWO_SEASONS: Final = 500
"""Days before its season opens from which nobody is coached to apply."""


def planned(coach: Coach) -> dict[str, str]:
    """Key and stage of what the week plans."""
    return {each.step.task.key: each.step.task.stage for each in coach.week.plan().planned}


def through(who: Season, home: Path) -> Iterator[tuple[str, Coach]]:
    """The applicant's coach on each of the days, after all that they did until then."""
    acts = [f"{DAYS[0]} profile set {who.answers}", *who.acts]
    for day in DAYS:
        while acts and acts[0][:10] <= day:
            on, _, line = acts.pop(0).partition(" ")
            status = main(["--home", str(home), "--today", on, *shlex.split(line)])
            assert status == 0, line
        coach = Coach.open(home, at(date.fromisoformat(day)))
        yield day, coach
        coach.close()


@pytest.mark.parametrize("name", SEASONS)
def test_each_month_of_a_season_says_what_comes_first(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said: list[str] = []
    foreign: dict[str, set[str]] = {}
    for day, coach in through(SEASONS[name], tmp_path):
        text = [f"{'':{line.indent}}{line.text}".rstrip() for line in week(coach).text]
        clock, plan = coach.answering.clock, planned(coach)
        assert clock, f"{name} on {day}: the season says nothing"
        foreign[day] = _of_another_column(coach, clock.column, clock.when, plan)
        said += [f"= {day} {clock.when} {clock.column}", *text, ""]
    file = KEPT / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        file.write_text("\n".join(said), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == "\n".join(said)
    early = {"start_papers_read", "certificate_copies"}
    assert not set().union(*foreign.values()) - early, foreign


def _of_another_column(coach: Coach, column: str, when: str, plan: dict[str, str]) -> set[str]:
    """What is planned and belongs to somebody else."""
    foreign: set[str] = set()
    opens = coach.season.days["eras_season_opens"]
    if (opens - coach.today).days > TWO_SEASONS:
        foreign |= {*APPLYING, "match_soap", "pre_residency"}
    if column in ("matched", "part"):
        foreign |= {*APPLYING}
    if column == "unmatched" and when in DECIDED:
        foreign |= {*APPLYING, "pre_residency"}
    if column == "matched" and when not in ("match_week", "soap"):
        foreign |= {"match_soap"}
    if column == "late":
        foreign |= {"signals", "invite_alerts", "interview_research"}
    return {key for key, stage in plan.items() if {key, stage} & foreign}
