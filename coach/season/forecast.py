"""Invitations to come: how many by which day, what silence means, when to speak of it.

Given the applicant's shared factor and the pace of the season programs decide alone, so the number
of invitations by a day is a sum of independent yes and no: it is added up program by program at
each node of both, then averaged. Nothing is drawn. How far one program differs from others like it
needs no node of its own: over all it may be, its chance is the mean that it has here.

What happened weighs the nodes anew (Bayes): each invitation by its program and its day, each
silence by how much of it a program of that chance would have had by now.

Loads numpy (60 ms): import it only where a forecast is worked out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import Final

import numpy as np

from coach.applying.answers import Ends, twelve
from coach.applying.market import Candidate
from coach.applying.optimum.chances import Floats, same_means, shifted
from coach.applying.phases import TO_COME, USUAL
from coach.records import Record
from coach.rules.degree import LATE_DAYS
from coach.scoring.chance import SPREAD

LEVEL: Final = 0.3
"""SD in logits by which the level of a season misses the one that was measured (a judgement: the
standard errors of the levels are about half of that, and seasons differ)."""
UNSURE: Final = hypot(SPREAD, LEVEL)
"""SD of all that moves every chance of one applicant together."""
PACES: Final = ((0.7, 1 / 6), (1.0, 2 / 3), (1.4, 1 / 6))
"""Times that a season may take what the curve says, with weights (a judgement: the curve is that
of all specialties together, of 2018)."""
BEFORE: Final = -1
"""A day before all invitations: nothing is known."""
END: Final = TO_COME[-1][0]
"""Days after programs began to read: the rank lists are due."""
HOLDS: Final = 0.8
"""What a range should hold."""
NEVER: Final = 1e-6
"""Chance of an invitation on a day on which the curve has none; what is rarer is left out."""
WEEK: Final = 7
CURVE: Final = np.array(TO_COME).T
"""Days, and the share of invitations still to come after each."""
STEPS: Final = np.linspace(-4.5, 4.5, 73)
"""Nodes of the shared factor in standard deviations: fine enough for thirty invitations to tell."""


class Sent(Record):
    """One application; days are counted from the one on which programs began to read."""

    candidate: Candidate
    """Its chance at the centre of the shared factor, any signal counted in."""
    sent: int = 0
    came: int | None = None
    """The day of its invitation."""
    closed: int | None = None
    """The day on which it was refused or taken back."""


class Tail(Record):
    """How many are expected by a day, how many came, and how often it is so few."""

    expected: Ends
    came: int
    so_few: float
    """Chance of this number or fewer."""


class Look(Record):
    """One weekly look at the count."""

    day: int
    most: int
    """The number of invitations up to which an alarm is given; -1 for none."""


class Alarm(Record):
    """What to look for week by week, so that of all seasons no more than were asked for alarm."""

    looks: tuple[Look, ...]
    rate: float
    """Share of seasons in which at least one look alarms."""


Flow = tuple[Floats, Sequence[Floats]]
"""How many come in all, and from how many still to come to how many, step by step."""


class Season:
    """The applications of one season over all that is not known of it."""

    def __init__(self, sent: Sequence[Sent], widen: float = 1.0) -> None:
        """`widen`: times that the spread is taken, about chances that may be too low or high."""
        self.sent = tuple(sent)
        at = same_means([each.candidate for each in sent], SPREAD, UNSURE) if sent else []
        gates = np.array([each.open for each in at])
        centres = np.array([each.chance for each in at], dtype=float)
        self._chances: Floats = gates * shifted(centres, widen * UNSURE * STEPS[:, np.newaxis])
        bell = np.exp(-STEPS * STEPS / 2)
        self._prior: Floats = np.outer([weight for _, weight in PACES], bell / bell.sum())
        self._paces = np.array([pace for pace, _ in PACES])

    def expected(self, after: int = BEFORE, by: int = END) -> Ends:
        """How many to expect between two days, by what is known on the first."""
        return range_of(self.number(after, by))

    def tail(self, after: int, by: int, signal: bool | None = None) -> Tail:
        """What came between two days beside what was expected on the first; of those with or
        without a signal alone, or of all."""
        number = self.number(after, by, signal)
        came = self.count(after, by, signal)
        so_few = float(number[: came + 1].sum())
        return Tail(range_of(number), came, twelve(min(1.0, so_few)))

    def count(self, after: int, by: int, signal: bool | None = None) -> int:
        """How many invitations came after a day and by another."""
        return sum(
            each.came is not None and after < each.came <= by
            for each in self.sent
            if signal is None or bool(each.candidate.signal) == signal
        )

    def number(self, after: int, by: int, signal: bool | None = None) -> Floats:
        """The chance of each number of invitations after a day and by another."""
        return np.asarray(np.tensordot(self.known(after), self._numbers(after, by, signal), 2))

    def chances(self, after: int, by: int) -> dict[str, float]:
        """The chance of an invitation of each program that is still open, between two days."""
        means = np.tensordot(self.known(after), self._between(after, by), 2)
        return {
            each.candidate.id: twelve(float(means[place]))
            for place, each in enumerate(self.sent)
            if _is_open(each, after)
        }

    def spread(self, after: int, by: int) -> float:
        """The standard deviation of how many invite after a day and by another."""
        number = self.number(after, by)
        size = np.arange(len(number))
        return float(np.sqrt(number @ size**2 - (number @ size) ** 2))

    def known(self, day: int) -> Floats:
        """Weights of paces and nodes by everything that had happened by a day."""
        if day <= BEFORE or not self.sent:
            return self._prior
        arrived, whole = self._arrived(day), self._arrived(END)
        log_odds = np.log(self._prior)
        for place, each in enumerate(self.sent):
            chance = self._chances[:, place]
            if each.came is not None and each.came <= day:
                rate = self._arrived(each.came)[:, place] - self._arrived(each.came - 1)[:, place]
                log_odds += np.log(np.maximum(np.outer(rate, chance), NEVER))
            elif each.closed is not None and each.closed <= day:
                log_odds += np.log1p(-np.outer(whole[:, place], chance))
            else:
                log_odds += np.log1p(-np.outer(arrived[:, place], chance))
        weights = np.exp(log_odds - log_odds.max())
        return np.asarray(weights / weights.sum())

    def alarm(self, since: int, of_100: float) -> Alarm:
        """What to look for once a week after a day, so that fewer than so many of a hundred seasons
        ever alarm.

        The rarest counts come first: each look takes in one number more as long as the whole row
        of looks stays within what was asked for. All programs share one curve here, which those
        that were sent late bend.
        """
        days = range(since + 2 * WEEK, END + 1, WEEK)
        flows = self._flows(since, days)
        tails = [np.cumsum(self.number(since, day)) for day in days]
        rarest = sorted(
            (float(share), place)
            for place, tail in enumerate(tails)
            for share in tail[tail < of_100 / 100]
        )
        # All up to a level that keeps the promise, then those after it that still fit singly.
        low, high = 0, len(rarest)
        while low < high:
            middle = (low + high + 1) // 2
            bounds = _bounds(rarest[:middle], len(days))
            fits = _crossed(flows, bounds) < of_100 / 100
            low, high = (middle, high) if fits else (low, middle - 1)
        bounds, rate = _bounds(rarest[:low], len(days)), 0.0
        for _, place in rarest[low:]:
            trial = [bound + (at == place) for at, bound in enumerate(bounds)]
            if _crossed(flows, trial) < of_100 / 100:
                bounds = trial
        if rarest:
            rate = _crossed(flows, bounds)
        return Alarm(tuple(map(Look, days, bounds)), twelve(rate))

    def _flows(self, since: int, days: Sequence[int]) -> list[Flow]:
        """For each pace how many come in all, and how those still to come thin out look by look."""
        known, numbers = self.known(since), self._numbers(since, END)
        means = [
            (known[..., np.newaxis] * self._between(since, day)).sum((1, 2)) for day in (*days, END)
        ]
        flows = list[Flow]()
        for place, weights in enumerate(known):
            totals = weights @ numbers[place]
            totals = totals[: 1 + int(np.flatnonzero(totals > NEVER * totals.sum())[-1])]
            left = [1.0, *(1 - mean[place] / (means[-1][place] or 1.0) for mean in means[:-1])]
            stays = [now / before if before else 0.0 for before, now in pairwise(left)]
            flows.append((totals, [_thinned(len(totals), stay) for stay in stays]))
        return flows

    def _numbers(self, after: int, by: int, signal: bool | None = None) -> Floats:
        """The chance of each number between two days, paces × nodes × numbers."""
        between = self._between(after, by)
        counted = [
            place
            for place, each in enumerate(self.sent)
            if _is_open(each, after) and signal in (None, bool(each.candidate.signal))
        ]
        numbers = np.zeros((*between.shape[:2], len(counted) + 1))
        numbers[..., 0] = 1.0
        for size, place in enumerate(counted, 1):
            chance = between[..., place, np.newaxis]
            now = numbers[..., : size + 1]
            moved = now[..., :-1] * chance
            now *= 1 - chance
            now[..., 1:] += moved
        return numbers

    def _between(self, after: int, by: int) -> Floats:
        """The chance of an invitation after a day and by another where none came before, paces ×
        nodes × programs; 0 where it is closed."""
        begun, done = self._arrived(after), self._arrived(by)
        chances = self._chances[np.newaxis]
        came = chances * (done - begun)[:, np.newaxis]
        still = np.array([_is_open(each, after) for each in self.sent])
        return np.asarray(still * came / (1 - chances * begun[:, np.newaxis]))

    def _arrived(self, day: int) -> Floats:
        """Of the invitations of each program the share that is there by a day, paces × programs.
        What was sent late has the rest of the curve alone, and of that what a late file gets."""
        sent = np.array([each.sent for each in self.sent], dtype=float)
        is_late = sent > LATE_DAYS
        begins = np.where(is_late, sent, 0.0)
        then = self._left(begins)
        whole = np.where(is_late, USUAL, 1 / (1 - self._left(np.full_like(sent, END))))
        now = self._left(np.maximum(begins, min(day, END)))
        return np.asarray(whole * (then - now) * (day > BEFORE))

    def _left(self, days: Floats) -> Floats:
        """The share still to come after so many days, paces × programs."""
        return np.asarray(np.interp(days / self._paces[:, np.newaxis], *CURVE))


def _is_open(each: Sent, after: int) -> bool:
    """Whether an invitation may still come after a day, by what was known on it."""
    return all(day is None or day > after for day in (each.came, each.closed))


def _bounds(taken: Sequence[tuple[float, int]], looks: int) -> list[int]:
    """The highest number of each look where these are taken in; -1 for none."""
    counts = Counter(place for _, place in taken)
    return [counts[place] - 1 for place in range(looks)]


def _crossed(flows: Sequence[Flow], bounds: Sequence[int]) -> float:
    """The share of seasons in which the count is at or below the bound of any look."""
    left = 0.0
    for totals, steps in flows:
        size = np.arange(len(totals))
        # Rows: how many come in the whole season; columns: how many of them are still to come.
        still = np.diag(totals / sum(totals.sum() for totals, _ in flows))
        for step, bound in zip(steps, bounds, strict=True):
            still = still @ step
            still[size[:, np.newaxis] - size <= bound] = 0.0
        left += float(still.sum())
    return max(0.0, 1 - left)


def _thinned(size: int, stay: float) -> Floats:
    """From how many still to come to how many after a step in which each stays with a chance."""
    rows = np.zeros((size, size))
    rows[0, 0] = 1.0
    for row in range(1, size):
        rows[row] = (1 - stay) * rows[row - 1]
        rows[row, 1:] += stay * rows[row - 1, :-1]
    return rows


def range_of(number: Floats) -> Ends:
    """The mean of a distribution of numbers and the row of numbers that holds nearest to 80 %.

    The row grows from the likeliest number to its likelier neighbour; it never is 0 alone, as no
    chance is called zero.
    """
    low = high = int(np.argmax(number))
    held = best = float(number[low])
    ends = low, high
    while held < HOLDS and high - low < len(number) - 1:
        below = number[low - 1] if low else -1.0
        above = number[high + 1] if high + 1 < len(number) else -1.0
        low, high = (low - 1, high) if below > above else (low, high + 1)
        held += float(max(below, above))
        if abs(held - HOLDS) <= abs(best - HOLDS):
            best, ends = held, (low, high)
    mean = float(number @ np.arange(len(number)))
    least, most = ends[0], max(ends[1], min(1, len(number) - 1))
    return Ends(*map(twelve, (min(least, mean), mean, max(most, mean))))
