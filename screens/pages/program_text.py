"""A program in words: in a few for the list, in eight lines below it, and in full."""

from __future__ import annotations

from coach.coach import Coach, Standing
from coach.profile.fields import WISHES
from coach.records import Evidence, Gate
from coach.scoring.evidence import LABELS, evidence, facts_of
from coach.scoring.gates import visa_answer, visa_wanted
from coach.wording import known, needs_first_year, track
from screens.widgets.detail import Line
from screens.widgets.style import Part, signs

SEPARATE_YEARS = ("A", "P")
"""Letters in the NRMP code of posts that are not the whole residency."""
VISA_NAMES = {"j1": "J-1", "h1b": "H-1B"}


def in_a_word(one: Standing, coach: Coach) -> str:
    """The two or three things that decide, for the list: `IMG 96 · J-1 said`."""
    failed = next((gate for gate in one.assessment.gates if gate.outcome == "fail"), None)
    if failed:
        return f"no: {failed.detail}"
    overlay = coach.overlay(one.program.id)
    share = evidence(one.program, "img_share", overlay)
    pieces = [f"IMG {float(share.value):.0f}" if share.value is not None else "IMG ?"]
    for kind in visa_wanted(coach.applicant):
        answer = visa_answer(evidence(one.program, f"visa_{kind}", overlay))
        said = {True: "said", False: "no", None: "ask"}[answer]
        pieces.append(f"{VISA_NAMES[kind]} {said}")
    if one.program.state in coach.applicant.ties:
        pieces.append(f"tie {one.program.state}")
    if needs_first_year(one.program):
        pieces.append("advanced")
    return " · ".join(pieces)


def short_lines(one: Standing, coach: Coach) -> list[Line]:
    """The pane below the list."""
    program, overlay = one.program, coach.overlay(one.program.id)
    positions = evidence(program, "positions", overlay)
    about = [program.kind] if program.kind else []
    if positions.value is not None:
        about.append(f"{float(positions.value):g} places a year ({positions.as_of})")
    if len(coach.applicant.specialties) != 1:
        about.insert(0, program.specialty)
    if one.mark:
        about.append(f"marked {one.mark.mark}")
    lines = [Line.labelled("Where", " · ".join([f"{program.city}, {program.state}", *about]))]
    if program.nrmp_code[7:8] in SEPARATE_YEARS:
        lines.append(Line.labelled("Post", track(program)))
    visa = " · ".join(
        f"{VISA_NAMES[kind]} {_said(evidence(program, f'visa_{kind}', overlay))}"
        for kind in ("j1", "h1b")
    )
    share = evidence(program, "img_share", overlay)
    said = f"{float(share.value):g} %, {known(share)}" if share.value is not None else "not stated"
    lines += [
        Line.labelled("Visa", visa),
        Line.labelled("IMG", said),
        Line.labelled("Score", *_score_parts(one)),
        Line.labelled("Gates", *_gate_parts(one.assessment.gates)),
    ]  # fmt: skip
    if program.caution:
        lines.append(Line.labelled("Caution", (program.caution, "warn")))
    return lines


def _said(fact: Evidence) -> str:
    if fact.value is None:
        return "ask: none listed" if fact.note else "not stated"
    return f"{fact.value} ({known(fact)})"


def _score_parts(one: Standing) -> list[Part | str]:
    """The parts by name, always in the same order: from row to row little more than figures
    changes on the line."""
    by_name = {reason.key: reason for reason in one.assessment.reasons}
    given = [by_name[name] for name in WISHES if name in by_name]
    counted = [f"+{one.contribution:.0f} {one.key}" for one in given if one.contribution >= 0.5]
    unknown = [one.key for one in given if one.evidence and one.evidence.value is None]
    parts: list[Part | str] = ["  ".join(counted)]
    if unknown:
        parts.append((f"  not stated: {', '.join(unknown)}", "dim"))
    return parts


def _gate_parts(gates: tuple[Gate, ...]) -> list[Part | str]:
    """Failed and unknown gates in words, passed ones by name."""
    parts: list[Part | str] = []
    for gate in gates:
        if gate.outcome == "fail":
            parts.append((f"{signs().no} {gate.detail}  ", "warn"))
    passed = [gate.rule.replace("_", " ") for gate in gates if gate.outcome == "pass"]
    asked = [gate.rule.replace("_", " ") for gate in gates if gate.outcome == "unknown"]
    if passed:
        parts.append((f"{signs().yes} {', '.join(passed)}", "good"))
    if asked:
        parts.append(f"  ? {', '.join(asked)}")
    return parts


def all_lines(one: Standing, coach: Coach) -> list[Line]:
    """Everything behind one program: reasons, gates, facts with source and year."""
    program, assessment = one.program, one.assessment
    place = f"{program.specialty} · {program.city}, {program.state} · ACGME {program.id}"
    lines = [Line.of(program.name, "strong"), Line.of(place, "dim")]
    if words := track(program):
        lines.append(Line.labelled("Post", words))
    if program.caution:
        lines.append(Line.labelled("Caution", (program.caution, "warn")))
    lines += [
        Line(),
        Line.of(f"Score {assessment.score:.1f}: the parts add up to it", "strong"),
    ]
    for reason in assessment.reasons:
        tail = f" ({known(reason.evidence)})" if reason.evidence else ""
        amount = f"{reason.contribution:+.1f}" if reason.contribution else signs().dot
        lines.append(Line.labelled(amount, reason.text, (tail, "dim")))
    lines += [
        Line.of(
            f"Fit {assessment.fit or 0:.0f} is the same without the IMG share. "
            f"{assessment.coverage:.0%} of your weights rest on known facts; what nobody has "
            "stated counts neither for nor against. No chance of an invitation is shown yet.",
            "dim", indent=2,
        ),
        Line(),
        Line.of("Gates", "strong"),
    ]  # fmt: skip
    outcome = {"pass": signs().yes, "fail": signs().no, "unknown": "?"}
    for gate in assessment.gates:
        name = f"{outcome[gate.outcome]} {gate.rule.replace('_', ' ')}"
        sure = f" ({known(gate.evidence)})" if gate.evidence.value is not None else ""
        lines.append(Line.labelled(name, gate.detail, (sure, "dim")))
    lines += [Line(), Line.of("Facts", "strong")]
    for field, fact in facts_of(program, coach.overlay(program.id)).items():
        value = "not stated" if fact.value is None else f"{fact.value}"
        sure = "" if fact.status == "unknown" and not fact.note else f" ({known(fact)})"
        lines.append(Line.labelled(LABELS[field], value, (sure, "dim")))
    if program.offered:
        lines.append(Line.labelled("fill", f"{program.filled} of {program.offered} places filled, "
                                   "Matches 2018-2022; says little about how easy it is"))
    if program.website:
        lines.append(Line.labelled("website", program.website))
    lines += [Line(), Line.of("Sources", "strong")]
    lines += [
        Line.labelled(key, (f"{coach.facts.sources[key].title}", "dim"))
        for key in program.sources
        if key in coach.facts.sources
    ]
    lines.append(Line.of(
        f"General information as of {program.list_year}, not legal advice. For your case ask the "
        "program, ECFMG or a lawyer.", "dim", indent=2))
    return lines
