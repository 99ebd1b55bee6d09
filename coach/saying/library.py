"""A resource in words: in short for the pane below the list, and whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.records import STAGES, Assessment, Hit, Resource
from coach.saying.text import Line, head, labelled, notes, parted, rows
from coach.subjects.coach import Coach
from coach.wording import STATUS_WORDS

ADDRESS: Final = {"verified": "seen", "unverified": "not checked", "none": "none"}


def found(coach: Coach, hits: Sequence[Hit]) -> list[Line]:
    """What a search found, best first."""
    if not hits:
        return notes("Nothing fits. Try other words, or an abbreviation.")
    return rows(f"{hit.kind:9} {hit.title[:60]:60} {hit.why}"[:119] for hit in hits)


def resource_in_short(resource: Resource, helps: str = "") -> list[Line]:
    """What it is for and how to use it, in few bytes; `helps`: the task of this week it is for."""
    use = Line.of(resource.what_for, indent=2)
    return [*labelled(("For", helps)), use, Line.labelled("Tip", resource.tip)]


def about_resource(resource: Resource, assessment: Assessment, helps: str = "") -> list[Line]:
    """Everything behind one resource."""
    sure = f"{STATUS_WORDS[resource.status]} · {resource.as_of}"
    source = f"{resource.source} · {sure} · address {ADDRESS[resource.url_status]}"
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
