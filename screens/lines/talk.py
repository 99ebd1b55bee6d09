"""Lines in: what is typed is a row by its number, an act by its word or key, or an answer."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Sequence
from threading import Thread
from typing import Final

from textual.pilot import Pilot
from textual.widget import Widget
from textual.worker import Worker

from coach.cells import let_in
from coach.cli.plain import plain
from coach.output import tell
from coach.saying.signs import write_what_fits
from coach.saying.text import WIDTH, Line
from screens.app import CoachApp
from screens.keys import PINNED, commands
from screens.lines.meant import KEYS, begins, meant, name_of, pages_of
from screens.lines.said import AT_ONCE, chosen, marked, said, taken
from screens.pages.anything import Anything
from screens.pages.page import Page
from screens.registry import PAGES
from screens.terminal.environment import SMALLEST
from screens.widgets.ask import Pick
from screens.widgets.frame import Footer
from screens.widgets.prompt import Field, Lines
from screens.widgets.rows import RowList

SIZE: Final = (max(SMALLEST[0], WIDTH + 2), 40)
"""The window that the pages believe in."""
FEW: Final = 3
"""Lines for which one need not ask."""
NAMED: Final = 6
"""Acts that are named of a row."""
UNSEEN: Final = ("ahead", "pulse")
"""Groups of work that nobody has asked for."""
LEAVES: Final = ("q", "quit")
SEARCHES: Final = ("search", "ask")
BEGIN: Final = (
    "coach, line by line. ? says how, q leaves. Where a text names a key, type its name: Esc, "
    "space; pages are called by their names."
)
USAGE: Final = (
    "A number chooses a row. The first letters of an act, or its key, do it. The name of a page "
    "goes there. /words lists only what holds them, / all again; “search” or “ask” with words "
    "looks everywhere. An empty line says more, “top” from the first row. u takes back, q leaves; "
    "all is kept. Asked something, type the answer or the number of a choice; q goes back there."
)


def run(app: CoachApp) -> None:
    """Goes through the app line by line until it is left, or until nothing more comes in."""
    write_what_fits()
    signal.signal(signal.SIGINT, _stop)
    app.run(headless=True, size=SIZE, auto_pilot=Talk(app).go)


def _is_asked(worker: Worker[object]) -> bool:
    """Whether something that somebody asked for is still worked out."""
    return not (worker.is_finished or worker.group in UNSEEN)


def _stop(*_: object) -> None:
    """What ctrl+c does: asyncio's own handler would wait for a second one."""
    raise KeyboardInterrupt


