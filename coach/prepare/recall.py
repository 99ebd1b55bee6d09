"""What went wrong comes again: when each mistake is due, and which ones today.

The intervals are those of FSRS; days off, a limit for each day and the order after a break are
ours. Nothing is lost by a break: what does not fit today is moved on, the most at risk first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from coach.logs.errors import Slip
from coach.records import CoachError, replace

if TYPE_CHECKING:
    from fsrs import Card

ANSWERS: Final = ("again", "hard", "good", "easy")
FEWEST: Final = 5
PER_HOUR: Final = 3
"""Mistakes looked at in a day for each of its hours of study: a tenth of it at two minutes each
(judgement)."""
MINUTES: Final = 2.0
LOOK_AHEAD: Final = 28
"""Days over which a wall of mistakes is spread."""
Studies = Callable[[date], float]
"""The hours of study of a day; 0 for a day off."""


def due_on(slip: Slip) -> date | None:
    """The day from which a mistake is due: after it was never looked at, the next day."""
    return slip.due or (slip.day and slip.day + timedelta(days=1))


def most(hours: float) -> int:
    """How many mistakes a day of so many hours takes; none on a day off."""
    return max(FEWEST, round(PER_HOUR * hours)) if hours else 0


def queue(
    slips: Iterable[Slip], today: date, studies: Studies, ahead: int = LOOK_AHEAD
) -> dict[date, list[Slip]]:
    """What is looked at on each of the days to come. What is due on a day off, or does not fit,
    moves on; of those that wait the ones most likely to be forgotten come first."""
    waiting = {each.key: (due, each) for each in slips if (due := due_on(each))}
    days: dict[date, list[Slip]] = {}
    for later in range(ahead):
        day = today + timedelta(days=later)
        ready = [(-risk(each, day), key) for key, (due, each) in waiting.items() if due <= day]
        if now := sorted(ready)[: most(studies(day))]:
            days[day] = [waiting.pop(key)[1] for _, key in now]
    return days


def risk(slip: Slip, day: date) -> float:
    """How far it may be forgotten: days since it was seen, in terms of how long it holds."""
    seen = slip.reviewed or slip.day or day
    return (day - seen).days / max(slip.stability or 1.0, 0.1)


def answered(slip: Slip, answer: str, today: date, studies: Studies, load: Counter[date]) -> Slip:
    """The mistake after one look at it, with the day on which it comes again. `load`: how many are
    due on each day already. Raises CoachError where the day cannot be."""
    from fsrs import Rating, Scheduler  # 60 ms, and only for whoever answers

    if slip.reviewed and slip.reviewed > today:
        raise CoachError(
            f"It was looked at on {slip.reviewed}, which is after today, {today}: is the clock "
            "right? Nothing was changed."
        )
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    rating = Rating(ANSWERS.index(answer) + 1)
    card, _ = scheduler.review_card(_card(slip), rating, _noon(today))
    return replace(
        slip,
        due=_spread(today, max((card.due.date() - today).days, 1), studies, load),
        reviewed=today,
        state="review",
        step=None,
        stability=card.stability and round(card.stability, 4),
        difficulty=card.difficulty and round(card.difficulty, 4),
    )


def _card(slip: Slip) -> Card:
    from fsrs import Card, State

    if not (slip.reviewed and slip.stability and slip.difficulty):
        return Card(card_id=1)
    return Card(
        card_id=1,
        state=State.Review,
        stability=slip.stability,
        difficulty=slip.difficulty,
        due=_noon(slip.due or slip.reviewed),
        last_review=_noon(slip.reviewed),
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _spread(today: date, days: int, studies: Studies, load: Counter[date]) -> date:
    """The day near to the one it should be that has most room left; a day of study."""
    slack = max(days // 10, 1) if days > 2 else 0
    near = [today + timedelta(days=days + step) for step in range(-slack, slack + 1)]
    free = [day for day in near if load[day] < most(studies(day))]
    if free:
        exact = today + timedelta(days=days)
        return min(free, key=lambda day: (load[day], abs((day - exact).days)))
    later = (near[-1] + timedelta(days=step) for step in range(1, LOOK_AHEAD + 1))
    return next((day for day in later if load[day] < most(studies(day))), near[-1])


def by_subject(slips: Iterable[Slip]) -> list[tuple[str, int]]:
    """How many mistakes there are of each subject that is named, the worst first."""
    counts = Counter(slip.subject for slip in slips if slip.subject)
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))
