"""Turns typed answers and TOML files into checked values, or says what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from functools import partial
from itertools import chain
from typing import Any, Final

from coach.logs.answers import Answers
from coach.logs.season import COUNTS
from coach.profile.choices import FIRST, LEAST_TRIES, NOT_TAKEN, PASSES, TRIES
from coach.profile.fields import BY_KEY, SHORT, WISHES, Field
from coach.profile.meaning import LATEST_MATCH_YEARS, Names, known_of, next_residency, value_of
from coach.records import CoachError
from coach.rules.conditions import passed_by_mark
from coach.typed_days import Toward, month_or_day, parsed_day
from coach.typed_words import Known

OLDEST_GRADUATION: Final = date(1960, 1, 1)
LATEST_GRADUATION_YEARS: Final = 9
"""A student cannot be further from graduation than a whole medical school."""
YEARS_AHEAD: Final = (
    ("graduation_date", LATEST_GRADUATION_YEARS),
    ("planned", 5),
    ("_until", LATEST_MATCH_YEARS),
    ("_from", LATEST_MATCH_YEARS),
)
"""By the ending of its key, how many years ahead a date may lie; the others lie behind."""
ABOUT: Final = re.compile(r"(?i)^(?:about |around |~ ?)(?=\w)")
"""What stands before a day that is not known to the day; it is kept as that day."""
HOURS: Final = re.compile(
    r"(?i)(?:(?:about|abt|around|roughly|maybe|ca\.?) |~ ?)?([\d.]+) ?"
    r"(?:(?:h|hrs?|hours?)(?: ?(?:a|per|/) ?(?:week|wk))?\.?)?(?:[,;(] *[a-z].*)?"
)
"""Hours as they are written: `about 10 hrs a week, I work nights`."""
SCORE: Final = re.compile(r"(\d{3})(?:[ ,;:]+(\D.*|\d\D.*))?")
"""A score of an exam, in place of whether it is passed; behind it perhaps at which try."""
HOW: Final = "the number alone, or with “first try” or “second try”"
YES_NO: Final = {word: value == "yes" for value in SHORT for word in (value, *SHORT[value])}


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


def told(
    values: Mapping[str, object], kept: Answers, names: Names, today: date
) -> dict[str, object]:
    """What to keep of answers as they were typed; None takes one away. Raises CoachError for the
    first that is impossible, by itself or with what is kept."""
    values = dict(chain(*(scored(key, values, kept, names).items() for key in values)))
    checked: dict[str, object] = {
        key: read(key, value, names, today) for key, value in values.items()
    }
    for key in values:
        exam, _, name = key.rpartition(".")
        tried = f"{exam}.attempts"
        if name == "passed" and tried not in values:
            least = tries(key, values[key], names, kept.get(tried))
            checked |= {} if least == kept.get(tried) else {tried: least}
    after = {**kept, **checked}
    check_whole({key: value for key, value in after.items() if value is not None})
    return checked


def scored(
    key: str, values: Mapping[str, object], kept: Answers, names: Names
) -> dict[str, object]:
    """An answer as it is; where a score stands in place of a yes, the pass that it surely is, with
    that score. Raises CoachError where it is none, or nothing keeps it."""
    exam, score = key.removesuffix(".passed"), SCORE.fullmatch(str(values[key]).strip())
    if exam == key or not score:
        return {key: values[key]}
    typed, how = score.groups()
    if f"{exam}.score" not in BY_KEY:
        raise CoachError(f"{key}: {typed} looks like a score; here only yes or no is kept.")
    day = kept.get(f"{exam}.date")
    passed = passed_by_mark(int(typed), date.fromisoformat(day) if day else None)
    if not passed:
        words = "lies below the pass mark" if passed is False else "passes or not, by its day"
        more = f"“{BY_KEY[f'{exam}.score'].label}” keeps the number"
        raise CoachError(f"{key}: {typed} {words}; answer in words, and {more}.")
    return {key: _pass(key, how, kept, names), f"{exam}.score": typed}


def _pass(key: str, how: str | None, kept: Answers, names: Names) -> str:
    """The pass behind a score: as it is told, or the least that is kept. Raises CoachError."""
    if not how:  # after a fail that is kept it is none at the first try
        has_failed = kept.get(key) is False and kept.get(key.replace("passed", "attempts"))
        return "again" if has_failed else "yes"
    with suppress(ValueError):
        if value_of(BY_KEY[key], how, _set_of(BY_KEY[key], names)) in PASSES:
            return how
    raise CoachError(f"{key}: “{how}” is not read as a pass; type {HOW}.")


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


def _word(field: Field, answer: object, names: Names, today: date) -> str:
    word = _text(field, answer, names, today)
    return value_of(field, word, _set_of(field, names))


def _words(field: Field, answer: object, names: Names, today: date) -> list[str]:
    of = _set_of(field, names)
    # One text may hold commas that are part of a name: "Korea, Republic of".
    texts = [answer] if isinstance(answer, str) else _parts(answer)
    words = [word for text in texts for word in of.parts(_text(field, text, names, today))]
    return list(dict.fromkeys(value_of(field, word, of) for word in words))


def _set_of(field: Field, names: Names) -> Known:
    of = known_of(field, names)
    assert of is not None, field.kind
    return of


def _number(field: Field, answer: object, names: Names, today: date) -> float:
    if isinstance(answer, bool):
        raise ValueError("a number is needed, not yes or no")
    typed = str(answer).strip()
    with_unit = HOURS.fullmatch(typed) if "hours" in field.key else None
    try:
        value = float(with_unit[1] if with_unit else typed)
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
    if word in YES_NO:
        return YES_NO[word]
    if not field.choices:
        raise ValueError(f"“{answer}” should be yes or no")
    return value_of(field, word, _set_of(field, names)) in PASSES


def tries(key: str, answer: object, names: Names, kept: int | None) -> int | None:
    """How many attempts it takes at least to answer so whether an exam is passed; `kept` where
    the answer does not say."""
    field = BY_KEY[key]
    if field.choices != TRIES or not isinstance(answer, str):
        return kept
    if answer.strip().lower() in ("", *YES_NO):
        return kept
    word = value_of(field, answer, _set_of(field, names))
    return LEAST_TRIES[word] if word in (FIRST, NOT_TAKEN) else max(LEAST_TRIES[word], kept or 0)


def _date(field: Field, answer: object, names: Names, today: date) -> str:
    planned = field.key.endswith("planned")
    years = next((years for ending, years in YEARS_AHEAD if field.key.endswith(ending)), 0)
    toward: Toward = "coming" if years and field.key != "graduation_date" else "past"
    part = "end" if field.key == "graduation_date" else "mid"
    typed = partial(month_or_day, today=today, toward=toward, part=part)
    day = _as_day(typed, answer)
    if planned and day < today:
        raise ValueError(f"{day} is past; a plan needs a day to come")
    latest = today + timedelta(days=366 * years)
    if not OLDEST_GRADUATION <= day <= latest:
        raise ValueError(f"{day} cannot be right (possible: {OLDEST_GRADUATION} to {latest})")
    return day.isoformat()


def _as_day(reader: Callable[[str], date], answer: object) -> date:
    if isinstance(answer, date):  # TOML has days, and moments
        return answer.date() if isinstance(answer, datetime) else answer
    try:
        return reader(ABOUT.sub("", str(answer).strip()))
    except CoachError as error:
        raise ValueError(str(error).removesuffix(".")) from None


def _dates(field: Field, answer: object, names: Names, today: date) -> list[str]:
    return sorted({_date(field, part, names, today) for part in _parts(answer)})


def _year(field: Field, answer: object, names: Names, today: date) -> int:
    year = _whole(field, answer, names, today)
    first = next_residency(today)
    if field.key == "result_year" and year >= first - LATEST_MATCH_YEARS:
        return year
    if year < first:
        raise ValueError(f"{year} is past; the next residency year is {first}")
    if year > first + LATEST_MATCH_YEARS:
        raise ValueError(f"{year} is too far off to plan (up to {first + LATEST_MATCH_YEARS})")
    return year


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
        days = [_as_day(partial(parsed_day, today=today), end) for end in ends]
        if days[1] < days[0]:
            raise ValueError(f"{part}: the last day lies before the first")
        if days[1].year > today.year + LATEST_MATCH_YEARS or days[0] < OLDEST_GRADUATION:
            raise ValueError(f"{part} cannot be right")
        stretches.add("..".join(map(str, days)) if dots else str(days[0]))
    return sorted(stretches)


_READERS: Final = {
    "choice": _word,
    "text": _text,
    "country": _word,
    "countries": _words,
    "whole": _whole,
    "number": _number,
    "yes": _yes,
    "date": _date,
    "dates": _dates,
    "specialties": _words,
    "states": _words,
    "kinds": _words,
    "zone": _word,
    "currency": _word,
    "year": _year,
    "week": _week,
    "stretches": _stretches,
}
