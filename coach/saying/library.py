"""A resource in words: in short for the pane below the list, and whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.records import STAGES, Assessment, Hit, Resource
from coach.saying.names import ProgramNames
from coach.saying.table import LEAST_TITLE, Col, table
from coach.saying.text import ROOM, Line, head, labelled, notes, parted
from coach.subjects.coach import Coach
from coach.wording import STATUS_WORDS, specialty_letters

LEAST_WHY: Final = 26
"""Cells in which nearly all say whole why they were found."""
ADDRESS: Final = {"verified": "seen", "unverified": "not checked", "none": "none"}


def found(coach: Coach, hits: Sequence[Hit]) -> list[Line]:
    """What a search found, best first."""
    if not hits:
        return notes("Nothing fits. Try other words, or an abbreviation.")
    names, told = told_apart(coach, hits)
    title, why = Col(least=LEAST_TITLE, shorten=names.short), Col(least=LEAST_WHY)
    return table((Col(left=True), title, why), told, ROOM, gap=1)


def told_apart(
    coach: Coach, hits: Sequence[Hit]
) -> tuple[ProgramNames, list[tuple[str, str, str]]]:
    """What a search found as kind, title and why; programs by names that tell them apart, with
    specialty, town and state in few cells."""
    programs = {hit.id: coach.programs.known(hit.id) for hit in hits if hit.kind == "program"}
    names = ProgramNames(filter(None, programs.values()))
    told = []
    for hit in hits:
        title, why = hit.title, hit.why
        if program := programs.get(hit.id):
            letters = specialty_letters(coach.programs.specialties[program.specialty])
            title = names.whole(program)
            why = why if program.closing else f"{letters} · {program.city}, {program.state}"
        told.append((hit.kind, title, why))
    return names, told


def resource_in_short(resource: Resource, helps: str = "") -> list[Line]:
    """What it is for and how to use it, in few bytes; `helps`: the task of this week it is for."""
    use = Line.of(resource.what_for, indent=2)
    return [*labelled(("For", helps)), use, Line.labelled("Tip", resource.tip)]


def about_resource(
    coach: Coach, resource: Resource, assessment: Assessment, helps: str = ""
) -> list[Line]:
    """Everything behind one resource."""
    sure = f"{STATUS_WORDS[resource.status]} · {resource.as_of}"
    source = (
        f"{coach.library.named(resource.source)} · {sure} · address {ADDRESS[resource.url_status]}"
    )
    hearsay = resource.kind == "community"
    about = labelled(
        ("Where", resource.url or "no address of its own"),
        ("Cost", f"{resource.cost} · {resource.kind}"),
        ("Stages", ", ".join(STAGES[stage].lower() for stage in resource.stages)),
        ("Also", ", ".join(resource.synonyms[:4])),
        ("Source", [(source, "dim")]),
        ("Note", "people's own words, not an official source" if hearsay else ""),
    )
    reasons = ((f"{reason.contribution:+.0f}", reason.text) for reason in assessment.reasons)
    return parted(
        [head(resource.name)],
        [*resource_in_short(resource, helps), *about],
        [head(f"Score {assessment.score:.0f}: why it stands here"), *labelled(*reasons)],
    )
