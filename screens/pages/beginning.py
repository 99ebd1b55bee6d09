"""After the first questions: the week and the keys to know, and a tip a day for the first days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.widget import Widget

from coach.saying.text import Line
from coach.saying.week import first_week
from screens.keys import Hint
from screens.pages.page import Page
from screens.widgets.ask import TURNS, Sheet, turn
from screens.widgets.detail import Detail

if TYPE_CHECKING:
    from screens.app import CoachApp

KEYS: Final = (
    ("task.finish", "the task under the cursor is done; u takes it back"),
    ("task.why", "how to do it, why now, and who says so"),
    ("help", "what this page and its line mean, and every key"),
)
TIPS: Final = (
    ("find.anything", "finds anything by a few letters"),
    ("task.snooze", "puts a task off until a day"),
    ("journey.what_if", "on Journey asks “what if”"),
    ("profile.edit", "on Profile mends an answer"),
    ("page.find", "finds words; on Profile also “money”"),
    ("undo", "takes back the last change"),
)
"""Commands and what is said of each, one on each of the first days."""
SETTING: Final = "tips"
"""How many were shown and on which day the last, `2 2026-11-28`; "" when there are no more."""


class Begun(Sheet[bool]):
    """The week as the answers make it; any of its keys closes it."""

    question = "Your week is ready."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space,q", "back", show=False), *TURNS]
    hints = (Hint("Enter", "to the week", 1), Hint("Esc", "the same", 99))

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self._lines = lines

    def body(self) -> Sequence[Widget]:
        return [Detail(self._lines, label_width=8)]

    def action_turn(self, page: str) -> None:
        """Goes to another page."""
        turn(self, page)


def show_week(page: Page) -> None:
    """Goes to the week and says why it looks so and which keys to know."""
    app = page.my_app
    keys = [Line.labelled(page.key_of(command), words) for command, words in KEYS]
    lines = [*first_week(page.coach), Line(), *keys]
    if page.page != "week":
        app.action_go("week")
    app.call_after_refresh(app.push_screen, Begun(lines))
    if page.coach.setting(SETTING) is None:
        page.coach.set_setting(SETTING, f"0 {page.coach.today}")


def say_tip(app: CoachApp) -> None:
    """Says a tip at the first start of a day, until the next key."""
    page, coach = app.screen, app.coach
    count, _, day = (coach.setting(SETTING) or "").partition(" ")
    if not isinstance(page, Page) or not day or date.fromisoformat(day) >= coach.today:
        return
    command, words = TIPS[int(count)]
    is_last = int(count) + 1 == len(TIPS)
    coach.set_setting(SETTING, "" if is_last else f"{int(count) + 1} {coach.today}")
    page.footer.say(f"Tip: {page.key_of(command)} {words} · {page.key_of('tips.off')} no more")


async def no_more_tips(page: Page) -> None:
    """Ends the tips for good."""
    page.coach.set_setting(SETTING, "")
    page.footer.say("No more tips.")
