"""`coach programs` and `coach fact`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from coach.cli.answer import Answer, chance, fact, visa_fact
from coach.records import Assessment, CoachError, Gate
from coach.scoring.chance import TIERS
from coach.scoring.evidence import LABELS, facts_of
from coach.subjects.coach import Coach
from coach.subjects.programs import Standing
from coach.wording import CHANCE_MEANS, chance_words


def add_programs(parser: ArgumentParser) -> None:
    """Options of `coach programs`."""
    parser.add_argument("--specialty", action="append", metavar="S", help="a specialty (repeat)")
    parser.add_argument("--state", action="append", metavar="ST", help="a state (repeat)")
    parser.add_argument("--tier", metavar="T", choices=TIERS, help="reach, target or safer")
    parser.add_argument("--limit", type=int, metavar="N", help="at most N programs")
    parser.add_argument("--all", action="store_true", help="also those that a gate fails")


def programs(coach: Coach, args: Namespace) -> Answer:
    """Ranked programs that no gate fails; with --all those a gate fails too."""
    if args.limit is not None and args.limit < 1:
        raise CoachError("--limit should be 1 or more.")
    names = coach.profile.names
    specialties = _known(args.specialty, names.specialties, "specialty")
    states = _known(args.state, names.states, "state")
    if specialties is None and not coach.profile.applicant.specialties and not args.all:
        raise CoachError(
            'No specialty yet: add --specialty "Internal Medicine", or '
            '`coach profile set specialties="Internal Medicine"`.'
        )
    if specialties is None and args.all:
        specialties = []
    ranked = coach.programs.ranked(specialties, states or ())
    open_ones = ranked if args.all else [one for one in ranked if not one.numbers.failed]
    if args.tier:
        open_ones = [one for one in open_ones if one.numbers.tier == args.tier]
    shown = open_ones[: args.limit]
    notes = []
    if closed := sum(one.numbers.failed for one in ranked if not args.all):
        notes.append(f"{closed} of {len(ranked)} are left out: a gate fails; --all adds them.")
    if shown and shown[0].numbers.chance:
        notes.append(f"Chance of an invitation: {CHANCE_MEANS}")
    data = {"programs": [program_data(coach, one) for one in shown], "count": len(open_ones)}
    return Answer(data, [_line(place, one) for place, one in enumerate(shown, 1)], notes)


def _known(given: list[str] | None, names: Any, what: str) -> list[str] | None:
    if given is None:
        return None
    found = []
    for word in given:
        if word.lower() not in names:
            raise CoachError(f"“{word}” is not a known {what}.")
        found.append(names[word.lower()])
    return found


def program_data(coach: Coach, standing: Standing) -> dict[str, Any]:
    """One program in the promised keys."""
    program, assessment = standing.program, standing.assessment
    facts = facts_of(program, coach.programs.facts_of(program.id))
    return {
        "program_id": program.id,
        "name": program.name,
        "city": program.city,
        "state": program.state,
        "specialty": program.specialty,
        "mark": standing.mark.mark if standing.mark else None,
        "chance": chance(standing.numbers.chance),
        "tier": standing.numbers.tier or None,
        **assessment_data(assessment),
        "facts": {
            name: visa_fact(one, coach.today) if name.startswith("visa") else fact(one)
            for name, one in facts.items()
        },
    }


def assessment_data(assessment: Assessment) -> dict[str, Any]:
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


def _gate(gate: Gate) -> dict[str, Any]:
    return {
        "rule": gate.rule,
        "outcome": gate.outcome,
        "detail": gate.detail,
        "status": gate.evidence.status,
        "source": gate.evidence.source or None,
        "as_of": gate.evidence.as_of or None,
    }


def _line(place: int, standing: Standing) -> str:
    program, numbers = standing.program, standing.numbers
    assessment = standing.assessment
    best = next((one.text for one in assessment.reasons if one.contribution > 0), "")
    failed = next((gate.detail for gate in assessment.gates if gate.outcome == "fail"), "")
    name = program.name.removesuffix(" Program")[:38]
    return (
        f"{place:4} {name:38} {program.state} {numbers.score:3.0f} "
        f"{chance_words(numbers):>9}  {failed and 'no: ' + failed or best}  {program.id}"
    )


def add_fact(parser: ArgumentParser) -> None:
    """Options of `coach fact`."""
    parser.add_argument("program_id")
    parser.add_argument("field", help=", ".join(LABELS))
    parser.add_argument("value", help="what you read; an empty value takes it back")
    parser.add_argument("--source", default="", help="where you read it")
    parser.add_argument("--date", default="", help="the day you read it (default today)")


def record_fact(coach: Coach, args: Namespace) -> Answer:
    """Records a program fact that the applicant read."""
    before = coach.programs.standing(args.program_id)
    changed = coach.programs.record_fact(
        args.program_id, args.field, args.value, args.source, args.date
    )
    after = coach.programs.standing(args.program_id)
    lines = ["Nothing to change."]
    if changed:
        lines = [
            f"Recorded for {after.program.name}: score {before.assessment.score:.0f} → "
            f"{after.assessment.score:.0f}."
        ]
    return Answer({"changed": changed, "program": program_data(coach, after)}, lines)
