"""The chance of an invitation in words: its range, what it rests on, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from coach.records import Chance, Numbers, Odds, Record, Verdict, replace
from coach.rules.attempts import NO_STEP
from coach.rules.conditions import needs_visa
from coach.rules.programs import GATES, YOURS
from coach.rules.visas import VISA_NAMES, visa_wanted
from coach.saying.bars import scale, span, top_of
from coach.saying.text import Line, Part, head, labelled
from coach.scoring import chance as scoring
from coach.subjects.applying import Stand, late as sent_late
from coach.subjects.coach import Coach
from coach.subjects.programs import Standing
from coach.wording import CHANCE_MEANS, chance_words, share_range, share_words

MANY_IMGS = 60.0
"""Percent of residents from which a program counts as full of IMGs."""
FLOODED = (
    "a program full of IMGs also gets most applications of IMGs, so it invites hardly a larger "
    "part of them"
)
UNMEASURED = "nobody has measured this specialty; reckoned from the lower end of others"
YOUR_WAYS: Final = {
    "step3": "pass Step 3",
    "step2ck": "pass Step 2 CK",
    "certification": "receive the ECFMG Certificate",
}
"""What the applicant can do where a gate fails by their own answers."""
DRAWN: Final = 14
"""Cells of a range in a list."""
POINTS = 10
"""Points of Step 2 CK that are tried."""


class Scale(Record):
    """One scale for all chances of a list, so that its rows can be compared."""

    top: float = 1.0
    average: float | None = None
    """Of all that are ranked and open."""

    @classmethod
    def of(cls, numbers: Iterable[Numbers]) -> Scale:
        """The scale that holds all of them."""
        chances = [each.chance for each in numbers if each.chance and not each.failed]
        if not chances:
            return cls()
        average = sum(chance.mid for chance in chances) / len(chances)
        return cls(top_of(max(chance.high for chance in chances)), average)

    @property
    def head(self) -> str:
        """Its ends, and `↓` over the average."""
        return scale(self.top, DRAWN, self.average)

    @property
    def means(self) -> str:
        """What the head marks; "" where nothing is open."""
        if self.average is None:
            return ""
        return f"↓ over the ranges: {share_words(self.average)}, the average of all that are open"

    def drawn(self, numbers: Numbers, cells: int = DRAWN) -> str:
        """A range on it; "" for what is closed or has no number."""
        chance = numbers.chance
        if chance is None or numbers.failed:
            return ""
        return span(chance.low, chance.mid, chance.high, cells, self.top)


def change_lines(standing: Standing, coach: Coach) -> list[Line]:
    """Each thing that could be otherwise, with the chance that it would leave."""
    lines = [Line.labelled(label, what) for label, what in _changes(standing, coach)]
    return [head("What would change it"), *lines] if lines else []


def _changes(standing: Standing, coach: Coach) -> Iterator[tuple[str, str]]:
    if standing.numbers.failed:
        yield from _openings(standing.assessment.gates)
        return
    unknown = {gate.rule for gate in standing.assessment.gates if gate.outcome == "unknown"}
    if standing.numbers.chance:
        yield from _chances(standing, coach, "visa" in unknown)
    closing = [gate.closes for rule, gate in GATES.items() if gate.closes and rule in unknown]
    if closing:
        yield "closed by", "; ".join(closing)


def _openings(gates: Iterable[Verdict]) -> Iterator[tuple[str, str]]:
    """What would open the gates that fail: what the applicant can do, or a newer fact."""
    closed = [gate for gate in gates if gate.outcome == "fail"]
    if NO_STEP in (gate.detail for gate in closed):
        yield "yours", "nothing that the coach knows of; ask ECFMG"
        return
    ways = [
        YOUR_WAYS[gate.rule]
        for gate in closed
        if gate.rule == "certification" or gate.evidence.source == YOURS
    ]
    if ways:
        yield "yours", "; ".join(ways)
    if len(ways) < len(closed):
        yield "fact", "a newer one that opens the gate: read it, then record it (i, `coach fact`)"


def _chances(standing: Standing, coach: Coach, asks_visa: bool) -> Iterator[tuple[str, str]]:
    program, panel = standing.program, standing.panel
    wanted = visa_wanted(coach.profile.applicant) if asks_visa else ()
    for kind in wanted:
        stated = replace(program, **{f"visa_{kind}": "yes"})
        no = "a no closes it" if len(wanted) == 1 else "a no leaves the other visa"
        yield f"{VISA_NAMES[kind]} yes", f"{_range(panel.chance(stated))}; {no}"
    exam = coach.profile.applicant.step2ck
    odds = panel.standpoint(program.specialty).odds
    if odds and odds.step2_slope and exam.score and exam.score < (odds.step2_top or 0):
        better = replace(exam, score=exam.score + POINTS)
        other = coach.programs.supposing(replace(coach.profile.applicant, step2ck=better))
        better_range = _range(other.chance(program))
        yield f"+{POINTS} points", f"{better_range}; nothing counts above {odds.step2_top:.0f}"


def _range(chance: Chance) -> str:
    return f"{share_words(chance.mid)} ({share_range(chance.low, chance.high)})"


def chance_parts(standing: Standing, stand: Stand) -> list[Part | str]:
    """The range, of what is sent in time and now, what it does not know of the applicant, and what
    past applications had."""
    stands = standing.panel.standpoint(standing.program.specialty)
    if standing.numbers.failed:
        return ["closed: a gate fails"]
    if stands.odds is None:
        return ["no number: nobody has published the specialty's invitations"]
    chance = chance_words(standing.numbers)
    if stand.passed and (now := sent_late(standing, stand.left).numbers.chance):
        chance += f" sent in time · sent now {share_words(now.mid)}"
    parts: list[Part | str] = [f"{chance} · {standing.numbers.tier}"]
    if stands.unsaid:
        parts.append((f"  not answered: {', '.join(stands.unsaid)}", "warn"))
    elif stands.attempts:
        parts.append((f"  attempts not answered: {' and '.join(stands.attempts)}", "warn"))
    usual = f"past applications {share_words(stands.odds.rate)}"
    return [*parts, (f"  {usual if stands.odds.programs else UNMEASURED}", "dim")]


def late_words(stand: Stand) -> str:
    """What is left of the chances once it is late for a season; "" before."""
    if not stand.passed:
        return ""
    low, high = stand.left.low, stand.left.high
    share = share_range(low, high) if high else "next to none"
    return f"one sent now for {stand.season} has {share} of it"


def chance_lines(standing: Standing, coach: Coach) -> list[Line]:
    """The chance with its rule, its inputs, what it costs, and what it leaves out."""
    program, numbers = standing.program, standing.numbers
    stands = standing.panel.standpoint(program.specialty)
    chance, odds = numbers.chance, stands.odds
    title = head("Chance of an invitation")
    if numbers.failed:
        return [title, Line.of("Closed: a gate fails. See which below.", indent=2)]
    if chance is None or odds is None:
        return [title, Line.of("No number: nobody has published the specialty's.", indent=2)]
    middle, ends = share_words(chance.mid), share_range(chance.low, chance.high)
    late = late_words(coach.applying.stand)
    then = sent_late(standing, coach.applying.stand.left)
    brought = (
        f"{scoring.TIER_MEANS[numbers.tier]}; of a hundred such applications of non-US IMGs "
        f"{scoring.INVITED[numbers.tier]:.1f} were invited. That was counted in 13 specialties, "
        "at programs that this was not worked out from. No program is safe"
    )
    mine = coach.profile.applicant
    counted = [
        "the program's IMG share",
        *["whether it offers your visa"] * bool(needs_visa(mine)),
        *stands.counted,
        *["a tie to the state"] * (program.state in mine.ties),
    ]
    score = "" if odds.step2_slope else "your Step 2 CK score (it tells nothing here), "
    said_by = "; ".join(map(coach.library.named, odds.source.split(";")))
    rows: list[tuple[str, str | list[Part | str]]] = [
        ("range", f"{f'sent in time {middle}' if late else middle}, from {ends}: {CHANCE_MEANS}"),
        ("not answered", _unsaid(standing, stands)),
        ("late", f"{late}: {chance_words(then.numbers)}, as the list counts" if late else ""),
        ("tier", f"{numbers.tier}: {brought}"),
        ("beside it", _past(odds)),
        *_plain_words(standing, coach, odds, chance),
        ("counted", ", ".join(counted)),
        (
            "not counted",
            f"{score}{scoring.NOT_COUNTED}: nobody has published their effect; they act through "
            "gates and your needs",
        ),
        ("source", [(f"{said_by}; {odds.as_of}, estimated", "dim")]),
    ]
    return [title, *labelled(*rows)]


def _unsaid(standing: Standing, stands: scoring.Standpoint) -> list[Part | str]:
    """What the profile leaves out, and how it is taken until it is said."""
    words = []
    if stands.unsaid:
        words.append(f"{', '.join(stands.unsaid)}: taken at the lower end until you say")
    if stands.attempts and stands.odds and standing.numbers.chance:
        cost = scoring.FAILED_EXAM[stands.odds.graduate_type]
        failed = scoring.expit(scoring.logit_of(standing.numbers.chance.mid) + cost)
        taken = f"attempts at {' and '.join(stands.attempts)}: taken as passed at the first"
        words.append(f"{taken}; one that failed would make it {share_words(failed)}")
    return [("; ".join(words), "warn")] if words else []


def _past(odds: Odds) -> str:
    """What happened to past applications, and to those who had a list."""
    people = "US IMGs" if odds.graduate_type == "us_img" else "non-US IMGs"
    words = f"past applications of {people}: {share_words(odds.rate)}, at {odds.programs} programs"
    if not odds.programs:
        words = f"{UNMEASURED}: {share_words(odds.rate)} an application"
    if odds.rank_length is None or odds.applicants < scoring.TOO_FEW:
        return words
    words += f"; their rank order lists held {odds.rank_length:.1f} programs"
    if odds.graduate_type == "us_img":  # nobody has published theirs
        return words
    of = f"of non-US IMGs who preferred the specialty {odds.matched} of {odds.applicants} matched"
    return f"{words}; {of}"


def _plain_words(
    standing: Standing, coach: Coach, odds: Odds, chance: Chance
) -> Iterator[tuple[str, str]]:
    """What is uncomfortable and true of an application here."""
    program = standing.program
    share = coach.programs.known_facts(program.id)["img_share"].value
    if share is not None and float(share) >= MANY_IMGS:
        yield "many IMGs", FLOODED
    left = coach.applying.stand.left.usual
    signal = coach.programs.signal_tier(program.specialty)
    if signal and left == 1:  # later they are sent
        without, with_one = (standing.panel.chance(program, tier).mid for tier in ("", signal))
        worth = with_one / without if without else 1.0
        both = f"{share_words(without)} without, {share_words(with_one)} with one"
        yield "a signal", f"{both}: worth {worth:.0f} applications that have none"
    prices = coach.programs.prices(program.specialty)
    if prices and (now := left * chance.mid):
        first, last = prices
        each = f"USD {first:g} an application, about USD {first / now:,.0f} an invitation"
        more = f"; the last of many cost USD {last:g} each, about USD {last / now:,.0f}"
        yield "money", each + (more if last != first else "")
