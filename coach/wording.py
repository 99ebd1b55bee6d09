"""How things are said, on pages and by commands alike: facts, days, hours."""

from __future__ import annotations

from datetime import date
from typing import Final

from coach.records import Country, Evidence, Program

STATUS_WORDS: Final = {
    "confirmed": "you",
    "official": "official",
    "quoted": "quoting an official page",
    "second-hand": "stated",
    "unverified": "unverified",
    "uncertain": "sources disagree, ask",
    "projected": "expected",
    "estimated": "estimated",
    "unknown": "not stated",
}
TRACKS: Final = {
    "C": "categorical: the whole residency in one place",
    "M": "primary care track, the whole residency in one place",
    "P": "preliminary: one year only; what follows is a separate match",
    "A": "advanced: starts a year later; the first year is a separate preliminary post",
}
"""What the letter in an NRMP code means for the applicant."""


def known(evidence: Evidence) -> str:
    """How sure a fact is, with its year: `stated 2025, check`, `you, 2026-10-03`."""
    words = STATUS_WORDS[evidence.status]
    if evidence.status == "unknown":
        return evidence.note or words
    if evidence.as_of:
        words = f"{words}, {evidence.as_of}" if evidence.status == "confirmed" else (
            f"{words} {evidence.as_of}"
        )  # fmt: skip
    if evidence.status == "second-hand":
        words += ", check"
    return f"{words}; {evidence.note}" if evidence.note else words


def track(program: Program) -> str:
    """Whether a post is categorical, preliminary or advanced, in words; "" when no code says."""
    return TRACKS.get(program.nrmp_code[7:8], "")


def needs_first_year(program: Program) -> bool:
    """Whether a separate first year has to be found as well."""
    return program.nrmp_code[7:8] == "A"


def country_note(country: Country) -> str:
    """What to say to somebody of a nationality that was on a list: a dated fact, no verdict."""
    return (
        f"{country.name} was on a {country.extent} list of visa suspensions as of {country.as_of} "
        f"({country.what}). Whether it is today: travel.state.gov. Ask ECFMG or a lawyer before "
        "you pay for anything. General information, not legal advice."
    )


def short(day: date | None, today: date) -> str:
    """A day as a person writes it: `3 Mar`, with the year when it is not within eleven months."""
    if day is None:
        return ""
    near = abs((day - today).days) < 330
    return f"{day.day} {day:%b}" if near else f"{day.day} {day:%b} {day.year}"


def hours(amount: float) -> str:
    """`0.5 h`, `12 h`."""
    return f"{round(amount, 2):g} h"


def cut(text: str, width: int = 79) -> str:
    """The text at no more than this many characters, `…` where something is left out."""
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"
