"""The command line out of the rows of commands and the typed signatures of their acts. click, typer
and cyclopts give the same and take 17 to 70 ms to load, as long as `coach today` takes in all."""

from __future__ import annotations

import argparse
import sys
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from math import isfinite
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, Literal, NoReturn

from msgspec import Struct
from msgspec.structs import replace

from coach import VERSION
from coach.cli.rows import ALONE, GROUPS, every_command as every_command
from coach.commands import Command
from coach.output import usage
from coach.records import CoachError
from coach.subjects.coach import Coach
from coach.subjects.kept import with_words
from coach.subjects.options import Opt

Act = Callable[..., object]
TAKE_A_VALUE: Final = ("--home", "--today", "--line")
"""Global options with a value."""


class Parameter(Struct, frozen=True):
    """One parameter of an act as the command line asks for it."""

    name: str
    kind: object
    """str, int, float, bool, Path or a Literal."""
    opt: Opt
    default: object = None
    needed: bool = False
    many: bool = False
    bundle: tuple[str, type[Struct]] | None = None
    """The parameter that takes a record, of which this is a field."""

    @property
    def option(self) -> str:
        """Its name on the command line."""
        if self.needed:
            return self.opt.metavar or self.name
        return self.opt.flag or f"--{self.name.replace('_', '-')}"

    @property
    def question(self) -> str:
        """Its help as a question of a page."""
        return f"{self.opt.help[:1].upper()}{self.opt.help[1:]}?"

    @property
    def like(self) -> str:
        """What a number should be, in words."""
        low, high = self.opt.low, self.opt.high
        number = "a whole number" if self.kind is int else "a number"
        if low is not None or high is not None:
            number += (
                f" of {low:g} or more" if high is None else f" between {low or 0:g} and {high:g}"
            )
        return self.opt.like or number

    def whole(self, value: Any) -> object:
        """What argparse gave, as the act takes it. Raises CoachError."""
        if not self.many:
            self.check(value)
            return value
        if self.opt.joined:
            return " ".join(value or ())
        if self.kind is not Mapping:
            return (*(value or ()),)
        pairs = [text.partition("=") for text in value or ()]
        if wrong := next((name for name, equals, _ in pairs if not equals), ""):
            where = f"{self.option}: " if self.option.startswith("-") else ""
            raise CoachError(f"{where}“{wrong}” should look like {self.opt.like}.")
        return {name.strip(): text.strip() for name, _, text in pairs}

    def read(self, text: str) -> float | int:
        """A number as it is typed."""
        try:
            number = float(text.strip().rstrip("%"))
        except ValueError:
            raise argparse.ArgumentTypeError(f"“{text}” should be {self.like}") from None
        return int(number) if self.kind is int and number.is_integer() else number

    def typed(self, text: str) -> object:
        """What the answer to a question says. Raises CoachError."""
        try:
            value = self.read(text) if self.kind in (int, float) else text.strip()
        except argparse.ArgumentTypeError as error:
            raise CoachError(str(error)) from None
        self.check(value)
        return value

    def check(self, value: object) -> None:
        """Refuses a number outside its limits. Raises CoachError."""
        low, high = self.opt.low, self.opt.high
        if isinstance(value, bool) or not isinstance(value, int | float):
            return
        is_fine = (low is None or value >= low) and (high is None or value <= high)
        is_whole = self.kind is not int or isinstance(value, int)
        if not (isfinite(value) and is_fine and is_whole):
            raise CoachError(f"{self.option} should be {self.like}, not {value:g}.")


