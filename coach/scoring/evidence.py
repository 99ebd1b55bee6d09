"""The facts of a program as evidence, what the applicant read laid over what the release knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from coach.records import CoachError, Evidence, Program, ReadFact, Status
from coach.scoring.visas import visa_evidence

NUMBERS: Final = {
    "img_share": (0.0, 100.0),
    "positions": (0.0, 500.0),
    "graduation_year_limit": (0.0, 40.0),
    "attempts_limit": (1.0, 4.0),
    "step2ck_minimum": (1.0, 300.0),
    "experience_months": (0.0, 36.0),
}
"""Fields that hold a number, with the range that is possible."""
WORDS: Final = {
    "visa_j1": ("yes", "no"),
    "visa_h1b": ("yes", "no"),
    "certificate_needed": ("yes", "no"),
    "accepting": ("yes", "no"),
    "kind": ("university", "university-affiliated", "community", "military", "other"),
}
"""Fields that hold one of a few words."""
LABELS: Final = {
    "img_share": "IMG share",
    "positions": "places a year",
    "visa_j1": "J-1",
    "visa_h1b": "H-1B",
    "kind": "type",
    "graduation_year_limit": "graduation-year limit (years)",
    "attempts_limit": "attempts limit per exam",
    "step2ck_minimum": "Step 2 CK minimum",
    "experience_months": "US experience asked for (months)",
    "certificate_needed": "certificate needed to apply",
    "accepting": "accepts applications",
}

Overlay = Mapping[str, ReadFact]
"""The applicant's own facts of one program, by field."""


def overlays(facts: Iterable[ReadFact]) -> dict[str, dict[str, ReadFact]]:
    """The applicant's facts by program, then by field; the newest wins."""
    by_program: dict[str, dict[str, ReadFact]] = {}
    for fact in facts:
        by_program.setdefault(fact.program_id, {})[fact.field] = fact
    return by_program


def evidence(program: Program, field: str, overlay: Overlay) -> Evidence:
    """What is known of one field; status unknown and value None where nobody said."""
    if field in overlay:
        fact = overlay[field]
        value: str | float = float(fact.value) if field in NUMBERS else fact.value
        return Evidence(field, value, "confirmed", fact.source, fact.day)
    if field.startswith("visa_"):
        read = overlay.get("img_share")
        share = float(read.value) if read else None
        return visa_evidence(program, field.removeprefix("visa_"), share)
    if field == "accepting":
        return _accepting(program)
    value_of, year = _stated(program, field)
    if field == "img_share" and value_of is None and program.share_mid is not None:
        return Evidence(
            field,
            program.share_mid,
            "estimated",
            program.estimate_source,
            program.estimate_as_of,
            low=program.share_low,
            high=program.share_high,
            note=f"from {program.estimate_basis}",
        )
    if value_of is None or value_of == "":
        return Evidence(field, None, "unknown")
    status: Status = "second-hand"
    return Evidence(field, value_of, status, ";".join(program.sources), str(year or ""))


def _stated(program: Program, field: str) -> tuple[str | float | None, int | None]:
    if field == "img_share":
        return program.img_share, program.composition_year
    if field == "positions":
        return program.positions, program.positions_year
    if field == "kind":
        return program.kind, program.kind_year
    return None, None


def _accepting(program: Program) -> Evidence:
    source, year = ";".join(program.sources), str(program.list_year)
    if "wound down" in program.caution:
        return Evidence("accepting", "no", "second-hand", source, year, note=program.caution)
    if "no longer on" in program.caution or program.list_year < 2025:
        note = program.caution or f"last seen on a list of {program.list_year}"
        return Evidence("accepting", None, "unknown", source, year, note=note)
    return Evidence("accepting", "yes", "second-hand", source, year)


def facts_of(program: Program, overlay: Overlay) -> dict[str, Evidence]:
    """Every field of a program that a page or a command shows."""
    return {field: evidence(program, field, overlay) for field in LABELS}


def checked(field: str, value: str) -> str:
    """A fact as it is kept; "" takes it away. Raises CoachError for what is impossible."""
    if field in NUMBERS:
        low, high = NUMBERS[field]
        whole = field in ("attempts_limit", "positions", "step2ck_minimum")
        try:
            number = float(value.rstrip("% ")) if value else None
        except ValueError:
            raise CoachError(f"{LABELS[field]}: “{value}” is not a number.") from None
        if number is not None and not low <= number <= high:
            raise CoachError(f"{LABELS[field]}: {value} is outside {low:g} to {high:g}.")
        if number is not None and whole and number != int(number):
            raise CoachError(f"{LABELS[field]}: {value} is not a whole number.")
        return "" if number is None else f"{number:g}"
    if field not in WORDS:
        raise CoachError(f"A program has no field {field}; fields: {', '.join(LABELS)}.")
    if value and value.lower() not in WORDS[field]:
        raise CoachError(f"{LABELS[field]} is one of {', '.join(WORDS[field])}, not “{value}”.")
    return value.lower()
