"""Papers and forms in the state: what is on file, held against each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from operator import attrgetter
from typing import Final

from coach.logs.documents import DOCUMENTS
from coach.logs.experience import EXPERIENCE
from coach.logs.forms import FILED
from coach.prepare.claims import OnFile
from coach.prepare.rotations import gaps
from coach.prepare.values import Around
from coach.profile.fields import BY_KEY
from coach.profile.meaning import known_choices
from coach.records.spelling import folded
from coach.state.state import State

OUTSIDE: Final = ("no", "none", "nil", "not", "na", "outside", "without")
"""With what somebody begins who has no status."""


def on_file(state: State) -> OnFile:
    """Everything that is held against each other today."""
    facts, who, today = state.facts, state.applicant, state.today
    entries = state.kept(EXPERIENCE).values()
    is_dated = any(entry.since for entry in entries)
    in_list = attrgetter("order")
    return OnFile(
        applicant=who,
        documents=sorted(state.kept(DOCUMENTS).values(), key=in_list),
        filed=sorted(state.kept(FILED).values(), key=in_list),
        fields=facts.form_fields,
        rules=facts.rules,
        around=Around(facts.countries, _statuses),
        gaps=gaps(entries, who.graduation_date, today) if is_dated else (),
        today=today,
        season=state.season,
        kinds={field.key: field.kind for field in facts.form_fields},
    )


@cache
def _written() -> Mapping[str, list[str]]:
    """The values of `us_status` by each way to write them, without blanks."""
    values: dict[str, list[str]] = {}
    for form in known_choices(BY_KEY["us_status"]).forms:
        values.setdefault(form.bare, []).append(form.value)
    return values


def _statuses(text: str) -> Collection[str]:
    """The words of `us_status` that a text names, by its longest part that is surely one."""
    words = folded(text).replace("n a", "na").split()
    if words[:1] and (words[0] in OUTSIDE or "no visa" in " ".join(words)):
        return ("abroad",)
    for size in range(len(words), 0, -1):
        parts = ("".join(words[at : at + size]) for at in range(len(words) - size + 1))
        if named := [value for part in parts for value in _written().get(part, ())]:
            return named
    return ()
