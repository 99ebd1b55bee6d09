"""What would change the chance at one program: the missing facts, a signal, a better score."""

from __future__ import annotations

from collections.abc import Iterator

from coach.records import Chance, replace
from coach.rules.programs import GATES
from coach.rules.visas import VISA_NAMES, visa_wanted
from coach.saying.text import Line
from coach.scoring.chance import SIGNAL
from coach.subjects.coach import Coach
from coach.subjects.programs import Standing
from coach.wording import share_range

POINTS = 10
"""Points of Step 2 CK that are tried."""


def change_lines(standing: Standing, coach: Coach) -> list[Line]:
    """Each thing that could be otherwise, with the chance that it would leave."""
    lines = [Line.labelled(label, what) for label, what in _changes(standing, coach)]
    return [Line.of("What would change it", "strong"), *lines] if lines else []


def _changes(standing: Standing, coach: Coach) -> Iterator[tuple[str, str]]:
    if standing.numbers.failed:
        yield "i", "a newer fact that opens the gate; record it with i when you have read it"
        return
    unknown = {gate.rule for gate in standing.assessment.gates if gate.outcome == "unknown"}
    if standing.numbers.chance:
        yield from _chances(standing, coach, "visa" in unknown)
    closing = [gate.closes for rule, gate in GATES.items() if gate.closes and rule in unknown]
    if closing:
        yield "closed by", "; ".join(closing)


def _chances(standing: Standing, coach: Coach, asks_visa: bool) -> Iterator[tuple[str, str]]:
    program, panel = standing.program, standing.panel
    wanted = visa_wanted(coach.profile.applicant) if asks_visa else ()
    for kind in wanted:
        stated = (
            replace(program, visa_j1="yes") if kind == "j1" else replace(program, visa_h1b="yes")
        )
        no = "a no closes it" if len(wanted) == 1 else "a no leaves the other visa"
        yield f"{VISA_NAMES[kind]} yes", f"{_range(panel.chance(stated))}; {no}"
    yield "a signal", f"{_range(panel.chance(program, SIGNAL))} (effect published for US seniors)"
    exam = coach.profile.applicant.step2ck
    odds = panel.standpoint(program.specialty).odds
    if odds and odds.step2_slope and exam.score and exam.score < (odds.step2_top or 0):
        better = replace(exam, score=exam.score + POINTS)
        other = coach.programs.supposing(replace(coach.profile.applicant, step2ck=better))
        better_range = _range(other.chance(program))
        yield f"+{POINTS} points", f"{better_range}; nothing counts above {odds.step2_top:.0f}"


def _range(chance: Chance) -> str:
    return share_range(chance.low, chance.high)
