"""The chance of an invitation in words: its range, what it rests on, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator

from coach.records import Chance, Odds, replace
from coach.rules.fields import evidence
from coach.rules.programs import GATES
from coach.rules.visas import VISA_NAMES, visa_wanted
from coach.saying.text import Line, Part, head
from coach.scoring.chance import NOT_COUNTED, TIER_RULE, TOO_FEW
from coach.subjects.coach import Coach
from coach.subjects.programs import Standing
from coach.wording import CHANCE_MEANS, chance_words, share_range, share_words

MANY_IMGS = 60.0
"""Percent of residents from which a program counts as full of IMGs."""
FLOODED = (
    "a program full of IMGs also gets most applications of IMGs, so it invites hardly a larger "
    "part of them"
)
UNMEASURED = "nobody has measured this specialty: reckoned from others, so the range is wide"
POINTS = 10
"""Points of Step 2 CK that are tried."""


def change_lines(standing: Standing, coach: Coach) -> list[Line]:
    """Each thing that could be otherwise, with the chance that it would leave."""
    lines = [Line.labelled(label, what) for label, what in _changes(standing, coach)]
    return [head("What would change it"), *lines] if lines else []


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
    exam = coach.profile.applicant.step2ck
    odds = panel.standpoint(program.specialty).odds
    if odds and odds.step2_slope and exam.score and exam.score < (odds.step2_top or 0):
        better = replace(exam, score=exam.score + POINTS)
        other = coach.programs.supposing(replace(coach.profile.applicant, step2ck=better))
        better_range = _range(other.chance(program))
        yield f"+{POINTS} points", f"{better_range}; nothing counts above {odds.step2_top:.0f}"


def _range(chance: Chance) -> str:
    return f"{share_words(chance.mid)} ({share_range(chance.low, chance.high)})"


def chance_parts(standing: Standing) -> list[Part | str]:
    """The range, what it does not know of the applicant, and what past applications had."""
    stands = standing.panel.standpoint(standing.program.specialty)
    if standing.numbers.failed:
        return ["closed: a gate fails"]
    if stands.odds is None:
        return ["no number: nobody has published the specialty's invitations"]
    usual = f"  past applications {share_words(stands.odds.rate)}"
    parts: list[Part | str] = [f"{chance_words(standing.numbers)} · {standing.numbers.tier}"]
    if stands.unsaid:
        parts.append((f"  not said: {', '.join(stands.unsaid)}", "warn"))
    elif not stands.odds.programs:
        parts.append((f"  {UNMEASURED}", "dim"))
    return [*parts, (usual, "dim")]


def chance_lines(standing: Standing, coach: Coach) -> list[Line]:
    """The chance with its rule, its inputs, what it costs, and what it leaves out."""
    stands = standing.panel.standpoint(standing.program.specialty)
    chance, odds = standing.numbers.chance, stands.odds
    lines = [head("Chance of an invitation")]
    if standing.numbers.failed:
        return [*lines, Line.of("Closed: a gate fails. See which below.", indent=2)]
    if chance is None or odds is None:
        return [*lines, Line.of("No number: nobody has published the specialty's.", indent=2)]
    middle, ends = share_words(chance.mid), share_range(chance.low, chance.high)
    lines.append(Line.labelled("range", f"{middle}, from {ends}: {CHANCE_MEANS}"))
    if stands.unsaid:
        words = f"{', '.join(stands.unsaid)}: taken at the lower end until you say"
        lines.append(Line.labelled("not said", (words, "warn")))
    tie = ["a tie to the state"] if standing.program.state in coach.profile.applicant.ties else []
    counted = ["the program's IMG share", "whether it offers your visa", *stands.counted, *tie]
    return [
        *lines,
        Line.labelled("tier", f"{standing.numbers.tier or 'none'}. {TIER_RULE}"),
        Line.labelled("beside it", _past(odds)),
        *_plain_words(standing, coach, odds, chance),
        Line.labelled("counted", ", ".join(counted)),
        Line.labelled(
            "not counted",
            f"{NOT_COUNTED}: nobody has published their "
            "effect; they act through gates and your needs",
        ),
        Line.labelled("source", (f"{odds.source}, {odds.as_of}, estimated", "dim")),
    ]


def _past(odds: Odds) -> str:
    """What happened to past applications, and to those who had a list."""
    people = "US IMGs" if odds.graduate_type == "us_img" else "non-US IMGs"
    words = f"past applications of {people}: {share_words(odds.rate)}, {odds.programs} programs"
    if not odds.programs:
        words = f"{UNMEASURED}, of which {share_words(odds.rate)} is the middle"
    if odds.rank_length is None or odds.applicants < TOO_FEW:
        return words
    return (
        f"{words}; {odds.rank_length:.1f} programs on the rank order list; {odds.matched} of "
        f"{odds.applicants} who preferred the specialty matched (non-US IMGs)"
    )


def _plain_words(standing: Standing, coach: Coach, odds: Odds, chance: Chance) -> list[Line]:
    """What is uncomfortable and true of an application here."""
    program, lines = standing.program, []
    share = evidence(program, "img_share", coach.programs.facts_of(program.id)).value
    if share is not None and float(share) >= MANY_IMGS:
        lines.append(Line.labelled("many IMGs", FLOODED))
    signal = coach.programs.signal_tier(program.specialty)
    if signal:
        without, with_one = (standing.panel.chance(program, tier).mid for tier in ("", signal))
        worth = with_one / without if without else 1.0
        words = f"{share_words(without)} without, {share_words(with_one)} with one"
        lines.append(
            Line.labelled("a signal", f"{words}: worth {worth:.0f} applications that have none")
        )
    prices = coach.programs.prices(program.specialty)
    if prices and chance.mid:
        first, last = prices
        each = f"USD {first:g}, or USD {first / chance.mid:,.0f} for each invitation to expect"
        more = f"; at USD {last:g} for a late one of many, {last / chance.mid:,.0f}"
        lines.append(Line.labelled("money", each + (more if last != first else "")))
    return lines
