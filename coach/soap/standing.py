"""Where an applicant stands in Match Week, and which kinds of positions that opens in SOAP."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from coach.records import Record, SoapStanding

Kind = Literal["categorical", "preliminary", "advanced", ""]
""""": nobody said which."""
OF_LETTER: Final[Mapping[str, Kind]] = {
    "C": "categorical",
    "M": "categorical",
    "P": "preliminary",
    "A": "advanced",
}
"""Kinds by the letter in an NRMP code (source P4); R, for those with earlier training, is none."""
EVERY: Final[tuple[Kind, ...]] = ("categorical", "preliminary", "advanced")
OPEN: Final[Mapping[SoapStanding, tuple[Kind, ...]]] = {
    "waiting": EVERY,
    "eligible": EVERY,
    "advanced_only": ("preliminary",),
    "first_year_only": ("advanced",),
    "matched": (),
    "not_eligible": (),
}
"""Kinds that each may apply to (sources nrmp_part, S22)."""


PLACED: Final[tuple[SoapStanding, ...]] = ("matched", "advanced_only", "first_year_only")


class Need(Record):
    """Something that decides before Match Week who may take part."""

    key: str
    holds: bool | None
    """None: nothing tells."""


def standing(result: str | None, *, is_excluded: bool) -> SoapStanding:
    """Where somebody stands by a result of the Match; `is_excluded`: by what they told ECFMG did
    not verify them in time."""
    placed = next((each for each in PLACED if each == result), None)
    if placed or is_excluded:
        return placed or "not_eligible"
    return "eligible" if result == "not_matched" else "waiting"


def kind_of(code: str) -> Kind:
    """The kind of position that an NRMP code names."""
    return OF_LETTER.get(code[7:8].upper(), "")
