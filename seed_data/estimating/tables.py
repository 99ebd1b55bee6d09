"""The seed rows that the estimates stand on, with the sponsor of each program."""

from __future__ import annotations

import csv
import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

NEAR_KM: Final = 60.0
"""Programs of one name within this distance have one sponsor. A judgement."""
CONTRADICTING_SHARE: Final = 60.0
"""Percent of IMG residents from which a stated "no" is doubted, as in coach/rules/visas.py."""
MEDICINE: Final = "Internal Medicine"


@dataclass(frozen=True, slots=True)
class Row:
    """One first residency of programs.csv; shares in percent, None and "" for not stated."""

    id: str
    name: str
    sponsor: str
    """First four digits of the NRMP code, found by the name, or the name itself."""
    coded: bool
    """The list prints the sponsor's code."""
    city: str
    state: str
    latitude: float
    longitude: float
    specialty: str
    places: float | None
    """First-year places."""
    offered: float
    filled: float
    share: float | None
    j1: str
    h1b: str
    kind: str
    military: bool
    listed_2021: bool
    year: int
    """Of what its entry says; 0 where it has none."""

    def visa(self, name: str) -> str:
        """What the entry says of j1 or h1b: yes, no, none_listed, or nothing."""
        return self.j1 if name == "j1" else self.h1b

    @property
    def town(self) -> tuple[str, str]:
        """City and state."""
        return self.city, self.state

    @property
    def older(self) -> bool:
        """In the Match of 2018-2022 or on the list of 2021, so it had residents in 2020."""
        return self.offered > 0 or self.listed_2021

    @property
    def j1_open(self) -> bool:
        """Nothing that can be relied on is stated of J-1."""
        return self.j1 in ("", "none_listed") or (self.j1 == "no" and self._many)

    @property
    def h1b_open(self) -> bool:
        """Nothing that can be relied on is stated of H-1B; a J-1 "yes" explains many IMGs."""
        doubted = self.h1b == "no" and self._many and self.j1 != "yes"
        return self.h1b in ("", "none_listed") or doubted

    @property
    def _many(self) -> bool:
        return self.share is not None and self.share >= CONTRADICTING_SHARE


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of one seed table."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def programs(folder: Path) -> list[Row]:
    """All first residencies, each with its sponsor and a place on the map."""
    rows = [row for row in table(folder, "programs.csv") if row["entry"] == "first"]
    middles = _middles(rows)
    return with_sponsors([_row(row, middles) for row in rows])


def _row(cells: dict[str, str], middles: dict[str, tuple[float, float]]) -> Row:
    middle = middles[cells["state"]]
    return Row(
        id=cells["program_id"],
        name=cells["name"],
        sponsor=cells["sponsor_code"],
        coded=bool(cells["sponsor_code"]),
        city=cells["city"],
        state=cells["state"],
        latitude=float(cells["latitude"] or middle[0]),
        longitude=float(cells["longitude"] or middle[1]),
        specialty=cells["specialty"],
        places=float(cells["positions"]) if cells["positions"] else None,
        offered=float(cells["offered_2018_2022"] or 0),
        filled=float(cells["filled_2018_2022"] or 0),
        share=float(cells["img_share_pct"]) if cells["img_share_pct"] else None,
        j1=cells["visa_j1"],
        h1b=cells["visa_h1b"],
        kind=cells["program_type"],
        military=cells["military"] == "yes" and "civilian" not in cells["caution"],
        listed_2021="P8" in cells["sources"].split(";"),
        year=max(int(cells[name] or 0) for name in ("composition_year", "visa_year")),
    )


def _middles(rows: Iterable[dict[str, str]]) -> dict[str, tuple[float, float]]:
    """The middle of each state's programs, for the few without a place."""
    places = defaultdict(list)
    for row in rows:
        if row["latitude"]:
            places[row["state"]].append((float(row["latitude"]), float(row["longitude"])))
    return {
        state: (sum(a for a, _ in some) / len(some), sum(b for _, b in some) / len(some))
        for state, some in places.items()
    }


def with_sponsors(rows: list[Row]) -> list[Row]:
    """The rows; those without a code take that of a program nearby with the same name."""
    namesakes: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.coded:
            namesakes[plain(row.name), row.state].append(row)
    return [row if row.coded else replace(row, sponsor=_by_name(row, namesakes)) for row in rows]


def _by_name(row: Row, namesakes: dict[tuple[str, str], list[Row]]) -> str:
    same = namesakes.get((plain(row.name), row.state), [])
    codes = {namesake.sponsor for namesake in same if distance_km(namesake, row) <= NEAR_KM}
    return codes.pop() if len(codes) == 1 else f"{plain(row.name)}, {row.city} {row.state}"


def plain(name: str) -> str:
    """A program's name in small letters without punctuation and without its last word."""
    return re.sub(r"\W+", " ", name.casefold().replace(" program", "")).strip()


def distance_km(here: Row, there: Row) -> float:
    """Kilometres on the sphere between two programs."""
    a, b = math.radians(here.latitude), math.radians(there.latitude)
    across = math.radians(here.longitude - there.longitude)
    half = math.sin((a - b) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(half)))
