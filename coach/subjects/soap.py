"""SOAP and Match Week: where one stands at a moment, what comes next, what was picked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Final, Literal

from coach.calendar.dates import season_at
from coach.calendar.match_week import Hour, match_week
from coach.logs.soap import PICKS, Pick as Pick
from coach.records import CoachError, Lock, Record, SoapRow, SoapStanding as SoapStanding
from coach.rules.conditions import passes_there
from coach.soap.lock import lock, of_season
from coach.soap.standing import EVERY as EVERY, OPEN, Kind, Need as Need
from coach.soap.steps import has_begun, moment_typed, next_step, step_by, told_at
from coach.soap.unfilled import Unfilled as Unfilled, unfilled
from coach.state import State
from coach.subjects.options import Opt, as_one
from coach.subjects.picking import Listed as Listed, Picking, Seat as Seat

STANDINGS: Final = ("matched", "advanced_only", "first_year_only", "eligible", "not_eligible")
"""Where one may stand in a rehearsal."""
UNMATCHED: Final = ("eligible", "not_eligible")
LIST_OPENS: Final = "match_status_monday"
ENDS: Final = "soap_ends"
DAY: Final = "match_day"


class Board(Record):
    """Match Week as it stands at a moment, real or rehearsed."""

    season: int
    now: datetime
    is_rehearsal: bool
    who: SoapStanding
    lock: Lock | None
    step: SoapRow
    needs: tuple[Need, ...]
    kinds: tuple[Kind, ...]
    """Kinds of positions that are open in SOAP; none once it is over."""
    picks_shut: str
    """Why nothing can be picked now; "" while it can."""
    hours: tuple[Hour, ...]
    order: tuple[Seat, ...]
    """What was picked, in the proposed order; those left out have place 0."""
    is_match_day: bool


class SoapSubject(Picking):
    """SOAP before, in and after Match Week."""

    @property
    def hours(self) -> list[Hour]:
        """Its Match Week hour by hour."""
        return match_week(self.events.values())

    @property
    def lock(self) -> Lock | None:
        """The lock on contact while it holds, for where the applicant stands."""
        held = self._state.lock
        return None if held is None else Lock(held.start, held.end, held.outside, self.who)

    @property
    def coming_lock(self) -> Lock:
        """That of the Match Week which is meant by its days, before its hour too."""
        running = self._state.calendar(season_at(self._state.today))
        return of_season(running, self.who)

    def rows(self, part: str) -> list[SoapRow]:
        """What is said in one part, in its order."""
        return [row for row in self._state.facts.soap.values() if row.part == part]

    def row(self, key: str) -> SoapRow:
        """One row by its key."""
        return self._state.facts.soap[key]

    def day_rows(self, board: Board) -> list[SoapRow]:
        """What is said on Match Day at a moment: no hour to wait for once it is out, or where it
        tells nothing."""
        waits = board.who not in UNMATCHED and not self.is_begun(DAY, board.now)
        return [row for row in self.rows("day") if waits or row.key != "day_before"]

    def is_begun(self, event: str, now: datetime | None = None) -> bool:
        """Whether the hour of an event has come."""
        return has_begun(self.events[event], now or self._state.hour)

    def board(
        self,
        now: datetime | None = None,
        who: SoapStanding | None = None,
        picks: Iterable[Pick] | None = None,
    ) -> Board:
        """The week at a moment; one that is given is a rehearsal, with picks of its own."""
        at, where = now or self._state.hour, who or self.who
        kept = self.picks if picks is None else picks
        start, zone = datetime.combine(self.events[DAY].day, time()), self.hours[:1]
        start = start.replace(tzinfo=zone[0].start.tzinfo) if zone else start.astimezone()
        return Board(
            season=self.season,
            now=at,
            is_rehearsal=now is not None,
            who=where,
            lock=lock(self.events.values(), at, where),
            step=next_step(self.rows("next"), self.events, at, where),
            needs=self._needs(),
            kinds=() if self.is_begun(ENDS, at) else OPEN[where],
            picks_shut=self._shut(at, where),
            hours=tuple(self.hours),
            order=tuple(self.ordered(kept, where)),
            is_match_day=start <= at.astimezone() < start + timedelta(days=1),
        )

    def rehearse(
        self,
        moment: Annotated[str, Opt("an hour of the week, in Eastern: monday 10:00", joined=True)],
        standing: Annotated[
            str, Opt("who you are then", "WHO", flag="--as", choices=STANDINGS)
        ] = "eligible",
    ) -> Board:
        """The week at an invented moment; nothing is kept. Raises CoachError."""
        who = next(each for each in OPEN if each == standing)
        return self.board(moment_typed(moment, self.hours), who, ())

    def first_moment(self) -> datetime:
        """Where a rehearsal begins: with the status of Monday. Raises CoachError."""
        if not self.hours:
            raise CoachError("The hours of that Match Week are not known.")
        return self.hours[0].start

    def step_by(self, now: datetime, hours: int) -> datetime:
        """The moment of a rehearsal so many hours later; 0: that of the next event."""
        return step_by(now, self.hours, hours)

    def _needs(self) -> tuple[Need, ...]:
        """What decides beforehand, by what was told."""
        ticks, who = self._state.ticks, self._state.applicant
        done = {key for key, tick in ticks.items() if tick.state == "done"}
        plan, result = self._state.road, who.match_result
        is_verified = "ecfmg_reported" in done or passes_there(who) or None
        return (
            Need("need_registered", "nrmp_register" in done or None),
            Need("need_verified", False if plan.lost or plan.unverified else is_verified),
            Need("need_open", None if result in (None, "partly") else result != "matched"),
        )

    # The map

    @property
    def map(self) -> list[Unfilled]:
        """Where places stayed open, one's own specialties first."""
        rows = self._state.value_of(("unfilled", ()), _map)
        own = self._state.applicant.specialties
        return sorted(
            rows, key=lambda row: own.index(row.specialty) if row.specialty in own else 99
        )

    # Picks

    def pick(
        self,
        program: Annotated[str, Opt("letters of its name, its code or number", joined=True)],
        kind: Annotated[
            Literal["categorical", "preliminary", "advanced"] | None,
            Opt("the kind of position, where its code does not say it"),
        ] = None,
    ) -> Board:
        """Keeps one program of the official list. Raises CoachError."""
        self.pick_all([self.picked(program, kind or "")])
        return self.board()

    def pick_all(self, picks: Iterable[Pick]) -> None:
        """Keeps what was picked of the official list. Raises CoachError."""
        self._check_open()
        self._state.keep("Picked for SOAP", PICKS, list(picks))

    def cards(self) -> tuple[Seat, ...]:
        """What was picked, for the answer cards."""
        return tuple(self.ordered(self.picks, self.who))

    @as_one
    def drop(self, program: Annotated[str, Opt("its number, as `coach soap` shows it")]) -> Board:
        """Takes one away again. Raises CoachError."""
        key = f"{self.season}/{program}"
        if key not in self._state.kept(PICKS):
            raise CoachError(f"{program} is not among the programs that you picked.")
        with self._state.act("Took a program of SOAP away") as act:
            act.remove(PICKS, key)
        return self.board()

    def read(
        self,
        file: Annotated[Path, Opt("a text with a program on each line; - reads what is typed")],
        allowed: Annotated[
            bool, Opt("the NRMP's words of this season allow it, and this machine is yours alone")
        ] = False,
    ) -> Listed:
        """What a text of the list names, in the proposed order; nothing is kept. Raises
        CoachError."""
        from coach.files.texts import read_text

        if not allowed:
            row = self.row("list_paste")
            raise CoachError(f"{row.title}. {row.text} If they do, add --allowed.")
        self._check_open()
        return self.listed(read_text(file))

    def _check_open(self) -> None:
        if shut := self._shut(self._state.hour, self.who):
            raise CoachError(shut)

    @property
    def not_out(self) -> str:
        """At which hour results are told, while that is ahead; "" from then on."""
        when = told_at(self.events[LIST_OPENS], self._state.applicant.time_zone)
        return "" if self.is_begun(LIST_OPENS) else f"R3 tells the result on {when}"

    @property
    def later_today(self) -> str:
        """The same on the day itself, before its hour."""
        return self.not_out * (self.events[LIST_OPENS].day <= self._state.today)

    def _shut(self, now: datetime, who: SoapStanding) -> str:
        """Why nothing is picked at a moment; "" while it can."""
        if not self.is_begun(LIST_OPENS, now):
            return "The list of unfilled programs is not out yet; no picks before."
        if self.is_begun(ENDS, now):
            follows = "; what follows it stands at the end of the page" * (who != "matched")
            return f"SOAP is over{follows}."
        if who == "waiting":
            return "Enter the result that R3 shows first: what you may apply to hangs on it."
        if OPEN[who]:
            return ""
        why = ": ECFMG had not verified you in time, by what you told" * (who == "not_eligible")
        return f"SOAP is not open to you{why or ' by the result that you told'}; R3 decides."


def _map(state: State) -> list[Unfilled]:
    return unfilled(state.facts.programs(), state.doors.outcomes)
