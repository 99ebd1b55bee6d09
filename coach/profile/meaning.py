"""What a typed word means: an answer of a choice, a time zone; what is unclear is asked back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches

from coach.profile.fields import Field
from coach.rules.countries import either
from coach.typed_days import day_words


def bare(word: str) -> str:
    """The letters and digits of a word, in lower case."""
    return "".join(filter(str.isalnum, word.casefold()))


def named(field: Field, value: str) -> str:
    """An answer of a choice with its words, once: `h1b (only H-1B will do)`, `refugee`."""
    words = dict(field.choices)[value]
    return words if f"{words} (".startswith(f"{value} (") else f"{value} ({words})"


def choice(field: Field, word: str) -> str:
    """The answer of a choice that a word means. Raises ValueError with what to write."""
    written, values = bare(word), [value for value, _ in field.choices]
    fitting = [
        value
        for value, words in field.choices
        if written in {bare(value), bare(words), *map(bare, field.also_said(value))}
    ]
    if len(fitting) == 1:
        return fitting[0]
    if question := dict(field.asked_back).get(written):
        raise ValueError(f"“{word}”: {question}")
    if fitting:
        which = either(named(field, value) for value in fitting)
        raise ValueError(f"“{word}” may be {which}: write which")
    close = get_close_matches(word.casefold(), values, 1)
    hint = f"; perhaps {close[0]}" if close else ""
    raise ValueError(f"“{word}” is not one of {', '.join(values)}{hint}")


def zone(word: str, abbreviations: Mapping[str, tuple[str, ...]]) -> str:
    """The time zone that a name, a city or an abbreviation means. Raises ValueError."""
    if zones := abbreviations.get(word.upper()):
        return _only(word, zones)
    # 5 ms, and only when somebody names a zone.
    from zoneinfo import available_timezones

    # Those of Etc turn the sign round: Etc/GMT+5 is five hours behind.
    known = [name for name in available_timezones() if not name.startswith("Etc/")]
    if word in known:
        return word
    fitting = [name for name in known if bare(word) in (bare(name), bare(name.split("/")[-1]))]
    if fitting:
        return _only(word, sorted(fitting))
    close = get_close_matches(word, [name for name in known if "/" in name], 1, 0.5)
    hint = f"; perhaps {close[0]}" if close else "; one looks like Asia/Karachi"
    raise ValueError(f"“{word}” is not a time zone{hint}")


def _only(word: str, zones: Iterable[str]) -> str:
    first, *others = zones
    if others:
        raise ValueError(f"“{word}” may be {either((first, *others))}: write which")
    return first


def kept_words(field: Field, kept: str, year: int) -> str:
    """What is kept of an answer that was typed in other words."""
    if field.kind == "choice":
        return named(field, kept)
    if field.kind == "zone" and has_summer_time(kept, year):
        return f"{kept}, summer time included"
    return re.sub(r"\d{4}-\d\d-\d\d", _spelled, kept)


def _spelled(day: re.Match[str]) -> str:
    """`1 July 2020` for an ISO day."""
    return day_words(date.fromisoformat(day[0])).partition(" ")[2]


def has_summer_time(zone: str, year: int) -> bool:
    """Whether the clocks of a zone change within a year."""
    from zoneinfo import ZoneInfo

    days = (datetime(year, month, 1, tzinfo=ZoneInfo(zone)) for month in range(1, 13))
    return len({day.utcoffset() for day in days}) > 1
