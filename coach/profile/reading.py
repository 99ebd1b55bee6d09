"""Turns typed answers and TOML files into checked values, or says what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any, Final

from coach.facts.book import Facts
from coach.logs.answers import Answers
from coach.logs.season import COUNTS
from coach.profile.fields import BY_KEY, PROGRAM_KINDS, WISHES, Field
from coach.profile.meaning import bare, choice, zone
from coach.records import CoachError, Record
from coach.rules.countries import Countries, ask, meant, several
from coach.typed_days import MONTHS, Toward, parsed_day

OLDEST_GRADUATION: Final = date(1960, 1, 1)
LATEST_GRADUATION_YEARS: Final = 9
"""A student cannot be further from graduation than a whole medical school."""
LATEST_MATCH_YEARS: Final = 12
YEARS_AHEAD: Final = (
    ("graduation_date", LATEST_GRADUATION_YEARS),
    ("planned", 5),
    ("_until", LATEST_MATCH_YEARS),
    ("_from", LATEST_MATCH_YEARS),
)
"""By the ending of its key, how many years ahead a date may lie; the others lie behind."""
LEAST_LETTERS: Final = 4
"""Letters of a name from which its beginning is enough."""
YES_NO: Final = {"yes": True, "y": True, "true": True, "1": True} | {
    "no": False,
    "not yet": False,
    "n": False,
    "false": False,
    "0": False,
}


class Names(Record):
    """The names that answers may use: words in lower case to the name of the facts."""

    specialties: Mapping[str, str]
    states: Mapping[str, str]
    countries: Countries
    zones: Mapping[str, tuple[str, ...]]
    """By abbreviation."""


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
        for word in (state.code, state.name)
    }
    zones = {zone.abbreviation: zone.zones for zone in facts.zones.values()}
    return Names(specialties, states, facts.countries, zones)


def read(key: str, answer: object, names: Names, today: date) -> Any:
    """The value to keep for one key; None for an empty answer. Raises CoachError by key."""
    field = BY_KEY.get(key)
    if field is None:
        close = get_close_matches(key, BY_KEY, 1)
        hint = f" Did you mean {close[0]}?" if close else " `coach profile show` lists the keys."
        if key in COUNTS:
            hint = f" `coach answer {key} {answer}` keeps it with the season."
        raise CoachError(f"The profile has no key “{key}”.{hint}")
    if answer is None or answer in ("", []):
        return None
    try:
        value = _READERS[field.kind](field, answer, names, today)
    except ValueError as error:
        raise CoachError(f"{key}: {error}") from None
    return None if value in ("", []) else value


def flatten(answers: Answers, before: str = "") -> dict[str, Any]:
    """`{"step1": {"passed": True}}` as `{"step1.passed": True}`."""
    flat: dict[str, Any] = {}
    for key, value in answers.items():
        if isinstance(value, Mapping):
            flat |= flatten(value, f"{before}{key}.")
        else:
            flat[before + key] = value
    return flat


def check_whole(profile: Answers) -> None:
    """What answers must be together. Raises CoachError."""
    weights = [profile[f"weights.{wish}"] for wish in WISHES if f"weights.{wish}" in profile]
    if weights and round(sum(weights), 6) != 100:
        raise CoachError(f"weights: they sum to {sum(weights):g}; all six together must be 100.")
    graduation, year = profile.get("graduation_date"), profile.get("match_year")
    if graduation and year and date.fromisoformat(graduation) > date(year, 7, 1):
        raise CoachError(
            f"graduation_date: {graduation} comes after the residency of match_year {year} begins "
            f"on {year}-07-01; correct one of the two."
        )
    for exam in ("step1", "step2ck", "step3", "oet"):
        _check_exam(exam, profile, graduation)


def _check_exam(exam: str, profile: Answers, graduation: str | None) -> None:
    if profile.get(f"{exam}.passed") and profile.get(f"{exam}.attempts") == 0:
        raise CoachError(f"{exam}.attempts: 0 does not go with a passed exam.")
    first, last = profile.get(f"{exam}.permit_from"), profile.get(f"{exam}.permit_until")
    if first and last and last < first:
        raise CoachError(f"{exam}.permit_until: {last} lies before the period begins ({first}).")
    days = [*filter(None, [profile.get(f"{exam}.date")]), *profile.get(f"{exam}.attempt_dates", ())]
    years = int(graduation[:4]) - int(min(days)[:4]) if graduation and days else 0
    if years > LATEST_GRADUATION_YEARS:
        raise CoachError(
            f"{exam}: {min(days)} lies {years} years before graduation_date {graduation}; correct "
            "one of the two."
        )


def _parts(answer: object) -> Sequence[object]:
    parts = answer.replace(";", ",").split(",") if isinstance(answer, str) else answer
    if not isinstance(parts, list | tuple):
        raise ValueError(f"“{answer}” should be a list of words")
    return [part for part in parts if str(part).strip()]


def _text(field: Field, answer: object, names: Names, today: date) -> str:
    if not isinstance(answer, str):
        raise ValueError(f"“{answer}” should be text")
    if len(answer) > 100:
        raise ValueError("the answer is longer than 100 characters")
    return answer.strip()


def _country(field: Field, answer: object, names: Names, today: date) -> str:
    word = _text(field, answer, names, today)
    if question := dict(field.asked_back).get(bare(word)):
        raise ValueError(f"“{word}”: {question}")
    named = meant(word, names.countries)
    if len(named) != 1:
        raise ValueError(ask(word, names.countries))
    return named[0]


def _countries(field: Field, answer: object, names: Names, today: date) -> list[str]:
    # One text may hold commas that are part of a name: "Korea, Republic of".
    whole = [answer] if isinstance(answer, str) else answer
    parts = [_text(field, part, names, today) for part in _parts(whole)]
    words = [word for part in parts for word in several(part, names.countries)]
    return list(dict.fromkeys(_country(field, word, names, today) for word in words))


def _choice(field: Field, answer: object, names: Names, today: date) -> str:
    return choice(field, str(answer).strip())


def _number(field: Field, answer: object, names: Names, today: date) -> float:
    if isinstance(answer, bool):
        raise ValueError("a number is needed, not yes or no")
    try:
        value = float(str(answer).strip())
    except ValueError:
        raise ValueError(f"“{answer}” is not a number") from None
    if not field.low <= value <= field.high:
        raise ValueError(f"{answer} is outside {field.low:g} to {field.high:g}")
    return int(value) if value == int(value) else value


def _whole(field: Field, answer: object, names: Names, today: date) -> int:
    value = _number(field, answer, names, today)
    if value != int(value):
        raise ValueError(f"{answer} should be a whole number")
    return int(value)


def _yes(field: Field, answer: object, names: Names, today: date) -> bool:
    word = str(answer).strip().lower()
    if word not in YES_NO:
        raise ValueError(f"“{answer}” should be yes or no")
    return YES_NO[word]


def _date(field: Field, answer: object, names: Names, today: date) -> str:
    planned = field.key.endswith("planned")
    years = next((years for ending, years in YEARS_AHEAD if field.key.endswith(ending)), 0)
    toward: Toward = "coming" if years and field.key != "graduation_date" else "past"
    part = "end" if field.key == "graduation_date" else "mid"
    text = _with_day(str(answer).strip(), part)
    day = answer if isinstance(answer, date) else _parse_day(text, today, toward)
    if planned and day < today:
        raise ValueError(f"{day} is past; a plan needs a day to come")
    latest = today + timedelta(days=366 * years)
    if not OLDEST_GRADUATION <= day <= latest:
        raise ValueError(f"{day} cannot be right (possible: {OLDEST_GRADUATION} to {latest})")
    return day.isoformat()


def _dates(field: Field, answer: object, names: Names, today: date) -> list[str]:
    return sorted({_date(field, part, names, today) for part in _parts(answer)})


def _with_day(text: str, part: str) -> str:
    """A month with its year as a day of it, `mid June 2028`; any other text as it is."""
    iso = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text, re.ASCII)
    year, month = (iso[1], MONTHS[int(iso[2]) - 1]) if iso else ("", "")
    if named := re.fullmatch(r"([a-z]{3,9})[.,]? (\d{4})", text.lower(), re.ASCII):
        month, year = named.groups()
    is_month = any(name.startswith(month) for name in MONTHS)
    return f"{part} {month} {year}" if month and is_month else text


def _parse_day(text: str, today: date, toward: Toward) -> date:
    if len(text) == 4 and text.isdigit():
        return date(int(text), 7, 1)
    if len(text) == 7 and text[4] == "-":
        text += "-15"
    try:
        return parsed_day(text, today, toward)
    except CoachError as error:
        raise ValueError(str(error).removesuffix(".")) from None


def _year(field: Field, answer: object, names: Names, today: date) -> int:
    year = _whole(field, answer, names, today)
    first = today.year + (today >= date(today.year, 7, 1))
    if field.key == "result_year" and year >= first - LATEST_MATCH_YEARS:
        return year
    if year < first:
        raise ValueError(f"{year} is past; the next residency year is {first}")
    if year > first + LATEST_MATCH_YEARS:
        raise ValueError(f"{year} is too far off to plan (up to {first + LATEST_MATCH_YEARS})")
    return year


def _zone(field: Field, answer: object, names: Names, today: date) -> str:
    return zone(_text(field, answer, names, today), names.zones)


def _names(field: Field, answer: object, names: Names, today: date) -> list[str]:
    known, what = {
        "specialties": (names.specialties, "specialty"),
        "states": (names.states, "state"),
        "kinds": ({kind: kind for kind in PROGRAM_KINDS}, "type of program"),
    }[field.kind]
    chosen: dict[str, None] = {}
    for word in (str(part).strip() for part in _parts(answer)):
        name = known.get(word.lower()) or _begun(word.lower(), known)
        if name is None:
            close = get_close_matches(word.lower(), known, 1)
            hint = f"; perhaps {known[close[0]]}" if close else ""
            raise ValueError(f"“{word}” is not a known {what}{hint}")
        chosen[name] = None
    return list(chosen)


def _begun(word: str, known: Mapping[str, str]) -> str | None:
    """What a beginning means: one name, or the shortest of which the others are combinations."""
    begun = sorted((words for words in known if words.startswith(word)), key=len)
    if len(word) < LEAST_LETTERS or not begun:
        return None
    name, first = known[begun[0]], begun[0]
    is_clear = all(known[words] == name or words.startswith(first) for words in begun)
    return name if is_clear else None


def _week(field: Field, answer: object, names: Names, today: date) -> list[float]:
    parts = _parts(answer)
    if len(parts) != 7:
        raise ValueError(f"{len(parts)} values; seven are needed, Monday to Sunday")
    return [_number(field, part, names, today) for part in parts]


def _stretches(field: Field, answer: object, names: Names, today: date) -> list[str]:
    stretches: set[str] = set()
    for part in _parts(answer):
        first, dots, last = str(part).strip().partition("..")
        ends = (first, last) if dots else (first, first)
        days = [_parse_day(end.strip(), today, "coming") for end in ends]
        if days[1] < days[0]:
            raise ValueError(f"{part}: the last day lies before the first")
        if days[1].year > today.year + LATEST_MATCH_YEARS or days[0] < OLDEST_GRADUATION:
            raise ValueError(f"{part} cannot be right")
        stretches.add("..".join(map(str, days)) if dots else str(days[0]))
    return sorted(stretches)


_READERS: Final = {
    "choice": _choice,
    "text": _text,
    "country": _country,
    "countries": _countries,
    "whole": _whole,
    "number": _number,
    "yes": _yes,
    "date": _date,
    "dates": _dates,
    "specialties": _names,
    "states": _names,
    "kinds": _names,
    "zone": _zone,
    "year": _year,
    "week": _week,
    "stretches": _stretches,
}
