"""Papers and forms in the state: what is on file, held against each other."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from coach.logs.documents import DOCUMENTS
from coach.logs.experience import EXPERIENCE
from coach.logs.forms import FILED
from coach.prepare.claims import OnFile
from coach.prepare.rotations import gaps
from coach.prepare.values import Around
from coach.profile.fields import BY_KEY
from coach.profile.meaning import known_of, names_of
from coach.records.spelling import folded
from coach.typed_words import Known

if TYPE_CHECKING:
    from coach.state.state import State

OUTSIDE: Final = ("no", "none", "nil", "not", "na", "outside", "without")
"""With what somebody begins who has no status."""


def on_file(state: State) -> OnFile:
    """Everything that is held against each other today."""
    facts, who, today = state.facts, state.applicant, state.today
    entries = state.kept(EXPERIENCE).values()
    is_dated = any(entry.since for entry in entries)
    status = known_of(BY_KEY["us_status"], names_of(facts))
    assert status is not None
    in_list = attrgetter("order")
    return OnFile(
        applicant=who,
        documents=sorted(state.kept(DOCUMENTS).values(), key=in_list),
        filed=sorted(state.kept(FILED).values(), key=in_list),
        fields=facts.form_fields,
        rules=facts.rules,
        around=Around(facts.countries, partial(_statuses, of=status)),
        gaps=gaps(entries, who.graduation_date, today) if is_dated else (),
        today=today,
        season=state.season,
        kinds={field.key: field.kind for field in facts.form_fields},
    )


def _statuses(text: str, of: Known) -> Collection[str]:
    """The words of `us_status` that a text names, by its longest part that is surely one."""
    words = folded(text).replace("n a", "na").split()
    if words[:1] and (words[0] in OUTSIDE or "no visa" in " ".join(words)):
        return ("abroad",)
    exact: dict[str, list[str]] = {}
    for form in of.forms:
        exact.setdefault(form.bare, []).append(form.value)
    for size in range(len(words), 0, -1):
        parts = ("".join(words[at : at + size]) for at in range(len(words) - size + 1))
        if named := [value for part in parts for value in exact.get(part, ())]:
            return named
    return ()