class Talk:
    """What was said last, and what the next line means."""

    def __init__(self, app: CoachApp) -> None:
        self._app, self._out = app, sys.stdout  # Textual puts something else there
        self._rest: Sequence[str] = ()
        """Lines that wait until more is asked for."""
        self._keys: Sequence[str] = ()
        """The keys of the rows by the numbers that were said."""
        self._pages: dict[Widget, Sequence[str]] = {}
        """The lines of pages as they were said last."""
        self._told: tuple[Widget | None, Sequence[str]] = (None, ())
        """The screen that was said last, and its lines."""
        self._unsure: Widget | None = None
        """The screen on which the last line meant nothing, or several things."""

    async def go(self, pilot: Pilot[object]) -> None:
        """Says where one is and does what is typed, until the end of it."""
        typed: asyncio.Queue[str | None] = asyncio.Queue()
        Thread(target=_read, args=(asyncio.get_running_loop(), typed), daemon=True).start()
        await self._settle(pilot)
        self._tell(BEGIN, "")
        self._say()
        while (line := await self._next(typed)) is not None:
            field, was = self._field, self._footer.message
            if line.strip() in LEAVES and not field:
                break
            ends = not line.strip() or line.strip().casefold() in KEYS
            if isinstance(field, Lines) and not ends:
                field.type(line + Lines.END)
                continue
            await self._do(line.strip(), pilot)
            await self._settle(pilot)
            if not self._app.is_running:
                return
            self._react(was)
        self._tell("", "Goodbye: everything is kept.")
        self._app.exit()

    async def _next(self, typed: asyncio.Queue[str | None]) -> str | None:
        tell("> ", "", self._out)
        return await typed.get()

    async def _settle(self, pilot: Pilot[object]) -> None:
        """Waits until all is done that the line brought about."""
        for _ in range(2):
            await pilot.pause()
            while self._app.is_held or any(map(_is_asked, self._app.workers)):
                await asyncio.sleep(0.02)

    # What is said

    def _tell(self, *texts: str) -> None:
        tell("\n".join(plain([*map(Line.of, texts)])), to=self._out)

    def _more(self, lines: Sequence[str]) -> None:
        """The first of these lines, and how many are left."""
        most = AT_ONCE + FEW * (len(lines) <= AT_ONCE + FEW)
        tell("\n".join(lines[:most]), "\n" * bool(lines), self._out)
        self._rest = lines[most:]
        if self._rest:
            self._tell(f"({len(self._rest)} more lines: an empty line says on)")

    def _say(self) -> None:
        """All that stands on the screen."""
        screen = self._app.screen
        lines, self._keys = said(screen)
        self._told = screen, lines
        if isinstance(screen, Page):
            self._pages[screen] = lines
        self._more(lines if isinstance(screen, Page) else [*lines, *self._acts])

    def _react(self, was: object) -> None:
        """Says what came of a line: a word about it, another screen, or the same one changed."""
        screen, message = self._app.screen, self._footer.message
        lines, keys = said(screen)
        if message and message is not was:
            self._tell(message[0])
            self._told = self._told[0], lines  # an empty line says them
        is_back = isinstance(screen, Page) and not isinstance(self._told[0], Page)
        if is_back and self._pages.get(screen) == lines:
            self._told, self._keys = (screen, lines), keys
            self._tell("Back on the page.")
        elif screen is not self._told[0] or lines != self._told[1]:
            self._say()

    @property
    def _footer(self) -> Footer:
        return self._app.screen.query_one(Footer)

    @property
    def _field(self) -> Field | None:
        """The line to type in, where there is one."""
        return next((each for each in self._app.screen.query(Field) if each.display), None)

    @property
    def _acts(self) -> list[str]:
        """What may be typed now."""
        if not isinstance(self._app.screen, Page):
            return self._answers()
        acts = [f"{each.label} ({each.key})" for each in self._footer.hints if each.rank < PINNED]
        more = "; ? says all" * (len(acts) > NAMED)
        return [*plain([Line.of(f"Acts: {', '.join(acts[:NAMED])}{more}.")])]

    def _answers(self) -> list[str]:
        """What an empty line takes of a question, and what else may be typed."""
        hints = {each.key: each.label for each in self._footer.hints}
        again = "asks again" * (self._unsure is self._app.screen)
        empty = again or taken(self._app.screen) or hints.pop("Enter", "back")
        empty += ", after as many lines as you type or paste" * isinstance(self._field, Lines)
        others = [label for key, label in hints.items() if key not in ("Enter", "j", "k")]
        words = f" Or: {', '.join(others)}." if others and others != [empty] else ""
        return [*plain([Line.of(f"An empty line: {empty}.{words}")])]

    # What a line means

    async def _do(self, line: str, pilot: Pilot[object]) -> None:
        screen, field = self._app.screen, self._field
        unsure, self._unsure = self._unsure, None
        if not line:
            await self._go_on(screen, field, pilot, unsure)
        elif line == "?":
            self._explain(screen)
        elif key := self._key_of(line, screen, field):
            await pilot.press(key)
        elif rows := self._rows_of(line) or self._choices(line, screen):
            await self._choose(rows, screen, pilot)
        elif field:
            self._answer(field, line)
        elif line.startswith("/") or line.partition(" ")[0] in SEARCHES or pages_of(line):
            await self._go_to(line, pilot)
        else:
            self._unsure = screen
            self._tell(f"“{line}” is nothing here, or several things. ? says what there is.")

    def _explain(self, screen: Widget) -> None:
        lines = [Line.of(USAGE)]
        if isinstance(screen, Page):
            own = {name_of(each): each.text for each in commands(screen.page)}
            lines += [Line.labelled(name, text) for name, text in own.items()]
            lines.append(Line.of(f"Pages: {', '.join(page.title for page in PAGES.values())}."))
        self._more([*plain(lines), *self._acts])

    async def _go_on(
        self, screen: Widget, field: Field | None, pilot: Pilot[object], unsure: Widget | None
    ) -> None:
        """An empty line: what stands there is taken, else more is said. After what was not
        understood it chooses nothing: it is asked again."""
        if unsure is screen and field:
            field.text = ""
            field.post_message(Field.Changed(""))
        elif unsure is screen and isinstance(screen, Pick):
            self._say()
        elif field and not isinstance(screen, Anything):
            field.submitted()
        elif self._rest:
            self._more(self._rest)
        elif isinstance(screen, Page):
            self._say()
        else:
            await pilot.press("escape" if field else "enter")

    def _key_of(self, line: str, screen: Widget, field: Field | None) -> str:
        """The key of the act that a line calls for; "" for none, or for several."""
        if field and line in LEAVES:
            return "escape"
        if len(line) == 1 and not field and not isinstance(screen, Page | Pick):
            return "" if self._rows_of(line) else line
        page = screen.page if isinstance(screen, Page) and not field else None
        return meant(line, self._footer.hints, page, self._app.keymap, whole=bool(field))

    def _rows_of(self, line: str) -> list[str]:
        """The keys of the rows that numbers name; none where one has no row."""
        numbers = [int(word) for word in line.split()] if line.replace(" ", "").isdecimal() else []
        fits = all(0 < number <= len(self._keys) for number in numbers)
        return [self._keys[number - 1] for number in numbers] if fits else []

    def _choices(self, line: str, screen: Widget) -> list[str]:
        """The row of a list to choose from whose words begin so; none where they are several."""
        rows = screen.query_one(RowList) if isinstance(screen, Pick) else None
        fits = [key for key in rows.keys if begins(rows.row(key).text, line)] if rows else []
        return fits if len(fits) == 1 else []

    async def _choose(self, keys: list[str], screen: Widget, pilot: Pilot[object]) -> None:
        """Goes to the last of these rows: on a page it is read, in a list taken; of several they
        are marked."""
        rows = screen.query_one(RowList)
        if isinstance(screen, Pick) and screen.has_several:
            for key in keys:
                rows.go_to(key)
                screen.action_mark()
            self._rest = ()
            self._tell(f"Chosen: {marked(screen)}. An empty line takes them.")
        elif not rows.go_to(keys[-1]):
            self._tell("That row is gone; an empty line says the page anew.")
        elif isinstance(screen, Page):
            await self._settle(pilot)
            self._more([*chosen(screen), *self._acts])
        else:
            rows.post_message(RowList.Chosen(keys[-1]))
            return
        self._told = screen, said(screen)[0]

    def _answer(self, field: Field, line: str) -> None:
        if not line.startswith(","):  # which adds to what stands there
            field.text = ""
        field.type(line)
        if not isinstance(self._app.screen, Anything):
            self._unsure = self._app.screen
            field.submitted()

    async def _go_to(self, line: str, pilot: Pilot[object]) -> None:
        """What is understood everywhere: another page, words to list or to look for."""
        while not isinstance(screen := self._app.screen, Page):
            await pilot.press("escape")
        if pages := pages_of(line):
            self._app.action_go(pages[0])
        elif line.startswith("/"):
            screen.filter_by(line[1:].strip())
        else:
            self._app.action_find_anything()
            await self._settle(pilot)
            self._answer(self._app.screen.query_one(Field), line.partition(" ")[2])


def _read(loop: asyncio.AbstractEventLoop, typed: asyncio.Queue[str | None]) -> None:
    """Hands on the lines that come in. Not by sys.stdin: its lock would be held at the end."""
    with open(0, "rb", buffering=0, closefd=False) as source:  # noqa: PTH123
        for raw in iter(source.readline, b""):
            line = let_in(raw.decode("utf-8", "replace").strip("\r\n"))
            loop.call_soon_threadsafe(typed.put_nowait, line)
    loop.call_soon_threadsafe(typed.put_nowait, None)
