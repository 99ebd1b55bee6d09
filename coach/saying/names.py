"""Names of programs in few cells: in one list no two that differ read the same.

A name that does not fit is cut off at the end where that tells it apart from all others of the
list. Where it does not, it keeps what does: the part of the name in which it differs
(`Trinity Health…Oakland`), its town (`HCA Florida… Orlando`), at last its number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import islice
from os.path import commonprefix
from typing import Final, TypeVar

from coach.records import Program, Record
from coach.wording import cut, short_name

LEAST_HEAD: Final = 6
"""Cells of a name's beginning that stand before what tells it apart."""
LEAST_TELLING: Final = 3
"""Letters that tell more than a town does."""
BREAKS: Final = " /(-–"
"""Between the words of a name."""
Form = TypeVar("Form", bound=Hashable)


class _Named(Record):
    """A whole name of a list, with all that can tell it apart from the others."""

    name: str
    town: str
    """"" where programs in several towns have this name: their specialty or state differs."""
    code: str
    differs: int
    """Where the word begins in which it differs from the name most like it."""


class ProgramNames:
    """How the programs of one list are called at any width.

    Whole names differ within a state and specialty; at each width whole names that differ read
    differently. Letters of names are one cell wide. 3 ms for 1,471 programs, then 2 ms a width.
    """

    def __init__(self, programs: Iterable[Program]) -> None:
        by_id = {program.id: program for program in programs}
        whole = _told_apart({key: _whole_forms(program) for key, program in by_id.items()})
        self._whole = {key: name for key, (*_, name) in whole.items()}
        self._named = {named.name: named for named in _named(by_id, self._whole)}
        self._short: dict[int, dict[str, str]] = {}
        """By width, then by whole name."""

    def whole(self, program: Program) -> str:
        """The name, with the town where another of its state and specialty has the same."""
        return self._whole.get(program.id) or short_name(program)

    def short(self, name: str, width: int) -> str:
        """A whole name of the list in at most so many cells; any other text is cut."""
        if len(name) <= width or name not in self._named:
            return cut(name, width)
        if width not in self._short:
            forms = {key: _short_forms(named, width) for key, named in self._named.items()}
            self._short[width] = _told_apart(forms)
        return self._short[width][name]


def _told_apart(forms: Mapping[str, Iterator[Form]]) -> dict[str, Form]:
    """For each the first of its forms that no other has, else the last."""
    told: dict[str, Form] = {}
    taken: set[Form] = set()
    remaining = dict(forms)
    while proposed := {key: form for key, each in remaining.items() for form in islice(each, 1)}:
        counts = Counter(proposed.values())
        told |= proposed
        settled = {
            key: text
            for key, text in proposed.items()
            if text and counts[text] == 1 and text not in taken
        }
        taken.update(settled.values())
        remaining = {key: each for key, each in remaining.items() if key not in settled}
    return told


def _whole_forms(program: Program) -> Iterator[tuple[str, str, str]]:
    """State, specialty and name: alone, with the town, at last with the number."""
    for telling in ("", f" ({program.city})", f" ({program.city}, {program.id})"):
        yield program.state, program.specialty, f"{short_name(program)}{telling}"


def _named(programs: Mapping[str, Program], whole: Mapping[str, str]) -> Iterator[_Named]:
    of_name: dict[str, list[Program]] = {}
    for key, name in whole.items():
        of_name.setdefault(name, []).append(programs[key])
    before = 0
    rising = sorted(of_name)
    for name, after in zip(rising, [*rising[1:], ""], strict=False):
        # Of all names those next to it in order begin most like it.
        shared = len(commonprefix((name, after)))
        # Where the next goes on from the whole name, that one has more to tell, and not this.
        alike = before if shared >= len(name.rstrip(")")) else max(before, shared)
        before = shared
        towns = {program.city for program in of_name[name]}
        yield _Named(
            name=name,
            town=towns.pop() if len(towns) == 1 else "",
            code=min(program.id for program in of_name[name]),
            differs=1 + max(name.rfind(sign, 0, alike + 1) for sign in BREAKS),
        )


def _short_forms(named: _Named, width: int) -> Iterator[str]:
    """Ways to say a whole name in so many cells; "" for one that has no room."""
    name, differing = named.name, named.name[named.differs :]
    words = differing.lstrip(BREAKS) if named.differs else ""
    yield cut(name, width)
    yield _joined(named, "…", differing, width)
    yield _joined(named, "…", words.partition("/")[0].partition("(")[0], width)
    yield _joined(named, "… ", named.town, width)
    # Again: what alone is left of those that begin alike needs no more.
    yield cut(name, width)
    # One that begins like no other but goes on in others ends with its last word.
    last = words if named.differs else name.rpartition(" ")[2]
    yield _joined(named, "…", cut(last, width - LEAST_HEAD - 1), width)
    code = named.code[-width:]
    yield f"{_beginning(name, width - len(code) - 1)}…{code}"[-width:]


def _joined(named: _Named, sign: str, telling: str, width: int) -> str:
    """The beginning of the name and what tells it apart; "" where both have no room."""
    telling = telling.replace("(", "").replace(")", "").strip(BREAKS)
    room = width - len(sign) - len(telling)
    if len(telling) < LEAST_TELLING or room < LEAST_HEAD:
        return ""
    return f"{_beginning(named.name, min(room, named.differs or room))}{sign}{telling}"


def _beginning(name: str, width: int) -> str:
    """As many whole words as fit, or half a word where much room would be lost."""
    words = max(name.rfind(sign, 0, width + 1) for sign in BREAKS)
    return name[: words if words >= width / 2 else max(width, 0)].rstrip(BREAKS)
