"""Where a program is, as far as its mail tells, and the clocks there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from coach.records import Record
from coach.season.offered import Known

OURS: Final = ("America/", "Pacific/Honolulu", "Pacific/Guam")
"""How the zones of US states and territories begin."""
CODE: Final = re.compile(
    r"(?:,\s*|\(|(?<=[a-z]) (?!MD|PA|DO|MA|RN|BA|BS|MS))([A-Z]{2})\b(?=\s+\d{5}|\s*[^\w\s]|\s*$|\n)"
)
TOWN: Final = re.compile(r"[A-Z][a-z.]+(?: [A-Z][a-z]+){0,2}")
CLOCKS: Final = re.compile(r"EASTERN|CENTRAL|MOUNTAIN|PACIFIC|ATLANTIC|(?:EAST|WEST) COAST")
"""Names of zones that are no places."""


class Place(Record):
    """What tells zones apart that share a name: where the program is, and what else is said."""

    program: tuple[str, ...] = ()
    """Zones of the state in which the program is."""
    named: tuple[str, ...] = ()
    """Zones of states, towns and countries that the text names."""
    main: str = ""
    """The zone of most of the state, where the text names one state or one town."""

    @property
    def home(self) -> tuple[str, ...]:
        """Zones in which the program may be, those of the United States alone."""
        return self.program or tuple(zone for zone in self.named if zone.startswith(OURS))

    @property
    def likely(self) -> tuple[str, ...]:
        """All of them, the program's first."""
        return tuple(dict.fromkeys((*self.program, *self.named)))


def place_of(text: str, known: Known, program: tuple[str, ...]) -> Place:
    """Where the program of a mail may be; `program`: zones of its state, where it is known."""
    every = [*filter(None, map(known.states.get, _states(text, known)))]
    is_state = bool(every)
    every = every or [*filter(None, map(known.towns.get, _towns(text)))]
    mains = {zones[0] for zones in every}
    main = min(mains) if len(mains) == 1 else ""
    named = [zone for zones in every * (is_state or bool(main)) for zone in zones]
    named += _elsewhere(text, known)
    return Place(program, tuple(dict.fromkeys(named)), program[0] if program else main)


def _states(text: str, known: Known) -> Iterator[str]:
    """Codes and names of the states that a text names."""
    yield from CODE.findall(text)
    for name in known.states:
        words = rf"(?<!West )(?<!New )\b(?:{name}|{name.upper()})\b(?!, D\.?C| City)"
        if len(name) > 2 and re.search(words, text):
            yield name


def _towns(text: str) -> set[str]:
    """What may be a town."""
    names = set[str]()
    for match in TOWN.finditer(text):
        words = match[0].split()
        names |= {" ".join(words[:count]) for count in range(1, len(words) + 1)}
    return names


def _elsewhere(text: str, known: Known) -> Iterator[str]:
    """Zones of the towns and countries of the world that a text names."""
    for name, zones in known.zones.items():
        if len(name) < 4 or name.title() in known.states or CLOCKS.fullmatch(name):
            continue
        if re.search(rf"(?<!Dr\. )(?<!New )\b{name.title()}\b", text):
            yield from zones
    for zone in sorted({zone for zones in known.zones.values() for zone in zones}):
        if re.search(rf"\b{zone.rpartition('/')[2].replace('_', ' ')}\b", text):
            yield zone
