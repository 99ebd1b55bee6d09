"""When a program's post begins: in the season's own July, or a year later after a first year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coach.records import Evidence, Program, Specialty

FIRST_YEARS: Final = "Transitional (PGY-1 only)"
"""The specialty whose posts are a first year alone; preliminary tracks are not in the facts."""
LETTERS: Final = {"A": "advanced", "C": "categorical", "M": "categorical", "P": "first_year"}
"""What the letter in an NRMP code means."""
ADVANCED: Final = (
    *("Anesthesiology", "Child Neurology", "Dermatology", "Interventional Radiology (Integrated)"),
    *("Medical Genetics", "Neurodevelopmental Disabilities", "Neurology", "Nuclear Medicine"),
    *("Occupational Medicine", "Ophthalmology", "Osteopathic Neuromusculoskeletal Medicine"),
    *("Physical Medicine & Rehabilitation", "Preventive Medicine", "Radiation Oncology"),
    *("Radiology-Diagnostic", "Radiology-Diagnostic-Nuclear Medicine"),
)
"""Specialties of which some posts or most begin after a first year elsewhere (specialty facts)."""
CODES: Final = ("P4", "P7")
CODES_OF: Final = "2024"
"""Sources of the NRMP codes, and the season of the newest."""


def start_of(program: Program, specialties: Mapping[str, Specialty]) -> Evidence:
    """How a post begins by its NRMP code; without one, how the posts of its specialty do."""
    if stated := LETTERS.get(program.nrmp_code[7:8]):
        source = ";".join(key for key in program.sources if key in CODES)
        return Evidence("starts", stated, "second-hand", source, CODES_OF)
    known = specialties[program.specialty]
    return Evidence(
        "starts",
        known.start or None,
        known.start_status,
        known.start_source,
        known.start_as_of,
        note="of its specialty; ask the program",
    )


def is_advanced(fact: Evidence) -> bool:
    """Whether a first year has to be found beside it, as far as is known."""
    return fact.value == "advanced"
