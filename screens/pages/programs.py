"""Programs: where should I apply, and in what order?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Final

from msgspec import MsgspecError, json
from msgspec.structs import replace

from coach.saying.chance import DRAWN, Scale
from coach.saying.names import ProgramNames
from coach.saying.program import (
    LEAST_WHY,
    all_lines,
    in_a_word,
    letters,
    share_words,
    short_lines,
)
from coach.saying.programs import all_closed
from coach.saying.side_by_side import compare_lines
from coach.saying.table import clauses
from coach.saying.text import APPLY, NO, Line, Part
from coach.saying.ties import ALONE, places, tie
from coach.subjects.programs import Standing
from coach.wording import chance_brief
from screens.pages.list_page import NARROWEST, ListPage
from screens.pages.program_acts import copies, mark
from screens.pages.program_view import SCORE, SORTS, View, ask_view, fitting, words_of
from screens.pages.sorting import Order, in_order
from screens.widgets.rows import Column, Row

MOST_COMPARED: Final = 4
ROOMY: Final = 180
"""Columns of the screen from which the list says reasons beside a text that does."""
RANGES_FROM: Final = 98
"""Columns of the list from which chances are drawn beside their numbers."""
PLACE: Final = 5
"""Cells of a place: four figures, and a sign that others share it."""
ON_PROGRAM: Final = ("apply", "maybe", "no", "explain", "fact", "compare", "note")

VALUES: Final[dict[str, Callable[[Standing], str]]] = {
    "fit": lambda each: f"{each.numbers.fit:.0f}",
    "img": share_words,
    "known": lambda each: f"{each.numbers.coverage:.0%}",
}
"""What has a column only while the list is ordered by it."""
HEADS: Final = {"img": "IMG %"}
MARK_SIGNS: Final[dict[str, str | Part]] = {
    "apply": (APPLY, "good"),
    "maybe": ("?", "warn"),
    "no": NO,
}


def _columns(
    names: ProgramNames, over_ranges: str = "", *, several: bool, reasons: bool, late: bool
) -> tuple[Column, ...]:
    """The columns, with the specialty where there are several, and the head of the scale on which
    chances are drawn where there is room; without `reasons` where the text beside says them.

    `late`: whether the chances are no longer those of an application that is sent now."""
    specialty = (Column("specialty", "sp", width=4, keep=2),) if several else ()
    why = Column("why", "why, in a word", keep=1, min_width=LEAST_WHY, tone="dim", shorten=clauses)
    ranges = (Column("range", over_ranges, width=DRAWN, keep=2),) if over_ranges else ()
    return (
        Column("place", "place", width=PLACE, align="right", keep=3),
        Column("program", "program", keep=7, min_width=22, gap=1, shorten=names.short),
        *specialty,
        Column("state", "st", width=2, keep=4),
        Column("score", "score", width=5, align="right", keep=6),
        *ranges,
        Column("chance", "~in time" if late else "~chance %", width=8, align="right", keep=5),
        Column("tier", "tier", width=8, keep=0),
        *[why] * reasons,
    )


class ProgramsPage(ListPage[Standing]):
    """Programs of the applicant's specialties, ranked; every reason in sight."""

    page = "programs"
    columns = _columns(ProgramNames(()), several=False, reasons=True, late=False)
    has_header = True
    text_height = 8
    on_item = tuple(f"program.{act}" for act in ON_PROGRAM)
    no_item = "no program is listed"
    noun = "programs"
    own = SCORE
    reading = "Program"
    label_width = 18

    def __init__(self) -> None:
        super().__init__()
        self.view = View()
        self.sorts = SORTS
        self.compared: list[str] = []
        """Ids of the programs to show side by side."""
        self.trial: Mapping[str, float] | None = None
        """Weights being typed."""
        self._ranked: Sequence[Standing] = ()
        self._place: dict[str, str] = {}
        self._letters: dict[str, str] = {}
        self._values: Sequence[str] = ()
        self._scale: Scale | None = None
        """Of the chances of all that are ranked, where they are drawn."""
        self._shown_for = (False, True)
        """What there was room for when the columns were made."""
        self._names = ProgramNames(())
        self._named: tuple[tuple[str, ...], int] = (), 0
        """Specialties and count of the programs that the names are of."""

    @property
    def specialties(self) -> Sequence[str]:
        """Those of the filter, or of the profile."""
        return self.view.specialties or self.coach.profile.applicant.specialties

    def listed(self) -> dict[str, Standing]:
        names, programs = self.specialties, self.coach.programs
        self._ranked = programs.ranked(names, weights=self.trial) if names else []
        if names and self.view.failing:
            self._ranked = [*self._ranked, *programs.closed(names)]
        self._letters = letters(self.coach, names)
        # All of the ranking: a name does not change while one filters.
        if self._named != (named := (tuple(names), len(self._ranked))):
            self._named = named
            self._names = ProgramNames(standing.program for standing in self._ranked)
        self._set_columns()
        fits = self._placed()
        return {
            key: each
            for key, each in fits.items()
            if not self.words or self.fits(words_of(each, self.coach))
        }

    def _placed(self) -> dict[str, Standing]:
        """All that fit the filter in their order, each with its place by score."""
        items = {each.program.id: each for each in fitting(self._ranked, self.view)}
        best = in_order(items, Order((SCORE,)), SORTS)
        self._place = dict(zip(best, places([*best.values()]), strict=True))
        return in_order(best, self.order, SORTS)

    def _set_columns(self) -> None:
        draws, reasons = self._shown_for = self._room
        self._scale = Scale.of(each.numbers for each in self._ranked) if draws else None
        over_ranges = self._scale.head if self._scale else ""
        several, late = len(self._letters) > 1, bool(self.coach.applying.stand.passed)
        columns = _columns(self._names, over_ranges, several=several, reasons=reasons, late=late)
        signs, after = self.order.signs(SORTS), [each.key for each in columns].index("score") + 1
        self._values = [key for key in VALUES if key in signs]
        values = (Column(k, HEADS.get(k, k), 5, "right", keep=6) for k in self._values)
        columns = (*columns[:after], *values, *columns[after:])
        self.rows.stand_in(self.headed(columns))

    @property
    def _room(self) -> tuple[bool, bool]:
        """Whether there is room for drawn chances, and for reasons in the list itself."""
        width = self.app.size.width
        list_width = width - NARROWEST if self.is_wide else width
        return list_width >= RANGES_FROM, width >= ROOMY or not self.is_wide

    def on_resize(self) -> None:
        if self._ranked and self._room != self._shown_for:
            self.reload()

    def context(self) -> str:
        names = self.specialties
        several = f"{len(names)} specialties" if names else "no specialty yet"
        of_all = f"{len(self.items)} of {len(self._ranked)}"
        first = names[0] if len(names) == 1 else several
        return " · ".join([of_all, *self.view.words(), first])

    def empty(self) -> str:
        if not self.specialties:
            return "Name a specialty on the Profile page (7), or press f and choose one."
        why = all_closed(self._ranked, self.coach.profile.applicant)
        if why and not self.view.failing:
            return f"{why} f, then “also those that a gate fails”, shows which."
        return "No program fits this filter; Esc and f widen it."

    def row(self, key: str, item: Standing) -> Row:
        word, program = item.mark.mark if item.mark else "", item.program
        short = self._letters[program.specialty]
        specialty: tuple[str, ...] = (short,) if len(self._letters) > 1 else ()
        why: Part = in_a_word(item, self.coach), "bad" if item.numbers.failed else "dim"
        cells: tuple[str | Part, ...] = (
            "+" * (key in self.compared) + self._place[key],
            self._names.whole(program),
            *specialty,
            program.state,
            f"{item.numbers.score:.0f}",
            *(VALUES[key](item) for key in self._values),
            *([self._scale.drawn(item.numbers)] if self._scale else []),
            chance_brief(item.numbers),
            item.numbers.tier,
            why,
        )
        sign = MARK_SIGNS.get(word, " ")
        tone = "dim" if item.numbers.failed or word == "no" else ""
        return Row(key, cells, mark=sign, tone=tone)

    def text(self, key: str, item: Standing) -> list[Line]:
        is_tied = self._place[key].endswith("=")
        return short_lines(item, self.coach, tie(item, self.items.values()) if is_tied else ALONE)

    def go_to(self, key: str) -> None:
        """Shows a program, also one that the filter or the specialties leave out."""
        self.view = View()
        super().go_to(key)
        if self.rows.selected != key:
            specialty = self.coach.programs.standing(key).program.specialty
            self.view = View(specialties=(specialty,), failing=True)
            super().go_to(key)

    def explain_line(self) -> list[Line]:
        standing = self.item
        if standing is None:
            return []
        means = self._scale.means if self._scale else ""
        return [*all_lines(standing, self.coach), *[Line.of(means, "dim", indent=2)] * bool(means)]

    def copies(self) -> dict[str, str]:
        """Its page, the question for what is open, and which one it is."""
        return copies(self, self.item)

    def stood(self, act: str, key: str) -> str:
        mark = self.items[key].mark
        word, is_mark = mark.mark if mark else "", act.removeprefix("program.") in MARK_SIGNS
        return word if is_mark and act != f"program.{word}" else ""

    async def action_mark(self, word: str) -> None:
        if standing := self.item:
            await mark(self, standing, word, word.capitalize(), "Not marked")

    def action_compare(self) -> None:
        key = self.rows.selected
        if not key:
            return
        if key in self.compared:
            self.compared.remove(key)
        elif len(self.compared) == MOST_COMPARED:
            self.footer.say(f"{MOST_COMPARED} at most; c on one of them takes it out.", "warn")
            return
        else:
            self.compared.append(key)
        self.rows.repaint(key)
        count = len(self.compared)
        self.footer.say(f"{count} to compare" + ("; C shows them side by side" * (count > 1)))

    def action_side_by_side(self) -> None:
        if len(self.compared) < 2:
            self.footer.say("Not now: press c on two to four programs first.")
            return
        chosen = [self.coach.programs.standing(key) for key in self.compared]
        self.read("Side by side", compare_lines(chosen, self.coach, self.size.width))

    def follow(self, weights: Mapping[str, float] | None) -> None:
        """Shows the list as weights would have it that are not kept; None: as it is."""
        if weights != self.trial:
            self.trial = weights
            self.reload()
            self.rows.action_first()

    async def action_filter(self) -> None:
        self.view = await ask_view(self, self.view)
        self.reload()

    @property
    def order(self) -> Order:
        return Order.of(self.view.sort, SORTS)

    def put_in(self, order: str) -> None:
        self.view = replace(self.view, sort=order)

    def leaving(self) -> dict[str, str]:
        return super().leaving() | {"view": json.encode(self.view).decode()}

    def come_back(self, left: Mapping[str, str]) -> None:
        super().come_back(left)
        with suppress(MsgspecError):
            self.view = json.decode(left.get("view", "{}"), type=View)

    def arranged(self, items: Mapping[str, Standing]) -> Mapping[str, Standing]:
        return items  # its places are those of all that fit, whatever is sought among them

    def action_back(self) -> None:
        """Ends what is being worked out, then gives up the words, then the filter."""
        if self.let_be():
            return
        if not self.words and self.view != (wide := View(sort=self.view.sort)):
            self.view = wide
            self.reload()
        super().action_back()
