"""Two files, one joint list: what one leaves to a partner, and what both lists make together. The
partner's list is read from its file each time; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

from coach.logs.season import SAID
from coach.ranking.couples import (
    RULES,
    Joint,
    Pair as Pair,
    PairReplay as PairReplay,
    Spot,
    Wishes,
    by_hand,
    joint,
    put,
    read,
    replayed,
    sign_of,
    town_of,
    towns,
    written,
)
from coach.records import CoachError, Record, Rule, replace
from coach.subjects.options import Force, Opt, Subject
from coach.subjects.worked_ranking import said, saying
from coach.wording import counted
from coach.writing import content_of, place, write_file

if TYPE_CHECKING:
    from coach.subjects.ranking import RankingSubject

Alone = Literal["nobody", "you", "partner", "either"]
WHO: Final[dict[Alone, tuple[Literal["first", "second"], ...]]] = {
    "nobody": (),
    "you": ("first",),
    "partner": ("second",),
    "either": ("first", "second"),
}
BY_HAND: Final = "rank_pairs"
"""What is said of the season's joint list: its order, once a line was moved, by signs of pairs."""
SEED: Final = 1
"""The same joint list is always run in the same markets."""
MARKETS: Final = 40
"""Of the couple's replay: 300 lines take two seconds."""


class Joining(Record):
    """How two lists become one."""

    yours: Annotated[
        int,
        Opt("how much your places count, the partner's have the rest", "PERCENT", low=0, high=100),
    ] = 50
    far: Annotated[float, Opt("places that 100 miles count for", "PLACES", low=0, high=100)] = 2.0
    farthest: Annotated[float | None, Opt("leave out pairs further apart", "MILES", low=0)] = None
    alone: Annotated[Alone, Opt("who would go while the other has no place")] = "nobody"
    move: Annotated[int | None, Opt("put this line at another place", "N", low=1)] = None
    to: Annotated[int, Opt("the place of the line that is moved", "PLACE", low=1)] = 1
    afresh: Annotated[bool, Opt("forget which lines were moved")] = False
    replay: Annotated[bool, Opt("run it and other orders in drawn markets")] = False


class Coupled(Record):
    """The joint list, what has to be asked about it, and the rules that hold for it."""

    own: int
    partner: int
    list: Joint
    asked: tuple[str, ...]
    rules: tuple[Rule, ...]
    by_hand: bool = False
    """Whether a line was moved."""
    replay: PairReplay | None = None


class Left(Record):
    """A list written for a partner."""

    file: str
    programs: int


class CouplesSubject(Subject):
    """The applicant's list beside that of a partner."""

    _ranking: RankingSubject

    @property
    def _own(self) -> tuple[Spot, ...]:
        """The primary list by name and town. Raises CoachError."""
        ranks = [rank for rank in self._ranking.listed if not rank.supplemental]
        if not ranks:
            raise CoachError("Your rank list is empty; `coach rank add` takes all interviews held.")
        known = [self._state.facts.program(rank.program) for rank in ranks]
        return tuple(
            Spot(rank.title, town_of(program) if program else "")
            for rank, program in zip(ranks, known, strict=True)
        )

    def joined(
        self,
        file: Annotated[
            Path | None, Opt("the list that your partner's coach wrote", "FILE", flag="file")
        ] = None,
        how: Joining = Joining(),  # noqa: B008
    ) -> Coupled:
        """Makes one list of pairs out of yours and a partner's. Raises CoachError."""
        own = self._own
        if file is None:
            raise CoachError(
                "Name the file that your partner's coach wrote: `coach rank export FILE --partner` "
                "there."
            )
        theirs = read(_text(file), self._state.season, file.name)
        places = towns(self._state.facts.programs())
        wishes = Wishes(how.yours / 100, how.far, how.farthest, WHO[how.alone])
        both = joint(own, theirs, places, wishes)
        both = replace(both, lines=self._in_order(both.lines, how))
        unknown = sum(spot.town not in places for spot in (*own, *theirs))
        return Coupled(
            len(own),
            len(theirs),
            both,
            tuple(self._asked(own, theirs, unknown)),
            tuple(self._state.facts.rules[key] for key in RULES),
            said(self._state, BY_HAND) is not None,
            replayed(both.lines, SEED, MARKETS) if how.replay else None,
        )

    def _in_order(self, lines: Sequence[Pair], how: Joining) -> tuple[Pair, ...]:
        """The lines as they were put by hand, and one moved where that is asked for."""
        row = None if how.afresh else said(self._state, BY_HAND)
        ordered = by_hand(lines, row.value.split() if row else ())
        if how.move:
            ordered = put(ordered, how.move, how.to)
        if how.move or how.afresh:
            signs = " ".join(map(sign_of, ordered)) if how.move else ""
            title = f"Joint list: line {how.move} to {how.to}" if how.move else "Joint list afresh"
            self._state.keep(title, SAID, [saying(self._state, BY_HAND, signs)])
        return ordered

    def _asked(self, own: Sequence[Spot], theirs: Sequence[Spot], unknown: int) -> list[str]:
        """What to make sure of before anything rests on the joint list."""
        asked = []
        if {spot.key for spot in own} == {spot.key for spot in theirs}:
            asked.append("Both lists have the same programs: is it your own file?")
        elif len(own) != len(theirs):
            asked.append(
                f"Yours has {counted(len(own), 'program')}, theirs {len(theirs)}: is each the "
                "newest and whole? The joint list has as many lines for both."
            )
        if unknown:
            asked.append(f"{counted(unknown, 'town')} not in our facts: the mean way counts there.")
        if not self._state.answered.couples:
            asked.append("Your profile does not say that you match as a couple.")
        return asked

    def hand_over(
        self,
        file: Annotated[Path, Opt("the file for your partner", "FILE")],
        partner: Annotated[bool, Opt("yes, leave order, names and towns to a partner")] = False,
        force: Force = False,
    ) -> Left:
        """Writes the order of your list with names and towns, nothing else. Raises CoachError."""
        own = self._own
        if not partner:
            raise CoachError(
                "It shows the order of your wish to whoever has the file: say --partner if you "
                "want to leave it to one."
            )
        write_file(file, written(self._state.season, own).encode(), force)
        return Left(place(file), len(own))


def _text(file: Path) -> str:
    try:
        return content_of(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CoachError(f"{file.name} is not text in UTF-8; nothing was read.") from None
