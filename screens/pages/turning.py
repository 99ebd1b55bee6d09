"""Undo and redo of a page, and sentences that have no room in its last line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar, cast

from coach.records import CoachError
from coach.saying.text import Line
from screens.pages.asking import LeftOpen, answer_to, begin, in_turn
from screens.pages.framed import Framed
from screens.widgets.frame import MARGIN
from screens.widgets.words import cut, width_of

if TYPE_CHECKING:
    from screens.pages.page import Page

Result = TypeVar("Result")
BACK: Final = ("undo", "redo")
FORWARD: Final = ("do again", "undo")
"""What a turn is called, and the command that turns it round."""


class Turns(Framed):
    """A page on which acts are taken back and done again."""

    def reload(self) -> None:
        """Shows everything as it is now; the cursor stays on its row."""
        raise NotImplementedError

    def key_of(self, command_id: str) -> str:
        """The key of a command, as a reader writes it."""
        return self.my_app.key_of(command_id)

    def action_undo(self) -> None:
        begin(cast("Page", self), self.undo())

    async def undo(self) -> None:
        """Takes the last act back; one of another window after a question."""
        history = self.coach.history
        last, who = history.last()
        if last and who:
            from screens.widgets.confirm import GoAhead

            when = f"{last.title} · {last.at[:16].replace('T', ' ')}"
            ask = GoAhead(f"Take back what {who} did?", when, yes="take it back")
            if not await answer_to(ask):
                raise LeftOpen
        turn = partial(history.undo, last.number if last else None)
        await self.take_turn(turn, "Taken back: {}".format, *BACK)

    def action_redo(self) -> None:
        from coach.saying.history import again_words

        turn = self.take_turn(self.coach.redo, again_words, *FORWARD)
        begin(cast("Page", self), turn)

    async def take_turn(
        self, turn: Callable[[], Result], says: Callable[[Result], str], word: str, other: str
    ) -> None:
        """Takes back or does again, and says the key of the other."""
        try:
            result = await in_turn(cast("Page", self), turn)
        except CoachError as error:
            self.tell(str(error), "warn")
            return
        self.reload()
        if result:
            self.say_turned(says(result), other)
        else:
            self.footer.say(f"Nothing to {word}.")

    def say_turned(self, words: str, way_back: str = "undo", tone: str = "") -> None:
        """Says what was done, and the key of the way back, whatever has to be cut for it."""
        way = f"   {self.key_of(way_back)} {way_back}"
        self.footer.say(cut(words, self.size.width - 2 * MARGIN - len(way)) + way, tone)

    def tell(self, text: str, tone: str = "") -> None:
        """Says a sentence in the last line, or above it where it has no room there."""
        if width_of(text) <= self.size.width - 2 * MARGIN:
            self.footer.say(text, tone)
        else:
            from screens.widgets.told import Told

            self.app.push_screen(Told([Line.of(text, tone)]))
