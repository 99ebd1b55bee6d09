"""What a typed word means: an answer of a choice, a time zone; what is unclear is asked back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cached_property, partial
from typing import Final

from coach.facts.book import Facts
from coach.profile.choices import TRIES_WORDS, passed_after_fail
from coach.profile.fields import PROGRAM_KINDS, Field
from coach.records import Record, replace
from coach.rules.countries import Countries, meant as meant_countries, several as countries_in
from coach.typed_days import date_words
from coach.typed_words import Known, doubt, known, meant, several

LATEST_MATCH_YEARS: Final = 12
OF_ITS_YEAR: Final = ("July", "Jul", "1 July", "July 1", "7", "07", "March", "Match", "Match of")
"""What is written before the year in which residency starts."""


class Names(Record, dict=True):
    """The names that answers may use: words in lower case to the name of the facts."""

    specialties: Mapping[str, str]
    states: Mapping[str, str]
    countries: Countries
    zones: Mapping[str, tuple[str, ...]]
    """By abbreviation."""
    state_names: Mapping[str, str] = {}
    """By code."""
    currencies: Mapping[str, tuple[str, ...]] = {}
    """By code, other words for each."""

    @cached_property
    def sets(self) -> dict[str, Known]:
        """What an answer can be, by its kind, as far as one was asked for."""
        return {}


def names_of(facts: Facts) -> Names:
    """The names of the facts, in lower case, abbreviations included."""
    specialties = {
        word.lower(): specialty.name
        for specialty in facts.specialties.values()
        if specialty.first_residency
        for word in (*specialty.aliases, specialty.name)
    }
    states = {
        word.lower(): state.code
        for state in facts.states.values()
        for word in (state.code, state.name, *state.words)
    }
    return Names(
        specialties,
        states,
        facts.countries,
        {zone.abbreviation: zone.zones for zone in facts.zones.values()},
        {state.code: state.name for state in facts.states.values()},
        {each.code: (each.name, *each.words) for each in facts.currencies.values()},
    )


def bare(word: str) -> str:
    """The letters and digits of a word, in lower case."""
    return "".join(filter(str.isalnum, word.casefold()))


def known_of(field: Field, names: Names) -> Known | None:
    """Everything that the answer can be and how it may be written; None where it has no set."""
    if field.kind in ("choice", "yes"):
        return known_choices(field)
    if field.kind not in _SETS:
        return None
    if field.kind not in names.sets:
        names.sets[field.kind] = _SETS[field.kind](names)
    return names.sets[field.kind]


def known_choices(field: Field) -> Known:
    """The choices of an answer and how they may be written."""
    choices = dict(field.choices) or {"yes": "yes", "no": "no"}
    of = known(choices, {value: field.also_said(value) for value in choices})
    exactly = passed_after_fail if field.also == TRIES_WORDS else None
    return replace(of, unknown=f"is not one of {', '.join(choices)}", exactly=exactly)


def next_residency(today: date) -> int:
    """The next year in which residency begins, on 1 July."""
    return today.year + (today >= date(today.year, 7, 1))


def residency_years(today: date) -> Known:
    """The years in which residency may start, each with when one applies for it."""
    first = next_residency(today)
    began = date(first - 1, 9, 1) <= today
    words = {
        str(year): f"{year}: {'applied' if began and year == first else 'apply'} in "
        f"September {year - 1}"
        for year in range(first, first + LATEST_MATCH_YEARS + 1)
    }
    # Not found by its words: 2026 is not the residency that September 2026 leads to.
    also = {year: [f"{month} {year}" for month in OF_ITS_YEAR] for year in words}
    return replace(known({year: year for year in words}, also), words=words)


def _by_name(words: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Every name with the words that mean it."""
    named: dict[str, list[str]] = {}
    for word, name in words:
        named.setdefault(name, []).append(word)
    return named


def _specialties(names: Names) -> Known:
    also = _by_name(names.specialties.items())
    of = known({name: name for name in also}, also)
    return several(replace(of, unknown="is not a known specialty"))


def _states(names: Names) -> Known:
    by_name = dict(sorted(names.state_names.items(), key=lambda state: state[1]))
    return several(replace(known(by_name), unknown="is not a known state"))


def _kinds(names: Names) -> Known:
    kinds = known({kind: kind for kind in PROGRAM_KINDS})
    return several(replace(kinds, unknown="is not a known type of program"))


def _country(names: Names) -> Known:
    also = {
        name: (*country.aliases, *country.people, *filter(None, (country.iso2, country.iso3)))
        for name, country in names.countries.items()
    }
    return replace(
        known({name: name for name in names.countries}, also),
        unknown="is not a country as we know it",
        example="write its name or two letters, like PK",
        exactly=partial(meant_countries, countries=names.countries),
    )


def _countries(names: Names) -> Known:
    return several(_country(names), partial(countries_in, countries=names.countries))


def _zones(names: Names) -> Known:
    # 5 ms, and only when somebody names a zone.
    from zoneinfo import available_timezones

    # Those of Etc turn the sign round: Etc/GMT+5 is five hours behind. Those without a place are
    # abbreviations that mean less than ours, or a second name of one with it.
    places = {name for name in available_timezones() if "/" in name and not name.startswith("Etc")}
    short = [(word, zone) for word, zones in names.zones.items() for zone in zones]
    zones = {name: name for name in (*(zone for _, zone in short), *sorted(places))}
    cities = [(name.rpartition("/")[2], name) for name in zones]
    of = known(zones, _by_name(cities + short))
    return replace(of, unknown="is not a time zone", example="one looks like Asia/Karachi")


def _currencies(names: Names) -> Known:
    known_words = {code: words[0] for code, words in names.currencies.items()}
    of = known(known_words, {code: [code, *words] for code, words in names.currencies.items()})
    return replace(
        of, unknown="is no currency of ISO 4217", example="write its three letters, like PKR"
    )


_SETS: Final[Mapping[str, Callable[[Names], Known]]] = {
    "specialties": _specialties,
    "states": _states,
    "kinds": _kinds,
    "country": _country,
    "countries": _countries,
    "zone": _zones,
    "currency": _currencies,
}
"""By kind of answer, what makes its set."""


def value_of(field: Field, word: str, of: Known) -> str:
    """The value that a word surely means. Raises ValueError with what to write."""
    if question := dict(field.asked_back).get(bare(word)):
        raise ValueError(f"“{word}”: {question}")
    what = meant(word, of)
    if not what.is_sure:
        raise ValueError(doubt(word, of))
    return what.values[0]


def kept_words(field: Field, kept: str, year: int) -> str:
    """What is kept of an answer that was typed in other words."""
    if field.kind == "choice":
        return known(dict(field.choices)).named(kept)
    if field.kind == "zone" and has_summer_time(kept, year):
        return f"{kept}, summer time included"
    return re.sub(r"\d{4}-\d\d-\d\d", lambda day: date_words(date.fromisoformat(day[0])), kept)


def has_summer_time(zone: str, year: int) -> bool:
    """Whether the clocks of a zone change within a year."""
    from zoneinfo import ZoneInfo

    days = (datetime(year, month, 1, tzinfo=ZoneInfo(zone)) for month in range(1, 13))
    return len({day.utcoffset() for day in days}) > 1
