"""A program in words: in a few for the list, in eight lines below it, and in full."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coach.profile.fields import WISHES
from coach.records import Assessment, Evidence, Program, Verdict
from coach.rules.fields import FACTS, evidence, facts_of
from coach.rules.programs import GATES
from coach.rules.visas import VISA_NAMES, visa_answer, visa_wanted
from coach.saying.change import change_lines
from coach.saying.text import DOT, GATE_SIGNS, NO, YES, Line, Part
from coach.scoring.chance import COUNTED, NOT_COUNTED, TIER_RULE, TOO_FEW, average
from coach.subjects.coach import Coach
from coach.subjects.programs import Standing
from coach.wording import (
    CHANCE_MEANS,
    chance_words,
    cut,
    fact_words,
    known,
    needs_first_year,
    share_range,
    short,
    short_name,
    specialty_letters,
    track,
)

SEPARATE_YEARS = ("A", "P")
"""Letters in the NRMP code of posts that are not the whole residency."""
LABEL_WIDTH = 8
"""Signs for the name of a thing, left of the programs that are compared by it."""
_COMPARED = ("visa_j1", "visa_h1b", "img_share", "positions", "kind")
Compared = tuple[str, list[str]]
"""A thing by name, and what it is at each program."""


def in_a_word(standing: Standing, coach: Coach) -> str:
    """The two or three things that decide, for the list: `IMG 96 · J-1 said`."""
    failed = next((gate for gate in standing.assessment.gates if gate.outcome == "fail"), None)
    if failed:
        return f"no: {failed.detail}"
    overlay = coach.programs.facts_of(standing.program.id)
    share = evidence(standing.program, "img_share", overlay)
    about = "~" if share.status == "estimated" else ""
    pieces = [f"IMG {about}{float(share.value):.0f}" if share.value is not None else "IMG ?"]
    for kind in visa_wanted(coach.profile.applicant):
        fact = evidence(standing.program, f"visa_{kind}", overlay)
        answer = {True: "said", False: "no", None: "ask"}[visa_answer(fact)]
        if fact.probability is not None and answer == "ask":
            answer = f"~{100 * fact.probability:.0f} %"
        pieces.append(f"{VISA_NAMES[kind]} {answer}")
    if standing.program.state in coach.profile.applicant.ties:
        pieces.append(f"tie {standing.program.state}")
    if needs_first_year(standing.program):
        pieces.append("advanced")
    return " · ".join(pieces)


def ranked_row(place: int, standing: Standing) -> str:
    """A program of a ranking: its place, score and chance, and the reason or gate that decides."""
    program, numbers = standing.program, standing.numbers
    assessment = standing.assessment
    best = next((reason.text for reason in assessment.reasons if reason.contribution > 0), "")
    failed = next((gate.detail for gate in assessment.gates if gate.outcome == "fail"), "")
    return (
        f"{place:4} {short_name(program)[:38]:38} {program.state} {numbers.score:3.0f} "
        f"{chance_words(numbers):>9}  {failed and 'no: ' + failed or best}  {program.id}"
    )


def late_note(coach: Coach) -> str:
    """What to know of an application after programs began to read; "" before, and after it all."""
    since, over = coach.season.days["eras_programs_review"], coach.season.days["match_day"]
    if not since < coach.today <= over:
        return ""
    return (
        f"programs read since {short(since, coach.today)}: the figures are for applications "
        "sent by then; signals went with them"
    )


def letters(coach: Coach, specialties: Iterable[str]) -> dict[str, str]:
    """Specialties in a few letters, for the lists."""
    return {name: specialty_letters(coach.programs.specialties[name]) for name in specialties}


def short_lines(standing: Standing, coach: Coach) -> list[Line]:
    """The pane below the list."""
    program, overlay = standing.program, coach.programs.facts_of(standing.program.id)
    positions = evidence(program, "positions", overlay)
    about: list[str] = [program.kind] if program.kind else []
    if positions.value is not None:
        about.append(f"{float(positions.value):g} places a year ({positions.as_of})")
    if len(coach.profile.applicant.specialties) != 1:
        about.insert(0, program.specialty)
    if standing.mark:
        about.append(
            f"marked {standing.mark.mark}"
            + (f": {standing.mark.note}" if standing.mark.note else "")
        )
    lines = [Line.labelled("Where", " · ".join([f"{program.city}, {program.state}", *about]))]
    if program.nrmp_code[7:8] in SEPARATE_YEARS:
        lines.append(Line.labelled("Post", track(program)))
    visa = " · ".join(
        f"{VISA_NAMES[kind]} {_said(evidence(program, f'visa_{kind}', overlay))}"
        for kind in ("j1", "h1b")
    )
    share = evidence(program, "img_share", overlay)
    img = "not stated" if share.value is None else f"{fact_words(share)} %, {known(share)}"
    lines += [
        Line.labelled("Visa", visa),
        Line.labelled("IMG", img),
        Line.labelled("Chance", *_chance_parts(standing)),
        Line.labelled("Score", *_score_parts(standing)),
        Line.labelled("Gates", *_gate_parts(standing.assessment.gates)),
    ]
    if program.caution:
        lines.append(Line.labelled("Caution", (program.caution, "warn")))
    return lines


def _said(fact: Evidence) -> str:
    if fact.probability is not None:
        return f"~{100 * fact.probability:.0f} % say yes" + (", ask" if "ask" in fact.note else "")
    return "not stated" if fact.value is None else f"{fact.value} ({known(fact)})"


def _chance_parts(standing: Standing) -> list[Part | str]:
    """The range, and beside it what the average application of past applicants had."""
    odds = standing.panel.standpoint(standing.program.specialty).odds
    if standing.numbers.failed:
        return ["closed: a gate fails"]
    if odds is None or standing.numbers.chance is None:
        few = f"{odds.applicants} past applicants" if odds else "no past applicants"
        return [f"no number: {few} published"]
    usual = f"  average application {100 * average(odds):.0f} %"
    return [
        f"{chance_words(standing.numbers)} of an invitation · {standing.numbers.tier}",
        (usual, "dim"),
    ]


def _score_parts(standing: Standing) -> list[Part | str]:
    """The parts by name, always in the same order: from row to row little more than figures
    changes on the line."""
    by_name = {reason.key: reason for reason in standing.assessment.reasons}
    reasons = [by_name[name] for name in WISHES if name in by_name]
    counted = [
        f"+{reason.contribution:.0f} {reason.key}"
        for reason in reasons
        if reason.contribution >= 0.5
    ]
    unknown = [
        reason.key for reason in reasons if reason.evidence and reason.evidence.value is None
    ]
    parts: list[Part | str] = ["  ".join(counted)]
    if unknown:
        parts.append((f"  not stated: {', '.join(unknown)}", "dim"))
    return parts


def _gate_parts(gates: tuple[Verdict, ...]) -> list[Part | str]:
    """Failed and unknown gates in words, passed ones by name."""
    parts: list[Part | str] = []
    for gate in gates:
        if gate.outcome == "fail":
            parts.append((f"{NO} {gate.detail}  ", "warn"))
    passed = [gate.rule.replace("_", " ") for gate in gates if gate.outcome == "pass"]
    asked = [gate.rule.replace("_", " ") for gate in gates if gate.outcome == "unknown"]
    if passed:
        parts.append((f"{YES} {', '.join(passed)}", "good"))
    if asked:
        parts.append(f"  ? {', '.join(asked)}")
    return parts


def all_lines(standing: Standing, coach: Coach) -> list[Line]:
    """Everything behind one program: reasons, gates, facts with source and year."""
    program, assessment = standing.program, standing.assessment
    return [
        *_heading_lines(standing),
        Line(),
        *_reason_lines(assessment),
        Line(),
        *_chance_lines(standing),
        Line(),
        *change_lines(standing, coach),
        Line(),
        *_gate_lines(assessment.gates),
        Line(),
        *_fact_lines(program, coach),
        Line(),
        *_source_lines(program, coach),
    ]


def _heading_lines(standing: Standing) -> list[Line]:
    program, mark = standing.program, standing.mark
    place = f"{program.specialty} · {program.city}, {program.state} · ACGME {program.id}"
    lines = [Line.of(program.name, "strong"), Line.of(place, "dim")]
    if words := track(program):
        lines.append(Line.labelled("Post", words))
    if program.caution:
        lines.append(Line.labelled("Caution", (program.caution, "warn")))
    if mark:
        note = f": {mark.note}" if mark.note else ""
        lines.append(Line.labelled("Marked", f"{mark.mark}{note}"))
    return lines


def _reason_lines(assessment: Assessment) -> list[Line]:
    """The score, part by part, and how much of it rests on stated facts."""
    lines = [Line.of(f"Score {assessment.score:.1f}: the parts add up to it", "strong")]
    for reason in assessment.reasons:
        fact = reason.evidence
        tail = f" ({known(fact)})" if fact and fact.status != "unknown" else ""
        amount = f"{reason.contribution:+.1f}" if reason.contribution else DOT
        lines.append(Line.labelled(amount, reason.text, (tail, "dim")))
    lines.append(
        Line.of(
            f"Fit {assessment.fit or 0:.0f} is the same without the prospects. "
            f"{assessment.coverage:.0%} of your weights rest on stated facts; estimates carry ~ "
            "and their range, and lose to any fact that you read.",
            "dim",
            indent=2,
        )
    )
    return lines


def _gate_lines(gates: Iterable[Verdict]) -> list[Line]:
    lines = [Line.of("Gates", "strong")]
    for gate in gates:
        name = f"{GATE_SIGNS[gate.outcome]} {gate.rule.replace('_', ' ')}"
        sure = f" ({known(gate.evidence)})" if gate.evidence.value is not None else ""
        lines.append(Line.labelled(name, gate.detail, (sure, "dim")))
    return lines


def _fact_lines(program: Program, coach: Coach) -> list[Line]:
    lines = [Line.of("Facts", "strong")]
    for field, stated in facts_of(program, coach.programs.facts_of(program.id)).items():
        sure = "" if stated.status == "unknown" and not stated.note else f" ({known(stated)})"
        lines.append(Line.labelled(FACTS[field].label, fact_words(stated), (sure, "dim")))
    if program.offered:
        lines.append(
            Line.labelled(
                "fill",
                f"{program.filled} of {program.offered} places filled, "
                "Matches 2018-2022; says little about how easy it is",
            )
        )
    if program.website:
        lines.append(Line.labelled("website", program.website))
    return lines


def _source_lines(program: Program, coach: Coach) -> list[Line]:
    sources = coach.library.sources
    return [
        Line.of("Sources", "strong"),
        *(
            Line.labelled(key, (f"{sources[key].title}", "dim"))
            for key in program.sources
            if key in sources
        ),
        Line.of(
            f"General information as of {program.list_year}, not legal advice. For your case ask "
            "the program, ECFMG or a lawyer.",
            "dim",
            indent=2,
        ),
    ]


def _chance_lines(standing: Standing) -> list[Line]:
    """The chance with its rule, its inputs, and what it leaves out."""
    chance, odds = (
        standing.numbers.chance,
        standing.panel.standpoint(standing.program.specialty).odds,
    )
    lines = [Line.of("Chance of an invitation", "strong")]
    if standing.numbers.failed:
        return [*lines, Line.of("Closed: a gate fails. See which below.", indent=2)]
    if chance is None or odds is None:
        return [
            *lines,
            Line.of(
                f"Fewer than {TOO_FEW} past applicants are published for this specialty, too few "
                "for a number. The order still follows the IMG share and your gates.",
                indent=2,
            ),
        ]
    people = "US IMGs" if odds.graduate_type == "us_img" else "non-US IMGs"
    return [
        *lines,
        Line.labelled("range", f"{share_range(chance.low, chance.high)}: {CHANCE_MEANS}"),
        Line.labelled("tier", f"{standing.numbers.tier or 'none'}. {TIER_RULE}"),
        Line.labelled(
            "beside it",
            f"past {people}, {odds.as_of}: an average application "
            f"{100 * average(odds):.1f} %; {odds.rank_length:.1f} programs on the "
            f"rank order list; {odds.matched} of {odds.applicants} who preferred "
            f"the specialty matched (non-US IMGs)",
        ),
        Line.labelled("counted", COUNTED),
        Line.labelled(
            "not counted",
            f"{NOT_COUNTED}: nobody has published their "
            "effect; they act through gates and your needs",
        ),
        Line.labelled("source", (f"{odds.source}, {odds.as_of}, estimated", "dim")),
    ]


def compare_lines(standings: Sequence[Standing], coach: Coach, width: int) -> list[Line]:
    """Two to four programs side by side, one thing per line."""
    room = max(10, (width - LABEL_WIDTH - 3) // len(standings) - 1)
    names = [short_name(standing.program) for standing in standings]
    return [
        _row("", names, room, "strong"),
        *(_row(name, values, room) for name, values in _figures_compared(standings)),
        Line(),
        *(_row(name, values, room) for name, values in _facts_compared(standings, coach)),
        Line(),
        *(_row(name, values, room) for name, values in _gates_compared(standings)),
        Line(),
        Line.of("What each wish adds to the score", "strong"),
        *(_row(name, values, room) for name, values in _wishes_compared(standings)),
    ]


def _row(name: str, values: Iterable[str], room: int, tone: str = "") -> Line:
    """One thing of each program, in columns that hold `room` signs."""
    cells = " ".join(cut(value, room).ljust(room) for value in values)
    return Line.of(f"{name:{LABEL_WIDTH}} {cells}", tone)


def _figures_compared(standings: Sequence[Standing]) -> list[Compared]:
    places = [f"{standing.program.city}, {standing.program.state}" for standing in standings]
    numbers = [standing.numbers for standing in standings]
    return [
        ("where", places),
        ("score", [f"{figures.score:.0f}" for figures in numbers]),
        ("fit", [f"{figures.fit:.0f}" for figures in numbers]),
        ("chance", [chance_words(figures) or "no number" for figures in numbers]),
        ("tier", [figures.tier or DOT for figures in numbers]),
        ("known", [f"{figures.coverage:.0%}" for figures in numbers]),
    ]


def _facts_compared(standings: Sequence[Standing], coach: Coach) -> list[Compared]:
    facts = [
        facts_of(standing.program, coach.programs.facts_of(standing.program.id))
        for standing in standings
    ]
    return [
        (FACTS[field].short, [fact_words(known_facts[field]) for known_facts in facts])
        for field in _COMPARED
    ]


def _gates_compared(standings: Sequence[Standing]) -> list[Compared]:
    """The gates that some program does not pass."""
    words = {"pass": YES, "fail": f"{NO} no", "unknown": "? ask"}
    gates = [{gate.rule: gate for gate in standing.assessment.gates} for standing in standings]
    outcomes = {rule: [by_rule[rule].outcome for by_rule in gates] for rule in gates[0]}
    return [
        (GATES[rule].short, [words[outcome] for outcome in of_each])
        for rule, of_each in outcomes.items()
        if set(of_each) != {"pass"}
    ]


def _wishes_compared(standings: Sequence[Standing]) -> list[Compared]:
    parts = [
        {reason.key: reason.contribution for reason in standing.assessment.reasons}
        for standing in standings
    ]
    return [(wish, [f"+{wishes.get(wish, 0):.0f}" for wishes in parts]) for wish in WISHES]
