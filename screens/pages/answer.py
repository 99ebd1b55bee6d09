"""One answer to read; Enter goes where one acts on it."""

from __future__ import annotations

from functools import partial
from typing import Final

from textual import events

from coach.records import Advice, Asked, CoachError, Hit
from coach.saying.advice import next_words, page_lines, page_words
from coach.saying.own_words import LONG
from coach.saying.text import Line
from coach.subjects.coach import Coach
from screens.by_keys import by_keys
from screens.pages.asking import run_beside, work_out
from screens.pages.page import Page
from screens.registry import PAGES
from screens.widgets.ask import Help

PAGE_OF: Final = {
    **{"paper": "week", "rank": "ranking", "money": "spending", "check": "versions"},
    **dict.fromkeys(("list", "signals", "verify"), "applying"),
    **dict.fromkeys(("honest", "forecast"), "season"),
    "import": "profile.import",
    **dict.fromkeys(("levers", "scenario", "filters", "compare-years", "fact"), "programs"),
}
"""Where a command is at home that has another name than its page; the key that does it."""


class AnswerScreen(Help):
    """The answer over the whole screen; Esc comes back."""

    def __init__(self, coach: Coach, key: str, question: str = "") -> None:
        self._coach = coach
        named = coach.advice.answer(key)
        asked = coach.advice.ask(question or named.question)
        others = {each.key: each for each in asked.answers}
        first = others.pop(key, named)
        is_meant = asked.is_sure or not question or asked.answers[:1] != (first,)
        self._asked = Asked((first, *others.values()), 1, is_meant)
        """The answer, then the nearest others; one chosen below the first is surely meant."""
        acts = {"enter": "go there", "n": "next question"}
        super().__init__("Answer", self._lines(), "", acts=acts)

    def _lines(self) -> list[Line]:
        hit, first = self.there, self._asked.answers[0]
        page = _page_words(hit.id, first) if hit and hit.kind == "page" else ""
        there = page or (hit and next_words(self._coach, first)) or ""
        return page_lines(self._coach, self._asked, there)

    @property
    def there(self) -> Hit | None:
        """What the answer leads to; None for what only a command does."""
        return place_of(self._coach, self._asked.answers[0])

    def on_key(self, event: events.Key) -> None:
        """Shows the next of the nearest questions in place of this one."""
        if event.key != "n":
            return
        event.stop().prevent_default()
        first, *others = self._asked.answers
        self._asked = Asked((*others, first), 1, True)
        self._detail.show(self._lines())
        self.on_mount()

    def on_mount(self) -> None:
        """Has a number of the list worked out beside the page, where none holds."""
        own = {item.partition(":")[0] for item in self._asked.answers[0].own}
        for view in own.intersection(LONG):
            for page in self.app.screen_stack[:-1]:
                if isinstance(page, Page) and self._coach.applying.kept(view) is None:
                    run_beside(page, partial(self._work_out, page, view), "answer")

    async def _work_out(self, page: Page, view: str) -> None:
        try:
            await work_out(page, view)
        except CoachError:
            return  # the answer is whole without
        self._coach.refresh()
        if self.is_mounted:
            self._detail.show(self._lines())


def _page_words(page: str, advice: Advice) -> str:
    """A page by its title, with what goes there: its own key, or one on the page it is under."""
    way = by_keys(f"`coach {advice.next.partition(':')[2]}`")
    words = page_words(page, PAGES[page].title)
    return words if "(" in words or "`" in way else f"{words} ({way})"


def place_of(coach: Coach, advice: Advice) -> Hit | None:
    """What an answer leads to, as if it were found; in place of the road its next step."""
    kind, _, key = advice.next.partition(":")
    planned = coach.week.plan().planned if "next:task" in advice.own else ()
    if advice.next == "page:journey" and planned:
        kind, key = "task", planned[0].step.task.key
    if kind == "command":
        key = PAGE_OF.get(key, key)
        kind = "command" if "." in key else "page"
    return None if kind == "page" and key not in PAGES else Hit(kind, key, "", 0.0, "")
