"""The week: its plan, and the weeks looked back on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Final

from coach.journey import asked
from coach.journey.week import Planned as Planned, Week as Week
from coach.logs.reviews import REVIEWS
from coach.records import CoachError, Review, replace
from coach.subjects.options import FromState, Opt, Subject, as_one
from coach.typed_days import parsed_day

if TYPE_CHECKING:
    from coach.journey.review import LookBack as LookBack
    from coach.journey.standing import Step

FACTS: Final = "facts.release"
"""The setting that says with which facts the last start was."""
RECALLED: Final = "facts.recalled"
"""The setting with what is recalled since the last start with other facts."""
MOST_HOURS: Final = 2000.0
LONGEST: Final = 2000
"""Characters of an answer."""


class WeekSubject(Subject):
    """What to do this week, and how the last ones went."""

    pace = FromState(lambda state: state.pace)
    """What the weeks looked back on say of the applicant's hours."""
    has_recalls = FromState(lambda state: (state.store.setting(RECALLED) or "[]") != "[]")
    """Whether a later release took anything back; looked at or not."""

    def plan(self, hours: float | None = None) -> Week:
        """The plan for this week; `hours` replaces what the profile says."""
        return self._state.week(hours)

    def today(self) -> Week:
        """The plan as it stands today."""
        return self.plan()

    def last_plan(self) -> frozenset[str]:
        """Keys of the plan with which last week began; empty where there was none."""
        return self._state.last_plan

    def reviews(self) -> list[Review]:
        """The weeks looked back on, the oldest first."""
        return list(self._state.kept(REVIEWS).values())

    def weeks(self) -> dict[str, object]:
        """The weeks looked back on, the newest first, and the pace that they show."""
        return {"weeks": self.reviews()[::-1], "pace": round(self.pace.factor, 3)}

    def review(
        self,
        save: Annotated[str | None, Opt("keep the week with your answer", "TEXT")] = None,
        hours: Annotated[float | None, Opt("hours that the week took", "H")] = None,
        week: Annotated[str | None, Opt("a day of the week, if not the latest", "DAY")] = None,
    ) -> LookBack:
        """Looks back on a week, and keeps it with an answer. Raises CoachError."""
        if hours is not None and save is None:
            raise CoachError('--hours goes with --save: add your answer, or --save "".')
        monday = parsed_day(week, self._state.today, "past", "--week") if week else None
        if save is not None:
            self.keep_review(save, hours, monday)
        return replace(self.look_back(monday), is_new=save is not None)

    def look_back(self, monday: date | None = None, ticked: Sequence[Step] = ()) -> LookBack:
        """The week that is to be reviewed, or the one from a Monday on, with what is ticked
        besides. Raises CoachError."""
        from coach.journey import review  # not for the first picture
        from coach.subjects import paper

        state = self._state
        first = monday or review.week_to_review(state.today)
        first -= timedelta(days=first.weekday())
        if first > state.today:
            raise CoachError(f"The week of {first} has not begun; name an earlier one with --week.")
        then = state.at(datetime.combine(first, time()))
        week = then.week()
        if week.monday != first:
            # Nothing was planned yet: the applicant began later.
            week = replace(week, monday=first, planned=(), more=())
        kept = state.kept(REVIEWS).get(str(first))
        now = paper.after(state, ticked) if ticked else state
        return review.look_back(week, then.told, now.road, now.week(), kept)

    @as_one
    def keep_review(
        self,
        text: str,
        hours: float | None = None,
        monday: date | None = None,
        ticked: Sequence[Step] = (),
    ) -> Review:
        """Keeps the week's figures with the applicant's answer and the hours that it took, and
        ticks what got done, in one act."""
        from coach.journey import review
        from coach.subjects import paper

        back, state = self.look_back(monday, ticked), self._state
        if hours is not None and not 0 <= hours <= MOST_HOURS:
            raise CoachError(f"{hours:g} hours: a week has 0 to 168.")
        answer = asked.words(text, "the answer", LONGEST)
        with state.act("") as act:
            paper.put(act, state, ticked)
            row = review.kept(back, hours, answer, act.at.isoformat(timespec="minutes"))
            act.title = f"Review: week of {row.monday}"
            act.put(REVIEWS, row)
        return row
