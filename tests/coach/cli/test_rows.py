"""A command is two things: its row, and the typed act behind it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any, Literal

import pytest

from coach.cli.rows import LINES
from coach.commands import Command
from coach.subjects.options import Opt
from coach.subjects.profile import ProfileSubject

Run = Callable[..., tuple[int, Any, str]]
ROW = Command("profile.rest", "z", text="Plan a lighter week.", words="rest", act="profile.rest")


def rest(
    subject: ProfileSubject,
    hours: Annotated[float, Opt("hours that are left", "HOURS", low=1, high=40)],
    pace: Annotated[Literal["slow", "fast"] | None, Opt("how fast it gets lighter")] = None,
) -> bool:
    """Lowers the hours of a week."""
    return subject.change({"hours_per_week": hours / (2 if pace == "fast" else 1)})


@pytest.fixture
def with_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line with one more row, and its act at the subject."""
    monkeypatch.setattr(ProfileSubject, "rest", rest, raising=False)
    monkeypatch.setattr(import_module("coach.cli.rows"), "LINES", (*LINES, ROW))
    return run


def test_a_row_and_an_act_make_a_command(with_it: Run) -> None:
    status, data, _ = with_it("rest", "8", "--pace", "fast", "--json")
    assert (status, data) == (0, {"changed": True})
    assert with_it("profile", "--json")[1]["profile"]["hours_per_week"] == 4
    assert with_it("rest", "4")[1] == "Nothing to change.\n"
    assert with_it("undo")[0] == 0
    assert "hours_per_week" not in with_it("profile", "--json")[1]["profile"]


def test_its_help_and_its_refusals_come_with_it(with_it: Run) -> None:
    status, text, _ = with_it("rest", "--help")
    assert status == 0
    for words in ("Plan a lighter week.", "HOURS", "hours that are left", "--pace", "slow"):
        assert words in text
    assert with_it("rest", "80")[2] == "coach: HOURS should be a number between 1 and 40, not 80.\n"
    assert with_it("rest", "eight")[0] == with_it("rest")[0] == 2
    assert with_it("rest", "8", "--pace", "no")[0] == 2
