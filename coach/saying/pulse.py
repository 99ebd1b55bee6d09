"""How invitations stand in one line, for Week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from coach.wording import counted, short

if TYPE_CHECKING:
    from coach.applying.answers import Ends
    from coach.subjects.coach import Coach
    from coach.subjects.forecasting import Pulse

NIGHT: Final = (22, 8)
"""Hours of one's own day from and until which no alarm speaks."""


def brief(coach: Coach) -> str:
    """The pulse in one line; "" where nothing is worked out for today."""
    pulse = coach.forecasting.kept()
    if pulse is None:
        return ""
    alarm, (late, early) = pulse.alarm, NIGHT
    if alarm and alarm.speaks and alarm.look and early <= coach.now.hour < late:
        so_few = f"{number(alarm.came)} by {short(alarm.look, coach.today)}"
        return f"{so_few} happens to {of_100(alarm.so_few)}; here is what still helps: f on Season"
    if not has_begun(pulse):
        return f"Your forecast for the season is {span_of(pulse.whole)} invitations"
    so_far = f"{counted(pulse.came, 'invitation')} so far"
    return f"{so_far} · your forecast for today was {span_of(pulse.expected)} · {_change(pulse)}"


def _change(pulse: Pulse) -> str:
    if pulse.came < pulse.expected.low:
        return "what still helps: f on Season"
    return "more than that" if pulse.came > pulse.expected.high else "nothing to change"


def has_begun(pulse: Pulse) -> bool:
    """Whether programs have begun to read."""
    return bool(pulse.expected.mid or pulse.came)


def number(came: int) -> str:
    """How many came; of few: or fewer."""
    return str(came) + " or fewer" * bool(came) if came else "zero"


def of_100(share: float) -> str:
    """`8 of 100`; never none, never all of them."""
    if share < 0.005:
        return "under 1 of 100"
    return "over 99 of 100" if share > 0.995 else f"{100 * share:.0f} of 100"


def span_of(ends: Ends) -> str:
    """Its ends in whole numbers."""
    low, high = round(ends.low), round(ends.high)
    return f"{low}-{high}" if low < high else str(low)
