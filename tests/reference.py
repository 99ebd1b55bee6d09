"""Writes coach/cli/REFERENCE.md: every command, option, key and setting, out of their declarations.

python -m tests.reference
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args

from coach.cli.parser import Parameter, act_of, parameters
from coach.cli.rows import ALONE, LINES
from coach.commands import DETAIL, LIST, Command
from screens import keys
from screens.registry import PAGES
from screens.settings import DRIVERS

PAGE: Final = Path(__file__).parent.parent / "coach" / "cli" / "REFERENCE.md"
TITLE: Final = """# Reference

Made by `python -m tests.reference` out of the declarations; a test compares. What scripts may rely
on stands in `PROMISED.md` beside it.

## Commands

Every command takes, before or after its words, `--home DIR` (or `COACH_HOME`), `--today DATE` (or
`COACH_TODAY`), `--json`, `--line full|slow` and `--help`; `coach --version` tells the version.
`coach --plain` is the app line by line. Exit status: 0 done, 1 could not be done (one sentence on
stderr says why), 2 wrong usage.
"""


def text() -> str:
    """The whole page."""
    lines = [TITLE.rstrip(), ""]
    for command in LINES:
        lines += [*_command(command), ""]
    return "\n".join([*lines, *_keys(), *_settings()]) + "\n"


def _command(command: Command) -> list[str]:
    asked = list(parameters(act_of(command)))
    places = [_place(each) for each in asked if not each.option.startswith("-")]
    alone = [
        f"`coach {word}` does the same." for word, row in ALONE.items() if row == command.words
    ]
    usage = " ".join(["coach", command.words, *places])
    lines = [f"### `{usage}`", "", " ".join([command.text, *alone])]
    options = [each for each in asked if _place(each) not in places or each.opt.help]
    return [*lines, "", *map(_option, options)] if options else lines


def _place(parameter: Parameter) -> str:
    name = parameter.opt.metavar or parameter.name
    name += "…" * parameter.many
    return name if parameter.needed else f"[{name}]"


def _option(parameter: Parameter) -> str:
    opt = parameter.opt
    choices = opt.choices or tuple(map(str, get_args(parameter.kind)))
    named = parameter.option.startswith("-")
    value = opt.metavar or ("" if parameter.kind is bool else parameter.name.upper())
    name = f"{parameter.option} {value}".strip() if named else value
    more = (
        [f"one of {', '.join(choices)}"] if choices and ", ".join(choices) not in opt.help else []
    )
    if opt.low is not None or opt.high is not None:
        more.append(parameter.like)
    if parameter.many and named and "repeat" not in opt.help:
        more.append("may be repeated")
    return f"- `{name}`: {'; '.join(filter(None, [opt.help, *more]))}"


def _keys() -> Iterator[str]:
    yield from ("## Keys", "", "The word in brackets is the key's name in `settings.toml`.", "")
    places = {
        **{page.id: f"On {page.title}" for page in PAGES.values()},
        keys.EVERYWHERE: "Everywhere",
        LIST: "In lists",
        DETAIL: "In the text below a list",
    }
    for place, title in places.items():
        yield from (f"### {title}", "")
        for command in keys.commands(place):
            names = " ".join(f"`{name}`" for name in keys.key_names(command, {}))
            yield f"- {names}: {command.text} [{command.id}]"
        yield ""


def _settings() -> list[str]:
    return [
        "## Settings",
        "",
        "`settings.toml` in the data folder; everything in it is optional.",
        "",
        f'- `driver = "{DRIVERS[0]}"`: how frames reach the terminal, {" or ".join(DRIVERS)}; '
        "stock is Textual's own",
        '- `[keys]`: a key of your own for any of the names above, such as `"task.finish" = "d"`',
        "",
        "Environment: `COACH_HOME` (data folder), `COACH_CACHE` (folder of the unpacked facts), "
        "`COACH_TODAY` (act as if it were this day), `COACH_DRIVER` (`cells`, `stock`).",
    ]


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
