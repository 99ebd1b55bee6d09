"""Programs picked from the official list, in a proposed order with the line at 45."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Final

from coach.records import Program, Record
from coach.soap.standing import Kind

MOST: Final = 45
"""Applications in one service (sources S21, S10)."""


class Picked(Record):
    """One program as it stands for the applicant."""

    program: Program
    kind: Kind
    service: str
    closed: tuple[str, ...]
    """Why a gate is closed, in words."""
    visa: str
    """What its gate of visas says: pass, unknown."""
    score: float


class Seat(Record):
    """One picked program in the order: its place in its service, 0 where it is left out."""

    id: str
    name: str
    specialty: str
    kind: Kind
    service: str
    place: int
    why: str


def ordered(picked: Iterable[Picked], kinds: Collection[Kind], most: int = MOST) -> list[Seat]:
    """What may be applied to, visa stated first, then by the ranking; the rest with its reason."""
    listed, counts, seats = list(picked), Counter[str](), list[Seat]()
    fitting = [each for each in listed if not _against(each, kinds)]
    for each in sorted(fitting, key=lambda each: (each.visa != "pass", -each.score)):
        counts[each.service] += 1
        place = counts[each.service]
        seats.append(_seat(each, place if place <= most else 0, _why(each, place, most)))
    out = (each for each in listed if _against(each, kinds))
    return [*seats, *(_seat(each, 0, _against(each, kinds)) for each in out)]


def _seat(each: Picked, place: int, why: str) -> Seat:
    program = each.program
    name = program.name.removesuffix(" Program")
    return Seat(program.id, name, program.specialty, each.kind, each.service, place, why)


def _against(each: Picked, kinds: Collection[Kind]) -> str:
    """Why it cannot be applied to; "" where nothing tells so."""
    if each.kind and each.kind not in kinds:
        return f"{each.kind}: not a kind that is open to you"
    return "; ".join(each.closed)


def _why(each: Picked, place: int, most: int) -> str:
    visa = "visa fits" if each.visa == "pass" else "ask for the visa before you accept"
    kind = "" if each.kind else "; its kind is not known: read the letter of its code"
    line = f"; below the line: {most} are sent at most" if place > most else ""
    return f"{visa}{kind}{line}"
