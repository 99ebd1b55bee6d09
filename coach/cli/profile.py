"""`coach profile show | set | import | export`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from coach.cli.answer import Answer, Force
from coach.records import CoachError
from coach.saying import profile as saying
from coach.subjects.coach import Coach
from coach.subjects.options import Opt


def show(coach: Coach) -> Answer:
    """Everything the coach knows of the applicant."""
    return _profile(coach)


def set_answers(
    coach: Coach,
    pairs: Annotated[tuple[str, ...], Opt("an empty value clears the answer", "KEY=VALUE")],
) -> Answer:
    """Sets answers."""
    changed = coach.profile.change(_pairs(pairs))
    return _profile(coach, "Saved." if changed else "Nothing to change.")


def read_in(coach: Coach, file: Annotated[Path, Opt("a TOML file", "FILE")]) -> Answer:
    """Reads answers from a file."""
    changed = coach.profile.read_in(file)
    return _profile(coach, f"Read {file}." if changed else "Nothing to change.")


def write_out(
    coach: Coach, file: Annotated[Path, Opt("a TOML file", "FILE")], force: Force = False
) -> Answer:
    """Writes the answers to a file."""
    coach.profile.write_out(file, force)
    note = f"Written to {file}: it holds your scores and visa, keep it private."
    return _profile(coach, note)


def _profile(coach: Coach, *notes: str) -> Answer:
    return Answer({"profile": coach.profile.by_table}, saying.answers(coach), list(notes))


def _pairs(pairs: Iterable[str]) -> dict[str, object]:
    values: dict[str, object] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise CoachError(f"“{pair}” should look like hours_per_week=12.")
        values[key.strip()] = value.strip()
    return values
