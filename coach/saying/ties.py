"""Programs that the coach cannot tell apart: their common place, and what would part them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from coach.records import NOBODY, Applicant, Evidence, Numbers, ReadFact, Record, replace
from coach.rules.conditions import needs_visa
from coach.rules.fields import FACTS, YES_NO, Overlay, evidence
from coach.rules.programs import Case
from coach.saying.text import Line, labelled
from coach.scoring.programs import EQUAL
from coach.scoring.wishes import SIZES, WISHES
from coach.subjects.coach import Coach
from coach.subjects.programs import Standing

MOST_WAYS: Final = 3
"""Ways that the text below a list names."""
TRIED: Final[Mapping[str, Sequence[str]]] = {
    "visa_j1": YES_NO,
    "visa_h1b": YES_NO,
    "img_share": ("0", "100"),
    "kind": FACTS["kind"].words,
    "positions": [str(max(low, 1)) for low, _ in SIZES.values()],
}
"""Facts on which score and chance hang, with answers that would differ if they count at all."""


class Unnamed(Record):
    """A wish that the applicant may not have named yet."""

    wish: str
    field: str
    """Of the applicant; empty until it is named."""
    words: str
    trial: Callable[[Standing], object]
    """A wish that this program would fulfil."""


UNNAMED: Final = (
    Unnamed("ties", "ties", "your ties to a state", lambda each: (each.program.state,)),
    Unnamed("place", "states", "the states that you wish for", lambda each: (each.program.state,)),
    Unnamed(
        "type", "program_types", "a wish for a type", lambda each: (fact_of(each, "kind").value,)
    ),
    Unnamed("size", "program_size", "a wish for a size", lambda each: next(iter(SIZES))),
    Unnamed("visa", "visa", "which visa you need", lambda each: "j1"),
)


class Tie(Record):
    """The others at the same place of a ranking, and what would tell all of them apart."""

    others: tuple[Standing, ...] = ()
    apart_by: tuple[str, ...] = ()


ALONE: Final = Tie()


def places(ranked: Sequence[Standing]) -> list[str]:
    """The places of a ranking; programs that are equal to us share theirs: `1=`."""
    ranks = [_rank(standing.numbers) for standing in ranked]
    counts, first = Counter(ranks), dict[tuple[float, float | None], int]()
    for place, rank in enumerate(ranks, 1):
        first.setdefault(rank, place)
    return [f"{first[rank]}{'=' * (counts[rank] > 1)}" for rank in ranks]


def _rank(numbers: Numbers) -> tuple[float, float | None]:
    return round(numbers.score, 1), round(numbers.chance.mid, EQUAL) if numbers.chance else None


def tie(standing: Standing, ranked: Iterable[Standing]) -> Tie:
    """The tie in which a program of a ranking stands; one that a gate fails is in none."""
    rank = _rank(standing.numbers)
    tied = [each for each in ranked if _rank(each.numbers) == rank and not each.numbers.failed]
    others = tuple(each for each in tied if each.program.id != standing.program.id)
    if standing.numbers.failed or not others:
        return ALONE
    return Tie(others, tuple(apart_by(tied)))


def tie_in_list(coach: Coach, standing: Standing) -> Tie:
    """The tie in the ranking of the applicant's specialties, else in that of its own."""
    names = coach.profile.applicant.specialties
    own = standing.program.specialty
    return tie(standing, coach.programs.ranked(names if own in names else (own,)))


def apart_by(tied: Sequence[Standing]) -> Iterator[str]:
    """What would give these equal programs different scores: wishes that the applicant has not
    named and in which they differ, then facts that nobody has stated of some of them.

    Each is tried on the scoring core; a wish or a fact that changes no number is not named.
    """
    yield from (unnamed.words for unnamed in UNNAMED if _would_part(tied, unnamed))
    for field, values in TRIED.items():
        silent = [each for each in tied if not _is_stated(each, field)]
        if silent and len({_outcome(silent[0], field, value) for value in values}) > 1:
            some = f"not stated at {len(silent)} of {len(tied)}"
            yield f"{FACTS[field].label} ({some if silent != list(tied) else 'stated at none'})"


def tie_lines(tie: Tie, most: int = MOST_WAYS) -> list[Line]:
    """How many share the place, and at most so many ways to tell them apart."""
    if not tie.others:
        return []
    count = len(tie.others)
    words = f"with {count} other{'s' * (count > 1)}; "
    ways = "; ".join(tie.apart_by[:most])
    words += f"what would tell them apart: {ways}" if ways else "no open fact or wish parts them"
    return labelled(("Tied", words))


def fact_of(standing: Standing, field: str) -> Evidence:
    """A fact of a program, what the applicant read of it first."""
    own = standing.panel.overlays.get(standing.program.id, {})
    return evidence(standing.program, field, own)


def _is_stated(standing: Standing, field: str) -> bool:
    fact = fact_of(standing, field)
    return fact.value is not None and fact.status not in ("estimated", "uncertain")


def _would_part(tied: Sequence[Standing], unnamed: Unnamed) -> bool:
    """Whether some of the programs would do better than others, were the wish named."""
    panel, wish = tied[0].panel, unnamed.wish
    who = panel.applicant
    is_named = getattr(who, unnamed.field) or (wish == "visa" and needs_visa(who) is not None)
    if is_named or not panel.weights[wish]:
        return False
    for value in {unnamed.trial(each) for each in tied}:
        wishing = replace(who, **{unnamed.field: value})
        if len({_answer(each, wish, wishing) for each in tied} - {None}) > 1:
            return True
    return False


def _answer(
    standing: Standing, wish: str, who: Applicant, own: Overlay | None = None
) -> float | None:
    """What a program is worth for one wish of somebody, perhaps with other facts read of it."""
    panel, program = standing.panel, standing.program
    there = panel.there.get(program.id, NOBODY)
    overlay = own or panel.overlays.get(program.id, {})
    case = Case(who, program, overlay, panel.today, there.words)
    return WISHES[wish].answer(case, panel.states).value


def _outcome(standing: Standing, field: str, value: str) -> tuple[float | None, ...]:
    """The chance and the wishes of a program of which this were stated."""
    panel, program = standing.panel, standing.program
    read = ReadFact(program.id, field, value, "", str(panel.today), "")
    own = {**panel.overlays.get(program.id, {}), field: read}
    weighed = [wish for wish in WISHES if panel.weights[wish]]
    chance = panel.over({**panel.overlays, program.id: own}).chance(program)
    return chance.mid, *(_answer(standing, wish, panel.applicant, own) for wish in weighed)
