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
from coach.cli.plain import plain
from coach.records import CoachError
from coach.subjects.coach import Coach, at

COMMANDS: Final[dict[str, tuple[str, str, str, str]]] = {
    "profile": ("who you are: show, set, import, export", "profile", "add", "profile"),
    "search": ("find anything by a few letters", "finding", "add_search", "search"),
    "programs": ("ranked programs with gates and reasons", "programs", "add_programs", "programs"),
    "explain": ("everything behind one score", "finding", "add_explain", "explain"),
    "fact": ("record a program fact that you read", "programs", "add_fact", "record_fact"),
    "list": ("which programs to apply to", "applying", "add_list", "list_applications"),
    "signals": ("which programs of the list get a signal", "signals", "add_choice", "give"),
    "verify": ("which missing facts to check first", "signals", "add_choice", "verify"),
    "levers": ("what would open most programs", "deciding", "", "levers"),
    "scenario": ("what a visa rule would change", "deciding", "add_scenario", "scenario"),
    "compare-years": ("this season or the next", "deciding", "add_compare_years", "compare_years"),
    "filters": ("yourself as filters may see you", "deciding", "", "seen"),
    "moved": ("what moved in the ranking, and why", "moved", "add_moved", "moved"),
    "journey": ("the stages and their checklists", "journey", "add_journey", "journey"),
    "what-if": (
        "your road beside another start, year or pace",
        "journey",
        "add_what_if",
        "what_if",
    ),
    "do": ("tick a task, or a part of it", "tasks", "add_do", "do"),
    "undo": ("take the last change back", "tasks", "", "undo"),
    "skip": ("a task is not needed", "tasks", "add_skip", "skip"),
    "reopen": ("open a done or skipped task again", "tasks", "add_key", "reopen"),
    "move": ("plan a task for a day", "tasks", "add_day", "move"),
    "snooze": ("put a task off until a day", "tasks", "add_day", "snooze"),
    "task": ("your own tasks; dates, notes and links of any", "tasks", "add_task", "task"),
    "week": ("the plan for this week", "week", "add_week", "week"),
    "today": ("five lines for a login banner", "week", "", "today"),
    "review": ("look back on a week and keep it", "week", "add_review", "review"),
    "weeks": ("the weeks you looked back on", "week", "", "weeks"),
    "calendar": ("the dates of a season", "calendar", "add_calendar", "calendar"),
    "log": ("what changed, when", "journey", "add_log", "log"),
    "import": (
        "facts and marks from a table, with a preview",
        "exchange",
        "add_import",
        "bring_in",
    ),
    "export": (
        "a list, programs, facts, or a page for a mentor",
        "exchange",
        "add_export",
        "take_out",
    ),
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
        prog="coach",
        parents=[everywhere],
        description="Coaches international medical graduates to Match Day. Alone: opens the app.",
    )
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
    elif answer.text:
        print("\n".join(plain(answer.text)))
    sys.stdout.flush()
    return 0


def _plain(value: object) -> Any:
    return str(value)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The parsed command line; exits with 2 on wrong usage."""
    return parser(_command_in(argv)).parse_args(argv)
