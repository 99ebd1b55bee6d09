"""`coach profile show | set | import | export`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from coach.cli.answer import Answer, Force
from coach.profile.applicant import as_toml, nested, shown, unanswered
from coach.profile.fields import BY_KEY, FIRST_RUN
from coach.profile.files import read_file
from coach.records import CoachError
from coach.saying.text import rows
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.wording import country_note
from coach.writing import write_file


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
    changed = coach.profile.change(read_file(file), f"Profile from {file.name}")
    return _profile(coach, f"Read {file}." if changed else "Nothing to change.")


def write_out(
    coach: Coach, file: Annotated[Path, Opt("a TOML file", "FILE")], force: Force = False
) -> Answer:
    """Writes the answers to a file."""
    write_file(file, as_toml(coach.profile.answers).encode(), force)
    note = f"Written to {file}: it holds your scores and visa, keep it private."
    return _profile(coach, note)


def _profile(coach: Coach, *notes: str) -> Answer:
    return Answer({"profile": nested(coach.profile.answers)}, rows(_lines(coach)), list(notes))


def _pairs(pairs: Iterable[str]) -> dict[str, object]:
    given: dict[str, object] = {}
    for pair in pairs:
        key, found, value = pair.partition("=")
        if not found:
            raise CoachError(f"“{pair}” should look like hours_per_week=12.")
        given[key.strip()] = value.strip()
    return given


def _lines(coach: Coach) -> list[str]:
    lines = [
        f"{BY_KEY[key].label:20} {key:22} {shown(BY_KEY[key], value)}"
        for key, value in _ordered(coach.profile.answers)
    ]
    left = unanswered(coach.profile.answers, FIRST_RUN)
    if left:
        lines += ["", f"Not said yet: {', '.join(field.key for field in left)}"]
    lines += ["", *map(country_note, coach.season.countries)] if coach.season.countries else []
    return lines


def _ordered(profile: Mapping[str, object]) -> list[tuple[str, object]]:
    return [(key, profile[key]) for key in BY_KEY if key in profile]
