"""What changed under decisions between two releases, as a recall of a drug names who took it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from coach.records import Correction, Decision, Notice, Recall, Said, Stand, Stated, Thing, replace

Book = Mapping[Thing, Said]
"""What a release says, by kind and key."""
SURE: Final = ("confirmed", "official", "quoted", "second-hand")
"""Statuses of what somebody stated; another one in their place takes sureness back."""
NEWS: Final = ("positions", "img_share", "interviews")
"""Figures of a year: those of a later one are news, and leave the earlier true."""
NOTHING: Final = Said("", {}, {})
Earlier = Mapping[tuple[str, str, str], Mapping[str, Recall]]


def recalls(
    before: Book, after: Book, decisions: Iterable[Decision], still_open: Sequence[Recall] = ()
) -> tuple[Recall, ...]:
    """Every value under a decision that `after` contradicts, takes back or is less sure of.

    `still_open`: what was recalled before `before` and not looked at yet: such a decision stands
    on what was said then.
    """
    earlier: dict[tuple[str, str, str], dict[str, Recall]] = {}
    for recall in still_open:
        place = recall.decision, recall.kind, recall.key
        earlier.setdefault(place, {})[recall.field] = recall
    return tuple(
        recall
        for decision in decisions
        for stand in _stands(decision, earlier)
        for recall in _of(decision, stand, (before, after), earlier)
    )


def _stands(decision: Decision, earlier: Earlier) -> Iterator[Stand]:
    """What it stands on, also what led to it before: a rule of a task that is gone."""
    yield from decision.stands
    known = {(stand.kind, stand.key) for stand in decision.stands}
    for name, kind, key in earlier:
        if name == decision.id and (kind, key) not in known:
            yield Stand(kind, key)


def _of(
    decision: Decision, stand: Stand, books: tuple[Book, Book], earlier: Earlier
) -> Iterator[Recall]:
    old, new = (book.get((stand.kind, stand.key)) for book in books)
    known = earlier.get((decision.id, stand.kind, stand.key), {})
    stood = (old or NOTHING).fields | {name: recall.was for name, recall in known.items()}
    told, title = (new or NOTHING).fields, (new or old or NOTHING).title
    for name in filter(stand.has, stood):
        now = told.get(name, Stated())
        if differs(name, stood[name], now):
            place = decision.id, stand.kind, stand.key, name
            yield Recall(*place, title, stood[name], now, gone=new is None)


def differs(name: str, was: Stated, now: Stated) -> bool:
    """Whether what was said does not hold any more, or is not as sure."""
    if not was.value:
        return False
    if same(was, now):
        return was.status in SURE and now.status not in SURE
    return not (name in NEWS and now.value and now.as_of > was.as_of)


def same(was: Stated, now: Stated) -> bool:
    """Whether two values say the same: words and figures count, not how they are set."""
    texts = (each.value.casefold() for each in (was, now))
    first, second = (re.findall(r"\w+", text) for text in texts)
    return first == second


def notices(listed: Iterable[Recall], decisions: Sequence[Decision]) -> list[Notice]:
    """The recalls by thing, with the decisions that still stand, in their order."""
    standing = {decision.id: decision for decision in decisions}
    by_thing: dict[Thing, list[Recall]] = {}
    for recall in listed:
        if recall.decision in standing:
            by_thing.setdefault((recall.kind, recall.key), []).append(recall)
    return [_notice(thing, group, standing) for thing, group in by_thing.items()]


def _notice(thing: Thing, group: Sequence[Recall], standing: Mapping[str, Decision]) -> Notice:
    changes = dict.fromkeys(replace(recall, decision="") for recall in group)
    stood = dict.fromkeys(recall.decision for recall in group)
    first = group[0]
    by = tuple(standing[name] for name in stood)
    return Notice(*thing, first.title or by[0].title, first.gone, (*changes,), by)


def why_of(notice: Notice, corrections: Iterable[Correction]) -> str:
    """Why it was corrected, where somebody wrote that down of what is said now."""
    changes = {recall.field: recall.now.value for recall in notice.recalls}
    return " ".join(
        each.why
        for each in corrections
        if (each.kind, each.key) == (notice.kind, notice.key)
        and (not each.part or changes.get(each.part) == each.new)
    )
