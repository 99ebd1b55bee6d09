"""A pasted list in words: what is kept, what was kept before, what must be asked."""

from __future__ import annotations

from typing import Final

from coach.records import Entry
from coach.saying.text import Line, head
from coach.subjects.coach import Coach
from coach.subjects.pasting import Meant, Pasted, Taken
from coach.wording import counted

LEFT: Final = "Left out, for the no or maybe behind it"
SHOWN: Final = 40
"""Lines of each kind that are named."""


def paste(coach: Coach, pasted: Pasted) -> list[Line]:
    """What became of the list."""
    lines = [head(_summary(pasted))]
    lines += [Line.of(f"+ {_program(each.sure)}", indent=2) for each in pasted.new[:SHOWN]]
    lines += _listed("Kept before", [_program(each.sure) for each in pasted.known])
    lines += _listed("Further now", list(pasted.changed))
    lines += _listed(LEFT, [each.line for each in pasted.decided])
    if pasted.asked:
        lines += [Line(), head("Not taken; write a specialty, a town or the ACGME number with it:")]
        lines += [Line.of(_asked(each), indent=2, hang=2) for each in pasted.asked[:SHOWN]]
    return lines


def take(coach: Coach, kept: int) -> list[Line]:
    """How many were taken over."""
    rest = "undo takes them back" if kept else "none is marked that is not kept already"
    return [Line.of(f"{counted(kept, 'application')} added; {rest}.")]


def taken(kept: Taken, state: str) -> str:
    """How many are new, and which of those that were kept are further now."""
    names, more = ", ".join(kept.changed[:2]), len(kept.changed) - 2
    names += f" and {more} more" * (more > 0)
    new = [f"{counted(kept.new, 'application')} added"] * bool(kept.new)
    return "; ".join([*new, *[f"{names}: now {state}"] * bool(names)])


def _summary(pasted: Pasted) -> str:
    new = counted(len(pasted.new), "application")
    return f"{new} {'added; undo takes them back' if pasted.kept else 'to add'}"


def _listed(title: str, names: list[str]) -> list[Line]:
    return [Line(), Line.of(f"{title}: {'; '.join(names)}", hang=2)] if names else []


def _program(entry: Entry | None) -> str:
    return f"{_name(entry)} · {entry.extra}" if entry else ""


def _name(entry: Entry) -> str:
    return entry.title.removesuffix(" Program")


def _asked(meant: Meant) -> str:
    likely = "; ".join(_program(each) for each in meant.likely[:3])
    return f"“{meant.line}” ({meant.reason}): {likely or 'like no program that we know'}"


def nearest(coach: Coach, meant: Meant) -> list[str]:
    """The numbers of the programs that a line may mean."""
    return [each.id for each in meant.likely]


def likely_names(meant: Meant) -> dict[str, str]:
    """The programs that a line may mean, by number: first what tells them apart, which a narrow
    screen does not cut."""
    parts = [(*reversed(each.extra.split(" · ")), _name(each)) for each in meant.likely]
    differ = [len({*column}) > 1 for column in zip(*parts, strict=True)]
    ordered = (sorted(zip(differ, row, strict=True), key=lambda part: not part[0]) for row in parts)
    rows = (" · ".join(text for _, text in row) for row in ordered)
    return {each.id: row for each, row in zip(meant.likely, rows, strict=True)}
