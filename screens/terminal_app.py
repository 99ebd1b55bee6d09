"""What the app has from the terminal it runs in: its driver, its mouse, its clipboard."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from coach.records import CoachError, Unusable
from screens.keys import command_of, key_names
from screens.meant import MeantApp
from screens.pages.page import Page

if TYPE_CHECKING:
    from coach.subjects.coach import Coach
    from screens.terminal.driver import CellDriver
    from screens.terminal.environment import Line

NEWS_S = 0.5
"""Seconds between two looks whether another window changed anything: 20 µs each."""


class TerminalApp(MeantApp[None]):
    """An app in a terminal that is looked at, clicked and copied into."""

    coach: Coach
    line: Line
    keymap: Mapping[str, str]
    trouble: Unusable | None = None
    """What the app could not go on with, for the shell that it came from."""
    copied = ""
    """The text that was copied last."""

    def _handle_exception(self, error: Exception) -> None:
        """An error is told, but not of a page that was just opening when the app had to end; one
        of a file that cannot be read ends it with a sentence."""
        if isinstance(error, Unusable) and not self.is_headless:
            self.trouble = error
            self.exit(return_code=1)
        elif not self._exit:
            super()._handle_exception(error)

    def take_news(self) -> None:
        """Shows what another window changed, and a new day; where there is neither nothing is
        painted."""
        with suppress(CoachError):  # which the next key says
            for page in self.screen_stack[-1:]:  # there is none when it ends
                if isinstance(page, Page) and page.is_mounted and self.coach.refresh():
                    page.reload()
                    page.show_footer()

    @cached_property
    def copy_notes(self) -> list[str]:
        """What is still to be said of how texts get through, once in a session."""
        return [self.line.copy_note]

    @property
    def cell_driver(self) -> CellDriver | None:
        """The driver that sends only what differs; None where Textual's own runs."""
        if sys.platform == "win32":
            return None
        from screens.terminal.driver import CellDriver

        return self._driver if isinstance(self._driver, CellDriver) else None

    def key_of(self, command_id: str) -> str:
        """The key of a command, as a reader writes it."""
        return key_names(command_of(command_id), self.keymap)[0]

    @property
    def mouse(self) -> bool:
        """Whether it is reported: as was chosen, else where its bytes cost nothing."""
        chosen = self.coach.setting("mouse")
        return chosen == "on" if chosen else self.line.mouse

    def action_mouse(self) -> None:
        """Has the mouse reported, or leaves it to the terminal, from now on."""
        if (driver := self.cell_driver) and isinstance(page := self.screen, Page):
            self.coach.set_setting("mouse", "off" if self.mouse else "on")
            driver.use_mouse(self.mouse)
            on = "The mouse clicks on pages, rows, heads and the last line."
            off = "The mouse is the terminal's: it selects text."
            page.footer.say(f"{on if self.mouse else off}   {self.key_of('mouse')} back")

    def action_copy(self) -> None:
        """Copies the link, question or line of the row, or of what one reads."""
        from screens.pages.copying import copy

        copy(self)
