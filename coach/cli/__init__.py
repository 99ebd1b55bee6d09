"""Every job as a command; nothing here imports the screens."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import date, datetime
from importlib import import_module
from typing import Final

from coach import places
from coach.cli.parser import call, command_of, first_word, parser
from coach.cli.plain import plain
from coach.cli.rows import ALONE, LINES, TAKES_MORE
from coach.cli.shapes import as_json
from coach.commands import Command
from coach.output import hand_on, remark, shortened, tell, tell_data
from coach.records import CoachError, Unusable
from coach.saying.signs import in_sight, write_what_fits
from coach.saying.text import Answer, Line, Text
from coach.subjects.coach import Coach, at
from coach.subjects.kept import short_words
from coach.typed_days import parsed_day

YEARS: Final = range(1990, 2101)
"""In which a day may lie that coach acts on; dates beyond cannot be reckoned with."""
ON_TROUBLE: Final = ("backups", "restore", "doctor", "forget")
"""Commands that answer beside a file that cannot be used."""


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The parsed command line, with a log's name for its word; exits with 2 on wrong usage."""
    first = first_word(words)
    if name := short_words().get(first):
        place = words.index(first)
        words = [*words[:place], name, *words[place + 1 :]]
    if first in TAKES_MORE:
        place = words.index(first) + 1
        known = [row.words.split()[1] for row in LINES if row.words.startswith(f"{first} ")]
        if not {*words[place:]} & {*known, "-h", "--help"}:
            words = [*words[:place], *ALONE[first].split()[1:], *words[place:]]
    with _reaching():
        return parser(words).parse_args(words)


def day_of(args: argparse.Namespace) -> date | None:
    """The day named by --today or COACH_TODAY, or a moment of it, in the zone of this machine.
    Raises CoachError for what is neither."""
    text = getattr(args, "today", None) or os.environ.get("COACH_TODAY")
    if not text:
        return None
    try:
        hour = datetime.fromisoformat(text) if ":" in text else None
    except ValueError:
        raise CoachError(f"--today: “{text}” is no moment like 2027-03-15T10:00.") from None
    if hour and hour.year in YEARS:  # others cannot be told in another zone
        return hour.astimezone().replace(tzinfo=None)
    day = parsed_day(text, date.today(), "any", "--today")
    if day.year not in YEARS:
        raise CoachError(f"--today: {day} cannot be; name a day from {YEARS[0]} to {YEARS[-1]}.")
    return day


def main(args: argparse.Namespace, **more: object) -> int:
    """Runs one parsed command; 0 done, 1 could not be done. `more`: what the command is told
    besides, by whoever knows the terminal."""
    command = command_of(args)
    write_what_fits()
    try:
        coach = _opened(args, command)
        coach.history.waits.says = _remark
        try:
            if command:
                # What is written to “-”: whether it may stand on stdout is decided below.
                with redirect_stdout(io.TextIOWrapper(io.BytesIO())) as out:
                    result = call(command, coach, args, **more)
                with _reaching():
                    content = out.buffer.getvalue()
                    _tell(coach, command, result, getattr(args, "json", False), content)
                if isinstance(result, Answer) and result.when_told:
                    result.when_told()
            _keep_daily(coach)
        finally:
            coach.close()
        return 0
    except CoachError as error:
        return failed(error)
    except OSError as error:  # a name too long, a folder that may not be looked into
        return failed(
            CoachError(f"{error.filename or 'A file'} cannot be used ({error.strerror}).")
        )


def _opened(args: argparse.Namespace, command: Command | None) -> Coach:
    """The coach of the data folder; beside a file that cannot be used an empty one, where the
    command is about that. Raises CoachError."""
    home, now = places.home(getattr(args, "home", None), os.environ), at(day_of(args))
    try:
        return Coach.open(home, now, places.window())
    except Unusable as error:
        if command is None or command.words not in ON_TROUBLE:
            raise
        from coach.subjects.backups import beside

        return beside(home, now, error)


def _keep_daily(coach: Coach) -> None:
    """The copy of the day, after its first act; what fails there is said, and stops nothing."""
    try:
        coach.keep_daily()
    except CoachError as error:
        _remark(f"coach: no copy of the day was made: {error}")


@contextmanager
def _reaching() -> Iterator[None]:
    """Ends without a word where the reader (head, a pager) has seen enough. Raises CoachError where
    what is told cannot be written."""
    try:
        yield
    except OSError as error:
        # What is buffered goes nowhere, or the end of the process would fail once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if isinstance(error, BrokenPipeError):
            sys.exit(0)
        raise CoachError(
            f"The answer could not be written ({error.strerror}); nothing else failed."
        ) from None


def failed(error: CoachError) -> int:
    """Says in one sentence what could not be done; the exit status for that."""
    _remark(shortened(f"coach: {error}"))
    return 1


def _remark(text: str) -> None:
    """On stderr: in lines that fit for somebody who reads it, in one line for a file or a pipe."""
    lines = plain([Line.of(text)]) if sys.stderr.isatty() else [text]
    remark("\n".join(lines))


def _tell(coach: Coach, command: Command, result: object, as_json: bool, content: bytes) -> None:
    """Prints what a command gave, or wrote to “-”; then remarks to stderr, which would say
    “written” of what failed."""
    if not isinstance(result, Answer):
        result = Answer(result, _words(coach, command, result))
    is_handed_on = bool(content) and not as_json
    told, remarks = _apart(result.text, is_handed_on)
    if as_json:
        _tell_json(_data(coach, command, result.data), content)
    elif is_handed_on:
        if sys.stdout.isatty():
            tell(_as_text(content, "the screen"), end="")
        else:
            hand_on(content)
    elif told:
        tell(in_sight("\n".join(plain(told)), os.environ))
    sys.stdout.flush()
    for line in remarks:
        _remark(line.text)


def _apart(text: Text, is_handed_on: bool) -> tuple[Text, Text]:
    """The lines for stdout, and the others; of the first ones one where a file goes there."""
    told = [line for line in text if not line.is_note]
    return told, [line for line in text if line.is_note] or told[:is_handed_on]


def _tell_json(whole: object, content: bytes) -> None:
    if content and isinstance(whole, dict) and not {"table", "text", "page"} & {*whole}:
        whole["content"] = _as_text(content, "the JSON of an answer")
    tell_data(whole)


def _as_text(content: bytes, place: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise CoachError(f"It is no text for {place}; send it on: … - > FILE.") from None


def _data(coach: Coach, command: Command, result: object) -> object:
    if isinstance(result, bool):
        return {"changed": result}
    data = as_json(coach, result)
    return {command.gives: data} if command.gives else data


def _words(coach: Coach, command: Command, result: object) -> Text:
    if not command.says:
        return [Line.of("Done." if result else "Nothing to change.")]
    path, _, log = command.says.partition(":")
    room, _, name = path.rpartition(".")
    speaks = getattr(import_module(f"coach.saying.{room}"), name)
    text: Text = speaks(coach, result, *[log] * bool(log))
    return text
