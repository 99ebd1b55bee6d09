"""Rank list: in which order would I go there?"""

from __future__ import annotations

from typing import Final

from coach.saying import ranking as saying
from coach.saying.names import ProgramNames
from coach.saying.rank_checks import next_step
from coach.saying.text import Line
from coach.subjects.ranking import Rank
from coach.wording import short
from screens.keys import commands
from screens.pages.list_page import FAR, ListPage
from screens.widgets.rows import Column, Row

NEXT: Final = "head:next"
FIRST_YEARS: Final = "head:first_years"
WITHOUT: Final = ("ranking.held", "ranking.add", "ranking.paste")
"""What needs nobody on the list."""


def columns(names: ProgramNames, has_tracks: bool = False) -> tuple[Column, ...]:
    """Place, program, then and now; a name is shortened so that no two read the same."""
    return (
        Column("place", "#", width=3, align="right", keep=8, tone="dim"),
        Column("program", "program", keep=9, min_width=20, shorten=names.short),
        Column("specialty", "sp", min_width=2, keep=3, tone="dim", gap=1),
        Column("track", "track" * has_tracks, min_width=4, keep=6),
        Column("town", "town", keep=2, min_width=10, tone="dim"),
        Column("gut", "gut", min_width=3, keep=7, align="right"),
        Column("then", "noted then", keep=4, min_width=10, tone="dim", gap=1),
        Column("now", "now", keep=5, min_width=10),
    )


class RankingPage(ListPage["Rank"]):
    """The next step, then programs by place, the word of then beside that of now."""

    page = "ranking"
    columns = columns(ProgramNames(()))
    has_header = True
    marks = 0
    beside_from = FAR
    text_height = 6
    heads = {FIRST_YEARS: (saying.FIRST_YEARS,)}
    on_item = tuple(row.id for row in commands("ranking") if row.id not in WITHOUT)
    no_item = "nobody is ranked yet"
    reading = "Rank list"

    def __init__(self) -> None:
        super().__init__()
        self._names = ProgramNames(())
        self._named: frozenset[str] = frozenset()
        """The keys of the list whose names are told apart."""

    def reload(self) -> None:
        listed = self.coach.ranking.listed
        if self._named != {each.key for each in listed}:
            self._named = frozenset(each.key for each in listed)
            self._names = ProgramNames(saying.programs(self.coach).values())
            self.rows.stand_in(columns(self._names, any(each.track for each in listed)))
        super().reload()

    def listed(self) -> dict[str, Rank]:
        listed = self.coach.ranking.listed
        return {each.key: each for each in listed if self.fits(each.title)}

    def keys(self) -> list[str]:
        """The next step, the primary list, then the first years."""
        is_told = bool(self.items) and not self.words
        self.heads = type(self).heads | {NEXT: ("", next_step(self.coach) if is_told else "")}
        later = [key for key, each in self.items.items() if each.supplemental]
        first = [key for key in self.items if key not in later]
        return [*[NEXT] * is_told, *first, *[FIRST_YEARS] * bool(later), *later]

    def row(self, key: str, item: Rank) -> Row:
        return Row(key, saying.cells(self.coach, self._names, item))

    def text(self, key: str, item: Rank) -> list[Line]:
        return saying.beside(self.coach, item)

    def context(self) -> str:
        return saying.in_short(self.coach)

    def empty(self) -> str:
        return saying.EMPTY if self.coach.ranking.not_listed else saying.NOBODY_MET

    def impossible(self) -> dict[str, str]:
        ranking, reasons = self.coach.ranking, super().impossible()
        if not ranking.not_listed:
            reasons["ranking.held"] = "no interview is kept as held that is not on the list; a adds"
        if ranking.said_true:
            reasons.setdefault("ranking.true", "the order as it stands is said to be true")
        else:
            reasons.setdefault("ranking.july", "first say that the order is true (y)")
        if self.coach.today < ranking.opens:
            day = short(ranking.opens, self.coach.today)
            reasons.setdefault("ranking.certified", f"R3 takes rank lists from {day} on")
        elif ranking.certified and ranking.certified[1]:
            reasons.setdefault("ranking.certified", "it is certified as it stands")
        return reasons

    def explain_line(self) -> list[Line]:
        return saying.reading(self.coach, self.item)

    def action_explain(self) -> None:
        """Reads the one under the cursor whole."""
        self.read(self.reading, self.explain_line())

    async def action_shift(self, step: int) -> None:
        """Moves the one under the cursor up or down."""
        if item := self.item:
            await self.attempt(f"Moved: {item.short}", self.coach.ranking.shift, item.key, step)

    async def action_behind(self) -> None:
        """Ranks the one under the cursor as a first year, or among the others again."""
        if item := self.item:
            await self.attempt(f"Moved: {item.short}", self.coach.ranking.behind, item.key)

    async def action_remove(self) -> None:
        """Takes the one under the cursor off the list."""
        if item := self.item:
            await self.attempt(f"Off the list: {item.short}", self.coach.ranking.drop, item.key)

    async def action_add_held(self) -> None:
        """Adds every program that one interviewed with."""
        await self.attempt("Added, behind the others.", self.coach.ranking.add_held)

    def action_back(self) -> None:
        """Gives up the filter, else goes back to Season."""
        if self.words or self.let_be():
            super().action_back()
        else:
            self.action_go("season")
