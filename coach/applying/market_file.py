"""A market of the applicant's own: programs with their chance and desirability, out of JSON."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from coach.applying.market import LOCKS, Candidate
from coach.cells import let_in
from coach.records import CoachError, Record
from coach.wording import cut
from coach.writing import content_of

LARGEST_FILE: Final = 5_000_000
"""Bytes."""
MOST_PROGRAMS: Final = 10_000
"""More than there are in the country; a list of all of them takes 2 s."""
HIDDEN: Final = ("Cc", "Cs", "Zl", "Zp")
"""Kinds of characters that have no place in a line: controls, halves of characters, breaks."""
SHOWN: Final = 40
"""Characters of somebody's words in a sentence of ours."""
SHAPE: Final = '{"programs": [{"id": 1, "f": 0.2, "t": 4}]}'


class Market(Record):
    """Candidates of a file, and each id as the file has it (a number stays one)."""

    candidates: tuple[Candidate, ...]
    ids: Mapping[str, str | int | float]


def read_market(path: Path, names: Mapping[str, str]) -> Market:
    """The market in a file; `names` leads from words in lower case to specialties.

    `f` is the chance that a program takes you, `t` its desirability; "specialty" and "lock" (in,
    out) may be left out. Raises CoachError with the program and what is wrong with it.
    """
    name = shown(path.name)
    programs = _programs(_text(path), name)
    ids: dict[str, str | int | float] = {}
    candidates = []
    for place, entry in enumerate(programs, 1):
        candidate, original = _candidate(entry, place, names, name)
        if candidate.id in ids:
            raise CoachError(
                f"{name}: the id {shown(candidate.id)} stands there twice; give each its own."
            )
        ids[candidate.id] = original
        candidates.append(candidate)
    return Market(tuple(candidates), ids)


def _text(path: Path) -> str:
    try:
        return let_in(content_of(path, LARGEST_FILE).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise CoachError(f"{shown(path.name)} is not text in UTF-8; save it as JSON.") from None


def _programs(text: str, name: str) -> list[object]:
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        raise CoachError(
            f"{name} is not JSON (line {error.lineno}: {error.msg}); it should look like {SHAPE}."
        ) from None
    except (RecursionError, ValueError):
        # Brackets nested without end, or a whole number of thousands of digits.
        raise CoachError(f"{name} is not a market; it should look like {SHAPE}.") from None
    programs = whole.get("programs") if isinstance(whole, dict) else None
    if not isinstance(programs, list):
        raise CoachError(f"{name} holds no list “programs”; it should look like {SHAPE}.")
    if not programs:
        raise CoachError(f"{name}: the list “programs” is empty; name at least one program.")
    if len(programs) > MOST_PROGRAMS:
        raise CoachError(f"{name} names {len(programs):,} programs; at most {MOST_PROGRAMS:,} fit.")
    return programs


def _candidate(
    entry: object, place: int, names: Mapping[str, str], file: str
) -> tuple[Candidate, str | int | float]:
    where = f"{file}: program {place}"
    if not isinstance(entry, dict):
        raise CoachError(f"{where} is not an object like {SHAPE[14:-2]}.")
    original = _id(entry, where)
    where += f" (id {shown(str(original))})"
    chance = _number(entry, "f", where, "a chance from 0 to 1")
    if chance > 1:
        raise CoachError(f"{where}: f is {chance:g}, it should be a chance from 0 to 1.")
    value = _number(entry, "t", where, "a desirability of 0 or more")
    specialty, lock = (_word(entry, key, where) for key in ("specialty", "lock"))
    if lock not in LOCKS:
        raise CoachError(f"{where}: lock is “{shown(lock)}”, it should be “in” or “out”.")
    name = names.get(specialty.lower(), specialty)
    return Candidate(str(original), name, value, chance, lock=lock), original


def _id(entry: dict[str, object], where: str) -> str | int | float:
    value = entry.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value == "":
        raise CoachError(f"{where} has no “id”: give it a number or a word.")
    if isinstance(value, float) and not math.isfinite(value):
        raise CoachError(f"{where}: id is not a number or a word.")
    if isinstance(value, str):
        _check(value, "id", where)
    return value


def _number(entry: dict[str, object], key: str, where: str, what: str) -> float:
    """A finite number of 0 or more; Python's reader lets NaN, Infinity and 1e999 through."""
    if key not in entry:
        raise CoachError(f"{where} has no “{key}”: {what}.")
    value = entry[key]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CoachError(f"{where}: {key} is not a number, it should be {what}.")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number) or number < 0:
        raise CoachError(f"{where}: {key} is {number:g}, it should be {what}.")
    return number


def _word(entry: dict[str, object], key: str, where: str) -> str:
    value = entry.get(key)
    if value is not None and not isinstance(value, str):
        raise CoachError(f"{where}: {key} is not a word.")
    _check(value or "", key, where)
    return (value or "").strip()


def _check(word: str, key: str, where: str) -> None:
    if any(unicodedata.category(sign) in HIDDEN for sign in word):
        raise CoachError(
            f"{where}: {key} “{shown(word)}” holds a character that no line can show; take it out."
        )


def shown(word: str, width: int = SHOWN) -> str:
    """Somebody's words in one line that is safe to print, cut to a width."""
    safe = (
        sign.encode("unicode_escape").decode() if unicodedata.category(sign) in HIDDEN else sign
        for sign in word[: width + 1]
    )
    return cut("".join(safe), width)
