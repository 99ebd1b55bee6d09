"""`coach profile show | set | import | export`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path

from coach.cli.answer import Answer
from coach.profile.applicant import nested, shown, unanswered
from coach.profile.fields import BY_KEY, FIRST_RUN
from coach.profile.files import read_file, write_file
from coach.records import CoachError
from coach.subjects.coach import Coach
from coach.wording import country_note


def add(parser: ArgumentParser) -> None:
    """Options of `coach profile`."""
    actions = parser.add_subparsers(dest="action", metavar="show|set|import|export")
    actions.add_parser("show", help="everything the coach knows of you")
    setting = actions.add_parser("set", help="set answers: KEY=VALUE, an empty value clears")
    setting.add_argument("pairs", nargs="+", metavar="KEY=VALUE")
    reading = actions.add_parser("import", help="read a TOML file")
    reading.add_argument("file", type=Path)
    writing = actions.add_parser("export", help="write a TOML file")
    writing.add_argument("file", type=Path)


def profile(coach: Coach, args: Namespace) -> Answer:
    """Shows, sets, imports or exports the answers."""
    action = args.action or "show"
    notes = []
    if action == "set":
        changed = coach.profile.change(_pairs(args.pairs))
        notes = ["Saved." if changed else "Nothing to change."]
    elif action == "import":
        changed = coach.profile.change(read_file(args.file), f"Profile from {args.file.name}")
        notes = [f"Read {args.file}." if changed else "Nothing to change."]
    elif action == "export":
        write_file(args.file, coach.profile.answers)
        notes = [f"Written to {args.file}: it holds your scores and visa, keep it private."]
    return Answer({"profile": nested(coach.profile.answers)}, _lines(coach), notes)


def _pairs(pairs: list[str]) -> dict[str, object]:
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
