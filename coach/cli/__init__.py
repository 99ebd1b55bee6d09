"""Every job as a command; nothing here imports the screens."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date

from coach import places
from coach.cli.answer import Answer
from coach.cli.parser import call, command_of, parser
from coach.cli.plain import plain
from coach.records import CoachError
from coach.saying.text import rows
from coach.subjects.coach import Coach, at
from coach.typed_days import parsed_day


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The parsed command line; exits with 2 on wrong usage."""
    return parser(words).parse_args(words)


def day_of(args: argparse.Namespace) -> date | None:
    """The day named by --today or COACH_TODAY. Raises CoachError for what is not a date."""
    text = getattr(args, "today", None) or os.environ.get("COACH_TODAY")
    if not text:
        return None
    return parsed_day(text, date.today(), "any", "--today")


def main(args: argparse.Namespace, **more: object) -> int:
    """Runs one parsed command; 0 done, 1 could not be done.

    `more`: what the command is told besides, by whoever knows the terminal.
    """
    command = command_of(args)
    try:
        coach = Coach.open(places.home(getattr(args, "home", None), os.environ), at(day_of(args)))
        try:
            result = call(command, coach, args, **more) if command else None
        finally:
            coach.close()
        return _print(result, getattr(args, "json", False))
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


def _print(result: object, as_json: bool) -> int:
    answer = result if isinstance(result, Answer) else _bare(result)
    for note in answer.notes:
        print(note, file=sys.stderr)
    if as_json:
        print(json.dumps(answer.data, ensure_ascii=False, default=str))
    elif answer.text:
        print("\n".join(plain(answer.text)))
    sys.stdout.flush()
    return 0


def _bare(result: object) -> Answer:
    """What an act without words of its own gives: its record, or whether it changed anything."""
    if isinstance(result, bool):
        return Answer({"changed": result}, rows(["Done." if result else "Nothing to change."]))
    from msgspec import to_builtins

    data: object = to_builtins(result)
    data = data if isinstance(data, dict) else {"result": data}
    return Answer(data, rows(f"{name}: {value}" for name, value in data.items()))
