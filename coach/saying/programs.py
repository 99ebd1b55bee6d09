"""What commands answer of programs: the ranking, a fact that was read, all behind a score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from coach.records import Applicant, CoachError, Evidence
from coach.rules.fields import FACTS
from coach.rules.visas import certainty
from coach.saying.chance import late_words
from coach.saying.library import about_resource
from coach.saying.program import all_lines, ranked_rows
from coach.saying.starting import advanced_note
from coach.saying.task import elsewhere_lines, task_lines
from coach.saying.text import Answer, Line, notes, rows
from coach.saying.ties import tie_in_list
from coach.scoring.chance import TIER_ALIASES, TIERS
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.subjects.programs import Standing, opened_by_step3
from coach.subjects.road import Dated
from coach.wording import CHANCE_MEANS


def programs(
    coach: Coach,
    specialty: Annotated[tuple[str, ...], Opt("a specialty (repeat)", "S")] = (),
    state: Annotated[tuple[str, ...], Opt("a state (repeat)", "ST")] = (),
    tier: Annotated[str | None, Opt("likelier, usual or reach", "T")] = None,
    limit: Annotated[int | None, Opt("at most N programs", "N", low=1)] = None,
    failing: Annotated[bool, Opt("also those that a gate fails", flag="--all")] = False,
) -> Answer:
    """Ranked programs that no gate fails; with --all those a gate fails too."""
    ranked = _ranked(coach, specialty, state, failing)
    wanted = _tier(tier) if tier else None
    opened = (each for each in ranked if failing or not each.numbers.failed)
    fitting = [each for each in opened if wanted in (None, each.numbers.tier)]
    shown = fitting[:limit]
    remarks = []
    if closed := sum(standing.numbers.failed for standing in ranked if not failing):
        remarks.append(f"{closed} of {len(ranked)} are left out: a gate fails; --all adds them.")
    remarks += filter(None, [advanced_note(shown, coach)])
    if shown and shown[0].numbers.chance:
        remarks.append(f"Chance of an invitation: {CHANCE_MEANS}")
        if late := late_words(coach.applying.stand):
            remarks.append(f"That is of applications in time; {late}.")
    data = {"programs": shown, "count": len(fitting)}
    text = ranked_rows(shown, coach)
    if not shown and (why := all_closed(ranked, coach.profile.applicant)):
        text = [Line.of(why)]
    return Answer(data, [*text, *notes(*remarks)])


def all_closed(ranked: Sequence[Standing], who: Applicant) -> str:
    """Why no program is open, by the gate that fails at the first, and what opens how many; ""
    while one is."""
    if not ranked or not all(standing.numbers.failed for standing in ranked):
        return ""
    gates = ranked[0].assessment.gates
    why = next(gate.detail for gate in gates if gate.outcome == "fail")
    opened = opened_by_step3(ranked, who)
    return f"All {len(ranked)} programs fail a gate, the first of them: {why}.{opened}"


def _tier(word: str) -> str:
    """A tier by its name, or by what others call it. Raises CoachError."""
    tier = TIER_ALIASES.get(word.lower(), word.lower())
    if tier not in TIERS:
        raise CoachError(f"“{word}” is not a tier; they are {', '.join(TIERS)}.")
    return tier


def _ranked(
    coach: Coach, specialty: Iterable[str], state: Iterable[str], failing: bool
) -> list[Standing]:
    names = coach.profile.names
    specialties = _known(specialty, names.specialties, "specialty")
    states = _known(state, names.states, "state")
    if not (specialties or coach.profile.applicant.specialties or failing):
        raise CoachError(
            'No specialty yet: add --specialty "Internal Medicine", or '
            '`coach profile set specialties="Internal Medicine"`.'
        )
    ranked = coach.programs.ranked(specialties if specialties or failing else None, states)
    return ranked + coach.programs.closed(specialties, states) if failing else ranked


def _known(words: Iterable[str], names: Mapping[str, str], what: str) -> list[str]:
    known = []
    for word in words:
        if word.lower() not in names:
            raise CoachError(f"“{word}” is not a known {what}.")
        known.append(names[word.lower()])
    return known


def facts(coach: Coach, standing: Standing) -> dict[str, object]:
    """What is known of a program; of a visa, how probable it is that it is offered today."""
    known = coach.programs.known_facts(standing.program.id)
    visas = {field: _visa(coach, fact) for field, fact in known.items() if "visa" in field}
    return {**known, **visas}


def _visa(coach: Coach, fact: Evidence) -> dict[str, object]:
    probability = certainty(fact, coach.today)
    rest = {key: getattr(fact, key) or None for key in ("source", "as_of", "note")}
    sure = None if probability is None else round(probability, 3)
    return {"value": fact.value, "probability": sure, "status": fact.status, **rest}


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
    scores = f"{before.assessment.score:.0f} → {after.assessment.score:.0f}"
    words = f"Recorded for {after.program.name}: score {scores}."
    line = words if changed else "Nothing to change."
    return Answer({"changed": changed, "program": after}, rows([line]))


def explain(
    coach: Coach, key: Annotated[str, Opt("of a program, a task or a resource", "ID")]
) -> Answer:
    """Everything behind one score."""
    data: dict[str, object] = {"id": key}
    if coach.programs.known(key):
        standing = coach.programs.standing(key)
        equal = tie_in_list(coach, standing)
        others = [each.program.id for each in equal.others]
        tied = {"with": others, "apart_by": equal.apart_by}
        data |= {"kind": "program", "*": standing, "tied": tied}
        text = all_lines(standing, coach)
    elif step := coach.road.plan.step(key):
        task = step.task
        line = coach.week.plan().line(task.key)
        data |= {"kind": "task", "*": Dated(step), "**": coach.road.assessment(step)}
        data |= {"how": task.how, "why": task.why, "as_of": task.as_of or None}
        data["before"] = line.before if line else None
        text = task_lines(coach, step)
    elif key in coach.road.tasks:
        task = coach.road.tasks[key]
        data |= {"kind": "task", "title": task.title, "how": task.how, "why": task.why}
        text = elsewhere_lines(coach, task)
    elif key in coach.library.catalogue:
        resource, assessment = coach.library.resource(key)
        official = resource.kind == "official"
        data |= {"kind": "resource", "*": resource, "**": assessment, "official": official}
        text = about_resource(coach, resource, assessment)
    else:
        raise CoachError(f"There is nothing with the id {key}; `coach search` finds ids.")
    return Answer({"assessment": data}, text)
