"""A program in words: in a few for the list, in eight lines below it, and in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from coach.profile.fields import WISHES
from coach.records import Assessment, Evidence, Program, Verdict
from coach.rules.fields import FACTS, evidence, facts_of
from coach.rules.visas import VISA_NAMES, visa_answer, visa_wanted
from coach.saying.chance import chance_lines, chance_parts, change_lines, late_words
from coach.saying.starting import advanced_word, post_words
from coach.saying.text import DOT, GATE_SIGNS, NO, YES, Line, Part, head, labelled, parted
from coach.scoring.programs import EQUAL
from coach.subjects.coach import Coach
from coach.subjects.programs import Standing
from coach.wording import (
    chance_column,
    fact_words,
    known,
    short_name,
    specialty_letters,
)


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
    return " · ".join(filter(None, [*pieces, advanced_word(standing, coach)]))


def places(ranked: Sequence[Standing]) -> list[str]:
    """The places of a ranking; programs that are equal to us share theirs: `1=`."""
    alike = [
        (round(each.score, 1), round(each.chance.mid, EQUAL) if each.chance else None)
        for each in (standing.numbers for standing in ranked)
    ]
    counts, first = Counter(alike), dict[tuple[float, float | None], int]()
    for place, what in enumerate(alike, 1):
        first.setdefault(what, place)
    return [f"{first[what]}{'=' * (counts[what] > 1)}" for what in alike]


def ranked_row(place: str, standing: Standing, coach: Coach) -> str:
    """A program of a ranking: its place, score and chance, and the reason or gate that decides."""
    program, numbers = standing.program, standing.numbers
    assessment = standing.assessment
    best = next((reason.text for reason in assessment.reasons if reason.contribution > 0), "")
    failed = next((gate.detail for gate in assessment.gates if gate.outcome == "fail"), "")
    best = "; ".join(filter(None, [advanced_word(standing, coach), best]))
    return (
        f"{place:>5} {short_name(program)[:38]:38} {program.state} {numbers.score:3.0f} "
        f"{chance_column(numbers):>14}  {failed and 'no: ' + failed or best}  {program.id}"
    )


def letters(coach: Coach, specialties: Iterable[str]) -> dict[str, str]:
    """Specialties in a few letters, for the lists."""
    return {name: specialty_letters(coach.programs.specialties[name]) for name in specialties}


def short_lines(standing: Standing, coach: Coach) -> list[Line]:
    """The pane below the list."""
    program, overlay = standing.program, coach.programs.facts_of(standing.program.id)
    positions = evidence(program, "positions", overlay)
    share = evidence(program, "img_share", overlay)
    about = [
        f"{program.city}, {program.state}",
        "" if len(coach.profile.applicant.specialties) == 1 else program.specialty,
        program.kind,
        f"{float(positions.value):g} places a year ({positions.as_of})"
        if positions.value is not None
        else "",
        f"marked {_mark_words(standing)}" if standing.mark else "",
    ]
    visas = (
        f"{VISA_NAMES[kind]} {_said(evidence(program, f'visa_{kind}', overlay))}"
        for kind in ("j1", "h1b")
    )
    rows: list[tuple[str, str | Sequence[Part | str]]] = [
        ("Where", " · ".join(filter(None, about))),
        ("Post", post_words(standing, coach, brief=True)),
        ("Visa", " · ".join(visas)),
        ("IMG", "not stated" if share.value is None else f"{fact_words(share)} %, {known(share)}"),
        ("Chance", chance_parts(standing)),
        ("Late", "" if standing.numbers.failed else late_words(coach.applying.stand)),
        ("Score", _score_parts(standing)),
        ("Gates", _gate_parts(standing.assessment.gates)),
        ("Caution", [(program.caution, "warn")] if program.caution else ""),
    ]
    return labelled(*rows)


def _mark_words(standing: Standing) -> str:
    mark = standing.mark
    return f"{mark.mark}: {mark.note}" if mark and mark.note else mark.mark if mark else ""


def _said(fact: Evidence) -> str:
    if fact.probability is not None:
        return f"~{100 * fact.probability:.0f} % say yes" + (", ask" if "ask" in fact.note else "")
    return "not stated" if fact.value is None else f"{fact.value} ({known(fact)})"


def _score_parts(standing: Standing) -> list[Part | str]:
    """The parts by name, always in the same order: from row to row little more than figures
    changes on the line."""
    by_name = {reason.key: reason for reason in standing.assessment.reasons}
    reasons = [by_name[name] for name in WISHES if name in by_name]
    counted = "  ".join(
        f"+{reason.contribution:.0f} {reason.key}"
        for reason in reasons
        if reason.contribution >= 0.5
    )
    unknown = ", ".join(
        reason.key for reason in reasons if reason.evidence and reason.evidence.value is None
    )
    return [counted, *([(f"  not stated: {unknown}", "dim")] if unknown else [])]


def _gate_parts(gates: tuple[Verdict, ...]) -> list[Part | str]:
    """Failed and unknown gates in words, passed ones by name."""
    passed, asked = (
        ", ".join(gate.rule.replace("_", " ") for gate in gates if gate.outcome == outcome)
        for outcome in ("pass", "unknown")
    )
    return [
        *((f"{NO} {gate.detail}  ", "warn") for gate in gates if gate.outcome == "fail"),
        *([(f"{YES} {passed}", "good")] if passed else []),
        *([f"  ? {asked}"] if asked else []),
    ]


def all_lines(standing: Standing, coach: Coach) -> list[Line]:
    """Everything behind one program: reasons, gates, facts with source and year."""
    program = standing.program
    place = f"{program.specialty} · {program.city}, {program.state} · ACGME {program.id}"
    about = labelled(
        ("Post", post_words(standing, coach)),
        ("Caution", [(program.caution, "warn")] if program.caution else ""),
        ("Ended", [(program.closing.what, "warn")] if program.closing else ""),
        ("Marked", _mark_words(standing)),
    )
    return parted(
        [head(program.name), Line.of(place, "dim"), *about],
        _reason_lines(standing.assessment),
        chance_lines(standing, coach),
        change_lines(standing, coach),
        _gate_lines(standing.assessment.gates),
        _fact_lines(program, coach),
        _source_lines(program, coach),
    )


def _reason_lines(assessment: Assessment) -> list[Line]:
    """The score, part by part, and how much of it rests on stated facts."""
    lines = [head(f"Score {assessment.score:.1f}: the parts add up to it")]
    for reason in assessment.reasons:
        fact = reason.evidence
        tail = f" ({known(fact)})" if fact and fact.status != "unknown" else ""
        amount = f"{reason.contribution:+.1f}" if reason.contribution else DOT
        lines.append(Line.labelled(amount, reason.text, (tail, "dim")))
    means = (
        f"Fit {assessment.fit or 0:.0f} is the same without the prospects. "
        f"{assessment.coverage:.0%} of your weights rest on stated facts; estimates carry ~ "
        "and their range, and lose to any fact that you read."
    )
    return [*lines, Line.of(means, "dim", indent=2)]


def _gate_lines(gates: Iterable[Verdict]) -> list[Line]:
    lines = [head("Gates")]
    for gate in gates:
        name = f"{GATE_SIGNS[gate.outcome]} {gate.rule.replace('_', ' ')}"
        sure = f" ({known(gate.evidence)})" if gate.evidence.value is not None else ""
        lines.append(Line.labelled(name, gate.detail, (sure, "dim")))
    return lines


def _fact_lines(program: Program, coach: Coach) -> list[Line]:
    lines = [head("Facts")]
    for field, stated in facts_of(program, coach.programs.facts_of(program.id)).items():
        sure = "" if stated.status == "unknown" and not stated.note else f" ({known(stated)})"
        lines.append(Line.labelled(FACTS[field].label, fact_words(stated), (sure, "dim")))
    fill = (
        f"{program.filled} of {program.offered} places filled, Matches 2018-2022; says little "
        "about how easy it is"
    )
    return lines + labelled(("fill", fill if program.offered else ""), ("website", program.website))


def _source_lines(program: Program, coach: Coach) -> list[Line]:
    sources = coach.library.sources
    ended = program.closing.source.split(";") if program.closing else ()
    titles = [(key, sources[key].title) for key in (*program.sources, *ended) if key in sources]
    advice = (
        f"General information as of {program.list_year}, not legal advice. For your case ask "
        "the program, ECFMG or a lawyer."
    )
    return [
        head("Sources"),
        *(Line.labelled(key, (title, "dim")) for key, title in titles),
        Line.of(advice, "dim", indent=2),
    ]
