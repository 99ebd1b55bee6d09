"""`coach programs` and `coach fact`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated

from coach.cli.answer import Answer, chance, fact, picked, visa_fact
from coach.records import Assessment, CoachError, Verdict
from coach.saying.program import ranked_row
from coach.saying.text import rows
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.subjects.programs import FACTS, TIERS, Standing
from coach.wording import CHANCE_MEANS


def programs(
    coach: Coach,
    specialty: Annotated[tuple[str, ...], Opt("a specialty (repeat)", "S")] = (),
    state: Annotated[tuple[str, ...], Opt("a state (repeat)", "ST")] = (),
    tier: Annotated[str | None, Opt("reach, target or safer", "T", choices=TIERS)] = None,
    limit: Annotated[int | None, Opt("at most N programs", "N", low=1)] = None,
    failing: Annotated[bool, Opt("also those that a gate fails", flag="--all")] = False,
) -> Answer:
    """Ranked programs that no gate fails; with --all those a gate fails too."""
    names = coach.profile.names
    specialties = _known(specialty, names.specialties, "specialty")
    states = _known(state, names.states, "state")
    if not (specialties or coach.profile.applicant.specialties or failing):
        raise CoachError(
            'No specialty yet: add --specialty "Internal Medicine", or '
            '`coach profile set specialties="Internal Medicine"`.'
        )
    ranked = coach.programs.ranked(specialties if specialties or failing else None, states)
    fitting = [
        standing
        for standing in ranked
        if (failing or not standing.numbers.failed) and tier in (None, standing.numbers.tier)
    ]
    shown = fitting[:limit]
    notes = []
    if closed := sum(standing.numbers.failed for standing in ranked if not failing):
        notes.append(f"{closed} of {len(ranked)} are left out: a gate fails; --all adds them.")
    if shown and shown[0].numbers.chance:
        notes.append(f"Chance of an invitation: {CHANCE_MEANS}")
    data = {"programs": [program_data(coach, each) for each in shown], "count": len(fitting)}
    text = rows(ranked_row(place, each) for place, each in enumerate(shown, 1))
    return Answer(data, text, notes)


def _known(words: Iterable[str], names: Mapping[str, str], what: str) -> list[str]:
    known = []
    for word in words:
        if word.lower() not in names:
            raise CoachError(f"“{word}” is not a known {what}.")
        known.append(names[word.lower()])
    return known


def program_data(coach: Coach, standing: Standing) -> dict[str, object]:
    """One program in the promised keys."""
    program, assessment = standing.program, standing.assessment
    facts = coach.programs.known_facts(program.id)
    return {
        **picked(program, "program_id=id name city state specialty"),
        "mark": standing.mark.mark if standing.mark else None,
        "chance": chance(standing.numbers.chance),
        "tier": standing.numbers.tier or None,
        **assessment_data(assessment),
        "facts": {
            name: visa_fact(coach, evidence) if name.startswith("visa") else fact(evidence)
            for name, evidence in facts.items()
        },
    }


def assessment_data(assessment: Assessment) -> dict[str, object]:
    """Score, fit, gates and reasons in the promised keys."""
    return {
        "score": round(assessment.score, 2),
        "fit": None if assessment.fit is None else round(assessment.fit, 2),
        "coverage": round(assessment.coverage, 3),
        "gates": [_gate(gate) for gate in assessment.gates],
        "reasons": [
            {"text": reason.text, "contribution": round(reason.contribution, 4)}
            for reason in assessment.reasons
        ],
    }


def _gate(gate: Verdict) -> dict[str, object]:
    return picked(
        gate,
        "rule outcome detail status=evidence.status source=evidence.source as_of=evidence.as_of",
    )


def record_fact(
    coach: Coach,
    program_id: Annotated[str, Opt("ACGME id, ten digits", "PROGRAM_ID")],
    field: Annotated[str, Opt(", ".join(FACTS), "FIELD")],
    value: Annotated[str, Opt("what you read; an empty value takes it back", "VALUE")],
    source: Annotated[str, Opt("where you read it", "TEXT")] = "",
    date: Annotated[str, Opt("the day you read it (default today)", "DAY")] = "",
) -> Answer:
    """Records a program fact that the applicant read."""
    before = coach.programs.standing(program_id)
    changed = coach.programs.record_fact(program_id, field, value, source, date)
    after = coach.programs.standing(program_id)
    lines = ["Nothing to change."]
    if changed:
        lines = [
            f"Recorded for {after.program.name}: score {before.assessment.score:.0f} → "
            f"{after.assessment.score:.0f}."
        ]
    return Answer({"changed": changed, "program": program_data(coach, after)}, rows(lines))
