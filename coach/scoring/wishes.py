"""The applicant's wishes before one program: each 0-100, with its reason and evidence.

A wish is None where nothing can be said: the applicant named none, or the program states
nothing and nothing is estimated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from coach.records import Applicant, Evidence, Record, State
from coach.rules.conditions import passed
from coach.rules.programs import Case
from coach.rules.visas import VISA_NAMES, certainty, visa_wanted

DEFAULT_WEIGHTS: Final = {
    "place": 25.0,
    "type": 10.0,
    "size": 10.0,
    "ties": 10.0,
    "visa": 20.0,
    "prospects": 25.0,
}
"""Sum 100; the applicant's own replace them."""
SIZES: Final = {"small": (0, 10), "medium": (11, 25), "large": (26, 10_000)}
"""First-year places of each size."""
ORDINALS: Final = ("first", "second", "third", "fourth", "fifth")


class Answer(Record):
    """What a program is worth for one wish."""

    value: float | None
    """0-100."""
    text: str
    evidence: Evidence | None = None

    @property
    def stated(self) -> bool:
        """Whether it rests on stated facts alone."""
        guess = self.evidence is not None and self.evidence.status == "estimated"
        return self.value is not None and not guess


States = Mapping[str, State]


def weights(applicant: Applicant) -> dict[str, float]:
    """The weights in force, all six keys; a key that the applicant left out weighs nothing."""
    if not applicant.weights:
        return dict(DEFAULT_WEIGHTS)
    return dict.fromkeys(DEFAULT_WEIGHTS, 0.0) | dict(applicant.weights)


def _name(states: States, code: str) -> str:
    return states[code].name if code in states else code


def _place(case: Case, states: States) -> Answer:
    wanted, state = case.applicant.states, case.program.state
    if not wanted:
        return Answer(None, "place: you named no state")
    name = _name(states, state)
    if state in wanted:
        place = wanted.index(state)
        order = f"your {ORDINALS[place]} state" if place < len(ORDINALS) else "one of your states"
        return Answer(max(60.0, 100.0 - 8 * place), f"{name}, {order}")
    near = {states[code].division for code in wanted if code in states}
    if state in states and states[state].division in near:
        return Answer(35.0, f"{name}, near a state of yours")
    return Answer(0.0, f"{name}, not one of your states")


def _type(case: Case, states: States) -> Answer:
    wanted, fact = case.applicant.program_types, case.fact("kind")
    if not wanted:
        return Answer(None, "type: you named no wish")
    if fact.value is None:
        return Answer(None, "type not stated", fact)
    if fact.value in wanted:
        value = 100.0 - 20 * wanted.index(str(fact.value))
        return Answer(value, f"{fact.value}, as you wish", fact)
    return Answer(0.0, f"{fact.value}, not a type you named", fact)


def _size(case: Case, states: States) -> Answer:
    wanted, fact = case.applicant.program_size, case.fact("positions")
    if wanted is None:
        return Answer(None, "size: you named no wish")
    if fact.value is None:
        return Answer(None, "number of places not stated", fact)
    places = float(fact.value)
    sizes = list(SIZES)
    actual = next(size for size, (low, high) in SIZES.items() if low <= places <= high)
    steps = abs(sizes.index(actual) - sizes.index(wanted))
    return Answer((100.0, 50.0, 0.0)[steps], f"{places:g} places a year, {actual}", fact)


def _ties(case: Case, states: States) -> Answer:
    if case.there:
        return Answer(100.0, case.there)
    if not case.applicant.ties:
        return Answer(None, "ties: you named none")
    state = case.program.state
    if state in case.applicant.ties:
        return Answer(100.0, f"you have ties to {_name(states, state)}")
    return Answer(0.0, "no ties there")


def _visa(case: Case, states: States) -> Answer:
    """How sure a visa that would do is; the surest of them where several would."""
    wanted = visa_wanted(case.applicant)
    if wanted == ("j1", "h1b") and not passed(case.applicant.step3):
        wanted = ("j1",)  # an H-1B needs Step 3
    if not wanted:
        return Answer(None, "visa: none needed, or none named yet")
    facts = [case.fact(f"visa_{kind}") for kind in wanted]
    sure = [(certainty(fact, case.today), fact) for fact in facts]
    chance, fact = max(sure, key=lambda known: -1.0 if known[0] is None else known[0])
    if chance is None:
        return Answer(None, "visa not stated", fact)
    name = VISA_NAMES[fact.field.removeprefix("visa_")]
    if fact.value == "yes":
        return Answer(100 * chance, f"{name} offered", fact)
    if fact.value == "no" and fact.status != "uncertain":
        return Answer(0.0, "no visa that would do", fact)
    return Answer(100 * chance, f"{name} not stated, ~{100 * chance:.0f} % say yes", fact)


class Wish(Record):
    """One wish as it is declared."""

    answer: Callable[[Case, States], Answer]
    reads: tuple[str, ...]
    """Facts and attributes of a program on which the answer hangs: programs that are alike in
    them get the same value, so that thousands are ranked by looking values up."""


WISHES: Final[dict[str, Wish]] = {
    "place": Wish(_place, ("state",)),
    "type": Wish(_type, ("kind",)),
    "size": Wish(_size, ("positions",)),
    "ties": Wish(_ties, ("state",)),
    "visa": Wish(_visa, ("visa_j1", "visa_h1b")),
}
"""Every wish but the prospects."""
