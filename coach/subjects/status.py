"""What only the applicant knows of a season, in five answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

from coach.journey import asked
from coach.logs.applications import APPLICATIONS
from coach.logs.interviews import INTERVIEWS
from coach.logs.season import SAID, Said, of_season
from coach.records import CoachError, MatchResult, Record
from coach.subjects.options import Opt, Subject

if TYPE_CHECKING:
    from coach.subjects.answering import AnsweringSubject
    from coach.subjects.profile import ProfileSubject

T = TypeVar("T")
HELD: Final = "interviews"
SENT: Final = "submitted_on"
KINDS: Final = "submitted N DATE, invitations N, interviews N"
LIKE: Final = "coach status submitted 80 24 sep, invitations 3, interviews 2, or result matched"


class Status(Record):
    """The season in numbers; None where nothing is known."""

    submitted: int | None
    submitted_on: date | None
    invitations: int | None
    interviews: int | None
    result: MatchResult | None


class StatusSubject(Subject):
    """The season in numbers: those of its logs once they have rows, else those that were told."""

    _answering: AnsweringSubject
    _profile: ProfileSubject

    def status(
        self,
        words: Annotated[str, Opt(f"{KINDS}, result R", "WORD", flag="WORD", joined=True)] = "",
    ) -> Status:
        """The season in numbers, after one of them is told. Raises CoachError."""
        what, _, rest = words.strip().partition(" ")
        number, _, day = rest.strip().partition(" ")
        if what == "submitted":
            self._answering.count("applied", number)
            self._keep(SENT, str(asked.past_day(day, self._state.today, "the day")) if day else "")
        elif what == "invitations":
            self._answering.count("invitations", rest)
        elif what == HELD and rest.isdecimal() and int(rest) <= 100:
            self._keep(HELD, str(int(rest)))
        elif what == "result" and rest:
            self._profile.change({"match_result": rest})
        elif what:
            raise CoachError(f"“{words}” is not understood; like {LIKE}.")
        return self.now

    @property
    def now(self) -> Status:
        """As it stands."""
        state, who = self._state, self._state.applicant
        applied = of_season(state.kept(APPLICATIONS), state.season)
        sent = [each.submitted for each in applied if each.submitted]
        talks = of_season(state.kept(INTERVIEWS), state.season)
        held = {each.program for each in talks if each.state != "cancelled"}
        return Status(
            submitted=who.applied,
            submitted_on=min(sent, default=None) or self._told(SENT, date.fromisoformat),
            invitations=who.invitations,
            interviews=len(held) or self._told(HELD, int),
            result=who.match_result,
        )

    def _told(self, name: str, meaning: Callable[[str], T]) -> T | None:
        row = self._state.kept(SAID).get(f"{self._state.season}/{name}")
        return meaning(row.value) if row else None

    def _keep(self, name: str, value: str) -> None:
        if value:
            state = self._state
            row = Said(f"{state.season}/{name}", value, state.today)
            state.keep(f"Season {state.season}: {name} {value}", SAID, [row])
