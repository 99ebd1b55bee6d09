"""The app: pages as modes, global keys, and the way from anything found to its page."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver
from textual.geometry import Offset
from textual.screen import ModalScreen
from textual.widget import AwaitMount

from coach.records import CoachError, Hit
from coach.subjects.coach import Coach
from screens.keys import EVERYWHERE, bindings, command_of, extra_entries
from screens.left import leave, left_at
from screens.pages.asking import begin
from screens.pages.page import ON_PAGES, Page
from screens.registry import PAGES, PageRow
from screens.terminal.environment import Line, look_around
from screens.terminal_app import NEWS_S, TerminalApp
from screens.widgets.detail import Detail
from screens.widgets.frame import Title
from screens.widgets.rows import RowList
from screens.widgets.style import CSS, THEMES, Painted, use_theme


class Jump(NamedTuple):
    """A way that a search led: from a row of a page to another page."""

    page: str
    key: str | None
    to: str


KEPT_EACH_S = 60.0
"""How often it is looked whether the copy of the day is to be made."""
UNSEEN_S = 2.0
"""Longest time in which the page for the next start is painted without being sent."""


def _collect_again() -> None:
    """Rubbish is collected from now on; what the start loaded stays and is not looked at again.
    Sooner than Python does by itself: with its 700, 10, 10 the peak is 0.7 MiB higher."""
    gc.freeze()
    gc.set_threshold(200, 4, 2)
    gc.enable()


class CoachApp(TerminalApp):
    """Everything one sees and presses, over one front door."""

    CSS = CSS
    TITLE = "coach"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in bindings(EVERYWHERE, {}) if binding.id not in ON_PAGES
    ]
    DEFAULT_MODE = "week"

    def __init__(
        self,
        coach: Coach,
        keymap: Mapping[str, str],
        driver_class: type[Driver] | None = None,
        *,
        line: Line | None = None,
    ) -> None:
        self.left = left_at(coach)
        if self.left.page in PAGES and coach.profile.answers:
            vars(self)["DEFAULT_MODE"] = self.left.page  # where it opens
        super().__init__(driver_class=driver_class, ansi_color=True)
        # Set later it would have every style worked out twice: 15 ms of the start.
        self.set_reactive(App.theme, "ansi-dark")
        self.coach = coach
        coach.history.waits.longest_s = 0  # acts ask again, settings wait for the next act
        self.line = line or look_around({})
        self.picture = ""
        """What paints the Week page as it was left; empty where no driver keeps a copy."""
        self.picture_size = (0, 0)
        for page in PAGES.values():
            self.add_mode(page.id, partial(self._open, page))
        self._pages: dict[str, Page] = {}
        """Those that were opened."""
        self._jumps: list[Jump] = []
        self.said_of_files: dict[tuple[Path, int], dict[tuple[str, str], str]] = {}
        """What was said of files that were not taken in, for the next try of this session."""
        self.keymap = keymap
        self.set_keymap(dict(keymap))

    def _open(self, row: PageRow) -> Page:
        page = self._pages[row.id] = row.open()
        return page

    def on_mount(self) -> None:
        self.call_after_refresh(_collect_again)
        self.set_interval(KEPT_EACH_S, lambda: self.run_worker(self._keep_daily, thread=True))
        self.set_interval(NEWS_S, self.take_news)
        self.use_theme(self.coach.setting("theme") or "terminal")
        if not self.coach.profile.answers:
            from screens.pages.welcome import Welcome

            self.call_after_refresh(self.push_screen, Welcome(), self._welcomed)
        elif self.coach.setting("tips"):
            from screens.pages.beginning import say_tip

            self.call_after_refresh(say_tip, self)

    def _keep_daily(self) -> None:
        """The copy of the day, away from the keys; what fails there is said and stops nothing."""
        try:
            self.coach.keep_daily()
        except CoachError as error:
            if isinstance(page := self.screen, Page):
                self.call_from_thread(page.footer.say, f"No copy of the day: {error}", "warn")

    def _welcomed(self, answer: bool | None) -> None:
        from screens.pages.questions import first_questions

        if answer and isinstance(self.screen, Page):
            begin(self.screen, first_questions(self.screen))

    def on_resize(self) -> None:
        self.call_later(self._say_if_small)  # when the size is known

    def _say_if_small(self) -> None:
        for screen in self.screen_stack:
            for title in screen.query(Title):
                title.update()

    def action_go(self, page: str) -> None:
        """Goes to a page, in one picture."""
        if driver := self.cell_driver:
            driver.pacer.hold(UNSEEN_S)
            self.call_after_refresh(self.call_after_refresh, driver.pacer.release)
        self.switch_mode(page)

    async def action_quit(self) -> None:
        """Leaves; the page is painted once more, unseen, for the next start."""
        pages = {name: page.leaving() for name, page in self._pages.items() if page.is_mounted}
        leave(self.coach, self.current_mode, {**self.left.pages, **pages})
        driver = self.cell_driver
        if driver is None or not self.coach.profile.answers:
            self.exit()
            return
        driver.pacer.hold(UNSEEN_S)
        self.call_after_refresh(self._tidy)

    def _tidy(self) -> None:
        """The page as a start shows it: nothing is said or marked, the cursor is in sight."""
        if isinstance(self.screen, Page):
            self.screen.freshen()
        self.call_after_refresh(self._leave)

    def _leave(self) -> None:
        if driver := self.cell_driver:
            self.picture, self.picture_size = driver.frame(), (self.size.width, self.size.height)
        self.exit()

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor stands: in what is typed, on the chosen row, else on the
        first line of what is read."""
        if not self.screen_stack:
            return Offset(0, 0)
        # Looked for at each picture: mostly it is the first, and nothing else is sought.
        inside = chain(
            (self.screen.focused,), self.screen.query(RowList), self.screen.query(Detail)
        )
        widget = next((each for each in inside if isinstance(each, Painted) and each.region), None)
        return widget.region.offset + widget.stands if widget else Offset(0, 0)

    @cursor_position.setter
    def cursor_position(self, place: Offset) -> None:
        """Textual sets a first one; what stands where is asked at each picture."""

    def use_theme(self, name: str) -> None:
        """Paints everything in another theme; one that this release does not know is ignored."""
        if name in THEMES:
            use_theme(name)
            for theme in THEMES:
                self.set_class(theme == name, f"theme-{theme}")

    def action_theme(self) -> None:
        """Asks which colours."""
        from screens.widgets.ask import Pick

        now = self.coach.setting("theme") or "terminal"
        self.push_screen(Pick("Which colours?", THEMES, chosen=(now,)), self._paint_in)

    def _paint_in(self, themes: tuple[str, ...] | None) -> None:
        if themes:
            self.use_theme(themes[0])
            self.coach.set_setting("theme", themes[0])
            self.screen.refresh(layout=True)
            for widget in self.screen.query("*"):
                widget.refresh()

    def action_repaint(self) -> None:
        """Paints everything anew, whatever the line did to the screen."""
        if driver := self.cell_driver:
            driver.repaint()
        else:
            self.refresh(layout=True)

    def action_find_anything(self) -> None:
        from screens.pages.anything import Anything

        below = self.screen_stack[0]
        page = below if isinstance(below, Page) else None
        search = Anything(self.coach, extra_entries(), page)
        self.push_screen(search, lambda hit: self._chosen(hit, search.typed))

    def _chosen(self, hit: Hit | None, question: str) -> None:
        """Leaves what is read for what was chosen; a file to take in is asked for."""
        if hit is None:
            return
        if isinstance(reading := self.screen, ModalScreen):
            reading.dismiss(None)
        if hit.kind == "file":
            self._jump("profile")
            self.call_after_refresh(self._ask_for, hit.id)
        else:
            self._found(hit, question)

    def _found(self, hit: Hit | None, question: str = "") -> None:
        """Goes where the thing found is, or does what it names; a task off the road is read."""
        if hit is None:
            return
        homes = {page.home_of: page.id for page in PAGES.values() if page.home_of}
        if hit.kind == "answer":
            self.open_answer(hit.id, question)
        elif hit.kind == "task" and self.coach.road.plan.step(hit.id) is None:
            from coach.saying.task import elsewhere_lines
            from screens.widgets.ask import Help

            lines = elsewhere_lines(self.coach, self.coach.road.tasks[hit.id])
            self.push_screen(Help("Task", lines, "journey"))
        elif hit.kind == "page":
            self._jump(hit.id)
        elif act := {"rule": "rules", "command": hit.id}.get(hit.kind):
            self.call_after_refresh(self._do, act)
        elif hit.kind in homes:
            self.jump(homes[hit.kind], hit.id)

    def open_answer(self, key: str, question: str) -> None:
        """Shows an answer to a question to read; Enter there goes where one acts on it."""
        from screens.pages.answer import AnswerScreen

        answer = AnswerScreen(self.coach, key, question)
        self.push_screen(answer, lambda goes: self._found(answer.there) if goes else None)

    def action_history(self) -> None:
        """Goes to what was done; Esc there comes back."""
        if isinstance(page := self.screen, Page) and page.page != "history":
            self._jump("history")

    def jump(self, to: str, key: str) -> None:
        """Goes to something on a page; `action_return` comes back from there."""
        self._jump(to)
        self.call_after_refresh(self._show, key)

    def say_on(self, to: str, words: str) -> None:
        """Says something on a page, and goes there where it is another one."""
        page = self.screen
        if isinstance(page, Page) and page.page != to:
            self._jump(to)
            self.call_after_refresh(self.say_on, to, words)
        elif isinstance(page, Page):
            page.footer.say(words)

    def _jump(self, to: str) -> AwaitMount:
        """Goes to a page; `action_return` comes back to this row of this one."""
        if isinstance(page := self.screen, Page):
            self._jumps.append(Jump(page.page, page.rows.selected, to))
        return self.switch_mode(to)

    def _show(self, key: str) -> None:
        if isinstance(self.screen, Page):
            self.screen.go_to(key)
            self.screen.show_footer()

    def has_jumped_to(self, page: str) -> bool:
        """Whether a search led to this page, so that there is a way back."""
        return bool(self._jumps) and self._jumps[-1].to == page

    def action_return(self) -> None:
        """Goes back to where the last search began."""
        if self._jumps:
            jump = self._jumps.pop()
            self.switch_mode(jump.page)
            if jump.key:
                self.call_after_refresh(self._show, jump.key)

    def _ask_for(self, file: str) -> None:
        """Asks for a file to take in, one in the line already."""
        from screens.pages.importing import read_in

        if isinstance(page := self.screen, Page):
            begin(page, read_in(page, file))

    async def _do(self, command_id: str) -> None:
        command = command_of(command_id)
        page = self.screen.page if isinstance(self.screen, Page) else ""
        if command.pages and page not in command.pages:
            await self._jump(command.pages[0])
        where = "screen." if command.pages or command_id in ON_PAGES else ""
        await self.run_action(where + command.binding)
