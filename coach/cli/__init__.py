"""Every job as a command; nothing here imports the screens."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from typing import Any, Final, NoReturn

from coach import VERSION, places
from coach.cli.answer import Answer
from coach.coach import Coach, at
from coach.records import CoachError

COMMANDS: Final[dict[str, tuple[str, str, str, str]]] = {
    "profile": ("who you are: show, set, import, export", "profile", "add", "profile"),
    "search": ("find anything by a few letters", "finding", "add_search", "search"),
    "programs": ("ranked programs with gates and reasons", "programs", "add_programs", "programs"),
    "explain": ("everything behind one score", "finding", "add_explain", "explain"),
    "fact": ("record a program fact that you read", "programs", "add_fact", "record_fact"),
    "journey": ("the stages and their checklists", "journey", "add_journey", "journey"),
    "do": ("tick a task", "journey", "add_key", "do"),
    "undo": ("take the last change back", "journey", "", "undo"),
    "skip": ("a task is not needed", "journey", "add_key", "skip"),
    "reopen": ("open a done or skipped task again", "journey", "add_key", "reopen"),
    "week": ("the plan for this week", "journey", "add_week", "week"),
    "today": ("five lines for a login banner", "journey", "", "today"),
    "calendar": ("the dates of a season", "journey", "add_calendar", "calendar"),
    "log": ("what changed, when", "journey", "add_log", "log"),
    "backup": ("everything in one file", "health", "add_backup", "backup"),
    "doctor": ("health of your data and of the facts", "health", "", "doctor"),
    "demo": ("the app on an example applicant", "health", "add_demo", "demo"),
}
"""Every command: its help, its module in this package, and there its options and its handler."""
TAKE_A_VALUE: Final = ("--home", "--today", "--line")


def _load(module: str, name: str) -> Callable[..., Any]:
    # Only the module of the command that runs: all of them together cost 25 ms.
    found: Callable[..., Any] = getattr(import_module(f"coach.cli.{module}"), name)
    return found


def _command_in(argv: Sequence[str]) -> str | None:
    """The command among the words, values of global options left aside."""
    words = iter(argv)
    for word in words:
        if word in TAKE_A_VALUE:
            next(words, None)
        elif not word.startswith("-"):
            return word
    return None


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"coach: {message}. `{self.prog} --help` shows the usage.\n")


def parser(command: str | None = None) -> _Parser:
    """The command line, with the options of one command or of none.

    Global options may stand before or after the command.
    """
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
    for name, (words, module, options, _) in COMMANDS.items():
        one = commands.add_parser(name, help=words, description=words, parents=[everywhere])
        if name == command and options:
            _load(module, options)(one)
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
            _, module, _, handler = COMMANDS[args.command]
            answer: Answer = _load(module, handler)(coach, args)
        finally:
            coach.close()
        return _print(answer, getattr(args, "json", False))
    except CoachError as error:
        return failed(error)
    except BrokenPipeError:
        # The reader (head, a pager) has seen enough.
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
        return 0


def failed(error: CoachError) -> int:
    """Says in one sentence what could not be done; the exit status for that."""
    print(f"coach: {error}", file=sys.stderr)
    return 1


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
    return parser(_command_in(argv)).parse_args(argv)
