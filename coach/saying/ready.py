"""How near an exam is, in words and drawn: the rule, the band and its record, the chances."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from coach.cells import break_word, padded
from coach.prepare.readiness import Band
from coach.records import Fact, Record
from coach.rules.conditions import passed_by_mark
from coach.saying.bars import BETWEEN, LEFT_END, MIDDLE, RIGHT_END
from coach.saying.text import DOT, Line, head, labelled, rows
from coach.subjects.coach import Coach
from coach.subjects.study import BY_PERCENT, NAMES, Aim, PracticeTest, Readiness, results
from coach.wording import STATUS_WORDS, narrow, short

if TYPE_CHECKING:
    from coach.logs.exams import ExamEntry

PLOTTED: Final = 8
"""Tests drawn at most, the newest."""
PLOT: Final = 22
"""Cells of the scale: beside the numbers they fit in 60 columns."""
TARGET: Final = "│"
MORE_TOLD: Final = "One more form tells more of you; it changes nothing about you."
NO_PROMISE: Final = "four in five such scores lie inside; a range, not a promise"


def readiness(coach: Coach, ready: Readiness) -> list[Line]:
    """How near an exam is, the most important first, and the tests drawn."""
    drawn = plotted(coach, ready)
    return [*brief(coach, ready), *([Line(), *drawn] if drawn else [])]


def brief(coach: Coach, ready: Readiness) -> list[Line]:
    """The band, the rule, the chances, and what they rest on."""
    name, band = NAMES[ready.exam], ready.band
    if ready.sat_on:
        return [
            head(asks_result(coach, ready.exam, ready.sat_on)),
            *labelled(("Own record", record(ready))),
        ]
    if ready.passed:
        return [head(f"{name} is passed."), *labelled(("Own record", record(ready)))]
    first = f"{name}: {_no_band(ready)}"
    if band:
        day = short(ready.day, coach.today)
        first = f"{name} on {day}: {band.low} to {band.high} ({NO_PROMISE})."
    return [
        head(first),
        *labelled(("Middle", _middle(band))),
        *labelled(
            ("Rule", _rule(coach, ready)),
            ("Pass", _chance(ready.passing)),
            ("Target", _chance(ready.reaching)),
            ("Advice", _advice(ready)),
            ("Rests on", _precision(coach, ready)),
            ("Own record", record(ready)),
            ("Clock", _clock(coach, ready)),
        ),
        *([Line.of(MORE_TOLD, "dim")] if ready.passing or ready.reaching else []),
    ]


def _middle(band: Band | None) -> str:
    """What the middle of the band takes for granted."""
    if band is None or band.mid == round(band.steady):
        return ""
    return f"{band.mid} if you gain as so far, {band.steady:.0f} if you stay where you are"


def asks_result(coach: Coach, exam: str, day: date) -> str:
    """The question that stands above all else once the day of an exam is past."""
    asked = f"{NAMES[exam]}: did you sit on {short(day, coach.today)}, and what came?"
    return f"{asked} Type: exam {exam} passed SCORE, exam {exam} failed, or a new day."


def _no_band(ready: Readiness) -> str:
    if ready.exam in BY_PERCENT:
        return "no score is predicted; percents are held against the target."
    if not ready.tests:
        return "no practice test yet; the first is the baseline."
    return "no range: none of your forms has a published precision."


def _rule(coach: Coach, ready: Readiness) -> str:
    target = ready.target
    if target is None:
        return "no target yet: e on Exams sets one"
    why = target.why
    if target.published:
        why += f"; {sourced(coach, target.published)}"
    still = f"{ready.missing} still to come" if ready.missing else "yes"
    return f"{ready.needed} forms in a row at {target.value} or more: {still} ({why})"


def _chance(aim: Aim | None) -> str:
    if aim is None:
        return ""
    then = f"{aim.after} after one more form at your present level"
    return f"your chance of {aim.value} or more is {aim.now} now, and {then}"


def _advice(ready: Readiness) -> str:
    if ready.ready:
        return "by the rule you may sit it; rest the day before"
    if ready.ready is None:
        return f"sit {'another' if ready.tests else 'a first'} form before you decide"
    chance = f" (a pass now: {ready.passing.now})" if ready.passing else ""
    return (
        "a later day costs less than a fail, which stays on the transcript"
        f"{chance}; r on Exams shows one"
    )


def sourced(coach: Coach, fact: Fact) -> str:
    """How sure a fact is, its year, and who says it."""
    known = [coach.library.named(fact.source)] * (fact.status != "unverified")
    return ", ".join([f"{STATUS_WORDS[fact.status]} {fact.as_of[:4]}", *known])


def _precision(coach: Coach, ready: Readiness) -> str:
    form, band = ready.form, ready.band
    if form is None or band is None:
        return ""
    return (
        f"{form.name} forms: two thirds of retests within ±{band.precision:g} "
        f"({sourced(coach, form)}); the exam's own error"
    )


def record(ready: Readiness) -> str:
    """How the last band before a result did."""
    graded = ready.graded
    if graded is None:
        return ""
    outcome = "held" if graded.held else "missed, so ranges are wider since"
    told = f"{graded.low} to {graded.high}, told on {graded.told_on.day} {graded.told_on:%b %Y}"
    return f"{told}; the score was {graded.score}: it {outcome}"


def _clock(coach: Coach, ready: Readiness) -> str:
    late = [test.form for test in ready.tests if test.day and test.day > coach.today]
    return f"{', '.join(late)} is dated after today: is the clock right?" if late else ""


def plotted(coach: Coach, ready: Readiness) -> list[Line]:
    """The tests as marks on one scale, each beside its number, the band under them."""
    values = zip(ready.tests, results(ready.exam, ready.tests), strict=True)
    known = [(test, value) for test, value in values if value is not None][-PLOTTED:]
    if not known:
        return []
    band, target = ready.band, ready.target.value if ready.target else None
    ends = [value for _, value in known] + ([target] if target else [])
    ends += [band.low, band.high] if band else []
    scale = _Scale(int(min(ends)) - 2, int(max(ends)) + 2)
    lines = [f"{'':<30}{scale.low}{scale.high:>{PLOT - len(str(scale.low))}}"]
    lines += [_of_test(coach, test, value, scale, target) for test, value in known]
    if band:
        cells = [" "] * PLOT
        first, last = scale.cell(band.low), scale.cell(band.high)
        cells[first : last + 1] = LEFT_END + BETWEEN * (last - first - 1) + RIGHT_END
        cells[scale.cell(band.mid)] = MIDDLE
        day = narrow(ready.day, coach.today)
        lines.append(_row(day, "the exam", f"{band.low}-{band.high}", cells))
    return rows([*lines, *[f"{TARGET} marks the target, {target}"] * bool(target)])


class _Scale(Record):
    """The ends of a scale."""

    low: int
    high: int

    def cell(self, value: float) -> int:
        """Where a value stands."""
        return round((value - self.low) / (self.high - self.low) * (PLOT - 1))


def _of_test(
    coach: Coach, test: PracticeTest, value: float, scale: _Scale, target: int | None
) -> str:
    cells = [DOT] * PLOT
    if target:
        cells[scale.cell(target)] = TARGET
    cells[scale.cell(value)] = MIDDLE
    sign = "%" * (test.exam in BY_PERCENT)
    return _row(narrow(test.day, coach.today), test.form, f"{value:g}{sign}", cells)


def _row(day: str, name: str, value: str, cells: list[str]) -> str:
    return f"{day:<10}{padded(break_word(name, 11)[0], 12)}{value:>7} {''.join(cells)}"


def row_exams(coach: Coach, exam: ExamEntry, name: str) -> str:
    """Passed by the mark of its day, where a score alone was told."""
    is_bare = exam.key == "step2ck" and (name, exam.passed) == ("passed", None)
    return "passed" * bool(is_bare and passed_by_mark(exam.score or 0, exam.day))
