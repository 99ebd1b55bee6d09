"""SOAP: Match Week at this hour, what was picked, where places stayed open; and a rehearsal."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from coach.saying.pasting import likely_names
from coach.saying.soap import PICKED, seat_cells, told, where
from coach.saying.soap_points import Point, points
from coach.saying.text import Line
from coach.subjects.profile import FIELDS
from coach.subjects.soap import EVERY, STANDINGS, Board, Pick, SoapStanding
from screens.pages.list_page import ListPage
from screens.pages.questions import answer
from screens.registry import PAGES
from screens.widgets.ask import Ask, AskLines
from screens.widgets.rows import Column, Row

KINDS: Final = {
    "categorical": "categorical: the whole residency",
    "preliminary": "preliminary or transitional: one year",
    "advanced": "advanced: after a first year elsewhere",
    "-": "I do not know",
}


class SoapPage(ListPage[Point]):
    """The week as it stands now, or at a moment of a rehearsal, which keeps nothing."""

    page = "soap"
    columns = (Column("title", keep=3, min_width=24), Column("right", keep=2, tone="dim"))
    on_item = ("soap.read",)
    reading = "SOAP"

    def __init__(self) -> None:
        super().__init__()
        self.moment: datetime | None = None
        """The moment of a rehearsal; None outside of one."""
        self.standing: SoapStanding = "eligible"
        """Who one is in it."""
        self.tried: list[Pick] = []
        """What was picked in it, kept nowhere."""

    @property
    def board(self) -> Board:
        """The week at the moment that is shown."""
        if self.moment is None:
            return self.coach.soap.board()
        return self.coach.soap.board(self.moment, self.standing, self.tried)

    def listed(self) -> dict[str, Point]:
        every = points(self.coach, self.board)
        return {point.key: point for point in every if self.fits(f"{point.title} {point.left}")}

    def keys(self) -> list[str]:
        """The rows under the heads of their sections."""
        heads, keys = dict[str, tuple[str, ...]](), list[str]()
        for key, point in self.items.items():
            head = f"head:{point.section}"
            keys += [head] * (head not in heads)
            heads[head] = ("", point.section)
            keys.append(key)
        self.heads = heads
        return keys

    def row(self, key: str, item: Point) -> Row:
        words = "  ".join(filter(None, (item.left, item.title)))
        return Row(key, (words, item.right), mark=(item.sign, item.tone))

    def text(self, key: str, item: Point) -> list[Line]:
        return [Line.of(item.title, "strong"), *item.text]

    def explain_line(self) -> list[Line]:
        return self.text("", self.item) if self.item else []

    def context(self) -> str:
        board = self.board
        return "rehearsal: " * board.is_rehearsal + where(self.coach, board.who, board.now)

    def impossible(self) -> dict[str, str]:
        reasons, shut = super().impossible(), self.board.picks_shut
        if shut:
            reasons["soap.pick"] = shut.rstrip(".")
            reasons["soap.paste"] = shut.rstrip(".")
        is_told, soap = bool(self.coach.profile.applicant.match_result), self.coach.soap
        if (out := soap.not_out) and not (is_told and soap.later_today):
            reasons["soap.result"] = out
        if self.item is None or self.item.section != PICKED:
            reasons["soap.drop"] = "no pick is under the cursor"
        if self.moment is None:
            only = ("soap.next", "soap.earlier", "soap.later", "soap.who")
            return reasons | dict.fromkeys(only, "only in a rehearsal")
        return reasons | {"soap.result": "a rehearsal keeps nothing"}

    def action_rehearse(self) -> None:
        """Begins a rehearsal with the status of Monday, or ends it."""
        self.moment = None if self.moment else self.coach.soap.first_moment()
        self.tried = []
        self.rows.action_first()
        self._changed()

    def action_step(self, hours: int) -> None:
        """Goes an hour on, or back; 0: to the next event."""
        if self.moment:
            self.moment = self.coach.soap.step_by(self.moment, hours)
            self._changed()

    def action_who(self) -> None:
        """Rehearses the same hour as somebody else."""
        place = STANDINGS.index(self.standing) + 1
        self.standing = STANDINGS[place % len(STANDINGS)]
        self._changed()

    def _changed(self) -> None:
        self.reload()
        self.show_footer()

    async def action_pick(self) -> None:
        """Asks for a few letters, and which program and kind are meant; keeps that one."""
        soap = self.coach.soap
        text = await self.ask(
            Ask("Which program of the official list?", hint="A few letters, its code or number")
        )
        meant = soap.meant(text)
        likely = likely_names(meant)
        if meant.sure is None and likely:
            text = await self.pick(f"“{text}” is …", likely)
        pick = soap.picked(text)
        kind = pick.kind or await self.pick("Which kind of position?", KINDS)
        await self._take([soap.picked(text, next((each for each in EVERY if each == kind), ""))])

    async def _take(self, picks: list[Pick]) -> None:
        """Keeps picks; those of a rehearsal nowhere."""
        if not self.moment:
            await self.attempt("Picked.", self.coach.soap.pick_all, picks)
            return
        self.tried += [pick for pick in picks if pick not in self.tried]
        self._changed()
        self.footer.say("Picked in the rehearsal; nothing is kept.")

    async def action_paste(self) -> None:
        """Takes a text of the list in memory, once its sentence is answered; what is picked of it
        is kept, and nothing else."""
        soap, rule = self.coach.soap, self.coach.soap.row("list_paste")
        allowed = "they allow it, and this machine is mine alone"
        await self.confirm(f"{rule.title}.", told(self.coach, rule), yes=allowed)
        hint = told(self.coach, soap.row("list_own"))
        ask = AskLines("Paste the text of the list", hint=hint, check=soap.listed)
        listed = soap.listed(await self.ask(ask))
        kinds = {seat.id: seat.kind for seat in listed.order}
        rows = {seat.id: " ".join(seat_cells(self.coach, seat)) for seat in listed.order}
        unsure = f"; not read: {'; '.join(listed.not_known)}" * bool(listed.not_known)
        keys = await self.pick_several(f"Which do you pick? Proposed order{unsure}", rows)
        await self._take([Pick(soap.season, key, kinds[key]) for key in keys])

    async def action_drop(self) -> None:
        """Takes the pick under the cursor away."""
        if not self.item:
            return
        key = self.item.key
        if self.moment:
            self.tried = [pick for pick in self.tried if pick.program != key]
            self._changed()
        else:
            await self.attempt("Taken away.", self.coach.soap.drop, key)

    async def action_result(self) -> None:
        """The question of the profile for the result."""
        await answer(self, next(field for field in FIELDS if field.key == "match_result"))

    def action_back(self) -> None:
        """Ends a rehearsal; else back to Season."""
        if self.words or self.let_be():
            super().action_back()
        elif self.moment:
            self.action_rehearse()
        else:
            self.action_go(PAGES[self.page].under)
