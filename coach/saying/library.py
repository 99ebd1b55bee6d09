"""A resource in words: in short for the pane below the list, and whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.records import STAGES, Assessment, Hit, Resource
from coach.saying.text import Line, notes, rows
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
    lines = [Line.of(resource.what_for, indent=2), Line.labelled("Tip", resource.tip)]
    return [Line.labelled("For", helps), *lines] if helps else lines


def about_resource(resource: Resource, assessment: Assessment, helps: str = "") -> list[Line]:
    """Everything behind one resource."""
    stages = ", ".join(STAGES[stage].lower() for stage in resource.stages)
    sure = f"{STATUS_WORDS[resource.status]} · {resource.as_of}"
    lines = [
        Line.of(resource.name, "strong"),
        Line(),
        *resource_in_short(resource, helps),
        Line.labelled("Where", resource.url or "no address of its own"),
        Line.labelled("Cost", f"{resource.cost} · {resource.kind}"),
        Line.labelled("Stages", stages),
    ]
    if resource.synonyms:
        lines.append(Line.labelled("Also", ", ".join(resource.synonyms[:4])))
    source = f"{resource.source} · {sure} · address {ADDRESS[resource.url_status]}"
    lines.append(Line.labelled("Source", (source, "dim")))
    if resource.kind == "community":
        lines.append(Line.labelled("Note", "people's own words, not an official source"))
    lines += [Line(), Line.of(f"Score {assessment.score:.0f}: why it stands here", "strong")]
    return lines + [
        Line.labelled(f"{reason.contribution:+.0f}", reason.text) for reason in assessment.reasons
    ]
