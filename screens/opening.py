"""Opens the app on an applicant's folder or on the example, and gives the terminal back."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coach import places
from coach.output import remark, shortened
from coach.records import CoachError, Unusable
from coach.subjects.coach import Coach, at
from screens.terminal import firstframe
from screens.terminal.environment import (
    choose_driver,
    look_around,
    prepare,
    shows_nothing,
    too_small,
)

if TYPE_CHECKING:
    from screens.app import CoachApp
    from screens.terminal.firstframe import Painted


@dataclass(frozen=True, slots=True)
class Opening:
    """What was asked for: the folder, what is said of the line, a day to act on, the example."""

    home: str | None = None
    line: str | None = None
    day: date | None = None
    demo: bool = False
    plain: bool = False
    """Line by line, without pictures."""


def open_app(asked: Opening, look: str, painted: Painted | None) -> int:
    """The app until it is left; its status, or 1 with a sentence when it cannot open."""
    try:
        if not asked.plain:
            _check_terminal()
        if asked.demo and not asked.home:
            # Thrown away afterwards: what is tried on the example harms nobody.
            from tempfile import TemporaryDirectory

            with TemporaryDirectory(prefix="coach-demo-") as folder:
                return _run(Path(folder), asked, look, None)
        return _run(places.home(asked.home, os.environ), asked, look, painted)
    except CoachError as error:
        if painted:
            painted.restore()
        remark(shortened(f"coach: {error}"))
        return 1


def _check_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CoachError(
            "the app needs a terminal; `coach --plain` goes line by line without one, and for "
            "scripts there are commands, see `coach --help`."
        )
    if shows_nothing(os.environ):
        raise CoachError(
            "this terminal cannot show pages. `coach --plain` goes through them line by line, or "
            "use the commands: `coach today`, `coach week`."
        )
    if small := too_small(*os.get_terminal_size(sys.stdout.fileno())):
        raise CoachError(
            f"the window is {small}. Make it larger, or use the commands: `coach today`, "
            "`coach week`."
        )


def _run(home: Path, asked: Opening, look: str, painted: Painted | None) -> int:
    coach = _opened(home, asked, painted)
    if coach is None:
        return 1
    try:
        if asked.demo and not coach.profile.answers:
            from coach.demo import write

            write(coach)
        app = make_app(coach, os.environ, asked.line, painted)
        if asked.plain:
            from screens.lines.talk import run

            run(app)
        else:
            app.run(mouse=app.mouse)
        if app.trouble:
            raise app.trouble
        if not asked.demo:
            _keep_daily(coach)
    finally:
        coach.close()
    _keep_picture(app, home, asked, look)
    return app.return_code or 0


def _opened(home: Path, asked: Opening, painted: Painted | None) -> Coach | None:
    """The coach of the folder; beside a file that cannot be used, after the choice of what takes
    its place. None where it was left as it is. Raises CoachError."""
    now = at(asked.day)
    while True:
        try:
            return Coach.open(home, now, places.window())
        except Unusable as error:
            if not error.can_be_had_back:
                raise
            if painted:
                painted.restore()
            from screens.lines.mending import mend

            if not mend(home, now, error):
                return None


def _keep_daily(coach: Coach) -> None:
    try:
        coach.keep_daily()
    except CoachError as error:
        remark(shortened(f"coach: no copy of the day was made: {error}"))


def make_app(
    coach: Coach,
    environ: Mapping[str, str],
    line_choice: str | None,
    painted: Painted | None = None,
) -> CoachApp:
    """The app with its driver, keys and looks. Raises CoachError for a bad settings file."""
    line = look_around(environ, line_choice)
    prepare(os.environ, line)
    # Textual reads the environment when it is imported, so it comes after it.
    from screens.app import CoachApp
    from screens.settings import read_settings
    from screens.widgets.style import use_bar, use_links, use_signs
    from screens.widgets.words import in_ascii, on_console

    settings = read_settings(coach.home / places.SETTINGS)
    use_signs(in_ascii if not line.utf8 else on_console if line.console else None)
    use_bar(not line.slow)
    use_links(line.copies)
    driver = choose_driver(line, environ, settings.driver, painted)
    return CoachApp(coach, settings.keys, driver, line=line)


def _keep_picture(app: CoachApp, home: Path, asked: Opening, look: str) -> None:
    """Keeps the Week page as it was left, to be shown at once the next time."""
    file = str(home / places.FRAME)
    key = firstframe.frame_key(home, asked.line or "")
    if app.picture and key and look:
        firstframe.save(file, app.picture, key=key, look=look, size=app.picture_size)
    else:
        firstframe.forget(file)
