"""Every job as a command; nothing here imports the screens."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, NoReturn

from coach import VERSION, places
from coach.cli import finding, health, journey, profile, programs
from coach.cli.answer import Answer
from coach.coach import Coach, at
from coach.records import CoachError

Add = Callable[[argparse.ArgumentParser], None]
Run = Callable[[Coach, argparse.Namespace], Answer]


def _none(parser: argparse.ArgumentParser) -> None:
    """No options."""


COMMANDS: Final[dict[str, tuple[str, Add, Run]]] = {
    "profile": ("who you are: show, set, import, export", profile.add, profile.profile),
    "search": ("find anything by a few letters", finding.add_search, finding.search),
    "programs": ("ranked programs with gates and reasons", programs.add_programs,
                 programs.programs),
    "explain": ("everything behind one score", finding.add_explain, finding.explain),
    "fact": ("record a program fact that you read", programs.add_fact, programs.record_fact),
    "journey": ("the stages and their checklists", journey.add_journey, journey.journey),
    "do": ("tick a task", journey.add_key, journey.do),
    "undo": ("take the last change back", _none, journey.undo),
    "skip": ("a task is not needed", journey.add_key, journey.skip),
    "reopen": ("open a done or skipped task again", journey.add_key, journey.reopen),
    "week": ("the plan for this week", journey.add_week, journey.week),
    "today": ("five lines for a login banner", _none, journey.today),
    "calendar": ("the dates of a season", journey.add_calendar, journey.calendar),
    "log": ("what changed, when", journey.add_log, journey.log),
    "backup": ("everything in one file", health.add_backup, health.backup),
    "doctor": ("health of your data and of the facts", _none, health.doctor),
    "demo": ("the app on an example applicant", health.add_demo, health.demo),
}  # fmt: skip
"""Name, help, options and handler of every command."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"coach: {message}. `{self.prog} --help` shows the usage.\n")


def parser() -> _Parser:
    """The whole command line; global options may stand before or after the command."""
    everywhere = _Parser(add_help=False)
    add = everywhere.add_argument
    missing = argparse.SUPPRESS
    add("--home", metavar="DIR", default=missing, help="data folder (or COACH_HOME)")
    add("--today", metavar="DATE", default=missing, help="act as if it were this day")
    add("--json", action="store_true", default=missing, help="one JSON object on stdout")
    add("--line", choices=("full", "slow"), default=missing, help="how good the line is")
    whole = _Parser(
        prog="coach", parents=[everywhere],
        description="Coaches international medical graduates to Match Day. Alone: opens the app.",
    )  # fmt: skip
    whole.add_argument("--version", action="version", version=f"coach {VERSION}")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for name, (words, options, _) in COMMANDS.items():
        options(commands.add_parser(name, help=words, description=words, parents=[everywhere]))
    return whole


def day_of(args: argparse.Namespace) -> date | None:
    """The day named by --today or COACH_TODAY. Raises CoachError for what is not a date."""
    text = getattr(args, "today", None) or os.environ.get("COACH_TODAY")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CoachError(f"--today: “{text}” is not a date like 2026-11-22.") from None


def main(args: argparse.Namespace) -> int:
    """Runs one parsed command; 0 done, 1 could not be done."""
    try:
        home = places.home(getattr(args, "home", None), os.environ)
        coach = Coach.open(home, at(day_of(args)))
        try:
            answer = COMMANDS[args.command][2](coach, args)
        finally:
            coach.close()
        return _print(answer, getattr(args, "json", False))
    except CoachError as error:
        print(f"coach: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader (head, a pager) has seen enough.
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
        return 0


def _print(answer: Answer, as_json: bool) -> int:
    for note in answer.notes:
        print(note, file=sys.stderr)
    if as_json:
        print(json.dumps(answer.data, ensure_ascii=False, default=_plain))
    elif answer.lines:
        print("\n".join(answer.lines))
    sys.stdout.flush()
    return 0


def _plain(value: object) -> Any:
    return str(value)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The parsed command line; exits with 2 on wrong usage."""
    return parser().parse_args(argv)
