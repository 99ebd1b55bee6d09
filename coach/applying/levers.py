"""Levers: the smallest sets of inputs that an applicant can change and that open gates. Never
graduation year, past attempts or nationality: nobody can change them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Final

from coach.applying.doors import Outcomes, fails
from coach.applying.effort import Effort
from coach.applying.weighing import Worth
from coach.records import Applicant, Exam, Program, Record
from coach.rules import conditions

MOST_TOGETHER: Final = 2
"""Inputs in one set; three at once are a plan, not a lever (a judgement)."""
MOST_ATTEMPTS: Final = 4
"""Attempts at a Step after which nobody sits it again."""
FIRST: Final = 10
"""Programs named of each lever."""
Changes = tuple[tuple[str, object], ...]
"""Profile keys with their new values."""
Seen = Callable[[Program], Outcomes]


class Input(Record):
    """One thing that the applicant can change."""

    key: str
    """What it takes stands under this key in the facts."""
    title: str
    changes: Changes
    amount: float = 0.0
    """Of two inputs with one key the smaller amount is the weaker one."""


class Flips(Record):
    """What a set of inputs does to the gates, by program id and rule."""

    opened: frozenset[tuple[str, str]]
    """Gates that failed and fail no more, of programs that nothing closes then."""
    sure: frozenset[tuple[str, str]]
    """Gates that were unknown and pass, of programs that nothing closes before or after."""


class Move(Record):
    """A minimal set of inputs with what it flips."""

    inputs: tuple[Input, ...]
    flips: Flips

    @property
    def changes(self) -> dict[str, object]:
        """All changes of the set by profile key."""
        return {key: value for part in self.inputs for key, value in part.changes}

    @property
    def title(self) -> str:
        """The set in words."""
        return ", and ".join(part.title for part in self.inputs)


class Lever(Record):
    """A move valued: the first row of a list is the one without inputs, "do nothing"."""

    title: str
    changes: Mapping[str, object]
    opened: tuple[str, ...]
    """Programs that are closed now and open then, best-ranked first."""
    sure: tuple[str, ...]
    """Open programs of which a gate is unknown now and passes then."""
    worth: Worth
    gain: float
    """In the value of the list for the same money."""
    effort: Effort

    @property
    def per_week(self) -> float | None:
        """Gain per week; None for what takes no time or nobody knows how long."""
        weeks = self.effort.weeks
        return self.gain / weeks.usual if weeks and weeks.usual > 0 else None

    @property
    def per_dollar(self) -> float | None:
        """Gain per USD; None for what costs nothing or nobody knows how much."""
        return self.gain / self.effort.dollars if self.effort.dollars else None

    @property
    def first(self) -> tuple[str, ...]:
        """The first programs that it opens or makes sure."""
        return (*self.opened, *self.sure)[:FIRST]


def inputs(
    applicant: Applicant, titles: Mapping[str, str], months_asked: Iterable[float], today: date
) -> list[Input]:
    """What this applicant could change; what they have already is not offered. `titles`: words by
    key; `months_asked`: months of US experience that programs state."""
    offered = []
    if not applicant.certified:
        offered.append(Input("certified", titles["certified"], (("certified", True),)))
    if conditions.needs_visa(applicant):
        offered += _visa(applicant, titles)
    exam = applicant.step2ck
    if conditions.step2ck_passed(exam) is False:
        offered += [_again(exam)] * ((exam.attempts or 1) < MOST_ATTEMPTS)
    elif exam.score is None and not conditions.passed(exam):
        score = exam.expected or conditions.STEP2CK_MARKS[0][1]
        words = f"{titles['step2ck']}, {score} as {'expected' if exam.expected else 'a bare pass'}"
        offered.append(Input("step2ck", words, (("step2ck.score", score),)))
    return offered + _experience(applicant, titles["experience"], months_asked, today)


def _again(exam: Exam) -> Input:
    """Step 2 CK passed after a score below the mark: one attempt more, none taken back."""
    score = max(exam.expected or 0, conditions.STEP2CK_MARKS[0][1])
    changes = (("step2ck.score", score), ("step2ck.attempts", (exam.attempts or 1) + 1))
    words = f"{score} as {'expected' if score == exam.expected else 'a bare pass'}"
    return Input("step2ck", f"Step 2 CK passed, {words}", changes)


def _visa(applicant: Applicant, titles: Mapping[str, str]) -> list[Input]:
    offered = []
    if applicant.visa in ("h1b", "j1"):
        key = f"either_from_{applicant.visa}"
        offered.append(Input(key, titles[key], (("visa", "either"),)))
    if not conditions.passed(applicant.step3):
        # A pass without an attempt would be refused by the profile.
        attempt = (("step3.attempts", 1),) if applicant.step3.attempts == 0 else ()
        offered.append(Input("step3", titles["step3"], (("step3.passed", True), *attempt)))
    return offered


def _experience(
    applicant: Applicant, title: str, months_asked: Iterable[float], today: date
) -> list[Input]:
    """Up to each stated number of months. Unsaid months stay out: say them first."""
    if not applicant.experience:
        return []
    months = dict(applicant.experience)
    have, kind = conditions.us_months(applicant), conditions.kind_ahead(applicant, today)
    offered = []
    for asked in sorted(each for each in set(months_asked) if each > have):
        words = f"{title}: {asked:g} months in all ({kind}s count)"
        changes = ((f"experience.{kind}", months.get(kind, 0.0) + asked - have),)
        offered.append(Input("experience", words, changes, asked - have))
    return offered


def flips(programs: Iterable[Program], before: Seen, after: Seen) -> Flips:
    """Gates that differ for the better between two ways of looking at the same programs."""
    opened, sure = set(), set()
    for program in programs:
        was, then = before(program), after(program)
        if was is then or fails(then):
            continue
        closed = fails(was)
        for rule, outcome in was.items():
            if closed and outcome == "fail":
                opened.add((program.id, rule))
            elif not closed and outcome == "unknown" and then[rule] == "pass":
                sure.add((program.id, rule))
    return Flips(frozenset(opened), frozenset(sure))


def minimal(offered: Sequence[Input], flips_of: Callable[[Changes], Flips]) -> list[Move]:
    """The sets that flip a gate which no weaker set flips, the smaller sets first. Weaker is a part
    of the set, or the same set with a smaller amount of one input."""
    done: list[Move] = []
    for size in range(1, MOST_TOGETHER + 1):
        for some in combinations(offered, size):
            if len({each.key for each in some}) < size:
                continue
            flipped = flips_of(tuple(change for each in some for change in each.changes))
            if _adds(flipped, [move.flips for move in done if _weaker(move.inputs, some)]):
                done.append(Move(some, flipped))
    return done


def _adds(flips: Flips, weaker: Sequence[Flips]) -> bool:
    """Whether this set does what no weaker one does. A program that a weaker set opens is not
    opened by this one, whatever the rule."""
    known = {program for each in weaker for program, _ in each.opened}
    opens = {program for program, _ in flips.opened} - known
    return bool(opens or flips.sure.difference(*(each.sure for each in weaker)))


def _weaker(these: Sequence[Input], those: Sequence[Input]) -> bool:
    """Whether every part of these is in those, with no more of it."""
    amounts = {part.key: part.amount for part in those}
    return all(part.key in amounts and part.amount <= amounts[part.key] for part in these)
