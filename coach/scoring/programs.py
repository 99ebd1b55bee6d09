"""Programs held against one applicant: numbers for all of them, reasons for the one looked at.

Score = sum(weight × value) / sum(weight) over the wishes that stated or estimated facts can
answer, each value 0-100, so the reasons (weight × value / sum) add up to it. Fit is the same
mean without prospects. What nobody has stated and nothing estimates is left out of both; the
coverage says how much of the weight rests on stated facts. The IMG share acts through the
chance alone, and the chance through the prospects.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from datetime import date
from itertools import chain
from typing import Final

from coach.records import (
    NOBODY,
    Applicant,
    Assessment,
    Chance,
    Numbers,
    Odds,
    Program,
    Reason,
    Record,
    There,
    Tier,
)
from coach.rules.conditions import needs_visa
from coach.rules.fields import Overlay, alike
from coach.rules.programs import GATES, Case, all_reads, gates
from coach.rules.visas import gate_open
from coach.scoring.chance import (
    CLOSED,
    TIE,
    Standpoint,
    invitation,
    share_logit,
    signal_logit,
    standpoint,
    tier,
)
from coach.scoring.wishes import WISHES, Answer, States, Wish, weights

HIGHEST: Final = 98.0
"""Prospects from which the place is said in words."""
EQUAL: Final = 4
"""Decimals in which chances are compared: what differs by less is told as equal."""
Ranked = tuple[Program, Numbers]


_Sum = tuple[float, float, float]
"""Of the wishes but prospects: weight × value, weight answered, weight stated."""


class Basis(Record, gc=False):
    """All that ranking needs of one program, before the programs are held against each other."""

    program: Program
    failed: bool
    """Whether a gate fails."""
    chance: Chance
    value: float
    """Sum of weight × value over the wishes but prospects."""
    weight: float
    """Weight of those wishes that have an answer."""
    stated: float
    """Weight that rests on stated facts, prospects included."""
    tier: Tier


class Panel:
    """One applicant on one day; whatever programs share is worked out once.

    Ranking has two stages. `bases(programs)` is the costly one: it hangs on the profile, the
    programs and the day, never on the applicant's own facts, so it holds until the profile
    changes. `over(overlays).order(bases)` works the programs with own facts out singly, puts
    them over their bases, then gives prospects and order, specialty by specialty: 4 ms for
    1,499 programs. `rank(programs)` is both in one; `merged` makes one list of several.
    """

    def __init__(
        self,
        applicant: Applicant,
        states: States,
        odds: Mapping[tuple[str, str], Odds],
        overlays: Mapping[str, Overlay],
        today: date,
    ) -> None:
        self.applicant = applicant
        self.states = states
        self.overlays = overlays
        self.there: Mapping[str, There] = {}
        """Whom and what the applicant knows at programs, by program."""
        self.today = today
        self.weights = weights(applicant)
        self._odds = odds
        self._visa_unsaid = needs_visa(applicant) is None
        self._wishes = [(key, wish, alike(wish.reads)) for key, wish in WISHES.items()]
        self._values: dict[tuple[str, object], _Sum] = {}
        self._alike = alike(all_reads())
        self._doors: dict[object, float | None] = {}
        self._standpoints: dict[str, Standpoint] = {}

    def over(
        self, overlays: Mapping[str, Overlay], there: Mapping[str, There] | None = None
    ) -> Panel:
        """The same applicant with these own facts, and whom they know at programs; what does not
        hang on either is shared."""
        panel = copy(self)
        panel.overlays = overlays
        panel.there = self.there if there is None else there
        return panel

    def bases(self, programs: Iterable[Program]) -> list[Basis]:
        """First residencies with what ranking needs of each, own facts left out of it."""
        plain = self.over({}, {})
        return [plain._basis(program) for program in programs if program.first_residency]

    def order(self, bases: Iterable[Basis]) -> list[Ranked]:
        """Programs with their numbers, best first, own facts put over their bases. All programs of
        a specialty belong in one call: the prospects compare them."""
        by_specialty: dict[str, list[Basis]] = {}
        for basis in bases:
            if self._is_own(basis.program):
                basis = self._basis(basis.program)
            by_specialty.setdefault(basis.program.specialty, []).append(basis)
        return merged(self._compared(group) for group in by_specialty.values())

    def rank(self, programs: Iterable[Program]) -> list[Ranked]:
        """First residencies with their numbers, best first: both stages in one."""
        return self.order(self.bases(programs))

    def alone(self, program: Program) -> Numbers:
        """The numbers of a program that no ranking holds: it starts after another residency."""
        return next(iter(self._compared([self._basis(program)])))[1]

    def assess(self, program: Program, numbers: Numbers) -> Assessment:
        """Everything behind the numbers of one program, reasons strongest first."""
        case = self._case(program)
        answers = {key: wish.answer(case, self.states) for key, wish in WISHES.items()}
        answers["prospects"] = self._prospects(case, numbers)
        weights = {key: self.weights[key] for key in answers if self.weights[key] > 0}
        total = sum(weight for key, weight in weights.items() if answers[key].value is not None)
        reasons = [
            Reason(
                key=key,
                text=answers[key].text,
                contribution=weight * (answers[key].value or 0.0) / (total or 1.0),
                evidence=answers[key].evidence,
            )
            for key, weight in weights.items()
        ]
        return Assessment(
            score=numbers.score,
            reasons=tuple(sorted(reasons, key=lambda reason: -reason.contribution)),
            fit=numbers.fit,
            coverage=numbers.coverage,
            gates=gates(case),
        )

    def chance(self, program: Program, signal: str | None = None) -> Chance:
        """The chance at one program with a signal of that tier, without one (""), or, while that
        is not decided, as past applications had them. Without a known level it gives an order."""
        open_gate = self._door(program)
        if open_gate is None:
            return CLOSED
        stands = self.standpoint(program.specialty)
        extra = signal_logit(stands.odds, signal)
        if program.state in self.applicant.ties:
            extra += TIE
        return invitation(stands, self._share(program), open_gate, extra)

    def standpoint(self, specialty: str) -> Standpoint:
        """Where the applicant stands in a specialty."""
        if specialty not in self._standpoints:
            kind = self.applicant.graduate_type or "non_us_img"
            odds, others = self._odds.get((specialty, kind)), self._odds.get((specialty, "us_img"))
            self._standpoints[specialty] = standpoint(self.applicant, odds, others)
        return self._standpoints[specialty]

    def _basis(self, program: Program) -> Basis:
        chance = self.chance(program)
        failed = chance is CLOSED
        odds = self.standpoint(program.specialty).odds
        value, weight, stated = self._sum(program)
        read = program.img_share is not None or "img_share" in self.overlays.get(program.id, ())
        return Basis(
            program=program,
            failed=failed,
            chance=chance,
            value=value,
            weight=weight,
            stated=stated + (self.weights["prospects"] if read else 0.0),
            tier=self._tier(chance, odds) if odds and not failed else "",
        )

    def _compared(self, bases: list[Basis]) -> Iterator[Ranked]:
        """The programs of one specialty with their prospects among each other."""
        mids = sorted(round(basis.chance.mid, EQUAL) for basis in bases if not basis.failed)
        told = self.standpoint(bases[0].program.specialty).odds is not None
        weight = self.weights["prospects"]
        for basis in bases:
            failed, chance, value = basis.failed, basis.chance, basis.value
            prospects = 0.0 if failed else _percentile(mids, round(chance.mid, EQUAL))
            whole = basis.weight + weight
            yield (
                basis.program,
                Numbers(
                    score=(value + weight * prospects) / whole if whole else 0.0,
                    fit=value / basis.weight if basis.weight else 0.0,
                    coverage=basis.stated / 100,
                    failed=failed,
                    prospects=prospects,
                    chance=chance if told else None,
                    tier=basis.tier,
                ),
            )

    def _tier(self, chance: Chance, odds: Odds) -> Tier:
        """Nothing is called likelier while the applicant has not said which visa they need."""
        usual = tier(chance, odds)
        return "usual" if usual == "likelier" and self._visa_unsaid else usual

    def _case(self, program: Program) -> Case:
        overlay, there = self.overlays.get(program.id, {}), self.there.get(program.id, NOBODY)
        return Case(self.applicant, program, overlay, self.today, there.words)

    def _is_own(self, program: Program) -> bool:
        """Whether something of the applicant's makes it a case of its own."""
        return program.id in self.overlays or program.id in self.there

    def _sum(self, program: Program) -> _Sum:
        """Own facts make a program a case of its own; the others are looked up wish by wish."""
        own = self._is_own(program)
        value = weight = stated = 0.0
        for key, wish, alike_in in self._wishes:
            known = key, alike_in(program)
            part = None if own else self._values.get(known)
            if part is None:
                part = self._weighed(key, wish, self._case(program))
                if not own:
                    self._values[known] = part
            value += part[0]
            weight += part[1]
            stated += part[2]
        return value, weight, stated

    def _weighed(self, key: str, wish: Wish, case: Case) -> _Sum:
        weight = self.weights[key]
        answer = wish.answer(case, self.states)
        if answer.value is None or weight <= 0:
            return 0.0, 0.0, 0.0
        return weight * answer.value, weight, weight if answer.stated else 0.0

    def _door(self, program: Program) -> float | None:
        """How probable it is that the visa gate is open; None where a gate fails."""
        if program.id in self.overlays:
            return self._opened(program)
        key = self._alike(program)
        if key not in self._doors:
            self._doors[key] = self._opened(program)
        return self._doors[key]

    def _opened(self, program: Program) -> float | None:
        case = self._case(program)
        if any(rule.check(case).outcome == "fail" for rule in GATES.values()):
            return None
        return gate_open(self.applicant, case.fact("visa_j1"), case.fact("visa_h1b"))

    def _share(self, program: Program) -> float:
        """The IMG share as a logit: read, stated, estimated, or the specialty's mean."""
        own = self.overlays.get(program.id)
        if own and "img_share" in own:
            return share_logit(float(own["img_share"].value))
        share = program.share_mid if program.img_share is None else program.img_share
        if share is not None:
            return share_logit(share)
        odds = self.standpoint(program.specialty).odds
        return odds.mean_logit if odds else 0.0

    def _prospects(self, case: Case, numbers: Numbers) -> Answer:
        fact = case.fact("img_share")
        if numbers.failed:
            return Answer(0.0, "closed: a gate fails", fact)
        if fact.value is None:
            share = "IMG share not stated"
        elif fact.status == "estimated":
            share = f"IMG share ~{fact.value:.0f} % ({fact.low:.0f}-{fact.high:.0f})"
        else:
            share = f"{float(fact.value):g} % of its residents are IMGs"
        place = f"chance above {numbers.prospects:.0f} % of the open programs"
        if numbers.prospects >= HIGHEST:
            place = "chance among the highest of the open programs"
        return Answer(numbers.prospects, f"{place}; {share}", fact)


def _percentile(rising: list[float], value: float) -> float:
    """0-100: the part of the values below this one, equal ones counted half."""
    return 50 * (bisect_left(rising, value) + bisect_right(rising, value)) / len(rising)


def merged(rankings: Iterable[Iterable[Ranked]]) -> list[Ranked]:
    """One list of the rankings of several specialties, best first."""
    return sorted(chain.from_iterable(rankings), key=_place)


def _place(ranked: Ranked) -> tuple[float, float, str, str]:
    program, numbers = ranked
    return -round(numbers.score, 6), -numbers.coverage, program.name, program.id
