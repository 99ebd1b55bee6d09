"""One act on many rows: one undo; a row that refuses is left as it was, and the others are done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from coach.records import CoachError, Record
from coach.state import State

Calls = Sequence[Callable[[], object]]
"""What is done to one row: acts of subjects, all of them or none."""


class Together(Record):
    """What it came to, by the keys of the rows."""

    done: tuple[str, ...]
    same: tuple[str, ...]
    """Those that were so already."""
    left: Mapping[str, str]
    """Those that refused, each with the reason."""
    results: Mapping[str, object] = {}
    """What the last act on each row that changed gave."""


def together(state: State, calls: Mapping[str, Calls], noun: str, called: str = "") -> Together:
    """Acts on many rows as one act, with this title of one of them, or that of the first,
    with how many of which `noun`."""
    results: dict[str, object] = {}
    same: list[str] = []
    left: dict[str, str] = {}
    with state.together() as whole:
        for key, acts in calls.items():
            try:
                with state.store.row():
                    answers = [act() for act in acts]
            except CoachError as error:
                left[key] = str(error)
            else:
                if any(answer is None or answer for answer in answers):
                    results[key] = answers[-1]
                else:
                    same.append(key)
        if len(results) > 1:
            whole.title = f"{verb(called or whole.title)}: {len(results)} {noun}"
    return Together(tuple(results), tuple(same), left, results)


def verb(title: str) -> str:
    """What was done, of the title of an act on one row."""
    return title.partition(":")[0].rstrip(".")
