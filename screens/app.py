"""The app: pages as modes, global keys, and the way from anything found to its page."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver
from textual.screen import Screen

from coach.subjects.coach import Coach
from screens.keys import COMMANDS, PAGES, bindings
from screens.pages.page import ON_PAGES, Page
from screens.terminal.environment import Line, look_around
from screens.widgets.in_order import OrderedApp
from screens.widgets.style import CSS, THEMES, use_theme

if TYPE_CHECKING:
    from coach.search.entry import Entry, Hit
    from screens.terminal.driver import CellDriver


def _week() -> Screen[Any]:
    from screens.pages.week import WeekPage

    return WeekPage()


def _journey() -> Screen[Any]:
    from screens.pages.journey import JourneyPage

    return JourneyPage()


def _programs() -> Screen[Any]:
    from screens.pages.programs import ProgramsPage

    return ProgramsPage()


def _applying() -> Screen[Any]:
    from screens.pages.application_list import ListPage

    return ListPage()


def _library() -> Screen[Any]:
    from screens.pages.library import LibraryPage

    return LibraryPage()


def _profile() -> Screen[Any]:
    from screens.pages.profile import ProfilePage

    return ProfilePage()


UNSEEN_S = 2.0
"""Longest time in which the page for the next start is painted without being sent."""


def _collect_again() -> None:
    """Rubbish is collected from now on; what the start loaded stays and is not looked at again."""
    gc.freeze()
    gc.enable()


class CoachApp(OrderedApp[None]):
    """Everything one sees and presses, over one front door."""

    CSS = CSS
    TITLE = "coach"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        one for one in bindings("", {}) if one.id not in ON_PAGES
    ]
    # A page is built when it is first visited.
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "week": _week,
        "journey": _journey,
        "programs": _programs,
        "applying": _applying,
        "library": _library,
        "profile": _profile,
    }
    DEFAULT_MODE = "week"

    def __init__(
        self,
        coach: Coach,
        keymap: Mapping[str, str] | None = None,
        driver_class: type[Driver] | None = None,
        *,
        line: Line | None = None,
    ) -> None:
        super().__init__(driver_class=driver_class, ansi_color=True)
        # Set later it would have every style worked out twice: 15 ms of the start.
        self.set_reactive(App.theme, "ansi-dark")
        self.coach = coach
        self.line = line or look_around({})
        self.picture = ""
        """What paints the Week page as it was left; empty where no driver keeps a copy."""
        self.picture_size = (0, 0)
        self.keymap = dict(keymap or {})
        self.set_keymap(self.keymap)

    def on_mount(self) -> None:
        self.call_after_refresh(_collect_again)
        self.use_theme(self.coach.setting("theme") or "terminal")
        if not self.coach.profile.answers:
            from screens.pages.welcome import Welcome

            self.call_after_refresh(self.push_screen, Welcome(), self._welcomed)

    def _welcomed(self, answer: bool | None) -> None:
        from screens.pages.questions import ask_all

        if answer and isinstance(self.screen, Page):
            ask_all(self.screen, self.screen.reload)

    def action_go(self, page: str) -> None:
        """Goes to a page, in one picture."""
        if driver := self.cell_driver:
            driver.hold(UNSEEN_S)
            self.call_after_refresh(self.call_after_refresh, driver.release)
        self.switch_mode(page)

    async def action_quit(self) -> None:
        """Leaves; the Week page is painted once more, unseen, for the next start."""
        driver = self.cell_driver
        if driver is None or not self.coach.profile.answers:
            self.exit()
            return
        driver.hold(UNSEEN_S)
        self.switch_mode("week")
        self.call_after_refresh(self._tidy)

    def _tidy(self) -> None:
        """The Week page as a start shows it: no words to find, the cursor on top."""
        if isinstance(self.screen, Page):
            self.screen.freshen()
        self.call_after_refresh(self._leave)

    def _leave(self) -> None:
        if driver := self.cell_driver:
            self.picture, self.picture_size = driver.frame(), (self.size.width, self.size.height)
        self.exit()

    @property
    def cell_driver(self) -> CellDriver | None:
        """The driver that sends only what differs; None where Textual's own runs."""
        if sys.platform == "win32":
            return None
        from screens.terminal.driver import driver_of

        return driver_of(self)

    def use_theme(self, name: str) -> None:
        """Paints everything in another theme; one that this release does not know is ignored."""
        if name in THEMES:
            use_theme(name)
            for one in THEMES:
                self.set_class(one == name, f"theme-{one}")

    def action_theme(self) -> None:
        from screens.widgets.ask import Pick

        def chosen(answer: tuple[str, ...] | None) -> None:
            if answer:
                self.use_theme(answer[0])
                self.coach.set_setting("theme", answer[0])
                self.screen.refresh(layout=True)
                for widget in self.screen.query("*"):
                    widget.refresh()

        now = self.coach.setting("theme") or "terminal"
        self.push_screen(Pick("Which colours?", THEMES, chosen=(now,)), chosen)

    def action_repaint(self) -> None:
        """Paints everything anew, whatever the line did to the screen."""
        if driver := self.cell_driver:
            driver.repaint()
        else:
            self.refresh(layout=True)

    def action_find_anything(self) -> None:
        from screens.pages.anything import Anything

        if len(self.screen_stack) == 1:
            self.push_screen(Anything(self.coach, extra_entries()), self._found)

    def _found(self, hit: Hit | None) -> None:
        """Goes where the thing found is, or does what it names."""
        if hit is None:
            return
        homes = {"task": "journey", "program": "programs", "resource": "library"}
        if hit.kind == "page":
            self.switch_mode(hit.id)
        elif hit.kind in homes:
            self.switch_mode(homes[hit.kind])
            self.call_after_refresh(self._show, hit.id)
        elif hit.kind == "command":
            self.call_after_refresh(self._do, hit.id)

    def _show(self, key: str) -> None:
        if isinstance(self.screen, Page):
            self.screen.go_to(key)

    async def _do(self, command_id: str) -> None:
        command = next(one for one in COMMANDS if one.id == command_id)
        page = self.screen.page if isinstance(self.screen, Page) else ""
        if command.pages and page not in command.pages:
            self.switch_mode(command.pages[0])
        where = "screen." if command.pages or command_id in ON_PAGES else ""
        await self.run_action(where + command.action)


def extra_entries() -> list[Entry]:
    """Pages and commands, to be found with everything else."""
    from coach.search.entry import Entry

    pages = [Entry("page", key, title, "page") for key, title in PAGES.items()]
    commands = [
        Entry(
            "command",
            one.id,
            one.text.rstrip("."),
            "command",
            tuple(word for word in (one.label, *one.id.split(".")) if word),
        )
        for one in COMMANDS
        if set(one.pages) <= set(PAGES) and not one.id.startswith("go.")
    ]
    return pages + commands