def parameters(act: Act) -> Iterator[Parameter]:
    """The parameters of an act that are asked for: those whose type carries an Opt."""
    # Not by inspect.signature, which takes 6 ms to load and works out every type.
    function = getattr(act, "__func__", getattr(act, "func", act))
    function = getattr(function, "__wrapped__", function)
    first, last = len(getattr(act, "args", ())), function.__code__.co_argcount
    names, known = function.__code__.co_varnames[first:last], function.__globals__
    for name, needed, default in _with_defaults(names, function.__defaults__ or ()):
        hint = str(function.__annotations__.get(name, ""))
        bundle = known.get(hint)
        if _is_asked(hint):
            yield _parameter(name, hint, known, default, needed)
        elif isinstance(bundle, type) and issubclass(bundle, Struct):
            known_there, fields = vars(sys.modules[bundle.__module__]), bundle.__struct_fields__
            for field, lacks, usual in _with_defaults(fields, bundle.__struct_defaults__):
                if _is_asked(inner := str(bundle.__annotations__[field])):
                    asked = _parameter(field, inner, known_there, usual, lacks)
                    yield replace(asked, bundle=(name, bundle))


def _is_asked(hint: str) -> bool:
    return hint.startswith(("Annotated[", "Force"))


def _with_defaults(
    names: Sequence[str], behind: Sequence[object]
) -> Iterator[tuple[str, bool, object]]:
    """Each name, whether it is needed, and its default; the last names have defaults."""
    first = len(names) - len(behind)
    for place, name in enumerate(names):
        yield name, place < first, None if place < first else behind[place - first]


def _parameter(
    name: str, hint: str, known: dict[str, object], default: object, needed: bool
) -> Parameter:
    kind, opt = typing.get_args(eval(hint, known))
    if typing.get_origin(kind) in (typing.Union, UnionType):
        # Without the None that stands for nothing said; a Literal makes the one, a class the other.
        kind = next(part for part in typing.get_args(kind) if part is not NoneType)
    origin = typing.get_origin(kind)
    many = opt.joined or origin in (tuple, Mapping)
    inner = typing.get_args(kind)[0] if origin is tuple else origin or kind
    return Parameter(name, kind if origin is Literal else inner, opt, default, needed, many)


def act_of(command: Command, coach: Coach | None = None) -> Act:
    """The act of a command, of this coach where it is given."""
    path, _, word = command.act.partition(":")
    room, _, name = path.rpartition(".")
    # Only the module of the command that runs: all of them together cost 25 ms.
    if room.startswith(("saying.", "demo")):
        over_the_coach: Act = getattr(import_module(f"coach.{room}"), name)
        known = [coach, *[word] * bool(word)]
        return partial(over_the_coach, *known) if coach or word else over_the_coach
    if not coach:
        kind = "LogSubject" if word else f"{room.title()}Subject" if room else "Coach"
        subject = getattr(import_module(f"coach.subjects.{room or 'coach'}"), kind)
    else:
        subject = coach.logs[word] if word else getattr(coach, room) if room else coach
    act: Act = getattr(subject, name)
    return act


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        """Ends with the sentence on stderr."""
        self.exit(2, f"coach: {message}. `{self.prog} --help` shows the usage.\n")

    def _print_message(self, message: str, file: object = None) -> None:
        """Prints at once: argparse passes over what cannot be written."""
        usage(message, file is sys.stdout)


def parser(words: Sequence[str] = (), every: bool = False) -> Parser:
    """The command line with the command among these words alone, where it is one; else `every`.

    Global options stand anywhere among the words. All parsers together take 12 ms to make.
    """
    everywhere = _everywhere()
    whole = Parser(
        prog="coach",
        parents=[everywhere],
        description="Coaches international medical graduates to Match Day. Alone: opens the app.",
    )
    whole.add_argument("--version", action="version", version=f"coach {VERSION}")
    place = whole.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    places = {"": place}
    for command in _meant(words, every):
        first, _, second = command.words.partition(" ")
        if second and first not in places:
            about = GROUPS.get(first) or with_words()[first].about
            group = place.add_parser(first, help=about, description=about, parents=[everywhere])
            places[first] = group.add_subparsers(dest="second", metavar="ACTION")
        below = places[first if second else ""].add_parser(
            second or first, help=command.text, description=command.text, parents=[everywhere]
        )
        if every or first == first_word(words):
            _add(below, act_of(command))
    return whole


