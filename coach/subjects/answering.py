"""The one thing that the season clock asks, and how its answer is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Final

from coach.journey import asked
from coach.journey.clock import Clock as Clock, next_exam
from coach.logs.season import COUNTS, SAID, Said
from coach.profile.fields import BY_KEY, Field
from coach.records import CoachError, Record
from coach.subjects.options import Opt, Subject, as_one
from coach.wording import cut, short

if TYPE_CHECKING:
    from coach.state import State
    from coach.subjects.profile import ProfileSubject
    from coach.subjects.road import RoadSubject

MOST: Final = {"applied": 999, "invitations": 100}
"""More of them in one season is a slip of the finger (judgement)."""
LONGEST: Final = 300
"""Characters of an answer in words."""
NONE: Final = ("none", "no", "zero", "nothing")
YES: Final = ("yes", "y", "done")
NO: Final = ("no", "n", "not yet", "not booked", "none", "open", "")


class Answered(Record):
    """What was kept; true where anything changed. Then what is asked next."""

    changed: bool
    words: str
    clock: Clock | None

    def __bool__(self) -> bool:
        return self.changed


class AnsweringSubject(Subject):
    """The season clock: what comes first now, and what is asked."""

    def __init__(self, state: State, profile: ProfileSubject, road: RoadSubject) -> None:
        super().__init__(state)
        self._profile = profile
        self._road = road

    @property
    def clock(self) -> Clock | None:
        """What comes first in this part of the season; None where there is nothing to say."""
        return self._state.clock

    @property
    def field(self) -> Field | None:
        """The answer of the profile that is asked for; None where it is another one."""
        how, _, what = self.clock.by.partition(":") if self.clock else ("", "", "")
        if how == "exam":
            what = f"{next_exam(self._state.applicant)}.planned"
        return BY_KEY[what] if how in ("exam", "profile") else None

    @as_one
    def answer(
        self,
        text: Annotated[
            str,
            Opt(
                "your answer; `invitations 3` or `applied 80` at any time",
                "ANSWER",
                flag="text",
                joined=True,
            ),
        ] = "",
    ) -> Answered:
        """Keeps the answer to what is asked now. Raises CoachError for what cannot be one."""
        if not text.strip():
            return Answered(False, "", self.clock)
        name, _, rest = text.strip().partition(" ")
        if name.lower() in COUNTS:
            return self.count(name.lower(), rest)
        clock = self.clock
        if clock is None or not clock.question:
            raise CoachError(
                "Nothing is asked now. `coach answer invitations 3` and `coach answer applied 80` "
                "change those numbers at any time."
            )
        return self._kept(clock, text.strip())

    def _kept(self, clock: Clock, text: str) -> Answered:
        how, _, what = clock.by.partition(":")
        if how in COUNTS:
            return self.count(how, text)
        if how == "year":
            return self._year(clock, text)
        is_open = text.lower() in NO
        if self.field and (not is_open or self.field.kind == "choice"):
            return self._in_profile(self.field.key, text)
        if how == "task" and not is_open:
            return self._done(clock, what, text)
        return self._said(clock.about, asked.words(text, "the answer", LONGEST, needed=True))

    def _done(self, clock: Clock, key: str, text: str) -> Answered:
        if text.lower() not in YES:
            raise CoachError(f"“{clock.question}” Say yes or no.")
        step = self._state.road.step(key)
        if step is None:
            return self._said(clock.about, text)
        changed = self._road.finish(key).changed
        return Answered(changed, f"Done: {step.task.title}.", self.clock)

    @as_one
    def count(self, name: str, text: str) -> Answered:
        """Keeps a number of the season that is planned for. Raises CoachError."""
        count = self._counted(name, text)
        state, key = self._state, f"{self._state.season}/{name}"
        words = f"{count} applications" if name == "applied" else f"{count} invitations"
        with state.act(f"Season {state.season}: {words}") as act:
            act.put(SAID, Said(key, str(count), state.today))
        return Answered(act.changed, f"Season {state.season}: {words}.", self.clock)

    def _counted(self, name: str, text: str) -> int:
        """The number that was meant. Raises CoachError for one that cannot be."""
        what = "applications" if name == "applied" else "invitations"
        typed = "0" if text.strip().lower() in NONE else text.strip()
        if not re.fullmatch(r"\d{1,4}", typed) or int(typed) > MOST[name]:
            raise CoachError(f"“{text.strip()}” {what}: say a number from 0 to {MOST[name]}.")
        count, who, opens = int(typed), self._state.applicant, self._state.days["eras_submit_opens"]
        if count and self._state.today < opens:
            raise CoachError(
                f"Applications for {self._state.season} open on {short(opens, self._state.today)}; "
                "set match_year to the season in which you applied."
            )
        told = {"applied": who.applied, "invitations": who.invitations, name: count}
        sent, invited = told["applied"], told["invitations"] or 0
        if sent is not None and invited > sent:
            raise CoachError(
                f"{invited} invitations of {sent} applications cannot be; `coach answer applied N` "
                "and `coach answer invitations N` say how many it were."
            )
        return count

    def _year(self, clock: Clock, text: str) -> Answered:
        year = asked.match_year(int(text), self._state.today) if text.isdecimal() else 0
        if not year:
            raise CoachError(f"“{text}” is no Match year; write it like {self._state.season + 1}.")
        if year == self._state.season:
            return self._said(clock.about, text)
        return self._in_profile("match_year", text)

    def _in_profile(self, key: str, text: str) -> Answered:
        changed = self._profile.change({key: text})
        return Answered(changed, f"Kept in the profile: {BY_KEY[key].label}.", self.clock)

    def _said(self, about: str, text: str) -> Answered:
        state = self._state
        row = Said(f"{state.season}/{about}", text or "no", state.today)
        changed = state.keep(f"Answered: {cut(text, 40)}", SAID, [row])
        return Answered(changed, "Kept.", self.clock)
