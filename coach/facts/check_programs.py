"""Rows of programs.csv turned into records, with the estimates of what no entry states."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from coach.facts.cells import Cells, read, table
from coach.records import Program, replace
from coach.rules.visas import visa_answer, visa_evidence

VISA_WORDS: Final = ("yes", "no", "none_listed", "")
KINDS: Final = ("university", "university-affiliated", "community", "military", "other", "")


def programs(
    folder: Path, sources: set[str], specialties: set[str], states: set[str]
) -> tuple[Program, ...]:
    """All programs in their order, estimates merged in. Raises FactError with file and line."""
    rows = table(folder, "programs.csv", lambda c: _program(c, sources, specialties, states), "id")
    found = {program.id: program for program in rows}
    seen: set[str] = set()
    for cells in read(folder, "estimates.csv"):
        key = cells.need("id")
        if key not in found:
            raise cells.fail(f"id “{key}” is not in programs.csv")
        if key in seen:
            raise cells.fail(f"{key} stands twice")
        seen.add(key)
        found[key] = _estimated(found[key], cells, sources)
    return tuple(found.values())


def _program(c: Cells, sources: set[str], specialties: set[str], states: set[str]) -> Program:
    c.status()
    return Program(
        id=c.need("program_id"),
        name=c.need("name"),
        sponsor=c.text("sponsor"),
        sponsor_code=c.text("sponsor_code"),
        city=c.text("city"),
        state=c.one_of("state", states),
        latitude=c.number("latitude", -90, 90),
        longitude=c.number("longitude", -180, 180),
        specialty=c.one_of("specialty", specialties),
        first_residency=c.one_of("entry", ("first", "later")) == "first",
        nrmp_code=c.text("nrmp_code"),
        list_year=_list_year(c),
        positions=c.whole("positions", 0, 500),
        positions_year=c.whole("positions_year", 2000, 2100),
        offered=c.whole("offered_2018_2022", 0, 5000),
        filled=c.whole("filled_2018_2022", 0, 5000),
        img_share=c.number("img_share_pct", 0, 100),
        usmd_share=c.number("usmd_pct", 0, 100),
        do_share=c.number("do_pct", 0, 100),
        composition_year=c.whole("composition_year", 2000, 2100),
        visa_j1=c.one_of("visa_j1", VISA_WORDS),
        visa_h1b=c.one_of("visa_h1b", VISA_WORDS),
        visa_year=c.whole("visa_year", 2000, 2100),
        kind=c.one_of("program_type", KINDS),
        kind_year=c.whole("program_type_year", 2000, 2100),
        interviews=c.whole("interviews", 0, 10_000),
        interviews_year=c.whole("interviews_year", 2000, 2100),
        first_year=c.text("first_academic_year"),
        website=c.text("website"),
        military=c.one_of("military", ("yes", "no")) == "yes",
        caution=c.text("caution"),
        share_low=None,
        share_mid=None,
        share_high=None,
        j1_probability=None,
        h1b_probability=None,
        estimate_basis="",
        estimate_source="",
        estimate_as_of="",
        sources=tuple(c.source(sources, "sources").split(";")),
    )


def _list_year(c: Cells) -> int:
    year = c.whole("as_of", 2000, 2100)
    if year is None:
        raise c.fail("as_of is empty")
    return year


def _estimated(program: Program, c: Cells, sources: set[str]) -> Program:
    """The program with one row of estimates."""
    if c.status() != "estimated":
        raise c.fail("estimates are computed, so their status is estimated")
    low, mid, high = _range(program, c)
    j1, h1b = (_probability(program, c, kind) for kind in ("j1", "h1b"))
    if mid is None and j1 is None and h1b is None:
        raise c.fail("the row estimates nothing")
    return replace(
        program,
        share_low=low,
        share_mid=mid,
        share_high=high,
        j1_probability=j1,
        h1b_probability=h1b,
        estimate_basis=c.need("basis"),
        estimate_source=c.source(sources),
        estimate_as_of=c.as_of(),
    )


def _range(program: Program, c: Cells) -> tuple[float | None, float | None, float | None]:
    """The 80 % range of the IMG share in percent with its middle, or three times None."""
    low, mid, high = (c.number(f"share_{part}", 0, 100) for part in ("low", "mid", "high"))
    if low is None and mid is None and high is None:
        return None, None, None
    if program.img_share is not None:
        raise c.fail("the IMG share is stated, so it is not estimated")
    if low is None or mid is None or high is None:
        raise c.fail("share_low, share_mid and share_high belong together")
    if not low <= mid <= high:
        raise c.fail("share_low, share_mid and share_high should rise")
    return low, mid, high


def _probability(program: Program, c: Cells, kind: str) -> float | None:
    """The probability of one visa, which no entry may settle."""
    probability = c.number(kind, 0, 1)
    if probability is not None and visa_answer(visa_evidence(program, kind)) is not None:
        raise c.fail(f"{kind} is stated, so it is not estimated")
    return probability
