"""The rules for a person, as they stand on this day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coach.records import Held
from coach.saying.text import ARROW, GATE_SIGNS, Line
from coach.subjects.coach import Coach
from coach.subjects.profile import FIELDS
from coach.wording import known

HEADS = {
    "broken": "Needs you now",
    "warns": "Ahead of you",
    "unknown": "Not answered yet",
    "pass": "Nothing to do",
}
"""The head over the rules of each outcome."""
LABELS = {field.key: field.label for field in FIELDS if set("_.") & set(field.key)}
KEYS = "|".join(map(re.escape, sorted(LABELS, key=len, reverse=True)))
"""Keys of answers that are no plain words, the longest first; a pattern compiled when used."""
LAW = "General information, not legal advice; ask ECFMG, the hospital or a lawyer."


def rules(coach: Coach, listed: Sequence[Held]) -> list[Line]:
    """Every rule with what it says and the way on, under a head for each outcome."""
    lines: list[Line] = []
    outcome = ""
    for held in listed:
        if held.outcome != outcome:
            outcome = held.outcome
            lines += [*([Line()] if lines else []), Line.of(HEADS[outcome], "strong")]
        if outcome == "pass":
            lines.append(Line.of(f"{GATE_SIGNS[outcome]} {held.detail}", "dim", hang=2))
            continue
        tone = "" if outcome == "unknown" else "warn"
        title = coach.library.named(held.evidence.source)
        lines += [
            Line(((f"{GATE_SIGNS[outcome]} ", tone), (held.title, ""))),
            Line.of(held.detail, indent=2),
            Line.of(f"{ARROW} {way_on(held)}", indent=2, hang=2),
            Line.of(f"{title}, {known(held.evidence)}", "dim", indent=2),
        ]
    return [*lines, Line(), Line.of(LAW, "dim")]


def way_on(held: Held) -> str:
    """The next step, as a page says it."""
    return labels(held.way_on)


def labels(words: str) -> str:
    """The words with answers of the profile by their labels."""
    return re.sub(KEYS, lambda key: f"“{LABELS[key[0]]}”", words)


def broken(coach: Coach, others: str = "`coach rules`") -> list[Line]:
    """The first rule that presses and the way on; else nothing. `others`: how to see all of
    them."""
    listed = coach.profile.pressing
    if not listed:
        return []
    first, more = listed[0], len(listed) - 1
    rest = f" {more} more: {others}." if more else ""
    return [
        Line(((f"{GATE_SIGNS[first.outcome]} ", "warn"), (first.detail, "strong")), hang=2),
        Line.of(f"{ARROW} {way_on(first)}{rest}", indent=2, hang=2),
    ]


def needed(coach: Coach, where: str = "`coach rules`") -> str:
    """That rules need the applicant, without a word on which: others read over the shoulder."""
    count = len(coach.profile.pressing)
    words = "1 rule needs" if count == 1 else f"{count} rules need"
    return f"{words} you: {where}" if count else ""
