"""Whether Match Week forbids to start contact with programs: the one place that all pages ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from coach.calendar.dates import season_at
from coach.derived import derived
from coach.records import Event, Lock
from coach.soap.lock import in_week, is_near, lock
from coach.soap.standing import standing
from coach.state.prepared import Prepared
from coach.state.rows import TODAY

if TYPE_CHECKING:
    from coach.state.state import State


class Contact(Prepared):
    """What there is to do, and whether programs may be written to."""

    _held: bool | None = None
    """Whether the lock held when it was last looked at."""

    @derived
    def lock(self) -> Lock | None:
        """The lock of the Match Week of the season that runs, while it holds: for all but those
        who matched before it."""
        who, running = cast("State", self).applicant, season_at(self.today)
        if who.match_result == "matched" and who.result_year not in (None, running):
            return None
        where = standing(who.match_result, is_excluded=False)
        return lock(self._running, self.hour, where)

    @property
    def locked(self) -> bool:
        """Whether it forbids to start contact with programs."""
        return self.lock is not None

    @derived
    def in_lock_week(self) -> bool:
        """Whether it is its week, for those who did not match in full."""
        is_matched = cast("State", self).applicant.match_result == "matched"
        return not is_matched and in_week(self._running, self.hour)

    @property
    def without_contact(self) -> bool:
        """Whether plans leave contact out: the lock holds, or begins with this day."""
        return self.locked or self.in_lock_week

    def refresh(self) -> bool:
        """Takes in what is new: the lock begins and ends with its hour, within a day."""
        changed = super().refresh()
        if not is_near(self._running, self.hour):
            return changed
        held, self._held = self._held, lock(self._running, self.hour) is not None
        if is_turned := held is not None and held != self._held:
            self.change([(TODAY, None)])
        return changed or is_turned

    @property
    def _running(self) -> Iterable[Event]:
        """The dates of the season that runs."""
        return cast("State", self).calendar(season_at(self.today))
