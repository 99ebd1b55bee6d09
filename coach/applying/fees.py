"""What one more application costs, from the price rows of a season."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from coach.records import Fee, Record, Specialty, Status

SERVICES: Final = {"ERAS": "eras_", "ResidencyCAS": "residencycas_"}
"""Services with a price list in the facts, and how the keys of their rows begin."""
DEFAULT_SERVICE: Final = "ERAS"
"""For a specialty that the facts do not name."""
_RANGE: Final = r"(\d+)(?:-(\d+)|\+)"
_SURENESS: Final = ("official", "quoted", "second-hand", "unverified", "uncertain", "projected")


class Tier(Record):
    """A price for the applications of one specialty from `first` to `last` (None: no end)."""

    first: int
    last: int | None
    amount: float
    """USD."""
    flat: bool
    """Paid once with the first application of the tier; else for each."""


class Schedule(Record):
    """The price list of one service for one season; the count starts anew per specialty."""

    service: str
    season: int
    """The season whose rows these are."""
    tiers: tuple[Tier, ...]
    status: Status
    """projected where rows of an earlier season stand in."""
    source: str
    as_of: str
    note: str

    def price(self, number: int) -> float:
        """USD for the application of this number (1, 2, …) in one specialty."""
        begun = (tier for tier in self.tiers if number >= tier.first)
        tier = next(tier for tier in begun if tier.last is None or number <= tier.last)
        return tier.amount if not tier.flat or number == tier.first else 0.0

    def total(self, count: int) -> float:
        """USD for so many applications in one specialty."""
        return sum(self.price(number) for number in range(1, count + 1))


def schedules(fees: Iterable[Fee], season: int) -> dict[str, Schedule]:
    """The price list of each service that has one in the season or in an earlier one."""
    rows = list(fees)
    lists = {service: _schedule(rows, service, season) for service in SERVICES}
    return {service: schedule for service, schedule in lists.items() if schedule}


def _schedule(fees: list[Fee], service: str, season: int) -> Schedule | None:
    mine = [fee for fee in fees if _is_price(fee, service) and int(fee.season) <= season]
    if not mine:
        return None
    year = max(int(fee.season) for fee in mine)
    rows = [fee for fee in mine if int(fee.season) == year]
    status: Status = "projected"
    if year == season:
        status = max((fee.status for fee in rows), key=_SURENESS.index)
    sources = dict.fromkeys(key for fee in rows for key in fee.source.split(";"))
    return Schedule(
        service=service,
        season=year,
        tiers=tuple(sorted(map(_tier, rows), key=lambda tier: tier.first)),
        status=status,
        source=";".join(sources),
        as_of=min(fee.as_of for fee in rows),
        note=" ".join(dict.fromkeys(fee.note for fee in rows if fee.note)),
    )


def _is_price(fee: Fee, service: str) -> bool:
    told = fee.amount is not None and fee.season.isdigit() and re.match(_RANGE, fee.rule)
    return bool(told) and fee.key.startswith(SERVICES[service])


def _tier(fee: Fee) -> Tier:
    span = re.match(_RANGE, fee.rule)
    assert span and fee.amount is not None  # both were asked for when the row was picked
    last = int(span[2]) if span[2] else None
    return Tier(int(span[1]), last, fee.amount, fee.unit.startswith("flat"))


def prices(
    names: Iterable[str], specialties: Mapping[str, Specialty], fees: Iterable[Fee], season: int
) -> dict[str, Schedule | None]:
    """The price list of a season for each specialty; None where its service has none. A specialty
    that the facts do not name pays the ERAS prices."""
    lists = schedules(fees, season)
    return {name: lists.get(service_of(name, specialties)) for name in names}


def service_of(name: str, specialties: Mapping[str, Specialty]) -> str:
    """The service that takes the applications of a specialty."""
    known = specialties.get(name)
    return known.service if known else DEFAULT_SERVICE


def without_prices(
    prices: Mapping[str, Schedule | None], specialties: Mapping[str, Specialty]
) -> list[str]:
    """One sentence for each specialty whose service has no price list."""
    return [
        f"Applications of {name} go through {service_of(name, specialties)}, whose fees are not "
        "in the facts: a list with a budget leaves them out."
        for name, schedule in prices.items()
        if schedule is None
    ]
