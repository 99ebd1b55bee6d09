"""A key of a page on all the rows that are marked: asked once, done as one act with one undo.

The act is told as for one row, by the same code, once for each: the first asks, the others are
given its answers. What it would do is done at the end, so that a question never waits within it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain
from types import coroutine
from typing import TYPE_CHECKING, Final, cast

from coach.records import CoachError, Record
from coach.saying.text import Line
from coach.subjects.together import Together, verb
from screens.pages.asking import Asking, Wait, answer_to, in_turn, question_of, told
from screens.widgets.ask import Help

if TYPE_CHECKING:
    from coach.commands import Command
    from screens.pages.list_page import ListPage
    from screens.pages.ordered import Item
    from screens.pages.page import Planned

ALONE: Final = "it asks something else than the first; do it by itself"
NOTHING: Final = "Nothing changed"
HIDDEN: Final = "row is hidden by the filter and was"
NOT_FOR_IT: Final = "nothing is to be done there"

Answers = list[tuple[type, object]]
"""What was asked for the first row, and its answers."""


class Row(Record):
    """One of the rows while the act on it is told."""

    page: ListPage[object]
    key: str
    meant: Sequence[str]
    planned: list[Planned]

    def go_on(self, asking: Asking, answer: object) -> Wait | None:
        """Tells the act on, up to its next question; None at its end."""
        with self.about():
            try:
                return asking.send(answer)
            except StopIteration:
                return None

    @contextmanager
    def about(self) -> Iterator[None]:
        """Within it the page acts on this row, and only plans."""
        page = self.page
        page.turn, page.many, page.planned = self.key, self.meant, self.planned
        try:
            yield
        finally:
            page.turn, page.many, page.planned = "", (), None

    def begun(self, command: Command) -> Asking | None:
        """The act, where it may ask. Raises CoachError where it is not possible here."""
        with self.about():
            if reason := self.page.impossible().get(command.id):
                raise CoachError(reason)
            return told(self.page, command)


async def on_many(page: ListPage[Item], command: Command) -> None:
    """Does what a key does to each of the marked rows that are listed."""
    meant = page.meant
    rows = [Row(cast("ListPage[object]", page), key, meant, []) for key in meant]
    hidden = page.hidden
    stood = {key: page.stood(command.id, key) for key in meant}
    left = await _planned(rows, command)
    plans = {row.key: row.planned for row in rows if row.key not in left}
    calls = {key: [call for _, call in planned] for key, planned in plans.items()}
    done = next((done for done, _ in chain(*plans.values())), "")
    called = done if isinstance(done, str) else ""
    came = await in_turn(page, partial(page.coach.together, calls, page.noun, called))
    whys = [f"{page.name_of(key)}: {why}" for key, why in {**left, **came.left}.items()]
    words = _words(page.noun, plans, came) + _turned(map(stood.__getitem__, came.done))
    page.rows.unmark({*page.rows.marked} - {*came.done, *came.same})
    page.reload()
    page.show_footer()
    await _say(page, words, whys, hidden)


async def _planned(rows: Sequence[Row], command: Command) -> dict[str, str]:
    """Has each row plan what is done to it; those where it cannot be, each with the reason."""
    left: dict[str, str] = {}
    answers: Answers | None = None
    for row in rows:
        try:
            if asking := row.begun(command):
                answers = await _told(row, asking, answers)
            if not row.planned:
                raise CoachError(NOT_FOR_IT)
        except CoachError as error:
            left[row.key] = str(error)
    return left


@coroutine
def _told(row: Row, asking: Asking, before: Answers | None) -> Generator[Wait, object, Answers]:
    """Goes through the act on a row: what it asks of the first, the others are asked in silence.
    The answers. Raises CoachError where they do not do for this row."""
    answers: Answers = []
    wait = row.go_on(asking, None)
    while wait:
        question = question_of(wait)
        if before is None:
            question.of_many()
            answer = yield wait
        elif len(before) > len(answers) and before[len(answers)][0] is type(question):
            answer = before[len(answers)][1]
            question.takes(answer)
        else:
            raise CoachError(ALONE)
        answers.append((type(question), answer))
        wait = row.go_on(asking, answer)
    return before or answers


def _words(noun: str, plans: Mapping[str, list[Planned]], came: Together) -> str:
    """What was done, and to how many."""
    if not came.done:
        return NOTHING
    done, _ = plans[came.done[0]][-1]
    words = done if isinstance(done, str) else done(came.results[came.done[0]])
    words = f"{verb(words)}: {len(came.done)} {noun}" if len(came.done) > 1 else words
    return f"{words}, {len(came.same)} already so" if came.same else words


def _turned(stood: Iterable[str]) -> str:
    """What of them was something else before, the most first: `, 3 were apply, 1 no`."""
    counts = Counter(filter(None, stood)).most_common()
    words = [f"{count} {word}" for word, count in counts]
    if words:
        word, count = counts[0]
        words[0] = f"{count} {'were' if count > 1 else 'was'} {word}"
    return "".join(f", {each}" for each in words)


async def _say(page: ListPage[Item], words: str, whys: list[str], hidden: list[str]) -> None:
    """Says what was done, and by name what was not; undo there takes it back."""
    are = "rows are hidden by the filter and were" if len(hidden) > 1 else HIDDEN
    of_hidden = f"{len(hidden)} marked {are} left"
    pieces = [words, *[f"{len(whys)} not"] * bool(whys), *[of_hidden] * bool(hidden)]
    whole, is_done = "; ".join(pieces), words != NOTHING
    say = page.say_turned if is_done else page.footer.say
    say(whole, tone="warn" if whys or hidden else "")
    lines = [Line.of(f"{whole}.", "strong"), Line()]
    lines += [Line.of(why, indent=2, hang=2) for why in whys]
    lines += [Line.of(f"{name}: hidden by the filter", indent=2, hang=2) for name in hidden]
    if whys or hidden:
        acts = {page.key_of("undo"): "undo"} if is_done else {}
        await answer_to(Help("What was left", lines, page.tab, acts=acts))
        await page.undo()
