"""A program in words: in a few for the list, in eight lines below it, and in full."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from coach.profile.fields import WISHES
from coach.records import Applicant, Assessment, Evidence, Program, Verdict
from coach.rules.conditions import needs_visa, passed
from coach.rules.fields import FACTS, facts_of
from coach.rules.programs import GATES
from coach.rules.visas import VISA_NAMES, visa_answer, visa_wanted
from coach.saying.chance import chance_lines, chance_parts, change_lines, late_words
from coach.saying.starting import advanced_word, post_words
from coach.saying.table import CLAUSE, Col, clauses, programs_table
from coach.saying.text import DOT, GATE_SIGNS, NO, YES, Line, Part, head, labelled, parted
from coach.saying.ties import ALONE, TRIED, UNNAMED, Tie, fact_of, places, tie_in_list, tie_lines
from coach.subjects.coach import Coach
from coach.subjects.programs import Standing
from coach.wording import (
    chance_brief,
    fact_words,
    gate_words,
    known,
    short_name,
    specialty_letters,
)

GATE_TONES: Final = {"pass": "good", "fail": "bad", "unknown": "warn"}
LEAST_WHY: Final = 19
"""Cells for a share and one thing more: a visa, or that the post is advanced."""


def in_a_word(standing: Standing, coach: Coach) -> str:
    """What decides, for the list, the most telling first: `IMG 96 · J-1 ✓ · tie MI`; estimates
    are percent as shares are: `IMG ~44 · J-1 ~71`."""
    if standing.numbers.failed:  # gates are costly, and only here they are asked for
        failed = next(gate for gate in standing.assessment.gates if gate.outcome == "fail")
        return f"{NO} {GATES[failed.rule].short}{CLAUSE}{failed.detail}"
    pieces = [f"IMG {share_words(standing)}"]
    pieces += [standing.there.short, advanced_word(standing, coach)]
    for kind in visa_wanted(coach.profile.applicant):
        fact = fact_of(standing, f"visa_{kind}")
        answer = {True: YES, False: NO, None: "?"}[visa_answer(fact)]
        if fact.probability is not None and answer == "?":
            answer = f"~{100 * fact.probability:.0f}"
        pieces.append(f"{VISA_NAMES[kind]} {answer}")
    if standing.program.state in coach.profile.applicant.ties:
        pieces.append(f"tie {standing.program.state}")
    return CLAUSE.join(filter(None, pieces))


def share_words(standing: Standing) -> str:
    """The share of IMGs in percent: `96`, `~44` where it is estimated, `?` where nobody says."""
    share = fact_of(standing, "img_share")
    about = "~" if share.status == "estimated" else ""
    return "?" if share.value is None else f"{about}{float(share.value):.0f}"


def visa_said(standing: Standing, kind: str) -> bool | None:
    """Whether the program offers a visa, `j1` or `h1b`; None where nobody says."""
    return visa_answer(fact_of(standing, f"visa_{kind}"))


def ranked_rows(ranked: Sequence[Standing], coach: Coach) -> list[Line]:
    """A ranking under its head: place, name, score, chance, what decides, and the number."""
    columns = (
        Col("score", 4),
        Col("~chance %", 3),
        Col("why, in a word", 0, left=True, least=LEAST_WHY, shorten=clauses),
        Col("ACGME id", 6, left=True),
    )
    ids = [standing.program.id for standing in ranked]
    scores = (f"{standing.numbers.score:.0f}" for standing in ranked)
    chances = (chance_brief(standing.numbers) for standing in ranked)
    words = (in_a_word(standing, coach) for standing in ranked)
    rows = zip(scores, chances, words, ids, strict=True)
    return programs_table(coach, ids, columns, rows, places(ranked))


def letters(coach: Coach, specialties: Iterable[str]) -> dict[str, str]:
    """Specialties in a few letters, for the lists."""
    return {name: specialty_letters(coach.programs.specialties[name]) for name in specialties}


def short_lines(standing: Standing, coach: Coach, tie: Tie = ALONE) -> list[Line]:
    """The text below or beside the list. What takes as many lines for every program comes first:
    from row to row it stays at its place, and a slow line repaints little."""
    program, several = standing.program, len(coach.profile.applicant.specialties) > 1
    positions, share = fact_of(standing, "positions"), fact_of(standing, "img_share")
    share_now = "not stated" if share.value is None else f"{fact_words(share)} %, {known(share)}"
    about = [
        f"{program.city}, {program.state}",
        program.specialty if several else "",
        program.kind,
        f"{float(positions.value):g} places ({positions.as_of})" if positions.value else "",
        f"{'marked' if standing.mark.mark else 'note:'} {_mark_words(standing)}"
        if standing.mark
        else "",
    ]
    first = labelled(
        ("Chance", chance_parts(standing, coach.applying.stand)),
        *_gate_rows(_asked(standing.assessment.gates, coach.profile.applicant)),
        ("Visa", "" if needs_visa(coach.profile.applicant) is False else _visa_parts(standing)),
        ("IMG", [(share_now, _tone(share))]),
        ("Score", _score_parts(standing)),
    )
    then = labelled(
        ("Caution", [(program.caution, "warn")] if program.caution else ""),
        ("There", _there(standing)),
        ("Post", post_words(standing, coach, brief=True)),
        ("Name", [(short_name(program), "strong")]),
        ("Where", CLAUSE.join(filter(None, about))),
        ("Late", "" if standing.numbers.failed else late_words(coach.applying.stand)),
    )
    return [*first, *tie_lines(tie), *then]


def _tone(fact: Evidence) -> str:
    """Dim for an estimate and for what nobody has stated."""
    return "dim" if fact.status in ("estimated", "unknown") else ""


def _visa_parts(standing: Standing) -> list[Part | str]:
    facts = [(name, fact_of(standing, f"visa_{kind}")) for kind, name in VISA_NAMES.items()]
    first, *others = [(f"{name} {_said(fact)}", _tone(fact)) for name, fact in facts]
    return [first, " · ", *others]


def _there(standing: Standing) -> str:
    words = standing.there.words
    return f"{words}; it counts as a wish, never as a chance" if words else ""


def _mark_words(standing: Standing) -> str:
    mark = standing.mark
    return ": ".join(filter(None, (mark.mark, mark.note))) if mark else ""


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


def _asked(gates: Iterable[Verdict], who: Applicant) -> list[Verdict]:
    """The gates without that of Step 3, where it was not passed and nobody asks for it."""
    is_asked = bool(passed(who.step3))
    return [gate for gate in gates if is_asked or (gate.rule, gate.outcome) != ("step3", "pass")]


def _gate_rows(gates: Iterable[Verdict]) -> list[tuple[str, list[Part | str]]]:
    """Failed gates in words, then what is not known and what is passed by name."""
    failed = "; ".join(gate.detail for gate in gates if gate.outcome == "fail")
    asked, met = (
        ", ".join(gate_words(gate.rule) for gate in gates if gate.outcome == outcome)
        for outcome in ("unknown", "pass")
    )
    rows = (("Closed", "fail", failed), ("Ask", "unknown", asked), ("Passed", "pass", met))
    return [
        (label, [(f"{GATE_SIGNS[outcome]} {words}", GATE_TONES[outcome])])
        for label, outcome, words in rows
        if words
    ]


def all_lines(standing: Standing, coach: Coach) -> list[Line]:
    """Everything behind one program: reasons, gates, facts with source and year."""
    program = standing.program
    place = f"{program.specialty} · {program.city}, {program.state} · ACGME {program.id}"
    near = coach.profile.applicant.near
    miles = coach.programs.miles(program) if near else None
    about = labelled(
        ("Near", f"{miles:.0f} miles from {near}, as the crow flies" if miles is not None else ""),
        ("There", _there(standing)),
        ("Post", post_words(standing, coach)),
        ("Caution", [(program.caution, "warn")] if program.caution else ""),
        ("Ended", [(program.closing.what, "warn")] if program.closing else ""),
        ("Marked", _mark_words(standing)),
    ) + tie_lines(tie_in_list(coach, standing), len(UNNAMED) + len(TRIED))
    why = [_reason_lines(standing.assessment), chance_lines(standing, coach)]
    why += [change_lines(standing, coach), _gate_lines(standing.assessment.gates)]
    facts = [_fact_lines(program, coach), _source_lines(program, coach)]
    return parted([head(program.name), Line.of(place, "dim"), *about], *why, *facts)


def _reason_lines(assessment: Assessment) -> list[Line]:
    """The score, part by part, and how much of it rests on stated facts."""
    lines = [head(f"Score {assessment.score:.1f}: the parts add up to it")]
    for reason in assessment.reasons:
        fact = reason.evidence
        tail = f" ({known(fact)})" if fact and fact.status != "unknown" else ""
        amount = f"{reason.contribution:+.1f}" if reason.contribution else DOT
        lines.append(Line.labelled(amount, reason.text, (tail, "dim")))
    means = (
        f"By your wishes alone, without the prospects, it is {assessment.fit or 0:.0f} of 100. "
        f"{assessment.coverage:.0%} of your weights rest on stated facts; estimates carry ~ "
        "and their range, and lose to any fact that you read."
    )
    return [*lines, Line.of(means, "dim", indent=2)]


def _gate_lines(gates: Iterable[Verdict]) -> list[Line]:
    lines = [head("Gates")]
    for gate in gates:
        name = f"{GATE_SIGNS[gate.outcome]} {gate_words(gate.rule)}"
        sure = f" ({known(gate.evidence)})" if gate.evidence.value is not None else ""
        lines.append(Line.labelled(name, (gate.detail, GATE_TONES[gate.outcome]), (sure, "dim")))
    return lines


def _fact_lines(program: Program, coach: Coach) -> list[Line]:
    lines = [head("Facts")]
    for field, stated in facts_of(program, coach.programs.facts_of(program.id)).items():
        fact, words = FACTS[field], fact_words(stated)
        is_silent = stated.status == "unknown" and not stated.note
        about = [fact.label] * (fact.label != fact.short) + [known(stated)] * (not is_silent)
        sure = f"  {'; '.join(about)}" if about else ""
        lines.append(Line.labelled(fact.short, (words, _tone(stated)), (sure, "dim")))
    fill = (
        f"{program.filled} of {program.offered} places filled, Matches 2018-2022; says little "
        "about how easy it is"
    )
    return lines + labelled(("fill", fill if program.offered else ""), ("website", program.website))


def _source_lines(program: Program, coach: Coach) -> list[Line]:
    sources = coach.library.sources
    ended = program.closing.source.split(";") if program.closing else ()
    titles = [sources[key].title for key in (*program.sources, *ended) if key in sources]
    advice = (
        f"General information as of {program.list_year}, not legal advice. For your case ask "
        "the program, ECFMG or a lawyer."
    )
    lines = [Line.of(title, "dim", indent=2, hang=2) for title in titles]
    return [head("Sources"), *lines, Line.of(advice, "dim", indent=2)]