def _meant(words: Sequence[str], every: bool) -> list[Command]:
    """The commands that begin with the word of these; all where there are none, or for help."""
    named, known = first_word(words), every_command()
    if every or (words and words[0] in ("-h", "--help")):
        return known
    return [command for command in known if command.words.split()[0] == named] or known


def _everywhere() -> Parser:
    missing = argparse.SUPPRESS
    everywhere = Parser(add_help=False)
    add = everywhere.add_argument
    add("--home", metavar="DIR", default=missing, help="data folder (or COACH_HOME)")
    add("--today", metavar="DATE", default=missing, help="act as on this day, or 2027-03-15T10:00")
    add("--json", action="store_true", default=missing, help="one JSON object on stdout")
    add(
        "--plain",
        action="store_true",
        default=missing,
        help="the app line by line, as lines for screen readers (or ACCESSIBLE=1)",
    )
    add("--line", choices=("full", "slow"), default=missing, help="how good the line is")
    return everywhere


def first_word(words: Sequence[str]) -> str:
    """The first word of the command, values of global options left aside."""
    rest = iter(words)
    for word in rest:
        if word in TAKE_A_VALUE:
            next(rest, None)
        elif not word.startswith("-"):
            return word
    return ""


def _add(below: argparse.ArgumentParser, act: Act) -> None:
    for parameter in parameters(act):
        opt, more = parameter.opt, _usage(parameter)
        if parameter.needed:
            more |= {"nargs": "+"} if parameter.many else {}
            below.add_argument(parameter.name, **more)
        elif opt.flag and not opt.flag.startswith("-"):
            more |= {"nargs": "*" if parameter.many else "?", "default": parameter.default}
            below.add_argument(parameter.name, **more)
        elif parameter.many:
            below.add_argument(parameter.option, dest=parameter.name, action="append", **more)
        else:
            more["default"] = parameter.default
            below.add_argument(parameter.option, dest=parameter.name, **more)


def _naming(text: str, choices: Sequence[str]) -> str:
    """A help text with the choices, where it does not name them itself."""
    return text if all(word in text for word in choices) else f"{text} ({', '.join(choices)})"


def _usage(parameter: Parameter) -> dict[str, Any]:
    """What argparse is told of a parameter, wherever it stands."""
    kind, opt = parameter.kind, parameter.opt
    if kind is bool:
        return {"help": opt.help, "action": "store_true"}
    more: dict[str, Any] = {"help": opt.help}
    if opt.metavar:
        more["metavar"] = opt.metavar
    if choices := opt.choices or (typing.get_origin(kind) is Literal and typing.get_args(kind)):
        more["choices"] = choices
        more["help"] = _naming(opt.help, choices)
    if kind in (int, float):
        more["type"] = parameter.read
    elif kind is Path:
        more["type"] = Path
    if opt.bare is not None:
        more |= {"nargs": "?", "const": opt.bare}
    return more


def command_of(args: argparse.Namespace) -> Command | None:
    """The command that was named; None for the app."""
    first = args.command or ""
    words = f"{first} {second}" if (second := getattr(args, "second", None)) else first
    words = ALONE.get(words, words)
    if words in GROUPS or words in with_words():
        kinds = " or ".join(
            row.words for row in every_command() if row.words.startswith(f"{words} ")
        )
        parser().exit(2, f"coach: say which: {kinds}. `coach {words} --help` shows the usage.\n")
    return next((row for row in every_command() if row.words == words), None)


def call(command: Command, coach: Coach, args: argparse.Namespace, **more: object) -> object:
    """Does what a command says; `more` is what no line can say. Raises CoachError."""
    act, options = act_of(command, coach), more
    bundles: dict[str, type[Struct]] = {}
    fields: dict[str, dict[str, object]] = {}
    for parameter in parameters(act):
        value = parameter.whole(getattr(args, parameter.name, parameter.default))
        if parameter.bundle:
            name, bundles[name] = parameter.bundle
            fields.setdefault(name, {})[parameter.name] = value
        else:
            options[parameter.name] = value
    options |= {name: kind(**fields[name]) for name, kind in bundles.items()}
    return act(**options)
